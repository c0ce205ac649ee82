"""Invented exercises and circumstances for the laws of the programme, drawn by a seed."""

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

import numpy as np
from hypothesis import strategies as st
from invented import NEVER, ON, finding, knowledge
from pydantic import TypeAdapter

from lumbago.knowledge import Knowledge, current
from lumbago.knowledge.exercise import Circumstance, Exercise
from lumbago.record import (
    Candidate,
    Certainty,
    CheckIn,
    Differential,
    Effort,
    ExerciseKind,
    ExercisePhase,
    Felt,
    Fitness,
    History,
    Preferences,
    Report,
)

KEYS = ("a", "b", "c", "d")
PHASES = tuple(phase.value for phase in ExercisePhase)
LIKELY = 0.3

_EXERCISE, _CIRCUMSTANCE = TypeAdapter(Exercise), TypeAdapter(Circumstance)
_JUDGED = {"status": "judgement", "at": "invented"}


def exercise(id_: str, **fields) -> Exercise:
    """Return an exercise that suits everybody, of a ladder of its own."""
    dose = {"sets": (1, 2), "reps": (4, 12), "hold_s": (2, 5), "pace_s": 2, "times_a_day": (1, 1)}
    dose |= {"days_a_week": (7, 3), "sides": 1, **_JUDGED, **fields.pop("dose", {})}
    plain = {"name": id_, "plain": id_, "kind": "strengthening", "purpose": "To test.", "steps": ("Try.",)}
    plain |= {"mistakes": (), "muscles": ("all",), "position": "standing", "equipment": (), "phases": PHASES}
    plain |= {"irritability": 2, "directions": ("neutral",), "ladder": id_, "level": 1, "review_by": NEVER}
    return _EXERCISE.validate_python({"id": id_, **plain, **fields, "dose": dose})


def circumstance(id_: str, when, unknown: str, **fields) -> Circumstance:
    """Return a circumstance."""
    plain = {"name": id_, "plain": id_, "when": when, "unknown": unknown, **_JUDGED, "review_by": NEVER}
    return _CIRCUMSTANCE.validate_python({"id": id_, **plain, **fields})


CIRCUMSTANCES = (
    circumstance("presumed", "a", "presume"),
    circumstance("mentioned", "b", "mention"),
    circumstance("of-two", {"all": ["b", "c"]}, "presume"),
    circumstance("of-any", {"any": ["c", "d"]}, "mention"),
    circumstance("of-a-cause", "d", "mention", conditions=("cause",), likely=LIKELY),
)


def caution(of: str, verdict: str = "leave-out") -> dict:
    """Return a caution of an exercise."""
    return {"circumstance": of, "verdict": verdict, "says": "Invented.", **_JUDGED}


@lru_cache(maxsize=64)
def exercises_of(seed: int) -> Knowledge:
    """Return knowledge whose exercises are drawn: ladders of one to three of every kind."""
    rng = np.random.default_rng(seed)
    ladders = [(kind, f"{kind.value}-{n}") for kind in ExerciseKind for n in range(rng.integers(1, 3))]
    drawn = [one for kind, ladder in ladders for one in _ladder(kind, ladder, rng)]
    return of_exercises(drawn)


def of_exercises(exercises) -> Knowledge:
    """Return knowledge of these exercises, with the circumstances above."""
    return replace(
        knowledge([finding(key) for key in KEYS]),
        circumstances={one.id: one for one in CIRCUMSTANCES},
        exercises={one.id: one for one in exercises},
        dosing=replace(current().dosing, first_choices=(), eases=()),
    )


