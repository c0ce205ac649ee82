"""Studies in which every arm is compared with every other: what turns their contrasts into other tables.

number of arms -> matrices

Each table below is a sum over the contrasts of a study, so one product does it for all studies at once.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lumbago.synthesis.studies import Floats, Ints


class Complete(NamedTuple):
    """All pairs of k arms, row by row above the diagonal; c = k (k - 1) / 2 of them.

    Attributes:
        first: Lower arm of each pair, shape (c,).
        second: Higher arm, shape (c,).
        incidence: 1 for the first arm of a pair, -1 for its second, shape (c, k).
        to_laplacian: From weights of pairs to their Laplacian, laid flat, shape (c, k k); its transpose
            turns a covariance of arms into variances of pairs.
        to_covariance: From squared standard errors R to the covariance of arms around their mean,
            -1/2 P R P with P the centring, laid flat; shape (c, k k).
        to_arms: From squared standard errors to the variance that each arm adds, least squares, shape (c, k).
        to_gap: From effects to what keeps them from being differences of arms, shape (c, c).
    """

    first: Ints
    second: Ints
    incidence: Floats
    to_laplacian: Floats
    to_covariance: Floats
    to_arms: Floats
    to_gap: Floats


@lru_cache(maxsize=64)
def complete(size: int) -> Complete:
    """Return the pairs and matrices of studies of a number of arms.

    Source: Rücker 2012, doi 10.1002/jrsm.1058.
    """
    first, second = (side.astype(np.int64) for side in np.triu_indices(size, 1))
    pairs = np.arange(first.size)
    incidence = np.zeros((first.size, size))
    incidence[pairs, first], incidence[pairs, second] = 1, -1
    resistance = np.zeros((first.size, size, size))
    resistance[pairs, first, second] = resistance[pairs, second, first] = 1
    centring = np.eye(size) - 1 / size
    return Complete(
        first,
        second,
        incidence,
        to_laplacian=(incidence[:, :, None] * incidence[:, None, :]).reshape(first.size, -1),
        to_covariance=(-0.5 * centring @ resistance @ centring).reshape(first.size, -1),
        to_arms=np.linalg.pinv(np.abs(incidence)).T,
        to_gap=np.eye(first.size) - incidence @ np.linalg.pinv(incidence),
    )
