"""Prescribe one week of exercise.

    History, Differential, Knowledge -> Programme

Nothing that a circumstance forbids is ever chosen. Within a week a programme only gets easier; it grows from
one week to the next.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from lumbago.knowledge import Knowledge
from lumbago.knowledge.dosing import Dosing
from lumbago.programme.amounts import Amount, briefly
from lumbago.programme.choosing import Limits, choose
from lumbago.programme.circumstances import changing, forbidding
from lumbago.programme.person import DAYS_A_WEEK, Person, person_of
from lumbago.programme.standing import MOST_IRRITABLE
from lumbago.programme.suiting import Suited, Suiting, beside, candidates_of, suiting
from lumbago.record import (
    TOTAL,
    Because,
    Differential,
    ExerciseKind,
    ExercisePhase,
    History,
    LeftOut,
    MissingKind,
    Move,
    Prescribed,
    Programme,
    WhyNot,
)

ORDER = (
    ExerciseKind.AEROBIC,
    ExerciseKind.MOBILITY,
    ExerciseKind.MOTOR_CONTROL,
    ExerciseKind.STRENGTHENING,
    ExerciseKind.STRETCHING,
    ExerciseKind.RELAXATION,
)
"""What comes first on a day: a walk is the warm-up of all that follows."""

ON_A_BAD_DAY = (ExerciseKind.MOBILITY, ExerciseKind.RELAXATION, ExerciseKind.STRETCHING)
SHORT_EXERCISES = 2

OVERDONE = 3
"""Exercises that rest because they were too much, from which a week is cut short; our judgement, 2 to 4."""


class _Why(NamedTuple):
    """What became of a dose, why the exercise was chosen, and for whom."""

    move: Move
    because: tuple[Because, ...]
    person: Person


def prescribe(
    history: History, differential: Differential, knowledge: Knowledge, *, on: date | None = None
) -> Programme:
    """Prescribe the week that holds a day.

    Args:
        history: Of a person who may exercise; that is decided elsewhere.
        differential: What it probably is: some causes forbid some directions.
        knowledge: Exercises, circumstances and dosing.
        on: The day; that of the last thing said where it is not given.

    Raises:
        ReportError: When the history names a finding that does not exist.
        ValueError: When knowledge holds no dosing, or the day lies before the report.
    """
    dosing = knowledge.dosing
    if dosing is None:
        raise ValueError("knowledge holds no dosing")
    day = on or history.on
    if day < history.report.on:
        raise ValueError(f"{day} lies before the report")
    person = person_of(history.until(day), differential, knowledge, dosing, day)
    found = suiting(person, knowledge.exercises, dosing)
    days = choose(candidates_of(found.suited, person, dosing), _limits(person, found, dosing))
    prescribed = _prescribed(days, found, person, knowledge)
    left_out = _left_out(found, days)
    return Programme(
        starts=person.starts,
        week=person.week.number,
        phase=person.standing.phase,
        irritability=person.standing.irritability,
        is_eased=found.is_eased,
        eases=person.eases,
        limit_seconds=person.limit_s,
        prescribed=prescribed,
        left_out=left_out,
        missing=_missing(prescribed, left_out, knowledge),
        short=_short(found.suited, days, person, dosing),
        walking_seconds=sum(p.seconds * len(p.days) for p in prescribed if p.kind is ExerciseKind.AEROBIC),
        walking_target_seconds=dosing.walking_target.value * 60,
        mentions=_mentions(prescribed, person, knowledge),
        unasked=_unasked(left_out, person),
    )


def _limits(person: Person, found: Suiting, dosing: Dosing) -> Limits:
    """Return what the week must keep; where many exercises were too much, it is a short one."""
    is_kept_up = person.standing.phase is ExercisePhase.PREVENTION
    is_short = sum(out.why is WhyNot.HURT for out in found.left_out) >= OVERDONE
    most_a_day = max(len(TOTAL), min(int(dosing.most_a_day.value), beside(person.limit_s) + 1))
    return Limits(
        seconds=person.limit_s / 2 if is_short else person.limit_s,
        least_a_day=int(dosing.least_a_day.value),
        most_a_day=len(TOTAL) if is_short else most_a_day,
        most_a_week=len(TOTAL) if is_short else int(dosing.most_a_week.value),
        days=int(dosing.maintenance_days.value) if is_kept_up else DAYS_A_WEEK,
        emphasis=tuple(dosing.emphasis[person.standing.phase].items()),
    )


def _prescribed(
    days: Mapping[str, tuple[int, ...]], found: Suiting, person: Person, knowledge: Knowledge
) -> tuple[Prescribed, ...]:
    """Return what was chosen, in the order of a day."""
    firsts = _first_of_kinds(days, found.suited)
    has_tired = any(one.is_tired and id_ not in days for id_, one in found.suited.items())
    ordered = sorted(days, key=lambda id_: (ORDER.index(found.suited[id_].exercise.kind), id_))
    told = []
    for id_ in ordered:
        one = found.suited[id_]
        because = _because(one, person, is_first=id_ in firsts, is_relief=has_tired)
        told.append(_told(one, one.amount, days[id_], _Why(_move(one, person), because, person)))
    return tuple(told)


def _first_of_kinds(days: Iterable[str], suited: Mapping[str, Suited]) -> frozenset[str]:
    """Return the one of each of the three kinds that stands for it."""
    return frozenset(
        id_ for kind in TOTAL for id_ in [*(i for i in days if suited[i].exercise.kind is kind)][:1]
    )


def _because(one: Suited, person: Person, *, is_first: bool, is_relief: bool) -> tuple[Because, ...]:
    is_kept = one.exercise.id in person.lately
    reasons = {
        Because.TOTAL: is_first,
        Because.EASES: person.eases in one.exercise.directions,
        Because.GENTLE: person.standing.irritability == MOST_IRRITABLE,
        Because.KEPT: is_kept,
        Because.FRESH: is_relief and not is_kept,
    }
    held = tuple(because for because, holds in reasons.items() if holds)
    return held or (Because.ROOM,)


def _told(
    one: Suited,
    much: Amount,
    days: tuple[int, ...],
    why: "_Why",
) -> Prescribed:
    circumstances = why.person.circumstances
    return Prescribed(
        exercise=one.exercise.id,
        kind=one.exercise.kind,
        level=one.exercise.level,
        rung=much.rung,
        days=days,
        sets=much.sets,
        reps=much.reps,
        hold_s=much.hold_s,
        times_a_day=much.times_a_day,
        sides=one.exercise.dose.sides,
        seconds=much.seconds,
        move=why.move,
        because=why.because,
        changed_by=changing(one.exercise, circumstances.holding),
        may_change=changing(one.exercise, circumstances.presumed | circumstances.unasked),
    )


def _move(one: Suited, person: Person) -> Move:
    if one.exercise.id not in person.known:
        return Move.NEW
    if one.place == one.before:
        return Move.SAME
    return Move.MORE if one.place > one.before else Move.LESS


def _left_out(found: Suiting, days: Mapping[str, tuple[int, ...]]) -> tuple[LeftOut, ...]:
    enough = tuple(LeftOut(id_, WhyNot.ENOUGH) for id_ in found.suited if id_ not in days)
    return tuple(sorted((*found.left_out, *enough), key=lambda out: out.exercise))


def _missing(
    prescribed: tuple[Prescribed, ...], left_out: tuple[LeftOut, ...], knowledge: Knowledge
) -> tuple[MissingKind, ...]:
    """Return which of the three kinds a rule forbids; the rule that is the easiest to change is told."""
    held = {one.kind for one in prescribed}
    reasons = list(WhyNot)
    missing = []
    for kind in TOTAL:
        if kind in held:
            continue
        against = [out for out in left_out if knowledge.exercises[out.exercise].kind is kind]
        told = (out.why for out in against if out.why is not WhyNot.LEVEL)
        why = max(told, key=reasons.index, default=WhyNot.NOT_YET)
        why = WhyNot.TIME if why is WhyNot.ENOUGH else why
        circumstances = (c for out in against if out.why is why for c in out.circumstances)
        missing.append(MissingKind(kind, why, tuple(dict.fromkeys(circumstances))))
    return tuple(missing)


def _short(
    suited: Mapping[str, Suited], days: Mapping[str, tuple[int, ...]], person: Person, dosing: Dosing
) -> tuple[Prescribed, ...]:
    """Return what is possible on a bad day: the gentlest of what suits, known ones first, each once."""
    gentle = [one for one in suited.values() if one.exercise.irritability == MOST_IRRITABLE]
    wanted = sorted(
        (one for one in gentle if one.exercise.kind in ON_A_BAD_DAY),
        key=lambda one: (one.exercise.id not in days, ON_A_BAD_DAY.index(one.exercise.kind)),
    )
    each = (dosing.short_s.value - dosing.change_s.value) / SHORT_EXERCISES
    brief = [(one, much) for one in wanted if (much := briefly(one.exercise, each, dosing)) is not None]
    return tuple(
        _told(one, much, tuple(range(DAYS_A_WEEK)), _Why(Move.LESS, (Because.GENTLE,), person))
        for one, much in brief[:SHORT_EXERCISES]
    )


def _mentions(prescribed: tuple[Prescribed, ...], person: Person, knowledge: Knowledge) -> tuple[str, ...]:
    """Return what nobody asked about, and what would forbid something in this week."""
    exercises = (knowledge.exercises[one.exercise] for one in prescribed)
    return tuple(dict.fromkeys(c for e in exercises for c in forbidding(e, person.circumstances.unasked)))


def _unasked(left_out: tuple[LeftOut, ...], person: Person) -> tuple[str, ...]:
    """Return the findings whose answers would free what is left out because nobody asked."""
    barring = (c for out in left_out if out.why is WhyNot.NOT_ASKED for c in out.circumstances)
    return tuple(dict.fromkeys(key for c in barring for key in person.circumstances.questions.get(c, ())))
