"""The calibrated population: how each parameter varies between people, by draw of the posterior.

Recovery, numbers -> spreads
"""

from collections.abc import Mapping

import numpy as np

from lumbago.knowledge.recovery import Recovery
from lumbago.recovery import Spread


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
        between = (
            np.exp(numbers.get(f"between {name}", 0.0)) if f"between {name}" in numbers else arrow.between
        )
        spreads[name] = Spread(float(np.exp(middle)), float(between))
    return spreads


def posterior(recovery: Recovery) -> list[dict[str, float]]:
    """Return each draw of the posterior by name; before the first fit, the prior's middle alone."""
    calibration = recovery.calibration
    if calibration is None:
        return [{}]
    return [dict(zip(calibration.numbers, row, strict=True)) for row in calibration.draws]
