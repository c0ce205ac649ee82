"""Bayes' rule over a whole table: odds, likelihood ratios, one pass a cluster.

Table, Weights -> probability of each condition
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.diagnosis.weights import AGES, Cluster, Pack, Weights
from lumbago.knowledge.blocks import in_blocks
from lumbago.knowledge.table import SEXES, Table

Floats = NDArray[np.float32]


class Posterior(NamedTuple):
    """What the findings make of each condition.

    Attributes:
        log_odds: Unnormalised log probability, shape (1, conditions).
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
    result = np.empty((len(table), weights.log_prior.shape[-1]), dtype=np.float32)

    def fill(start: int, stop: int) -> None:
        result[start:stop] = normalised(log_odds(table.rows(start, stop), weights))

    in_blocks(len(table), fill, threads=threads)
    return result


def log_odds(table: Table, weights: Weights) -> Floats:
    """Return the unnormalised log probability of each condition, shape (n, conditions)."""
    effect = np.zeros((len(table), weights.log_prior.shape[-1]), dtype=np.float32)
    looked_up = np.empty_like(effect)
    for pack in weights.packs:
        effect += _rows(pack.log_ratio, rows_of(pack, table), out=looked_up)
    np.clip(effect, -weights.log_cap, weights.log_most, out=effect)
    effect += prior_of(table, weights)
    return effect


def posterior(table: Table, weights: Weights) -> Posterior:
    """Return log odds with the variance that the ranges of the weights give them.

    Args:
        table: One history.
        weights: Compiled knowledge.
    """
    variance = weights.prior_variance[table.setting].copy()
    for cluster, row in answered(table, weights):
        variance += cluster.variance[row]
    return Posterior(log_odds(table, weights), variance)


def answered(table: Table, weights: Weights) -> Iterator[tuple[Cluster, int]]:
    """Yield the clusters that the one history answers anything of, each with its row."""
    states = table.states[0].tolist()
    for cluster in weights.clusters:
        said = [states[finding] for finding in cluster.findings]
        if any(said):
            digits = zip(said, cluster.places.tolist(), strict=True)
            yield cluster, len(cluster.log_ratio) // 2 + sum(state * place for state, place in digits)


def rows_of(part: Cluster | Pack, table: Table) -> NDArray[np.int16]:
    """Return the row of a part's tables that holds each history's joint answers, shape (n,)."""
    nothing_asked = np.int16(len(part.log_ratio) // 2)
    if len(table) == 1:
        # One call for all findings; for many rows the copy that it makes costs more than it saves.
        return table.states[:, part.findings] @ part.places + nothing_asked
    # The digits of the row number, one after another: each earlier one is worth three times the next.
    rows = table.states[:, part.findings[0]].astype(np.int16)
    for finding in part.findings[1:]:
        rows *= np.int16(3)
        rows += table.states[:, finding]
    rows += nothing_asked
    return rows


def prior_of(table: Table, weights: Weights) -> Floats:
    """Return the log pre-test probability of each condition, shape (n, conditions)."""
    is_known = ~np.isnan(table.age)
    age = np.full(len(table), AGES, dtype=np.intp)
    age[is_known] = np.minimum(table.age[is_known], AGES - 1).astype(np.intp)
    sex = np.where(table.sex < 0, len(SEXES), table.sex)
    settings, sexes, ages, conditions = weights.log_prior.shape
    rows = np.ravel_multi_index((table.setting, sex, age), (settings, sexes, ages))
    priors = weights.log_prior.reshape(-1, conditions)
    return _rows(priors, rows, out=np.empty((len(table), conditions), dtype=np.float32))


def normalised(odds: Floats) -> Floats:
    """Turn log odds into probabilities in place, shape (n, conditions); each row sums to 1.

    The cap and the least prior keep them far inside what float32 can hold: no maximum is taken out.
    """
    np.exp(odds, out=odds)
    odds /= np.einsum("ij->i", odds)[:, np.newaxis]
    return odds


def _rows(source: Floats, rows: NDArray[np.integer], *, out: Floats) -> Floats:
    """Copy rows of a table; they all exist, and "clip" spares the copy that checking them would cost."""
    return np.take(source, rows, axis=0, out=out, mode="clip")
