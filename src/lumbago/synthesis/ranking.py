r"""Order treatments, and say how sure the order is.

    Fit -> P-scores;  Fit, luck -> rankogram -> SUCRA

A P-score is the mean chance of being better than another treatment; SUCRA says the same by resampling.
Neither says by how much a treatment is better: read the effects first.
"""

from enum import Enum

import numpy as np
from scipy.special import ndtr

from lumbago.synthesis.fitting import Fit
from lumbago.synthesis.studies import Floats


class SmallValues(Enum):
    """Whether a smaller effect is good for a person."""

    GOOD = "good"
    BAD = "bad"


def p_scores(model: Fit, small_values: SmallValues) -> Floats:
    r"""Return the P-score of each treatment, 0 (surely worst) to 1 (surely best), shape (n,).

    $\bar P_i = \frac{1}{n-1} \sum_{j \ne i} \Phi(\pm d_{ij} / se_{ij})$; their mean is 1/2.
    Source: Rücker and Schwarzer 2015, doi 10.1186/s12874-015-0060-8.
    """
    better = ndtr(_sign(small_values) * model.z)
    return np.asarray((better.sum(axis=1) - 0.5) / (model.effects.size - 1))


def rankogram(effects: Floats, covariance: Floats, luck: Floats, small_values: SmallValues) -> Floats:
    """Return the chance of each rank, shape (n, ranks), rank 1 best.

    Effects are drawn together from their normal distribution, so treatments whose effects hang together are
    drawn together. Source: Salanti 2011, doi 10.1016/j.jclinepi.2010.03.016.

    Args:
        effects: Of treatments, up to a constant, shape (n,).
        covariance: Theirs, shape (n, n).
        luck: Standard normal draws, shape (draws, n).
        small_values: Whether a smaller effect is good.
    """
    n = effects.size
    values, vectors = np.linalg.eigh(covariance)
    root = vectors * np.sqrt(np.maximum(values, 0)) @ vectors.T
    drawn = -_sign(small_values) * (effects + luck @ root)
    order = drawn.argsort(axis=1)
    counts = np.zeros((n, n))
    for rank in range(n):
        counts[:, rank] = np.bincount(order[:, rank], minlength=n)
    return counts / len(luck)


def sucra(ranks: Floats) -> Floats:
    r"""Return the surface under the cumulative ranking curve, 0 to 1, shape (n,).

    $\frac{1}{n-1} \sum_{r<n} \sum_{q \le r} p_{iq}$.
    Source: Salanti 2011, doi 10.1016/j.jclinepi.2010.03.016.

    Args:
        ranks: Chance of each rank, shape (n, ranks).

    Examples:
        >>> sucra(np.array([[0.75, 0.25], [0.25, 0.75]]))
        array([0.75, 0.25])
    """
    cumulative = ranks.cumsum(axis=1)[:, :-1]
    return np.asarray(cumulative.sum(axis=1) / max(cumulative.shape[1], 1))


def own_variances(errors: Floats) -> Floats:
    """Return variances of single treatments whose sums come nearest to those of contrasts, shape (n,).

    Least squares, exact in a star. Some programs draw treatments independently with them: to compare,
    give `rankogram` the `np.diag` of these.

    Args:
        errors: Standard errors of contrasts, shape (n, n).
    """
    n = len(errors)
    if n == 2:
        return np.full(2, errors[0, 1] ** 2 / 2)
    by_treatment = (errors**2).sum(axis=1)
    return np.asarray((by_treatment - by_treatment.sum() / (2 * (n - 1))) / (n - 2))


def _sign(small_values: SmallValues) -> float:
    return -1.0 if small_values is SmallValues.GOOD else 1.0
