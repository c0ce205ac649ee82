"""Simple forecasts to be measured against: the marginal, ridge, linear quantile regression.

    reference, people, what is given -> chances on the grid by outcome and day

Each is fitted to the reference anew. Missing answers are the median of the reference.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from lumbago.validation.cohort import ANSWERS, CHECK_IN, DAYS, STEPS, People, Result
from lumbago.validation.forecast_scores import on_grid

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


class Given(Enum):
    """What a forecast may know."""

    BASELINE = "baseline"
    CHECK_IN = "baseline+14"


Forecasts: TypeAlias = Mapping[Result, Floats]
"""Chances, shape (people, grid), by outcome and day."""

Model: TypeAlias = Callable[[People, People, Given], Forecasts]
"""Reference to learn from, people to forecast, what may be known of them -> each of `results(given)`."""

_Peer: TypeAlias = Callable[[Floats, Places, Floats, int], Floats]
"""Columns and steps of the reference, columns of the people, steps of the grid -> chances."""

PENALTIES = tuple(10.0**power for power in np.arange(-1, 4.25, 0.25))
"""Of ridge; the reference chooses by leave-one-out."""

LEVELS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975)
"""Quantiles that are fitted; between them the distribution is straight, beyond them it ends after a step."""


def results(given: Given) -> list[Result]:
    """Return what is forecast: with the check-in of day 14, only later days."""
    days = DAYS if given is Given.BASELINE else DAYS[1:]
    return [(outcome, day) for outcome in STEPS for day in days]


def is_forecast(people: People, result: Result, given: Given) -> NDArray[np.bool_]:
    """Return who counts: the outcome is known, and with a check-in its value on day 14 is too; shape (n,)."""
    known: NDArray[np.bool_] = people.places[result] >= 0
    return known if given is Given.BASELINE else known & (people.places[result[0], DAYS[0]] >= 0)


def marginal(reference: People, people: People, given: Given) -> Forecasts:
    """Forecast for everybody what the reference had."""
    return _each(_marginal, reference, people, given)


def ridge(reference: People, people: People, given: Given) -> Forecasts:
    """Forecast by ridge regression with Gaussian residuals."""
    return _each(_ridge, reference, people, given)


def quantile_regression(reference: People, people: People, given: Given) -> Forecasts:
    """Forecast by linear regression of quantiles."""
    return _each(_quantiles, reference, people, given)


PEERS: Mapping[str, Model] = {"marginal": marginal, "ridge": ridge, "quantile": quantile_regression}


def _each(peer: _Peer, reference: People, people: People, given: Given) -> Forecasts:
    names = [column.name for column in ANSWERS.values()]
    names += CHECK_IN.values() if given is Given.CHECK_IN else []
    seen, asked = (np.column_stack([some.answers[name] for name in names]) for some in (reference, people))
    forecasts = {}
    for result in results(given):
        rows = is_forecast(reference, result, given)
        fitted, new = _comparable(seen[rows], asked)
        forecasts[result] = peer(fitted, reference.places[result][rows], new, STEPS[result[0]])
    return forecasts


def _comparable(seen: Floats, asked: Floats) -> tuple[Floats, Floats]:
    """Fill gaps with medians, and bring columns to mean 0 and standard deviation 1 in the reference."""
    known = ~np.isnan(seen)
    medians = np.array(
        [np.median(column[some]) if some.any() else 0 for column, some in zip(seen.T, known.T, strict=True)]
    )
    seen, asked = (np.where(np.isnan(values), medians, values) for values in (seen, asked))
    scale = seen.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (seen - seen.mean(axis=0)) / scale, (asked - seen.mean(axis=0)) / scale


def _marginal(seen: Floats, came: Places, asked: Floats, grid: int) -> Floats:
    return np.tile(np.bincount(came, minlength=grid) / len(came), (len(asked), 1))


def _ridge(seen: Floats, came: Places, asked: Floats, grid: int) -> Floats:
    from sklearn.linear_model import RidgeCV

    fitted = RidgeCV(PENALTIES).fit(seen, came)
    residual = came - fitted.predict(seen)
    spread = np.sqrt((residual**2).sum() / max(len(came) - seen.shape[1] - 1, 1))
    middles = np.arange(grid - 1) + 0.5
    return on_grid(ndtr((middles - fitted.predict(asked)[:, None]) / max(spread, 1e-6)))


def _quantiles(seen: Floats, came: Places, asked: Floats, grid: int) -> Floats:
    from sklearn.linear_model import QuantileRegressor

    lines = [
        QuantileRegressor(quantile=level, alpha=0, solver="highs-ds").fit(seen, came) for level in LEVELS
    ]
    at = np.sort([line.predict(asked) for line in lines], axis=0).T
    ends = np.concatenate([at[:, :1] - 1, at, at[:, -1:] + 1], axis=1)
    ends += 1e-9 * np.arange(ends.shape[1])
    levels = np.concatenate([[0.0], LEVELS, [1.0]])
    middles = np.arange(grid - 1) + 0.5
    return on_grid(np.array([np.interp(middles, row, levels) for row in ends]))
