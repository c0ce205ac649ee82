"""Cut work into blocks, and give back what became of each in the order of the blocks.

    task, pieces, crew -> results in order

What a crew finishes first must never show in a number: results come back in the order of
their pieces, whoever did them and whenever.
"""

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from typing import NamedTuple, TypeVar

from lumbago.shards.crews import Crew

Piece = TypeVar("Piece")
Done = TypeVar("Done")


class Block(NamedTuple):
    """Neighbours in a long row.

    Attributes:
        start: Number of the first, from 0.
        stop: Number after the last.
    """

    start: int
    stop: int

    @property
    def size(self) -> int:
        """How many there are."""
        return self.stop - self.start


def blocks(total: int, largest: int) -> list[Block]:
    """Cut a row into blocks.

    Args:
        total: How long the row is, 0 or more.
        largest: How many a block holds at most, 1 or more; only the last holds fewer.

    Examples:
        >>> blocks(5, 2)
        [Block(start=0, stop=2), Block(start=2, stop=4), Block(start=4, stop=5)]
    """
    return [Block(start, min(start + largest, total)) for start in range(0, total, largest)]


def gather(
    task: Callable[[Piece], Done],
    pieces: Sequence[Piece],
    crew: Crew,
    *,
    kept: MutableMapping[int, Done] | None = None,
) -> Iterator[Done]:
    """Yield what a task makes of each piece, in the order of the pieces.

    Args:
        task: What is done to one piece; luck comes with the piece, never from the worker.
        pieces: What it is done to.
        crew: Who does it.
        kept: Results by number of piece: those already there are not done again, and each new one
            is put there as soon as it is the next in order. Keep it, and a run that was stopped goes on.
    """
    kept = {} if kept is None else kept
    left = [number for number in range(len(pieces)) if number not in kept]
    working = crew(task, [pieces[number] for number in left])
    for number in range(len(pieces)):
        if number not in kept:
            kept[number] = next(working)
        yield kept[number]
