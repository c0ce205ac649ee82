"""Today's exercises, the two minutes for a bad day, how each went, the calendar, and the catalogue."""

import html
import json
import re

import pytest
from following_cast import FIT, GOOD_DAY, NUMB, keep, main_of, seen_on
from icalendar import Calendar

from lumbago.knowledge import current
from lumbago.web.models import KeptCheckIn

pytestmark = pytest.mark.django_db

FIRST = "short-walks"


@pytest.fixture
def address(client):
    """A kept report whose day has its check-in and its exercises."""
    kept = keep()
    client.post(f"{kept}check-in/", GOOD_DAY)
    return kept


def stored():
    return json.loads(KeptCheckIn.objects.get().said)


def articles(page):
    return re.findall(r'<article class="exercise".*?</article>', main_of(page), re.DOTALL)


def test_each_exercise_has_picture_amount_steps_timer_and_a_place_to_say_how_it_went(client, address):
    page = client.get(f"{address}exercises/")

    assert len(articles(page)) == len(page.context["items"]) >= 2
    for one, shown in zip(page.context["items"], articles(page), strict=True):
        words = html.unescape(shown)
        assert f'src="/pictures/{one["id"]}/moving.svg" alt="{one["plain"]}"' in words
        assert one["amount"] in words
        assert all(step in words for step in one["steps"])
        assert f'data-reps="{one["reps"]}" data-sets="{one["sets"]}"' in words
        assert f'action="{address}feel/"' in words
        assert f"/exercises/{one['id']}/" in words


def test_when_to_stop_is_told_before_the_first_exercise(client, address):
    page = main_of(client.get(f"{address}exercises/"))

    assert page.index("Stop and get help now") < page.index("<article")


def test_a_bad_day_has_two_minutes_and_a_way_back(client, address):
    page = client.get(f"{address}exercises/?show=short")

    assert "Two minutes, for a bad day" in seen_on(page)
    assert 1 <= len(articles(page)) <= 3
    assert f'href="{address}exercises/"' in main_of(page)


def test_how_an_exercise_went_becomes_part_of_the_check_in(client, address):
    sent = {"exercise": FIRST, "could_do": "yes", "effort": "right", "hurt": "3"}

    moved = client.post(f"{address}feel/", sent)

    assert moved.headers["Location"] == f"{address}exercises/#{FIRST}"
    assert stored()["felt"] == [{"exercise": FIRST, "could_do": True, "hurt": 3, "effort": "right"}]
    assert stored()["nprs"] == 5
    assert "Kept for today" in seen_on(client.get(f"{address}exercises/"))


def test_what_was_too_much_makes_the_week_easier_and_the_page_says_so(client, address):
    client.post(f"{address}feel/", {"exercise": FIRST, "could_do": "yes", "effort": "too-hard", "hurt": "6"})

    page = client.get(f"{address}exercises/")

    assert FIRST not in {one["id"] for one in page.context["items"]}
    assert "Made easier this week, because something was too much" in seen_on(page)


def test_on_a_bad_day_one_stays_with_the_two_minutes(client, address):
    moved = client.post(f"{address}feel/", {"exercise": FIRST, "could_do": "yes", "show": "short"})

    assert moved.headers["Location"] == f"{address}exercises/?show=short#{FIRST}"


def test_said_again_it_replaces_what_was_said_before(client, address):
    for effort in ("too-hard", "right"):
        client.post(f"{address}feel/", {"exercise": FIRST, "could_do": "yes", "effort": effort})

    assert [one["effort"] for one in stored()["felt"]] == ["right"]


def test_what_one_could_not_do_after_all_does_not_count_as_done(client, address):
    for could_do in ("yes", "no"):
        client.post(f"{address}feel/", {"exercise": FIRST, "could_do": could_do})

    assert stored()["felt"] == [{"exercise": FIRST, "could_do": False}]
    assert stored().get("done", []) == []


