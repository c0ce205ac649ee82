"""An alarm and a device without a network: never held back, never lost, and no calm copy outlives it."""

# ruff: noqa: F811

import json

import pytest
from following_cast import FIT, GOOD_DAY, NUMB, keep, of, somebody, take_back
from offline_cast import (  # noqa: F401
    HAS_COPY,
    PAGES,
    address,
    answer,
    at_home_then_away,
    due,
    nothing_waits,
    open_app,
    seen,
    until,
    visit,
    wait_for_copies,
    wait_for_words,
)
from sync_cast import GRAVE, stored

from lumbago.record import history_from
from lumbago.web import actions
from lumbago.web.models import KeptAssessment
from lumbago.web.views.interview import today
from lumbago.web.views.results import answered
from lumbago.web.written import assessment_json

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY_AND_CHECK_IN = ("today/", "check-in/")
SIGNS = (GRAVE, "urinary_retention")
EMERGENCY = "Emergency: get help now"
SOMETHING = "Something is there, or I am not sure"
IS_ALARM = """async path => {
    const copy = await caches.match(path, { ignoreVary: true });
    return Boolean(copy) && copy.headers.has("Offline-Alarm"); }"""
WAITING = "async () => (await window.offline.outbox.all()).map(piece => piece.kept)"


def tick(page):
    """Tick two signs that together are an emergency."""
    for sign in SIGNS:
        page.locator(f'main input[name="signs"][value="{sign}"]').first.check()


def wait_for_alarms(page, address):
    """Wait until the browser keeps the alarm in place of every page of a report."""
    for one in PAGES:
        until(page, IS_ALARM, f"{address}{one}")


def say_in_one_piece(page):
    """Lose the network on the page of signs: pain and signs wait as one piece."""
    answer(page, 8, name=SOMETHING)
    page.get_by_role("heading", name="Please look at each of these").wait_for()
    page.context.set_offline(True)
    tick(page)
    page.get_by_role("button", name="I have looked at all").click()


def say_in_two_pieces(page):
    """Lose the network before: pain waits as one piece, and the signs as another."""
    page.context.set_offline(True)
    answer(page, 8, name=SOMETHING)
    tick(page)
    page.locator('form[data-offline="signs"] button').first.click()


@pytest.mark.parametrize(
    ("button", "nprs"),
    [("Keep what is stored", 5), ("Keep what I said here", 8)],
    ids=["there", "mine"],
)
@pytest.mark.parametrize("say", [say_in_one_piece, say_in_two_pieces], ids=["one piece", "two pieces"])
def test_an_alarm_comes_through_a_clash_and_stays_whatever_is_chosen(
    open_app, client, due, say, button, nprs
):
    page = open_app()
    at_home_then_away(page, due, TODAY_AND_CHECK_IN)
    page.context.set_offline(False)
    page.goto(f"{due}check-in/")
    say(page)
    wait_for_words(page, "Call an ambulance now if")
    client.post(f"{due}check-in/", GOOD_DAY)

    page.context.set_offline(False)
    page.get_by_role("heading", name=EMERGENCY, level=1).wait_for()
    wait_for_words(page, "Two answers that do not agree")
    before = stored(due)
    page.get_by_role("button", name=button, exact=True).click()
    nothing_waits(page)
    page.goto(f"{due}today/")

    assert before["nprs"] == 5
    assert [before["findings"][sign] for sign in SIGNS] == [True, True]
    assert stored(due)["nprs"] == nprs
    assert [stored(due)["findings"][sign] for sign in SIGNS] == [True, True]
    assert EMERGENCY in seen(page)


def test_a_yes_that_was_taken_back_elsewhere_goes_along_with_what_is_stored(open_app, client, due):
    """The panel promises that a "yes" stays, even where another device took the day back meanwhile."""
    page = open_app(service_workers="block")
    page.goto(f"{due}check-in/")
    say_in_one_piece(page)
    wait_for_words(page, "Call an ambulance now if")
    client.post(f"{due}check-in/", GOOD_DAY)
    page.context.set_offline(False)
    wait_for_words(page, "Two answers that do not agree")
    take_back(client, due)

    page.get_by_role("button", name="Keep what is stored", exact=True).click()
    nothing_waits(page)

    assert {sign for sign, there in stored(due)["findings"].items() if there} == set(SIGNS)
    assert "nprs" not in stored(due)


