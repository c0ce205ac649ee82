"""A calendar program cannot sign in, so the address of the calendar is the key."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from following_cast import NUMB
from people_cast import account, kept_for, let_in, link_to, person_of, signed_in

from lumbago.web.people.models import AuditEntry, ShareLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    person = person_of(account("anna"))
    kept_for(person)
    return person


@pytest.fixture
def owner(anna):
    return signed_in("anna")


@pytest.fixture
def address(owner, anna):
    page = owner.post(f"/person/{anna.pk}/share/", {"kind": "calendar"})
    return re.search(r"/calendar/[0-9a-z]+\.ics", page.text).group()


def test_it_reads_what_the_owner_would_download(owner, anna, address):
    feed = Client().get(address)

    assert feed.headers["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in feed.content
    assert feed.content == owner.get(f"/kept/{anna.kept.get().id}/exercises.ics").content


def test_it_neither_needs_nor_sets_a_cookie(address):
    client = Client()

    client.get(address)

    assert not client.cookies


def test_it_opens_no_page(anna, address):
    code = address.removeprefix("/calendar/").removesuffix(".ics")

    assert Client().post("/shared/", {"code": code}).status_code == 404


def test_no_other_link_is_a_calendar(anna):
    _link, code = link_to(anna)

    assert Client().get(f"/calendar/{code}.ics").status_code == 404


def test_it_reads_nothing_once_it_is_ended(owner, anna, address):
    owner.post(f"/person/{anna.pk}/links/{ShareLink.objects.get().pk}/end/")

    assert Client().get(address).status_code == 404


def test_it_lasts_a_year(address):
    assert 364 <= (ShareLink.objects.get().expires_at - timezone.now()).days <= 365


def test_an_alarm_leaves_it_empty(owner, anna, address):
    owner.post(f"/kept/{anna.kept.get().id}/check-in/", NUMB)

    feed = Client().get(address)

    assert feed.status_code == 200
    assert b"BEGIN:VCALENDAR" in feed.content
    assert b"VEVENT" not in feed.content


def test_it_reads_the_last_report_and_nothing_where_none_is_kept(anna, address):
    anna.kept.all().delete()

    assert b"VEVENT" not in Client().get(address).content


def test_that_it_came_is_noted_once_a_day(anna, address):
    for _ in range(3):
        Client().get(address)

    entry = AuditEntry.objects.get(act="calendar-feed")
    assert entry.by == f"link:{ShareLink.objects.get().pk}"
    assert ShareLink.objects.get().opened == 3


def test_the_week_leads_to_it_for_the_owner_alone(owner, anna):
    let_in(anna, "fay")
    week = f"/kept/{anna.kept.get().id}/week/"

    assert f"/person/{anna.pk}/share/#calendar" in owner.get(week).text
    assert "#calendar" not in signed_in("fay").get(week).text
