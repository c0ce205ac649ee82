"""The day without a network, in a real browser: pages of the last visit, marked so; check-ins, each once."""

# ruff: noqa: F811

from contextlib import suppress
from datetime import timedelta

import pytest
from following_cast import of
from looking import PHONE, faults_of
from offline_cast import (  # noqa: F401
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
from playwright.sync_api import Error
from sync_cast import GRAVE, stored

from lumbago.web import actions
from lumbago.web.offline import api, syncing
from lumbago.web.offline.models import Received
from lumbago.web.views.interview import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY_AND_CHECK_IN = ("today/", "check-in/")
DRAWN = "() => [...document.querySelectorAll('main img')].every(one => one.complete && one.naturalWidth)"
CALL = "Call an ambulance now if"
UNJUDGED = "This page cannot judge that without the network."


def test_today_exercises_and_week_are_there_without_a_network_and_say_when_they_were(open_app, address):
    page = open_app()
    at_home_then_away(page, address)
    told = {}

    for one in ("today", "week", "progress", "exercises"):
        page.goto(f"{address}{one}/")
        wait_for_words(page, "You are offline. This is how it stood at")
        told[one] = seen(page)
    page.locator("main img").first.scroll_into_view_if_needed()
    page.wait_for_function(DRAWN)

    assert "To do today" in told["today"]
    assert "When to stop" in told["exercises"]
    assert faults_of(page) == []


def test_a_tap_that_exchanges_a_part_of_the_page_works_without_a_network_as_well(open_app, address):
    page = open_app()
    at_home_then_away(page, address)
    page.goto(f"{address}today/")
    whole = page.locator("html").element_handle()

    page.locator(".tabs").get_by_role("link", name="Exercises").click()
    page.wait_for_url(f"**{address}exercises/")
    wait_for_words(page, "You are offline. This is how it stood at")

    assert whole.evaluate("html => html.isConnected")
    assert "When to stop" in seen(page)


def test_a_page_that_is_not_kept_says_so_and_whom_to_call(open_app, address):
    page = open_app()
    at_home_then_away(page, address, ["today/"])

    page.goto("/what-is/")
    wait_for_words(page, "that page is not kept on this device")

    assert CALL in seen(page)
    assert faults_of(page) == []


def test_a_copy_of_an_earlier_day_is_not_shown_as_todays(open_app, address):
    page = open_app()
    at_home_then_away(page, address)
    tomorrow = today() + timedelta(days=1)
    page.clock.set_fixed_time(f"{tomorrow}T10:00:00Z")
    shown = {}

    for one in ("today", "exercises", "week", "progress"):
        page.goto(f"{address}{one}/")
        page.get_by_role("heading", name="This is not today’s page", level=1).wait_for()
        shown[one] = seen(page)

    assert all(f"of {today():%A} {today().day}" in words for words in shown.values())
    assert all(CALL in words for words in shown.values())
    assert not any("To do today" in words or "Today’s exercises" in words for words in shown.values())
    assert faults_of(page) == []


def test_a_page_that_was_left_open_over_night_is_not_todays_any_more(open_app, address):
    page = open_app()
    page.goto(f"{address}today/")
    page.context.set_offline(True)
    wait_for_words(page, "You are offline. This is how it stood at")
    page.clock.set_fixed_time(f"{today() + timedelta(days=1)}T10:00:00Z")

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    page.get_by_role("heading", name="This is not today’s page", level=1).wait_for()
    assert "To do today" not in seen(page)


def test_what_is_said_on_a_later_day_counts_for_that_day(open_app, address, monkeypatch):
    page = open_app()
    at_home_then_away(page, address, TODAY_AND_CHECK_IN)
    tomorrow = today() + timedelta(days=1)
    page.clock.set_fixed_time(f"{tomorrow}T10:00:00Z")
    page.goto(f"{address}check-in/")
    answer(page, 4)
    wait_for_words(page, "Waiting to be sent")
    monkeypatch.setattr(api, "this_day", lambda: tomorrow)

    page.context.set_offline(False)
    nothing_waits(page)

    assert stored(address, tomorrow)["nprs"] == 4
    assert stored(address)["nprs"] == 5


def test_a_check_in_of_three_taps_waits_on_the_device_and_is_stored_exactly_once(open_app, due):
    page = open_app()
    at_home_then_away(page, due, TODAY_AND_CHECK_IN)
    page.goto(f"{due}check-in/")

    answer(page, 4, "8")
    wait_for_words(page, "Waiting to be sent")
    told, faults = seen(page), faults_of(page)
    page.goto(f"{due}today/")
    wait_for_words(page, "Waiting to be sent")
    waiting = seen(page)
    before = stored(due)
    page.context.set_offline(False)
    nothing_waits(page)

    assert "Pain 4 of 10" in told
    assert "nothing here says that all is well" in told
    assert faults == []
    assert "Pain 4 of 10" in waiting
    assert "How is it today?" not in waiting
    assert before == {}
    assert (stored(due)["nprs"], stored(due)["activity"]) == (4, 8)
    assert not any(stored(due)["findings"].values())
    assert Received.objects.count() == 1
    wait_for_words(page, "Pain 4 of 10 now")
    wait_for_copies(page, due, ["today/", "exercises/", "week/"])


def test_the_tile_on_todays_page_works_without_a_network_as_well(open_app, due):
    page = open_app()
    at_home_then_away(page, due, TODAY_AND_CHECK_IN)
    page.goto(f"{due}today/")
    answer(page, 3)
    wait_for_words(page, "Waiting to be sent")

    page.context.set_offline(False)
    nothing_waits(page)

    assert stored(due)["nprs"] == 3


def test_pressed_twice_sent_from_two_tabs_and_answered_into_the_void_it_is_stored_once(
    open_app, due, monkeypatch
):
    page = open_app()
    at_home_then_away(page, due, TODAY_AND_CHECK_IN)
    page.goto(f"{due}check-in/")
    page.locator('main input[name="nprs"][value="4"]').check()
    page.get_by_role("button", name="None of these", exact=True).dblclick()
    wait_for_words(page, "Waiting to be sent")
    tab = page.context.new_page()
    tab.goto(f"{due}today/")
    wait_for_words(tab, "Waiting to be sent")
    lost, whole = [], syncing.receive

    def stored_but_unheard(*of_whom, **named):
        whole(*of_whom, **named)
        lost.append(1)
        if len(lost) == 1:
            raise ConnectionError("the answer never came")
        return whole(*of_whom, **named)

    monkeypatch.setattr(syncing, "receive", stored_but_unheard)

    page.context.set_offline(False)
    until(page, "async () => { await window.offline.send(); return true; }")
    with suppress(Error):  # it may be on its way to what the check-in means already
        page.reload(wait_until="commit")
    nothing_waits(page)
    nothing_waits(tab)

    assert len(lost) > 1
    assert Received.objects.count() == 1
    assert of(due).check_ins.count() == 1
    assert stored(due)["nprs"] == 4


def test_two_check_ins_of_one_device_on_one_day_do_not_clash_with_each_other(open_app, due):
    page = open_app()
    at_home_then_away(page, due, TODAY_AND_CHECK_IN)
    for nprs in (5, 4):
        page.goto(f"{due}check-in/")
        answer(page, nprs)
        wait_for_words(page, f"Pain {nprs} of 10")

    page.context.set_offline(False)
    nothing_waits(page)

    assert stored(due)["nprs"] == 4
    assert Received.objects.count() == 2


@pytest.mark.parametrize(
    ("button", "nprs", "done"),
    [
        ("Keep what I said here", 4, ["glute-bridge", "short-walks"]),
        ("Keep what is stored", 7, ["glute-bridge"]),
        ("Keep what is stored, and add the rest of mine", 7, ["glute-bridge", "short-walks"]),
    ],
    ids=["mine", "there", "both"],
)
def test_what_another_device_said_otherwise_is_shown_and_the_person_chooses(
    open_app, address, button, nprs, done
):
    page = open_app()
    at_home_then_away(page, address, TODAY_AND_CHECK_IN)
    page.goto(f"{address}check-in/")
    page.locator('main input[name="done"][value="short-walks"]').check()
    answer(page, 4)
    wait_for_words(page, "Waiting to be sent")
    actions.check_in(of(address), {"nprs": 7, "activity": 5, "done": ["glute-bridge"]}, on=today())
    page.context.set_offline(False)
    wait_for_words(page, "Two answers that do not agree")
    told, faults, before = seen(page), faults_of(page), stored(address)

    page.get_by_role("button", name=button, exact=True).click()
    nothing_waits(page)

    assert "Said on this device: 4 of 10" in told
    assert "Stored: 7 of 10" in told
    assert faults == []
    assert before["nprs"] == 7
    assert "short-walks" not in before["done"]
    assert (stored(address)["nprs"], stored(address)["done"]) == (nprs, done)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_something_new_without_a_network_shows_at_once_whom_to_call_and_is_judged_later(
    open_app, due, scheme
):
    page = open_app(color_scheme=scheme)
    at_home_then_away(page, due, TODAY_AND_CHECK_IN)
    page.goto(f"{due}check-in/")

    answer(page, 2, name="Something is there, or I am not sure")
    first = page.get_by_role("heading", level=1)
    page.get_by_role("heading", name=CALL, level=1).wait_for()
    told, faults, height = seen(page), faults_of(page), first.bounding_box()["y"]
    for sign in (GRAVE, "urinary_retention"):
        page.locator(f'input[name="signs"][value="{sign}"]').check()
    page.get_by_role("button", name="I have looked at all: only what I ticked").click()
    wait_for_words(page, "Signs you looked at")
    page.goto(f"{due}today/")
    page.get_by_role("heading", name=CALL, level=1).wait_for()
    after = seen(page)
    page.context.set_offline(False)
    page.get_by_role("heading", name="Emergency: get help now", level=1).wait_for()

    assert height < PHONE["height"] / 2
    assert UNJUDGED in told
    assert UNJUDGED in after
    assert faults == []
    assert stored(due)["findings"][GRAVE] is True
    assert stored(due)["nprs"] == 2


def test_pain_that_is_clearly_up_is_not_judged_without_a_network(open_app, due):
    page = open_app()
    at_home_then_away(page, due, TODAY_AND_CHECK_IN)
    page.goto(f"{due}check-in/")

    answer(page, 10)
    page.get_by_role("heading", name=CALL, level=1).wait_for()
    told = seen(page)
    page.context.set_offline(False)
    page.reload()
    nothing_waits(page)

    assert UNJUDGED in told
    assert stored(due)["nprs"] == 10
    assert "findings" not in stored(due)  # nobody looked at the signs, and silence is never "no"


def test_exercises_of_before_are_put_away_once_something_new_was_said(open_app, address):
    page = open_app()
    at_home_then_away(page, address)
    page.goto(f"{address}check-in/")
    answer(page, 2, name="Something is there, or I am not sure")
    page.get_by_role("heading", name=CALL, level=1).wait_for()

    page.goto(f"{address}exercises/")
    page.get_by_role("heading", name=CALL, level=1).wait_for()

    assert not page.get_by_role("heading", name="Today’s exercises").is_visible()


def test_a_forgotten_number_is_asked_for_without_a_network_as_well(open_app, due):
    page = open_app()
    at_home_then_away(page, due, TODAY_AND_CHECK_IN)
    page.goto(f"{due}check-in/")

    page.get_by_role("button", name="None of these", exact=True).click()

    wait_for_words(page, "Choose a number from 0 to 10 for your pain.")
    assert page.evaluate("document.activeElement.className") == "errors"


def test_what_was_said_by_mistake_is_taken_back_before_it_is_sent(open_app, due):
    page = open_app()
    at_home_then_away(page, due, TODAY_AND_CHECK_IN)
    page.goto(f"{due}check-in/")
    answer(page, 4)

    page.get_by_role("button", name="Take it back").click()
    nothing_waits(page)
    with page.expect_navigation():  # a copy is made anew as soon as there is a network
        page.context.set_offline(False)
    page.goto(f"{due}today/")

    assert stored(due) == {}


def test_how_an_exercise_felt_waits_at_the_exercise_and_is_stored_once(open_app, address):
    page = open_app()
    at_home_then_away(page, address)
    page.goto(f"{address}exercises/")
    last = page.locator("article.exercise").last
    wanted = last.get_attribute("id")
    last.locator("summary", has_text="How did it go?").click()
    last.locator('input[name=could_do][value="yes"]').check()
    last.locator('input[name=hurt][value="2"]').check()

    last.get_by_role("button", name="Keep how it went").click()
    last.get_by_text("✓ Kept on this device, and sent later").wait_for()
    page.context.set_offline(False)
    nothing_waits(page)

    assert stored(address)["felt"] == [{"exercise": wanted, "could_do": True, "hurt": 2}]
    assert wanted in stored(address)["done"]
    assert Received.objects.count() == 1


def test_where_the_instance_does_not_answer_a_check_in_waits_though_there_is_a_network(open_app, due):
    page = open_app(service_workers="block")
    page.goto(f"{due}check-in/")
    page.route("**/kept/**", lambda route: route.abort())

    answer(page, 4)
    wait_for_words(page, "Waiting to be sent")
    page.unroute("**/kept/**")
    page.goto(f"{due}today/")
    nothing_waits(page)

    assert stored(due)["nprs"] == 4
    assert Received.objects.count() == 1


def test_a_page_whose_token_is_too_old_loses_nothing(open_app, due):
    page = open_app(service_workers="block")
    page.goto(f"{due}check-in/")
    page.context.clear_cookies(name="csrftoken")

    answer(page, 4)
    nothing_waits(page)
    page.wait_for_url(f"**{due}today/")

    assert stored(due)["nprs"] == 4
