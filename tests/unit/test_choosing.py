"""The week of invented candidates: every limit is kept, and no other week is worth more.

Small weeks are counted through one by one, and the solver must find the best of them.
"""

from itertools import product

import numpy as np
import pytest

from lumbago.programme.choosing import DAILY, DAYS, LACKING, MISSING, TIE, WALKED, Candidate, Limits, choose
from lumbago.record import TOTAL, ExerciseKind

STRETCHING, STRENGTHENING, AEROBIC, MOBILITY, MOTOR_CONTROL, RELAXATION = ExerciseKind
EMPHASIS = dict.fromkeys(ExerciseKind, (2.0, 0.5))
WHOLE_WEEK = (0, 1, 2, 3, 4, 5, 6)


def candidate(id_, kind=STRENGTHENING, *, days=7, seconds=60.0, worth=-1.0):
    return Candidate(id_, kind, days, seconds, worth)


def limits(**fields):
    usual = {"seconds": 1800.0, "least_a_day": 1, "most_a_day": 4, "most_a_week": 7, "days": 7}
    emphasis = fields.pop("emphasis", EMPHASIS)
    return Limits(**{**usual, **fields}, emphasis=tuple(emphasis.items()))


THREE = (candidate("walk", AEROBIC), candidate("lift"), candidate("stretch", STRETCHING))


def most_on_a_day(chosen):
    return max(sum(day in days for days in chosen.values()) for day in WHOLE_WEEK)


def test_no_candidates_are_no_week():
    assert choose([], limits()) == {}


def test_all_three_kinds_are_chosen_however_little_they_are_worth():
    poor = [one._replace(worth=-50.0) for one in THREE]
    rich = [candidate(name, MOBILITY, worth=20.0) for name in "abcd"]

    chosen = choose([*rich, *poor], limits(most_a_week=5))

    assert {"walk", "lift", "stretch"} <= set(chosen)


def test_a_kind_that_has_no_candidate_is_gone_without():
    assert set(choose(THREE[:2], limits())) == {"walk", "lift"}


def test_a_kind_that_finds_no_time_is_gone_without():
    chosen = choose([*THREE[:2], candidate("long", STRETCHING, seconds=1801.0)], limits())

    assert set(chosen) == {"walk", "lift"}


def test_what_takes_all_of_a_day_and_not_more_is_chosen():
    assert set(choose([candidate("long", seconds=1800.0)], limits())) == {"long"}


def test_no_day_takes_longer_than_there_is_time():
    many = [candidate(name, MOBILITY, seconds=600.0, worth=10.0) for name in "abcdef"]

    chosen = choose([*THREE, *many], limits(seconds=1300.0))

    seconds = {one.exercise: one.seconds for one in (*THREE, *many)}
    assert max(sum(seconds[id_] for id_, days in chosen.items() if day in days) for day in WHOLE_WEEK) <= 1300
    assert set(chosen) & set("abcdef")


@pytest.mark.parametrize("most", [2, 3, 4])
def test_no_day_has_more_than_the_most(most):
    many = [candidate(name, MOBILITY, worth=10.0) for name in "abcdef"]

    assert most_on_a_day(choose([*THREE, *many], limits(most_a_day=most))) == most


@pytest.mark.parametrize("most", [3, 5, 8])
def test_no_week_has_more_to_learn_than_the_most(most):
    many = [candidate(name, MOBILITY, days=2, worth=10.0) for name in "abcdef"]

    assert len(choose([*THREE, *many], limits(most_a_week=most))) == most


def test_a_day_is_filled_to_the_least_with_what_is_not_worth_it():
    worthless = [candidate(name, RELAXATION, worth=-9.0) for name in "ab"]

    chosen = choose([*THREE[:1], *worthless], limits(least_a_day=2))

    assert all(sum(day in days for days in chosen.values()) == 2 for day in WHOLE_WEEK)


def test_what_is_not_worth_it_is_left_where_a_day_has_enough():
    assert set(choose([*THREE, candidate("idle", RELAXATION, worth=-9.0)], limits())) == {
        "walk",
        "lift",
        "stretch",
    }


