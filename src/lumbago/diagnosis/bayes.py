"""Bayes' rule over a whole table: odds, likelihood ratios, one pass a cluster.

    Table, Weights -> probability of each condition
"""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.diagnosis.weights import AGES, Cluster, Weights
from lumbago.knowledge.table import SEXES, Table

ROWS_A_BLOCK = 8192
"""A block's scores stay in the second-level cache; results do not depend on it."""

Floats = NDArray[np.float32]


class Posterior(NamedTuple):
    """What the findings make of each condition.

    Attributes:
        log_odds: Unnormalised log probability, shape (n, conditions).
        variance: Squared standard error of log_odds from the ranges of the weights, same shape.
    """

    log_odds: Floats
    variance: Floats


def probabilities(table: Table, weights: Weights, *, threads: int | None = None) -> Floats:
    """Return the probability of each condition for each history.

    Args:
        table: n histories.
        weights: Compiled knowledge.
        threads: Threads that share the blocks; the result is the same for any number.

    Returns:
        Shape (n, conditions); each row sums to 1.
    """
    n, count = len(table), weights.log_prior.shape[-1]
    result = np.empty((n, count), dtype=np.float32)

    def fill(start: int) -> None:
        stop = min(start + ROWS_A_BLOCK, n)
        result[start:stop] = normalised(log_odds(table.rows(start, stop), weights))

    starts = range(0, n, ROWS_A_BLOCK)
    workers = threads or os.cpu_count() or 1
    if workers == 1 or len(starts) == 1:
        for start in starts:
            fill(start)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(fill, starts))
    return result


def log_odds(table: Table, weights: Weights) -> Floats:
    """Return the unnormalised log probability of each condition, shape (n, conditions)."""
    effect = np.zeros((len(table), weights.log_prior.shape[-1]), dtype=np.float32)
    for cluster in weights.clusters:
        effect += cluster.log_ratio[rows_of(cluster, table)]
    np.clip(effect, -weights.log_cap, weights.log_cap, out=effect)
    return effect + prior_of(table, weights)


def posterior(table: Table, weights: Weights) -> Posterior:
    """Return log odds with the variance that the ranges of the weights give them."""
    variance = weights.prior_variance[table.setting].copy()
    for cluster in weights.clusters:
        variance += cluster.variance[rows_of(cluster, table)]
    return Posterior(log_odds(table, weights), variance)


def rows_of(cluster: Cluster, table: Table) -> NDArray[np.int16]:
    """Return the row of a cluster's tables that holds each history's joint answers, shape (n,)."""
    rows = np.zeros(len(table), dtype=np.int16)
    for finding, place in zip(cluster.findings, cluster.places, strict=True):
        rows += (table.states[:, finding] + np.int8(1)) * place
    return rows


def prior_of(table: Table, weights: Weights) -> Floats:
    """Return the log pre-test probability of each condition, shape (n, conditions)."""
    is_known = ~np.isnan(table.age)
    age = np.full(len(table), AGES, dtype=np.intp)
    age[is_known] = np.minimum(table.age[is_known], AGES - 1).astype(np.intp)
    sex = np.where(table.sex < 0, len(SEXES), table.sex)
    return weights.log_prior[table.setting, sex, age]


def normalised(odds: Floats) -> Floats:
    """Turn log odds into probabilities in place, shape (n, conditions); each row sums to 1."""
    odds -= odds.max(axis=1, keepdims=True)
    np.exp(odds, out=odds)
    odds /= odds.sum(axis=1, keepdims=True)
    return odds
