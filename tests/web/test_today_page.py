"""The day of a kept report: what comes first, what to do, and who may see it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape
from following_cast import FIT, GOOD_DAY, NUMB, TABS, keep, main_of, said_earlier, seen_on, take_back
from people_cast import account, kept_for, let_in, person_of, signed_in

from lumbago.web.clinic.models import Message
from lumbago.web.models import KeptAddition, KeptAssessment, KeptCheckIn
from lumbago.web.people.models import GrantRole
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db

WEB = Path(__file__).parents[2] / "src" / "lumbago" / "web"
HEAVIEST = 190_000
"""Bytes of one page with its style and scripts, before they are packed. Without pictures, and without what
only makes charts answer a finger: that is fetched once the page stands."""

CHARTS = ("vendor/uPlot.iife.min.js", "vendor/uPlot.min.css")
HEAVIEST_CHARTS = 55_000

POSTS = ("check-in", "feel", "undo", "week", "delete")
SHAPES = re.compile(
    r"/|/account/login/|/what-is/|/exercises/([\w-]+/)?|/cite/[\w/-]+|/start/|/report/download/|#[\w-]*|\?show=short"
    r"|/language/|/evidence/|/mine/|/offline/|/manifest\.webmanifest|/person/[\w-]{36}/share/(#calendar)?"
    r"|/static/[\w/.-]+|/pictures/[\w-]+/(moving|frames)\.svg"
    r"|/kept/[\w-]{32}/((today|exercises|week|week/print|check-in|review|progress|plan|undo|feel|medicines|delete)/)?"
    r"(exercises\.ics|\?show=short)?(#[\w-]+)?"
)


def test_a_day_without_a_check_in_asks_first_and_shows_no_exercise(client):
    address = keep()

    seen = client.get(f"{address}today/")

    assert "How is it today?" in seen_on(seen)
    assert "Your exercises come after it" in seen_on(seen)
    assert f'href="{address}check-in/"' in main_of(seen)
    assert "/pictures/" not in main_of(seen)


def test_a_due_check_in_is_asked_on_the_page_itself_with_every_sign_that_none_speaks_of(client):
    address = keep()

    page = client.get(f"{address}today/")
    form = main_of(page).partition('class="check-in-now"')[2].partition("</form>")[0]
    signs = [sign for group in page.context["groups"] for sign in group["signs"]]

    assert f'action="{address}check-in/"' in main_of(page)
    assert form.count('name="nprs"') == 11
    assert re.findall(r'name="new" value="(\w+)"', form) == ["none", "some"]
    assert len(signs) > 20
    assert [sign for _key, sign, _question in signs if escape(sign) not in form] == []


def test_one_who_may_only_look_finds_no_form_and_no_way_to_check_in():
    kept = kept_for(person_of(account("anna")))
    for name, role in (("ben", GrantRole.FOLLOWER), ("cora", GrantRole.CLINICIAN)):
        let_in(kept.person, name, role)

    pages = {
        name: signed_in(name).get(f"/kept/{kept.id}/{tab}/")
        for name in ("ben", "cora")
        for tab in ("today", "progress")
    }
    own = signed_in("anna").get(f"/kept/{kept.id}/today/")

    assert {name: page.status_code for name, page in pages.items()} == {"ben": 200, "cora": 200}
    assert "no check-in of today yet" in seen_on(signed_in("ben").get(f"/kept/{kept.id}/today/"))
    for page in pages.values():
        assert 'method="post"' not in main_of(page)
        assert "/check-in/" not in main_of(page)
    assert "/check-in/" in main_of(own)


def test_what_a_clinician_wrote_stands_on_the_day_of_the_owner_alone():
    kept = kept_for(person_of(account("anna")))
    let_in(kept.person, "ben")
    Message.objects.create(person=kept.person, author=account("cora"), text="Come on Tuesday & bring this.")

    own, others = (seen_on(signed_in(name).get(f"/kept/{kept.id}/today/")) for name in ("anna", "ben"))

    assert "Come on Tuesday & bring this." in own
    assert "Come on Tuesday" not in others


def test_an_alarm_shows_one_who_may_only_look_no_button_that_takes_it_back():
    kept = kept_for(person_of(account("anna")))
    let_in(kept.person, "ben")
    signed_in("anna").post(f"/kept/{kept.id}/check-in/", NUMB)

    seen = signed_in("ben").get(f"/kept/{kept.id}/today/")

    assert "Emergency: get help now" in seen_on(seen)
    assert "/undo/" not in main_of(seen)
    assert "/undo/" in main_of(signed_in("anna").get(f"/kept/{kept.id}/today/"))


def test_the_next_check_in_is_told_with_its_day_once_today_is_told(client):
    address = keep()
    due = client.get(f"{address}today/")

    told = client.post(f"{address}check-in/", GOOD_DAY, follow=True)
    on = told.context["next_check_in"]

    assert due.context["next_check_in"] is None
    assert on > today()
    assert f"Next check-in: by {on:%A} {on.day} {on:%B}" in seen_on(told)


def test_what_is_remembered_never_outlives_what_was_said(client):
    address = keep()
    before = seen_on(client.get(f"{address}today/"))

    first = seen_on(client.post(f"{address}check-in/", GOOD_DAY, follow=True))
    second = seen_on(client.post(f"{address}check-in/", {**GOOD_DAY, "nprs": "3"}, follow=True))
    added = client.post(f"{address}week/", {**FIT, "minutes_per_day": "10"})
    shorter = seen_on(client.get(f"{address}today/"))
    take_back(client, address)

    assert "Pain 5 of 10 now" in first
    assert "Pain 3 of 10 now" in second
    assert added.status_code == 302
    assert shorter != second
    assert seen_on(client.get(f"{address}today/")) == before


def test_what_is_remembered_of_yesterday_is_not_shown_today(client, monkeypatch):
    address = keep(days_ago=1)
    client.post(f"{address}check-in/", GOOD_DAY)
    told = seen_on(client.get(f"{address}today/"))
    tomorrow = today() + timedelta(days=1)
    monkeypatch.setattr("lumbago.web.views.following.this_day", lambda: tomorrow)

    seen = seen_on(client.get(f"{address}today/"))

    assert "How is it today?" not in told
    assert "How is it today?" in seen
    assert f"{tomorrow:%A} {tomorrow.day} {tomorrow:%B}" in seen


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

    take_back(client, address)
    back = client.get(f"{address}today/")

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

    take_back(client, address)

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
        take_back(client, address),
    ]

    led = {
        one
        for page in pages
        for one in re.findall(r'(?:href|src|action)="([^"]*)"', page.content.decode())
        if not one.startswith("https://")
    }

    assert [one for one in led if not SHAPES.fullmatch(one)] == []
    assert [one.headers["Location"] for one in moved if not SHAPES.fullmatch(one.headers["Location"])] == []
    forms = re.compile(r'<form[^>]*method="get".*?</form>', re.DOTALL | re.IGNORECASE)
    asked = [one for page in pages for one in forms.findall(main_of(page))]
    assert {name for one in asked for name in re.findall(r' name="(\w+)"', one)} <= {"rest", "move"}


def test_the_pages_of_the_day_are_light_and_kept_by_no_cache(client):
    address = keep()
    client.post(f"{address}check-in/", GOOD_DAY)
    client.post(f"{address}week/", {**FIT, "minutes_per_day": "60", "equipment": ["band", "step", "weight"]})

    for tab in (*(f"{tab}/" for tab in TABS), "exercises/?show=short"):
        seen = client.get(f"{address}{tab}")
        beside = set(re.findall(r'/static/([\w/.-]+\.(?:css|js))"', seen.content.decode()))
        beside -= set(CHARTS)
        weight = len(seen.content) + sum((WEB / "static" / name).stat().st_size for name in beside)
        assert (tab, seen.status_code, weight <= HEAVIEST) == (tab, 200, True)
        assert "no-store" in seen.headers["Cache-Control"]


def test_what_makes_charts_answer_a_finger_is_light_as_well():
    assert sum((WEB / "static" / name).stat().st_size for name in CHARTS) <= HEAVIEST_CHARTS


def test_the_kept_answer_leads_to_the_days(client):
    address = keep()

    assert f'href="{address}today/"' in main_of(client.get(address))
