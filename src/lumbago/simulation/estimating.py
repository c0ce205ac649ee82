"""From the values of people to one number of an arm, and how much each person moves it.

    values (rows, n) -> Estimate

The influence of a person (Hampel 1974) is what the number moves by when that person counts a
little more, times n. Errors of every kind follow from it: of the same people in two arms, of
the fewer people of a real study, and of each draw of the model's parameters.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.simulation.kinds import Sum
from lumbago.simulation.survival import Curve, curve_of, influence_at

Floats = NDArray[np.float64]

PERCENT = 100.0
HALF = 0.5
BAND = 0.1
"""The slope of a survival curve at its median is taken between one half plus and minus this."""


class Estimate(NamedTuple):
    """One number of one arm.

    Attributes:
        value: Not a number when it was not reached or nobody was seen.
        influence: Of each person, mean 0, shape (n,).
    """

    value: float
    influence: Floats


def estimate(values: NDArray[np.float32], summed: Sum, day: int) -> Estimate:
    """Sum up the values of one arm.

    Args:
        values: As a measure gave them, shape (rows, n).
        summed: How.
        day: Day that a share is read off.
    """
    rows = values.astype(np.float64)
    if summed is Sum.SHARE_BY:
        return share_by(rows, day)
    return SUMS[summed](rows)


def mean(rows: Floats) -> Estimate:
    """Return the mean of who was seen."""
    return _mean(rows[0])


def reduction(rows: Floats) -> Estimate:
    """Return how many per cent of the first mean are gone."""
    left = _ratio(_mean(rows[1]), _mean(rows[0]))
    return Estimate(PERCENT * (1 - left.value), -PERCENT * left.influence)


def of_peak(rows: Floats) -> Estimate:
    """Return the mean of the first row as per cent of the highest mean of the others."""
    means = [_mean(row) for row in rows]
    peak = max(means[1:], key=lambda measured: measured.value)
    share = _ratio(means[0], peak)
    return Estimate(PERCENT * share.value, PERCENT * share.influence)


def share_by(rows: Floats, day: int) -> Estimate:
    """Return the share to whom it has happened by a day; who left is handled as Kaplan and Meier do."""
    curve = curve_of(rows)
    by = min(day, len(curve.surviving) - 1)
    return Estimate(1 - curve.surviving[by], -influence_at(curve, rows, by))


def median_time(rows: Floats) -> Estimate:
    """Return the day by which it has happened to half, between days where half falls between."""
    curve = curve_of(rows)
    if curve.surviving[-1] > HALF:
        return Estimate(np.nan, np.zeros(rows.shape[1]))
    day = int(np.argmax(curve.surviving <= HALF))
    after = curve.surviving[day]
    before = curve.surviving[day - 1] if day else 1.0
    within = (before - HALF) / (before - after)
    return Estimate(day - 1 + within, influence_at(curve, rows, day) / _slope(curve))


SUMS: Mapping[Sum, Callable[[Floats], Estimate]] = {
    Sum.MEAN: mean,
    Sum.REDUCTION: reduction,
    Sum.OF_PEAK: of_peak,
    Sum.MEDIAN_TIME: median_time,
}


def _mean(row: Floats) -> Estimate:
    seen = ~np.isnan(row)
    if not seen.any():
        return Estimate(np.nan, np.zeros(row.size))
    value = float(row[seen].mean())
    return Estimate(value, np.where(seen, row - value, 0.0) / seen.mean())


def _ratio(above: Estimate, below: Estimate) -> Estimate:
    if not below.value:
        return Estimate(np.nan, np.zeros_like(above.influence))
    value = above.value / below.value
    return Estimate(value, (above.influence - value * below.influence) / below.value)


def _slope(curve: Curve) -> float:
    """Return how much of a survival curve is lost a day around its median."""
    surviving = curve.surviving
    start = int(np.argmax(surviving <= HALF + BAND))
    below = surviving <= HALF - BAND
    stop = int(np.argmax(below)) if below.any() else len(surviving) - 1
    start = max(min(start, stop - 1), 0) if stop else 0
    before = surviving[start] if stop > start else 1.0
    return float(max(before - surviving[stop], 1e-9) / max(stop - start, 1))
