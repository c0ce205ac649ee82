"""How long pain has lasted, and what a guideline says of a treatment then."""

from lumbago.knowledge import Knowledge
from lumbago.knowledge.treatment import Position, Weighing
from lumbago.record import History, Phase


def phase_of(history: History, weighing: Weighing) -> Phase | None:
    """Return the phase of the pain; None when nobody said when it began."""
    days = history.duration_days
    if days is None:
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
