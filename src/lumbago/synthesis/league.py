"""A league table: every treatment against every other.

Fit -> rows of estimates with intervals
"""

from typing import NamedTuple

from lumbago.synthesis.fitting import Fit, reach, two_sided
from lumbago.synthesis.studies import Floats


class League(NamedTuple):
    """Every treatment against every other; row minus column, each of shape (n, n), diagonal 0.

    Attributes:
        estimates: The differences; ratios as logarithms.
        errors: Their standard errors.
        low: Lower ends of their intervals.
        high: Upper ends.
        p: Two-sided p-values of no difference; 1 on the diagonal.
    """

    estimates: Floats
    errors: Floats
    low: Floats
    high: Floats
    p: Floats


def league(model: Fit, level: float) -> League:
    """Return the league table of a model.

    Args:
        model: What was fitted.
        level: Of the intervals, between 0 and 1.
    """
    estimates, errors = model.differences, model.errors
    width = reach(level) * errors
    return League(estimates, errors, estimates - width, estimates + width, two_sided(model.z))
