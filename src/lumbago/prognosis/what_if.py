"""What doing something would change: the same guesses, the same luck, another way to spend the days.

    particles after the last check-in -> differences of pain, of recovery, of days off work

Differences carry the uncertainty of the arrows: where evidence fixes none, the band is wide and holds 0.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.prognosis.learning import Learnt
from lumbago.prognosis.summing import recovery_days
from lumbago.record import Difference, WhatIf
from lumbago.recovery import INPUTS, Cloud, Luck, follow
from lumbago.recovery.course import usual_days

SHOWN = (7, 14, 28, 84)
"""Days ahead at which differences are told."""

DAYS = 84
ENOUGH = 256
"""Particles that differences are counted on: the same luck on both sides makes few enough."""

REST_DAYS = (0, 2, 4, 7, 14)

PROGRAMME: Mapping[str, float] = {"stretching": 0.5, "strengthening": 0.4, "aerobic": 0.5, "education": 1.0}
"""The total exercise programme as the model sees it: a session of each on about half of the days."""

ACTIVE: tuple[Mapping[str, float], ...] = (
    {},
    {"education": 0.5},
    {"education": 1.0},
    {**{name: dose / 2 for name, dose in PROGRAMME.items()}, "education": 1.0},
    PROGRAMME,
)
"""How active somebody may be, step by step: as usual; staying active on half of the days, on every day; with
the programme on a quarter, on half of the days."""


class Lived(NamedTuple):
    """What became of particles in one way to spend the days.

    Attributes:
        pain: After 0, 1, ... days, shape (days + 1, n).
        well_by: Day of recovery, shape (n,).
        absent: Days off work, of five a week, shape (n,).
    """

    pain: NDArray[np.float32]
    well_by: NDArray[np.float32]
    absent: NDArray[np.float32]


WAYS = (*(f"rest-{rest}-days" for rest in REST_DAYS), "stay-active", "programme")
"""What each way is called."""


def ways() -> dict[str, NDArray[np.float32]]:
    """Return what each way brings day by day, shape (days, inputs)."""
    rests = (way_of(rest, {}) for rest in REST_DAYS)
    return dict(zip(WAYS, (*rests, way_of(0, {"education": 1.0}), way_of(0, PROGRAMME)), strict=True))


def way_of(rest: int, doing: Mapping[str, float]) -> NDArray[np.float32]:
    """Return what a way brings day by day, shape (days, inputs): so many days in bed, then what is done.

    Args:
        rest: Days in bed; nothing else is done on them.
        doing: Dose of each input on every day after them.
    """
    way = usual_days(DAYS)
    way[:rest, INPUTS.index("rest")] = 1
    for name, dose in doing.items():
        way[rest:, INPUTS.index(name)] = dose
    return way


def what_ifs(learnt: Learnt, names: Collection[str] = WAYS, *, luck: Luck) -> tuple[WhatIf, ...]:
    """Return what each way of these names would change against going on as usual."""
    if not names:
        return ()
    some = some_of(learnt)
    as_usual = usual_days(DAYS)
    usual = lived(some, as_usual, luck)
    return tuple(
        against(way, usual if _alike(days, as_usual) else lived(some, days, luck), usual, some)
        for way, days in ways().items()
        if way in names
    )


def _alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    return np.array_equal(one, other, equal_nan=True)


def some_of(learnt: Learnt) -> Learnt:
    """Return every so many particles, weights scaled up again."""
    step = max(1, len(learnt.weights) // ENOUGH)
    cloud = Cloud(*(rows[:, ::step] for rows in learnt.cloud))
    weights = learnt.weights[::step]
    return Learnt(cloud, weights / weights.sum(), learnt.day, learnt.well_days[::step])


def lived(some: Learnt, days: NDArray[np.float32], luck: Luck) -> Lived:
    """Return what becomes of particles that spend the days to come in one way."""
    paths = follow(some.cloud, days, luck=luck._replace(first_day=some.day), record=("pain", "absent"))
    when = recovery_days(paths.of["pain"], some.well_days, 0)
    absent = paths.of["absent"][1:].sum(axis=0) * (5 / 7)
    return Lived(paths.of["pain"], when.astype(np.float32), absent)


def against(way: str, this: Lived, usual: Lived, some: Learnt, shown: Sequence[int] = SHOWN) -> WhatIf:
    """Return what one way changes against another.

    Args:
        way: What it is called.
        this: What becomes of the particles in it.
        usual: What becomes of the same particles otherwise.
        some: The particles.
        shown: Days ahead at which differences are told.
    """
    weights = some.weights
    differences = []
    for day in shown:
        median, low, high = _levels(this.pain[day] - usual.pain[day], weights)
        recovered = float(weights[this.well_by <= day].sum() - weights[usual.well_by <= day].sum())
        differences.append(Difference(some.day + day, median, (low, high), recovered))
    return WhatIf(way, tuple(differences), _levels(this.absent - usual.absent, weights))


def _levels(changes: NDArray[np.float32], weights: NDArray[np.float64]) -> tuple[float, float, float]:
    order = np.argsort(changes)
    shares = np.cumsum(weights[order])
    places = np.minimum(np.searchsorted(shares, (0.5, 0.1, 0.9)), len(order) - 1)
    median, low, high = (round(change, 3) for change in changes[order][places].tolist())
    return median, low, high
