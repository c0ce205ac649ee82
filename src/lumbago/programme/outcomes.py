"""How each exercise went, judged from what was said then and the next morning.

    History -> Sessions

Silence is never "it went well": only what is known to have settled lets a dose grow.
"""

from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from lumbago.knowledge.dosing import Dosing
from lumbago.record import CheckIn, Effort, Felt, History

NEXT_MORNING = timedelta(days=7)
"""The next check-in tells how it was the morning after; a later one no longer does."""


class Outcome(Enum):
    """How one exercise went on one day, best first."""

    TOO_EASY = "too easy"
    GOOD = "good"
    UNKNOWN = "nobody said"
    HARD = "hard"
    TOO_HARD = "too hard"
    TOO_MUCH = "hurt, and still the next morning"


class Session(NamedTuple):
    """One exercise on one day.

    Attributes:
        on: The day.
        exercise: Its id.
        outcome: How it went.
        known: Day since which one that was too much is known to have been: the next morning may have told.
    """

    on: date
    exercise: str
    outcome: Outcome
    known: date = date.min


class _Morning(NamedTuple):
    """What was said after a day of exercise, and when."""

    on: date
    nprs: int


def sessions_of(history: History, dosing: Dosing) -> tuple[Session, ...]:
    """Return every exercise that was done or tried, in order of day."""
    found: list[Session] = []
    last = history.report.nprs
    for place, check_in in enumerate(history.check_ins):
        # Pain may be told in the evening, after the exercises: the lower of the two is what it was before.
        before = min((nprs for nprs in (last, check_in.nprs) if nprs is not None), default=None)
        last = last if check_in.nprs is None else check_in.nprs
        morning = _next_morning(history.check_ins, place)
        rise = None if before is None or morning is None else morning.nprs - before
        for felt in _felt(check_in):
            outcome = _outcome(felt, before, rise, dosing)
            at_once = _outcome(felt, before, None, dosing) if outcome is Outcome.TOO_MUCH else outcome
            known = check_in.on if morning is None or at_once is outcome else morning.on
            found.append(Session(check_in.on, felt.exercise, outcome, known))
    return tuple(found)


def _felt(check_in: CheckIn) -> tuple[Felt, ...]:
    """Return how each exercise felt; one that was only ticked was at least possible."""
    if not check_in.done:
        return check_in.felt
    told = {felt.exercise for felt in check_in.felt}
    ticked = dict.fromkeys(id_ for id_ in check_in.done if id_ not in told)
    return (*check_in.felt, *(Felt(id_, could_do=True) for id_ in ticked))


def _next_morning(check_ins: tuple[CheckIn, ...], place: int) -> _Morning | None:
    """Return what the check-in after that at a place tells; None where none came in time."""
    for later in check_ins[place + 1 :]:
        if later.nprs is not None:
            in_time = later.on - check_ins[place].on <= NEXT_MORNING
            return _Morning(later.on, later.nprs) if in_time else None
    return None


def _outcome(felt: Felt, before: int | None, rise: int | None, dosing: Dosing) -> Outcome:
    stirred = 0 if felt.hurt is None else felt.hurt - (before or 0)
    if _was_too_much(felt, stirred, rise, dosing):
        return Outcome.TOO_MUCH
    if felt.could_do is False or felt.effort is Effort.TOO_HARD:
        return Outcome.TOO_HARD
    is_up = rise is not None and rise >= dosing.still_up.value
    if stirred >= dosing.hard.value or is_up:
        return Outcome.HARD
    is_settled_known = rise is not None or felt.settled is not None
    is_told = (felt.could_do, felt.hurt, felt.effort) != (None, None, None)
    if not (is_settled_known and is_told):
        return Outcome.UNKNOWN
    return Outcome.TOO_EASY if felt.effort is Effort.TOO_EASY else Outcome.GOOD


def _was_too_much(felt: Felt, stirred: int, rise: int | None, dosing: Dosing) -> bool:
    """Return whether it hurt and had not settled by the next morning, or hurt far too much.

    Where pain is up the next morning, an exercise that is known not to have hurt more is not blamed.
    """
    if felt.settled is False or stirred > dosing.too_much.value:
        return True
    is_up = rise is not None and rise >= dosing.still_up.value
    return is_up and felt.settled is None and (felt.hurt is None or stirred > 0)
