"""An alarm and a device without a network: never held back, never lost, and no calm copy outlives it."""

# ruff: noqa: F811

import pytest
from following_cast import GOOD_DAY
from offline_cast import (  # noqa: F401
    answer,
    at_home_then_away,
    due,
    nothing_waits,
    open_app,
    seen,
    visit,
    wait_for_words,
)
from sync_cast import GRAVE, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY_AND_CHECK_IN = ("today/", "check-in/")
SIGNS = (GRAVE, "urinary_retention")
EMERGENCY = "Emergency: get help now"
SOMETHING = "Something is there, or I am not sure"


def tick(page):
    """Tick two signs that together are an emergency."""
    for sign in SIGNS:
        page.locator(f'main input[name="signs"][value="{sign}"]').first.check()


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
    client.post(f"{due}undo/")

    page.get_by_role("button", name="Keep what is stored", exact=True).click()
    nothing_waits(page)

    assert {sign for sign, there in stored(due)["findings"].items() if there} == set(SIGNS)
    assert "nprs" not in stored(due)
