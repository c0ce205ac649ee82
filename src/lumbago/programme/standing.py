"""Where a person stands on one day, as far as exercise is concerned.

    History, day -> Standing

What is not known is taken from the careful side.
"""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from lumbago.knowledge.dosing import Dosing
from lumbago.programme.outcomes import Outcome, Session
from lumbago.record import ExercisePhase, History
from lumbago.record.report import WELL_NPRS

MOST_IRRITABLE = 2
WELL_WEEK = 7
"""Days of pain 0 or 1 that count as recovered, as in the forecast."""

REMEMBERED = 3
"""Days for which an exercise that was too much keeps the back easily stirred up."""

_ON = itemgetter(0)
"""The day of a session, or of a pain that was stated."""


class Standing(NamedTuple):
    """Where a person stands.

    Attributes:
        phase: Of the episode.
        irritability: 0 calm, 1 in between, 2 easily stirred up.
    """

    phase: ExercisePhase
    irritability: int


def standing(history: History, sessions: tuple[Session, ...], on: date, dosing: Dosing) -> Standing:
    """Return where a person stands on a day, from what was said up to then.

    Args:
        history: What was said; nothing after that day counts.
        sessions: How exercises went, in order of day; the same holds for them.
        on: The day.
        dosing: Where the lines are drawn.
    """
    return Standing(_phase(history, on, dosing), _irritability(history, sessions, on, dosing))


def _phase(history: History, on: date, dosing: Dosing) -> ExercisePhase:
    """Return the phase; where nobody said when it began, it began with the report."""
    since_report = (on - history.report.on).days
    days = (history.report.duration_days or 0) + since_report
    if since_report >= dosing.conditioning_days.value and _is_well(_stated(history, on)):
        return ExercisePhase.PREVENTION
    if days <= dosing.first_days.value:
        return ExercisePhase.FIRST_DAYS
    if days <= dosing.two_weeks.value:
        return ExercisePhase.FIRST_TWO_WEEKS
    return ExercisePhase.SUBACUTE if days <= dosing.subacute_days.value else ExercisePhase.PERSISTENT


def _stated(history: History, on: date) -> tuple[tuple[date, int], ...]:
    """Return every pain that was stated up to a day."""
    return history.stated[: bisect_right(history.stated, on, key=_ON)]


def _is_well(stated: tuple[tuple[date, int], ...]) -> bool:
    """Return whether the pain with which it ends has been 0 or 1 for a week."""
    well = takewhile(lambda said: said[1] <= WELL_NPRS, reversed(stated))
    return any((stated[-1][0] - on).days >= WELL_WEEK for on, _ in well)


def _irritability(history: History, sessions: tuple[Session, ...], on: date, dosing: Dosing) -> int:
    """Return how easily the back is stirred up: by pain, a flare, or pain that exercise left behind."""
    stated = _stated(history, on)
    if not stated:
        return MOST_IRRITABLE
    nprs = stated[-1][1]
    level = (nprs >= dosing.stirred.value) + (nprs >= dosing.irritable.value)
    first = bisect_left(sessions, on - timedelta(days=REMEMBERED), key=_ON)
    recently = sessions[first : bisect_right(sessions, on, key=_ON)]
    is_stirred = any(s.outcome is Outcome.TOO_MUCH and s.known <= on for s in recently)
    return min(MOST_IRRITABLE, level + (is_flare(history, dosing, on) or is_stirred))


def is_flare(history: History, dosing: Dosing, on: date = date.max) -> bool:
    """Return whether pain, as stated up to a day, is up from the least of the week before."""
    stated = _stated(history, on)
    if not stated:
        return False
    last_on, last = stated[-1]
    since = bisect_left(stated, -7, key=lambda said: (said[0] - last_on).days)
    week = [nprs for _, nprs in stated[since:-1]]
    return bool(week) and last - min(week) >= dosing.flare.value
