"""One number of a trial: of an arm, or of one arm against another.

    outcome, values of each arm -> Compared

Ratios and times are worked on as logarithms, where errors are symmetric.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.simulation.estimating import Estimate, estimate
from lumbago.simulation.kinds import Sum
from lumbago.simulation.protocol import Outcome
from lumbago.simulation.survival import hazard_ratio

Floats = NDArray[np.float64]
Values = NDArray[np.float32]

LEAST_SHARE = 1e-6


class Compared(NamedTuple):
    """A number on its working scale: shares 0-1, ratios and times as logarithms.

    Attributes:
        value: Not a number when it was not reached.
        influences: Of each person in each arm, in the order of the arms, each of shape (n,).
    """

    value: float
    influences: tuple[Floats, ...]


def compare(outcome: Outcome, values: tuple[Values, ...], day: int) -> Compared:
    """Work out an outcome.

    Args:
        outcome: What is asked.
        values: Of each of its arms, as a measure gave them.
        day: Its day.
    """
    if outcome.comparison == "hazard_ratio":
        return Compared(*hazard_ratio(*(rows.astype(np.float64) for rows in values)))
    estimates = [estimate(rows, outcome.kind.summed, day) for rows in values]
    if outcome.comparison == "arm":
        return _alone(estimates[0], outcome)
    if outcome.comparison == "difference":
        first, second = estimates
        return Compared(first.value - second.value, (first.influence, -second.influence))
    return _ratio(estimates, is_of_odds=outcome.comparison == "odds_ratio")


def is_logarithm(outcome: Outcome) -> bool:
    """Whether an outcome is worked on as a logarithm."""
    is_time = outcome.comparison == "arm" and outcome.kind.summed is Sum.MEDIAN_TIME
    return is_time or outcome.comparison.endswith("_ratio")


def shown(outcome: Outcome, value: float) -> float:
    """Return a number of the working scale as a study would print it."""
    if is_logarithm(outcome):
        return float(np.exp(value))
    low, high = outcome.ends if outcome.kind.is_share else (0.0, 1.0)
    return value * (high - low) + (low if outcome.comparison == "arm" else 0.0)


def worked(outcome: Outcome, value: float) -> float:
    """Return a printed number on the working scale; not a number where a logarithm has none."""
    if is_logarithm(outcome):
        return float(np.log(value)) if value > 0 else float("nan")
    low, high = outcome.ends if outcome.kind.is_share else (0.0, 1.0)
    return (value - (low if outcome.comparison == "arm" else 0.0)) / (high - low)


def _alone(found: Estimate, outcome: Outcome) -> Compared:
    if is_logarithm(outcome) and np.isfinite(found.value):
        time = max(found.value, LEAST_SHARE)
        return Compared(float(np.log(time)), (found.influence / time,))
    return Compared(found.value, (found.influence,))


def _ratio(estimates: list[Estimate], *, is_of_odds: bool) -> Compared:
    logarithms, influences = [], []
    for sign, found in zip((1, -1), estimates, strict=True):
        share = float(np.clip(found.value, LEAST_SHARE, 1 - LEAST_SHARE))
        rest = 1 - share if is_of_odds else 1.0
        logarithms.append(sign * np.log(share / rest))
        influences.append(sign * found.influence / (share * rest))
    return Compared(float(sum(logarithms)), tuple(influences))
