"""The day of a kept report: what comes first, what to do, and who may see it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from following_cast import FIT, GOOD_DAY, NUMB, TABS, keep, main_of, said_earlier, seen_on

from lumbago.web.models import KeptAddition, KeptAssessment, KeptCheckIn
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db

WEB = Path(__file__).parents[2] / "src" / "lumbago" / "web"
HEAVIEST = 150_000
"""Bytes of one page with its style and scripts, before they are packed, and without pictures."""

POSTS = ("check-in", "feel", "undo", "week", "delete")
SHAPES = re.compile(
    r"/|/account/login/|/what-is/|/exercises/([\w-]+/)?|/cite/[\w/-]+|/start/|/report/download/|#[\w-]*|\?show=short"
    r"|/static/[\w/.-]+|/pictures/[\w-]+/(moving|frames)\.svg"
    r"|/kept/[\w-]{32}/((today|exercises|week|week/print|check-in|review|plan|undo|feel|delete)/)?"
    r"(exercises\.ics|\?show=short)?(#[\w-]+)?"
)


def test_a_day_without_a_check_in_asks_first_and_shows_no_exercise(client):
    address = keep()

    seen = client.get(f"{address}today/")

    assert "How is it today?" in seen_on(seen)
    assert "Your exercises come after it" in seen_on(seen)
    assert f'href="{address}check-in/"' in main_of(seen)
    assert "/pictures/" not in main_of(seen)


def test_after_the_check_in_the_day_says_how_it_goes_and_what_to_do(client):
    address = keep()

    seen = client.post(f"{address}check-in/", GOOD_DAY, follow=True)

    assert seen.request["PATH_INFO"] == f"{address}today/"
    assert "Pain 5 of 10 now, 8 at the start" in seen_on(seen)
    assert "To do today" in seen_on(seen)
    assert "How is it today?" not in seen_on(seen)
    assert len(re.findall(r'class="today-item"', main_of(seen))) == len(seen.context["items"]) >= 2


def test_on_the_day_of_the_report_nobody_is_asked_twice(client):
    seen = seen_on(client.get(f"{keep(days_ago=0)}today/"))

    assert "How is it today?" not in seen
    assert "To do today" in seen


def test_a_bad_day_has_its_two_minutes_one_tap_away(client):
    address = keep()

    seen = client.post(f"{address}check-in/", GOOD_DAY, follow=True)

    assert f'href="{address}exercises/?show=short"' in main_of(seen)


def test_how_it_went_some_days_ago_is_told_with_its_day(client):
    address = keep()
    said_earlier(address, 4, days_ago=3)

    seen = client.get(f"{address}today/")

    assert "From what you told us on" in seen_on(seen)
    assert seen.context["told"] is None


@pytest.mark.parametrize("tab", TABS)
def test_an_emergency_at_a_check_in_stands_alone_on_every_tab(client, tab):
    address = keep()
    client.post(f"{address}check-in/", GOOD_DAY)
    client.post(f"{address}check-in/", NUMB)

    seen = client.get(f"{address}{tab}/", follow=True)

    assert "Emergency: get help now" in seen_on(seen)
    assert "/pictures/" not in main_of(seen)
    assert "getting better" not in seen_on(seen)
    assert "Short walks" not in seen_on(seen)


@pytest.mark.parametrize("tab", [tab for tab in TABS if tab != "check-in"])
@pytest.mark.parametrize("name", ["cauda-equina", "kidney-stone"])
def test_where_a_report_is_urgent_or_worse_no_tab_shows_an_exercise(client, name, tab):
    seen = client.get(f"{keep(name, days_ago=0)}{tab}/")

    assert re.search("Emergency|Urgent", seen_on(seen))
    assert "/pictures/" not in main_of(seen)


def test_an_alarm_offers_a_way_back_from_a_wrong_tap(client):
    address = keep()
    client.post(f"{address}check-in/", NUMB)
    alarm = client.get(f"{address}today/")

    back = client.post(f"{address}undo/", follow=True)

    assert f'action="{address}undo/"' in main_of(alarm)
    assert "Nothing has been stored" not in seen_on(alarm)
    assert 'action="/keep/"' not in main_of(alarm)
    assert "Emergency" not in seen_on(back)
    assert KeptCheckIn.objects.count() == 0


@pytest.mark.parametrize("tab", ["today", "exercises", "week", "week/print"])
def test_an_incomplete_report_shows_no_exercise_and_says_why(client, tab):
    seen = client.get(f"{keep('incomplete', days_ago=0)}{tab}/", follow=True)

    assert "Questions about warning signs are open, so no exercises are shown" in seen_on(seen)
    assert "/pictures/" not in main_of(seen)


def test_what_a_check_in_cannot_complete_leads_to_the_questions_and_not_in_a_circle(client):
    address = keep("incomplete")

    seen = client.post(f"{address}check-in/", GOOD_DAY, follow=True)

    assert "Not complete." in seen_on(seen)
    assert "Answer all the questions again" in seen_on(seen)
    assert "it takes three taps" not in seen_on(seen)
    assert "getting better" not in seen_on(seen)


def test_undo_takes_the_last_check_in_back_and_leaves_the_earlier_ones(client):
    address = keep()
    said_earlier(address, 6, days_ago=2)
    client.post(f"{address}check-in/", GOOD_DAY)

    client.post(f"{address}undo/")

    assert [check_in.on for check_in in KeptCheckIn.objects.all()] == [today() - timedelta(days=2)]
    assert "How is it today?" in seen_on(client.get(f"{address}today/"))


def test_with_nothing_to_take_back_undo_does_no_harm(client):
    address = keep()

    assert client.post(f"{address}undo/", follow=True).status_code == 200
    assert KeptAssessment.objects.count() == 1


def test_deleting_what_was_kept_deletes_its_check_ins_and_additions(client):
    address, other = keep(), keep()
    for one in (address, other):
        client.post(f"{one}check-in/", GOOD_DAY)
        client.post(f"{one}week/", {**FIT, "minutes_per_day": "25"})

    client.post(f"{address}delete/")

    assert (KeptCheckIn.objects.count(), KeptAddition.objects.count()) == (1, 1)
    assert {client.get(f"{address}{tab}/").status_code for tab in TABS} == {404}
    assert client.get(f"{address}exercises.ics").status_code == 404
    assert client.get(f"{other}today/").status_code == 200


@pytest.mark.parametrize("address", ["/kept/someone-else/", f"/kept/{'A' * 32}/"])
def test_a_guessed_address_leads_nowhere(client, address):
    client.post(f"{keep()}check-in/", GOOD_DAY)

    assert {client.get(f"{address}{tab}/").status_code for tab in TABS} == {404}
    assert {client.post(f"{address}{act}/", GOOD_DAY).status_code for act in POSTS} == {404}
    assert client.get(f"{address}exercises.ics").status_code == 404
    assert KeptCheckIn.objects.count() == 1


@pytest.mark.parametrize("act", POSTS)
def test_what_another_site_sends_is_refused(client, act):
    address = keep()
    client.post(f"{address}check-in/", GOOD_DAY)
    elsewhere = Client(enforce_csrf_checks=True)

    sent = elsewhere.post(f"{address}{act}/", {**NUMB, "exercise": "short-walks"})

    assert sent.status_code == 403
    assert '"saddle_numbness": true' not in KeptCheckIn.objects.get().said


@pytest.mark.parametrize("act", ["undo", "feel"])
def test_a_link_alone_never_changes_anything(client, act):
    address = keep()
    client.post(f"{address}check-in/", GOOD_DAY)

    assert client.get(f"{address}{act}/").status_code == 405
    assert KeptCheckIn.objects.count() == 1


def test_no_address_tells_anything_about_the_person(client):
    address = keep()
    client.post(f"{address}check-in/", GOOD_DAY)
    pages = [client.get(f"{address}{tab}/") for tab in (*TABS, "exercises/?show=short")]
    moved = [
        client.post(f"{address}check-in/", GOOD_DAY),
        client.post(f"{address}feel/", {"exercise": "short-walks", "could_do": "yes", "hurt": "3"}),
        client.post(f"{address}week/", {**FIT, "minutes_per_day": "25"}),
        client.post(f"{address}undo/"),
    ]

    led = {
        one
        for page in pages
        for one in re.findall(r'(?:href|src|action)="([^"]*)"', page.content.decode())
        if not one.startswith("https://")
    }

    assert [one for one in led if not SHAPES.fullmatch(one)] == []
    assert [one.headers["Location"] for one in moved if not SHAPES.fullmatch(one.headers["Location"])] == []
    assert not any(re.search(r'method="get"', page.content.decode(), re.IGNORECASE) for page in pages)


def test_the_pages_of_the_day_are_light_and_kept_by_no_cache(client):
    address = keep()
    client.post(f"{address}check-in/", GOOD_DAY)
    client.post(f"{address}week/", {**FIT, "minutes_per_day": "60", "equipment": ["band", "step", "weight"]})

    for tab in (*(f"{tab}/" for tab in TABS), "exercises/?show=short"):
        seen = client.get(f"{address}{tab}")
        beside = set(re.findall(r'/static/([\w/.-]+\.(?:css|js))"', seen.content.decode()))
        weight = len(seen.content) + sum((WEB / "static" / name).stat().st_size for name in beside)
        assert (tab, seen.status_code, weight <= HEAVIEST) == (tab, 200, True)
        assert "no-store" in seen.headers["Cache-Control"]


def test_the_kept_answer_leads_to_the_days(client):
    address = keep()

    assert f'href="{address}today/"' in main_of(client.get(address))
