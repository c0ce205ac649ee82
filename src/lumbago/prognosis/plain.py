r"""The plain statistical forecast: where people with the same answers were later.

    columns (n, columns), places on a grid by day -> chances on the grid (n, grid)

Ordinal regression. The chance of being at or below step $k$ of the grid is logistic in

$$ (\theta_k - x^\top b)\,/\,\exp(x^\top g) $$

with thresholds $\theta$, effects $b$ and spreads $g$; both $b$ and $g$ are drawn to none (ridge), and in a
second round to their mean over the days: what tells on day 91 tells on day 365. An answer that is missing
is filled in from the others, and what stays open about it widens the forecast.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Prior = tuple[Floats, Floats, float]
"""Mean of effects, mean of spreads, SD of effects."""

EFFECT = 0.2
"""Prior SD of an effect, in logits a standard deviation of the column, when a day is fitted alone."""

EFFECT_APART = 0.1
"""Prior SD of an effect around its mean over the days."""

SPREAD = 0.05
"""Prior SD of a spread, in logarithms a standard deviation of the column."""

PSEUDO_PEOPLE = 1.0
"""People spread evenly over the grid and added to the fit: no step that nobody stated is impossible."""

OWN_VARIANCE = 0.05
"""Share of a column's variance that no other column tells of, at the least."""

OVERSURE = 1.04
"""Every spread is this much wider than fitted: a fit is surer of its own people than of others."""

MOST_APART = 3.0
"""Nobody is placed further than this many standard deviations from the middle of a column."""

LOGISTIC_VARIANCE = np.pi**2 / 3
LEAST_CHANCE = 1e-12
COLUMNS = (
    "pain", "leg_pain", "disability", "risk_medium", "risk_high", "duration", "long_year", "doubts_recovery",
    "age", "male",
)  # fmt: skip
"""Columns of a report, in order."""

DECIMALS = 5
"""Of a number that is kept."""


class Scaling(NamedTuple):
    """How columns are made comparable, and filled in from one another.

    Attributes:
        centre: Mean of each column, shape (columns,).
        scale: Standard deviation of each, above 0, shape (columns,).
        correlation: Between columns, positive definite, shape (columns, columns).
    """

    centre: Floats
    scale: Floats
    correlation: Floats


class Regression(NamedTuple):
    """One day's ordinal regression on scaled columns.

    Attributes:
        thresholds: Ascending, logits, shape (grid - 1,).
        effects: Towards the upper end of the grid, logits, shape (columns,).
        spreads: Of the logarithm of the spread, shape (columns,).
    """

    thresholds: Floats
    effects: Floats
    spreads: Floats


class Plain(NamedTuple):
    """A fitted forecast of one outcome.

    Attributes:
        scaling: Of the columns.
        by_day: A regression for each day.
    """

    scaling: Scaling
    by_day: Mapping[int, Regression]


def columns_of(answers: Mapping[str, Floats]) -> Floats:
    """Return the answers of a report as columns, shape (n, 10); NaN where not known.

    Args:
        answers: Shape (n,) each, NaN where not known: `pain` 0-10, `leg_pain` 0 none, 1 mild, 2 worse,
            `disability` 0-100, `risk` 1 low to 3 high (STarT Back), `duration` 1 up to two weeks to 4 beyond
            three months, `long_year` 1 for more than 30 days of pain last year, `doubts_recovery` 0 or 1,
            `age` in years, `male` 0 or 1.
    """
    risk = np.asarray(answers["risk"], np.float64)
    derived = {"risk_medium": _at_least(risk, 2), "risk_high": _at_least(risk, 3)}
    known = {**answers, **derived}
    return np.column_stack([np.asarray(known[name], np.float64) for name in COLUMNS])


def columns_with_check_in(answers: Mapping[str, Floats]) -> Floats:
    """Return the same with a check-in on day 14, shape (n, 12): `pain_14` 0-10 and `disability_14` 0-100."""
    later = [np.sqrt(np.asarray(answers[name], np.float64)) for name in ("pain_14", "disability_14")]
    return np.column_stack([columns_of(answers), *later])


