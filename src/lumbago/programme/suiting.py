"""Which exercise of each ladder suits a person this week, and why the others do not.

Person, exercises -> Suited of each ladder, a reason for every other exercise
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from lumbago.knowledge.dosing import Dosing
from lumbago.knowledge.exercise import Exercise
from lumbago.knowledge.names import id_of
from lumbago.programme.amounts import Amount, fitted, top_rung
from lumbago.programme.choosing import Candidate
from lumbago.programme.circumstances import forbidding
from lumbago.programme.climbing import (
    PHASES,
    Footing,
    Ladder,
    Place,
    climb,
    climb_on,
    eased,
    fits,
    is_for_later,
    ladders_of,
    level_for,
)
from lumbago.programme.person import OPPOSITE, Person
from lumbago.programme.standing import MOST_IRRITABLE, Standing
from lumbago.record import ExerciseKind, ExercisePhase, Fitness, LeftOut, WhyNot

TROUBLE = -1.0
"""What one more exercise costs: it must be learnt and remembered. Only what is worth more is added."""

FIRST_WORTH, KEPT_WORTH, EASES_WORTH = 0.5, 1.5, 2.0
AGAINST_WORTH, OUTGROWN_WORTH, TIRED_WORTH = -1.0, -3.0, -1.5
"""What makes an exercise worth choosing beside its kind; our own judgement, in the units of `emphasis`."""

EARLY = frozenset({ExercisePhase.FIRST_DAYS, ExercisePhase.FIRST_TWO_WEEKS})
HIGHEST_START = 2
"""Nobody begins higher on a ladder."""

AEROBIC_SHARE, KEPT_FREE_S = 0.5, 900
"""A walk takes half of a day, or all but a quarter of an hour, whichever is more; our own judgement."""

BESIDE = ((900, 3), (480, 2), (0, 1))
"""Exercises that share the rest of a day, by its length in seconds: so what grows crowds out no other."""


class Suited(NamedTuple):
    """The exercise of one ladder that suits a person now.

    Attributes:
        exercise: Which.
        amount: How much.
        footing: How far they have come on its ladder.
        before: What suited them a week before: its level and rung.
        worth: How well it suits.
        is_tired: Whether it was done for so long that another may take its place.
    """

    exercise: Exercise
    amount: Amount
    footing: Footing
    before: Place
    worth: float
    is_tired: bool

    @property
    def place(self) -> Place:
        """Its level and rung."""
        return Place(self.exercise.level, self.amount.rung)


class Suiting(NamedTuple):
    """What suits a person.

    Attributes:
        suited: One of each ladder at most, by id.
        left_out: Every other exercise, with the reason.
        is_eased: Whether something was made easier within this week.
    """

    suited: Mapping[str, Suited]
    left_out: tuple[LeftOut, ...]
    is_eased: bool


def suiting(person: Person, exercises: Mapping[str, Exercise], dosing: Dosing) -> Suiting:
    """Return what suits a person this week."""
    suited: dict[str, Suited] = {}
    left_out: list[LeftOut] = []
    is_eased = False
    then = _a_week_ago(person)
    for whole in ladders_of(exercises).values():
        barred = {exercise.id: why for exercise in whole if (why := _why_never(exercise, person))}
        ladder = tuple(exercise for exercise in whole if exercise.id not in barred)
        left_out += barred.values()
        if not ladder:
            continue
        start = _start(ladder, person)
        before = climb(ladder, start, person.weeks[:-1], dosing)
        settled = climb_on(before, ladder, person.weeks[-1:], dosing)
        footing = eased(settled, ladder, person.week, dosing)
        is_eased |= footing is not settled
        one, others = _of_ladder(ladder, person, footing, _before(ladder, before, then, dosing), dosing)
        left_out += others
        if one is not None:
            suited[one.exercise.id] = one
    order = list(exercises)
    return Suiting(
        {id_: suited[id_] for id_ in order if id_ in suited},
        tuple(sorted(left_out, key=lambda out: order.index(out.exercise))),
        is_eased,
    )


def _a_week_ago(person: Person) -> Person | None:
    return replace(person, week=person.weeks[-1], weeks=person.weeks[:-1]) if person.weeks else None


def _before(ladder: Ladder, footing: Footing, then: Person | None, dosing: Dosing) -> Place:
    """Return what suited a person in the week before, as far as there was time for it."""
    if then is None:
        return footing.place
    one, _ = _of_ladder(ladder, then, footing, footing.place, dosing)
    return footing.place if one is None else one.place


def _start(ladder: Ladder, person: Person) -> Place:
    """Return where a person begins: at the easiest of their phase, or further with more fitness."""
    first = person.began
    if first.irritability == MOST_IRRITABLE or first.phase in EARLY:
        return Place(ladder[0].level, 0)
    fitting = (e.level for e in ladder if first.phase in e.phases and fits(e, first))
    level = min(next(fitting, ladder[0].level), max(HIGHEST_START, ladder[0].level))
    if first.irritability or person.fitness is Fitness.NEW:
        return Place(level, 0)
    if person.fitness is Fitness.SOME:
        return Place(level, 1)
    return Place(max(e.level for e in ladder if e.level <= max(level, HIGHEST_START)), 1)


def _of_ladder(
    ladder: Ladder, person: Person, footing: Footing, before: Place, dosing: Dosing
) -> tuple[Suited | None, list[LeftOut]]:
    """Return the hardest exercise within reach that nothing speaks against, and why not the others."""
    is_parked = footing.parked_until > person.week.number
    level = level_for(ladder, footing, person.standing)
    chosen: Suited | None = None
    others: list[LeftOut] = []
    for exercise in reversed(ladder):
        why = _why_not_now(exercise, person)
        if why is None and is_parked and exercise.level <= footing.place.level:
            why = LeftOut(exercise.id, WhyNot.HURT)
        if why is None and chosen is None and level is not None and exercise.level <= level:
            chosen = _suited(exercise, person, (ladder, footing, before), dosing)
            why = LeftOut(exercise.id, WhyNot.TIME) if chosen is None else None
        elif why is None:
            why = LeftOut(exercise.id, WhyNot.LEVEL)
        if why is not None:
            others.append(why)
    return chosen, others


def _why_not_now(exercise: Exercise, person: Person) -> LeftOut | None:
    """Return why the time for an exercise has not come; None where it has."""
    if is_for_later(exercise, person.standing):
        return LeftOut(exercise.id, WhyNot.NOT_YET)
    return None if fits(exercise, person.standing) else LeftOut(exercise.id, WhyNot.TOO_IRRITABLE)


def _why_never(exercise: Exercise, person: Person) -> LeftOut | None:
    """Return the gravest reason against an exercise, whatever the week; None where there is none."""
    holding = forbidding(exercise, person.circumstances.holding)
    presumed = forbidding(exercise, person.circumstances.presumed)
    against = {
        WhyNot.FORBIDDEN: bool(holding),
        WhyNot.NOT_ASKED: bool(presumed),
        WhyNot.DISLIKED: bool(person.disliked) and not person.disliked.isdisjoint(_called(exercise)),
        WhyNot.EQUIPMENT: not person.at_hand.issuperset(exercise.equipment),
    }
    why = next((reason for reason, holds in against.items() if holds), None)
    return None if why is None else LeftOut(exercise.id, why, holding or presumed)


def _called(exercise: Exercise) -> set[str]:
    """Return what a person may call an exercise and its kind, as ids are written."""
    names = (exercise.id, exercise.name, exercise.plain, exercise.kind.value, *exercise.synonyms)
    return {id_of(name) for name in names}


def _suited(
    exercise: Exercise, person: Person, climbed: tuple[Ladder, Footing, Place], dosing: Dosing
) -> Suited | None:
    ladder, footing, before = climbed
    rung = _rung(exercise, person, footing, dosing)
    found = fitted(exercise, rung, _limit(exercise, person, dosing), dosing)
    if found is None:
        return None
    is_for_change = exercise.kind is not ExerciseKind.AEROBIC
    is_tired = is_for_change and footing.weeks_at_top >= dosing.fresh_weeks.value
    worth = _worth(exercise, ladder, person, dosing)
    if is_outgrown(ladder, person.standing):
        worth += OUTGROWN_WORTH
    return Suited(exercise, found, footing, before, worth, is_tired)


def _rung(exercise: Exercise, person: Person, footing: Footing, dosing: Dosing) -> int:
    """Return the rung that was reached; of an easier exercise the more, the calmer the back."""
    if exercise.level == footing.place.level:
        return footing.place.rung
    calm = MOST_IRRITABLE - person.standing.irritability
    return top_rung(dosing) * calm // MOST_IRRITABLE


def _limit(exercise: Exercise, person: Person, dosing: Dosing) -> float:
    """Return how long an exercise may take: walks are long, and yet leave room for the others."""
    limit, change = person.limit_s, dosing.change_s.value
    walking = max(limit * AEROBIC_SHARE, limit - KEPT_FREE_S)
    if exercise.kind is ExerciseKind.AEROBIC:
        return walking
    return (limit - walking - change) / beside(limit) - change


def beside(limit: float) -> int:
    """Return how many exercises share a day with a walk, for a day of so many seconds."""
    return next(count for least, count in BESIDE if limit >= least)


def _worth(exercise: Exercise, ladder: Ladder, person: Person, dosing: Dosing) -> float:
    ago = min((person.lately[e.id] for e in ladder if e.id in person.lately), default=0)
    worth = TROUBLE + (KEPT_WORTH / ago if ago else 0.0)
    if exercise.ladder in dosing.first_choices:
        worth += FIRST_WORTH
    if person.eases in exercise.directions:
        worth += EASES_WORTH
    if person.eases is not None and OPPOSITE.get(person.eases) in exercise.directions:
        worth += AGAINST_WORTH
    return worth


def is_outgrown(ladder: Ladder, standing: Standing) -> bool:
    """Return whether a whole ladder belongs to earlier phases: still right, seldom chosen."""
    last = max(PHASES.index(phase) for exercise in ladder for phase in exercise.phases)
    return PHASES.index(standing.phase) > last


def candidates_of(suited: Mapping[str, Suited], person: Person, dosing: Dosing) -> list[Candidate]:
    """Return what may be chosen; of all that were done for long, the longest makes room for another.

    What made room before stays away until a break has passed, so that two do not change places for ever.
    """
    tired = {id_: one for id_, one in suited.items() if one.is_tired}
    done = [id_ for id_ in tired if person.lately.get(id_) == 1]
    longest = max(done, key=lambda id_: tired[id_].footing.weeks_at_top, default=None)
    resting = {id_ for id_ in tired if id_ not in done or id_ == longest}
    return [
        Candidate(
            exercise=id_,
            kind=one.exercise.kind,
            days=one.amount.days,
            seconds=one.amount.seconds + dosing.change_s.value,
            worth=one.worth + (TIRED_WORTH - KEPT_WORTH if id_ in resting else 0.0),
        )
        for id_, one in suited.items()
    ]
