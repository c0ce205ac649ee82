"""Learn from check-ins: particles that foresaw them count for more.

    Cloud, check-ins by day -> Cloud at the last check-in, its weights, what pain was on the way

Sequential importance resampling. A day without a check-in teaches nothing and costs nothing.
"""

from collections.abc import Sequence
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.prognosis.summing import STEPS_OF_SCALE, WELL
from lumbago.record import Foreseen
from lumbago.recovery import Cloud, Luck, follow
from lumbago.recovery.course import usual_days
from lumbago.recovery.equations import Parameters
from lumbago.recovery.luck import four_normals, uniforms
from lumbago.recovery.people import within_limits

MISREPORT_NPRS = 0.7
"""SD of a stated pain around the felt one, NPRS points; range 0.4 to 1.2, our own judgement."""

ODD_NPRS, ODD_SHARE = 2.5, 0.05
"""One statement in twenty is as odd as this SD; ranges 2 to 4 and 0.02 to 0.1, our own judgement."""

MOST_NPRS = 10
LEAST_CHANCE = 1e-12

LONGEST_GAP_DAYS, PIECE_DAYS = 1_825, 365
"""A longer silence is lived as five years: by then nothing is left of the report. Lived a year at a time."""

MISREPORT_PERCENT = 8.0
"""SD of a Roland-Morris per cent around the lived one; range 5 to 12, our own judgement."""

FRESH_SHARE = 0.35
"""Particles are drawn anew when fewer than this share of them still count."""

SHRINK = 0.98
"""How far copies of a particle stay what they were; the rest is drawn around their mean (Liu, West 2001)."""

STIRRED = ("settle", "sensitise", "mature", "restless", "disable", "avoid", "hazard")
"""What differs between people and may be learnt."""

SHIFTED = 977
"""Places by which the draws of one day lie away from those of the day before."""

RESAMPLE_PURPOSE = 3_000
STIR_PURPOSE = 3_100


class Seen(NamedTuple):
    """What one check-in said.

    Attributes:
        day: Days after the report.
        nprs: Pain, 0-10; None when not stated.
        rmdq_percent: Disability, 0-100; None when not stated.
    """

    day: int
    nprs: int | None
    rmdq_percent: float | None


class Learnt(NamedTuple):
    """Particles after the last check-in.

    Attributes:
        cloud: As they are that day.
        weights: How much each counts, shape (n,), sum 1.
        day: That day.
        well_days: Days running that each particle has been well, up to that day, shape (n,).
    """

    cloud: Cloud
    weights: NDArray[np.float64]
    day: int
    well_days: NDArray[np.int64]


def learn(cloud: Cloud, seen: Sequence[Seen], *, luck: Luck) -> Learnt:
    """Carry particles from check-in to check-in, and let those that foresaw each count for more.

    Args:
        cloud: Guesses at the report.
        seen: Check-ins in order of day.
        luck: What fixes the draws.
    """
    n = cloud.parameters.shape[1]
    learnt = Learnt(cloud, np.full(n, 1 / n), 0, np.zeros(n, np.int64))
    for check_in in seen:
        learnt = _after(_lived(learnt, check_in.day, luck), check_in, luck)
    return learnt


def foreseen(cloud: Cloud, seen: Sequence[Seen], *, luck: Luck) -> tuple[Foreseen, ...]:
    """Return what was foretold of each stated pain, from all that was said before it.

    Args:
        cloud: Guesses at the report.
        seen: Check-ins in order of day; one without pain teaches, and is not foretold.
        luck: What fixes the draws.
    """
    n = cloud.parameters.shape[1]
    learnt = Learnt(cloud, np.full(n, 1 / n), 0, np.zeros(n, np.int64))
    told: list[Foreseen] = []
    for check_in in seen:
        lived = _lived(learnt, check_in.day, luck)
        if check_in.nprs is not None:
            told.append(Foreseen(check_in.day, check_in.nprs, _chances(lived[1], lived[0].weights)))
        learnt = _after(lived, check_in, luck)
    return tuple(told)


def _chances(pain: NDArray[np.float32], weights: NDArray[np.float64]) -> tuple[float, ...]:
    """Return the chance of stating each value, 0 to 10."""
    places = np.rint(pain * (STEPS_OF_SCALE / MOST_NPRS)).astype(np.intp)
    stating = np.array([weights @ np.exp(_of_stating(nprs)[places]) for nprs in range(MOST_NPRS + 1)])
    return tuple((stating / stating.sum()).tolist())


