"""What a study of this kind would print, with the interval in which it should fall.

    Trial, Calibrated, Answers -> Predicted of each outcome

Four errors add up: of the model's parameters (their posterior draws differ), of the study's few
people, of studies that differ for reasons nobody stated, and of our own finite number of people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.simulation.cohort import Calibrated
from lumbago.simulation.comparing import Compared, compare, is_logarithm, shown, worked
from lumbago.simulation.protocol import Outcome, Trial
from lumbago.simulation.running import Answers, question_of

Floats = NDArray[np.float64]

NINETY = 1.6448536269514722
"""Standard deviations on each side of a 90 % interval of a normal distribution."""

BOUNDED = frozenset({"pain_mean", "rmdq_mean"})
"""Means that cannot leave their scale."""


class Errors(NamedTuple):
    """Standard deviations on the working scale (logarithms for ratios and times, shares for shares).

    Attributes:
        parameters: What is not known about the model.
        sampling: The study has only so many people; 0 when their number is not stated.
        studies: Studies differ.
        monte_carlo: We followed only so many virtual people.
    """

    parameters: float
    sampling: float
    studies: float
    monte_carlo: float

    @property
    def together(self) -> float:
        """All of them."""
        return float(np.sqrt(sum(error**2 for error in self)))


@dataclass(frozen=True)
class Predicted:
    """One outcome.

    Attributes:
        outcome: What was asked, with what a study found.
        predicted: None when it was not reached in the days followed.
        low: Lower end of the 90 % interval; `high` the upper.
        errors: What the interval is made of.
        per_person: Standard deviation of a person's influence in each arm, on the working scale.
        working: `predicted` on the working scale.
    """

    outcome: Outcome
    predicted: float | None
    low: float | None
    high: float | None
    errors: Errors
    per_person: tuple[float, ...]
    working: float

    @property
    def is_inside(self) -> bool | None:
        """Whether what the study found lies in the interval; None when it published nothing."""
        found = self.outcome.published
        if found is None:
            return None
        return self.low is not None and self.high is not None and self.low <= found.value <= self.high

    @property
    def z(self) -> float | None:
        """How many standard deviations what the study found lies above what is predicted."""
        found, sd = self.outcome.published, self.errors.together
        if found is None or self.predicted is None or not sd:
            return None
        away = (worked(self.outcome, found.value) - self.working) / sd
        return away if np.isfinite(away) else None


def predict(trial: Trial, calibrated: Calibrated, answered: Answers) -> list[Predicted]:
    """Return each outcome with its interval, in the order of the file."""
    groups = np.flatnonzero(np.diff(answered.which, prepend=-1))
    return [
        _predicted(outcome, trial, answered, (calibrated.study_spread, groups)) for outcome in trial.outcome
    ]


def _predicted(
    outcome: Outcome,
    trial: Trial,
    answered: Answers,
    spread: tuple[Mapping[str, float], NDArray[np.int64]],
) -> Predicted:
    studies, groups = spread
    asked = [question_of(trial, outcome.id, name) for name in outcome.arms]
    values = tuple(answered.arms[name].values[q] for name, q in zip(outcome.arms, asked, strict=True))
    found = compare(outcome, values, asked[0].day)
    per_person = tuple(_deviation(influence, groups) for influence in found.influences)
    moved = np.sum(found.influences, axis=0)
    errors = Errors(
        parameters=_between(moved, groups),
        sampling=_sampling(outcome, trial, per_person),
        studies=_studies(outcome, studies),
        monte_carlo=_deviation(moved, groups) / float(np.sqrt(trial.n)),
    )
    return _with_interval(outcome, found, errors, per_person)


def _with_interval(
    outcome: Outcome, found: Compared, errors: Errors, per_person: tuple[float, ...]
) -> Predicted:
    if not np.isfinite(found.value):
        return Predicted(outcome, None, None, None, errors, per_person, found.value)
    ends = [found.value + side * NINETY * errors.together for side in (-1, 1)]
    low, high = (_kept_possible(outcome, shown(outcome, end)) for end in ends)
    return Predicted(outcome, shown(outcome, found.value), low, high, errors, per_person, found.value)


def _kept_possible(outcome: Outcome, value: float) -> float:
    """Keep an end of an interval on the scale."""
    if outcome.comparison != "arm" or is_logarithm(outcome):
        return value
    if outcome.kind.is_share or outcome.measure in BOUNDED:
        return float(np.clip(value, *outcome.ends))
    return max(value, 0.0) if outcome.measure == "work_days_lost_mean" else value


def _deviation(influence: Floats, groups: NDArray[np.int64]) -> float:
    """Return the standard deviation of people within the draws of the posterior."""
    sizes = np.diff(np.append(groups, influence.size))
    means = np.add.reduceat(influence, groups) / sizes
    left = influence - np.repeat(means, sizes)
    return float(np.sqrt((left**2).sum() / max(influence.size - groups.size, 1)))


def _between(influence: Floats, groups: NDArray[np.int64]) -> float:
    """Return the standard deviation between draws of the posterior, chance apart."""
    if groups.size < 2:
        return 0.0
    sizes = np.diff(np.append(groups, influence.size))
    means = np.add.reduceat(influence, groups) / sizes
    by_chance = _deviation(influence, groups) ** 2 * (1 / sizes).mean()
    return float(np.sqrt(max(means.var(ddof=1) - by_chance, 0.0)))


def _sampling(outcome: Outcome, trial: Trial, per_person: Sequence[float]) -> float:
    observed = [trial.observed_in(name) for name in outcome.arms]
    if any(people is None for people in observed):
        return 0.0
    return float(np.sqrt(sum(sd**2 / n for sd, n in zip(per_person, observed, strict=True) if n)))


def _studies(outcome: Outcome, studies: Mapping[str, float]) -> float:
    key = outcome.measure if outcome.comparison == "arm" else f"{outcome.measure}:{outcome.comparison}"
    share = studies.get(key, 0.0)
    width = 1.0 if is_logarithm(outcome) or outcome.kind.is_share else outcome.ends[1] - outcome.ends[0]
    return share * width
