"""Say what a trial of one has told.

    Days -> Analysis

Each pair gives one difference: pain of the day with, less that of the day without. Their mean, with Student's
interval, is the answer for this person; an interval that still holds nothing and something worth having says
"cannot tell yet". A sign-flip test over all ways in which the pairs could have been drawn stands beside it.
There is no verdict before the last day: who looks every day would sooner or later see what luck shows.
"""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray
from pydantic.dataclasses import dataclass
from scipy.stats import t as student

from lumbago.errors import ReportError
from lumbago.n_of_1.drawing import MOST_PAIRS, Day
from lumbago.record.scales import STRICT, Probability

LEAST_PAIRS = 3
"""Fewer differences have no spread worth the name."""

CONFIDENCE = 0.95
WORTHWHILE_NPRS = 1.0
"""The smallest difference worth the trouble, NPRS points: 10 of 100, as in weighing.toml."""

ALL_FLIPS = 12
"""Up to so many pairs every way of drawing them is counted; beyond, ways are drawn."""

FLIPS = 20_000
SEED = 20_261


ROUNDING = (1 / 12 + 1 / 12) ** 0.5
"""SD of a difference of two numbers that were rounded to whole ones: no pair is more certain than that."""


class Verdict(Enum):
    """What a trial of one says."""

    HELPS = "helps"
    """The whole interval lies below nothing: less pain on days with it."""
    HARMS = "harms"
    """The whole interval lies above nothing."""
    NO_MATTER = "no-matter"
    """The whole interval lies within what is worth the trouble, either way."""
    CANNOT_TELL = "cannot-tell"
    """Anything else."""


@dataclass(frozen=True, config=STRICT)
class Analysis:
    """What a trial of one has told so far.

    Attributes:
        pairs: Whole pairs that count: both days known and lived as drawn.
        left_out: Pairs that do not.
        verdict: What they say.
        difference: Mean difference of pain, NPRS points; below 0 is less pain with it. None with no pair.
        interval: Its 95 % interval; None with too few pairs.
        p: Share of all ways to draw the pairs that would give as much or more, either way; None likewise.
        is_worthwhile: Whether the mean is at least what is worth the trouble.
        more_pairs: Pairs that it may still take to tell a worthwhile difference; None where it is told.
        is_over: Whether its last day has passed; before, no verdict is given.
    """

    pairs: int
    left_out: int
    verdict: Verdict
    difference: float | None
    interval: tuple[float, float] | None
    p: Probability | None
    is_worthwhile: bool
    more_pairs: int | None
    is_over: bool


def analyse(days: Sequence[Day], *, on: date) -> Analysis:
    """Return what the days told.

    Args:
        days: In order, two for each pair, one with and one without.
        on: Today.

    Raises:
        ReportError: When the days do not come in pairs of one with and one without.
    """
    pairs = _pairs(days)
    differences = np.array([d for pair in pairs if (d := _difference(pair)) is not None], float)
    n = len(differences)
    left_out = sum(pair[1].on < on and _difference(pair) is None for pair in pairs)
    is_over = bool(days) and (on > days[-1].on or days[-1].nprs is not None)
    mean = float(differences.mean()) if n else None
    if mean is None or n < LEAST_PAIRS:
        return Analysis(n, left_out, Verdict.CANNOT_TELL, mean, None, None, False, LEAST_PAIRS - n, is_over)
    interval = _interval(differences)
    verdict = _verdict(*interval) if is_over else Verdict.CANNOT_TELL
    return Analysis(
        pairs=n,
        left_out=left_out,
        verdict=verdict,
        difference=mean,
        interval=interval,
        p=_by_chance(differences),
        is_worthwhile=abs(mean) >= WORTHWHILE_NPRS,
        more_pairs=_more_pairs(differences) if verdict is Verdict.CANNOT_TELL else None,
        is_over=is_over,
    )


def _pairs(days: Sequence[Day]) -> list[tuple[Day, Day]]:
    if any(later.on <= earlier.on for earlier, later in pairwise(days)):
        raise ReportError("days", "they are not in order of date", "Write them in order, each once")
    pairs = list(zip(days[::2], days[1::2], strict=False))
    for number, (one, other) in enumerate(pairs):
        if one.does == other.does:
            raise ReportError(
                f"days.{2 * number + 1}.does",
                "its pair has the same on both days",
                "Each pair has one day with it and one without; keep the days as they were drawn",
            )
    return pairs


def _difference(pair: tuple[Day, Day]) -> float | None:
    with_it, without = pair if pair[0].does else pair[::-1]
    if with_it.nprs is None or without.nprs is None or False in {with_it.kept, without.kept}:
        return None
    return float(with_it.nprs - without.nprs)


def _interval(differences: NDArray[np.float64]) -> tuple[float, float]:
    """Return Student's interval; whole numbers that happen to agree are not taken for certainty."""
    n = len(differences)
    spread = max(float(differences.std(ddof=1)), ROUNDING)
    half = float(student.ppf((1 + CONFIDENCE) / 2, n - 1)) * spread / n**0.5
    mean = float(differences.mean())
    return mean - half, mean + half


def _verdict(low: float, high: float) -> Verdict:
    if low > -WORTHWHILE_NPRS and high < WORTHWHILE_NPRS:
        return Verdict.NO_MATTER
    if high < 0:
        return Verdict.HELPS
    return Verdict.HARMS if low > 0 else Verdict.CANNOT_TELL


def _by_chance(differences: NDArray[np.float64]) -> float:
    """Return the share of all ways to draw the pairs whose mean lies as far from nothing."""
    n = len(differences)
    if n <= ALL_FLIPS:
        signs = np.array(list(product((-1, 1), repeat=n)), float)
    else:
        signs = np.random.default_rng(SEED).choice([-1.0, 1.0], size=(FLIPS, n))
    means = np.abs(signs @ differences)
    return float(np.mean(means >= abs(differences.sum()) - 1e-9))


def _more_pairs(differences: NDArray[np.float64]) -> int:
    """Return how many more pairs it may take until a worthwhile difference would be told."""
    n, spread = len(differences), max(float(differences.std(ddof=1)), ROUNDING)
    for total in range(n + 1, MOST_PAIRS + 1):
        half = float(student.ppf((1 + CONFIDENCE) / 2, total - 1)) * spread / total**0.5
        if half <= WORTHWHILE_NPRS:
            return total - n
    return max(1, MOST_PAIRS - n)
