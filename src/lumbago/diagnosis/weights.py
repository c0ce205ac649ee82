"""Compile conditions into arrays: priors by setting, sex and age; one table a cluster.

    Knowledge -> Weights

Correlated findings form a cluster, and a cluster counts once: if any of its answers
speaks for a condition, the strongest of those counts and the rest are silent; only
otherwise does the strongest answer against it count. A finding that reassures therefore
never cancels one that alarms in the same cluster. A cluster of m findings has 3 ** m
possible answers, so its effect on every condition is one row of a table.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge import Knowledge
from lumbago.knowledge.schema import Condition, LikelihoodRatio
from lumbago.knowledge.table import SETTINGS, SEXES, columns

AGES = 121
"""Ages 0 to 120 in whole years; the row after them is "not known"."""

NORMAL_95 = 1.959964
NO_WINNER = -1

FINDINGS_A_PACK = 6
"""3 ** 6 rows of 30 conditions are 87 kB: the rows in use stay in the first-level cache."""

LEAST_LOG_PRIOR = -60


class Cluster(NamedTuple):
    """Findings that count once, and what each of their joint answers does.

    Attributes:
        findings: Columns in the table of findings, length m.
        places: Worth of each finding's digit in the row number, length m.
        log_ratio: Effect on each condition, natural log, shape (3 ** m, conditions).
        variance: Squared standard error of that, shape (3 ** m, conditions).
        winner: Column of the finding that counted, or -1; shape (3 ** m, conditions).
    """

    findings: NDArray[np.intp]
    places: NDArray[np.int16]
    log_ratio: NDArray[np.float32]
    variance: NDArray[np.float32]
    winner: NDArray[np.int16]


class Pack(NamedTuple):
    """Clusters whose effects were added up beforehand, so that one look-up serves them all.

    Attributes:
        findings: Columns in the table of findings, length m.
        places: Worth of each finding's digit in the row number, length m.
        log_ratio: Summed effect on each condition, natural log, shape (3 ** m, conditions).
    """

    findings: NDArray[np.intp]
    places: NDArray[np.int16]
    log_ratio: NDArray[np.float32]


class Weights(NamedTuple):
    """All that a differential needs, as arrays.

    Attributes:
        log_prior: Shape (settings, sexes + 1, ages + 1, conditions); the last sex and age are "not known".
        prior_variance: Squared standard error of log_prior, shape (settings, conditions).
        clusters: One for each set of correlated findings, and each finding that stands alone.
        packs: The same clusters, several to a table.
        log_cap: Largest total effect of all findings on any condition, natural log.
        log_most: The same for each condition, lower where nothing confirms it; shape (conditions,).
    """

    log_prior: NDArray[np.float32]
    prior_variance: NDArray[np.float32]
    clusters: tuple[Cluster, ...]
    packs: tuple[Pack, ...]
    log_cap: float
    log_most: NDArray[np.float32]


@lru_cache(maxsize=8)
def weights_of(knowledge: Knowledge) -> Weights:
    """Compile the conditions of a body of knowledge, once."""
    conditions = tuple(knowledge.conditions.values())
    clusters = tuple(_cluster(keys, conditions, knowledge) for keys in _clusters(knowledge))
    return Weights(
        log_prior=_log_prior(conditions),
        prior_variance=_prior_variance(conditions),
        clusters=clusters,
        packs=tuple(_pack(together) for together in _together(clusters)),
        log_cap=math.log(knowledge.differencing.cap),
        log_most=np.log([c.cap or knowledge.differencing.cap for c in conditions]).astype(np.float32),
    )


@lru_cache(maxsize=8)
def strongest_questions(knowledge: Knowledge) -> dict[str, list[str]]:
    """Return, by condition, the findings it weighs, those that say most first."""
    strength = {
        condition.id: {
            likelihood.finding: max(
                abs(math.log(ratio.value)) for ratio in (likelihood.present, likelihood.absent) if ratio
            )
            for likelihood in condition.likelihoods
        }
        for condition in knowledge.conditions.values()
    }
    return {
        condition: sorted(by_finding, key=lambda key: (-by_finding[key], key))
        for condition, by_finding in strength.items()
    }


@lru_cache(maxsize=8)
def ratios_of(knowledge: Knowledge) -> dict[tuple[str, str, bool], LikelihoodRatio]:
    """Return every likelihood ratio by condition, finding and whether the finding is present."""
    return {
        (condition.id, likelihood.finding, is_present): ratio
        for condition in knowledge.conditions.values()
        for likelihood in condition.likelihoods
        for is_present, ratio in ((True, likelihood.present), (False, likelihood.absent))
        if ratio is not None
    }


def _clusters(knowledge: Knowledge) -> list[list[str]]:
    """Group the findings that any condition weighs, in order of their columns."""
    weighed = {likelihood.finding for c in knowledge.conditions.values() for likelihood in c.likelihoods}
    clusters: dict[str, list[str]] = {}
    for finding in knowledge.findings.values():
        if finding.id in weighed:
            clusters.setdefault(finding.correlated or f"alone: {finding.id}", []).append(finding.id)
    return list(clusters.values())


def _cluster(keys: Sequence[str], conditions: Sequence[Condition], knowledge: Knowledge) -> Cluster:
    place = columns(knowledge)
    findings = np.array([place[key] for key in keys], dtype=np.intp)
    states = np.array(list(itertools.product((-1, 0, 1), repeat=len(keys))))
    effect, variance = _effects(keys, conditions, ratios_of(knowledge))
    answered = (np.arange(len(keys)), states + 1)
    chosen, is_any = _that_count(effect[:, *answered])
    of_chosen = (np.arange(len(conditions))[:, np.newaxis], np.arange(len(states)), chosen)
    # Row by row in memory ("C"): else each look-up of one row would copy its whole table first.
    return Cluster(
        findings=findings,
        places=_places(len(keys)),
        log_ratio=np.where(is_any, effect[:, *answered][of_chosen], 0).T.astype(np.float32, order="C"),
        variance=np.where(is_any, variance[:, *answered][of_chosen], 0).T.astype(np.float32, order="C"),
        winner=np.where(is_any, findings[chosen], NO_WINNER).T.astype(np.int16, order="C"),
    )


def _effects(
    keys: Sequence[str],
    conditions: Sequence[Condition],
    ratios: Mapping[tuple[str, str, bool], LikelihoodRatio],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return effect and variance of each answer (absent, not asked, present); NaN where it says nothing.

    Both of shape (conditions, findings, 3).
    """
    effect = np.full((len(conditions), len(keys), 3), np.nan)
    variance = effect.copy()
    for column, condition in enumerate(conditions):
        for place, key in enumerate(keys):
            for state in (-1, 1):
                ratio = ratios.get((condition.id, key, state == 1))
                if ratio is not None:
                    effect[column, place, state + 1], variance[column, place, state + 1] = _effect(ratio)
    return effect, variance


