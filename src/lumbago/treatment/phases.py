"""How long pain has lasted, and what a guideline says of a treatment then."""

from math import isnan

from lumbago.knowledge import Knowledge
from lumbago.knowledge.table import PRESENT, Table, columns
from lumbago.knowledge.treatment import Position, Weighing
from lumbago.record import Phase


def phase_of(table: Table, knowledge: Knowledge, weighing: Weighing) -> Phase | None:
    """Return the phase of the pain of a one-row table; None when nobody said when it began."""
    days = float(table.duration_days[0])
    if isnan(days):
        place = columns(knowledge)
        for phase, findings in ((Phase.PERSISTENT, weighing.persistent), (Phase.SUBACUTE, weighing.subacute)):
            if any(table.states[0, place[key]] == PRESENT for key in findings):
                return phase
        return None
    if days <= weighing.acute_days.value:
        return Phase.ACUTE
    return Phase.SUBACUTE if days <= weighing.subacute_days.value else Phase.PERSISTENT


def position_on(treatment: str, phase: Phase, guideline: str, knowledge: Knowledge) -> Position | None:
    """Return what a guideline says of a treatment in a phase; the most specific position wins.

    Args:
        treatment: Its id.
        phase: Of the pain.
        guideline: Its id; empty for none.
        knowledge: Where guidelines are.
    """
    if not guideline:
        return None
    positions = (
        position
        for position in knowledge.guidelines[guideline].positions
        if position.treatment == treatment and phase in position.phases
    )
    return min(positions, key=lambda position: len(position.phases), default=None)
