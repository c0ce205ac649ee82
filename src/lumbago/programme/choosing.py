"""Choose the exercises of a week: a small integer programme, solved exactly.

    Candidates, limits -> which exercise on which kind of day

A week has three kinds of day: A three times, B and C twice each, so that what needs a rest in between stands
on days of one kind. The solver is HiGHS, through SciPy; equal weeks are told apart by the order of
candidates, so that the same question has the same answer.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from lumbago.record import TOTAL, ExerciseKind

DAYS: tuple[tuple[int, ...], ...] = ((0, 2, 4), (1, 5), (3, 6))
"""Days of the week of each kind of day; no two of one kind lie side by side."""

MISSING, LACKING = 1000.0, 100.0
"""What going without one of the three kinds costs, or without the least a day: more than anything gains."""

DAILY, WALKED = 0.1, 0.2
"""What each day of an exercise is worth, and each day that has any aerobic work."""

LEAST_DAYS = 3
"""An exercise that is chosen stands on so many days, or on as many as its dose has."""

TIE = 1e-4
"""What tells equals apart: their order."""

EXACTLY = {"mip_rel_gap": 0}
"""The solver may not stop near the best week: what tells equals apart is smaller than its usual gap."""


REMEMBERED = 256
"""Weeks that one process remembers: most days leave somebody the same choice as the day before."""


class Candidate(NamedTuple):
    """One exercise that may be chosen.

    Attributes:
        exercise: Its id.
        kind: What sort it is.
        days: On how many days a week, at most.
        seconds: On each of them, the change to it included.
        worth: How well it suits the person.
    """

    exercise: str
    kind: ExerciseKind
    days: int
    seconds: float
    worth: float


class Limits(NamedTuple):
    """What a week must keep.

    Attributes:
        seconds: On one day, at most.
        least_a_day: Exercises on a day that has any, at least.
        most_a_day: And at most.
        most_a_week: Different ones in a week, at most.
        days: How many of the seven days have any: 3 (A), 5 (A and B) or 7.
        emphasis: By kind: what the first, second, ... exercise of it is worth.
    """

    seconds: float
    least_a_day: int
    most_a_day: int
    most_a_week: int
    days: int
    emphasis: tuple[tuple[ExerciseKind, tuple[float, ...]], ...]


def choose(candidates: Sequence[Candidate], limits: Limits) -> dict[str, tuple[int, ...]]:
    """Return the days of each exercise that is chosen, by its id.

    Args:
        candidates: What may be chosen; earlier ones win ties.
        limits: What the week must keep.

    Raises:
        RuntimeError: When the solver fails; every week has an answer, so that is a fault of ours.
    """
    return dict(_chosen(tuple(candidates), limits))


@lru_cache(maxsize=REMEMBERED)
def _chosen(candidates: tuple[Candidate, ...], limits: Limits) -> Mapping[str, tuple[int, ...]]:
    if not candidates:
        return {}
    week = _Week(candidates, limits)
    solved = milp(
        -week.worth(),
        constraints=week.rules(),
        integrality=week.is_whole(),
        bounds=week.bounds(),
        options=EXACTLY,
    )
    if solved.x is None:
        raise RuntimeError(f"no week was found: {solved.message}")
    on_days = solved.x[: week.chosen].reshape(len(candidates), len(DAYS)) > 0.5
    return {
        candidate.exercise: tuple(sorted(day for kind in np.flatnonzero(row) for day in DAYS[kind]))
        for candidate, row in zip(candidates, on_days, strict=True)
        if row.any()
    }


class _Week:
    """The integer programme of one week.

    Its variables, each block after the one before: an exercise on a kind of day; `chosen`: one at all;
    `steps` of worth of each kind; one of the three kinds `missing`; exercises `lacking` on a kind of day; a
    kind of day `walked`.
    """

    def __init__(self, candidates: Sequence[Candidate], limits: Limits) -> None:
        self.candidates, self.limits = candidates, limits
        self.worths = [(kind, worth) for kind, steps in limits.emphasis for worth in steps]
        self.days = np.array([len(days) for days in DAYS], float)
        self.is_used = np.cumsum(self.days) <= limits.days
        self.chosen = len(candidates) * len(DAYS)
        self.steps = self.chosen + len(candidates)
        self.missing = self.steps + len(self.worths)
        self.lacking = self.missing + len(TOTAL)
        self.walked = self.lacking + len(DAYS)
        self.size = self.walked + len(DAYS)
        self.rows: list[Mapping[int, float]] = []
        self.tops: list[float] = []

    def worth(self) -> NDArray[np.float64]:
        """Return what each variable is worth."""
        worth = np.zeros(self.size)
        daily = [DAILY * (c.kind is not ExerciseKind.AEROBIC) for c in self.candidates]
        worth[: self.chosen] = np.outer(daily, self.days).ravel()
        worth[self.chosen : self.steps] = [c.worth - TIE * place for place, c in enumerate(self.candidates)]
        worth[self.steps : self.missing] = [step for _, step in self.worths]
        worth[self.missing : self.lacking] = -MISSING
        worth[self.lacking : self.walked] = -LACKING
        worth[self.walked :] = WALKED * self.days
        return worth

    def is_whole(self) -> NDArray[np.int64]:
        """Return 1 for what is whole: an exercise is done or it is not."""
        whole = np.zeros(self.size, np.int64)
        whole[: self.steps] = 1
        return whole

    def bounds(self) -> Bounds:
        """Return the least and the most of each variable; a kind of day that is not used stays empty."""
        upper = np.ones(self.size)
        upper[: self.chosen] = np.tile(self.is_used.astype(float), len(self.candidates))
        upper[self.lacking : self.walked] = self.limits.least_a_day
        return Bounds(np.zeros(self.size), upper)

    def rules(self) -> LinearConstraint:
        """Return every rule of the week as one matrix."""
        for place in range(len(self.candidates)):
            self._of_exercise(place)
        for kind_of_day in range(len(DAYS)):
            self._of_day(kind_of_day)
        self._of_week()
        return LinearConstraint(_matrix(self.rows, self.size), -np.inf, np.array(self.tops))

    def _at_most(self, row: Mapping[int, float], top: float) -> None:
        self.rows.append(row)
        self.tops.append(top)

    def _of_exercise(self, place: int) -> None:
        """An exercise counts once it stands on a day, and stands on no more days than its dose allows."""
        days = self.candidates[place].days
        own = [place * len(DAYS) + kind_of_day for kind_of_day in range(len(DAYS))]
        chosen = self.chosen + place
        for variable in own:
            self._at_most({variable: 1, chosen: -1}, 0)
        on_days = dict(zip(own, self.days, strict=True))
        self._at_most({chosen: min(days, LEAST_DAYS), **{v: -size for v, size in on_days.items()}}, 0)
        self._at_most(on_days, days)

    def _of_day(self, kind_of_day: int) -> None:
        """A day keeps its time, and has neither too many exercises nor too few."""
        own = [place * len(DAYS) + kind_of_day for place in range(len(self.candidates))]
        self._at_most({v: c.seconds for v, c in zip(own, self.candidates, strict=True)}, self.limits.seconds)
        self._at_most(dict.fromkeys(own, 1.0), self.limits.most_a_day)
        aerobic = [v for v, c in zip(own, self.candidates, strict=True) if c.kind is ExerciseKind.AEROBIC]
        self._at_most({self.walked + kind_of_day: 1.0, **dict.fromkeys(aerobic, -1.0)}, 0)
        if self.is_used[kind_of_day]:
            self._at_most(
                {**dict.fromkeys(own, -1.0), self.lacking + kind_of_day: -1}, -self.limits.least_a_day
            )

    def _of_week(self) -> None:
        """A week has all three kinds, and not too much to learn."""
        chosen = range(self.chosen, self.steps)
        self._at_most(dict.fromkeys(chosen, 1.0), self.limits.most_a_week)
        for kind in ExerciseKind:
            own = [v for v, candidate in zip(chosen, self.candidates, strict=True) if candidate.kind is kind]
            steps = [self.steps + place for place, (of, _) in enumerate(self.worths) if of is kind]
            self._at_most({**dict.fromkeys(steps, 1.0), **dict.fromkeys(own, -1.0)}, 0)
            if kind in TOTAL:
                self._at_most({**dict.fromkeys(own, -1.0), self.missing + TOTAL.index(kind): -1}, -1)


def _matrix(rows: Sequence[Mapping[int, float]], size: int) -> csr_array:
    values = [value for row in rows for value in row.values()]
    places = [place for row in rows for place in row]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return csr_array((values, places, starts), shape=(len(rows), size))
