"""How far a person has come on each ladder of exercises, replayed week by week from what was said.

    sessions, standings -> Footing of each ladder

Up by one rung a week, or two of what was too easy, and only after sessions that are known to have gone well.
Down at once when one was too much; the rung that hurt is tried again later, and later still when it hurts
again, so that nobody is sent up and down for ever. A missed week changes nothing.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from lumbago.knowledge.dosing import Dosing
from lumbago.knowledge.exercise import Exercise
from lumbago.programme.amounts import top_rung
from lumbago.programme.outcomes import Outcome, Session
from lumbago.programme.standing import Standing
from lumbago.record import ExercisePhase

Ladder: TypeAlias = tuple[Exercise, ...]
"""Exercises of rising difficulty, the easiest first."""

PHASES = tuple(ExercisePhase)
_TWO_RUNGS = 2
"""What was too easy grows faster."""


class Place(NamedTuple):
    """A level of a ladder, from 1, and a rung of its dose, from 0; they compare as they rise."""

    level: int
    rung: int


_NOTHING: Mapping[Place, int] = MappingProxyType({})


class Footing(NamedTuple):
    """Where a person stands on one ladder.

    Attributes:
        place: How far they have come.
        shown: The level that fitted last; None where none did yet.
        failures: How often each place was too much.
        not_before: Week before which a place is not tried again.
        parked_until: Week before which the whole ladder rests: its easiest place was too much.
        last_week: Last week in which anything of it was done.
        weeks_at_top: Weeks at its highest place in which it was done.
    """

    place: Place
    shown: int | None = None
    failures: Mapping[Place, int] = _NOTHING
    not_before: Mapping[Place, int] = _NOTHING
    parked_until: int = 0
    last_week: int | None = None
    weeks_at_top: int = 0


@dataclass(frozen=True)
class Week:
    """One week that was lived.

    Attributes:
        number: How many weeks went before it.
        sessions: What was done in it.
        standing: Where the person stood when it began.
    """

    number: int
    sessions: tuple[Session, ...]
    standing: Standing

    @cached_property
    def outcomes(self) -> Mapping[str, list[Outcome]]:
        """How each exercise that was done in it went, by its id."""
        found: dict[str, list[Outcome]] = {}
        for session in self.sessions:
            found.setdefault(session.exercise, []).append(session.outcome)
        return found


def ladders_of(exercises: Mapping[str, Exercise]) -> dict[str, Ladder]:
    """Return every ladder, by its name, its exercises in order of level."""
    names = sorted({exercise.ladder for exercise in exercises.values()})
    return {
        name: tuple(sorted((e for e in exercises.values() if e.ladder == name), key=lambda e: e.level))
        for name in names
    }


def climb(ladder: Ladder, start: Place, weeks: Sequence[Week], dosing: Dosing) -> Footing:
    """Return where a person stands on a ladder after some weeks.

    Args:
        ladder: Those of its exercises that nothing forbids.
        start: Where they began.
        weeks: Those that are over, in order.
        dosing: How fast one climbs.
    """
    return climb_on(Footing(start), ladder, weeks, dosing)


def climb_on(footing: Footing, ladder: Ladder, weeks: Sequence[Week], dosing: Dosing) -> Footing:
    """Return a footing after some more weeks."""
    own = {exercise.id for exercise in ladder}
    for standing, alike in groupby(weeks, key=attrgetter("standing")):
        fitting = _fitting(ladder, standing)
        for week in alike:
            shown = _within_reach(fitting, footing)
            if shown is not None and shown != footing.shown:
                footing = footing._replace(shown=shown)
            if week.outcomes.keys().isdisjoint(own):
                footing = _rested(footing, week, dosing)
            else:
                footing = _after(footing, ladder, week, dosing)
    return footing


def eased(footing: Footing, ladder: Ladder, week: Week, dosing: Dosing) -> Footing:
    """Return a footing within a week that is not over: it may only go down, and not for want of doing."""
    if week.outcomes.keys().isdisjoint(exercise.id for exercise in ladder):
        return footing
    after = _after(footing._replace(shown=level_for(ladder, footing, week.standing)), ladder, week, dosing)
    return after if after.place < footing.place or after.parked_until > footing.parked_until else footing


def level_for(ladder: Ladder, footing: Footing, standing: Standing) -> int | None:
    """Return the level that fits: what was reached, as far as the back allows; never two levels up."""
    return _within_reach(_fitting(ladder, standing), footing)


def _fitting(ladder: Ladder, standing: Standing) -> list[int]:
    return [exercise.level for exercise in ladder if fits(exercise, standing)]


def _within_reach(fitting: Sequence[int], footing: Footing) -> int | None:
    reach = footing.place.level if footing.shown is None else min(footing.place.level, footing.shown + 1)
    below = bisect_right(fitting, reach)
    return fitting[below - 1] if below else None


def fits(exercise: Exercise, standing: Standing) -> bool:
    """Return whether its time has come and the back is calm enough; an easy one stays right."""
    return exercise.irritability >= standing.irritability and not is_for_later(exercise, standing)


def is_for_later(exercise: Exercise, standing: Standing) -> bool:
    """Return whether an exercise belongs to later phases only."""
    return PHASES.index(standing.phase) < min(PHASES.index(phase) for phase in exercise.phases)


def _after(footing: Footing, ladder: Ladder, week: Week, dosing: Dosing) -> Footing:
    """Return a footing after a week in which something of its ladder was done."""
    outcomes = [(e.level, outcome) for e in ladder for outcome in week.outcomes.get(e.id, ())]
    footing = footing._replace(last_week=week.number)
    said = [outcome for _, outcome in outcomes]
    if Outcome.TOO_MUCH in said or Outcome.TOO_HARD in said:
        blamed = [lv for lv, o in outcomes if o in {Outcome.TOO_MUCH, Outcome.TOO_HARD}]
        return _down(footing, ladder, min(*blamed, footing.place.level), week, dosing)
    if Outcome.HARD in said:
        return footing
    at_place = [outcome for level, outcome in outcomes if level == footing.place.level]
    is_easy = Outcome.TOO_EASY in at_place
    is_good = sum(o in {Outcome.GOOD, Outcome.TOO_EASY} for o in at_place) >= dosing.good_sessions.value
    if not (is_easy or is_good):
        return footing
    return _up(footing, ladder, week, _TWO_RUNGS if is_easy else 1, dosing)


def _rested(footing: Footing, week: Week, dosing: Dosing) -> Footing:
    """After a long break it starts one rung lower, once; a missed week changes nothing."""
    if footing.last_week is None or (week.number - footing.last_week) * 7 < dosing.break_days.value:
        return footing
    lower = footing.place._replace(rung=max(0, footing.place.rung - 1))
    return footing._replace(place=lower, last_week=None, weeks_at_top=0)


def _down(footing: Footing, ladder: Ladder, level: int, week: Week, dosing: Dosing) -> Footing:
    """Go down from what was too much, and wait before it is tried again: longer each time."""
    failed = footing.place if level == footing.place.level else Place(level, 0)
    times = footing.failures.get(failed, 0) + 1
    again = week.number + 1 + int(dosing.wait_weeks.value) * 2 ** (times - 1)
    is_lowest = failed <= Place(ladder[0].level, 0)
    return footing._replace(
        place=_below(failed, ladder, dosing),
        failures={**footing.failures, failed: times},
        not_before={**footing.not_before, failed: again},
        parked_until=again if is_lowest else footing.parked_until,
        weeks_at_top=0,
    )


def _below(place: Place, ladder: Ladder, dosing: Dosing) -> Place:
    """Return the rung below; below the first rung the middle of the level below; the lowest place stays."""
    if place.rung:
        return place._replace(rung=place.rung - 1)
    easier = [exercise.level for exercise in ladder if exercise.level < place.level]
    return Place(max(easier), top_rung(dosing) // 2) if easier else place


def _up(footing: Footing, ladder: Ladder, week: Week, rungs: int, dosing: Dosing) -> Footing:
    """Go up by some rungs of one level, or to the first rung of the next."""
    place = footing.place
    higher = place._replace(rung=min(place.rung + rungs, top_rung(dosing)))
    if place.rung >= top_rung(dosing):
        higher = Place(place.level + 1, 0)
        if not any(e.level == higher.level and fits(e, week.standing) for e in ladder):
            return footing._replace(weeks_at_top=footing.weeks_at_top + 1)
    waits = (again for at, again in footing.not_before.items() if place < at <= higher)
    if any(again > week.number + 1 for again in waits):
        return footing
    return footing._replace(place=higher)
