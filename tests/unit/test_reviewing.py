"""How recovery goes: from the last thing said, the test, and the floor of two weeks."""

import pytest
from small_programme import DOSING, ON, day, dosing, history, said

from lumbago.followup import review
from lumbago.record import Foreseen, Going

SURE = (0.9, *(0.01,) * 10)
"""A forecast that is nearly certain of no pain."""
EVEN = (1 / 11,) * 11


def reviewed(told, foreseen=(), numbers=DOSING):
    return review(told, foreseen, numbers)


def going(*check_ins, foreseen=(), **fields):
    return reviewed(history(*check_ins, **{"onset_days": 2, **fields}), foreseen).going


def alarming(*days):
    """What was foretold where nothing of it came true."""
    return tuple(Foreseen(number, nprs, SURE) for number, nprs in days)


def test_a_report_alone_is_too_early():
    assert going() is Going.TOO_EARLY


@pytest.mark.parametrize("told", [(said(1),), (said(1, done=("walk",)), said(20))])
def test_check_ins_without_pain_are_too_early(told):
    assert going(*told) is Going.TOO_EARLY


def test_a_first_pain_has_nothing_to_be_compared_with():
    assert going(said(1, 5), nprs=None) is Going.TOO_EARLY
    assert going(said(1, 5), said(2, 5), nprs=None) is Going.TOO_EARLY


@pytest.mark.parametrize(
    ("nprs", "expected"), [(3, Going.RECOVERING), (4, Going.TOO_EARLY), (5, Going.TOO_EARLY)]
)
def test_only_pain_that_is_lower_than_at_the_report_is_called_recovering(nprs, expected):
    assert going(said(3, nprs), nprs=4) is expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((said(1, 6),), Going.FLARE),
        ((said(7, 6),), Going.FLARE),
        ((said(8, 6),), Going.TOO_EARLY),
        ((said(1, 2), said(2, 4), said(3, 4)), Going.FLARE),
        ((said(1, 2), said(2, 4), said(3, 3)), Going.RECOVERING),
    ],
)
def test_a_flare_is_two_points_above_the_least_of_the_week_before(days, expected):
    assert going(*days, nprs=4) is expected


@pytest.mark.parametrize(("until", "expected"), [(8, Going.RECOVERED), (7, Going.RECOVERING)])
def test_a_week_of_pain_0_or_1_is_recovery(until, expected):
    assert going(said(1, 1), said(until, 0)) is expected


def test_recovery_ends_with_the_first_pain_of_two():
    assert going(said(1, 1), said(9, 0), said(12, 2)) is Going.FLARE
    assert going(said(1, 1), said(9, 1), said(10, 1), said(12, 2)) is not Going.RECOVERED


@pytest.mark.parametrize(
    ("onset_days", "on", "due"), [(0, 13, False), (0, 14, True), (6, 7, False), (6, 8, True)]
)
def test_the_second_look_is_due_two_weeks_after_the_pain_began(onset_days, on, due):
    found = reviewed(history(said(on, 4), onset_days=onset_days))

    assert found.two_weeks is due
    assert found.is_not_recovering is due


def test_where_nobody_said_when_it_began_two_weeks_count_from_the_report():
    assert not reviewed(history(said(13, 4), onset_days=None)).two_weeks
    assert reviewed(history(said(14, 4), onset_days=None)).two_weeks


def test_no_second_look_is_due_before_anybody_checked_in():
    assert not reviewed(history(onset_days=100)).two_weeks


@pytest.mark.parametrize(
    ("began", "now", "expected"),
    [
        (10, 7, Going.RECOVERING),
        (10, 8, Going.STALLED),
        (4, 3, Going.STALLED),
        (3, 2, Going.RECOVERING),
        (4, 4, Going.STALLED),
        (4, 5, Going.STALLED),
        (2, 2, Going.STALLED),
    ],
)
def test_after_two_weeks_pain_must_have_fallen_by_three_tenths(began, now, expected):
    assert going(said(15, now), nprs=began) is expected


def test_the_floor_needs_no_forecast_and_no_forecast_lifts_it():
    flat = history(said(15, 4), onset_days=2)

    assert reviewed(flat).is_not_recovering
    assert not reviewed(flat).by_test
    assert reviewed(flat, (Foreseen(15, 4, EVEN),)).is_not_recovering


def test_the_second_look_is_looked_at_once():
    better, again = said(15, 2), said(30, 4)

    assert going(better, again, nprs=4) is Going.TOO_EARLY
    assert going(said(15, 4), again, nprs=4) is Going.STALLED


def test_who_was_stuck_at_the_second_look_and_is_better_now_is_not_told_so_any_more():
    assert going(said(15, 4), said(30, 2), nprs=4) is Going.RECOVERING
    assert going(said(15, 4), said(30, 2), said(45, 4), nprs=4) is Going.STALLED


def test_a_check_in_that_says_nothing_of_pain_is_no_second_look():
    assert going(said(11, 4), said(15), nprs=4) is Going.TOO_EARLY
    assert going(said(11, 4), said(15), said(16, 4), nprs=4) is Going.STALLED


