"""A trial of one: days drawn in pairs, one verdict at the end, and "cannot tell" where that is so."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from pydantic import ValidationError

from lumbago.errors import ReportError
from lumbago.n_of_1 import Trial, Verdict, analyse, read_trial, schedule
from lumbago.n_of_1.drawing import Day
from lumbago.n_of_1.reading import with_answer, written

FIRST = date(2026, 3, 2)
LATER = date(2026, 12, 1)


def lived(differences, *, without=5, seed=1):
    """Days of a trial in which pain with it differs from pain without by so much, pair by pair."""
    days = schedule(FIRST, pairs=len(differences), seed=seed)
    return tuple(
        replace(one, nprs=without + differences[place // 2] * one.does) for place, one in enumerate(days)
    )


def verdict(differences, on=LATER, **fields):
    return analyse(lived(differences, **fields), on=on).verdict


@pytest.mark.parametrize("pairs", [3, 4, 7, 10, 60])
@pytest.mark.parametrize("seed", [0, 1, 2, 12_345])
def test_each_pair_has_one_day_with_and_one_without(pairs, seed):
    days = schedule(FIRST, pairs=pairs, seed=seed)

    assert [one.on for one in days] == [FIRST + timedelta(days=n) for n in range(2 * pairs)]
    assert all(a.does != b.does for a, b in zip(days[::2], days[1::2], strict=True))
    assert all(one.nprs is None and one.kept is None for one in days)


@pytest.mark.parametrize("pairs", [4, 5, 10])
def test_half_of_all_pairs_begin_with_it(pairs):
    for seed in range(20):
        begins = [one.does for one in schedule(FIRST, pairs=pairs, seed=seed)[::2]]
        assert sum(begins) in {pairs // 2, (pairs + 1) // 2}


def test_the_seed_fixes_the_days_and_another_draws_others():
    drawn = [schedule(FIRST, pairs=10, seed=seed) for seed in (1, 1, *range(2, 12))]

    assert drawn[0] == drawn[1]
    assert len({tuple(one.does for one in days) for days in drawn}) > 8


def test_every_pair_may_begin_either_way():
    begins = np.array([[one.does for one in schedule(FIRST, pairs=4, seed=s)[::2]] for s in range(400)])

    assert np.all(np.abs(begins.mean(axis=0) - 0.5) < 0.1)


@pytest.mark.parametrize("pairs", [-1, 0, 2, 61])
def test_too_few_or_too_many_pairs_are_refused(pairs):
    with pytest.raises(ReportError, match="3 to 60"):
        schedule(FIRST, pairs=pairs, seed=1)


@pytest.mark.parametrize(
    ("differences", "expected"),
    [
        ([-3, -2, -3, -2, -3, -2], Verdict.HELPS),
        ([3, 2, 3, 2, 3, 2], Verdict.HARMS),
        ([0, 0, 0, 0, 0, 0], Verdict.NO_MATTER),
        ([3, -3, 3, -3, 2, -2], Verdict.CANNOT_TELL),
        ([-3, 0, -1, 1, -2, 1], Verdict.CANNOT_TELL),
    ],
)
def test_the_verdict_is_that_of_the_whole_interval(differences, expected):
    assert verdict(differences) is expected


def test_help_that_is_not_worth_the_trouble_does_not_matter():
    little = [-1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0]
    found = analyse(lived(little), on=LATER)

    assert found.interval[1] < 0
    assert found.verdict is Verdict.NO_MATTER
    assert not found.is_worthwhile


def test_the_interval_is_that_of_student():
    found = analyse(lived([-3, -1, -2, -2]), on=LATER)

    half = 3.182446 * (2 / 3) ** 0.5 / 2
    assert found.difference == -2
    assert found.interval == pytest.approx((-2 - half, -2 + half), abs=1e-4)


def test_numbers_that_happen_to_agree_are_no_certainty():
    low, high = analyse(lived([-1, -1, -1]), on=LATER).interval

    assert high - low > 1
    assert verdict([-1, -1, -1]) is Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("differences", "p"), [([-1, -1, -1], 0.25), ([-2, -1, -1], 0.25), ([1, -1, 2], 0.75), ([0, 0, 0], 1.0)]
)
def test_chance_is_the_share_of_all_ways_to_draw_the_pairs(differences, p):
    assert analyse(lived(differences), on=LATER).p == p


def test_with_many_pairs_ways_are_drawn_and_the_same_each_time():
    differences = [-2, 1, -1, 0, -3, 1, -1, 0, -2, 1, -1, 0, -1, 2]
    found = [analyse(lived(differences), on=LATER).p for _ in range(2)]
    flips = np.random.default_rng(7).choice([-1, 1], (50_000, 14)) @ np.array(differences)

    assert found[0] == found[1] == pytest.approx(np.mean(np.abs(flips) >= 6), abs=0.02)


def test_there_is_no_verdict_before_the_last_day():
    clear = lived([-3, -3, -2, -3, -3, -2])
    unfinished = (*clear[:-1], replace(clear[-1], nprs=None))

    running = analyse(unfinished, on=clear[-1].on)
    early = analyse(unfinished[:6] + tuple(replace(d, nprs=None) for d in clear[6:]), on=clear[6].on)

    for found in (running, early):
        assert not found.is_over
        assert found.verdict is Verdict.CANNOT_TELL
        assert found.interval[1] < 0


@pytest.mark.parametrize(("late", "is_over"), [(0, False), (1, True)])
def test_it_is_over_the_day_after_its_last(late, is_over):
    days = lived([-3, -3, -3])
    unanswered = (*days[:-1], replace(days[-1], nprs=None))

    assert analyse(unanswered, on=days[-1].on + timedelta(days=late)).is_over is is_over


def test_it_is_over_once_its_last_day_is_answered():
    days = lived([-3, -3, -2, -3])

    found = analyse(days, on=days[-1].on)

    assert found.is_over
    assert found.verdict is Verdict.HELPS


def test_two_pairs_tell_nothing():
    days = lived([-5, -5, -5])
    two = (*days[:4], *(replace(one, nprs=None) for one in days[4:]))

    found = analyse(two, on=LATER)

    assert (found.pairs, found.left_out, found.verdict) == (2, 1, Verdict.CANNOT_TELL)
    assert (found.difference, found.interval, found.p, found.more_pairs) == (-5, None, None, 1)
    assert analyse((), on=LATER).difference is None


def test_a_pair_that_was_not_lived_as_drawn_is_left_out_and_silence_counts_as_kept():
    days = lived([-3, -3, -3, 5])
    spoilt = (*days[:6], replace(days[6], kept=False), replace(days[7], kept=True))

    assert analyse(spoilt, on=LATER).difference == -3
    assert analyse(spoilt, on=LATER).left_out == 1
    assert analyse(days, on=LATER).left_out == 0


def test_more_pairs_are_told_where_it_cannot_tell_and_only_there():
    unsure = analyse(lived([3, -3, 3, -3, 2, -2]), on=LATER)

    assert unsure.more_pairs > 0
    assert analyse(lived([-3, -2, -3, -2, -3, -2]), on=LATER).more_pairs is None


def test_more_pairs_would_be_enough_at_the_same_spread():
    half = [1, -1] * 3
    more = analyse(lived(half), on=LATER).more_pairs

    enough = analyse(lived([1, -1] * ((6 + more + 1) // 2)), on=LATER)

    assert enough.verdict is Verdict.NO_MATTER


@pytest.mark.parametrize("minus", [-1, 1])
def test_the_order_within_a_pair_does_not_matter(minus):
    differences = [3 * minus, 2 * minus, 3 * minus, 1 * minus, 2 * minus]

    assert len({str(analyse(lived(differences, seed=seed), on=LATER).interval) for seed in range(6)}) == 1


def test_a_trial_that_does_nothing_is_seldom_called_one_that_does():
    rng = np.random.default_rng(5)
    told = [verdict(np.clip(rng.normal(0, 2, 8).round(), -5, 5).astype(int).tolist()) for _ in range(150)]

    assert sum(one in {Verdict.HELPS, Verdict.HARMS} for one in told) / len(told) < 0.1


def test_days_that_are_no_pairs_are_refused():
    one, other, *rest = schedule(FIRST, pairs=3, seed=1)

    with pytest.raises(ReportError, match=r"days\.1\.does"):
        analyse((one, replace(other, does=one.does), *rest), on=LATER)
    with pytest.raises(ReportError, match="order"):
        analyse((other, one, *rest), on=LATER)
    with pytest.raises(ReportError, match="order"):
        analyse((one, one, *rest), on=LATER)


def test_a_day_without_its_pair_tells_nothing():
    days = lived([-3, -3, -3, -3])

    assert analyse(days[:7], on=LATER).pairs == 3


TRIAL = Trial("a heat wrap", schedule(FIRST, pairs=3, seed=1))


def test_a_trial_that_is_written_is_read_again():
    answered = with_answer(TRIAL, FIRST, nprs=4, kept=True)

    assert read_trial(written(TRIAL)) == TRIAL
    assert read_trial(written(answered)) == answered
    assert answered.days[0] == Day(FIRST, TRIAL.days[0].does, 4, True)
    assert answered.days[1:] == TRIAL.days[1:]


@pytest.mark.parametrize(
    "text",
    [
        "treatment = ",
        'treatment = "a"',
        'treatment = ""\ndays = []',
        'treatment = "a"\ndays = []\nmore = 1',
        'treatment = "a"\n[[days]]\non = 2026-03-02\ndoes = 1',
        'treatment = "a"\n[[days]]\non = 2026-03-02\ndoes = true\nnprs = 11',
        'treatment = "a"\n[[days]]\non = 20260302\ndoes = true',
    ],
)
def test_what_is_no_trial_is_refused(text):
    with pytest.raises(ReportError):
        read_trial(text)


def test_a_day_of_another_time_and_an_impossible_pain_are_refused():
    with pytest.raises(ReportError, match="no day of this trial"):
        with_answer(TRIAL, LATER, nprs=4)
    for nprs in (-1, 11):
        with pytest.raises(ReportError, match="nprs"):
            with_answer(TRIAL, FIRST, nprs=nprs)


def test_an_answer_may_be_replaced():
    twice = with_answer(with_answer(TRIAL, FIRST, nprs=4), FIRST, nprs=6, kept=False)

    assert (twice.days[0].nprs, twice.days[0].kept) == (6, False)


def test_pain_off_the_scale_cannot_be_made():
    with pytest.raises(ValidationError):
        Day(FIRST, True, 11)
