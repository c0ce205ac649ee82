"""How much a rung is, how long it takes, and what is cut where time is short."""

import pytest
from small_programme import DOSING, dosing, exercise

from lumbago.programme.amounts import amount, briefly, fitted, top_rung

GROWING = exercise(
    "growing",
    dose={
        "sets": (1, 3), "reps": (4, 12), "hold_s": (0, 8), "pace_s": 2, "times_a_day": (1, 2),
        "days_a_week": (7, 3),
    },
)  # fmt: skip
OFTEN = exercise(
    "often", dose={"sets": (1, 1), "reps": (5, 10), "hold_s": (2, 2), "pace_s": 2, "times_a_day": (4, 4)}
)
WALK = exercise(
    "walk", kind="aerobic", dose={"reps": (1, 1), "hold_s": (300, 1500), "pace_s": 0, "times_a_day": (2, 2)}
)


def test_the_first_and_the_last_rung_are_those_of_the_file():
    first, last = amount(GROWING, 0, DOSING), amount(GROWING, 4, DOSING)

    assert first[1:6] == (1, 4, 0, 1, 7)
    assert last[1:6] == (3, 12, 8, 2, 3)
    assert (first.rung, last.rung) == (0, 4)


def test_between_them_steps_are_even():
    assert [amount(GROWING, rung, DOSING).reps for rung in range(5)] == [4, 6, 8, 10, 12]
    assert [amount(GROWING, rung, DOSING).days for rung in range(5)] == [7, 6, 5, 4, 3]


def test_one_rung_is_all_there_is():
    assert top_rung(dosing(rungs=1)) == 0
    assert amount(GROWING, 0, dosing(rungs=1)).reps == 4


def test_time_is_that_of_repetitions_holds_rests_sides_and_times():
    assert amount(GROWING, 0, DOSING).seconds == 4 * 2
    assert amount(GROWING, 4, DOSING).seconds == 2 * (3 * 12 * (8 + 2) + 2 * 30)
    assert (
        amount(exercise("both", dose={"sides": 2, "sets": (2, 2)}), 0, DOSING).seconds == 2 * 2 * 10 * 2 + 30
    )


def test_no_rung_takes_less_time_than_the_one_below():
    seconds = [amount(GROWING, rung, DOSING).seconds for rung in range(5)]

    assert seconds == sorted(seconds)


def test_what_fits_is_given_as_it_is():
    whole = amount(GROWING, 4, DOSING)

    assert fitted(GROWING, 4, whole.seconds, DOSING) == whole


def test_it_is_done_less_often_before_it_is_made_shorter():
    whole = amount(OFTEN, 4, DOSING)

    short = fitted(OFTEN, 4, whole.seconds - 1, DOSING)

    assert (short.rung, short.times_a_day, short.reps) == (4, 3, whole.reps)
    assert short.seconds == whole.seconds * 3 / 4


def test_it_is_made_shorter_where_once_is_too_much():
    once = amount(OFTEN, 4, DOSING).seconds / 4

    short = fitted(OFTEN, 4, once - 1, DOSING)

    assert (short.rung, short.times_a_day) == (3, 1)
    assert short.seconds <= once - 1


@pytest.mark.parametrize("limit", [0, 19])
def test_where_not_even_the_least_fits_there_is_nothing(limit):
    assert amount(OFTEN, 0, DOSING).seconds / 4 == 20
    assert fitted(OFTEN, 4, limit, DOSING) is None
    assert fitted(OFTEN, 4, 20, DOSING).reps == 5


@pytest.mark.parametrize("one", [GROWING, OFTEN, WALK])
@pytest.mark.parametrize("limit", [10, 30, 60, 300, 1000])
@pytest.mark.parametrize("rung", range(5))
def test_what_is_fitted_never_takes_longer_and_never_is_more_than_asked_for(one, limit, rung):
    found = fitted(one, rung, limit, DOSING)

    assert found is None or (found.seconds <= limit and found.rung <= rung)


def test_on_a_bad_day_it_is_the_least_and_once():
    brief = briefly(OFTEN, 60, DOSING)

    assert (brief.rung, brief.sets, brief.times_a_day, brief.reps) == (0, 1, 1, 5)
    assert brief.seconds == 20


def test_on_a_bad_day_repetitions_are_dropped_until_it_fits():
    assert briefly(OFTEN, 12, DOSING).reps == 3
    assert briefly(OFTEN, 4, DOSING).reps == 1
    assert briefly(OFTEN, 3, DOSING) is None


def test_on_a_bad_day_a_walk_or_a_hold_is_cut_short():
    brief = briefly(WALK, 50, DOSING)

    assert (brief.hold_s, brief.seconds) == (50, 50)


def test_on_a_bad_day_a_hold_with_a_way_there_fits_as_well():
    hold = exercise("hold", dose={"reps": (1, 1), "hold_s": (60, 60), "pace_s": 10})

    assert briefly(hold, 50, DOSING).seconds <= 50