def _places(findings: int) -> NDArray[np.int16]:
    return 3 ** np.arange(findings, dtype=np.int16)[::-1]


def _together(clusters: Sequence[Cluster]) -> list[list[Cluster]]:
    """Fill packs with the largest clusters first, each into the first pack with room."""
    packs: list[list[Cluster]] = []
    for cluster in sorted(clusters, key=lambda cluster: -len(cluster.findings)):
        room = FINDINGS_A_PACK - len(cluster.findings)
        fits = (pack for pack in packs if sum(len(other.findings) for other in pack) <= room)
        pack = next(fits, None)
        if pack is None:
            packs.append(pack := [])
        pack.append(cluster)
    return packs


def _pack(clusters: Sequence[Cluster]) -> Pack:
    summed = np.zeros((1, clusters[0].log_ratio.shape[1]))
    for cluster in clusters:
        summed = (summed[:, np.newaxis] + cluster.log_ratio).reshape(-1, summed.shape[1])
    findings = np.concatenate([cluster.findings for cluster in clusters])
    return Pack(findings, _places(len(findings)), summed.astype(np.float32, order="C"))


def _that_count(effect: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the place of the strongest effect for; only where none is for, of the strongest against.

    Args:
        effect: Shape (conditions, rows, findings); NaN where an answer says nothing.

    Returns:
        The place, and whether any answer says something; both of shape (conditions, rows).
    """
    says = ~np.isnan(effect)
    for_it, against = np.where(says, effect, -np.inf), np.where(says, effect, np.inf)
    chosen = np.where(for_it.max(axis=2) > 0, for_it.argmax(axis=2), against.argmin(axis=2))
    return chosen, np.asarray(says.any(axis=2))


def _effect(ratio: LikelihoodRatio) -> tuple[float, float]:
    """Return the log of a ratio and its variance, its interval read as 95 %."""
    error = (math.log(ratio.high) - math.log(ratio.low)) / (2 * NORMAL_95)
    return math.log(ratio.value), error**2


def _log_prior(conditions: Sequence[Condition]) -> NDArray[np.float32]:
    shape = (len(SETTINGS), len(SEXES) + 1, AGES + 1, len(conditions))
    odds = np.zeros(shape, dtype=np.float64)
    for column, condition in enumerate(conditions):
        for prior in condition.priors:
            odds[SETTINGS.index(prior.setting), :, :, column] = prior.value
        for factor in condition.factors:
            sexes = slice(None) if factor.sex is None else SEXES.index(factor.sex)
            ages = slice(None) if factor.age is None else _years(*factor.age)
            odds[:, sexes, ages, column] *= factor.value
    odds /= odds.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(odds), LEAST_LOG_PRIOR).astype(np.float32)


def _years(first: float, last: float) -> slice:
    """Return the whole years of an age band: first included, last not, but 120 always is."""
    return slice(math.ceil(first), AGES if last >= AGES - 1 else math.ceil(last))


def _prior_variance(conditions: Sequence[Condition]) -> NDArray[np.float32]:
    variance = np.zeros((len(SETTINGS), len(conditions)), dtype=np.float32)
    for column, condition in enumerate(conditions):
        for prior in condition.priors:
            low = max(prior.low, prior.value / 100)
            if prior.value > 0:
                error = (math.log(prior.high) - math.log(low)) / (2 * NORMAL_95)
                variance[SETTINGS.index(prior.setting), column] = error**2
    return variance
