"""Where a person stands on one day, as far as exercise is concerned.

    History, day -> Standing

What is not known is taken from the careful side.
"""

from datetime import date, timedelta
from typing import NamedTuple

from lumbago.knowledge.dosing import Dosing
from lumbago.programme.outcomes import Outcome, Session
from lumbago.record import ExercisePhase, History

MOST_IRRITABLE = 2
WELL_WEEK = 7
"""Days of pain 0 or 1 that count as recovered, as in the forecast."""

REMEMBERED = 3
"""Days for which an exercise that was too much keeps the back easily stirred up."""


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
        history: What was said up to that day.
        sessions: How exercises went up to that day.
        on: The day.
        dosing: Where the lines are drawn.
    """
    return Standing(_phase(history, on, dosing), _irritability(history, sessions, on, dosing))


def _phase(history: History, on: date, dosing: Dosing) -> ExercisePhase:
    """Return the phase; where nobody said when it began, it began with the report."""
    since_report = (on - history.report.on).days
    days = (history.report.duration_days or 0) + since_report
    well = history.well_days
    if well is not None and well >= WELL_WEEK and since_report >= dosing.conditioning_days.value:
        return ExercisePhase.PREVENTION
    if days <= dosing.first_days.value:
        return ExercisePhase.FIRST_DAYS
    if days <= dosing.two_weeks.value:
        return ExercisePhase.FIRST_TWO_WEEKS
    return ExercisePhase.SUBACUTE if days <= dosing.subacute_days.value else ExercisePhase.PERSISTENT


def _irritability(history: History, sessions: tuple[Session, ...], on: date, dosing: Dosing) -> int:
    """Return how easily the back is stirred up: by pain, a flare, or pain that exercise left behind."""
    nprs = history.nprs
    if nprs is None:
        return MOST_IRRITABLE
    level = (nprs >= dosing.stirred.value) + (nprs >= dosing.irritable.value)
    recently = [s for s in sessions if (on - s.on).days <= REMEMBERED]
    is_stirred = any(session.outcome is Outcome.TOO_MUCH for session in recently)
    return min(MOST_IRRITABLE, level + (is_flare(history, dosing) or is_stirred))


def is_flare(history: History, dosing: Dosing) -> bool:
    """Return whether pain is up from the least of the week before."""
    stated = history.stated
    if not stated:
        return False
    last_on, last = stated[-1]
    week = [nprs for on, nprs in stated[:-1] if last_on - on <= timedelta(days=7)]
    return bool(week) and last - min(week) >= dosing.flare.value
