"""Guesses at one person: the calibrated population, bent to a first report.

    Report, Recovery -> Cloud of particles

Each particle is one person who could have written the report: its arrow strengths are a draw from the
posterior of the calibration, its own parameters a draw from the population.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.recovery import Recovery
from lumbago.prognosis.bearing import shifts
from lumbago.prognosis.facts import arrays_of, as_reported, stated_disability
from lumbago.prognosis.personal import taught_of
from lumbago.prognosis.plain import columns_of, filled_in
from lumbago.prognosis.population import posterior, spreads_of
from lumbago.record import History, Setting
from lumbago.recovery import Cloud, Luck, begin
from lumbago.recovery.equations import Parameters
from lumbago.recovery.luck import uniforms
from lumbago.recovery.people import draw_freely, within_limits

DITHER_PURPOSE = 2_000
DURATION_PURPOSE = 2_001
PAIN_PURPOSE = 2_002

REMEMBERED = 32
"""Starts whose guesses are kept for the check-ins to come: about 1 MB each."""

UNKNOWN_DURATION = (0.0, 42.0)
"""Days since onset when nobody said: anything acute. Our own judgement, and so the wider."""

KINDS = {Setting.EMERGENCY_DEPARTMENT: "acute-emergency"}
"""The kind of people that are seen in a setting, where it is not the first one."""

UNKNOWN_PAIN = (2.0, 9.0)
"""NPRS when nobody said."""


def guesses(history: History, recovery: Recovery, n: int, *, luck: Luck) -> Cloud:
    """Return n people who could have written the report.

    Args:
        history: Its report is read; what is missing is drawn from a wide range.
        recovery: The arrows, their fit, and what a cohort taught.
        n: Particles; the draws of the posterior share them evenly.
        luck: What fixes the draws.
    """
    return _remembered(start_of(history, recovery), recovery, n, luck)


@lru_cache(maxsize=REMEMBERED)
def _remembered(start: "Start", recovery: Recovery, n: int, luck: Luck) -> Cloud:
    """Return the same guesses for the same start: each check-in bends them anew."""
    cloud = guesses_from(start, recovery, n, luck=luck)
    for rows in cloud:
        rows.setflags(write=False)
    return cloud


class Start(NamedTuple):
    """All that a report says of its writer; the same start always makes the same guesses.

    Attributes:
        nprs: Pain, 0-10; None when not stated.
        duration_days: Days since onset; None when not known.
        disability: Roland-Morris, 0-100; None when not asked.
        kind: Of people, as `KINDS`.
        shift: What the answers shift, standard deviations between people, by parameter.
    """

    nprs: int | None
    duration_days: float | None
    disability: float | None
    kind: str
    shift: tuple[tuple[str, float], ...]


def start_of(history: History, recovery: Recovery) -> Start:
    """Return what a report says of its writer."""
    report = as_reported(history)
    return Start(
        nprs=report.nprs,
        duration_days=report.duration_days,
        disability=stated_disability(report),
        kind=KINDS.get(report.setting, ""),
        shift=tuple(shift_of(history, recovery).items()),
    )


def guesses_from(start: Start, recovery: Recovery, n: int, *, luck: Luck) -> Cloud:
    """Return n people who could have said this; arguments as in `guesses`."""
    return begin(
        _parameters(start, recovery, n, luck),
        pain=_stated_pain(start, n, luck),
        days_since_onset=_days_since_onset(start, n, luck),
        disability=start.disability,
        luck=luck,
    )


def shift_of(history: History, recovery: Recovery) -> dict[str, float]:
    """Return what the answers shift, in standard deviations between people, by parameter."""
    if recovery.personal is None:
        return {}
    learnt = taught_of(recovery.personal).coefficients
    facts = filled_in(columns_of(arrays_of(history)), learnt.scaling).columns
    return dict(zip(recovery.personal.latents, shifts(learnt.values, facts)[0].tolist(), strict=True))


def _parameters(start: Start, recovery: Recovery, n: int, luck: Luck) -> NDArray[np.float32]:
    """Return parameters of n people of a kind, moved by what one person's answers shift."""
    usual, between = _population(recovery, n, luck, start.kind)
    rows = usual.copy()
    for name, by in start.shift:
        row = Parameters._fields.index(name)
        rows[row] *= np.exp(by * between[row])
    return within_limits(rows)


@lru_cache(maxsize=8)
def _population(
    recovery: Recovery, n: int, luck: Luck, kind: str
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return n people of a kind, and how much their parameters vary, both of shape (parameters, n).

    They are the same for everybody who asks: luck is fixed, so they are drawn once.
    """
    draws = posterior(recovery)
    edges = np.linspace(0, n, len(draws) + 1).astype(int)
    parts, betweens = [], []
    for numbers, start, end in zip(draws, edges[:-1], edges[1:], strict=True):
        spreads = spreads_of(recovery, numbers, kind)
        own = luck._replace(first_person=luck.first_person + int(start))
        parts.append(draw_freely(spreads, int(end - start), luck=own))
        column = np.array([[spreads[name].between] for name in Parameters._fields], np.float32)
        betweens.append(np.repeat(column, end - start, axis=1))
    return np.concatenate(parts, axis=1), np.concatenate(betweens, axis=1)


def _stated_pain(start: Start, n: int, luck: Luck) -> NDArray[np.float64]:
    """A stated 6 is anything that rounds to 6."""
    if start.nprs is None:
        low, high = UNKNOWN_PAIN
        return low + (high - low) * uniforms(luck, n, PAIN_PURPOSE)
    return np.clip(start.nprs - 0.5 + uniforms(luck, n, DITHER_PURPOSE), 0, 10)


def _days_since_onset(start: Start, n: int, luck: Luck) -> NDArray[np.float64]:
    if start.duration_days is not None:
        return np.full(n, start.duration_days)
    low, high = UNKNOWN_DURATION
    return low + (high - low) * uniforms(luck, n, DURATION_PURPOSE)
