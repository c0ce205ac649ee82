"""Estimates of one arm and of two, against what statistics packages and plain counting say."""

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf

from lumbago.recovery import Luck
from lumbago.simulation.comparing import compare
from lumbago.simulation.estimating import estimate
from lumbago.simulation.kinds import Sum
from lumbago.simulation.protocol import Outcome, Spreading
from lumbago.simulation.spreading import matched, numbers
from lumbago.simulation.survival import curve_of, hazard_ratio, influence_at

RANDOM = np.random.default_rng(7)


def outcome(measure="recovered_share", **said):
    return Outcome(id="one", measure=measure, day=50, threshold=1, **said)


def times(n, hazard, *, last=100, leaving=0.0):
    """Days of an event with a constant hazard, some people leaving before it."""
    event = RANDOM.geometric(hazard, n)
    left = RANDOM.geometric(leaving, n) if leaving else np.full(n, last)
    seen = np.minimum(left, last)
    return np.stack([np.minimum(event, seen), event <= seen]).astype(np.float32)


def jackknife(rows, value):
    """Standard deviation of a person's influence, by leaving each out in turn."""
    n = rows.shape[1]
    left = [value(np.delete(rows, person, axis=1)) for person in range(n)]
    return np.std((n - 1) * (np.mean(left) - np.array(left)))


@pytest.mark.parametrize("leaving", [0.0, 0.02])
def test_survival_is_kaplan_and_meier_s(leaving):
    rows = times(300, 0.03, leaving=leaving)
    observed = rows[1] > 0

    theirs = ecdf(CensoredData(rows[0][observed], right=rows[0][~observed])).sf

    ours = curve_of(rows).surviving
    assert ours[theirs.quantiles.astype(int)] == pytest.approx(theirs.probabilities, abs=1e-12)


@pytest.mark.parametrize("leaving", [0.0, 0.02])
def test_the_influence_on_survival_gives_greenwood_s_error(leaving):
    rows = times(400, 0.03, leaving=leaving)
    curve, day = curve_of(rows), 30
    events, risk = curve.events[: day + 1], curve.at_risk[: day + 1]

    greenwood = curve.surviving[day] * np.sqrt((events / (risk * (risk - events))).sum())

    influence = influence_at(curve, rows, day)
    assert influence.mean() == pytest.approx(0, abs=1e-9)
    assert influence.std() / np.sqrt(400) == pytest.approx(greenwood, rel=0.05)


@pytest.mark.parametrize(
    ("summed", "rows"),
    [
        (Sum.MEAN, RANDOM.normal(5, 2, (1, 120))),
        (Sum.REDUCTION, RANDOM.uniform(1, 9, (2, 120))),
        (Sum.OF_PEAK, RANDOM.uniform(1, 9, (3, 120))),
        (Sum.SHARE_BY, times(120, 0.03, leaving=0.02)),
    ],
)
def test_the_influence_of_a_person_is_what_leaving_them_out_shows(summed, rows):
    rows = np.asarray(rows, np.float32)

    found = estimate(rows, summed, 30)

    assert found.influence.mean() == pytest.approx(0, abs=1e-6)
    assert found.influence.std() == pytest.approx(
        jackknife(rows, lambda r: estimate(r, summed, 30).value), rel=0.03
    )


def test_a_mean_leaves_out_who_was_not_seen():
    found = estimate(np.array([[1, 3, np.nan, np.nan]], np.float32), Sum.MEAN, 0)

    assert found.value == 2
    assert found.influence.tolist() == [-2, 2, 0, 0]


def test_a_mean_of_nobody_is_not_a_number():
    assert np.isnan(estimate(np.full((1, 3), np.nan, np.float32), Sum.MEAN, 0).value)


def test_reductions_and_peaks_are_of_means():
    rows = np.array([[4, 8], [2, 1]], np.float32)

    assert estimate(rows, Sum.REDUCTION, 0).value == pytest.approx(75)
    assert estimate(np.array([[1, 3], [1, 3], [2, 8]], np.float32), Sum.OF_PEAK, 0).value == pytest.approx(40)


def test_a_median_time_is_where_half_are_left():
    rows = times(20_000, 0.05, last=200)

    assert estimate(rows, Sum.MEDIAN_TIME, 0).value == pytest.approx(np.log(0.5) / np.log(0.95), abs=0.4)


def test_the_error_of_a_median_is_what_repeating_shows():
    medians = [estimate(times(400, 0.05), Sum.MEDIAN_TIME, 0).value for _ in range(300)]

    stated = estimate(times(20_000, 0.05), Sum.MEDIAN_TIME, 0).influence.std() / np.sqrt(400)

    assert stated == pytest.approx(np.std(medians), rel=0.25)


