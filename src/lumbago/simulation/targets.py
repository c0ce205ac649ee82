"""Published results as the calibration sees them: a value on the working scale, and how far to trust it.

studies -> targets
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from lumbago.simulation.comparing import is_logarithm, worked
from lumbago.simulation.protocol import Outcome, Trial

UNVERIFIED_SCALE = 2.0
"""Standard errors of results that were not verified are taken as twice as large."""

WITHOUT_SPREAD = 0.1
"""Standard error of a result printed without one: a tenth of the scale, or of the value on a logarithm."""

RANGE_SHARE = 0.25
"""A printed range is read as four standard errors."""


class Target(NamedTuple):
    """One published result.

    Attributes:
        trial: Name of the study.
        outcome: What was measured.
        family: Family of evidence.
        value: On the working scale (logarithms for ratios and times, shares of the scale for shares).
        error: Standard error on the same scale, as printed or as `WITHOUT_SPREAD`.
        trusted: The same after verification is weighed in.
        kind: Measures of one kind differ between studies by the same spread.
        width: Width of the scale, for spreads that are shares of it.
    """

    trial: str
    outcome: Outcome
    family: str
    value: float
    error: float
    trusted: float
    kind: str
    width: float


def targets(studies: Mapping[str, Trial]) -> list[Target]:
    """Return every published result of the studies, in their order."""
    return [
        target(name, trial, outcome)
        for name, trial in studies.items()
        for outcome in trial.outcome
        if outcome.published is not None
    ]


def target(name: str, trial: Trial, outcome: Outcome) -> Target:
    """Return one published result."""
    if outcome.published is None:
        raise ValueError(f"{name}: {outcome.id} publishes nothing")
    value = worked(outcome, outcome.published.value)
    error = _error(trial, outcome, value)
    scale = UNVERIFIED_SCALE if outcome.status == "unverified" else 1.0
    return Target(
        name, outcome, trial.family, value, error, scale * error, kind_of(outcome), width_of(outcome)
    )


def kind_of(outcome: Outcome) -> str:
    """Return the key of the spread between studies."""
    return outcome.measure if outcome.comparison == "arm" else f"{outcome.measure}:{outcome.comparison}"


def width_of(outcome: Outcome) -> float:
    """Return the width of the working scale; 1 for logarithms and shares."""
    if is_logarithm(outcome) or outcome.kind.is_share:
        return 1.0
    low, high = outcome.ends
    return high - low


def _error(trial: Trial, outcome: Outcome, value: float) -> float:
    found = outcome.published
    if found is None:
        raise ValueError(outcome.id)
    if found.low is not None and found.high is not None:
        ends = worked(outcome, found.high) - worked(outcome, found.low)
        if found.spread_kind.lower().startswith("range"):
            return abs(ends) * RANGE_SHARE
        return abs(ends) / (2 * _deviations(found.interval))
    people = found.n or _people(trial, outcome)
    if found.spread is not None:
        by_people = np.sqrt(people) if found.spread_kind.upper().startswith("SD") and people else 1.0
        return float(found.spread / by_people)
    if outcome.kind.is_share and outcome.comparison == "arm" and people:
        share = float(np.clip(value, 0.02, 0.98))
        return float(np.sqrt(share * (1 - share) / people))
    return WITHOUT_SPREAD * width_of(outcome)


def _people(trial: Trial, outcome: Outcome) -> int | None:
    return trial.observed_in(outcome.arms[0])


def _deviations(interval: float) -> float:
    from scipy.stats import norm

    return float(norm.ppf(0.5 + interval / 200))


def spread_between(
    found: Sequence[Target], residuals: Sequence[float], errors: Sequence[float]
) -> dict[str, float]:
    """Return how much studies differ beyond their errors, by kind, as shares of the scale's width.

    A moment estimate (DerSimonian, Laird 1986) on residuals, drawn towards the pooled one where a kind has
    few results: a kind with k results counts k / (k + 4) for itself.
    """
    of_width = np.array([one.width for one in found])
    left, error = np.asarray(residuals) / of_width, np.asarray(errors) / of_width
    logs = np.array([is_logarithm(one.outcome) for one in found])
    kinds = np.array([one.kind for one in found])
    spreads = {}
    for kind in sorted(set(kinds.tolist())):
        mine = kinds == kind
        alike = logs == logs[mine][0]
        own, pooled = _excess(left[mine], error[mine]), _excess(left[alike], error[alike])
        share = mine.sum() / (mine.sum() + 4)
        spreads[kind] = float(np.sqrt(share * own + (1 - share) * pooled))
    return spreads


def _excess(
    left: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    error: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> float:
    weights = 1 / error**2
    degrees = len(left)
    q = float((weights * left**2).sum())
    return max(0.0, (q - degrees) / float(weights.sum()))
