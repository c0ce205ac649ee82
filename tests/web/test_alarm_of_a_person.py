"""An alarm is about a person: no page of theirs reassures beside it, whichever report it was told in."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from following_cast import GOOD_DAY, NUMB, TABS, keep, of, said_earlier, seen_on, take_back
from people_cast import let_in, link_to, signed_in

from lumbago.web.models import KeptCheckIn
from lumbago.web.people.models import GrantRole, LinkKind
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db
GRAVE = dict.fromkeys(NUMB["signs"], True)
KEPT_PAGES = ("", "plan/", *(f"{tab}/" for tab in TABS if tab != "check-in"))
REASSURING = ("Keep moving", "You are getting better", "To do today", "How long it may take")


def alarms(response):
    seen = seen_on(response)
    return "Emergency: get help now" in seen and not any(words in seen for words in REASSURING)


def clinician_of(address):
    let_in(of(address).person, "doctor", GrantRole.CLINICIAN)
    return signed_in("doctor")


@pytest.mark.parametrize("tab", KEPT_PAGES)
def test_what_was_answered_before_an_alarm_is_not_shown_while_it_holds(client, tab):
    address = keep()
    before = client.get(f"{address}{tab}", follow=True)

    client.post(f"{address}check-in/", NUMB)

    assert not alarms(before)
    assert alarms(client.get(f"{address}{tab}", follow=True))


def test_an_emergency_is_shown_as_it_was_given(client):
    address = keep("cauda-equina")

    assert "This is the answer of" in seen_on(client.get(address))


@pytest.mark.parametrize("tab", KEPT_PAGES)
@pytest.mark.parametrize("is_first", [True, False], ids=["in the older report", "in the newer report"])
def test_an_alarm_in_one_report_comes_before_the_pages_of_another(client, tab, is_first):
    older, newer = keep(days_ago=5), keep(days_ago=3)
    alarmed, other = (older, newer) if is_first else (newer, older)

    client.post(f"{alarmed}check-in/", NUMB)

    assert alarms(client.get(f"{other}{tab}", follow=True))


def test_no_calendar_gets_exercises_beside_an_alarm_in_another_report(client):
    older, newer = keep(days_ago=5), keep(days_ago=0)
    _, code = link_to(of(newer).person, LinkKind.CALENDAR)
    feed, own = f"/calendar/{code}.ics", f"{newer}exercises.ics"
    before = [client.get(address).content.decode() for address in (feed, own)]

    client.post(f"{older}check-in/", NUMB)

    assert all("BEGIN:VEVENT" in sheet for sheet in before)
    assert not any("BEGIN:VEVENT" in client.get(address).content.decode() for address in (feed, own))


def test_a_good_day_told_in_another_report_takes_an_alarm_from_no_list(client):
    """Yesterday's emergency, then "none of these" in an older report: the clinic still sees the emergency."""
    older, newer = keep(days_ago=5), keep(days_ago=3)
    clinician = clinician_of(older)
    said_earlier(newer, 8, days_ago=1, **GRAVE)

    said_earlier(older, 3, days_ago=0)
    (row,) = clinician.get("/clinic/").context["page"]

    assert (row.level, row.kept) == ("emergency", of(newer).id)
    assert alarms(client.get(f"{older}today/"))
    assert "Emergency" in seen_on(client.get(f"/person/{of(older).person_id}/summary/"))


def test_a_whole_report_made_after_an_alarm_and_without_one_stands_in_its_place(client):
    earlier = keep(days_ago=5)
    said_earlier(earlier, 8, days_ago=2, **GRAVE)
    whole = keep(days_ago=1)

    assert not alarms(client.get(f"{whole}today/"))
    assert alarms(client.get(f"{earlier}today/"))


@pytest.mark.parametrize(
    ("said", "reported"), [(1, 3), (2, 2)], ids=["made before the alarm", "of the same day, nobody knows"]
)
def test_a_whole_report_that_may_be_from_before_an_alarm_takes_nothing_from_it(client, said, reported):
    earlier = keep(days_ago=5)
    said_earlier(earlier, 8, days_ago=said, **GRAVE)
    whole = keep(days_ago=reported)

    assert alarms(client.get(f"{whole}today/"))


def test_a_report_that_was_answered_in_part_takes_nothing_from_an_alarm(client):
    earlier = keep(days_ago=5)
    said_earlier(earlier, 8, days_ago=2, **GRAVE)
    part = keep("incomplete", days_ago=1)

    assert alarms(client.get(f"{part}today/"))


def test_the_second_tap_on_taking_back_takes_nothing_more(client):
    address = keep(days_ago=5)
    said_earlier(address, 5, days_ago=2)
    said_earlier(address, 5, days_ago=1)
    client.post(f"{address}check-in/", GOOD_DAY)
    (on,) = re.findall(r'name="on" value="([\d-]+)"', client.get(f"{address}today/").content.decode())

    for _ in range(2):
        client.post(f"{address}undo/", {"on": on})

    left = list(KeptCheckIn.objects.values_list("on", flat=True))
    assert left == [today() - timedelta(days=2), today() - timedelta(days=1)]


@pytest.mark.parametrize("said", [{}, {"on": ""}, {"on": "yesterday"}, {"on": "2020-01-01"}])
def test_nothing_is_taken_back_without_its_day(client, said):
    address = keep()
    client.post(f"{address}check-in/", GOOD_DAY)

    assert client.post(f"{address}undo/", said).status_code == 302
    assert KeptCheckIn.objects.count() == 1
    take_back(client, address)
    assert KeptCheckIn.objects.count() == 0


def test_nobody_else_learns_of_an_alarm(client):
    address = keep()
    client.post(f"{address}check-in/", NUMB)

    assert Client().get(f"{address}plan/").status_code == 404
