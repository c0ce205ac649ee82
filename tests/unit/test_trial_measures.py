"""Each measure of a trial, on days that were made up so that the answer is plain."""

import numpy as np
import pytest

from lumbago.recovery import Luck
from lumbago.simulation.kinds import KINDS
from lumbago.simulation.measures import MEASURES, Asked, measured
from lumbago.simulation.observing import see, visit_nprs
from lumbago.simulation.protocol import Observation
from lumbago.simulation.runs import first_runs


def seen(observation=None, onset=0.0, **paths):
    """Columns are people: each state is written person by person."""
    states = {name: np.array(people, np.float32).T for name, people in paths.items()}
    if "pain" not in states:
        states["pain"] = np.zeros_like(next(iter(states.values())))
    n = states["pain"].shape[1]
    return see(states, np.full(n, onset, np.float32), observation or Observation(), Luck(1))


def of(measure, day, watched, **asked):
    return measured(watched, Asked(measure, day, **asked)).tolist()


def test_every_measure_that_may_be_named_can_be_taken():
    assert set(MEASURES) == set(KINDS)


def test_pain_is_reported_in_whole_numbers_on_the_study_s_scale():
    watched = seen(pain=[[5, 4.4], [5, 4.5]])

    assert of("pain_mean", 1, watched, ends=(0, 10)) == [[4, 5]]
    assert of("pain_mean", 1, watched, ends=(0, 100)) == [[40, 50]]


def test_pain_can_be_measured_without_rounding():
    watched = seen(Observation(rounding=False), pain=[[5, 4.4]])

    assert of("pain_mean", 1, watched, ends=(0, 10))[0][0] == pytest.approx(4.4)


def test_disability_is_told_in_points():
    watched = seen(disability=[[75, 50], [25, 50]])

    assert of("rmdq_mean", 1, watched, ends=(0, 24)) == [[12, 12]]
    assert of("rmdq_gain_mean", 1, watched, ends=(0, 24)) == [[6, -6]]
    assert of("rmdq_share_at_least", 0, watched, cut=7) == [[1, 0]]
    assert of("rmdq_improved_share", 1, watched, cut=30) == [[1, 0]]


def test_who_had_no_disability_cannot_improve():
    assert np.isnan(of("rmdq_improved_share", 1, seen(disability=[[0, 0]]), cut=30)).all()


def test_recovery_is_told_from_the_first_day_of_its_run():
    pain = [[5, 1, 5, 1, 1, 1, 0], [5, 5, 5, 5, 5, 1, 1], [5] * 7]

    assert of("recovered_share", 6, seen(pain=pain), cut=1, running=3) == [[3, 4, 4], [1, 0, 0]]


def test_a_run_counts_only_when_all_of_it_was_seen():
    watched = seen(pain=[[5, 5, 1, 1, 1]])

    assert of("recovered_share", 3, watched, cut=1, running=3) == [[1], [0]]
    assert of("recovered_share", 4, watched, cut=1, running=3) == [[2], [1]]


def test_days_from_onset_begin_before_the_study():
    watched = seen(pain=[[5, 5, 1, 1, 1]], onset=7)

    assert of("recovered_share", 11, watched, cut=1, running=3, is_from_onset=True) == [[9], [1]]
    assert of("recovered_share", 10, watched, cut=1, running=3, is_from_onset=True) == [[8], [0]]


def test_pain_comes_back_on_the_first_of_so_many_days():
    pain = [[0, 2, 0, 2, 2, 0], [0] * 6]

    assert of("recurrence_share", 5, seen(pain=pain), cut=2, running=2) == [[3, 4], [1, 0]]


def test_who_starts_in_pain_recurs_only_after_a_month_without():
    short, long = [5, *[0] * 20, 3, 3, *[0] * 30], [5, *[0] * 30, 3, 3, *[0] * 20]

    assert of("recurrence_share", 52, seen(pain=[short, long]), cut=2, running=2)[1] == [0, 1]