def fit(columns: Floats, places: Mapping[int, Places], grid: int) -> Plain:
    """Fit a forecast to what happened.

    Args:
        columns: Shape (n, columns), NaN where not known.
        places: By day: step of the grid, 0 to grid - 1; -1 where not known; shape (n,).
        grid: Steps of the grid.
    """
    scaling = scaling_of(columns)
    filled = filled_in(columns, scaling).columns
    nothing = np.zeros(columns.shape[1])
    known = {day: (filled[at >= 0], at[at >= 0]) for day, at in places.items()}
    alone = [_regression(*one, grid, (nothing, nothing, EFFECT)) for one in known.values()]
    effects = np.mean([one.effects for one in alone], axis=0)
    spreads = np.mean([one.spreads for one in alone], axis=0)
    together = (effects, spreads, EFFECT_APART)
    return Plain(scaling, {day: _regression(*one, grid, together) for day, one in known.items()})


def chances(plain: Plain, columns: Floats) -> dict[int, Floats]:
    """Return by day the chance of each step of the grid, shape (n, grid); rows sum to 1.

    Args:
        plain: The fitted forecast.
        columns: As it was fitted, NaN where not known.
    """
    filled = filled_in(columns, plain.scaling)
    return {day: _chances(one, filled) for day, one in plain.by_day.items()}


def as_numbers(plain: Plain) -> dict[str, Any]:
    """Return a forecast as lists of numbers that a file can keep; `from_numbers` reads them."""
    return {
        "scaling": {name: _listed(values) for name, values in plain.scaling._asdict().items()},
        "days": {
            str(day): {name: _listed(values) for name, values in one._asdict().items()}
            for day, one in plain.by_day.items()
        },
    }


def from_numbers(numbers: Mapping[str, Any]) -> Plain:
    """Return the forecast that `as_numbers` kept."""
    scaling = Scaling(**{name: np.array(values, np.float64) for name, values in numbers["scaling"].items()})
    by_day = {
        int(day): Regression(**{name: np.array(values, np.float64) for name, values in one.items()})
        for day, one in numbers["days"].items()
    }
    return Plain(scaling, by_day)


class Filled(NamedTuple):
    """Scaled columns without a gap.

    Attributes:
        columns: Shape (n, columns), standard deviations.
        open: For each pattern of gaps: the rows that have it, and the covariance of what stays open,
            shape (columns, columns), 0 for what is known.
    """

    columns: Floats
    open: tuple[tuple[Places, Floats], ...]


def scaling_of(columns: Floats) -> Scaling:
    """Return how columns are scaled; a column that says nothing gets centre and scale 0 and 1.

    Args:
        columns: Shape (n, columns), NaN where not known.
    """
    known = ~np.isnan(columns)
    counts = np.maximum(known.sum(axis=0), 1)
    zeros = np.where(known, columns, 0.0)
    centre = zeros.sum(axis=0) / counts
    apart = np.where(known, columns - centre, 0.0)
    scale = np.sqrt((apart**2).sum(axis=0) / counts)
    scale = np.where(scale > 0, scale, 1.0)
    joint = (apart / scale).T @ (apart / scale) / np.sqrt(np.outer(counts, counts))
    own = np.eye(len(centre))
    return Scaling(centre, scale, np.where(own > 0, 1.0, (1 - OWN_VARIANCE) * joint))


def filled_in(columns: Floats, scaling: Scaling) -> Filled:
    """Scale columns and fill in each gap with what the known columns lead one to expect.

    Args:
        columns: Shape (n, columns), NaN where not known.
        scaling: Of the people it was fitted to.
    """
    scaled = np.clip((columns - scaling.centre) / scaling.scale, -MOST_APART, MOST_APART)
    gaps = np.isnan(scaled)
    patterns, which = np.unique(gaps, axis=0, return_inverse=True)
    left = []
    for number, gap in enumerate(patterns):
        if gap.any():
            rows = np.flatnonzero(which.ravel() == number)
            across = scaling.correlation[np.ix_(gap, ~gap)]
            weights = np.linalg.solve(scaling.correlation[np.ix_(~gap, ~gap)], across.T).T
            scaled[np.ix_(rows, gap)] = scaled[np.ix_(rows, ~gap)] @ weights.T
            unsure = np.zeros_like(scaling.correlation)
            unsure[np.ix_(gap, gap)] = scaling.correlation[np.ix_(gap, gap)] - weights @ across.T
            left.append((rows, unsure))
    return Filled(scaled, tuple(left))


def _at_least(values: Floats, level: float) -> Floats:
    return np.where(np.isnan(values), np.nan, (values >= level).astype(np.float64))


