"""How it goes, against the person's own forecast: calm, true, and never reassuring while a sign is open."""

import re

import pytest
from following_cast import GOOD_DAY, keep, main_of, said_earlier, seen_on

pytestmark = pytest.mark.django_db

GOOD_NEWS = ("You are getting better", "where it was foretold, or lower", "You have recovered")


def reviewed(client, address):
    return client.get(f"{address}review/")


def test_before_the_first_check_in_there_is_nothing_to_say_but_the_forecast(client):
    page = reviewed(client, keep())

    assert "Nothing to say yet" in seen_on(page)
    assert "Your forecast, and what you told us" in seen_on(page)


def test_less_pain_is_told_with_the_pain_at_the_start_and_drawn_into_the_forecast(client):
    address = keep()
    client.post(f"{address}check-in/", GOOD_DAY)

    page = reviewed(client, address)

    assert "You are getting better" in seen_on(page)
    assert "Pain 5 of 10 now, 8 at the start." in seen_on(page)
    assert main_of(page).count('class="fan-point"') >= 2
    assert "Check in again by" in seen_on(page)


@pytest.mark.parametrize("nprs", ["8", "9"])
def test_as_much_pain_as_at_the_start_or_more_is_not_called_getting_better(client, nprs):
    address = keep()
    client.post(f"{address}check-in/", {**GOOD_DAY, "nprs": nprs})

    seen = seen_on(reviewed(client, address))

    assert f"Pain {nprs} of 10 now, 8 at the start." in seen
    assert [words for words in GOOD_NEWS if words in seen] == []


@pytest.fixture
def stalled():
    """Three weeks of the same pain."""
    address = keep(days_ago=20)
    for days_ago in (15, 11, 7, 3, 0):
        said_earlier(address, 8, days_ago=days_ago)
    return address


def test_pain_that_does_not_move_is_told_calmly_and_with_what_to_do(client, stalled):
    seen = seen_on(reviewed(client, stalled))

    assert "Not getting better as hoped" in seen
    assert "Two weeks have passed: time for a second look." in seen
    assert "does not mean that something is damaged" in seen
    assert "Ask for help" in seen
    assert [words for words in GOOD_NEWS if words in seen] == []


def test_how_the_alert_works_is_shown_with_its_false_alarms_and_each_step(client, stalled):
    page = reviewed(client, stalled)

    assert "How the alert works" in seen_on(page)
    assert re.search(rf"at most (about )?{page.context['share']} in 100 are ever told", seen_on(page))
    assert len(page.context["test"].evidence) >= 4


def test_worse_within_days_is_a_flare_with_the_two_minute_version(client):
    address = keep(days_ago=8)
    said_earlier(address, 3, days_ago=2)
    client.post(f"{address}check-in/", {"nprs": "7", "new": "looked"})

    seen = seen_on(reviewed(client, address))

    assert "A flare: worse than some days ago" in seen
    assert "two-minute version" in seen


def test_a_week_of_no_pain_is_recovered(client):
    address = keep(days_ago=20)
    for days_ago in (10, 6, 3, 0):
        said_earlier(address, 0, days_ago=days_ago)

    assert "You have recovered" in seen_on(reviewed(client, address))


@pytest.mark.parametrize("nprs", ["0", "3"])
def test_while_a_warning_sign_was_not_asked_about_nothing_reassures(client, nprs):
    address = keep("incomplete", days_ago=9)
    client.post(f"{address}check-in/", {**GOOD_DAY, "nprs": nprs})

    seen = seen_on(reviewed(client, address))

    assert "Not complete." in seen
    assert [words for words in GOOD_NEWS if words in seen] == []


def test_all_that_was_said_is_listed_the_latest_first(client):
    address = keep(days_ago=9)
    for days_ago, nprs in ((6, 7), (3, 6), (1, 4)):
        said_earlier(address, nprs, days_ago=days_ago)

    page = main_of(reviewed(client, address)).partition('aria-label="Your check-ins"')[2]

    assert [page.count(f"<td>{nprs}</td>") for nprs in (7, 6, 4)] == [1, 1, 1]
    assert page.index("<td>4</td>") < page.index("<td>6</td>") < page.index("<td>7</td>")


def test_a_review_of_some_days_ago_tells_its_day(client):
    address = keep(days_ago=9)
    said_earlier(address, 4, days_ago=4)

    assert "From what you told us on" in seen_on(reviewed(client, address))
