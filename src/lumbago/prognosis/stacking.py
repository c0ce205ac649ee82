"""Stack the recovery model with a plain statistical forecast, where that is what validation favours.

    bands of the model, statistical distributions on three days -> stacked bands

On a day that the statistical forecast speaks of, the two are mixed (a linear pool); between such days the
model's bands are moved by what the mixing moved them on the days around. The model shapes the course;
statistics say where people like this one were.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.recovery import Recovery
from lumbago.prognosis import plain
from lumbago.prognosis.bank import GRIDS
from lumbago.prognosis.facts import CHECK_IN_DAY, NEAR_DAYS, arrays_of
from lumbago.prognosis.learning import Seen
from lumbago.prognosis.personal import BASELINE, WITH_CHECK_IN, taught_of
from lumbago.prognosis.summing import LEVELS, band_of
from lumbago.record import Band, History

Floats = NDArray[np.float64]

TOPS = {"pain": 10.0, "rmdq": 100.0}


class Spoken(NamedTuple):
    """What the statistical forecast says of a person.

    Attributes:
        chances: By outcome and day after the report: grid and the chance of each of its values.
        weights: By outcome: share of the statistical forecast, 0-1; empty where it does not speak.
    """

    chances: Mapping[str, Mapping[int, tuple[Floats, Floats]]]
    weights: Mapping[str, float]

    def stacked(self, bands: Sequence[Band], outcome: str) -> tuple[Band, ...]:
        """Return the model's bands of an outcome after stacking."""
        if not self.weights:
            return tuple(bands)
        return stacked(bands, self.chances[outcome], self.weights[outcome], top=TOPS[outcome])


def spoken(history: History, seen: Sequence[Seen], recovery: Recovery) -> Spoken:
    """Return what the statistical forecast says of a history.

    It was fitted to reports alone, and to reports with one check-in after two weeks. Where people said more
    it would know less than the model, and is silent.
    """
    given = _given(seen)
    if recovery.personal is None or given is None:
        return Spoken({}, {})
    taught, answers = taught_of(recovery.personal), arrays_of(history)
    columns = plain.columns_of(answers) if given == BASELINE else plain.columns_with_check_in(answers)
    chances = {
        outcome: {
            day: (grid, found[0])
            for day, found in plain.chances(taught.plains[outcome, given], columns).items()
        }
        for outcome, grid in GRIDS.items()
    }
    return Spoken(chances, {outcome: recovery.personal.weight[f"{outcome} {given}"] for outcome in GRIDS})


def _given(seen: Sequence[Seen]) -> str | None:
    if not seen:
        return BASELINE
    near = all(abs(check_in.day - CHECK_IN_DAY) <= NEAR_DAYS for check_in in seen)
    return WITH_CHECK_IN if near else None


def pooled_levels(band: Band, grid: Floats, chances: Floats, weight: float) -> Floats:
    """Return the seven levels of a linear pool on one day.

    Args:
        band: The model's, that day.
        grid: Values of the statistical forecast, ascending.
        chances: Chance of each.
        weight: Share of the statistical forecast, 0-1.
    """
    model = levels_of(band)
    fine = np.linspace(grid[0], grid[-1], 2_001)
    width = grid[1] - grid[0]
    steps = np.concatenate([[0.0], np.cumsum(chances)])
    edges = np.concatenate([[grid[0]], (grid[1:] + grid[:-1]) / 2, [grid[-1]]])
    spread_out = np.interp(fine, edges, steps)
    spread_out = np.where(fine <= grid[0] + width / 4, np.maximum(spread_out, chances[0]), spread_out)
    own = np.interp(fine, model, LEVELS, left=0.0, right=1.0)
    mixed = np.maximum.accumulate((1 - weight) * own + weight * spread_out)
    return np.asarray(fine[np.minimum(np.searchsorted(mixed, LEVELS), len(fine) - 1)])


def levels_of(band: Band) -> Floats:
    """Return the seven levels of a band, lowest first."""
    low, high = zip(band.nearly_all, band.most, band.half, strict=True)
    return np.array([*low, band.median, *reversed(high)])


def stacked(
    bands: Sequence[Band], spoken: Mapping[int, tuple[Floats, Floats]], weight: float, *, top: float
) -> tuple[Band, ...]:
    """Return the bands after stacking.

    Args:
        bands: The model's, by day; the first is today's and stays as it is.
        spoken: By day after the report: grid and chances of the statistical forecast.
        weight: Share of the statistical forecast, 0-1.
        top: Upper end of the scale.
    """
    start = bands[0].day
    ahead = {day: said for day, said in spoken.items() if day > start}
    if not weight or not ahead:
        return tuple(bands)
    by_day = {band.day: band for band in bands}
    anchors = [0.0]
    moves = [np.zeros(len(LEVELS))]
    for day, (grid, chances) in sorted(ahead.items()):
        nearest = by_day[min(by_day, key=lambda known: abs(known - day))]
        anchors.append(np.log1p(day - start))
        moves.append(pooled_levels(nearest, grid, chances, weight) - levels_of(nearest))
    places = np.log1p([band.day - start for band in bands])
    moved = np.array([levels_of(band) for band in bands])
    moved += np.column_stack([np.interp(places, anchors, column) for column in np.array(moves).T])
    levels = np.maximum.accumulate(np.clip(moved, 0, top), axis=1)
    return tuple(band_of(band.day, of_day) for band, of_day in zip(bands, levels, strict=True))
