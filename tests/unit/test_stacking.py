"""The statistical forecast is mixed in by its weight, and moves nothing where it does not speak."""

import numpy as np
import pytest

from lumbago.prognosis.stacking import levels_of, pooled_levels, stacked
from lumbago.record import Band

GRID = np.arange(11.0)
MODEL = Band(14, 5.0, (4.0, 6.0), (3.0, 7.0), (2.0, 8.0))
AT_TWO = np.where(GRID == 2, 1.0, 0.0)


def test_no_weight_leaves_the_model_as_it_is():
    assert pooled_levels(MODEL, GRID, AT_TWO, 0.0) == pytest.approx(levels_of(MODEL), abs=0.02)


def test_the_whole_weight_gives_the_statistical_forecast():
    assert pooled_levels(MODEL, GRID, AT_TWO, 1.0)[3] == pytest.approx(2, abs=0.1)


def test_more_weight_draws_nearer_to_it():
    medians = [pooled_levels(MODEL, GRID, AT_TWO, weight)[3] for weight in (0.0, 0.3, 0.9)]

    assert medians[0] > medians[1] > medians[2]


def test_today_stays_as_it_is_and_bands_stay_in_order():
    today = Band(0, 6.0, (5.8, 6.2), (5.7, 6.3), (5.6, 6.4))

    first, later = stacked([today, MODEL], {14: (GRID, AT_TWO)}, 0.9, top=10)

    assert first == today
    assert later.median < MODEL.median
    assert (np.diff(levels_of(later)) >= 0).all()
