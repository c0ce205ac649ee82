"""Sum up particles: bands, chances and times, each from weighted counts on a fine grid.

readings (days, n), weights (n,) -> Band, Chance, ...
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lumbago.record import Band, Chance

STEPS_OF_SCALE = 400
"""Places of the grid on the whole scale: 0.025 NPRS points, a quarter of a per cent."""

LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
"""Cumulative shares at the ends of the bands that hold 95, 80 and 50 of 100, and at the median."""

WELL = 1.5
"""Pain that rounds to 0 or 1."""

WELL_DAYS = 7
"""Days running that make a recovery (Williams 2014)."""


def quantiles(values: NDArray[np.float32], weights: NDArray[np.float64], top: float) -> NDArray[np.float64]:
    """Return the levels of `LEVELS` of one day, shape (7,).

    Args:
        values: Readings, 0 to `top`, shape (n,).
        weights: Shape (n,).
        top: Upper end of the scale.
    """
    places = np.minimum((values * (STEPS_OF_SCALE / top)).astype(np.int64), STEPS_OF_SCALE - 1)
    counted = np.cumsum(np.bincount(places, weights, STEPS_OF_SCALE))
    found = np.searchsorted(counted, np.array(LEVELS) * counted[-1])
    return np.asarray((found + 0.5) * (top / STEPS_OF_SCALE))


def band_of(day: int, levels: NDArray[np.float64]) -> Band:
    """Return the band of one day from its seven levels."""
    lowest, low, quarter, middle, three, high, highest = (round(level, 3) for level in levels.tolist())
    return Band(day, middle, (quarter, three), (low, high), (lowest, highest))


def recovery_days(
    pain: NDArray[np.float32], well_days: NDArray[np.int64], first_day: int
) -> NDArray[np.float64]:
    """Return the day on which each particle ends its first week of pain 0 or 1, shape (n,); inf if never.

    Args:
        pain: Pain after 0, 1, ... days from `first_day`, shape (days + 1, n).
        well_days: Days running it had been well at the start.
        first_day: Day after the report of row 0.
    """
    before = well_days > np.arange(WELL_DAYS - 1)[::-1, None]
    well = np.concatenate([before, pain[1:] < WELL])
    days = len(pain) - 1
    week = np.ones((days + 1, len(well_days)), bool)  # the last row: never
    for row in range(WELL_DAYS):
        week[:-1] &= well[row : row + days]
    first = week.argmax(axis=0)
    when = np.where(first < days, first_day + 1.0 + first, np.inf)
    return np.where(well_days >= WELL_DAYS, float(first_day), when)


def well_days_at_end(pain: NDArray[np.float32], well_days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return days running that each particle has been well on the last day, shape (n,).

    Args:
        pain: Pain after 0, 1, ... days, shape (days + 1, n).
        well_days: Days running it had been well at the start.
    """
    is_ill = pain[:0:-1] >= WELL
    return np.where(is_ill.any(axis=0), is_ill.argmax(axis=0), well_days + len(pain) - 1)


def chances(
    when: NDArray[np.float64], weights: NDArray[np.float64], days: Sequence[int]
) -> tuple[Chance, ...]:
    """Return the chance of having recovered by each of some days."""
    order = np.argsort(when)
    shares = np.concatenate([[0.0], np.cumsum(weights[order])])
    found = shares[np.searchsorted(when[order], days, side="right")]
    return tuple(Chance(day, min(1.0, float(chance))) for day, chance in zip(days, found, strict=True))


def times(
    when: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[int | None, int | None, int | None]:
    """Return the median day of recovery and the ends of the band of 80 of 100; None: beyond all days."""
    order = np.argsort(when)
    shares = np.cumsum(weights[order])
    places = np.minimum(np.searchsorted(shares, (0.5, 0.1, 0.9)), len(when) - 1)
    found = when[order][places].tolist()
    middle, soon, late = (None if day == np.inf else int(day) for day in found)
    return middle, soon, late
