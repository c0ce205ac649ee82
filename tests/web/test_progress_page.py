"""Progress: told against the person's own forecast, calmly, and never better than the numbers."""

import re
from datetime import timedelta

import pytest
from charts_cast import (
    FORECAST,
    SAID,
    START,
    followed_for_three_weeks,
    heads,
    rounded,
    standing_of,
    table,
)
from django.test import Client
from following_cast import GOOD_DAY, keep, main_of, of, said_earlier, seen_on
from people_cast import account, kept_for, let_in, link_to, opened, person_of, signed_in

from lumbago.knowledge import current
from lumbago.prognosis import predict
from lumbago.web import actions
from lumbago.web.course import AHEAD
from lumbago.web.followed import first_of, with_forecast
from lumbago.web.people.models import GrantRole
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db

GOOD_NEWS = ("You are getting better", "where it was foretold, or lower", "You have recovered")


def reviewed(client, address):
    return client.get(f"{address}progress/")


def test_before_the_first_check_in_there_is_nothing_to_say_but_the_forecast(client):
    page = reviewed(client, keep(days_ago=1))

    assert "Nothing to say yet" in seen_on(page)
    assert "Your forecast, and what you told us" in seen_on(page)


def test_less_pain_is_told_with_the_pain_at_the_start_and_drawn_into_the_forecast(client):
    address = keep()
    client.post(f"{address}check-in/", GOOD_DAY)

    page = reviewed(client, address)

    assert "You are getting better" in seen_on(page)
    assert "Pain 5 of 10 now, 8 at the start." in seen_on(page)
    assert 'class="sign-mark"' in main_of(page)
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
    client.post(f"{address}check-in/", {**GOOD_DAY, "nprs": "7", "new": "looked"})

    seen = seen_on(reviewed(client, address))

    assert "A flare: worse than some days ago" in seen
    assert "two-minute version" in seen


def test_a_week_of_no_pain_is_recovered_and_no_recovery_is_foretold_any_more(client):
    sore, well = keep(), keep(days_ago=20)
    said_earlier(sore, 4, days_ago=0)
    for days_ago in (10, 6, 3, 0):
        said_earlier(well, 0, days_ago=days_ago)

    seen = seen_on(reviewed(client, well))

    assert "You have recovered" in seen
    assert "Recovered means" in seen_on(reviewed(client, sore))
    assert "Recovered means" not in seen


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


BACK = 84


@pytest.fixture
def followed():
    return followed_for_three_weeks()


def test_every_number_of_the_forecast_table_is_what_the_forecast_says(client, followed):
    forecast = predict(with_forecast(standing_of(followed), current()).history, current().recovery)

    told = table(reviewed(client, followed), "pain", FORECAST)

    assert set(told) == {float(forecast.from_day + ahead) for ahead in AHEAD}
    for band in forecast.pain:
        if band.day in told:
            ends = [(band.median,), band.half, band.most, band.nearly_all]
            assert [raw for raw, _text in told[band.day]] == [rounded(*one) for one in ends]
            assert told[band.day][2][1] == f"{band.most[0]:.1f} to {band.most[1]:.1f}"


def test_the_forecast_of_the_start_is_the_one_that_was_shown_then(client, followed):
    first = first_of(of(followed).id).forecast
    at = {band.day: band for band in first.pain}

    told = table(reviewed(client, followed), "pain", START)

    assert first.from_day == 0
    assert len(told) > 10
    for day, (median, most) in told.items():
        assert median[0] == rounded(at[day].median)
        assert most[0] == rounded(*at[day].most)


def test_before_a_check_in_there_is_one_forecast_and_not_two(client):
    page = reviewed(client, keep(days_ago=0))

    assert FORECAST in seen_on(page)
    assert START not in seen_on(page)


def test_every_number_of_the_tables_of_what_was_told_is_what_was_told(client, followed):
    page = reviewed(client, followed)

    pain, limits, done = (table(page, chart, SAID) for chart in ("pain", "disability", "activity"))

    assert {day: row[0][0] for day, row in pain.items()} == {
        0: (8,), 5: (6,), 9: (5,), 13: (5,), 17: (3,), 20: (2,)
    }  # fmt: skip
    assert {day: row[0][0] for day, row in limits.items()} == {5: (62.5,), 17: (25,)}
    assert {day: row[0][0] for day, row in done.items()} == {5: (3,), 9: (5,), 17: (8,)}


