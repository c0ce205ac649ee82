r"""Pool studies that compare the same two things.

    effects, standard errors -> Pooled

Inverse variance. Common effects: all studies estimate one. Random effects: each its own, around a mean.
Source: DerSimonian and Laird 1986, doi 10.1016/0197-2456(86)90046-2; Viechtbauer 2005,
doi 10.3102/10769986030003261.
"""

from typing import NamedTuple

import numpy as np

from lumbago.synthesis.fitting import fit, reach, two_sided
from lumbago.synthesis.heterogeneity import (
    Disagreement,
    Inconsistency,
    Method,
    against_chance,
    estimate,
    inconsistency,
    prediction_reach,
)
from lumbago.synthesis.network import weave
from lumbago.synthesis.studies import Contrasts, Floats


class Interval(NamedTuple):
    """An effect and how sure it is.

    Attributes:
        estimate: The effect; ratios as logarithms.
        error: Its standard error.
        low: Lower end of its interval.
        high: Upper end.
        p: Two-sided p-value of no effect.
    """

    estimate: float
    error: float
    low: float
    high: float
    p: float


class Pooled(NamedTuple):
    """Studies of one comparison, pooled.

    Attributes:
        common: One effect for all.
        random: The mean of effects.
        prediction: Where the effect of a new study should lie; not numbers for fewer than three studies.
        weights: Share of each study in the mean of effects, shape (studies,).
        tau2: Heterogeneity; not a number for one study.
        q: Spread against chance.
        i2: Share of the spread that is not chance.
    """

    common: Interval
    random: Interval
    prediction: tuple[float, float]
    weights: Floats
    tau2: float
    q: Disagreement
    i2: Inconsistency


def pool(effects: Floats, errors: Floats, method: Method = Method.DL, *, level: float = 0.95) -> Pooled:
    """Return studies pooled, one effect each.

    Args:
        effects: One for each study; ratios as logarithms; shape (studies,).
        errors: Their standard errors, shape (studies,).
        method: How tau2 is estimated.
        level: Of the intervals, between 0 and 1.

    Raises:
        SynthesisError: When an effect or a standard error is impossible; studies are named by number.

    Examples:
        >>> pooled = pool(np.array([-1.0, -2.0]), np.array([0.5, 0.5]))
        >>> round(pooled.common.estimate, 2), round(pooled.common.error, 3)
        (-1.5, 0.354)
    """
    names = tuple(f"{number}" for number in range(1, len(effects) + 1))
    network = weave(Contrasts(names, ("a",) * len(names), ("b",) * len(names), effects, errors))
    common, df = fit(network, 0.0), len(effects) - 1
    tau2 = estimate(network, method, common, df)
    random = fit(network, tau2) if tau2 > 0 else common
    test = against_chance(common.q, df)
    means = interval_of(common.differences[0, 1], common.errors[0, 1], level)
    mean = interval_of(random.differences[0, 1], random.errors[0, 1], level)
    width = float(prediction_reach(tau2, np.array(mean.error), test.df, level))
    weights = 1 / (errors**2 + random.tau2)
    return Pooled(
        common=means,
        random=mean,
        prediction=(mean.estimate - width, mean.estimate + width),
        weights=np.asarray(weights / weights.sum()),
        tau2=tau2,
        q=test,
        i2=inconsistency(test, level),
    )


def interval_of(estimate: float, error: float, level: float) -> Interval:
    """Return an effect with its interval, by the normal distribution."""
    width = reach(level) * error
    p = float(two_sided(np.array(estimate / error))) if error > 0 else np.nan
    return Interval(float(estimate), float(error), float(estimate - width), float(estimate + width), p)
