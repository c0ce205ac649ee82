"""Invented exercises, doses and days for tests of the programme: round numbers, each unlike the rest."""

from dataclasses import replace
from datetime import date, timedelta

from pydantic import TypeAdapter

from lumbago.knowledge import current
from lumbago.knowledge.exercise import Exercise
from lumbago.programme.climbing import Week
from lumbago.programme.outcomes import Outcome, Session
from lumbago.programme.standing import Standing
from lumbago.record import CheckIn, ExercisePhase, Felt, History, Report

ON = date(2026, 3, 2)
PHASES = tuple(phase.value for phase in ExercisePhase)

NUMBERS = {
    "minutes": 30, "least_a_day": 2, "most_a_day": 4, "most_a_week": 7, "rungs": 5, "good_sessions": 2,
    "wait_weeks": 2, "break_days": 21, "fresh_weeks": 3, "irritable": 7, "stirred": 4, "still_up": 2,
    "hard": 3, "too_much": 4, "first_days": 3, "two_weeks": 14, "subacute_days": 84, "conditioning_days": 28,
    "maintenance_days": 3, "warm_up": 5, "rest_s": 30, "change_s": 20, "short_s": 120, "walking_target": 150,
    "flare": 2, "much_better": 0.3, "false_alarms": 0.1, "quiet_days": 7, "rmdq_days": 28,
}  # fmt: skip
"""Fixed here, so that tomorrow's judgement about a number breaks no test of the rules that use it."""

_EXERCISE = TypeAdapter(Exercise)


def dosing(**numbers):
    """Return a dosing with these numbers, all others as above."""
    real = current().dosing
    wanted = {**NUMBERS, **numbers}
    weights = {name: replace(getattr(real, name), value=float(value)) for name, value in wanted.items()}
    return replace(real, first_choices=(), eases=(), advice=(), **weights)


DOSING = dosing()


def exercise(id_, **fields):
    """Return an exercise that suits everybody, of the ladder "ladder"."""
    dose = {
        "sets": (1, 1),
        "reps": (2, 10),
        "hold_s": (5, 5),
        "pace_s": 5,
        "times_a_day": (1, 1),
        "days_a_week": (7, 7),
        "sides": 1,
        "status": "judgement",
        "at": "invented",
        **fields.pop("dose", {}),
    }
    return _EXERCISE.validate_python(
        {
            "id": id_,
            "name": id_,
            "plain": id_,
            "kind": "strengthening",
            "purpose": "To test.",
            "steps": ("Try.",),
            "mistakes": (),
            "muscles": ("all",),
            "position": "standing",
            "equipment": (),
            "phases": PHASES,
            "irritability": 2,
            "directions": ("neutral",),
            "ladder": "ladder",
            "level": 1,
            "review_by": date(2099, 1, 1),
            "dose": dose,
            **fields,
        }
    )


def caution(circumstance, verdict="leave-out"):
    """Return a caution of an exercise."""
    return {
        "circumstance": circumstance,
        "verdict": verdict,
        "says": "Invented.",
        "status": "judgement",
        "at": "nowhere",
    }


LADDER = tuple(exercise(name, level=level) for level, name in enumerate(("easy", "middle", "hard"), start=1))
"""Three exercises for everybody."""

STEEP = tuple(
    exercise(name, level=level, irritability=3 - level)
    for level, name in enumerate(("easy", "middle", "hard"), start=1)
)
"""The same, each harder one for a calmer back."""


def day(number):
    """Return a day after the report."""
    return ON + timedelta(days=number)


def history(*check_ins, nprs=4, onset_days=20, **fields):
    """Return a history of a report and check-ins."""
    return History(Report(on=ON, nprs=nprs, onset_days=onset_days, **fields), check_ins)


def said(number, nprs=None, *felt, **fields):
    """Return a check-in some days after the report."""
    return CheckIn(on=day(number), nprs=nprs, felt=felt, **fields)


def felt(id_="easy", **fields):
    """Return how an exercise went."""
    return Felt(id_, **fields)


CALM = Standing(ExercisePhase.PERSISTENT, 0)


def week(number, *outcomes, of="easy", standing=CALM):
    """Return a week in which one exercise went like this, once a day."""
    first = ON + timedelta(days=7 * number)
    sessions = tuple(
        Session(first + timedelta(days=place), of, outcome) for place, outcome in enumerate(outcomes)
    )
    return Week(number, sessions, standing)


GOOD = (Outcome.GOOD, Outcome.GOOD)
