"""What a fact rests on: the shape of an answer to `lumbago cite`."""

from dataclasses import dataclass

from lumbago.knowledge.schema import Knowledge
from lumbago.record import Status


@dataclass(frozen=True)
class Ground:
    """One thing that a fact rests on.

    Attributes:
        statement: What is claimed, with its number and interval.
        status: What it rests on.
        source: Source id; None for our own judgement.
        citation: The source as a reader would look it up.
        at: Place in the source, or the reason for a judgement.
    """

    statement: str
    status: Status
    source: str | None
    citation: str | None
    at: str


@dataclass(frozen=True)
class Cited:
    """A fact and everything it rests on."""

    id: str
    folder: str
    title: str
    text: str
    grounds: tuple[Ground, ...]


def sources_in(
    ids: tuple[str, ...], status: Status, statement: str, at: str, knowledge: Knowledge
) -> tuple[Ground, ...]:
    """Return one ground for each source; the reason itself where it is a judgement."""
    if not ids:
        return (Ground(statement, status, None, None, at),)
    return tuple(Ground(statement, status, i, knowledge.sources[i].citation, at) for i in ids)
