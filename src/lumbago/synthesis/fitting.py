r"""Weigh the studies of a network and estimate every difference between its treatments.

    Network, tau2 -> Fit

$\hat\theta = G\, B' W y$ with $G = (B' W B)^+$: generalised least squares with the full covariance within
studies, where $B$ are the edges and $W$ their weights. Heterogeneity adds $\tau^2/2$ to the variance of each
arm. With components, treatments are sums of them, $\theta = C\beta$ and $G = C (C' B' W B\, C)^+ C'$.
Source: Rücker 2012, doi 10.1002/jrsm.1058; for components Rücker 2020, doi 10.1002/bimj.201800167.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from lumbago.synthesis.complete import complete
from lumbago.synthesis.network import Network
from lumbago.synthesis.studies import Floats

TINY = 1e-10
"""Share of the largest eigenvalue below which one counts as 0."""


class Fit(NamedTuple):
    """What a model says of every pair of treatments; n of them.

    Attributes:
        tau2: Heterogeneity it was fitted with, squared scale; 0 for common effects.
        weights: Of each contrast, as reduced by what its study's contrasts share, shape (contrasts,).
        effects: Of each treatment, up to a constant that all share, shape (n,).
        covariance: Theirs, shape (n, n).
        variances: Of every difference, shape (n, n).
        off: What each contrast found, less what the model says, shape (contrasts,).
    """

    tau2: float
    weights: Floats
    effects: Floats
    covariance: Floats
    variances: Floats
    off: Floats

    @property
    def q(self) -> float:
        """Weighted sum of squares that the model leaves."""
        return float(self.weights @ self.off**2)

    @property
    def differences(self) -> Floats:
        """Treatment of the row minus treatment of the column, shape (n, n)."""
        return self.effects[:, None] - self.effects

    @property
    def errors(self) -> Floats:
        """Standard errors of the differences, shape (n, n)."""
        return np.sqrt(self.variances)

    @property
    def z(self) -> Floats:
        """Differences in standard errors; 0 of a treatment against itself; shape (n, n)."""
        errors = self.errors
        return np.divide(self.differences, errors, out=np.zeros_like(errors), where=errors > 0)


def edges(network: Network, tau2: float, power: int = 1) -> Floats:
    """Return the weight of each contrast, shape (contrasts,).

    Args:
        network: The studies.
        tau2: Heterogeneity, variance of a contrast between studies; 0 for common effects.
        power: 1 for weights; 2 or 3 for edges of the square or cube of each study's Laplacian.
    """
    weights = 1 / (network.pairs.variances + tau2)
    if power > 1:
        weights = 2 ** (power - 1) * weights**power
    for block in network.blocks:
        scaled = block.axes / (block.spectrum + tau2 / 2)[:, None, :] ** power
        laplacian = scaled @ block.axes.swapaxes(1, 2)
        shape = complete(block.arms.shape[1])
        weights[block.rows] = -laplacian[:, shape.first, shape.second]
    return weights


def fit(network: Network, tau2: float, components: Floats | None = None) -> Fit:
    """Return the fit of a network.

    Args:
        network: The studies; connected, unless components link its parts.
        tau2: Heterogeneity; 0 for common effects.
        components: Which component each treatment holds, shape (n, components); None when each
            treatment is its own.
    """
    pairs = network.pairs
    weights = edges(network, tau2)
    total = laplacian_of(network, weights)
    covariance = grounded_inverse(total) if components is None else _added(total, components)
    effects = covariance @ pull_of(network, weights * pairs.effects)
    own = covariance.diagonal()
    variances = np.maximum(own[:, None] + own - 2 * covariance, 0)
    off = pairs.effects - effects[pairs.first] + effects[pairs.second]
    return Fit(tau2, weights, effects, covariance, variances, off)


def pull_of(network: Network, said: Floats) -> Floats:
    """Return sums of contrasts by treatment, plus where it stands first, minus where second, shape (n,)."""
    pairs, n = network.pairs, len(network.treatments)
    return np.asarray(np.bincount(pairs.first, said, n) - np.bincount(pairs.second, said, n))


def laplacian_of(network: Network, weights: Floats) -> Floats:
    """Return the Laplacian of weighted contrasts, shape (n, n)."""
    n = len(network.treatments)
    above = np.bincount(network.pairs.cells, np.asarray(weights, float), n * n).reshape(n, n)
    return graph_laplacian(np.asarray(above + above.T, dtype=np.float64))


def graph_laplacian(weights: Floats) -> Floats:
    """Return the Laplacian of symmetric weights, shape (n, n) or (many, n, n)."""
    total = -weights
    n = weights.shape[-1]
    total.reshape(*weights.shape[:-2], n * n)[..., :: n + 1] = weights.sum(axis=-1)
    return total


def grounded_inverse(laplacian: Floats) -> Floats:
    """Return the pseudo-inverse of the Laplacian of a connected network, shape (n, n) or (many, n, n).

    Its only null space is "all the same", which is filled before inverting and emptied after.
    """
    n = laplacian.shape[-1]
    scale = laplacian.trace(axis1=-2, axis2=-1)[..., None, None] / n
    return np.asarray(np.linalg.inv(laplacian + scale / n) - 1 / (scale * n))


def pseudo_inverse(matrix: Floats) -> Floats:
    """Return the Moore-Penrose inverse of a symmetric matrix that may lack rank."""
    values, vectors = np.linalg.eigh(matrix)
    kept = values > TINY * max(values[-1], 0.0)
    return np.asarray(vectors[:, kept] / values[kept] @ vectors[:, kept].T)


def log_determinant(matrix: Floats) -> float:
    """Return the logarithm of the product of the eigenvalues of a symmetric matrix that are not 0."""
    values = np.linalg.eigvalsh(matrix)
    return float(np.log(values[values > TINY * values[-1]]).sum())


def two_sided(z: Floats) -> Floats:
    """Return the two-sided p-value of a standard normal statistic, same shape."""
    return np.asarray(2 * ndtr(-np.abs(z)))


def reach(level: float) -> float:
    """Return how many standard errors an interval reaches to each side.

    Args:
        level: Of confidence, between 0 and 1.

    Examples:
        >>> round(reach(0.95), 2)
        1.96
    """
    return float(ndtri((1 + level) / 2))


def _added(total: Floats, components: Floats) -> Floats:
    """Return the covariance of treatments that are sums of components."""
    return np.asarray(components @ pseudo_inverse(components.T @ total @ components) @ components.T)