def test_changes_are_per_cent_of_the_day_they_count_from():
    watched = seen(strength=[[1, 0.8, 0.9]])

    assert of("strength_change_percent", 1, watched)[0][0] == pytest.approx(-20)
    assert of("strength_change_percent", 2, watched, from_day=1)[0][0] == pytest.approx(12.5)


def test_days_off_work_are_counted_to_the_day():
    watched = seen(absent=[[0, 1, 1, 0, 1]])

    assert of("work_days_lost_mean", 3, watched) == [[2]]
    assert of("off_work_share", 4, watched) == [[1]]


def test_shares_with_at_least_so_much_pain_use_what_is_reported():
    assert of("nprs_share_at_least", 0, seen(pain=[[3.5], [3.4]]), cut=4) == [[1, 0]]


def test_activity_and_the_peak_of_soreness():
    watched = seen(activity=[[1, 0.5]], inflammation=[[0, 0.3]])

    assert of("activity_percent", 1, watched) == [[50]]
    assert of("soreness_peak_day", 1, watched) == [[1]]


def test_a_state_is_told_with_all_days_on_which_it_was_measured():
    watched = seen(inflammation=[[0, 0.4, 0.2]])

    rows = of("inflammation_percent_of_peak", 2, watched, also=(1, 2))

    assert np.ravel(rows).tolist() == pytest.approx([0.2, 0.4, 0.2])


@pytest.mark.parametrize(("running", "first"), [(1, 0), (2, 2), (3, 5), (4, -1)])
def test_the_first_run_is_long_enough(running, first):
    flags = np.array([1, 0, 1, 1, 0, 1, 1, 1], bool)[:, None]

    assert first_runs(flags, running)[0] == first


MANY = [[5.0] * 61] * 4000


def test_people_leave_at_the_stated_rate_whatever_the_arm():
    leaving = Observation(dropout_per_month=0.2)

    one, other = seen(leaving, pain=MANY), seen(leaving, pain=[[1.0] * 61] * 4000)

    assert (one.last_day == other.last_day).all()
    assert (one.last_day >= 30).mean() == pytest.approx(0.8, abs=0.02)
    assert (one.last_day >= 60).mean() == pytest.approx(0.64, abs=0.03)


def test_people_in_pain_may_leave_sooner():
    leaving = Observation(dropout_per_month=0.2, dropout_ratio_per_nprs=1.5)

    one, other = seen(leaving, pain=MANY), seen(leaving, pain=[[1.0] * 61] * 4000)

    assert one.last_day.mean() < other.last_day.mean()
    assert (one.last_day <= other.last_day).all()


def test_leaving_that_hardly_depends_on_pain_is_leaving_that_does_not():
    plain = seen(Observation(dropout_per_month=0.2), pain=MANY)
    nearly = seen(Observation(dropout_per_month=0.2, dropout_ratio_per_nprs=1 + 1e-9), pain=MANY)

    assert abs(plain.last_day - nearly.last_day).max() <= 1


def test_visits_are_missed_at_the_stated_rate_but_never_the_first():
    watched = seen(Observation(missed_share=0.3), pain=MANY)

    assert np.isnan(visit_nprs(watched, 20)).mean() == pytest.approx(0.3, abs=0.03)
    assert not np.isnan(visit_nprs(watched, 0)).any()
    assert (np.isnan(visit_nprs(watched, 20)) != np.isnan(visit_nprs(watched, 21))).any()


def test_who_has_left_is_not_seen():
    watched = seen(Observation(dropout_per_month=0.5), pain=MANY)

    assert (np.isnan(visit_nprs(watched, 30)) == (watched.last_day < 30)).all()
    assert np.isnan(
        of("work_days_lost_mean", 30, seen(Observation(dropout_per_month=0.5), absent=MANY))
    ).any()


def test_recall_errs_by_the_stated_deviation():
    watched = seen(Observation(rounding=False, recall_sd=0.8), pain=MANY)

    assert visit_nprs(watched, 20).std() == pytest.approx(0.8, abs=0.05)
    assert visit_nprs(watched, 20).mean() == pytest.approx(5, abs=0.05)
    assert (visit_nprs(watched, 0) == 5).all()
