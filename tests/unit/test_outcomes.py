"""How one exercise went: only what is known to have settled lets a dose grow."""

import pytest
from small_programme import DOSING, ON, day, felt, history, said

from lumbago.programme.outcomes import Outcome, sessions_of
from lumbago.record import Effort

WELL = {"could_do": True, "hurt": 4, "effort": Effort.RIGHT}


def outcome(*check_ins, nprs=4):
    """How the first exercise of a history went."""
    return sessions_of(history(*check_ins, nprs=nprs), DOSING)[0].outcome


def after(one, *, next_nprs=None, on=1):
    """How an exercise at pain 4 went, with the pain of the next check-in."""
    later = () if next_nprs is None else (said(1 + on, next_nprs),)
    return outcome(said(1, 4, one), *later)


def test_done_and_settled_is_good():
    assert after(felt(**WELL), next_nprs=4) is Outcome.GOOD
    assert after(felt(**WELL, settled=True)) is Outcome.GOOD


def test_silence_about_the_next_morning_is_not_known():
    assert after(felt(**WELL)) is Outcome.UNKNOWN


@pytest.mark.parametrize(("gap", "expected"), [(7, Outcome.GOOD), (8, Outcome.UNKNOWN)])
def test_a_check_in_tells_of_the_morning_after_for_a_week(gap, expected):
    assert after(felt(**WELL), next_nprs=4, on=gap) is expected


def test_a_check_in_without_pain_tells_nothing_of_the_morning_after():
    assert outcome(said(1, 4, felt(**WELL)), said(2)) is Outcome.UNKNOWN
    assert outcome(said(1, 4, felt(**WELL)), said(2), said(3, 4)) is Outcome.GOOD


def test_an_exercise_that_is_only_named_is_not_known():
    assert after(felt(settled=True), next_nprs=4) is Outcome.UNKNOWN


@pytest.mark.parametrize("one", [{"could_do": True}, {"hurt": 4}, {"effort": Effort.RIGHT}])
def test_any_one_word_about_it_is_enough(one):
    assert after(felt(**one), next_nprs=4) is Outcome.GOOD


@pytest.mark.parametrize("more", [{}, {"effort": Effort.TOO_EASY}, {"hurt": 0}, {"could_do": True}])
def test_what_has_not_settled_was_too_much_whatever_else_was_said(more):
    assert after(felt(settled=False, **more), next_nprs=0) is Outcome.TOO_MUCH


@pytest.mark.parametrize(
    ("hurt", "expected"),
    [(6, Outcome.GOOD), (7, Outcome.HARD), (8, Outcome.HARD), (9, Outcome.TOO_MUCH), (10, Outcome.TOO_MUCH)],
)
def test_a_rise_of_three_holds_the_dose_and_one_above_four_is_too_much(hurt, expected):
    assert after(felt(hurt=hurt, settled=True), next_nprs=4) is expected


@pytest.mark.parametrize(("next_nprs", "expected"), [(5, Outcome.GOOD), (6, Outcome.TOO_MUCH)])
def test_pain_that_is_up_by_two_the_next_morning_was_too_much(next_nprs, expected):
    assert after(felt(could_do=True), next_nprs=next_nprs) is expected
    assert after(felt(hurt=5), next_nprs=next_nprs) is expected


def test_what_did_not_hurt_is_not_blamed_for_the_next_morning_and_does_not_grow_either():
    assert after(felt(hurt=4), next_nprs=7) is Outcome.HARD
    assert after(felt(hurt=6, settled=True), next_nprs=7) is Outcome.HARD


@pytest.mark.parametrize("one", [{"could_do": False}, {"effort": Effort.TOO_HARD}])
def test_what_could_not_be_done_is_too_hard(one):
    assert after(felt(**one)) is Outcome.TOO_HARD
    assert after(felt(**one), next_nprs=4) is Outcome.TOO_HARD
    assert after(felt(**one, settled=False)) is Outcome.TOO_MUCH


def test_too_easy_counts_only_once_it_has_settled():
    assert after(felt(effort=Effort.TOO_EASY)) is Outcome.UNKNOWN
    assert after(felt(effort=Effort.TOO_EASY), next_nprs=4) is Outcome.TOO_EASY
    assert after(felt(effort=Effort.TOO_EASY, hurt=7), next_nprs=4) is Outcome.HARD


def test_pain_is_compared_with_the_lower_of_that_day_and_the_last_one_said():
    """A check-in may be of the evening: then its pain is what the exercise left behind."""
    assert outcome(said(1, 8, felt(hurt=9)), said(2, 8), nprs=9) is Outcome.GOOD
    assert outcome(said(1, 8, felt(hurt=9)), said(2, 8), nprs=2) is Outcome.TOO_MUCH
    assert outcome(said(1, 6, felt(hurt=6)), said(2, 6), nprs=3) is Outcome.TOO_MUCH
    assert outcome(said(1, 8), said(2, None, felt(hurt=9)), said(3, 8), nprs=2) is Outcome.GOOD
    assert outcome(said(1, None, felt(hurt=9)), said(2, 2), nprs=2) is Outcome.TOO_MUCH


def test_where_no_pain_was_ever_said_the_morning_after_is_not_known():
    assert outcome(said(1, None, felt(could_do=True)), said(2, 3), nprs=None) is Outcome.UNKNOWN
    assert outcome(said(1, None, felt(hurt=5, settled=True)), nprs=None) is Outcome.TOO_MUCH


def test_what_was_ticked_was_possible_and_what_was_told_of_counts_once():
    told = history(said(1, 4, felt("a", could_do=False), done=("a", "b", "b")), said(2, 4))

    sessions = sessions_of(told, DOSING)

    assert [(s.exercise, s.outcome) for s in sessions] == [("a", Outcome.TOO_HARD), ("b", Outcome.GOOD)]


def test_sessions_come_in_order_of_day():
    told = history(said(1, 4, felt("b", could_do=True)), said(3, 4, felt("a", could_do=True)))

    assert [(s.on, s.exercise) for s in sessions_of(told, DOSING)] == [(day(1), "b"), (day(3), "a")]


def test_nothing_done_is_no_session():
    assert sessions_of(history(said(1, 4)), DOSING) == ()
    assert day(0) == ON