def test_a_median_that_is_not_reached_is_not_a_number():
    assert np.isnan(estimate(times(200, 0.001, last=50), Sum.MEDIAN_TIME, 0).value)


@pytest.mark.parametrize("ratio", [0.5, 1.0, 1.6])
@pytest.mark.parametrize("leaving", [0.0, 0.01])
def test_a_hazard_ratio_is_found_again(ratio, leaving):
    first = times(20_000, 1 - 0.97**ratio, leaving=leaving)
    second = times(20_000, 0.03, leaving=leaving)

    found = hazard_ratio(first, second)

    assert np.exp(found.logarithm) == pytest.approx(ratio, rel=0.05)


def test_the_error_of_a_hazard_ratio_is_what_repeating_shows():
    found = [hazard_ratio(times(200, 0.045), times(200, 0.03)).logarithm for _ in range(300)]

    large = hazard_ratio(times(20_000, 0.045), times(20_000, 0.03))

    stated = np.sqrt(sum(influence.var() / 200 for influence in large.influences))
    assert stated == pytest.approx(np.std(found), rel=0.15)


def test_a_hazard_ratio_without_events_is_not_a_number():
    assert np.isnan(hazard_ratio(times(50, 0.03), np.zeros((2, 50), np.float32)).logarithm)


def test_arms_change_places_and_the_ratio_turns_over():
    first, second = times(500, 0.05), times(500, 0.03)

    for way in ("hazard_ratio", "risk_ratio", "odds_ratio", "difference"):
        one = compare(outcome(**{way: ("a", "b")}), (first, second), 50)
        other = compare(outcome(**{way: ("b", "a")}), (second, first), 50)

        assert one.value == pytest.approx(-other.value, rel=1e-6)


def test_ratios_of_shares_are_what_counting_gives():
    first, second = np.array([[1, 1, 1, 0]], np.float32), np.array([[1, 0, 0, 0]], np.float32)
    asked = {"measure": "nprs_share_at_least"}

    risk = compare(outcome(**asked, risk_ratio=("a", "b")), (first, second), 50)
    odds = compare(outcome(**asked, odds_ratio=("a", "b")), (first, second), 50)

    assert np.exp(risk.value) == pytest.approx(3)
    assert np.exp(odds.value) == pytest.approx(9)


@pytest.mark.parametrize(
    ("mean", "sd", "low", "high"),
    [(7, 5, 0, 21), (5.7, 2, 0, 10), (40, 10, 18, 65), (9, 8, 0, 42), (8, 1.5, 0, 10)],
)
def test_people_have_the_mean_and_deviation_that_a_paper_prints(mean, sd, low, high):
    spread = Spreading(mean=mean, sd=sd, min=low, max=high)

    drawn = numbers(spread, "onset_days", 100_000, luck=Luck(3), purpose=5)

    assert drawn.min() >= low
    assert drawn.max() <= high
    assert drawn.mean() == pytest.approx(mean, abs=0.02 * sd)
    assert drawn.std() == pytest.approx(sd, rel=0.02)


def test_where_no_spread_has_both_the_mean_is_kept():
    drawn = numbers(Spreading(mean=9, sd=9, min=0, max=42), "onset_days", 100_000, luck=Luck(3), purpose=5)

    assert drawn.mean() == pytest.approx(9, abs=0.15)
    assert drawn.std() == pytest.approx(9, rel=0.15)


def test_far_from_its_ends_a_spread_is_normal():
    normal = matched(50.0, 1.0, 0.0, 100.0)

    assert normal.centre == pytest.approx(50, abs=1e-3)
    assert normal.width == pytest.approx(1, abs=1e-3)


def test_a_deviation_that_no_spread_can_have_gives_the_widest_there_is():
    drawn = numbers(Spreading(mean=5, sd=9), "nprs", 20_000, luck=Luck(3), purpose=5)

    assert 2.5 < drawn.std() < 3


def test_a_share_is_a_share():
    drawn = numbers(Spreading(share=0.7), "previous_episodes", 20_000, luck=Luck(3), purpose=5)

    assert set(drawn) == {0, 1}
    assert drawn.mean() == pytest.approx(0.7, abs=0.01)


def test_a_number_without_a_deviation_is_everybody_s():
    assert set(numbers(Spreading(mean=40), "age", 50, luck=Luck(3), purpose=5)) == {40}
