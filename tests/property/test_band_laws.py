"""Laws of bands: whatever is summed up, as many lie outside a band as it says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lumbago.prognosis.summing import STEPS_OF_SCALE, band_of, quantiles, times

TOPS = st.sampled_from([10.0, 100.0])
GUESSES = st.lists(st.tuples(st.floats(0, 1, width=32), st.integers(1, 9)), min_size=1, max_size=60)
DAYS = st.lists(st.tuples(st.integers(1, 400), st.integers(1, 9)), min_size=1, max_size=60)
ROUNDED = 1e-9


def split(guesses):
    values, counts = (np.array(column, float) for column in zip(*guesses, strict=True))
    return values, counts / counts.sum()


def ends_leave_out(ends, values, weights, *, outside, step=0.0):
    """Less than so much lies beyond either end, and no less once the end itself is counted."""
    low, high = ends
    for beyond, with_the_end in (
        (values < low - step, values <= low + step),
        (values > high + step, values >= high - step),
    ):
        assert weights[beyond].sum() <= outside + ROUNDED
        assert weights[with_the_end].sum() >= outside - ROUNDED


@given(GUESSES, TOPS)
def test_bands_hold_fifty_eighty_and_ninety_five_of_a_hundred(guesses, top):
    shares, weights = split(guesses)
    values, step = shares * top, top / STEPS_OF_SCALE

    band = band_of(0, quantiles(values.astype(np.float32), weights, top))

    ends_leave_out((band.median, band.median), values, weights, outside=0.5, step=step)
    ends_leave_out(band.half, values, weights, outside=0.25, step=step)
    ends_leave_out(band.most, values, weights, outside=0.1, step=step)
    ends_leave_out(band.nearly_all, values, weights, outside=0.025, step=step)


@given(DAYS)
def test_eight_in_ten_recover_within_the_days_that_are_told(guesses):
    days, weights = split(guesses)

    middle, soon, late = times(days, weights)

    ends_leave_out((middle, middle), days, weights, outside=0.5)
    ends_leave_out((soon, late), days, weights, outside=0.1)