@pytest.mark.parametrize(("on", "expected"), [(6, Going.TOO_EARLY), (7, Going.STALLED)])
def test_who_comes_late_has_a_week_before_the_second_look(on, expected):
    assert going(said(1, 4), said(on, 4), nprs=4, onset_days=100) is expected


def test_one_bad_day_in_a_better_week_is_no_stall():
    assert going(said(12, 3), said(14, 3), said(15, 4), nprs=5) is Going.RECOVERING
    assert going(said(15, 4), nprs=5) is Going.STALLED
    assert going(said(8, 3), said(15, 4), nprs=5) is Going.STALLED


def test_who_is_well_is_never_told_that_they_do_not_recover():
    told = history(said(10, 4), said(12, 4), said(15, 1), onset_days=2)

    found = reviewed(told, alarming((10, 4), (12, 4), (15, 1)))

    assert found.going is Going.RECOVERING
    assert not found.by_test


def test_the_test_alone_raises_the_alert_before_two_weeks():
    told = history(said(4, 4), said(6, 4), onset_days=0)

    found = reviewed(told, alarming((4, 4), (6, 4)))

    assert (found.going, found.by_test, found.two_weeks) == (Going.STALLED, True, False)
    assert found.test.alerted_on == 4
    assert not reviewed(told).is_not_recovering


def test_an_alert_that_was_raised_goes_once_all_speaks_for_recovery_again():
    told = history(said(2, 4), said(4, 3), said(6, 2), onset_days=0, nprs=4)
    hopeful = (
        Foreseen(2, 4, SURE),
        Foreseen(4, 3, (0, 0, 0, 1, *(0,) * 7)),
        Foreseen(6, 2, (0, 0, 1, *(0,) * 8)),
    )

    raised, gone = reviewed(told.until(day(4)), hopeful[:2]), reviewed(told, hopeful)

    assert raised.by_test
    assert gone.test.alerted_on == 2
    assert gone.test.evidence[-1].value < 1
    assert not gone.by_test


def test_an_alert_stays_while_the_evidence_still_speaks_for_it():
    told = history(said(2, 4), said(4, 4), onset_days=0)
    kept = (Foreseen(2, 4, SURE), Foreseen(4, 4, (0, 0, 0, 0, 1, *(0,) * 6)))

    found = reviewed(told, kept)

    assert 1 <= found.test.evidence[-1].value < found.test.threshold
    assert found.by_test


def test_a_flare_is_told_before_a_stall():
    assert going(said(14, 4), said(15, 6), nprs=4) is Going.FLARE


def test_a_flare_does_not_hide_that_the_second_look_is_due():
    flaring = reviewed(history(said(14, 4), said(15, 6), onset_days=2))

    assert flaring.is_not_recovering
    assert flaring.two_weeks


MONTH = (said(7, 1), said(14, 0), said(28, 1))
AGAIN = said(35, 4)


def test_pain_after_a_stated_month_without_is_a_new_episode():
    assert going(*MONTH, AGAIN) is Going.RECURRENCE


def test_a_new_episode_needs_a_month_and_pain_that_is_more_than_nearly_none():
    assert going(*MONTH[:2], said(21, 1), said(34, 4)) is not Going.RECURRENCE
    assert going(*MONTH, said(35, 1)) is Going.RECOVERED
    assert going(*MONTH, said(35, 2)) is Going.RECURRENCE


def test_a_new_episode_needs_a_month_that_was_stated_to_near_its_end():
    assert going(said(7, 1), said(27, 1), said(60, 4)) is not Going.RECURRENCE
    assert going(said(7, 1), said(28, 1), said(60, 4)) is Going.RECURRENCE
    assert going(said(7, 1), said(60, 4)) is not Going.RECURRENCE


def test_a_new_episode_stays_one_while_its_pain_lasts():
    assert going(*MONTH, AGAIN, said(45, 4)) is Going.RECURRENCE


def test_one_day_of_pain_within_the_month_breaks_it():
    assert going(said(7, 1), said(20, 2), said(21, 1), said(35, 4)) is not Going.RECURRENCE


def test_the_change_is_that_since_the_report():
    assert reviewed(history(said(1, 6), nprs=8)).change == -2
    assert reviewed(history(said(1, 6), said(2), nprs=8)).change == -2
    assert reviewed(history(nprs=8)).change is None
    assert reviewed(history(said(1, 6), nprs=None)).change is None


def test_the_review_is_of_the_last_thing_said():
    found = reviewed(history(said(1, 6), said(5), nprs=8))

    assert (found.on, found.nprs) == (day(5), 6)
    assert reviewed(history()).on == ON


def test_nothing_foretold_is_nothing_tested():
    assert reviewed(history(said(1, 4))).test is None
    assert reviewed(history(said(1, 4), nprs=None), alarming((1, 4))).test is None


def test_the_share_of_false_alarms_is_that_of_the_dosing():
    found = reviewed(history(said(1, 4)), alarming((1, 4)), dosing(false_alarms=0.05)).test

    assert (found.false_alarms, found.threshold) == (0.05, 20)
