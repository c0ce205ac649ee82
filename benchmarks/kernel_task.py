"""What the kernels race on: unlike people, inputs that jump every morning, no luck, and the right answer.

number of people -> Task; Task -> pain at the end of each day by SciPy at a tight tolerance
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from lumbago.knowledge import current
from lumbago.recovery import INPUTS, Cloud, Luck, Spread, begin, draw
from lumbago.recovery.course import usual_days
from lumbago.recovery.equations import Inputs, Parameters, State, drive, felt, rates, today

SEED = 20_260_302
DAYS = 180
PROVED = 48
"""People on whom each contestant proves itself."""

VARIED = 0.25
"""Least spread of each parameter's logarithm between people."""

TOLERANCE = 1e-3
"""Largest error of daily pain, as a share of the pain, or of `SMALL` where there is less."""

SMALL = 0.1
"""Points of pain, out of 10."""


class Task(NamedTuple):
    """People at the start and what their days bring."""

    people: Cloud
    inputs: NDArray[np.float32]


def task(n: int, days: int = DAYS, first: int = 0) -> Task:
    """Return n people from the first on, and their days: a number is the same person whatever n is."""
    arrows = current().recovery.arrows
    spreads = {name: Spread(arrow.prior.median, max(arrow.between, VARIED)) for name, arrow in arrows.items()}
    pain = np.resize(np.random.default_rng(SEED).uniform(1, 9, 1_000), n)
    luck = Luck(SEED, first_person=first)
    people = begin(draw(spreads, n, luck=luck), pain=pain, days_since_onset=3, luck=luck)
    return Task(people._replace(shakes=0 * people.shakes), jumping_days(days))


def jumping_days(days: int) -> NDArray[np.float32]:
    """Return inputs that jump every morning, the load as usual every other day, shape (days, inputs)."""
    dice = np.random.default_rng(SEED)
    inputs = usual_days(days)
    for column, name in enumerate(INPUTS):
        graded = name in {"load", "stretching", "strengthening", "aerobic"}
        inputs[:, column] = dice.random(days) if graded else dice.random(days) < 0.2
    inputs[:, INPUTS.index("rest")] = dice.choice([0.0, 0.0, 0.5, 1.0], days)
    inputs[::2, INPUTS.index("load")] = np.nan
    return inputs


def reference() -> NDArray[np.float64]:
    """Return pain at the end of each day of the people on whom proof is given, shape (days, PROVED)."""
    people, inputs = task(PROVED)
    p = Parameters(*people.parameters.astype(float))
    states, pain = people.states.astype(float), []
    for row in inputs.astype(float):
        day = today(State(*states), p, Inputs(*row))

        def change(_: float, flat: NDArray[np.float64], day: object = day) -> NDArray[np.float64]:
            return np.array(rates(State(*flat.reshape(-1, PROVED)), p, day)).ravel()

        states = solve_ivp(change, (0, 1), states.ravel(), "DOP853", rtol=1e-10, atol=1e-12).y[:, -1]
        states = states.reshape(-1, PROVED)
        pain.append(felt(drive(State(*states), p, day), p, 0))
    return np.array(pain)


def error(pain: NDArray[np.floating], right: NDArray[np.float64]) -> float:
    """Return the largest error as a share of the pain; both of shape (days, people), the first people."""
    n = min(pain.shape[1], right.shape[1])
    pain, right = pain[:, :n].astype(float), right[:, :n]
    return float((np.abs(pain - right) / np.maximum(right, SMALL)).max())
