"""Screen histories for red flags.

    Table, red-flag rules -> which rules hold, which nobody can decide yet

A red flag raises suspicion; it does not make a diagnosis. A question nobody asked is
never read as "no": a rule that its answer could complete stays open.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge import Knowledge
from lumbago.knowledge.blocks import in_blocks
from lumbago.knowledge.logic import evaluate, holds_for_certain
from lumbago.knowledge.table import ABSENT, PRESENT, Table, columns
from lumbago.record import Disposition

URGENCY = {disposition: disposition.urgency for disposition in Disposition}


class Screened(NamedTuple):
    """What the rules say of n histories.

    Attributes:
        rules: 1 holds, -1 does not, 0 cannot tell yet; shape (rules, n), rules in order of id.
        urgency: Place of the disposition in `Disposition`, least urgent 0; shape (n,).
    """

    rules: NDArray[np.int8]
    urgency: NDArray[np.int8]


def screen_table(table: Table, knowledge: Knowledge, *, threads: int | None = None) -> Screened:
    """Evaluate every rule over a table; the most urgent rule that holds decides.

    Args:
        table: n histories.
        knowledge: Rules to apply.
        threads: Threads that share the rows; the result is the same for any number.
    """
    screened = Screened(
        rules=np.empty((len(knowledge.red_flags), len(table)), dtype=np.int8),
        urgency=np.zeros(len(table), dtype=np.int8),
    )

    def fill(start: int, stop: int) -> None:
        part = Screened(screened.rules[:, start:stop], screened.urgency[start:stop])
        _screen(table.rows(start, stop), knowledge, part)

    in_blocks(len(table), fill, threads=threads)
    return screened


def _screen(table: Table, knowledge: Knowledge, screened: Screened) -> None:
    """Write what the rules say of these rows."""
    place = columns(knowledge)
    for state, flag in zip(screened.rules, knowledge.red_flags.values(), strict=True):
        state[:] = evaluate(flag.when, table, place)
        if flag.unless:
            state[holds_for_certain(flag.unless, table, place)] = ABSENT
        level = np.int8(URGENCY[flag.disposition])
        np.maximum(screened.urgency, (state == PRESENT) * level, out=screened.urgency)
