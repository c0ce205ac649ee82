"""The plain statistical forecast, on invented people."""

import json

import numpy as np
import pytest

from lumbago.prognosis import plain

GRID = 8
PEOPLE = 400
SHOWN = ("pain", "leg_pain", "disability", "risk", "duration", "long_year", "doubts_recovery", "age", "male")


def invented(seed=1, n=PEOPLE):
    """Three columns that go together; the first one tells the outcome on two days."""
    luck = np.random.default_rng(seed)
    first = luck.normal(size=n)
    columns = np.column_stack([first, 0.7 * first + luck.normal(size=n), luck.normal(size=n)]) * 3 + 5
    places = {
        day: np.clip(np.rint(3 + strength * first + luck.logistic(size=n)), 0, GRID - 1).astype(int)
        for day, strength in ((91, 1.2), (365, 0.8))
    }
    return columns, places


@pytest.fixture(scope="module")
def fitted():
    return plain.fit(*invented(), GRID)


def expected(chances):
    return chances @ np.arange(chances.shape[1])


def latent_width(chances):
    """Width between quantiles of the grid that lie within it."""
    below = np.cumsum(chances, axis=1)[:, :-1]
    logits = np.log(below / (1 - below))
    return 1 / (logits[:, -1] - logits[:, 0])


def test_chances_are_chances(fitted):
    for chances in plain.chances(fitted, invented(2)[0]).values():
        assert chances.shape == (PEOPLE, GRID)
        assert chances.min() > 0
        assert chances.sum(axis=1) == pytest.approx(1)


def test_what_tells_the_outcome_is_found_and_moves_the_forecast(fitted):
    low, high = np.array([[2.0, 5.0, 5.0]]), np.array([[8.0, 5.0, 5.0]])

    for day in (91, 365):
        effects = fitted.by_day[day].effects
        assert effects[0] > 3 * abs(effects[2])
        assert (
            expected(plain.chances(fitted, high)[day])[0] > expected(plain.chances(fitted, low)[day])[0] + 1
        )


def test_new_people_are_forecast_without_bias(fitted):
    columns, places = invented(3, n=4_000)

    for day, chances in plain.chances(fitted, columns).items():
        assert expected(chances).mean() == pytest.approx(places[day].mean(), abs=0.15)


def test_who_says_nothing_is_forecast_what_everybody_had(fitted):
    nothing = np.full((1, 3), np.nan)

    for day, chances in plain.chances(fitted, nothing).items():
        shares = np.bincount(invented()[1][day], minlength=GRID) / PEOPLE
        assert chances[0] == pytest.approx(shares, abs=0.05)


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_missing_answer_never_narrows_the_forecast(fitted, column):
    columns = invented(4)[0]
    gap = columns.copy()
    gap[:, column] = np.nan
    filled = plain.filled_in(gap, fitted.scaling)
    known = plain.Filled(filled.columns, ())

    for day in (91, 365):
        with_gap, without = (plain._chances(fitted.by_day[day], some) for some in (filled, known))
        assert np.all(latent_width(with_gap) >= latent_width(without) - 1e-9)


def test_a_missing_answer_is_expected_from_the_others(fitted):
    gap = np.array([[np.nan, 12.0, 5.0], [np.nan, -2.0, 5.0]])

    high, low = plain.filled_in(gap, fitted.scaling).columns[:, 0]

    assert high > 0 > low


def test_numbers_can_be_kept_and_read(fitted):
    kept = plain.from_numbers(json.loads(json.dumps(plain.as_numbers(fitted))))

    columns = invented(5)[0]
    columns[::3, 1] = np.nan
    for day, chances in plain.chances(fitted, columns).items():
        assert plain.chances(kept, columns)[day] == pytest.approx(chances, abs=1e-3)


def test_order_of_people_does_not_matter(fitted):
    columns, places = invented()
    order = np.random.default_rng(0).permutation(PEOPLE)

    again = plain.fit(columns[order], {day: at[order] for day, at in places.items()}, GRID)

    assert plain.chances(again, columns)[91] == pytest.approx(plain.chances(fitted, columns)[91], abs=5e-3)


def test_unknown_results_teach_nothing():
    columns, places = invented()
    half = {day: np.where(np.arange(PEOPLE) % 2, at, -1) for day, at in places.items()}
    wrong = {day: np.where(np.arange(PEOPLE) % 2, at, -1) for day, at in invented(9)[1].items()}

    assert plain.fit(columns, half, GRID).by_day[91].effects[0] > 0.4
    assert abs(plain.fit(columns, wrong, GRID).by_day[91].effects[0]) < 0.3


def test_columns_that_never_change_or_were_never_answered_do_no_harm():
    columns, places = invented()
    more = np.column_stack([columns, np.full(PEOPLE, 7.0), np.full(PEOPLE, np.nan)])

    fitted = plain.fit(more, places, GRID)

    assert np.isfinite(plain.chances(fitted, more)[91]).all()
    assert fitted.by_day[91].effects[3:] == pytest.approx(0, abs=1e-6)


def test_nobody_is_carried_off_by_one_extreme_answer(fitted):
    far, further = np.array([[50.0, 5.0, 5.0]]), np.array([[5_000.0, 5.0, 5.0]])

    assert plain.chances(fitted, far)[91] == pytest.approx(plain.chances(fitted, further)[91])


def test_the_slope_is_that_of_the_badness():
    columns, places = invented(n=60)
    scaled = plain.filled_in(columns, plain.scaling_of(columns)).columns
    free = np.concatenate([[-2.0], np.linspace(-1, 0.5, GRID - 2), [0.3, -0.2, 0.1], [0.05, 0.1, -0.1]])
    seen = (scaled, places[91], np.ones(60))
    prior = (np.full(3, 0.1), np.full(3, -0.1), 0.2)

    _, slope = plain._badness(free, seen, GRID, prior)

    for place in range(len(free)):
        nudge = np.eye(len(free))[place] * 1e-5
        above, below = (plain._badness(free + side * nudge, seen, GRID, prior)[0] for side in (1, -1))
        assert slope[place] == pytest.approx((above - below) / 2e-5, rel=1e-4, abs=1e-4)


def test_a_check_in_adds_two_columns_and_a_gap_stays_a_gap():
    answers = {name: np.array([2.0, np.nan]) for name in (*SHOWN, "pain_14", "disability_14")}

    baseline, told = plain.columns_of(answers), plain.columns_with_check_in(answers)

    assert told.shape == (2, baseline.shape[1] + 2)
    assert np.isfinite(told[0]).all()
    assert np.isnan(told[1]).all()


def test_groups_of_risk_are_steps():
    answers = {name: np.array([1.0, 2.0, 3.0]) for name in SHOWN}

    assert plain.columns_of(answers)[:, 3:5].tolist() == [[0, 0], [1, 0], [1, 1]]
