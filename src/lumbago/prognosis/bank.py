"""A bank of particles for people who were followed: what the population foresees of each.

    answers (people,), Recovery -> latents and readings (people, particles)

Made once for a cohort. A fit of what answers bear on, and a forecast after it, only change how much each
particle counts.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.recovery import Recovery
from lumbago.prognosis.bearing import LATENTS, Happened, log_weights, on_grid, shifts
from lumbago.prognosis.learning import MISREPORT_NPRS, MISREPORT_PERCENT
from lumbago.prognosis.population import posterior, spreads_of
from lumbago.recovery import Luck, begin, draw, follow
from lumbago.recovery.course import usual_days
from lumbago.recovery.people import place_between

Floats = NDArray[np.float64]

CLASS_DAYS = (7.0, 21.0, 55.0, 300.0)
"""Days taken for a class of duration (see `facts.FACTS`)."""

GRIDS = {"pain": np.arange(11.0), "rmdq": np.arange(24) / 23 * 100}
"""What may be stated: NPRS, and per cent of the 23 items of the cohort's Roland-Morris."""

MISREPORTS = {"pain": MISREPORT_NPRS, "rmdq": MISREPORT_PERCENT}
READINGS = {"pain": "pain", "rmdq": "disability"}
TOGETHER = 48
"""People followed at once: memory is bounded by it."""

LEAST_CHANCE = 1e-6


class Bank(NamedTuple):
    """Particles of people; people first.

    Attributes:
        latents: Place of each particle in the population, standard deviations, shape (people, particles,
            latents).
        chances: By outcome (`pain`, `rmdq`) and day: chance of stating each value of the grid, shape
            (people, particles, grid).
    """

    latents: Floats
    chances: Mapping[tuple[str, int], NDArray[np.float32]]

    def those(self, places: Sequence[int]) -> "Bank":
        """Return the particles of some people, by place."""
        rows = np.asarray(places, np.int64)
        return Bank(self.latents[rows], {key: chances[rows] for key, chances in self.chances.items()})


def bank(
    answers: Mapping[str, Floats], recovery: Recovery, particles: int, days: Sequence[int], *, seed: int
) -> Bank:
    """Follow the particles of every person.

    Args:
        answers: As `plain.columns_of` takes them; pain, disability and duration are used, gaps filled with
            the middle.
        recovery: The calibrated model.
        particles: For each person; rounded up so that each draw of the posterior has as many.
        days: Days to keep.
        seed: What fixes the luck.
    """
    known = {name: _without_gaps(answers[name]) for name in ("pain", "disability", "duration")}
    people = len(known["pain"])
    parts = [
        _followed(
            {name: row[start : start + TOGETHER] for name, row in known.items()},
            recovery,
            particles,
            days,
            luck=Luck(seed, start * particles * 2),
        )
        for start in range(0, people, TOGETHER)
    ]
    latents = np.concatenate([part.latents for part in parts])
    return Bank(
        latents, {key: np.concatenate([part.chances[key] for part in parts]) for key in parts[0].chances}
    )


def happened(made: Bank, places: Mapping[tuple[str, int], NDArray[np.int64]]) -> Happened:
    """Return what the particles foresaw of what then happened.

    Args:
        made: The bank.
        places: By outcome and day: step of the grid that was stated, -1 where nothing was, shape (people,).
    """
    return Happened(
        made.latents, {f"{o} {day}": stated(made, (o, day), at) for (o, day), at in places.items()}
    )


def stated(made: Bank, key: tuple[str, int], places: NDArray[np.int64]) -> Floats:
    """Return the chance of each particle to state just that, shape (people, particles); 1 for nothing."""
    chance = np.take_along_axis(made.chances[key], np.maximum(places, 0)[:, None, None], axis=2)[:, :, 0]
    return np.where((places >= 0)[:, None], np.maximum(chance, LEAST_CHANCE), 1.0)


def weights(made: Bank, coefficients: Floats, facts: Floats) -> Floats:
    """Return how much each particle counts after the answers, rows sum to 1, shape (people, particles)."""
    logarithms = log_weights(shifts(coefficients, facts), made.latents)
    return normalised(np.exp(logarithms - logarithms.max(axis=1, keepdims=True)))


def normalised(counts: Floats) -> Floats:
    """Return rows that sum to 1."""
    return np.asarray(counts / counts.sum(axis=1, keepdims=True))


def foretold(made: Bank, counts: Floats, key: tuple[str, int]) -> Floats:
    """Return the chance of stating each value of the grid, shape (people, grid)."""
    return np.asarray(np.einsum("pn,png->pg", counts, made.chances[key]))


def _followed(
    known: Mapping[str, Floats], recovery: Recovery, particles: int, days: Sequence[int], *, luck: Luck
) -> Bank:
    rows, latents = _drawn(recovery, len(known["pain"]), particles, luck)
    each = latents.shape[1]
    cloud = begin(
        rows,
        pain=np.repeat(known["pain"], each),
        days_since_onset=np.repeat(np.array(CLASS_DAYS)[known["duration"].astype(int) - 1], each),
        disability=np.repeat(known["disability"], each),
        luck=luck,
    )
    paths = follow(cloud, usual_days(max(days)), luck=luck)
    chances = {
        (outcome, day): on_grid(
            paths.of[READINGS[outcome]][day].reshape(-1, each).astype(np.float64), grid, MISREPORTS[outcome]
        ).astype(np.float32)
        for outcome, grid in GRIDS.items()
        for day in days
    }
    return Bank(latents, chances)


def _drawn(recovery: Recovery, people: int, particles: int, luck: Luck) -> tuple[NDArray[np.float32], Floats]:
    draws = posterior(recovery)
    each = -(-particles // len(draws))
    rows, latents = [], []
    for number, numbers in enumerate(draws):
        spreads = spreads_of(recovery, numbers)
        own = luck._replace(first_person=luck.first_person + number * people * each)
        drawn = draw(spreads, people * each, luck=own)
        rows.append(drawn.reshape(len(drawn), people, each))
        places = [place_between(name, people * each, luck=own) for name in LATENTS]
        latents.append(np.stack(places, axis=-1).reshape(people, each, -1))
    together = np.concatenate(rows, axis=2)
    return together.reshape(len(together), -1), np.concatenate(latents, axis=1)


def _without_gaps(values: Floats) -> Floats:
    middle = 1.0 if np.isnan(values).all() else float(np.nanmedian(values))
    return np.where(np.isnan(values), middle, values)