@pytest.mark.parametrize("days", [3, 5, 7])
def test_days_that_are_free_stay_empty(days):
    chosen = choose(THREE, limits(days=days))

    assert {day for own in chosen.values() for day in own} == {day for kind in DAYS for day in kind} & {
        3: {0, 2, 4},
        5: {0, 1, 2, 4, 5},
        7: set(WHOLE_WEEK),
    }[days]


@pytest.mark.parametrize(("days", "on"), [(1, set()), (2, {2}), (3, {2, 3}), (5, {4, 5}), (7, {7})])
def test_an_exercise_stands_on_no_more_days_than_its_dose_allows_and_not_on_few(days, on):
    chosen = choose([candidate("one", days=days, worth=5.0)], limits())

    assert {len(own) for own in chosen.values()} <= on


@pytest.mark.parametrize("days", [2, 3])
def test_what_needs_a_rest_never_stands_on_two_days_running(days):
    crowd = [candidate(name, MOBILITY, worth=10.0) for name in "abcd"]

    chosen = choose([candidate("heavy", days=days, worth=30.0), *crowd], limits(most_a_day=3))

    assert all(
        later - earlier > 1 for earlier, later in zip(chosen["heavy"], chosen["heavy"][1:], strict=False)
    )
    assert chosen["heavy"][-1] - chosen["heavy"][0] < 6


def test_what_needs_a_rest_never_stands_on_two_kinds_of_day():
    chosen = choose([candidate("heavy", days=3, worth=30.0)], limits())

    assert chosen["heavy"] in DAYS


def test_no_two_days_of_one_kind_lie_side_by_side_in_any_week():
    for days in DAYS:
        gaps = [later - earlier for earlier, later in zip(days, (*days[1:], days[0] + 7), strict=True)]
        assert min(gaps) >= 2
    assert sorted(day for days in DAYS for day in days) == list(WHOLE_WEEK)


def test_a_second_of_a_kind_is_worth_less_than_the_first():
    emphasis = {**EMPHASIS, MOBILITY: (3.0, 0.5), MOTOR_CONTROL: (2.0,)}
    four = [candidate("m1", MOBILITY), candidate("m2", MOBILITY), candidate("c1", MOTOR_CONTROL)]

    chosen = choose([*THREE, *four], limits(most_a_week=5, emphasis=emphasis))

    assert set(chosen) == {"walk", "lift", "stretch", "m1", "c1"}


def test_days_without_a_walk_are_few():
    split = [candidate("ride", AEROBIC, days=3), candidate("swim", AEROBIC, days=4)]

    chosen = choose([*split, *THREE[1:]], limits(emphasis={**EMPHASIS, AEROBIC: (4.0, 3.0)}))

    assert sorted((*chosen["ride"], *chosen["swim"])) == list(WHOLE_WEEK)


def test_earlier_candidates_win_ties():
    twins = [candidate(name, MOBILITY) for name in ("first", "second", "third")]

    assert set(choose([*THREE, *twins], limits(most_a_week=4))) == {"walk", "lift", "stretch", "first"}
    assert set(choose([*THREE, *reversed(twins)], limits(most_a_week=4))) == {
        "walk",
        "lift",
        "stretch",
        "third",
    }


def test_earlier_candidates_win_ties_also_where_a_kind_is_missing():
    twins = [candidate(name, MOBILITY) for name in ("first", "second", "third")]

    assert set(choose([*THREE[:2], *twins], limits(most_a_week=3))) == {"walk", "lift", "first"}
    assert set(choose([*THREE[:2], *reversed(twins)], limits(most_a_week=3))) == {"walk", "lift", "third"}


def test_the_same_question_has_the_same_answer():
    many = [candidate(name, MOBILITY, days=4, seconds=100.0 + n) for n, name in enumerate("abcdefgh")]

    assert len({str(choose([*THREE, *many], limits())) for _ in range(5)}) == 1


PATTERNS = list(product((False, True), repeat=len(DAYS)))


