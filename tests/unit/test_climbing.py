"""How far a person has come on one ladder: up slowly, down at once, and never up and down for ever."""

from itertools import pairwise

import pytest
from small_programme import CALM, DOSING, GOOD, LADDER, STEEP, dosing, exercise, week

from lumbago.programme.climbing import Footing, Place, climb, eased, ladders_of, level_for
from lumbago.programme.outcomes import Outcome
from lumbago.programme.standing import Standing
from lumbago.record import ExercisePhase

FIRST_DAYS, _, SUBACUTE, PERSISTENT, _ = ExercisePhase
ONE = LADDER[:1]
TOO_MUCH, TOO_HARD, HARD, UNKNOWN, TOO_EASY = (
    Outcome.TOO_MUCH, Outcome.TOO_HARD, Outcome.HARD, Outcome.UNKNOWN, Outcome.TOO_EASY,
)  # fmt: skip
TOP = 4
LOW = Place(1, 1)


def after(*weeks, start=LOW, ladder=LADDER, numbers=DOSING):
    """Where weeks of outcomes of the easiest exercise lead."""
    lived = [
        week(n, *outcomes) if isinstance(outcomes, tuple) else outcomes for n, outcomes in enumerate(weeks)
    ]
    return climb(ladder, start, lived, numbers)


@pytest.mark.parametrize(
    ("outcomes", "rung"),
    [
        ((), 1),
        ((Outcome.GOOD,), 1),
        (GOOD, 2),
        ((*GOOD, *GOOD, *GOOD), 2),
        ((TOO_EASY,), 3),
        ((TOO_EASY, TOO_EASY), 3),
        ((UNKNOWN, UNKNOWN, UNKNOWN), 1),
        ((Outcome.GOOD, UNKNOWN), 1),
        ((*GOOD, UNKNOWN), 2),
        ((*GOOD, HARD), 1),
        ((TOO_EASY, HARD), 1),
        ((*GOOD, TOO_HARD), 0),
        ((*GOOD, TOO_MUCH), 0),
        ((TOO_EASY, TOO_MUCH), 0),
        ((TOO_MUCH, TOO_MUCH, TOO_HARD), 0),
    ],
)
def test_one_week_moves_a_dose_by_the_worst_that_was_said_in_it(outcomes, rung):
    assert after(outcomes).place == Place(1, rung)


def test_how_many_good_sessions_it_takes_is_told_by_the_dosing():
    assert after(GOOD, numbers=dosing(good_sessions=3)).place == Place(1, 1)
    assert after((*GOOD, Outcome.GOOD), numbers=dosing(good_sessions=3)).place == Place(1, 2)


def test_the_last_rung_leads_to_the_first_of_the_next_level():
    assert after(GOOD, start=Place(1, 3)).place == Place(1, TOP)
    assert after(GOOD, start=Place(1, TOP)).place == Place(2, 0)


def test_what_was_too_easy_still_passes_through_the_last_rung():
    assert after((TOO_EASY,), start=Place(1, 3)).place == Place(1, TOP)
    assert after((TOO_EASY,), start=Place(1, TOP)).place == Place(2, 0)


def test_above_the_last_rung_of_the_last_level_nothing_grows_and_weeks_are_counted():
    top = after(GOOD, (), (HARD,), GOOD, start=Place(1, TOP), ladder=ONE)

    assert top.place == Place(1, TOP)
    assert top.weeks_at_top == 2


def test_a_level_that_is_left_out_is_not_jumped():
    assert after(GOOD, start=Place(1, TOP), ladder=(LADDER[0], LADDER[2])).place == Place(1, TOP)


def test_below_the_first_rung_lies_the_middle_of_the_level_below():
    hurt = week(0, TOO_MUCH, of="middle")

    assert climb(LADDER, Place(2, 0), [hurt], DOSING).place == Place(1, 2)
    assert climb((LADDER[0], LADDER[2]), Place(3, 0), [week(0, TOO_MUCH, of="hard")], DOSING).place == Place(
        1, 2
    )


