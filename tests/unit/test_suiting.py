"""Which exercise of a ladder suits one person, and the gravest reason against each of the others."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from small_programme import CALM, DOSING, GOOD, LADDER, ON, STEEP, caution, dosing, exercise, week

from lumbago.knowledge.names import id_of
from lumbago.programme.circumstances import Circumstances
from lumbago.programme.climbing import Place, Week
from lumbago.programme.outcomes import Outcome
from lumbago.programme.person import HOME, Person
from lumbago.programme.standing import Standing
from lumbago.programme.suiting import candidates_of, suiting
from lumbago.record import Direction, ExercisePhase, Fitness, WhyNot

FIRST_DAYS, TWO_WEEKS, SUBACUTE, PERSISTENT, PREVENTION = ExercisePhase
NOTHING = Circumstances(frozenset(), frozenset(), frozenset(), MappingProxyType({}))


def person(*weeks, standing=CALM, this=(), **fields):
    """A person who may do all, with weeks that are over and a week that runs."""
    running = week(len(weeks), *this, standing=standing)
    usual = {
        "circumstances": NOTHING,
        "began": weeks[0].standing if weeks else standing,
        "eases": None,
        "at_hand": HOME,
        "disliked": frozenset(),
        "fitness": Fitness.NEW,
        "limit_s": 1800.0,
        "starts": ON,
    }
    return Person(weeks=weeks, week=running, **{**usual, **fields})


def suited(one, exercises=LADDER, numbers=DOSING):
    return suiting(one, {e.id: e for e in exercises}, numbers)


def reasons(found):
    return {out.exercise: out.why for out in found.left_out}


def worths(one, *exercises, numbers=DOSING):
    return {id_: s.worth for id_, s in suited(one, exercises, numbers).suited.items()}


def place_of(one, exercises=LADDER):
    """The place from which a person goes on."""
    (only,) = suited(one, exercises).suited.values()
    return only.footing.place


def test_one_of_each_ladder_suits_and_every_other_exercise_has_a_reason():
    found = suited(person(), (*LADDER, exercise("other", ladder="another")))

    assert set(found.suited) == {"easy", "other"}
    assert reasons(found) == {"middle": WhyNot.LEVEL, "hard": WhyNot.LEVEL}


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"holding"}, WhyNot.FORBIDDEN),
        ({"presumed"}, WhyNot.NOT_ASKED),
        ({"holding", "presumed"}, WhyNot.FORBIDDEN),
    ],
)
def test_what_a_circumstance_forbids_or_might_forbid_is_left_out_with_its_name(known, why):
    brittle = exercise("only", cautions=(caution("brittle"), caution("other")))
    circumstances = NOTHING._replace(**{name: frozenset({"brittle"}) for name in known})

    found = suited(person(circumstances=circumstances), (brittle,))

    assert found.suited == {}
    assert [(out.why, out.circumstances) for out in found.left_out] == [(why, ("brittle",))]


def test_what_is_only_mentioned_or_only_changed_is_not_left_out():
    mentioned = NOTHING._replace(unasked=frozenset({"sore"}))
    changed = NOTHING._replace(holding=frozenset({"sore"}), presumed=frozenset({"sore"}))

    assert suited(person(circumstances=mentioned), (exercise("only", cautions=(caution("sore"),)),)).suited
    assert suited(
        person(circumstances=changed), (exercise("only", cautions=(caution("sore", "change"),)),)
    ).suited


@pytest.mark.parametrize("word", ["only", "Only one", "strengthening", "bend-it", "simply bend"])
def test_what_a_person_does_not_want_is_left_out_by_any_of_its_names(word):
    one = exercise("only", name="Only one", plain="simply bend", synonyms=("Bend it",))

    found = suited(person(disliked=frozenset({id_of(word)})), (one,))

    assert reasons(found) == {"only": WhyNot.DISLIKED}


def test_what_needs_more_than_is_at_hand_is_left_out():
    ride = exercise("only", equipment=("chair", "bike"))

    assert reasons(suited(person(), (ride,))) == {"only": WhyNot.EQUIPMENT}
    assert suited(person(at_hand=HOME | {"bike"}), (ride,)).suited


def test_the_gravest_reason_is_told():
    one = exercise("only", equipment=("bike",), cautions=(caution("sore"),), phases=("prevention",))
    sore = NOTHING._replace(holding=frozenset({"sore"}))
    disliked = frozenset({"only"})

    assert reasons(suited(person(circumstances=sore, disliked=disliked), (one,))) == {
        "only": WhyNot.FORBIDDEN
    }
    assert reasons(suited(person(disliked=disliked), (one,))) == {"only": WhyNot.DISLIKED}
    assert reasons(suited(person(), (one,))) == {"only": WhyNot.EQUIPMENT}
    assert reasons(suited(person(at_hand=HOME | {"bike"}), (one,))) == {"only": WhyNot.NOT_YET}


@pytest.mark.parametrize(
    ("standing", "why"),
    [
        (Standing(TWO_WEEKS, 0), WhyNot.NOT_YET),
        (Standing(SUBACUTE, 1), WhyNot.TOO_IRRITABLE),
        (Standing(PREVENTION, 0), None),
    ],
)
def test_an_exercise_waits_for_its_phase_and_for_a_calm_back(standing, why):
    one = exercise("only", phases=("subacute", "persistent"), irritability=0)

    assert reasons(suited(person(standing=standing), (one,))).get("only") is why


def test_a_ladder_goes_on_without_what_is_left_out_of_it():
    without_easy = (exercise("easy", equipment=("pool",)), *LADDER[1:])

    found = suited(person(), without_easy)

    assert set(found.suited) == {"middle"}
    assert reasons(found) == {"easy": WhyNot.EQUIPMENT, "hard": WhyNot.LEVEL}


def test_where_too_little_time_is_left_the_easier_one_is_done():
    long = exercise("middle", level=2, dose={"reps": (30, 30), "sets": (5, 5)})

    found = suited(person(week(0, *GOOD), fitness=Fitness.REGULAR), (LADDER[0], long))

    assert set(found.suited) == {"easy"}
    assert reasons(found) == {"middle": WhyNot.TIME}


@pytest.mark.parametrize(
    ("kind", "most"), [("strengthening", 273), ("mobility", 273), ("aerobic", 900)], ids=lambda one: str(one)
)
def test_a_walk_takes_half_of_a_day_and_three_others_share_the_rest_with_the_time_to_change(kind, most):
    fits = exercise("fits", kind=kind, ladder="a", dose={"reps": (1, 1), "hold_s": (most - 5, 3600)})
    bursts = exercise("bursts", kind=kind, ladder="b", dose={"reps": (1, 1), "hold_s": (most - 4, 3600)})

    found = suited(person(), (fits, bursts))

    assert set(found.suited) == {"fits"}
    assert reasons(found) == {"bursts": WhyNot.TIME}


def test_a_walk_may_take_all_of_a_long_day_but_a_quarter_of_an_hour():
    walk = exercise("walk", kind="aerobic", dose={"reps": (1, 1), "hold_s": (2695, 3600)})

    assert suited(person(limit_s=3600.0), (walk,)).suited
    assert not suited(person(limit_s=3599.0), (walk,)).suited


LATE = (LADDER[0], exercise("middle", level=2, phases=("persistent",)), LADDER[2])


@pytest.mark.parametrize(
    ("fitness", "standing", "place"),
    [
        (Fitness.NEW, CALM, Place(1, 0)),
        (Fitness.SOME, CALM, Place(1, 1)),
        (Fitness.REGULAR, CALM, Place(2, 1)),
        (Fitness.REGULAR, Standing(PERSISTENT, 1), Place(1, 0)),
        (Fitness.REGULAR, Standing(PERSISTENT, 2), Place(1, 0)),
        (Fitness.REGULAR, Standing(TWO_WEEKS, 0), Place(1, 0)),
        (Fitness.REGULAR, Standing(FIRST_DAYS, 0), Place(1, 0)),
    ],
)
def test_who_is_used_to_exercise_begins_further_on_and_never_above_the_second_level(fitness, standing, place):
    assert place_of(person(fitness=fitness, standing=standing)) == place


def test_a_person_begins_at_what_is_of_their_phase():
    early = (exercise("easy", phases=("first-days",)), *LADDER[1:])

    assert place_of(person(), early) == Place(2, 0)
    assert place_of(person(standing=Standing(FIRST_DAYS, 0)), early) == Place(1, 0)


def test_nobody_begins_above_the_second_level():
    early = (
        exercise("easy", phases=("first-days",)),
        exercise("middle", level=2, phases=("first-days",)),
        LADDER[2],
    )

    assert place_of(person(), early) == Place(2, 0)


def test_where_one_began_is_told_by_the_first_week_and_not_by_this_one():
    irritable = week(0, standing=Standing(PERSISTENT, 2))

    assert place_of(person(irritable, fitness=Fitness.REGULAR)) == Place(1, 0)
    assert place_of(person(week(0), standing=Standing(PERSISTENT, 2), fitness=Fitness.REGULAR)) == Place(2, 1)


def test_a_person_begins_at_a_place_that_there_is():
    """A ladder whose middle is left out: from a place that is no exercise nothing would ever grow."""
    gap = (LADDER[0], LADDER[2])

    assert place_of(person(fitness=Fitness.REGULAR), gap).level in {1, 3}
    weeks = [week(n, *GOOD) for n in range(3)]
    assert place_of(person(*weeks, fitness=Fitness.REGULAR), gap) > place_of(
        person(fitness=Fitness.REGULAR), gap
    )


def test_an_easier_exercise_is_done_the_more_the_calmer_the_back():
    weeks = [week(n, *GOOD) for n in range(5)]
    steep = (STEEP[0], exercise("middle", level=2, irritability=0))

    rungs = {
        irritability: suited(person(*weeks, standing=Standing(PERSISTENT, irritability)), steep).suited
        for irritability in (1, 2)
    }

    assert place_of(person(*weeks), steep) == Place(2, 0)
    assert {n: one["easy"].amount.rung for n, one in rungs.items()} == {1: 2, 2: 0}


@pytest.mark.parametrize("irritability", [0, 1, 2])
def test_what_goes_well_never_makes_the_dose_of_an_irritable_back_smaller(irritability):
    standing = Standing(PERSISTENT, irritability)
    shown = []
    for weeks in range(9):
        lived = [week(n, *GOOD, standing=standing) for n in range(weeks)]
        (one,) = suited(person(*lived, standing=standing), STEEP).suited.values()
        shown.append(one.place)

    assert shown == sorted(shown)


def test_a_ladder_that_rests_says_that_it_hurt():
    rests = suited(person(week(0, Outcome.TOO_MUCH)))

    assert rests.suited == {}
    assert reasons(rests) == {"easy": WhyNot.HURT, "middle": WhyNot.LEVEL, "hard": WhyNot.LEVEL}


@pytest.mark.parametrize(("weeks", "rests"), [(1, True), (2, True), (3, False)])
def test_a_ladder_rests_for_two_weeks(weeks, rests):
    lived = [week(0, Outcome.TOO_MUCH), *(week(n) for n in range(1, weeks))]

    assert (not suited(person(*lived)).suited) is rests


def test_what_was_made_easier_within_the_week_is_told():
    assert not suited(person(week(0, *GOOD), this=GOOD)).is_eased
    assert suited(person(week(0, *GOOD), this=(Outcome.TOO_HARD,))).is_eased


def test_what_is_kept_is_worth_more_than_what_is_new_and_less_with_each_week_without():
    a, b = exercise("easy", ladder="a"), exercise("new", ladder="b")

    kept, ago, long_ago = (
        worths(person(week(0, *GOOD), *(week(n) for n in range(1, 1 + missed))), a, b) for missed in (0, 1, 2)
    )

    assert kept["easy"] > ago["easy"] > long_ago["easy"] == long_ago["new"] == kept["new"]


def test_another_level_of_a_ladder_keeps_its_place_in_the_week():
    weeks = [week(n, *GOOD) for n in range(5)]
    found = worths(person(*weeks), exercise("easy"), exercise("middle", level=2), exercise("new", ladder="b"))

    assert set(found) == {"middle", "new"}
    assert found["middle"] > found["new"]


def test_the_direction_that_eases_is_worth_more_and_its_opposite_less():
    ways = [exercise(way, directions=(way,), ladder=way) for way in ("extension", "neutral", "flexion")]

    found = worths(person(eases=Direction.EXTENSION), *ways)

    assert found["extension"] > found["neutral"] > found["flexion"]
    assert len(set(worths(person(), *ways).values())) == 1


def test_a_first_choice_is_worth_more_but_less_than_what_is_kept():
    first = replace(DOSING, first_choices=("b",))
    a, b = exercise("easy", ladder="a"), exercise("new", ladder="b")

    assert worths(person(), a, b, numbers=first)["new"] > worths(person(), a, b, numbers=first)["easy"]
    kept = worths(person(week(0, *GOOD)), a, b, numbers=first)
    assert kept["easy"] > kept["new"]


def test_what_belongs_to_earlier_phases_stays_right_and_is_worth_little():
    early = exercise("early", ladder="a", phases=("first-days",))

    found = worths(person(), early, exercise("now", ladder="b"))

    assert found["early"] < found["now"]


def test_the_one_that_was_at_its_top_for_longest_makes_room_for_another():
    top = dosing(fresh_weeks=2, rungs=1)
    a, b = exercise("a", ladder="a"), exercise("b", ladder="b")
    lived = [_both(n, ("a", "b") if n else ("a",)) for n in range(4)]

    found = suited(person(*lived), (a, b), top).suited
    offered = {
        c.exercise: c.worth - found[c.exercise].worth for c in candidates_of(found, person(*lived), top)
    }

    assert [one.is_tired for one in found.values()] == [True, True]
    assert offered["a"] < 0 == offered["b"]


def test_what_made_room_stays_away_and_does_not_change_places_with_the_next():
    top = dosing(fresh_weeks=2, rungs=1)
    a, b = exercise("a", ladder="a"), exercise("b", ladder="b")
    lived = [*(_both(n, ("a", "b")) for n in range(3)), _both(3, ("b",))]

    found = suited(person(*lived), (a, b), top).suited
    offered = {
        c.exercise: c.worth - found[c.exercise].worth for c in candidates_of(found, person(*lived), top)
    }

    assert offered["a"] < 0


def test_nothing_makes_room_before_its_weeks_at_the_top():
    top = dosing(fresh_weeks=5, rungs=1)
    lived = [_both(n, ("easy",)) for n in range(4)]

    found = suited(person(*lived), LADDER[:1], top).suited

    assert not found["easy"].is_tired
    assert candidates_of(found, person(*lived), top)[0].worth == found["easy"].worth


def test_changing_to_an_exercise_takes_time_too():
    found = suited(person()).suited

    assert candidates_of(found, person(), DOSING)[0].seconds == found["easy"].amount.seconds + 20


def test_its_place_a_week_before_is_told_and_cut_as_it_is_itself():
    long = exercise("easy", dose={"reps": (1, 1), "hold_s": (10, 1000), "pace_s": 0})
    weeks = [week(n, *GOOD) for n in range(4)]

    grown = suited(person(*weeks), LADDER[:1]).suited["easy"]
    cut = suited(person(*weeks), (long,)).suited["easy"]

    assert (grown.before, grown.place) == (Place(1, 3), Place(1, 4))
    assert cut.before == cut.place
    assert cut.place < grown.place


def test_what_suits_comes_in_the_order_of_the_files():
    many = [exercise(name, ladder=name) for name in ("b", "c", "a")]

    assert list(suited(person(), many).suited) == ["b", "c", "a"]


def _both(number, ids):
    sessions = tuple(s for id_ in ids for s in week(number, *GOOD, of=id_).sessions)
    return Week(number, sessions, CALM)
