"""Forecast a cohort with every model and put the scores beside one another.

    cohort, reference -> report

Nobody is forecast by a model that has seen them: whoever is in both files is forecast out of fold.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.errors import CohortError
from lumbago.prognosis import plain
from lumbago.validation.cohort import STEPS, People, Result
from lumbago.validation.forecast_rows import Scored, calibration, differences, groups, rows, score
from lumbago.validation.peers import PEERS, Forecasts, Given, Model, is_forecast, results

Floats = NDArray[np.float64]
Watch = Callable[[int, int], None]
"""Told how many fits are done, and how many there are."""

FOLDS = 10
FEWEST = 50
"""People of the reference whose result is known, for a fit to make sense; judgement."""

OURS = "lumbago"
STACKED = ("plain", "recovery")
"""Parts of our own forecast."""


class Part(NamedTuple):
    """Some people, and whom a model may learn from before it forecasts them.

    Attributes:
        fold: Their fold; -1 for people who are not in the reference.
        people: Their places in the cohort, shape (some,).
        reference: Who may be learnt from, places in the reference, shape (others,).
    """

    fold: int
    people: NDArray[np.int64]
    reference: NDArray[np.int64]


class Sides(NamedTuple):
    """Cohort and reference with everything forecast that the report needs.

    Attributes:
        cohort: Who is forecast.
        reference: Who is learnt from.
        models: By name.
    """

    cohort: People
    reference: People
    models: Mapping[str, Model]


def plain_forecast(reference: People, people: People, given: Given) -> Forecasts:
    """Forecast by the plain statistical forecast, fitted to the reference."""
    columns_of = plain.columns_with_check_in if given is Given.CHECK_IN else plain.columns_of
    forecasts = {}
    for outcome in STEPS:
        named = [result for result in results(given) if result[0] == outcome]
        counts = {result: is_forecast(reference, result, given) for result in named}
        places = {result[1]: np.where(counts[result], reference.places[result], -1) for result in named}
        some = np.any(list(counts.values()), axis=0)
        columns = columns_of(reference.those(some).answers)
        fitted = plain.fit(columns, {day: at[some] for day, at in places.items()}, STEPS[outcome])
        later = plain.chances(fitted, columns_of(people.answers))
        forecasts.update({(outcome, day): chances for day, chances in later.items()})
    return forecasts


def report(
    cohort: People, reference: People, *, recovery: Model | None = None, watch: Watch | None = None
) -> dict[str, Any]:
    """Return all figures, as `lumbago validate forecast --json` prints them.

    Args:
        cohort: Who is forecast.
        reference: Whom models learn from; people in both are forecast out of fold.
        recovery: The recovery model; mixed into the plain forecast by the share that the reference favours.
        watch: Told of progress.

    Raises:
        CohortError: When too few people of the reference have a result.
    """
    _check(reference)
    ours: dict[str, Model] = {"plain": plain_forecast, **({"recovery": recovery} if recovery else {})}
    sides = Sides(cohort, reference, {**ours, **PEERS})
    told = _Told(watch, _fits(sides))
    forecasts = {
        given: {name: _out_of_fold(sides, name, given, told) for name in sides.models} for given in Given
    }
    weights = {given: _weights(sides, given, forecasts[given], told) if recovery else {} for given in Given}
    for given in Given:
        forecasts[given][OURS] = _mixed(sides, forecasts[given], weights[given])
    return _report(sides, forecasts, weights)


def parts(cohort: People, reference: People) -> list[Part]:
    """Split a cohort by whom a model may learn from.

    The ids of the reference in order (shorter first, then by letter: whole numbers in their order) are dealt
    to ten folds in turn. People of the cohort with such an id are forecast without their fold, all others
    from the whole reference.
    """
    order = sorted(reference.ids, key=lambda one: (len(one), one))
    fold_by_id = {one: place % FOLDS for place, one in enumerate(order)}
    of_cohort = np.array([fold_by_id.get(one, -1) for one in cohort.ids])
    of_reference = np.array([fold_by_id[one] for one in reference.ids])
    split = (
        Part(fold, np.flatnonzero(of_cohort == fold), np.flatnonzero((of_reference != fold) | (fold < 0)))
        for fold in range(-1, FOLDS)
    )
    return [part for part in split if len(part.people)]


def _within(sides: Sides) -> Sides:
    return sides._replace(cohort=sides.reference)


def _is_one_cohort(sides: Sides) -> bool:
    return sides.cohort is sides.reference


def _fits(sides: Sides) -> int:
    """Return how many fits a report takes."""
    each = len(sides.models) * len(parts(sides.cohort, sides.reference))
    if "recovery" in sides.models and not _is_one_cohort(sides):
        each += len(STACKED) * len(parts(sides.reference, sides.reference))
    return len(Given) * each


class _Told:
    """Counts fits for whoever watches."""

    def __init__(self, watch: Watch | None, total: int) -> None:
        self.watch, self.total, self.done = watch, total, 0

    def one_more(self) -> None:
        self.done += 1
        if self.watch:
            self.watch(self.done, self.total)


def _check(reference: People) -> None:
    for given in Given:
        for result in results(given):
            n = int(is_forecast(reference, result, given).sum())
            if n < FEWEST:
                outcome, day = result
                known = f"{outcome} on day {day}" + (" and on day 14" if given is Given.CHECK_IN else "")
                raise CohortError(
                    1,
                    "file",
                    f"{n} people with a value of {known} are too few to learn from; {FEWEST} are needed",
                )


def _out_of_fold(sides: Sides, name: str, given: Given, told: _Told) -> dict[Result, Floats]:
    """Forecast everybody in the cohort by a model that has not seen them."""
    n = len(sides.cohort.ids)
    forecasts = {result: np.zeros((n, STEPS[result[0]])) for result in results(given)}
    for part in parts(sides.cohort, sides.reference):
        learnt_from = sides.reference.those(part.reference)
        found = sides.models[name](learnt_from, sides.cohort.those(part.people), given)
        for result, chances in forecasts.items():
            chances[part.people] = found[result]
        told.one_more()
    return forecasts


Weights = Mapping[int, Mapping[str, float]]
"""By fold left out (-1: none), by outcome: share of the recovery model, 0-1."""


def _weights(sides: Sides, given: Given, known: Mapping[str, Forecasts], told: _Told) -> Weights:
    """Fit the shares of the recovery model on the reference, out of fold; reuse what is known of it."""
    plain_ones, recovery = (
        known[name] if _is_one_cohort(sides) else _out_of_fold(_within(sides), name, given, told)
        for name in STACKED
    )
    weights: dict[int, dict[str, float]] = {}
    left_out = {part.fold: part.people for part in parts(sides.reference, sides.reference)}
    for fold in (-1, *left_out):
        kept = np.ones(len(sides.reference.ids), bool)
        kept[left_out.get(fold, np.zeros(0, np.int64))] = False
        weights[fold] = {}
        for outcome in STEPS:
            named = [result for result in results(given) if result[0] == outcome]
            counts = {result: kept & is_forecast(sides.reference, result, given) for result in named}
            weights[fold][outcome] = best_share(
                [plain_ones[result][counts[result]] for result in named],
                [recovery[result][counts[result]] for result in named],
                [sides.reference.places[result][counts[result]] for result in named],
            )
    return weights


def best_share(ones: list[Floats], others: list[Floats], came: list[NDArray[np.int64]]) -> float:
    """Return the share of the other forecast with which the mixture's CRPS is lowest, 0-1.

    The CRPS of a linear pool is a parabola in the share.

    Args:
        ones: Chances, shape (n, grid), one entry a day.
        others: Likewise.
        came: Step that came true, shape (n,).
    """
    across = squared = 0.0
    for one, other, at in zip(ones, others, came, strict=True):
        below = np.cumsum(one, axis=1)[:, :-1]
        apart = np.cumsum(other, axis=1)[:, :-1] - below
        error = below - (at[:, None] <= np.arange(below.shape[1]))
        across += float((error * apart).sum())
        squared += float((apart**2).sum())
    return float(np.clip(-across / squared, 0, 1)) if squared > 0 else 0.0


def _mixed(sides: Sides, forecasts: Mapping[str, Forecasts], weights: Weights) -> dict[Result, Floats]:
    """Mix the recovery model into the plain forecast; everybody by the share fitted without their fold."""
    if not weights:
        return dict(forecasts["plain"])
    mixed = {result: chances.copy() for result, chances in forecasts["plain"].items()}
    for part in parts(sides.cohort, sides.reference):
        for result, chances in mixed.items():
            share = weights[part.fold][result[0]]
            chances[part.people] *= 1 - share
            chances[part.people] += share * forecasts["recovery"][result][part.people]
    return mixed


def _report(
    sides: Sides,
    forecasts: Mapping[Given, Mapping[str, Forecasts]],
    weights: Mapping[Given, Weights],
) -> dict[str, Any]:
    cohort = sides.cohort
    scored = {
        given: {name: score(some, cohort, given) for name, some in by_name.items()}
        for given, by_name in forecasts.items()
    }
    among = groups(cohort)
    shown = (OURS, *PEERS)
    own_parts = STACKED if "recovery" in sides.models else ()
    paired = _paired(scored, cohort)
    everybody = {"all": among["all"]}
    return {
        "forecasts": list(_every_row(scored, among, shown)),
        "paired": list(_every_row(paired, everybody, shown)),
        "parts": list(_every_row(scored, everybody, own_parts)),
        "differences": list(_differences(scored, paired)),
        "weights": [
            {"given": given.value, "outcome": outcome, "recovery": round(share, 3)}
            for given, by_fold in weights.items()
            for outcome, share in by_fold.get(-1, dict.fromkeys(STEPS, 0.0)).items()
        ],
        "calibration": {given.value: calibration(by_name[OURS]) for given, by_name in scored.items()},
        "people": {group: int(some.sum()) for group, some in among.items()},
        "reference": len(sides.reference.ids),
        "out_of_fold": len(set(cohort.ids) & set(sides.reference.ids)),
    }


ScoredModels = Mapping[Given, Mapping[str, Mapping[Result, Scored]]]


def _every_row(scored: ScoredModels, among: Mapping[str, Any], names: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    for given, by_name in scored.items():
        for name in names:
            yield from rows(by_name[name], among, given=given.value, model=name)


def _paired(scored: ScoredModels, cohort: People) -> ScoredModels:
    """Keep the later days, and of them the people who have a value on day 14."""
    both = {result: is_forecast(cohort, result, Given.CHECK_IN) for result in results(Given.CHECK_IN)}
    return {
        given: {
            name: {result: by_result[result].only(some) for result, some in both.items()}
            for name, by_result in by_name.items()
        }
        for given, by_name in scored.items()
    }


def _differences(scored: ScoredModels, paired: ScoredModels) -> Iterator[dict[str, Any]]:
    for given, by_name in scored.items():
        for peer in PEERS:
            yield from differences(by_name[OURS], by_name[peer], given=given.value, model=OURS, against=peer)
    with_it, without = (paired[given][OURS] for given in (Given.CHECK_IN, Given.BASELINE))
    names = {"given": Given.CHECK_IN.value, "model": OURS, "against": f"{OURS} given {Given.BASELINE.value}"}
    yield from differences(with_it, without, **names)