def test_at_the_lowest_place_the_whole_ladder_rests():
    hurt = after((TOO_MUCH,), start=Place(1, 0))

    assert hurt.place == Place(1, 0)
    assert hurt.parked_until == 3
    assert after((TOO_MUCH,), start=Place(1, 1)).parked_until == 0


def test_the_lowest_place_is_that_of_what_is_left_of_the_ladder():
    hurt = climb(LADDER[1:], Place(2, 0), [week(0, TOO_MUCH, of="middle")], DOSING)

    assert hurt.place == Place(2, 0)
    assert hurt.parked_until == 3


def test_a_dose_that_hurt_waits_before_it_is_tried_again():
    hurt = ((TOO_MUCH,), GOOD, GOOD, GOOD)

    assert [after(*hurt[:n]).place.rung for n in range(1, 5)] == [0, 0, 1, 2]


def test_each_time_it_hurts_again_it_waits_twice_as_long():
    lived, tried = [], []
    for number in range(60):
        place = climb(ONE, Place(1, 1), lived, DOSING).place
        lived.append(week(number, *((TOO_MUCH,) if place.rung >= 1 else GOOD)))
        tried += [number] if place.rung >= 1 else []

    assert [later - earlier for earlier, later in pairwise(tried)] == [3, 5, 9, 17]


def test_too_easy_does_not_leap_over_a_dose_that_waits():
    hurt = ((TOO_MUCH,), (TOO_EASY,))

    assert after(*hurt, start=Place(1, 1)).place == Place(1, 0)
    assert after((TOO_MUCH,), (TOO_EASY,), start=Place(1, 2)).place == Place(1, 1)


def test_a_level_that_hurt_at_its_start_waits_too():
    lived = [week(0, TOO_MUCH, of="middle"), *(week(n, TOO_EASY) for n in (1, 2, 3))]
    numbers = dosing(wait_weeks=4)

    assert climb(LADDER, Place(2, 0), lived[:2], numbers).place == Place(1, TOP)
    assert climb(LADDER, Place(2, 0), lived, numbers).place == Place(1, TOP)
    assert climb(LADDER, Place(2, 0), [*lived, week(4, TOO_EASY)], numbers).place == Place(2, 0)


def test_only_what_was_done_at_the_place_that_was_reached_makes_it_grow():
    assert climb(LADDER, Place(2, 0), [week(0, *GOOD), week(1, TOO_EASY)], DOSING).place == Place(2, 0)


def test_an_easier_exercise_that_was_too_much_brings_the_place_down_to_it():
    hurt = climb(LADDER, Place(3, 2), [week(0, TOO_MUCH, of="middle")], DOSING)

    assert hurt.place == Place(1, 2)
    assert hurt.failures == {Place(2, 0): 1}


def test_a_harder_exercise_that_was_too_much_is_blamed_at_the_place_that_was_reached():
    assert climb(LADDER, Place(1, 2), [week(0, TOO_MUCH, of="hard")], DOSING).place == Place(1, 1)


def test_what_is_not_of_the_ladder_does_not_matter():
    assert climb(LADDER, Place(1, 1), [week(0, TOO_MUCH, of="another")], DOSING) == climb(
        LADDER, Place(1, 1), [week(0)], DOSING
    )


@pytest.mark.parametrize(("missed", "rung"), [(0, 2), (1, 2), (2, 2), (3, 1), (4, 1), (12, 1)])
def test_a_missed_week_changes_nothing_and_three_make_one_easier_start(missed, rung):
    assert after(GOOD, *[()] * missed).place == Place(1, rung)


def test_a_break_never_leads_below_the_first_rung_or_to_an_easier_level():
    assert climb(
        LADDER, Place(2, 0), [week(0, UNKNOWN, of="middle"), *map(week, range(1, 9))], DOSING
    ).place == (Place(2, 0))