def test_after_an_alarm_from_another_device_no_calm_copy_opens_without_a_network(open_app, client, address):
    page = open_app()
    page.goto(f"{address}today/")
    wait_for_copies(page, address)
    client.post(f"{address}check-in/", NUMB)

    page.goto(f"{address}today/")
    page.get_by_role("heading", name=EMERGENCY, level=1).wait_for()
    wait_for_alarms(page, address)
    page.context.set_offline(True)

    for one in ("today", "exercises", "week", "progress", "check-in"):
        page.goto(f"{address}{one}/")
        wait_for_words(page, EMERGENCY)


def test_an_alarm_takes_the_place_of_the_plan_of_the_first_day_too(open_app, client, address):
    page, kept = open_app(), of(address)
    first = history_from(json.loads(kept.report), today=today())
    KeptAssessment.objects.filter(id=kept.id).update(assessment=assessment_json(answered(first)))
    page.goto(f"{address}today/")
    wait_for_copies(page, address, (*PAGES, "plan/"))
    until(page, HAS_COPY, "/")
    client.post(f"{address}check-in/", NUMB)

    page.goto(f"{address}today/")
    wait_for_alarms(page, address)
    until(page, IS_ALARM, f"{address}plan/")
    page.context.set_offline(True)
    page.goto(f"{address}plan/")

    wait_for_words(page, EMERGENCY)


def test_an_alarm_lets_go_of_calm_copies_of_the_same_persons_other_report_and_of_nobody_elses(
    open_app, client, address
):
    page, sibling, other = open_app(), keep(), keep()
    KeptAssessment.objects.filter(id=of(other).id).update(person=somebody("Somebody else"))
    for one in (sibling, other):
        client.post(f"{one}check-in/", GOOD_DAY)
        client.post(f"{one}week/", FIT)
    for one in (sibling, other, address):
        page.goto(f"{one}today/")
        wait_for_copies(page, one)
    client.post(f"{address}check-in/", NUMB)

    page.goto(f"{address}today/")
    page.get_by_role("heading", name=EMERGENCY, level=1).wait_for()
    wait_for_alarms(page, address)

    assert not any(page.evaluate(HAS_COPY, f"{sibling}{one}") for one in PAGES)
    assert all(page.evaluate(HAS_COPY, f"{other}{one}") for one in PAGES)


def test_once_an_alarm_is_taken_back_pages_are_kept_as_before(open_app, client, address):
    page = open_app()
    client.post(f"{address}check-in/", NUMB)
    page.goto(f"{address}today/")
    wait_for_alarms(page, address)

    take_back(client, address)
    for one in ("today", "exercises"):
        page.goto(f"{address}{one}/")

    for one in ("today", "exercises"):
        until(page, f"async path => !(await ({IS_ALARM})(path))", f"{address}{one}/")


def test_deleting_a_person_for_good_deletes_what_waits_of_them_and_of_nobody_else(open_app, client, due):
    page, other = open_app(service_workers="block"), keep()
    KeptAssessment.objects.filter(id=of(other).id).update(person=somebody("Somebody else"))
    ids = [of(one).id for one in (other, due)]
    for one in (other, due):
        page.goto(f"{one}check-in/")
        page.context.set_offline(True)
        answer(page, 8)
        wait_for_words(page, "Waiting to be sent")
        actions.check_in(of(one), {"nprs": 5, "activity": 5}, on=today())
        page.context.set_offline(False)
        wait_for_words(page, "Two answers that do not agree")

    page.goto(f"/person/{of(due).person_id}/data/delete/")
    page.get_by_role("button", name="Delete for good").click()
    wait_for_words(page, "It is deleted")
    until(page, f"async () => (await ({WAITING})()).length === 1")

    assert page.evaluate(WAITING) == ids[:1]
