"""Turn scored forecasts into rows: by outcome and day, by group, and against one another.

    forecasts of people -> scores of each person -> rows as formats name them

Pooled rows bring both outcomes to 0-100 and count every result of every person once.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.validation.cohort import HIGHEST, STEPS, People, Result
from lumbago.validation.forecast_scores import coverage, crps, pit, quantile, share_between, width
from lumbago.validation.peers import Forecasts, Given, is_forecast, results

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

POOLED = "pooled"
LEVELS = {"coverage50": 0.50, "coverage80": 0.80, "coverage95": 0.95}
IN_UNIT = ("mae", "crps", "width80")
"""Measures in the unit of the outcome."""

MEASURES = ("mae", "crps", *LEVELS, "width80")
PIT_BINS = 10
CURVE = tuple(round(0.05 * step, 2) for step in range(1, 20))
"""Central intervals whose coverage is drawn."""

WIDE_95 = 1.96
"""Standard errors to either side of a 95 % interval."""


class Scored(NamedTuple):
    """How one model did on one result.

    Attributes:
        people: Place of each person in the cohort, shape (n,).
        measures: By name, shape (n,) each.
        ends: Of the randomised PIT, shape (n,) each.
    """

    people: NDArray[np.int64]
    measures: Mapping[str, Floats]
    ends: tuple[Floats, Floats]

    def only(self, some: Bools) -> "Scored":
        """Return the part for those people that a mask over the cohort holds."""
        kept = some[self.people]
        measures = {name: values[kept] for name, values in self.measures.items()}
        return Scored(self.people[kept], measures, (self.ends[0][kept], self.ends[1][kept]))


def groups(people: People) -> dict[str, Bools]:
    """Return who belongs to each group, shape (n,); nobody whose answer is missing."""
    risk, male, age = (people.answers[name] for name in ("risk", "male", "age"))
    return {
        "all": np.ones(len(people.ids), bool),
        "start:low": risk == 1,
        "start:medium": risk == 2,
        "start:high": risk == 3,
        "sex:f": male == 0,
        "sex:m": male == 1,
        "age:<40": age < 40,
        "age:40-54": (age >= 40) & (age < 55),
        "age:55+": age >= 55,
    }


def score(forecasts: Forecasts, people: People, given: Given) -> dict[Result, Scored]:
    """Score forecasts of all people on every result that is known."""
    return {
        result: _scored(forecasts[result], people, result, is_forecast(people, result, given))
        for result in results(given)
    }


def rows(
    scored: Mapping[Result, Scored], among: Mapping[str, Bools], **names: str
) -> Iterator[dict[str, Any]]:
    """Yield one row for each result and group, and a pooled one for each group.

    Args:
        scored: Of one model.
        among: Groups, as masks over the cohort.
        names: What else each row says: given, model.
    """
    for group, some in among.items():
        parts = {result: one.only(some) for result, one in scored.items()}
        for (outcome, day), one in parts.items():
            yield _row({"outcome": outcome, "day": day, "group": group, **names}, one.measures)
        measures = [_of_hundred(one.measures, result[0]) for result, one in parts.items()]
        together = {name: np.concatenate([one[name] for one in measures]) for name in MEASURES}
        yield _row({"outcome": POOLED, "day": None, "group": group, **names}, together)


def differences(
    one: Mapping[Result, Scored], other: Mapping[Result, Scored], **names: str
) -> Iterator[dict[str, Any]]:
    """Yield how much lower the first's CRPS is than the second's (below 0: better), with its 95 % interval.

    Both must have scored the same people. A person counts as a whole: results of one person go together.
    """
    for result in one:
        outcome, day = result
        apart = one[result].measures["crps"] - other[result].measures["crps"]
        yield {"outcome": outcome, "day": day, **names, **_mean_with_interval(apart, one[result].people)}
    pairs = [(result, one[result].people) for result in one]
    apart = np.concatenate([_apart_of_hundred(one[result], other[result], result[0]) for result in one])
    people = np.concatenate([who for _, who in pairs])
    yield {"outcome": POOLED, "day": None, **names, **_mean_with_interval(apart, people)}


def calibration(scored: Mapping[Result, Scored]) -> dict[str, Any]:
    """Return what a figure of calibration shows, all results together.

    Returns:
        `pit`: share of randomised PITs in each tenth; `coverage`: [level, share inside] of central intervals.
    """
    parts = [np.concatenate(side) for side in zip(*(one.ends for one in scored.values()), strict=True)]
    ends = (parts[0], parts[1])
    edges = np.linspace(0, 1, PIT_BINS + 1)
    tenths = [share_between(ends, low, high) for low, high in pairwise(edges)]
    return {
        "pit": [_mean(tenth) for tenth in tenths],
        "coverage": [[level, _mean(coverage(ends, level))] for level in CURVE],
    }


def _scored(chances: Floats, people: People, result: Result, counts: Bools) -> Scored:
    outcome = result[0]
    step = HIGHEST[outcome] / (STEPS[outcome] - 1)
    who = np.flatnonzero(counts)
    some, came = chances[who], people.places[result][who]
    ends = pit(some, came)
    measures = {
        "mae": step * np.abs(quantile(some, 0.5) - came),
        "crps": crps(some, came, step),
        **{name: coverage(ends, level) for name, level in LEVELS.items()},
        "width80": width(some, 0.8, step),
    }
    return Scored(who, measures, ends)


def _row(names: Mapping[str, Any], measures: Mapping[str, Floats]) -> dict[str, Any]:
    order = ("outcome", "day", "given", "group", "model")
    return {
        **{name: names[name] for name in order},
        "n": len(measures["crps"]),
        **{name: _mean(measures[name]) for name in MEASURES},
    }


def _mean(values: Floats) -> float | None:
    return round(float(values.mean()), 6) if len(values) else None


def _of_hundred(measures: Mapping[str, Floats], outcome: str) -> dict[str, Floats]:
    times = 100 / HIGHEST[outcome]
    return {name: values * (times if name in IN_UNIT else 1.0) for name, values in measures.items()}


def _apart_of_hundred(one: Scored, other: Scored, outcome: str) -> Floats:
    return (one.measures["crps"] - other.measures["crps"]) * (100 / HIGHEST[outcome])


def _mean_with_interval(apart: Floats, people: NDArray[np.int64]) -> dict[str, Any]:
    """Return mean and 95 % interval of differences, several of which may be one person's."""
    if len(np.unique(people)) < 2:
        return {"n": len(apart), "crps": _mean(apart), "low": None, "high": None}
    mean = float(apart.mean())
    off = np.bincount(people, apart - mean)
    error = float(np.sqrt((off**2).sum())) / len(apart)
    low, high = mean - WIDE_95 * error, mean + WIDE_95 * error
    return {"n": len(apart), "crps": round(mean, 6), "low": round(low, 6), "high": round(high, 6)}


def pooled(rows_of: Sequence[Mapping[str, Any]], **wanted: str) -> Mapping[str, Any] | None:
    """Return the pooled row that says what is wanted; None when there is none."""
    matching = (
        row
        for row in rows_of
        if row["day"] is None and all(row[name] == value for name, value in wanted.items())
    )
    return next(matching, None)
