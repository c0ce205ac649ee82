"""Check-ins that came with a report can be taken back like any other: the last first, and each once."""

import json
from datetime import timedelta

import pytest
from following_cast import keep, of, said_earlier, seen_on, somebody

from lumbago.care import assess
from lumbago.knowledge import current
from lumbago.record import Form, read_history
from lumbago.web import actions
from lumbago.web.followed import added_to, history_of
from lumbago.web.offline.syncing import said_on
from lumbago.web.views.interview import today
from lumbago.web.written import report_json

pytestmark = pytest.mark.django_db


def ago(days):
    return (today() - timedelta(days=days)).isoformat()


@pytest.fixture
def address():
    """A kept report that came with check-ins of two days; the later one says that it is an emergency."""
    written = json.loads(report_json(history_of(of(keep()), today=today())))
    numb = {"saddle_numbness": True, "urinary_retention": True}
    written["check_ins"] = [{"on": ago(3), "nprs": 6}, {"on": ago(1), "nprs": 4, "findings": numb}]
    history = read_history(json.dumps(written), Form.JSON, today=today())
    return f"/kept/{actions.keep(assess(history, current()), somebody()).id}/"


def days_of(address):
    return [one.on.isoformat() for one in history_of(of(address), today=today()).check_ins]


def take_back(client, address, on):
    return client.post(f"{address}undo/", {"on": on}, follow=True)


def test_an_emergency_that_came_by_mistake_is_taken_back(client, address):
    alarm = client.get(f"{address}today/")

    calm = take_back(client, address, ago(1))

    assert "Emergency" in seen_on(alarm)
    assert f'name="on" value="{ago(1)}"' in alarm.text
    assert "Emergency" not in seen_on(calm)
    assert f'name="on" value="{ago(3)}"' in calm.text
    assert days_of(address) == [ago(3)]


def test_a_second_tap_takes_nothing_more(client, address):
    for _tap in range(2):
        take_back(client, address, ago(1))

    assert days_of(address) == [ago(3)]


def test_only_the_last_is_taken_back(client, address):
    take_back(client, address, ago(3))

    assert days_of(address) == [ago(3), ago(1)]


def test_what_was_said_here_after_it_goes_first(client, address):
    said_earlier(address, 3, days_ago=0)

    take_back(client, address, ago(1))
    assert days_of(address) == [ago(3), ago(1), ago(0)]
    for days in (0, 1, 3):
        take_back(client, address, ago(days))

    assert days_of(address) == []
    assert "Take the last check-in back" not in client.get(f"{address}today/").text


def test_what_was_said_here_on_the_same_day_goes_with_it(client, address):
    said_earlier(address, 3, days_ago=1)

    take_back(client, address, ago(1))

    assert days_of(address) == [ago(3)]


def test_the_report_stays_as_it_was_kept(client, address):
    before = of(address).report

    take_back(client, address, ago(1))

    assert of(address).report == before


def test_what_is_added_afterwards_brings_nothing_back(client, address):
    take_back(client, address, ago(1))

    actions.add(of(address), {"findings": {"falls": False}}, on=today())

    assert added_to(of(address))["findings"] == {"falls": False}
    assert days_of(address) == [ago(3)]


def test_no_device_takes_it_for_what_its_day_holds(client, address):
    on = today() - timedelta(days=1)
    assert said_on(of(address), on)

    take_back(client, address, ago(1))

    assert not said_on(of(address), on)


def test_a_new_check_in_of_that_day_counts(client, address):
    take_back(client, address, ago(1))

    said_earlier(address, 2, days_ago=1)

    assert days_of(address) == [ago(3), ago(1)]
    assert history_of(of(address), today=today()).nprs == 2
