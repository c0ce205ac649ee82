"""Draw up the plan of one person, from day to day.

    History, Knowledge -> Plan

Only what the person may take is dosed, one medicine of a class; what a guideline or the evidence advises
against is listed as such. A line for some people is said only where it is certain that they are among them.
"""

from collections.abc import Iterator

from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.asking import without_what_cannot_be
from lumbago.knowledge.logic import evaluate
from lumbago.knowledge.medicine_names import classes_of
from lumbago.knowledge.names import id_of
from lumbago.knowledge.schema import Expression
from lumbago.knowledge.table import ABSENT, NOT_ASKED, PRESENT, Table, columns
from lumbago.knowledge.treatment import Line, Treatment
from lumbago.record import (
    History,
    LineKind,
    MedicineSafety,
    Period,
    Phase,
    Plan,
    PlannedLine,
    Ranking,
    Role,
    Verdict,
)
from lumbago.treatment.medicines import check_medicines
from lumbago.treatment.phases import phase_of
from lumbago.treatment.ranking import AGAINST_GUIDELINE, rank

AT_HOME = frozenset({"advice", "heat-and-cold", "exercise", "medicine"})
"""Kinds of treatment that a person can begin alone; the others are options to choose, not lines to follow."""


def plan(history: History, knowledge: Knowledge, guideline: str = "") -> Plan:
    """Draw up a plan.

    Args:
        history: Of a person who may be shown one; that is decided elsewhere.
        knowledge: Treatments, medicines and guidelines.
        guideline: Id of an overlay; empty for our own reading.

    Raises:
        ReportError: When the history names a finding that does not exist.
        ValueError: When knowledge holds no weighing.
    """
    if knowledge.weighing is None:
        raise ValueError("knowledge holds no weighing")
    table = without_what_cannot_be(tabulate([history], knowledge), knowledge)
    known = phase_of(table, knowledge, knowledge.weighing)
    phase = known or Phase.ACUTE
    ranking = rank(phase, knowledge, guideline)
    safety = check_medicines(history, knowledge)
    forbidden = {c.medicine for c in safety.checks if c.verdict is Verdict.CONTRAINDICATED}
    wanted = list(_wanted(phase, ranking, history, knowledge))
    followed = [t for t in wanted if not t.medicines or not forbidden.issuperset(t.medicines)]
    return Plan(
        phase=phase,
        lines=tuple(_lines(followed, phase, table, knowledge)),
        medicines=safety,
        ranking=ranking,
        is_phase_known=known is not None,
        considered=tuple(dict.fromkeys(medicine for t in wanted for medicine in t.medicines)),
        chosen=_chosen(followed, safety, knowledge),
        avoid=_avoided(phase, ranking, knowledge),
        guideline=guideline,
    )


def _wanted(phase: Phase, ranking: Ranking, history: History, knowledge: Knowledge) -> Iterator[Treatment]:
    """Yield what a plan would follow: first what everybody does, then options in order of the ranking.

    What a person dislikes is left out of the options; nobody can dislike when to get help.
    """
    disliked = {id_of(name) for name in history.report.preferences.disliked}
    offered = [o for o in ranking.options if o.why_not_ranked != AGAINST_GUIDELINE]
    roles: dict[Role, list[Treatment]] = {role: [] for role in Role}
    for option in offered:
        treatment = knowledge.treatments[option.treatment]
        place = treatment.place_in(phase)
        if place is None or treatment.kind not in AT_HOME:
            continue
        if place.role is Role.CORE or disliked.isdisjoint(_called(treatment)):
            roles[place.role].append(treatment)
    yield from roles[Role.CORE]
    yield from roles[Role.OPTION]


def _called(treatment: Treatment) -> set[str]:
    """Return what a person may call a treatment, its medicines and its kind, as ids are written."""
    names = (treatment.id, treatment.name, treatment.plain, treatment.kind, *treatment.medicines)
    return {id_of(name) for name in (*names, *treatment.synonyms)}


def _lines(
    followed: list[Treatment], phase: Phase, table: Table, knowledge: Knowledge
) -> Iterator[PlannedLine]:
    said = [
        PlannedLine(treatment.id, line.id, line.period, line.kind, is_unsure)
        for treatment in [*followed, *_warned_of(phase, knowledge)]
        for line in treatment.lines
        if phase in line.phases and (is_unsure := _is_unsure(line, table, knowledge)) is not None
    ]
    order, kinds = list(Period), list(LineKind)
    yield from sorted(said, key=lambda line: (order.index(line.period), kinds.index(line.kind)))


def _warned_of(phase: Phase, knowledge: Knowledge) -> Iterator[Treatment]:
    for treatment in knowledge.treatments.values():
        place = treatment.place_in(phase)
        if place is not None and place.role is Role.AVOID:
            yield treatment


def _is_unsure(line: Line, table: Table, knowledge: Knowledge) -> bool | None:
    """Return whether a line is said with its exception; None where it is not said at all."""
    if line.when is not None and _state(line.when, table, knowledge) != PRESENT:
        return None
    exception = ABSENT if line.unless is None else _state(line.unless, table, knowledge)
    if exception == NOT_ASKED:
        return None if line.if_unsure is None else True
    return False if exception == ABSENT else None


def _state(expression: Expression, table: Table, knowledge: Knowledge) -> int:
    return int(evaluate(expression, table, columns(knowledge))[0])


def _chosen(followed: list[Treatment], safety: MedicineSafety, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the first medicine of each treatment that may be dosed; no two of one class.

    Nothing is added while something is taken above its ceiling.
    """
    if safety.above:
        return ()
    amounts = {check.medicine for check in safety.checks if check.amount is not None}
    chosen: list[str] = []
    held: set[str] = set()
    for treatment in followed:
        for medicine in treatment.medicines:
            classes = classes_of(knowledge.medicines[medicine].name, knowledge)
            if medicine in amounts and not classes & held:
                chosen.append(medicine)
                held |= classes
                break
    return tuple(chosen)


def _avoided(phase: Phase, ranking: Ranking, knowledge: Knowledge) -> tuple[str, ...]:
    against = (o.treatment for o in ranking.options if o.why_not_ranked == AGAINST_GUIDELINE)
    return tuple(dict.fromkeys((*(t.id for t in _warned_of(phase, knowledge)), *against)))
