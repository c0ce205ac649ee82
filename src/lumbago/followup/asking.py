"""When to ask again: often while it is bad, ever less while all goes well, never more than a person answers.

    History, how it goes -> the day of the next check-in

A reminder that is passed over learns to be quiet; the second look after two weeks is kept all the same.
"""

from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from lumbago.knowledge.dosing import Dosing
from lumbago.record import Going, History

DAILY = frozenset({Going.TOO_EARLY, Going.FLARE, Going.RECURRENCE})
LATELY = 3
"""Gaps between check-ins that make up a person's rhythm: the last ones."""


def next_check_in(history: History, going: Going, dosing: Dosing) -> date:
    """Return when to check in again.

    Args:
        history: What was said.
        going: How it goes.
        dosing: The longest time between two.
    """
    quiet = int(dosing.quiet_days.value)
    gap = 1 if going in DAILY else min(max(2, _rhythm(history)), quiet)
    if going is Going.RECOVERED:
        gap = quiet
    if going in DAILY:
        gap = min(max(gap, _rhythm(history)), quiet // 2)
    return _not_past_two_weeks(history, history.on + timedelta(days=gap), dosing)


def _rhythm(history: History) -> int:
    """Return the days that this person lets pass between two check-ins, of late."""
    days = [history.report.on, *(check_in.on for check_in in history.check_ins)]
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return round(median(gaps[-LATELY:])) if gaps else 1


def _not_past_two_weeks(history: History, day: date, dosing: Dosing) -> date:
    """Return the day, or that of the second look where it would be passed over."""
    duration = history.duration_days
    if duration is None or duration >= dosing.two_weeks.value:
        return day
    second_look = history.on + timedelta(days=int(dosing.two_weeks.value - duration))
    return min(day, max(second_look, history.on + timedelta(days=1)))


def asks_rmdq(history: History, dosing: Dosing) -> bool:
    """Return whether the Roland-Morris questions are due: at two weeks, then from time to time."""
    if not history.check_ins:
        return False
    answered = [c.on for c in history.check_ins if c.rmdq_percent is not None]
    report = history.report
    if report.rmdq is not None or report.rmdq_percent is not None:
        answered.insert(0, report.on)
    if not answered:
        return True
    duration = history.duration_days
    days = (history.on - answered[-1]).days
    is_second_look = duration is not None and duration >= dosing.two_weeks.value > duration - days
    return is_second_look or days >= dosing.rmdq_days.value
