"""Weigh the conditions that one history may mean, with the reasons for each.

    History -> Differential

Probabilities are of conditions among those we know, in the stated setting. They never
lower a disposition: triage is decided by rules alone.
"""

import math

import numpy as np
from numpy.typing import NDArray

from lumbago.diagnosis.bayes import Floats, Posterior, answered, normalised, posterior, prior_of
from lumbago.diagnosis.questions import if_answered
from lumbago.diagnosis.weights import NO_WINNER, ratios_of, strongest_questions, weights_of
from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.asking import unasked
from lumbago.knowledge.logic import evaluate, holds_for_certain
from lumbago.knowledge.table import PRESENT, Table, columns
from lumbago.record import Candidate, Certainty, Differential, History, Weight

NORMAL_80 = 1.281552
"""Half-width of a central 80 % interval, in standard errors."""

MOST_UNASKED = 5
NORMAL_FOR_RIVAL = 1.281552
"""A rival has at least a 10 % chance of passing the first within the ranges of the weights."""

FIRM_PROBABILITY = 0.7
"""Below this the first place is never called firm: our own judgement, range 0.6 to 0.8."""


def differentiate(history: History, knowledge: Knowledge) -> Differential:
    """Return every condition by probability, with what argued for and against it.

    Raises:
        ReportError: When the history names a finding that does not exist.
    """
    return differentiate_row(tabulate([history], knowledge), knowledge)


def differentiate_row(table: Table, knowledge: Knowledge) -> Differential:
    """Return the same for a table of one row."""
    weights = weights_of(knowledge)
    moment = posterior(table, weights)
    pre_test = normalised(prior_of(table, weights).copy())[0]
    probability = normalised(moment.log_odds.copy())[0]
    low, high = _span(moment)
    counted = _counted(table, knowledge)
    still_open = unasked(table, knowledge)
    questions = strongest_questions(knowledge)
    order = np.argsort(-probability, kind="stable")
    ids = list(knowledge.conditions)
    candidates = tuple(
        Candidate(
            condition=ids[place],
            group=knowledge.conditions[ids[place]].group,
            probability=float(probability[place]),
            low=float(low[place]),
            high=float(high[place]),
            pre_test_probability=float(pre_test[place]),
            weights_for=tuple(w for w in counted[ids[place]] if w.likelihood_ratio > 1),
            weights_against=tuple(w for w in counted[ids[place]] if w.likelihood_ratio < 1),
            unasked=tuple(key for key in questions[ids[place]] if key in still_open)[:MOST_UNASKED],
        )
        for place in order
    )
    rivals = _rivals(moment, order, ids)
    return Differential(
        candidates=candidates,
        certainty=_certainty(candidates, rivals, has_findings=any(counted.values())),
        rivals=rivals,
        would_change=_would_change(table, knowledge, ids[order[0]]),
    )


def name_of(candidate: Candidate, table: Table, knowledge: Knowledge) -> tuple[str, str]:
    """Return the clinician's and the plain name; the narrower one where its pattern is met."""
    condition = knowledge.conditions[candidate.condition]
    pattern = condition.pattern
    if pattern is None:
        return condition.name, condition.plain
    place = columns(knowledge)
    is_met = evaluate(pattern.when, table, place)[0] == PRESENT
    if is_met and not holds_for_certain(pattern.unless, table, place)[0]:
        return pattern.name, pattern.plain
    return condition.name, condition.plain


def _span(moment: Posterior) -> tuple[Floats, Floats]:
    """Return each probability's 80 % range: its own weights vary, the others stay."""
    error = NORMAL_80 * np.sqrt(moment.variance[0])
    odds = moment.log_odds[0].astype(np.float64)
    weight = np.exp(odds - odds.max())
    others = weight.sum() - weight
    low, high = weight * np.exp(-error), weight * np.exp(error)
    return (low / (low + others)).astype(np.float32), (high / (high + others)).astype(np.float32)


def _counted(table: Table, knowledge: Knowledge) -> dict[str, list[Weight]]:
    """Return, by condition, the weights that entered its sum, strongest first."""
    ratios, keys = ratios_of(knowledge), list(knowledge.findings)
    counted: dict[str, list[Weight]] = {condition: [] for condition in knowledge.conditions}
    for cluster, row in answered(table, weights_of(knowledge)):
        for condition, winner in zip(counted, cluster.winner[row].tolist(), strict=True):
            if winner != NO_WINNER:
                is_present = bool(table.states[0, winner] == PRESENT)
                ratio = ratios[condition, keys[winner], is_present]
                counted[condition].append(
                    Weight(
                        keys[winner],
                        is_present,
                        ratio.value,
                        ratio.low,
                        ratio.high,
                        ratio.status,
                        ratio.source,
                    )
                )
    for weights in counted.values():
        weights.sort(key=lambda weight: -abs(math.log(weight.likelihood_ratio)))
    return counted


def _rivals(moment: Posterior, order: NDArray[np.intp], ids: list[str]) -> tuple[str, ...]:
    """Return conditions whose score could exceed the first's within the ranges of both."""
    odds, variance, first = moment.log_odds[0], moment.variance[0], order[0]
    gap = odds[first] - odds
    error = np.sqrt(variance + variance[first])
    reach = NORMAL_FOR_RIVAL * error
    return tuple(ids[place] for place in order[1:] if gap[place] < reach[place])[:MOST_UNASKED]


def _certainty(
    candidates: tuple[Candidate, ...], rivals: tuple[str, ...], *, has_findings: bool
) -> Certainty:
    if not has_findings:
        return Certainty.TOO_EARLY
    if any(c.condition in rivals and c.group != candidates[0].group for c in candidates):
        return Certainty.COULD_CHANGE
    if candidates[0].probability >= FIRM_PROBABILITY:
        return Certainty.FIRM
    return Certainty.LIKELY_TO_HOLD


def _would_change(table: Table, knowledge: Knowledge, first: str) -> tuple[str, ...]:
    """Return unasked findings whose "yes" or "no" would put another condition first."""
    tried = if_answered(table, knowledge)
    ids = list(knowledge.conditions)
    shift = {
        key: float(np.abs(np.diff(both, axis=0)).sum())
        for key, both in tried.items()
        if any(ids[int(row.argmax())] != first for row in both)
    }
    return tuple(sorted(shift, key=lambda key: (-shift[key], key))[:MOST_UNASKED])
