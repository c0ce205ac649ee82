r"""How much studies differ beyond chance.

    Network -> tau2;  Q, df -> I2

tau2 is the variance of a contrast between studies; two contrasts that share an arm share half of it.
"""

from enum import Enum
from typing import NamedTuple

import numpy as np
from scipy.special import chdtrc, stdtrit

from lumbago.synthesis.fitting import Fit, edges, fit, laplacian_of, log_determinant, pull_of, reach
from lumbago.synthesis.network import Network
from lumbago.synthesis.studies import Floats

ROUNDS = 200
CLOSE = 1e-9


class Method(Enum):
    """How tau2 is estimated."""

    DL = "DL"
    """By moments, after DerSimonian and Laird, generalised to networks."""

    REML = "REML"
    """By restricted maximum likelihood."""


class Disagreement(NamedTuple):
    """A sum of squares against chance.

    Attributes:
        q: The weighted sum of squares.
        df: Its degrees of freedom.
        p: Chance of a larger one if only chance is at work; not a number without freedom.
    """

    q: float
    df: int
    p: float


class Inconsistency(NamedTuple):
    """I2: share of the spread that is not chance, each from 0 to 1.

    Attributes:
        value: The share; not a number without freedom.
        low: Lower end of its interval.
        high: Upper end.
    """

    value: float
    low: float
    high: float


class Slope(NamedTuple):
    """The restricted log-likelihood of a tau2.

    Attributes:
        height: Its value, but for a constant.
        score: Its derivative by tau2.
        bend: How fast the score falls: as observed, or as expected where the likelihood is hollow.
    """

    height: float
    score: float
    bend: float


def against_chance(q: float, df: int) -> Disagreement:
    """Return Q with its p-value.

    Source: Cochran 1954, doi 10.2307/3001666.
    """
    return Disagreement(q, df, float(chdtrc(df, max(q, 0.0))) if df > 0 else np.nan)


def estimate(
    network: Network, method: Method, common: Fit, df: int, components: Floats | None = None
) -> float:
    """Return tau2, or not a number when nothing is left to estimate it from.

    Args:
        network: The studies.
        method: DL or REML.
        common: The model under common effects.
        df: Degrees of freedom that it leaves.
        components: Which component each treatment holds, shape (n, components); None for none.
    """
    if df == 0:
        return np.nan
    by_moments = dersimonian_laird(network, common, df)
    return by_moments if method is Method.DL else _restricted_maximum(network, by_moments, components)


def dersimonian_laird(network: Network, common: Fit, df: int) -> float:
    r"""Return $\max(0, (Q - df) / tr(P V))$.

    $P = W - W X (X' W X)^{-1} X' W$; $V$ has 1 on the diagonal and 1/2 between contrasts of one study.
    Source: DerSimonian and Laird 1986, doi 10.1016/0197-2456(86)90046-2; Jackson 2012, doi 10.1002/sim.4488.
    """
    trace = _trace(network, common, edges(network, common.tau2, 2))
    return max(0.0, (common.q - df) / trace) if trace > 0 else 0.0


def restricted_slope(network: Network, tau2: float, components: Floats | None = None) -> Slope:
    r"""Return the restricted log-likelihood of tau2, its slope and its expected curvature.

    $-\frac12 (\log|V| + \log|X' V^{-1} X| + Q)$ over contrasts that are independent; the score is
    $(y' P V_0 P y - tr(P V_0)) / 2$ and the information $tr(P V_0 P V_0) / 2$, with $V_0 = dV / d\tau^2$.
    Source: Harville 1977, doi 10.1080/01621459.1977.10480998.
    """
    model, cells = fit(network, tau2, components), network.pairs.cells
    squares, cubes = edges(network, tau2, 2), edges(network, tau2, 3)
    explained = model.covariance @ laplacian_of(network, squares)
    expected = squares.sum() - cubes @ model.variances.ravel()[cells] + 0.5 * (explained * explained.T).sum()
    pulled = pull_of(network, squares * model.off)
    observed = cubes @ model.off**2 - pulled @ model.covariance @ pulled - expected
    return Slope(
        height=-0.5 * (_log_spread(network, tau2) + _log_lost(network, model, components) + model.q),
        score=float(0.25 * (squares @ model.off**2) - 0.5 * _trace(network, model, squares)),
        bend=0.25 * float(observed if observed > 0 else expected),
    )