def test_exercises_are_counted_in_days_by_week_and_by_kind(client, followed):
    page, caption = reviewed(client, followed), "Days on which you told us that you did some"
    columns = heads(page, "exercise", caption)[1:]

    told = table(page, "exercise", caption)
    by_week = {
        week: dict(zip(columns, (raw[0] for raw, _text in row), strict=True)) for week, row in told.items()
    }

    assert columns == ["Any exercise", "Stretching", "Strength", "Stamina"]
    assert by_week == {
        1: {"Any exercise": 1, "Stretching": 0, "Strength": 1, "Stamina": 1},
        2: {"Any exercise": 1, "Stretching": 0, "Strength": 0, "Stamina": 1},
        3: {"Any exercise": 1, "Stretching": 1, "Strength": 1, "Stamina": 0},
    }


@pytest.mark.parametrize("chart", ["disability", "activity", "exercise"])
def test_a_chart_of_nothing_is_no_chart_and_says_what_to_do(client, chart):
    page = reviewed(client, keep())

    assert f'id="{chart}-title"' not in main_of(page)
    assert "A check-in asks about it" in seen_on(page)


def test_every_chart_has_a_title_a_sentence_for_who_does_not_see_it_and_its_numbers(client, followed):
    page = reviewed(client, followed)

    figures = main_of(page).split("<figure")[1:]

    assert len(figures) == 5
    for one in figures:
        says = re.search(r"<desc[^>]*>([^<]+)</desc>", one)[1]
        assert re.search(r"\d", says)
        assert "<table" in one
        assert re.search(r'role="img" aria-labelledby="([\w-]+)-title \1-says"', one)
        assert " style=" not in one


def test_while_warning_signs_are_open_there_is_neither_forecast_nor_what_if(client):
    address = keep("incomplete", days_ago=9)
    client.post(f"{address}check-in/", GOOD_DAY)

    page = reviewed(client, address)

    assert "No forecast is shown while questions about warning signs are open" in seen_on(page)
    assert set(table(page, "pain", SAID)) == {0, 9}
    assert FORECAST not in seen_on(page)
    assert page.context["what_if"] is None


def test_what_was_said_long_ago_is_on_later_pages_and_the_charts_keep_to_twelve_weeks(client):
    address = keep(days_ago=200)
    for days_ago in range(199, -1, -5):
        actions.check_in(of(address), {"nprs": 3}, on=today() - timedelta(days=days_ago))

    page = reviewed(client, address)
    last = client.get(f"{address}progress/?page=3")

    days = table(page, "pain", SAID)
    assert max(days) - min(days) <= BACK
    assert len(page.context["said"].object_list) == 14
    assert "Page 1 of 3" in seen_on(page)
    assert len(last.context["said"].object_list) == 12
    assert client.get(f"{address}progress/?page=x").status_code == 200


def test_the_address_that_it_had_before_leads_on(client, followed):
    moved = client.get(f"{followed}review/")

    assert (moved.status_code, moved.headers["Location"]) == (301, f"{followed}progress/")


def test_each_sees_progress_as_the_table_of_rights_has_it():
    kept = kept_for(person_of(account("anna")))
    let_in(kept.person, "ben")
    let_in(kept.person, "cora", GrantRole.CLINICIAN)
    _link, code = link_to(kept.person)
    comers = {
        "owner": signed_in("anna"),
        "follower": signed_in("ben"),
        "clinician": signed_in("cora"),
        "guest": opened(code),
        "stranger": signed_in("mallory"),
        "nobody": Client(),
    }

    seen = {who: one.get(f"/kept/{kept.id}/progress/?rest=2").status_code for who, one in comers.items()}
    sent = {who: one.post(f"/kept/{kept.id}/medicines/").status_code for who, one in comers.items()}

    looks = {"owner": 200, "follower": 200, "clinician": 200}
    assert seen == {**dict.fromkeys(comers, 404), **looks}
    assert sent == {**dict.fromkeys(comers, 404), "owner": 302}
