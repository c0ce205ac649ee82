"""Where a person stands: what is not known is taken from the careful side."""

import pytest
from small_programme import DOSING, day, history, said

from lumbago.programme.outcomes import Outcome, Session
from lumbago.programme.standing import is_flare, standing
from lumbago.record import ExercisePhase

FIRST, TWO_WEEKS, SUBACUTE, PERSISTENT, PREVENTION = ExercisePhase


def stand(told, sessions=(), *, on=0):
    return standing(told, tuple(sessions), day(on), DOSING)


@pytest.mark.parametrize(
    ("onset_days", "phase"),
    [
        (0, FIRST),
        (3, FIRST),
        (4, TWO_WEEKS),
        (14, TWO_WEEKS),
        (15, SUBACUTE),
        (84, SUBACUTE),
        (85, PERSISTENT),
        (4000, PERSISTENT),
    ],
)
def test_the_phase_follows_the_days_since_it_began(onset_days, phase):
    assert stand(history(onset_days=onset_days)).phase is phase


def test_the_days_go_on_after_the_report():
    assert stand(history(onset_days=2), on=1).phase is FIRST
    assert stand(history(onset_days=2), on=2).phase is TWO_WEEKS


def test_where_nobody_said_when_it_began_it_began_with_the_report():
    assert stand(history(onset_days=None), on=3).phase is FIRST
    assert stand(history(onset_days=None), on=15).phase is SUBACUTE


@pytest.mark.parametrize(
    ("well_from", "on", "phase"), [(21, 28, PREVENTION), (22, 28, SUBACUTE), (13, 27, SUBACUTE)]
)
def test_a_week_without_pain_after_four_weeks_of_programme_turns_it_into_keeping_on(well_from, on, phase):
    told = history(said(well_from, 1), said(on, 0), nprs=4)

    assert stand(told, on=on).phase is phase


def test_pain_again_ends_keeping_on():
    well = (said(20, 1), said(30, 0))

    assert stand(history(*well), on=30).phase is PREVENTION
    assert stand(history(*well, said(31, 2)), on=31).phase is SUBACUTE


@pytest.mark.parametrize(
    ("nprs", "irritability"), [(0, 0), (3, 0), (4, 1), (6, 1), (7, 2), (10, 2), (None, 2)]
)
def test_a_back_is_as_irritable_as_its_pain_and_silence_is_the_worst(nprs, irritability):
    assert stand(history(nprs=nprs)).irritability == irritability


def test_the_last_pain_said_counts():
    assert stand(history(said(1, 3), nprs=8), on=1).irritability == 0
    assert stand(history(said(1, 3), said(2), nprs=8), on=2).irritability == 0


@pytest.mark.parametrize(
    ("outcome", "ago", "irritability"),
    [
        (Outcome.TOO_MUCH, 0, 1),
        (Outcome.TOO_MUCH, 3, 1),
        (Outcome.TOO_MUCH, 4, 0),
        (Outcome.TOO_HARD, 1, 0),
        (Outcome.HARD, 1, 0),
    ],
)
def test_what_was_too_much_is_remembered_for_three_days(outcome, ago, irritability):
    told, sessions = history(nprs=2), [Session(day(10 - ago), "any", outcome)]

    assert stand(told, sessions, on=10).irritability == irritability


def test_a_flare_counts_like_an_exercise_that_was_too_much_and_never_twice():
    flaring = history(said(1, 3), nprs=1)
    stirred = [Session(day(1), "any", Outcome.TOO_MUCH)]

    assert stand(flaring, on=1).irritability == 1
    assert stand(flaring, stirred, on=1).irritability == 1


def test_irritability_has_a_top():
    told = history(said(1, 9), nprs=3)

    assert stand(told, [Session(day(1), "any", Outcome.TOO_MUCH)], on=1).irritability == 2


@pytest.mark.parametrize(
    ("told", "flares"),
    [
        (history(nprs=None), False),
        (history(nprs=9), False),
        (history(said(1, 5), nprs=4), False),
        (history(said(1, 6), nprs=4), True),
        (history(said(7, 6), nprs=4), True),
        (history(said(8, 6), nprs=4), False),
        (history(said(1, 2), said(2, 5), said(3, 4), nprs=6), True),
        (history(said(1, 2), said(2, 5), said(3, 3), nprs=6), False),
    ],
)
def test_a_flare_is_a_rise_of_two_over_the_least_of_the_week_before(told, flares):
    assert is_flare(told, DOSING) is flares
