"""How many people a trial needs.

    Predicted, effect -> power at each size, size at each power

Normal approximation with the deviations of the simulated people: at 5 %, two-sided, as many
people in each arm. It says nothing about an effect smaller than the model's own uncertainty.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from lumbago.errors import TrialError
from lumbago.simulation.comparing import is_logarithm, shown
from lumbago.simulation.predicting import Predicted

SIZES = (20, 30, 40, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1_000, 1_500, 2_000)
"""People in each arm."""

TARGETS = (0.8, 0.9)
LEVEL = 1.959963984540054
"""Standard deviations at 5 %, two-sided."""

LARGEST_SIZE = 10**9


class Power(NamedTuple):
    """What sizes of a trial can show.

    Attributes:
        effect: What is to be shown, as a study would print it.
        sd: Standard deviation of one person in each of two arms, on the working scale.
        by_size: Chance of showing it, by people in each arm.
        needed: People needed in each arm, by that chance; None when no size would do.
    """

    effect: float
    sd: float
    by_size: dict[int, float]
    needed: dict[float, int | None]


def power(found: Predicted, effect: float | None = None) -> Power:
    """Return what sizes of a trial can show.

    Args:
        found: An outcome that was simulated. Of a single arm its people stand for both arms.
        effect: What is to be shown: a difference, or a ratio where the outcome is one; None takes what
            the model predicts between its two arms.

    Raises:
        TrialError: When there is no effect to be shown.
    """
    size = _effect(found, effect)
    both = found.per_person if len(found.per_person) > 1 else (found.per_person[0],) * 2
    sd = float(np.sqrt(sum(one**2 for one in both)))
    by_size = {n: _chance(size, sd, n) for n in SIZES}
    printed = shown_effect(found, size)
    return Power(printed, sd / float(np.sqrt(2)), by_size, {t: _needed(size, sd, t) for t in TARGETS})


def shown_effect(found: Predicted, size: float) -> float:
    """Return an effect of the working scale as a study would print it."""
    if is_logarithm(found.outcome):
        return float(np.exp(size))
    low = shown(found.outcome, 0.0)
    return shown(found.outcome, size) - low


def _effect(found: Predicted, effect: float | None) -> float:
    """Return the effect on the working scale."""
    outcome = found.outcome
    if effect is None:
        if outcome.comparison == "arm":
            raise TrialError(
                "--effect",
                f"'{outcome.id}' is of one arm and compares nothing",
                "Write the effect to be shown",
            )
        if found.predicted is None:
            raise TrialError("--effect", f"'{outcome.id}' was not reached", "Write the effect to be shown")
        return found.working
    if is_logarithm(outcome):
        if effect <= 0:
            raise TrialError("--effect", f"{effect:g} is no ratio", "Write a ratio above 0, such as 0.8")
        return float(np.log(effect))
    low, high = outcome.ends if outcome.kind.is_share else (0.0, 1.0)
    return effect / (high - low)


def _chance(size: float, sd: float, n: int) -> float:
    if not sd:
        return 1.0 if size else 0.05
    away = abs(size) / (sd / np.sqrt(n))
    return float(ndtr(away - LEVEL) + ndtr(-away - LEVEL))


def _needed(size: float, sd: float, target: float) -> int | None:
    """Return the smallest number of people in each arm, by halving."""
    if _chance(size, sd, LARGEST_SIZE) < target:
        return None
    least, most = 1, LARGEST_SIZE
    while least < most:
        middle = (least + most) // 2
        if _chance(size, sd, middle) >= target:
            most = middle
        else:
            least = middle + 1
    return least