def _log_spread(network: Network, tau2: float) -> float:
    """Return the logarithm of the determinant of the variance of all contrasts, but for a constant."""
    twos = np.log(network.pairs.variances[network.twos] + tau2).sum()
    return float(twos + sum(np.log(block.spectrum + tau2 / 2).sum() for block in network.blocks))


def _log_lost(network: Network, model: Fit, components: Floats | None) -> float:
    """Return the logarithm of the determinant of the information on what is fitted."""
    total = laplacian_of(network, model.weights)
    return log_determinant(total if components is None else components.T @ total @ components)


def _trace(network: Network, model: Fit, squares: Floats) -> float:
    """Return tr(P V): what weights add up to, less what the model takes of them."""
    return float(model.weights.sum() - 0.5 * squares @ model.variances.ravel()[network.pairs.cells])


def _restricted_maximum(network: Network, start: float, components: Floats | None) -> float:
    """Return the tau2 of the largest restricted likelihood: Newton's steps, halved where they overshoot.

    Source: Viechtbauer 2005, doi 10.3102/10769986030003261.
    """
    tau2, here = start, restricted_slope(network, start, components)
    for _ in range(ROUNDS):
        there = max(0.0, tau2 + here.score / here.bend)
        found = restricted_slope(network, there, components)
        while found.height < here.height - CLOSE:
            there = (there + tau2) / 2
            found = restricted_slope(network, there, components)
        moved, tau2, here = abs(there - tau2), there, found
        if moved <= CLOSE * tau2:
            break
    return tau2


def inconsistency(found: Disagreement, level: float = 0.95) -> Inconsistency:
    r"""Return $I^2 = \max(0, (Q - df) / Q)$ with its interval, by way of $H = \sqrt{Q / df}$.

    Source: Higgins and Thompson 2002, doi 10.1002/sim.1186.

    Examples:
        >>> inconsistency(Disagreement(48.1526, 27, 0.0074)).value.__round__(3)
        0.439
    """
    if found.df == 0:
        return Inconsistency(np.nan, np.nan, np.nan)
    share = max(0.0, (found.q - found.df) / found.q) if found.q > 0 else 0.0
    if found.df < 2 and found.q <= found.df + 1:
        return Inconsistency(share, np.nan, np.nan)
    middle = np.sqrt(max(found.q / found.df, 1.0))
    ends = middle * np.exp(np.array([-1, 1]) * reach(level) * _error_of_log_h(found))
    low, high = (max(0.0, 1 - 1 / float(end) ** 2) if end > 1 else 0.0 for end in ends)
    return Inconsistency(share, low, high)


def _error_of_log_h(found: Disagreement) -> float:
    studies = found.df + 1
    if found.q > studies:
        return float(
            0.5 * (np.log(found.q) - np.log(found.df)) / (np.sqrt(2 * found.q) - np.sqrt(2 * studies - 3))
        )
    return float(np.sqrt((1 - 1 / (3 * (studies - 2) ** 2)) / (2 * (studies - 2))))


def prediction_reach(tau2: float, errors: Floats, df: int, level: float = 0.95) -> Floats:
    r"""Return how far a prediction interval reaches to each side: $t_{df} \sqrt{se^2 + \tau^2}$.

    It is where the true effect of a new study should lie. Not a number when fewer than 2 degrees of
    freedom are left. Source: Higgins 2009, doi 10.1111/j.1467-985X.2008.00552.x; freedom of Q as in netmeta.

    Args:
        tau2: Heterogeneity.
        errors: Standard errors under random effects, any shape.
        df: Degrees of freedom of Q.
        level: Of the interval, between 0 and 1.
    """
    if df < 2 or np.isnan(tau2):
        return np.full_like(errors, np.nan)
    return np.asarray(float(stdtrit(df, (1 + level) / 2)) * np.sqrt(errors**2 + tau2))
