"""How much of an exercise a rung is, and how long that takes.

Exercise, rung -> sets, repetitions, holds, seconds
"""

from typing import NamedTuple

from lumbago.knowledge.dosing import Dosing
from lumbago.knowledge.exercise import Exercise


class Amount(NamedTuple):
    """How much of one exercise on one day.

    Attributes:
        rung: Its rung, 0 the least.
        sets: Sets each time.
        reps: Repetitions in a set, of each side where there are two.
        hold_s: Seconds each is held; the length of a walk or ride.
        times_a_day: How often.
        days: On how many days a week.
        seconds: All of it on one day.
    """

    rung: int
    sets: int
    reps: int
    hold_s: float
    times_a_day: int
    days: int
    seconds: float


def amount(exercise: Exercise, rung: int, dosing: Dosing) -> Amount:
    """Return how much a rung is: from the first to the last dose of the file in even steps.

    Args:
        exercise: Which.
        rung: 0 to the number of rungs less one.
        dosing: How many rungs there are, and how long a rest is.
    """
    share = rung / (top_rung(dosing) or 1)
    dose = exercise.dose
    found = Amount(
        rung=rung,
        sets=_between(dose.sets, share),
        reps=_between(dose.reps, share),
        hold_s=_between(dose.hold_s, share),
        times_a_day=_between(dose.times_a_day, share),
        days=_between(dose.days_a_week, share),
        seconds=0,
    )
    return _timed(found, exercise, dosing)


def top_rung(dosing: Dosing) -> int:
    """Return the last rung of an exercise."""
    return int(dosing.rungs.value) - 1


def fitted(exercise: Exercise, rung: int, limit: float, dosing: Dosing) -> Amount | None:
    """Return the most of an exercise, up to a rung, that fits a time; None where not even its least does.

    It is done less often on the day before it is made shorter.
    """
    for lower in range(rung, -1, -1):
        found = amount(exercise, lower, dosing)
        while found.seconds > limit and found.times_a_day > 1:
            found = _timed(found._replace(times_a_day=found.times_a_day - 1), exercise, dosing)
        if found.seconds <= limit:
            return found
    return None


def briefly(exercise: Exercise, limit: float, dosing: Dosing) -> Amount | None:
    """Return the least of an exercise, once; None where that takes longer than the limit."""
    found = amount(exercise, 0, dosing)._replace(sets=1, times_a_day=1)
    if found.reps == 1 and exercise.dose.sides == 1:
        return _timed(
            found._replace(hold_s=min(found.hold_s, limit - exercise.dose.pace_s)), exercise, dosing
        )
    while found.reps > 1 and _timed(found, exercise, dosing).seconds > limit:
        found = found._replace(reps=found.reps - 1)
    found = _timed(found, exercise, dosing)
    return found if found.seconds <= limit else None


def _timed(found: Amount, exercise: Exercise, dosing: Dosing) -> Amount:
    one = found.reps * (found.hold_s + exercise.dose.pace_s) * exercise.dose.sides
    once = found.sets * one + (found.sets - 1) * dosing.rest_s.value
    return found._replace(seconds=float(found.times_a_day * once))


def _between(pair: tuple[float, float], share: float) -> int:
    first, last = pair
    return round(first + (last - first) * share)
