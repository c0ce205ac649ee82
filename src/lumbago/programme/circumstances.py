"""Which circumstances of a person forbid or change exercises.

findings, Differential -> which hold, which must be presumed, which nobody asked about
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from lumbago.knowledge import Knowledge
from lumbago.knowledge.asking import unasked
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.exercise import Exercise
from lumbago.knowledge.logic import evaluate
from lumbago.knowledge.schema import Expression
from lumbago.knowledge.table import NOT_ASKED, PRESENT, Table, columns
from lumbago.record import Differential

LEAVE_OUT, CHANGE = "leave-out", "change"
PRESUME = "presume"


class Circumstances(NamedTuple):
    """What is known of a person, by id of the circumstance.

    Attributes:
        holding: These are so.
        presumed: Nobody asked, and they are taken to be so: to be wrong could do harm.
        unasked: Nobody asked; only said.
        questions: By circumstance that nobody could tell: the findings that would.
    """

    holding: frozenset[str]
    presumed: frozenset[str]
    unasked: frozenset[str]
    questions: Mapping[str, tuple[str, ...]]


def circumstances_of(
    table: Table, differential: Differential, knowledge: Knowledge, diagnosed: Collection[str] = ()
) -> Circumstances:
    """Return the circumstances of the person of a one-row table.

    Args:
        table: What was answered.
        differential: What it probably is.
        knowledge: Circumstances.
        diagnosed: Conditions that the person is known to have, as ids are written.
    """
    likely = {candidate.condition: candidate.probability for candidate in differential.candidates}
    found: dict[str, set[str]] = {"holding": set(), "presumed": set(), "unasked": set()}
    open_here = unasked(table, knowledge)
    questions: dict[str, tuple[str, ...]] = {}
    for one in knowledge.circumstances.values():
        state = state_of(one.when, table, knowledge)
        by_condition = one.likely is not None and any(
            likely.get(c, 0) >= one.likely or c in diagnosed for c in one.conditions
        )
        if state == PRESENT or by_condition:
            found["holding"].add(one.id)
        elif state == NOT_ASKED:
            found["presumed" if one.unknown == PRESUME else "unasked"].add(one.id)
            questions[one.id] = tuple(key for key in findings_in(one.when) if key in open_here)
    sets = {name: frozenset(ids) for name, ids in found.items()}
    return Circumstances(**sets, questions=questions)


def state_of(expression: Expression, table: Table, knowledge: Knowledge) -> int:
    """Return whether an expression holds for the person of a one-row table: 1, -1, or 0 for not known."""
    return int(evaluate(expression, table, columns(knowledge))[0])


def forbidding(exercise: Exercise, among: Iterable[str]) -> tuple[str, ...]:
    """Return which of these circumstances forbid an exercise, in the order of its file."""
    return _with(exercise, LEAVE_OUT, among)


def changing(exercise: Exercise, among: Iterable[str]) -> tuple[str, ...]:
    """Return which of these circumstances change how an exercise is done."""
    return _with(exercise, CHANGE, among)


def _with(exercise: Exercise, verdict: str, among: Iterable[str]) -> tuple[str, ...]:
    held = frozenset(among)
    return tuple(c.circumstance for c in exercise.cautions if c.verdict == verdict and c.circumstance in held)
