"""What a study sees of its people: whole numbers, missed visits, people who leave, pain remembered wrongly.

    Paths, Observation, Luck -> Seen

Each kind of luck has its own purpose, so that asking one question more changes no other answer,
and a person misses the same visits in every arm.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.recovery import Luck
from lumbago.recovery.luck import normals, uniforms
from lumbago.simulation.protocol import Observation

Floats = NDArray[np.float32]
Whole = NDArray[np.int32]

LEAVING, MISSING, RECALLING = 3_000, 3_001, 3_002
"""Purposes of luck."""

MONTH_DAYS = 30
MEAN_NPRS = 3.0
"""Where the chance of leaving is the stated one when it depends on pain."""

MOST_NPRS = 10.0


class Seen(NamedTuple):
    """What a study sees of one arm.

    Attributes:
        paths: States by name, each of shape (days + 1, n).
        nprs: Pain as written in a diary, shape (days + 1, n).
        onset_days: Whole days since onset at the start, shape (n,).
        last_day: Last day before a person leaves, shape (n,).
        observation: How the study looks.
        luck: What fixes missed visits and errors of recall.
    """

    paths: Mapping[str, Floats]
    nprs: Floats
    onset_days: Whole
    last_day: Whole
    observation: Observation
    luck: Luck


def see(paths: Mapping[str, Floats], onset_days: Floats, observation: Observation, luck: Luck) -> Seen:
    """Return what a study sees of people whose days are known.

    Args:
        paths: States by name, `pain` among them, each of shape (days + 1, n).
        onset_days: Days since onset at the start, shape (n,).
        observation: How the study looks.
        luck: The same for these people in every arm.
    """
    pain = paths["pain"]
    nprs = reported(pain) if observation.rounding else pain
    last = _last_days(pain, observation, luck)
    return Seen(paths, nprs, np.rint(onset_days).astype(np.int32), last, observation, luck)


def reported(pain: Floats) -> Floats:
    """Return pain as people report it: the nearest whole number, halves up."""
    return np.asarray(np.floor(pain + np.float32(0.5)), np.float32)


def visit(seen: Seen, state: str, day: int) -> Floats:
    """Return a state at a visit, shape (n,); not a number where a person was not seen."""
    found = seen.paths[state][day]
    return np.where(_is_there(seen, day), found, np.float32(np.nan))


def visit_nprs(seen: Seen, day: int) -> Floats:
    """Return the pain reported at a visit, 0-10, shape (n,); not a number where a person was not seen."""
    sd = seen.observation.recall_sd
    if not sd or not day:
        return np.where(_is_there(seen, day), seen.nprs[day], np.float32(np.nan))
    pain = seen.paths["pain"][day]
    error = normals(seen.luck._replace(first_day=day), pain.size, RECALLING)
    remembered = np.clip(pain + sd * error, 0, MOST_NPRS).astype(np.float32)
    told = reported(remembered) if seen.observation.rounding else remembered
    return np.where(_is_there(seen, day), told, np.float32(np.nan))


def _is_there(seen: Seen, day: int) -> NDArray[np.bool_]:
    """Everybody is there on day 0: that is how they came into the study."""
    stayed = seen.last_day >= day
    share = seen.observation.missed_share
    if not share or not day:
        return stayed
    drawn = uniforms(seen.luck._replace(first_day=day), stayed.size, MISSING)
    return stayed & (drawn >= share)


def _last_days(pain: Floats, observation: Observation, luck: Luck) -> Whole:
    """Return the last day of each person: leaving is a hazard, which pain may raise."""
    days, n = pain.shape
    if not observation.dropout_per_month:
        return np.full(n, days - 1, np.int32)
    daily = -np.log1p(-observation.dropout_per_month) / MONTH_DAYS
    patience = -np.log(uniforms(luck._replace(first_day=0), n, LEAVING)) / daily
    if observation.dropout_ratio_per_nprs == 1:
        return np.asarray(np.minimum(np.floor(patience), days - 1), np.int32)
    weight = np.log(observation.dropout_ratio_per_nprs)
    pressed = np.cumsum(np.exp(weight * (pain[1:].astype(np.float64) - MEAN_NPRS)), axis=0)
    return np.asarray((pressed <= patience).sum(axis=0), np.int32)