def _listed(values: Floats) -> Any:  # noqa: ANN401 - lists of any depth
    return np.round(values, DECIMALS).tolist()


def _logistic(logits: Floats) -> Floats:
    """Return what SciPy calls expit, without a third of a second of import before every forecast."""
    return np.asarray((1 + np.tanh(logits / 2)) / 2)


def _chances(regression: Regression, filled: Filled) -> Floats:
    unsure = np.zeros(len(filled.columns))
    for rows, covariance in filled.open:
        unsure[rows] = regression.effects @ covariance @ regression.effects
    spread = OVERSURE * np.exp(filled.columns @ regression.spreads) * np.sqrt(1 + unsure / LOGISTIC_VARIANCE)
    above = regression.thresholds - (filled.columns @ regression.effects)[:, None]
    below = _logistic(above / spread[:, None])
    n = len(below)
    return np.diff(np.concatenate([np.zeros((n, 1)), below, np.ones((n, 1))], axis=1), axis=1)


def _regression(columns: Floats, places: Places, grid: int, prior: Prior) -> Regression:
    """Fit one day.

    Args:
        columns: Scaled and filled in, shape (n, columns).
        places: Step of the grid, shape (n,).
        grid: Steps of the grid.
        prior: What effects and spreads are drawn to, and how strongly.
    """
    from scipy.optimize import minimize  # half a second: only a fit needs it

    m = columns.shape[1]
    everybody = np.concatenate([columns, np.zeros((grid, m))])
    at = np.concatenate([places, np.arange(grid)])
    counts = np.concatenate([np.ones(len(places)), np.full(grid, PSEUDO_PEOPLE / grid)])
    shares = np.cumsum(np.bincount(at, weights=counts + 0.1, minlength=grid))[:-1]
    reached = shares / (shares[-1] + 0.1 + counts[at == grid - 1].sum())
    first = np.log(reached / (1 - reached))
    start = np.concatenate([first[:1], np.log(np.maximum(np.diff(first), 1e-3)), prior[0], prior[1]])

    def badness(free: Floats) -> tuple[float, Floats]:
        return _badness(free, (everybody, at, counts), grid, prior)

    found = minimize(badness, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return _unpacked(np.asarray(found), grid, m)


def _unpacked(free: Floats, grid: int, m: int) -> Regression:
    """Thresholds are the first one and logarithms of the steps up from it: they stay in order."""
    thresholds = np.cumsum(np.concatenate([free[:1], np.exp(free[1 : grid - 1])]))
    return Regression(thresholds, free[grid - 1 : grid - 1 + m], free[grid - 1 + m :])


def _badness(
    free: Floats, seen: tuple[Floats, Places, Floats], grid: int, prior: Prior
) -> tuple[float, Floats]:
    """Return the penalised negative logarithm of the likelihood, and its slope."""
    columns, at, counts = seen
    one = _unpacked(free, grid, columns.shape[1])
    linear, sharpness = columns @ one.effects, np.exp(-columns @ one.spreads)
    upper, lower = np.minimum(at, grid - 2), np.maximum(at - 1, 0)
    high = np.where(at == grid - 1, np.inf, (one.thresholds[upper] - linear) * sharpness)
    low = np.where(at == 0, -np.inf, (one.thresholds[lower] - linear) * sharpness)
    to_high, to_low = _logistic(high), _logistic(low)
    chance = np.maximum(to_high - to_low, LEAST_CHANCE)
    by_high = -counts * to_high * (1 - to_high) / chance
    by_low = counts * to_low * (1 - to_low) / chance
    by_threshold = np.bincount(upper, by_high * sharpness, grid - 1)
    by_threshold += np.bincount(lower, by_low * sharpness, grid - 1)
    from_here = np.cumsum(by_threshold[::-1])[::-1]
    apart, wider = one.effects - prior[0], one.spreads - prior[1]
    by_effect = -columns.T @ ((by_high + by_low) * sharpness) + apart / prior[2] ** 2
    stretched = by_high * _finite(high) + by_low * _finite(low)
    by_spread = -columns.T @ stretched + wider / SPREAD**2
    penalty = 0.5 * (apart @ apart / prior[2] ** 2 + wider @ wider / SPREAD**2)
    slope = [from_here[:1], from_here[1:] * np.exp(free[1 : grid - 1]), by_effect, by_spread]
    return float(penalty - counts @ np.log(chance)), np.concatenate(slope)


def _finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, 0.0)