def test_who_says_nothing_of_an_exercise_has_not_done_it(client, address):
    client.post(f"{address}feel/", {"exercise": FIRST})

    assert stored().get("done", []) == []


@pytest.mark.parametrize("wrong", [{"hurt": "11"}, {"effort": "fun"}, {"could_do": "perhaps"}])
def test_a_feeling_that_cannot_be_is_refused_and_nothing_is_stored(client, address, wrong):
    before = stored()

    page = client.post(f"{address}feel/", {"exercise": FIRST, **wrong})

    assert stored() == before
    assert page.status_code == 400


def test_an_exercise_nobody_knows_is_not_felt(client, address):
    assert client.post(f"{address}feel/", {"exercise": "levitation"}).status_code in {400, 404}


def test_how_it_went_alone_answers_no_warning_sign(client):
    """A page left open since yesterday sends it: no exercise may be shown on the strength of that."""
    kept = keep()

    client.post(f"{kept}feel/", {"exercise": FIRST, "could_do": "yes"})
    seen = client.get(f"{kept}exercises/", follow=True)

    assert "How is it today?" in seen_on(seen)
    assert "/pictures/" not in main_of(seen)


def entries(client, address):
    feed = client.get(f"{address}exercises.ics")
    assert feed.headers["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(feed.content).walk("VEVENT")


def test_the_calendar_has_one_entry_for_each_day_with_exercises(client, address):
    told = client.get(f"{address}week/").context["told"]

    found = entries(client, address)

    assert [entry.decoded("dtstart") for entry in found] == [day.on for day in told.days if day.items]
    assert told.exercises[0].name in found[0]["description"]
    assert b"Pain" not in client.get(f"{address}exercises.ics").content


def test_read_again_the_calendar_changes_its_entries_in_place(client, address):
    before = {str(entry["uid"]): entry.decoded("dtstart") for entry in entries(client, address)}
    client.post(f"{address}week/", {**FIT, "minutes_per_day": "30"})

    after = {str(entry["uid"]): entry.decoded("dtstart") for entry in entries(client, address)}

    assert before == after


def test_the_calendars_of_two_people_do_not_overwrite_each_other(client, address):
    other = keep()
    client.post(f"{other}check-in/", GOOD_DAY)

    ours, theirs = ({str(entry["uid"]) for entry in entries(client, one)} for one in (address, other))

    assert not ours & theirs


def test_beside_an_alarm_the_calendar_is_empty(client, address):
    client.post(f"{address}check-in/", NUMB)

    assert entries(client, address) == []


def test_the_library_shows_every_exercise_once(client):
    page = main_of(client.get("/exercises/"))

    assert sorted(re.findall(r'class="card" href="/exercises/([\w-]+)/"', page)) == sorted(
        current().exercises
    )


@pytest.mark.parametrize("id_", sorted(current().exercises))
def test_each_exercise_has_a_page_that_says_for_whom_it_is_not(client, id_):
    one = current().exercises[id_]

    page = client.get(f"/exercises/{id_}/")

    assert page.status_code == 200
    assert all(step in seen_on(page) for step in one.steps)
    assert all(caution.says in seen_on(page) for caution in one.cautions)
    assert f'href="/cite/{id_}/"' in main_of(page)


def test_every_exercise_page_leads_to_what_it_rests_on(client):
    assert client.get("/cite/glute-bridge/").status_code == 200


@pytest.mark.parametrize("form", ["moving", "frames"])
def test_a_picture_is_an_svg_that_runs_nothing(client, form):
    picture = client.get(f"/pictures/glute-bridge/{form}.svg")

    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert b"<title" in picture.content
    assert not re.search(rb"<script|\son\w+=|(?:href|src)=\"http", picture.content)


@pytest.mark.parametrize(
    "address_", ["/exercises/levitation/", "/pictures/levitation/moving.svg", "/pictures/glute-bridge/x.svg"]
)
def test_an_exercise_nobody_knows_has_no_page(client, address_):
    assert client.get(address_).status_code == 404