def _lived(learnt: Learnt, day: int, luck: Luck) -> tuple[Learnt, NDArray[np.float32], NDArray[np.float32]]:
    """Live up to a day, and return the pain and disability of that day."""
    cloud, well = learnt.cloud, learnt.well_days
    now = max(learnt.day, day - LONGEST_GAP_DAYS)
    while True:
        days = min(day - now, PIECE_DAYS)
        paths = follow(cloud, usual_days(days), luck=luck._replace(first_day=now))
        for pain in paths.of["pain"][1:]:
            well = np.where(pain < WELL, well + 1, 0)
        cloud, now = paths.final, now + days
        if now == day:
            break
    moved = Learnt(cloud, learnt.weights, day, well)
    return moved, paths.of["pain"][-1], paths.of["disability"][-1]


def _after(
    lived: tuple[Learnt, NDArray[np.float32], NDArray[np.float32]], check_in: Seen, luck: Luck
) -> Learnt:
    learnt, pain, disability = lived
    logarithm = np.zeros(pain.shape)
    if check_in.nprs is not None:
        places = np.rint(pain * (STEPS_OF_SCALE / MOST_NPRS)).astype(np.intp)
        logarithm += _of_stating(check_in.nprs)[places]
    if check_in.rmdq_percent is not None:
        off = (disability - check_in.rmdq_percent) / MISREPORT_PERCENT
        logarithm -= (
            np.log1p(off**2 / 4) * 2.5
        )  # Student's t, 4 degrees of freedom: an odd day is not the end
    weights = learnt.weights * np.exp(logarithm - logarithm.max())
    weights /= weights.sum()
    if 1 / np.sum(weights**2) >= FRESH_SHARE * len(weights):
        return learnt._replace(weights=weights)
    return _drawn_anew(learnt, weights, luck)


@lru_cache(maxsize=8)
def _stirring(seed: int, n: int) -> NDArray[np.float32]:
    """Return standard normal draws, shape (8, n); each day takes them from another place on."""
    drawn = [four_normals(Luck(seed), n, STIR_PURPOSE + k) for k in range(2)]
    return np.concatenate(drawn).astype(np.float32)


@lru_cache(maxsize=MOST_NPRS + 1)
def _of_stating(nprs: int) -> NDArray[np.float64]:
    """Return the logarithm of the chance of stating just that, for felt pain on a fine grid of the scale.

    The chance is ever smaller, the farther the felt pain lies away.
    """
    pain = np.linspace(0, MOST_NPRS, STEPS_OF_SCALE + 1)
    close, odd = (_rounded(nprs, pain, sd) for sd in (MISREPORT_NPRS, ODD_NPRS))
    return np.asarray(np.log((1 - ODD_SHARE) * close + ODD_SHARE * odd + LEAST_CHANCE), np.float64)


def _rounded(nprs: int, pain: NDArray[np.float64], sd: float) -> NDArray[np.float64]:
    upper = _share_below(nprs + 0.5, pain, sd) if nprs < MOST_NPRS else np.ones(pain.shape)
    lower = _share_below(nprs - 0.5, pain, sd) if nprs > 0 else np.zeros(pain.shape)
    return upper - lower


def _share_below(limit: float, means: NDArray[np.float64], sd: float) -> NDArray[np.float64]:
    """Return the share of normal distributions below a limit, shape (n,)."""
    return np.array([NormalDist(mean, sd).cdf(limit) for mean in means.tolist()])


def _drawn_anew(learnt: Learnt, weights: NDArray[np.float64], luck: Luck) -> Learnt:
    n = len(weights)
    today = luck._replace(first_day=learnt.day)
    start = float(uniforms(today, 1, RESAMPLE_PURPOSE)[0])
    places = np.minimum(np.searchsorted(np.cumsum(weights), (np.arange(n) + start) / n), n - 1)
    parameters, states, shakes = (rows.take(places, axis=1, mode="clip") for rows in learnt.cloud)
    drawn = np.roll(_stirring(luck.seed, n), today.first_day * SHIFTED, axis=1)
    for name, fresh in zip(STIRRED, drawn, strict=False):
        row = Parameters._fields.index(name)
        logs = np.log(parameters[row])
        mean, spread = logs.mean(), logs.std()
        stirred = SHRINK * logs + (1 - SHRINK) * mean + np.sqrt(1 - SHRINK**2) * spread * fresh
        parameters[row] = np.exp(stirred)
    cloud = Cloud(within_limits(parameters), states, shakes)
    return Learnt(cloud, np.full(n, 1 / n), learnt.day, learnt.well_days[places])
