"""Draw the days of a trial of one.

    first day, pairs, seed -> Days

Days come in pairs, one with and one without, in an order drawn by luck: pain that falls by itself then weighs
on both alike.
"""

from datetime import date, timedelta

import numpy as np
from pydantic.dataclasses import dataclass

from lumbago.errors import ReportError
from lumbago.record.scales import STRICT, Answer, Nprs, Word

LEAST_PAIRS, MOST_PAIRS = 3, 60


@dataclass(frozen=True, config=STRICT)
class Day:
    """One day of a trial of one.

    Attributes:
        on: Its date.
        does: Whether the treatment is for this day.
        nprs: Pain at its end, 0-10; None while it is not known.
        kept: Whether the person did as drawn; None counts as yes.
    """

    on: date
    does: Answer
    nprs: Nprs | None = None
    kept: Answer | None = None


@dataclass(frozen=True, config=STRICT)
class Trial:
    """A trial of one.

    Attributes:
        treatment: What is tried, in the person's words ("a heat wrap for an hour").
        days: Two for each pair, in order of date.
    """

    treatment: Word
    days: tuple[Day, ...]


def schedule(first: date, *, pairs: int, seed: int) -> tuple[Day, ...]:
    """Return the days, two for each pair.

    Args:
        first: The first day.
        pairs: How many pairs, 3 to 60.
        seed: What fixes the draw.

    Raises:
        ReportError: When there are too few pairs to tell anything, or too many to live through.
    """
    if not LEAST_PAIRS <= pairs <= MOST_PAIRS:
        raise ReportError(
            "pairs", f"{pairs} is not possible", f"Choose {LEAST_PAIRS} to {MOST_PAIRS} pairs of days"
        )
    if first.year >= date.max.year:
        raise ReportError("first", f"{first} lies too far ahead", "Choose a day that you will see")
    begins = np.random.default_rng(seed).permuted(np.arange(pairs) % 2 == 0)
    order = [does for begin in begins.tolist() for does in (begin, not begin)]
    return tuple(Day(first + timedelta(days=place), does) for place, does in enumerate(order))
