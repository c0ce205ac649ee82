"""Guesses at one person: the calibrated population, bent to a first report.

    Report, Recovery -> Cloud of particles

Each particle is one person who could have written the report: its arrow strengths are a draw from the
posterior of the calibration, its own parameters a draw from the population.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.recovery import Recovery
from lumbago.record import Report
from lumbago.recovery import Cloud, Luck, Spread, begin, draw
from lumbago.recovery.luck import uniforms

DITHER_PURPOSE = 2_000
DURATION_PURPOSE = 2_001
PAIN_PURPOSE = 2_002

UNKNOWN_DURATION = (0.0, 42.0)
"""Days since onset when nobody said: anything acute. Our own judgement, and so the wider."""

UNKNOWN_PAIN = (2.0, 9.0)
"""NPRS when nobody said."""


def spreads_of(recovery: Recovery, numbers: Mapping[str, float], population: str = "") -> dict[str, Spread]:
    """Return how each parameter varies between people of a population.

    Args:
        recovery: The arrows.
        numbers: Logarithms by name, as in a row of `Calibration.draws`: a parameter, `between <parameter>`,
            `<population> <parameter>`; what is missing is as in the prior.
        population: The kind of people; empty for the one that shifts count from.
    """
    spreads = {}
    for name, arrow in recovery.arrows.items():
        middle = numbers.get(name, np.log(arrow.prior.median)) + numbers.get(f"{population} {name}", 0.0)
        between = np.exp(numbers.get(f"between {name}", 0.0)) if f"between {name}" in numbers else arrow.between
        spreads[name] = Spread(float(np.exp(middle)), float(between))
    return spreads


def posterior(recovery: Recovery) -> list[dict[str, float]]:
    """Return each draw of the posterior by name; before the first fit, the prior's middle alone."""
    calibration = recovery.calibration
    if calibration is None:
        return [{}]
    return [dict(zip(calibration.numbers, row, strict=True)) for row in calibration.draws]


def guesses(
    report: Report, disability: float | None, recovery: Recovery, n: int, *, luck: Luck
) -> Cloud:
    """Return n people who could have written the report.

    Args:
        report: What was said; what is missing is drawn from a wide range.
        disability: At the report, 0-100; None when not known.
        recovery: The arrows and their fit.
        n: Particles; the draws of the posterior share them evenly.
        luck: What fixes the draws.
    """
    rows = _parameters(recovery, n, luck, {})
    return begin(
        rows,
        pain=_stated_pain(report, n, luck),
        days_since_onset=_days_since_onset(report, n, luck),
        disability=disability,
        luck=luck,
    )


def _parameters(
    recovery: Recovery, n: int, luck: Luck, shift: Mapping[str, float]
) -> NDArray[np.float32]:
    draws = posterior(recovery)
    edges = np.linspace(0, n, len(draws) + 1).astype(int)
    parts = []
    for numbers, start, end in zip(draws, edges[:-1], edges[1:], strict=True):
        moved = {name: numbers.get(name, np.log(recovery.arrows[name].prior.median)) + by for name, by in shift.items()}
        own = luck._replace(first_person=luck.first_person + int(start))
        parts.append(draw(spreads_of(recovery, {**numbers, **moved}), int(end - start), luck=own))
    return np.concatenate(parts, axis=1)


def _stated_pain(report: Report, n: int, luck: Luck) -> NDArray[np.float64]:
    """A stated 6 is anything that rounds to 6."""
    if report.nprs is None:
        low, high = UNKNOWN_PAIN
        return low + (high - low) * uniforms(luck, n, PAIN_PURPOSE)
    return np.clip(report.nprs - 0.5 + uniforms(luck, n, DITHER_PURPOSE), 0, 10)


def _days_since_onset(report: Report, n: int, luck: Luck) -> NDArray[np.float64]:
    if report.duration_days is not None:
        return np.full(n, report.duration_days)
    low, high = UNKNOWN_DURATION
    return low + (high - low) * uniforms(luck, n, DURATION_PURPOSE)
