"""Draw people from a population, and place them at the start of what is to be followed.

    spreads, Luck -> parameters;  parameters, pain, days since onset -> Cloud

Nobody is followed here; that is `course`.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lumbago.recovery.course import Cloud, Floats
from lumbago.recovery.equations import Parameters, State
from lumbago.recovery.luck import Luck, normals

FIRST_PURPOSE = 1_000
"""Purposes of the draws of parameters are numbered from here, in the order of `Parameters`."""

SHAKES_PURPOSE = 900

LEAST_PAIN, MOST_PAIN = 0.05, 9.8
"""Pain at the start is taken to lie within, so that its odds are finite."""

MOST_TORN = 0.9

MOST_BY_GUARDING = 0.8
"""Share of the pain that guarding may explain at the start; the rest is tissue and sensitisation."""

MOST_SURPRISE = 3.0
"""Nobody's disability differs more from what pain explains, on the logarithm of its odds."""

DISABILITY_TRUST = 0.7
"""Share of a stated disability's surprise that belongs to the person and not to the day."""


MOST = {
    "tighten": 0.5, "cool": 0.3, "stir": 0.6,
    "settle_moving": 0.95, "avoid_education": 0.95, "load_education": 0.95,
    "size_loss": 0.9, "drive_loss": 0.9, "aerobic_loss": 0.9,
    "flexibility_loss": 0.9, "flexibility_guarding": 0.9,
    "tear": 1.0, "weak": 1.0, "usual_load": 1.0,
    "flexibility_share": 0.45, "aerobic_share": 0.45, "linger": 0.98, "restless": 2.0,
    "clear": 2.5, "turn": 2.5, "leave": 2.5, "mature": 1.0,
    "guard_rate": 2.0, "settle": 1.0, "activity_rate": 3.0,
    "size_rate": 1.0, "drive_rate": 1.0, "aerobic_rate": 1.0, "flexibility_rate": 1.0, "soreness_rate": 2.5,
}  # fmt: skip
"""What a parameter cannot pass, whatever was drawn: beyond, a share would change the sign of a rate, and a
rate would be faster than the steps of a day can follow."""


STEADY = 0.98
"""Sensitisation settles at least a little faster than pain feeds it: it may last for years, but it does not
grow by itself in a person who is as active as usual."""


class Spread(NamedTuple):
    """How one parameter varies between people: log-normal.

    Attributes:
        median: Above 0, in the parameter's own unit.
        between: Standard deviation of its natural logarithm between people; 0 means all alike.
    """

    median: float
    between: float = 0.0


def draw(spreads: Mapping[str, Spread], n: int, *, luck: Luck) -> Floats:
    """Draw the parameters of n people, shape (parameters, n), within their limits.

    Args:
        spreads: One for each parameter.
        n: People.
        luck: What fixes the draws; the first day plays no part.

    Raises:
        ValueError: When a parameter is missing or unknown.
    """
    return within_limits(draw_freely(spreads, n, luck=luck))


def draw_freely(spreads: Mapping[str, Spread], n: int, *, luck: Luck) -> Floats:
    """Draw the same without limits, for whoever moves parameters before they are used."""
    if set(spreads) != set(Parameters._fields):
        odd = sorted(set(spreads) ^ set(Parameters._fields))
        raise ValueError(f"parameters missing or unknown: {', '.join(odd)}")
    rows = np.empty((len(spreads), n), np.float32)
    for row, name in enumerate(Parameters._fields):
        spread = spreads[name]
        rows[row] = spread.median
        if spread.between:
            rows[row] = spread.median * np.exp(spread.between * place_between(name, n, luck=luck))
    return rows


def place_between(name: str, n: int, *, luck: Luck) -> NDArray[np.float64]:
    """Return where each person lies between people in a parameter, standard deviations, shape (n,)."""
    return normals(luck._replace(first_day=0), n, FIRST_PURPOSE + Parameters._fields.index(name))


def within_limits(rows: Floats) -> Floats:
    """Bring parameters within what they can be, in place, and return them, shape (parameters, n)."""
    for name, most in MOST.items():
        row = rows[Parameters._fields.index(name)]
        np.minimum(row, np.float32(most), out=row)
    sensitise, settle = (rows[Parameters._fields.index(name)] for name in ("sensitise", "settle"))
    np.minimum(sensitise, np.float32(STEADY) * settle, out=sensitise)
    return rows