def _ladder(kind: ExerciseKind, ladder: str, rng: np.random.Generator):
    first_phase, irritability = 0, 2
    for level in range(1, rng.integers(2, 5)):
        cautions = rng.choice([one.id for one in CIRCUMSTANCES], rng.integers(0, 3), replace=False)
        reps, hold = sorted(rng.integers(1, 15, 2).tolist()), sorted(rng.integers(1, 60, 2).tolist())
        yield exercise(
            f"{ladder}-{level}",
            kind=kind.value,
            ladder=ladder,
            level=level,
            phases=PHASES[first_phase:],
            irritability=irritability,
            equipment=("bike",) if rng.random() < 0.1 else (),
            cautions=[caution(str(c), str(rng.choice(["leave-out", "change"]))) for c in cautions],
            dose={
                "reps": reps,
                "hold_s": hold,
                "sides": int(rng.integers(1, 3)),
                "days_a_week": rng.choice([2, 3, 5, 7], 2).tolist(),
            },
        )
        first_phase = min(first_phase + int(rng.integers(0, 2)), len(PHASES) - 1)
        irritability = max(0, irritability - int(rng.integers(0, 2)))


def differential(probability: float = 0.0) -> Differential:
    """Return a differential in which the one cause has this probability."""
    cause = Candidate("cause", "cause", probability, 0.0, 1.0, 0.1)
    return Differential((cause,), Certainty.FIRM)


SEEDS = st.integers(0, 9_999)
"""Each is one person: exercises, a report and what was said later."""

NPRS = (0, 1, 2, 4, 5, 7, 9)
ON_DAYS = (1, 1, 2, 3, 5, 10)
ONSETS = (None, 0.0, 2.0, 10.0, 13.0, 40.0, 80.0, 400.0)


def life_of(seed: int, longest: int = 10) -> tuple[Knowledge, History]:
    """Return exercises and one person's history: perhaps some good weeks first, then anything at all.

    Args:
        seed: Who it is.
        longest: Check-ins that say anything at all, at most.
    """
    rng = np.random.default_rng([1, seed])
    facts = exercises_of(int(rng.integers(31)))
    good = [_good_week(7 * week, facts) for week in range(1, rng.choice([0, 0, 4, 9]) + 1)]
    first = 7 * len(good)
    days = first + np.cumsum(rng.choice(ON_DAYS, rng.integers(0, longest + 1)))
    return facts, History(_report(rng), (*good, *(_check_in(int(day), facts, rng) for day in days)))


def with_time(history: History) -> History:
    """Return the history of somebody who has all the time there is."""
    preferences = replace(history.report.preferences, minutes_per_day=240.0)
    return replace(history, report=replace(history.report, preferences=preferences))


def _good_week(day: int, facts: Knowledge) -> CheckIn:
    felt = tuple(Felt(id_, effort=Effort.TOO_EASY, settled=True) for id_ in facts.exercises)
    return CheckIn(on=ON + timedelta(days=day), nprs=2, felt=felt)


def _report(rng: np.random.Generator) -> Report:
    preferences = Preferences(
        minutes_per_day=_one(rng, (None, 5.0, 15.0, 30.0, 60.0)),
        equipment=_one(rng, ((), ("bike",))),
        disliked=_one(rng, ((), ("stretching-0-1",), ("relaxation",))),
        fitness=_one(rng, (None, *Fitness)),
    )
    return Report(
        on=ON,
        nprs=_one(rng, (None, *NPRS)),
        onset_days=_one(rng, ONSETS),
        findings=answers_of(rng),
        preferences=preferences,
    )


def answers_of(rng: np.random.Generator) -> dict[str, bool]:
    """Return answers to some of the questions."""
    said = {key: _one(rng, (None, False, False, True)) for key in KEYS}
    return {key: answer for key, answer in said.items() if answer is not None}


def _check_in(day: int, facts: Knowledge, rng: np.random.Generator) -> CheckIn:
    felt = tuple(felt_of(facts, rng) for _ in range(rng.integers(0, 5)))
    return CheckIn(on=ON + timedelta(days=day), nprs=_one(rng, (None, *NPRS)), felt=felt)


def felt_of(facts: Knowledge, rng: np.random.Generator) -> Felt:
    """Return how one of these exercises went."""
    return Felt(
        _one(rng, tuple(facts.exercises)),
        could_do=_one(rng, (None, True, True, False)),
        hurt=_one(rng, (None, *NPRS)),
        effort=_one(rng, (None, *Effort)),
        settled=_one(rng, (None, True, True, False)),
    )


def _one(rng: np.random.Generator, among: tuple):
    return among[int(rng.integers(len(among)))]
