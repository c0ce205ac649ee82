"""When to ask again: daily while it is bad, ever less while all goes well, and no more than one answers."""

import pytest
from small_programme import DOSING, day, history, said

from lumbago.followup.asking import asks_rmdq, next_check_in
from lumbago.record import Going

BAD = (Going.TOO_EARLY, Going.FLARE, Going.RECURRENCE)
OLD = {"onset_days": 200}
"""Long past the second look."""


def gap(going, *days, **fields):
    """Days from the last of these check-ins to the next."""
    told = history(*(said(number, 4) for number in days), **{**OLD, **fields})
    return (next_check_in(told, going, DOSING) - told.on).days


@pytest.mark.parametrize("going", BAD)
def test_while_it_is_bad_it_asks_daily(going):
    assert gap(going) == 1
    assert gap(going, 1, 2, 3) == 1


@pytest.mark.parametrize("going", [Going.RECOVERING, Going.STALLED])
def test_otherwise_every_other_day_at_most(going):
    assert gap(going, 1, 2, 3) == 2


@pytest.mark.parametrize("going", list(Going))
@pytest.mark.parametrize("days", [(), (1,), (1, 2, 3), (3, 6, 9), (20, 40, 60), (100,)])
def test_it_never_asks_on_the_same_day_and_never_later_than_in_a_week(going, days):
    assert 1 <= gap(going, *days) <= 7


@pytest.mark.parametrize(
    ("days", "expected"), [((3, 6, 9), 3), ((5, 10, 15), 5), ((7, 14, 21), 7), ((9, 18), 7)]
)
def test_it_learns_to_be_quiet_from_the_gaps_that_a_person_leaves(days, expected):
    assert gap(Going.RECOVERING, *days) == expected


@pytest.mark.parametrize(("days", "expected"), [((2, 4, 6), 2), ((3, 6, 9), 3), ((7, 14, 21), 3)])
@pytest.mark.parametrize("going", BAD)
def test_while_it_is_bad_too_but_only_to_half_a_week(going, days, expected):
    assert gap(going, *days) == expected


def test_it_learns_from_the_last_gaps_only_and_one_long_one_is_none():
    assert gap(Going.RECOVERING, 10, 20, 30, 33, 36, 39) == 3
    assert gap(Going.RECOVERING, 2, 4, 30) == 2
    assert gap(Going.RECOVERING, 7, 14, 21, 22, 23) == 2


def test_who_has_recovered_is_asked_as_seldom_as_can_be():
    assert gap(Going.RECOVERED, 1, 2, 3) == 7


@pytest.mark.parametrize("going", list(Going))
@pytest.mark.parametrize("onset_days", [0, 5, 9, 12, 13])
@pytest.mark.parametrize("days", [(), (1,), (4, 8), (6, 12)])
def test_the_second_look_is_never_passed_over(going, onset_days, days):
    told = history(*(said(number, 4) for number in days), onset_days=onset_days)
    second_look = day(14 - onset_days)

    asked = next_check_in(told, going, DOSING)

    assert asked <= second_look or told.on >= second_look


def test_who_is_quiet_is_still_asked_for_the_second_look():
    quiet = history(said(6, 4), said(12, 4), onset_days=0)

    assert next_check_in(quiet, Going.RECOVERING, DOSING) == day(14)


def test_after_the_second_look_it_holds_nobody_back():
    assert gap(Going.RECOVERED, 3, onset_days=14) == 7
    assert gap(Going.RECOVERED, 3, onset_days=None) == 7


def test_on_the_eve_of_the_second_look_it_asks_tomorrow():
    assert gap(Going.RECOVERED, 3, onset_days=10) == 1
    assert gap(Going.RECOVERED, 3, onset_days=10.5) == 1


def rmdq(*check_ins, onset_days=200, **fields):
    return asks_rmdq(history(*check_ins, onset_days=onset_days, **fields), DOSING)


def answered(number):
    return said(number, 4, rmdq_percent=40.0)


def test_questions_about_daily_life_are_asked_at_a_check_in_if_they_never_were():
    assert not rmdq()
    assert rmdq(said(1, 4))


@pytest.mark.parametrize("fields", [{"rmdq": (1, 2)}, {"rmdq_percent": 40.0}, {"rmdq": ()}])
def test_an_answer_in_the_report_counts(fields):
    assert not rmdq(said(27, 4), **fields)
    assert rmdq(said(28, 4), **fields)


def test_they_are_asked_again_four_weeks_after_the_last_answer():
    assert not rmdq(answered(10), said(37, 4))
    assert rmdq(answered(10), said(38, 4))
    assert not rmdq(answered(10), answered(30), said(38, 4))


@pytest.mark.parametrize(("on", "due"), [(13, False), (14, True), (15, True)])
def test_they_are_due_at_the_second_look(on, due):
    assert rmdq(said(on, 4), onset_days=0, rmdq_percent=40.0) is due


def test_an_answer_at_the_second_look_is_enough():
    assert not rmdq(answered(14), said(15, 4), onset_days=0, rmdq_percent=40.0)
