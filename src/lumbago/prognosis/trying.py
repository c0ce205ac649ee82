"""Try ways to spend the days out on one person, one after another.

    History, Recovery -> Trying; days in bed, how active -> WhatIf

The particles, their luck and so the numbers are those of the forecast's own comparisons.
"""

from collections.abc import Sequence
from typing import NamedTuple

from lumbago.knowledge.recovery import Recovery
from lumbago.prognosis.cloud import guesses
from lumbago.prognosis.learning import Learnt, learn
from lumbago.prognosis.predict import PARTICLES, SEED, check_ins
from lumbago.prognosis.what_if import ACTIVE, DAYS, SHOWN, Lived, against, lived, some_of, way_of
from lumbago.record import History, WhatIf
from lumbago.recovery import Luck
from lumbago.recovery.course import usual_days

MOST_REST = 14
"""Days in bed that may be tried."""


class Trying(NamedTuple):
    """Particles of one person, and what becomes of them if they go on as usual."""

    some: Learnt
    usual: Lived


def trying(history: History, recovery: Recovery) -> Trying:
    """Return what ways are tried out on, from the last thing said."""
    luck = Luck(SEED)
    cloud = guesses(history, recovery, PARTICLES, luck=luck)
    some = some_of(learn(cloud, check_ins(history), luck=luck))
    return Trying(some, lived(some, usual_days(DAYS), luck))


def tried(ready: Trying, *, rest: int, active: int, shown: Sequence[int] = SHOWN) -> WhatIf:
    """Return what one way would change against going on as usual.

    Args:
        ready: What it is tried out on.
        rest: Days in bed from now on, 0 to `MOST_REST`; nothing else is done on them.
        active: Step of `ACTIVE` on the days after them.
        shown: Days ahead at which differences are told, at most `DAYS`.
    """
    way = way_of(rest, ACTIVE[active])
    return against(
        f"rest-{rest}-active-{active}", lived(ready.some, way, Luck(SEED)), ready.usual, ready.some, shown
    )


def rested(ready: Trying, *, rest: int, active: int) -> WhatIf:
    """Return what the days in bed alone change: against being as active from the first day on.

    Args:
        ready: What it is tried out on.
        rest: Days in bed from now on.
        active: Step of `ACTIVE` on the other days.
    """
    luck = Luck(SEED)
    with_rest, without = (lived(ready.some, way_of(days, ACTIVE[active]), luck) for days in (rest, 0))
    return against(f"rest-{rest}-alone", with_rest, without, ready.some)
