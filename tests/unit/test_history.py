"""A history knows its days; what cannot have happened in that order is refused."""

from datetime import date, timedelta

import pytest

from lumbago.errors import ReportError
from lumbago.record import CheckIn, History, Report, history_from

ON = date(2026, 3, 2)
NEXT, THIRD = ON + timedelta(days=1), ON + timedelta(days=2)
TWO = History(Report(on=ON), (CheckIn(on=NEXT), CheckIn(on=THIRD)))


def test_a_history_is_of_the_day_of_its_last_check_in():
    assert History(Report(on=ON)).on == ON
    assert TWO.on == THIRD


@pytest.mark.parametrize(("day", "kept"), [(ON, 0), (NEXT, 1), (THIRD, 2)])
def test_a_day_belongs_to_the_history_until_that_day(day, kept):
    past = TWO.until(day)

    assert past.check_ins == TWO.check_ins[:kept]
    assert past.on == day


def test_a_history_that_is_replayed_is_itself_unchanged():
    TWO.until(ON)

    assert len(TWO.check_ins) == 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"on": NEXT, "check_ins": [{"on": NEXT}, {"on": ON}]}, "check_ins.1.on"),
        ({"on": ON, "check_ins": [{"on": THIRD + timedelta(days=1)}]}, "check_ins.0.on"),
        ({"on": ON, "check_ins": [{"on": THIRD}, {"on": NEXT}]}, "check_ins.1.on"),
        ({"on": ON, "check_ins": [{"on": NEXT}, {"on": THIRD}, {"on": THIRD}]}, "check_ins.2.on"),
        ({"on": NEXT, "onset": NEXT, "check_ins": [{"on": ON}]}, "check_ins.0.on"),
        ({"on": ON, "onset": ON, "onset_days": 0}, "onset_days"),
        ({"on": ON, "onset": NEXT}, "onset"),
        ({"on": THIRD + timedelta(days=1)}, "on"),
    ],
    ids=[
        "a check-in before the report",
        "a check-in of tomorrow",
        "check-ins out of order",
        "two check-ins of one day",
        "a check-in before the onset",
        "an onset told twice",
        "an onset after the report",
        "a report of tomorrow",
    ],
)
def test_what_cannot_have_happened_is_refused(fields, field):
    with pytest.raises(ReportError) as refused:
        history_from(fields, today=THIRD)

    assert refused.value.field == field


def test_everything_may_happen_on_one_day():
    fields = {"on": ON, "onset": ON, "check_ins": [{"on": ON}]}

    history = history_from(fields, today=ON)

    assert history.on == ON
    assert history.report.duration_days == 0