def begin(
    parameters: Floats,
    *,
    pain: ArrayLike,
    days_since_onset: ArrayLike,
    disability: ArrayLike | None = None,
    luck: Luck,
) -> Cloud:
    """Place people where they stand: so long after onset, with that much pain.

    Pain is split into what the tissue still causes, so long after a tear, and what has become
    sensitisation; the tear is made as large as the pain asks. People ask for help on a bad day: part of the
    stated pain is fluctuation that will pass (`consult`).

    Args:
        parameters: Shape (parameters, n).
        pain: Stated pain, 0-10, shape (n,) or a number.
        days_since_onset: Days, 0 or more, shape (n,) or a number.
        disability: Stated disability, 0-100, shape (n,) or a number; None when not known.
        luck: What fixes the fluctuation at the start.
    """
    p = Parameters(*parameters.astype(np.float64))
    n = parameters.shape[1]
    shakes = np.array([normals(luck, n, SHAKES_PURPOSE), normals(luck, n, SHAKES_PURPOSE + 1)])
    shakes[0] += p.consult
    clipped = np.clip(np.broadcast_to(np.asarray(pain, float), n), LEAST_PAIN, MOST_PAIN)
    odds = clipped / (10 - clipped) * np.exp(-p.restless * shakes[0])
    states = _states(p, odds, np.broadcast_to(np.asarray(days_since_onset, float), n))
    rows = parameters.copy()
    if disability is not None:
        stated = np.clip(np.broadcast_to(np.asarray(disability, float), n), 1.0, 98.0)
        expected = np.log(p.disable * odds**p.disable_power)
        surprise = np.log(stated / (100 - stated)) - p.restless * shakes[1] - expected
        moved = np.clip(DISABILITY_TRUST * surprise, -MOST_SURPRISE, MOST_SURPRISE)
        rows[Parameters._fields.index("disable")] = p.disable * np.exp(moved)
    return Cloud(rows, states, shakes.astype(np.float32))


def healthy(parameters: Floats, *, tear: ArrayLike = 0.0, healing: ArrayLike = 0.0) -> Cloud:
    """Place people without pain at the start, with a share of their fibres torn that moment.

    Args:
        parameters: Shape (parameters, n).
        tear: Share of fibres, 0-1, shape (n,) or a number.
        healing: Share of fibres that still regenerate after an earlier tear, 0-1.
    """
    n = parameters.shape[1]
    states = np.zeros((len(State._fields), n), np.float32)
    for name in ("activity", "size", "neural_drive", "aerobic", "flexibility"):
        states[State._fields.index(name)] = 1
    states[State._fields.index("damaged")] = tear
    states[State._fields.index("regenerating")] = healing
    return Cloud(parameters.copy(), states, np.zeros((2, n), np.float32))


def _states(p: Parameters, odds: NDArray[np.float64], days: NDArray[np.float64]) -> Floats:
    felt = odds / (1 + odds)
    guarding = np.minimum(p.guard_gain * felt, MOST_BY_GUARDING * odds / np.maximum(p.ache_guarding, 1e-6))
    rest = odds - p.ache_guarding * guarding
    damaged, regenerating, inflammation, resolution = _after_a_tear(p, days)
    aching = p.ache_inflamed * inflammation + p.ache_tissue * (damaged + regenerating)
    fresh = p.ache_inflamed * p.turn / (p.turn + p.clear) + p.ache_tissue
    tissue = aching / fresh / (aching / fresh + p.primed)
    tear = np.minimum(tissue * rest / np.maximum(aching, 1e-6), MOST_TORN)
    activity = 1 / (1 + p.avoid * felt)
    ones = np.ones_like(odds)
    return np.array(
        State(
            damaged=tear * damaged,
            regenerating=tear * regenerating,
            inflammation=tear * inflammation,
            resolution=tear * resolution,
            guarding=guarding,
            sensitisation=np.maximum(rest - tear * aching, 0),
            activity=activity,
            size=ones,
            neural_drive=ones,
            aerobic=ones,
            flexibility=ones,
            soreness=0 * ones,
        ),
        np.float32,
    )


def _after_a_tear(p: Parameters, days: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return damaged, regenerating, inflammation and resolution, so long after all fibres tore."""
    days = np.maximum(days, 1.0)
    c, m, t, leave = p.clear, p.mature, p.turn * 1.0001, p.leave * 0.9999
    gone = np.exp(-c * days)
    growing = c / (c - m) * (np.exp(-m * days) - gone)
    turned, left = np.exp(-t * days), np.exp(-leave * days)
    inflamed = t / (t - c) * (gone - turned)
    resolving = t * t / (t - c) * ((gone - left) / (leave - c) - (turned - left) / (leave - t))
    return gone, growing, inflamed, np.maximum(resolving, 0)
