"""People and days for tests of the kernel: varied people, inputs that jump every day."""

import numpy as np

from lumbago.knowledge import current
from lumbago.recovery import INPUTS, Luck, Spread, begin, draw
from lumbago.recovery.course import usual_days
from lumbago.recovery.equations import Parameters

VARIED = 0.25
"""Least spread of each parameter's logarithm between the people of these tests."""

EVEN = {"restless": 1e-6}
"""A person like this has no good and bad days: what is felt is what the equations say."""


def crowd(n, seed=3, *, only=None):
    """People unlike each other in every parameter, some just hurt, some long ago; `only` sets parameters."""
    arrows = current().recovery.arrows
    spreads = {name: Spread(arrow.prior.median, max(arrow.between, VARIED)) for name, arrow in arrows.items()}
    parameters = draw(spreads, n, luck=Luck(seed))
    for name, value in (only or {}).items():
        parameters[Parameters._fields.index(name)] = value
    dice = np.random.default_rng(seed)
    pain, days = dice.uniform(0.5, 9.5, n), dice.integers(0, 90, n)
    return begin(parameters, pain=pain, days_since_onset=days, luck=Luck(seed))


def jumping_days(days, seed=4):
    """Inputs that jump every morning, load as usual every other day."""
    dice = np.random.default_rng(seed)
    inputs = usual_days(days)
    for column, name in enumerate(INPUTS):
        graded = name in {"rest", "load", "stretching", "strengthening", "aerobic"}
        inputs[:, column] = dice.random(days) if graded else dice.random(days) < 0.3
    inputs[:, INPUTS.index("rest")] = dice.choice([0.0, 0.0, 0.5, 1.0], days)
    inputs[::2, INPUTS.index("load")] = np.nan
    return inputs
