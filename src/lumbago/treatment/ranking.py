"""Rank the options of one phase by what they gain after doubt and harm.

    Phase, Knowledge -> Ranking

A single small trial is never first. Options that cannot be told apart are said to be level. What has no
effect that counts has no place, and the reason is given.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from lumbago.knowledge import Knowledge
from lumbago.knowledge.treatment import Treatment, Weighing
from lumbago.record import Estimate, Option, Phase, Ranking, Role
from lumbago.treatment.contrasting import Pooled, found_in, pool
from lumbago.treatment.phases import position_on

NOT_COUNTED = "not-counted"
NOT_CONNECTED = "not-connected"
AGAINST_GUIDELINE = "against-guideline"
"""Why an option has no place."""

DECIMALS = 9
"""Digits that count: what differs by less is equal, and goes by name."""

_Z80, _Z95 = float(ndtri(0.9)), float(ndtri(0.975))


class Net(NamedTuple):
    """What an option gains, points of 100 after doubt and harm.

    Attributes:
        treatment: Whose.
        mean: Expected.
        sd: Standard deviation.
        is_small: Whether all rests on a single small trial.
    """

    treatment: str
    mean: float
    sd: float
    is_small: bool


@lru_cache(maxsize=32)
def rank(phase: Phase, knowledge: Knowledge, guideline: str = "") -> Ranking:
    """Rank the options of a phase.

    Args:
        phase: Of the pain; only effects found in it count.
        knowledge: Treatments, guidelines and how to weigh them.
        guideline: Id of an overlay: what it advises against has no place; empty for none.

    Raises:
        ValueError: When knowledge holds no weighing.
    """
    weighing = knowledge.weighing
    if weighing is None:
        raise ValueError("knowledge holds no weighing")
    found = found_in(phase, knowledge, weighing)
    pooled = pool(found, weighing)
    offered = [t for t in knowledge.treatments.values() if _is_offered(t, phase)]
    withheld = {t.id for t in offered if _is_against(t.id, phase, guideline, knowledge)}
    nets = [
        _net(treatment, pooled, weighing)
        for treatment in offered
        if treatment.id in pooled.estimates and treatment.id not in withheld
    ]
    nets.sort(key=lambda net: (net.is_small, -net.mean, net.treatment))
    placed = [_placed(place, nets, pooled.estimates, weighing) for place in range(len(nets))]
    others = [t.id for t in offered if t.id not in {net.treatment for net in nets}]
    apart = frozenset(pooled.unconnected)
    return Ranking(
        phase=phase,
        options=(
            *placed,
            *(
                Option(id_, pooled.estimates.get(id_), why_not_ranked=_why_not(id_, withheld, apart))
                for id_ in sorted(others)
            ),
        ),
        unconnected=tuple(id_ for id_ in pooled.unconnected if id_ in set(others)),
        guideline=guideline,
    )


def _is_offered(treatment: Treatment, phase: Phase) -> bool:
    place = treatment.place_in(phase)
    return place is not None and place.role is not Role.AVOID


def _is_against(treatment: str, phase: Phase, guideline: str, knowledge: Knowledge) -> bool:
    position = position_on(treatment, phase, guideline, knowledge)
    return position is not None and position.stance == "do-not"


def _why_not(treatment: str, withheld: set[str], apart: frozenset[str]) -> str:
    if treatment in withheld:
        return AGAINST_GUIDELINE
    return NOT_CONNECTED if treatment in apart else NOT_COUNTED


def _net(treatment: Treatment, pooled: Pooled, weighing: Weighing) -> Net:
    mean, sd = pooled.believed[treatment.id]
    harm, harm_sd = _harm(treatment, weighing)
    is_small = _is_small(pooled.estimates[treatment.id], weighing)
    return Net(treatment.id, round(-mean - harm, DECIMALS), float(np.hypot(sd, harm_sd)), is_small)


def _is_small(estimate: Estimate, weighing: Weighing) -> bool:
    """Whether all rests on one small trial; a network of many studies may not say how many each has."""
    if estimate.trials is None:
        return estimate.people is not None and estimate.people < weighing.small.value
    return estimate.trials <= 1 and (estimate.people or 0) < weighing.small.value


def _harm(treatment: Treatment, weighing: Weighing) -> tuple[float, float]:
    """Return what adverse events cost, points of 100, and its standard deviation; never below 0.

    The most certain ratio decides, the worst of equally certain ones: one medicine of a kind may do more harm
    than the kind.
    """
    ratios = [
        effect
        for effect in treatment.effects
        if effect.outcome == "adverse" and effect.measure == "RR" and effect.value is not None
    ]
    if not ratios:
        return 0.0, 0.0
    grades = list(weighing.doubt)
    ratio = min(ratios, key=lambda one: (grades.index(one.certainty), -(one.value or 0)))
    more = 100 * weighing.adverse_without.value * weighing.adverse_points.value
    value = ratio.value or 1.0
    low, high = ratio.ci95 or (value, value)
    return more * max(0.0, value - 1), more * (high - low) / (2 * _Z95)


def _placed(place: int, nets: list[Net], estimates: Mapping[str, Estimate], weighing: Weighing) -> Option:
    net = nets[place]
    return Option(
        treatment=net.treatment,
        estimate=estimates[net.treatment],
        net_benefit=round(net.mean, 3),
        net_low=round(net.mean - _Z80 * net.sd, 3),
        net_high=round(net.mean + _Z80 * net.sd, 3),
        place=place + 1,
        level_with=tuple(
            other.treatment
            for other in nets
            if other is not net and 1 - weighing.apart.value < _better(net, other) < weighing.apart.value
        ),
    )


def _better(one: Net, other: Net) -> float:
    """Return the probability that one gains more than the other."""
    return float(ndtr((one.mean - other.mean) / np.hypot(one.sd, other.sd)))
