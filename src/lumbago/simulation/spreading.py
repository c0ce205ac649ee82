"""How a number is spread over people, and the number of each person.

    mean, sd, ends, Luck -> numbers (n,)

A paper prints the mean and the standard deviation of the people it had, ends included: the
truncated normal distribution is the one that has this mean and this deviation between its ends.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from scipy.special import ndtr, ndtri

from lumbago.recovery import Luck
from lumbago.recovery.luck import uniforms
from lumbago.simulation.protocol import LIMITS, Spreading

Floats = NDArray[np.float64]

NARROWEST = 1e-6
"""A deviation of less than this share of the room is none; one of more than the room is the room."""

WIDEST = 50.0
"""A distribution as wide as this, counted in its ends, is flat."""

FARTHEST = 5.0
"""So far outside its ends, counted in them, the centre may lie: what is left is a falling tail."""

MEAN_FIRST = 10.0
"""Where no cut normal distribution has both, the mean is kept rather than the deviation."""

TAILS = 9.0
"""Standard deviations that are looked at on each side."""

NODES, WEIGHTS = np.polynomial.legendre.leggauss(96)


class Normal(NamedTuple):
    """A normal distribution cut off at its ends.

    Attributes:
        centre: Where the uncut one is highest.
        width: Its standard deviation, 0 or more.
        low: Lower end; `high` the upper.
    """

    centre: float
    width: float
    low: float
    high: float


def numbers(spread: Spreading, name: str, n: int, *, luck: Luck, purpose: int) -> Floats:
    """Draw the number of each of n people, shape (n,).

    Args:
        spread: How it is spread.
        name: Which number of a population, for its natural ends.
        n: People.
        luck: What fixes the draws.
        purpose: What the draws are for.
    """
    drawn = uniforms(luck._replace(first_day=0), n, purpose)
    if spread.share is not None:
        return (drawn < spread.share).astype(np.float64)
    least, most = LIMITS[name]
    low, high = (least if spread.min is None else spread.min), (most if spread.max is None else spread.max)
    mean = float(np.clip(spread.mean or 0.0, low, high))
    width = high - low
    if not spread.sd or spread.sd < NARROWEST * width or low == high:
        return np.full(n, mean)
    return _quantiles(matched(mean, min(spread.sd, width), low, high), drawn)


@lru_cache(maxsize=256)
def matched(mean: float, sd: float, low: float, high: float) -> Normal:
    """Return the cut normal distribution that has a mean and a standard deviation, or comes nearest.

    Args:
        mean: Of the people, between the ends.
        sd: Of the people, above 0.
        low: Lower end.
        high: Upper end.
    """
    scale = min(sd, (high - low) / 4)

    def error(guess: Any) -> list[float]:  # noqa: ANN401 - an array of two
        found, deviation = _moments(Normal(guess[0], float(np.exp(guess[1])), low, high))
        return [MEAN_FIRST * (found - mean) / scale, (deviation - sd) / scale]

    span = FARTHEST * (high - low)
    room = ([low - span, np.log(sd / WIDEST)], [high + span, np.log(WIDEST * (high - low))])
    solved = least_squares(error, [mean, np.log(sd)], bounds=room, xtol=1e-10)
    return Normal(float(solved.x[0]), float(np.exp(solved.x[1])), low, high)


def _moments(normal: Normal) -> tuple[float, float]:
    """Return mean and standard deviation of a cut normal distribution, by Gauss's quadrature."""
    centre, width, low, high = normal
    nearest = min(max(centre, low), high)
    reach = min(TAILS * width, TAILS**2 * width**2 / max(abs(nearest - centre), width / TAILS))
    start, stop = max(low, nearest - reach), min(high, nearest + reach)
    at = (start + stop) / 2 + (stop - start) / 2 * NODES
    logarithm = -((at - centre) ** 2 - (nearest - centre) ** 2) / (2 * width**2)
    mass = WEIGHTS * np.exp(logarithm)
    mean = (mass * at).sum() / mass.sum()
    return float(mean), float(np.sqrt((mass * (at - mean) ** 2).sum() / mass.sum()))


def _quantiles(normal: Normal, drawn: Floats) -> Floats:
    below, above = (ndtr((end - normal.centre) / normal.width) for end in (normal.low, normal.high))
    values = normal.centre + normal.width * ndtri(below + drawn * (above - below))
    return np.asarray(np.clip(values, normal.low, normal.high))
