"""Everything about one person that decides a week of exercise.

History, Differential, Knowledge, day -> Person
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter

from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.asking import without_what_cannot_be
from lumbago.knowledge.dosing import Dosing
from lumbago.knowledge.names import id_of
from lumbago.knowledge.table import PRESENT, Table
from lumbago.programme.circumstances import Circumstances, circumstances_of, state_of
from lumbago.programme.climbing import Week
from lumbago.programme.outcomes import Session, sessions_of
from lumbago.programme.standing import Standing, standing
from lumbago.record import Differential, Direction, Fitness, History

DAYS_A_WEEK = 7
HOME = frozenset({"chair", "cushion", "towel", "wall"})
"""Taken to be in every home."""

OPPOSITE = {Direction.FLEXION: Direction.EXTENSION, Direction.EXTENSION: Direction.FLEXION}


@dataclass(frozen=True)
class Person:
    """Everything about one person that decides a week.

    Attributes:
        weeks: Weeks that are over, in order.
        week: This one, as far as it was lived.
        began: Where the person stood on the day of the report.
        circumstances: What forbids or changes exercises.
        eases: The direction that eases the pain; None where none is known.
        at_hand: Equipment.
        disliked: What the person does not want, as ids are written.
        fitness: How used to exercise they are.
        limit_s: Seconds a day, at most.
        starts: First day of this week.
    """

    weeks: tuple[Week, ...]
    week: Week
    began: Standing
    circumstances: Circumstances
    eases: Direction | None
    at_hand: frozenset[str]
    disliked: frozenset[str]
    fitness: Fitness
    limit_s: float
    starts: date

    @property
    def standing(self) -> Standing:
        """Where the person stands now."""
        return self.week.standing

    @cached_property
    def known(self) -> frozenset[str]:
        """Every exercise of the weeks before this one."""
        return frozenset(id_ for week in self.weeks for id_ in week.outcomes)

    @cached_property
    def lately(self) -> Mapping[str, int]:
        """Exercises of the two weeks before this one, and how many weeks ago each was done last."""
        return {id_: ago for ago in (2, 1) for week in self.weeks[-ago:][:1] for id_ in week.outcomes}


def person_of(
    history: History, differential: Differential, knowledge: Knowledge, dosing: Dosing, on: date
) -> Person:
    """Return what decides the week that holds a day.

    Args:
        history: What was said; nothing after that day.
        differential: What it probably is.
        knowledge: Circumstances.
        dosing: Where the lines are drawn.
        on: The day.
    """
    sessions = sessions_of(history, dosing)
    number = (on - history.report.on).days // DAYS_A_WEEK
    preferences = history.report.preferences
    table = without_what_cannot_be(tabulate([history], knowledge), knowledge)
    minutes = dosing.minutes.value if preferences.minutes_per_day is None else preferences.minutes_per_day
    return Person(
        weeks=tuple(_week(history, sessions, past, dosing) for past in range(number)),
        week=_this_week(history, sessions, number, on, dosing),
        began=standing(history, sessions, history.report.on, dosing),
        circumstances=circumstances_of(
            table, differential, knowledge, [id_of(name) for name in history.report.diagnosed]
        ),
        eases=_eases(table, knowledge, dosing),
        at_hand=HOME | {id_of(name) for name in preferences.equipment},
        disliked=frozenset(id_of(name) for name in preferences.disliked),
        fitness=preferences.fitness or Fitness.NEW,
        limit_s=minutes * 60,
        starts=_first_day(history, number),
    )


def _first_day(history: History, number: int) -> date:
    return history.report.on + timedelta(days=DAYS_A_WEEK * number)


def _week(history: History, sessions: tuple[Session, ...], number: int, dosing: Dosing) -> Week:
    """Return a week as it stood when it began, with all that was done in it."""
    first, end = _first_day(history, number), _first_day(history, number + 1)
    own = sessions[_place(first, sessions) : _place(end, sessions)]
    return Week(number, own, standing(history, sessions, first, dosing))


def _place(day: date, sessions: tuple[Session, ...]) -> int:
    """Return the place of the first session that is not before a day."""
    return bisect_left(sessions, day, key=attrgetter("on"))


def _this_week(
    history: History, sessions: tuple[Session, ...], number: int, on: date, dosing: Dosing
) -> Week:
    """Return the week that is not over: as irritable as on its worst day so far."""
    first = _first_day(history, number)
    days = sorted({first, on, *(c.on for c in history.check_ins if first <= c.on <= on)})
    so_far = [standing(history, sessions, day, dosing) for day in days]
    worst = max(one.irritability for one in so_far)
    own = sessions[_place(first, sessions) :]
    return Week(number, own, so_far[-1]._replace(irritability=worst))


def _eases(table: Table, knowledge: Knowledge, dosing: Dosing) -> Direction | None:
    """Return the direction that eases; None where two do, for then neither is known."""
    found = [one.direction for one in dosing.eases if state_of(one.when, table, knowledge) == PRESENT]
    return found[0] if len(found) == 1 else None
