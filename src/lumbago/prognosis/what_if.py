"""What doing something would change: the same guesses, the same luck, another way to spend the days.

    particles after the last check-in -> differences of pain, of recovery, of days off work

Differences carry the uncertainty of the arrows: where evidence fixes none, the band is wide and holds 0.
"""

from collections.abc import Mapping

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
ENOUGH = 512
"""Particles that differences are counted on: the same luck on both sides makes few enough."""

REST_DAYS = (0, 2, 4, 7, 14)

PROGRAMME: Mapping[str, float] = {"stretching": 0.5, "strengthening": 0.4, "aerobic": 0.5, "education": 1.0}
"""The total exercise programme as the model sees it: a session of each on about half of the days."""


def ways() -> dict[str, NDArray[np.float32]]:
    """Return what each way brings day by day, shape (days, inputs)."""
    usual = usual_days(DAYS)
    found = {}
    for rest in REST_DAYS:
        way = usual.copy()
        way[:rest, INPUTS.index("rest")] = 1
        found[f"rest-{rest}-days"] = way
    found["stay-active"] = usual.copy()
    found["stay-active"][:, INPUTS.index("education")] = 1
    found["programme"] = usual.copy()
    for name, dose in PROGRAMME.items():
        found["programme"][:, INPUTS.index(name)] = dose
    return found


def what_ifs(learnt: Learnt, *, luck: Luck) -> tuple[WhatIf, ...]:
    """Return what each way would change against going on as usual."""
    some = _some(learnt)
    as_usual = usual_days(DAYS)
    usual = _lived(some, as_usual, luck)
    return tuple(
        _against(way, usual if _alike(days, as_usual) else _lived(some, days, luck), usual, some)
        for way, days in ways().items()
    )


def _alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    return np.array_equal(one, other, equal_nan=True)


def _some(learnt: Learnt) -> Learnt:
    """Keep every so many particles, weights scaled up again."""
    step = max(1, len(learnt.weights) // ENOUGH)
    cloud = Cloud(*(rows[:, ::step] for rows in learnt.cloud))
    weights = learnt.weights[::step]
    return Learnt(cloud, weights / weights.sum(), learnt.day, learnt.well_days[::step])


def _lived(some: Learnt, days: NDArray[np.float32], luck: Luck) -> tuple[NDArray[np.float32], ...]:
    paths = follow(some.cloud, days, luck=luck._replace(first_day=some.day), record=("pain", "absent"))
    when = recovery_days(paths.of["pain"], some.well_days, 0)
    return paths.of["pain"], when.astype(np.float32), paths.of["absent"][1:].sum(axis=0) * (5 / 7)


def _against(
    way: str, lived: tuple[NDArray[np.float32], ...], usual: tuple[NDArray[np.float32], ...], some: Learnt
) -> WhatIf:
    weights = some.weights
    differences = []
    for day in SHOWN:
        median, low, high = _levels(lived[0][day] - usual[0][day], weights)
        recovered = float(weights[lived[1] <= day].sum() - weights[usual[1] <= day].sum())
        differences.append(Difference(some.day + day, median, (low, high), recovered))
    return WhatIf(way, tuple(differences), _levels(lived[2] - usual[2], weights))


def _levels(changes: NDArray[np.float32], weights: NDArray[np.float64]) -> tuple[float, float, float]:
    order = np.argsort(changes)
    shares = np.cumsum(weights[order])
    places = np.minimum(np.searchsorted(shares, (0.5, 0.1, 0.9)), len(order) - 1)
    median, low, high = (round(change, 3) for change in changes[order][places].tolist())
    return median, low, high