def worth_of(kinds_of_day, candidates, bounds):
    """What one week is worth; None where it breaks a limit."""
    chosen = [(c, days) for c, days in zip(candidates, kinds_of_day, strict=True) if any(days)]
    usable = [sum(len(d) for d in DAYS[: place + 1]) <= bounds.days for place in range(len(DAYS))]
    if len(chosen) > bounds.most_a_week or not all(_is_allowed(c, days, usable) for c, days in chosen):
        return None
    worth = sum(c.worth - TIE * candidates.index(c) for c, _ in chosen)
    for place, own_days in enumerate(DAYS):
        there = [c for c, days in chosen if days[place]]
        if len(there) > bounds.most_a_day or sum(c.seconds for c in there) > bounds.seconds:
            return None
        worth += DAILY * len(own_days) * sum(c.kind is not AEROBIC for c in there)
        worth += WALKED * len(own_days) * any(c.kind is AEROBIC for c in there)
        worth -= LACKING * max(0, bounds.least_a_day - len(there)) * usable[place]
    for kind in ExerciseKind:
        count = sum(c.kind is kind for c, _ in chosen)
        worth += sum(dict(bounds.emphasis)[kind][:count]) - MISSING * (kind in TOTAL and not count)
    return worth


def _is_allowed(one, days, usable):
    total = sum(len(own) for own, is_on in zip(DAYS, days, strict=True) if is_on)
    if any(is_on and not may for is_on, may in zip(days, usable, strict=True)):
        return False
    return min(one.days, 3) <= total <= one.days and (one.days > 3 or sum(days) == 1)


@pytest.mark.parametrize("seed", range(25))
def test_no_other_week_is_worth_more(seed):
    rng = np.random.default_rng(seed)
    candidates = [
        candidate(
            name,
            list(ExerciseKind)[rng.integers(6)],
            days=int(rng.choice([2, 3, 4, 5, 7])),
            seconds=float(rng.integers(100, 900)),
            worth=float(rng.choice([-3.0, -1.0, -0.5, 0.5])),
        )
        for name in "abcd"
    ]
    bounds = limits(
        seconds=float(rng.choice([600, 1200])),
        least_a_day=int(rng.integers(1, 3)),
        most_a_day=int(rng.integers(2, 4)),
        most_a_week=int(rng.integers(2, 5)),
        days=int(rng.choice([3, 5, 7])),
    )
    weeks = product(PATTERNS, repeat=len(candidates))
    best = max(worth for week in weeks if (worth := worth_of(week, candidates, bounds)) is not None)

    chosen = choose(candidates, bounds)

    found = [[bool(set(days) & set(chosen.get(c.exercise, ()))) for days in DAYS] for c in candidates]
    assert worth_of(found, candidates, bounds) == pytest.approx(best, abs=TIE / 10)


SHORT_DAYS = tuple(
    candidate(name, kind, days=days, seconds=seconds, worth=worth)
    for name, kind, days, seconds, worth in (
        ("brace", STRENGTHENING, 7, 90.0, -1.0),
        ("breathe", RELAXATION, 7, 70.0, -1.0),
        ("rise", STRENGTHENING, 3, 35.0, -1.0),
        ("roll", MOBILITY, 7, 92.0, -1.0),
        ("march", AEROBIC, 7, 140.0, -1.0),
        ("tilt", MOBILITY, 7, 60.0, -1.0),
        ("sit", MOBILITY, 7, 40.0, -1.0),
        ("hug", STRETCHING, 7, 74.0, -0.5),
        ("break", MOBILITY, 7, 80.0, -1.0),
        ("arch", MOBILITY, 7, 80.0, -1.0),
    )
)


def test_ten_candidates_and_five_minutes_have_no_better_week_either():
    """A solver that stops a little short of the best chose another one here."""
    emphasis = {**EMPHASIS, STRENGTHENING: (3.0, 1.0), AEROBIC: (4.0, 0.5), MOBILITY: (4.0, 1.0)}
    bounds = limits(seconds=300.0, least_a_day=2, emphasis={**emphasis, RELAXATION: (1.0, 0.2)})
    better = {"rise": (True, False, False), **dict.fromkeys(("march", "sit", "hug"), (True, True, True))}

    chosen = choose(SHORT_DAYS, bounds)

    found = [[bool(set(days) & set(chosen.get(c.exercise, ()))) for days in DAYS] for c in SHORT_DAYS]
    known = [better.get(c.exercise, (False, False, False)) for c in SHORT_DAYS]
    assert worth_of(found, SHORT_DAYS, bounds) >= worth_of(known, SHORT_DAYS, bounds) - TIE / 10


def test_what_is_made_of_a_chosen_week_does_not_come_back_with_the_next():
    first = choose(THREE, limits())
    first["walk"] = ()

    assert choose(THREE, limits())["walk"]