def test_who_comes_back_from_a_break_can_have_another():
    breaks = (UNKNOWN,), (), (), (), (UNKNOWN,), (), (), ()

    assert after(*breaks, start=Place(1, 3)).place == Place(1, 1)


def test_nothing_ever_done_is_no_break():
    assert after(*[()] * 12, start=Place(1, 3)).place == Place(1, 3)


@pytest.mark.parametrize(
    ("outcomes", "place"),
    [
        ((), Place(1, 2)),
        (GOOD, Place(1, 2)),
        ((TOO_EASY,), Place(1, 2)),
        ((TOO_MUCH,), Place(1, 1)),
        ((TOO_HARD,), Place(1, 1)),
    ],
)
def test_within_a_week_a_programme_may_only_get_easier(outcomes, place):
    footing = Footing(Place(1, 2))

    assert eased(footing, LADDER, week(0, *outcomes), DOSING).place == place


def test_within_a_week_a_ladder_may_come_to_rest():
    assert eased(Footing(Place(1, 0)), LADDER, week(0, TOO_MUCH), DOSING).parked_until == 3


def test_a_break_eases_nothing_within_the_week():
    footing = Footing(Place(1, 2), last_week=0)

    assert eased(footing, LADDER, week(9), DOSING) is footing
    assert eased(footing, LADDER, week(9, TOO_MUCH, of="another"), DOSING) is footing


@pytest.mark.parametrize(("irritability", "level"), [(0, 3), (1, 2), (2, 1)])
def test_an_irritable_back_goes_down_to_what_it_can_bear(irritability, level):
    assert level_for(STEEP, Footing(Place(3, 4)), Standing(PERSISTENT, irritability)) == level


def test_nothing_above_the_place_that_was_reached_fits():
    assert level_for(STEEP, Footing(Place(2, 4)), CALM) == 2
    assert level_for(STEEP[1:], Footing(Place(1, 4)), CALM) is None


@pytest.mark.parametrize(("phase", "level"), [(FIRST_DAYS, 1), (SUBACUTE, 2), (PERSISTENT, 2)])
def test_what_belongs_to_later_phases_waits_and_what_was_right_earlier_stays(phase, level):
    later = (exercise("easy", phases=("first-days",)), exercise("late", level=2, phases=("subacute",)))

    assert level_for(later, Footing(Place(2, 0)), Standing(phase, 0)) == level


def test_after_an_irritable_week_one_level_comes_back_at_a_time():
    shown = [Standing(PERSISTENT, 2), CALM, CALM, CALM]
    lived = [week(n, standing=standing) for n, standing in enumerate(shown)]

    levels = [
        level_for(STEEP, climb(STEEP, Place(3, 4), lived[:n], DOSING), standing)
        for n, standing in enumerate(shown)
    ]

    assert levels == [1, 2, 3, 3]


def test_a_week_in_which_nothing_fitted_does_not_let_a_level_be_jumped():
    steep = tuple(
        exercise(name, level=level, irritability=irritability)
        for name, level, irritability in (("easy", 1, 1), ("middle", 2, 0), ("hard", 3, 0))
    )
    shown = [Standing(PERSISTENT, 1), Standing(PERSISTENT, 2), CALM]
    lived = [week(n, standing=standing) for n, standing in enumerate(shown)]

    levels = [
        level_for(steep, climb(steep, Place(3, 0), lived[:n], DOSING), standing)
        for n, standing in enumerate(shown)
    ]

    assert levels == [1, None, 2]


def test_ladders_are_in_order_of_name_and_level():
    mixed = {e.id: e for e in (*reversed(LADDER), exercise("other", ladder="another"))}

    found = ladders_of(mixed)

    assert list(found) == ["another", "ladder"]
    assert found["ladder"] == LADDER
