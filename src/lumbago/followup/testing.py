"""Test, check-in by check-in, whether somebody recovers as their own forecast said.

    what was foretold of each check-in, what was then stated -> SequentialTest

Two people foretell each check-in from all that came before it: the forecast of those who recover, and a
pessimist who says "no better than so far, or a little worse". The evidence is the ratio of the chances that
they gave to what was then stated, multiplied over all check-ins. If that forecast is right, the product is
on average one at any time, whatever days people choose to check in on, and the chance that it ever reaches
1/a is at most a (Ville's inequality). So the threshold 1/a keeps its false-alarm rate for as long as anybody
goes on.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from statistics import NormalDist

from lumbago.record import Evidence, Foreseen, SequentialTest

SCALE = range(11)

SPREAD = 1.3
"""SD of day-to-day pain around "no better", NPRS points; range 1 to 2, our own judgement."""

WORSE = 1.0
"""How much worse the second half of the pessimist expects it, NPRS points."""

REMEMBERED = 3
"""Statements that make up "so far": the last ones."""

LEAST = 1e-6


def weigh(
    began_at: int | None, foreseen: Sequence[Foreseen], *, false_alarms: float
) -> SequentialTest | None:
    """Weigh what was stated against what was foretold.

    Args:
        began_at: Pain at the report, NPRS 0-10; without it there is no "better", and no test.
        foreseen: Check-ins in order, each foretold from all before it.
        false_alarms: Share of people who recover as foretold that may ever be alerted, 0 to 1.

    Returns:
        The test; None where there is nothing to test.
    """
    if began_at is None or not foreseen:
        return None
    stated = [began_at]
    ratios = []
    for one in foreseen:
        ratios.append(_no_better(stated)[one.nprs] / max(one.chances[one.nprs], LEAST))
        stated.append(one.nprs)
    evidence = tuple(
        Evidence(one.day, value)
        for one, value in zip(foreseen, accumulate(ratios, lambda a, b: a * b), strict=True)
    )
    threshold = 1 / false_alarms
    alerted = next((step.day for step in evidence if step.value >= threshold), None)
    return SequentialTest(evidence, threshold, false_alarms, alerted)


def _no_better(stated: Sequence[int]) -> list[float]:
    """Return the pessimist's chance of each value: around the last statements, or a little above."""
    last = stated[-REMEMBERED:]
    usual = sum(last) / len(last)
    halves = [_around(usual), _around(min(usual + WORSE, SCALE[-1]))]
    return [sum(chances) / len(halves) for chances in zip(*halves, strict=True)]


def _around(centre: float) -> list[float]:
    """Return a normal distribution on the whole numbers of the scale; its tails belong to the ends."""
    normal = NormalDist(centre, SPREAD)
    below = [0.0, *(normal.cdf(nprs + 0.5) for nprs in SCALE[:-1]), 1.0]
    return [high - low for low, high in pairwise(below)]
