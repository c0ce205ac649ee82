"""Put what reviews found on one scale and in one network.

    effects that count, in one phase -> Estimate of each treatment against doing nothing in particular

Less pain is below 0, on 0-100. Reviews are pooled as they stand (common effects): each is a pool of trials
already, and they are too few to estimate how much they differ.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from lumbago.knowledge import Knowledge
from lumbago.knowledge.treatment import Effect, Grade, Treatment, Weighing
from lumbago.record import Estimate, Link, Phase
from lumbago.synthesis import Contrasts
from lumbago.synthesis.fitting import fit
from lumbago.synthesis.network import parts, weave

NOTHING = "nothing-in-particular"
"""The node that placebo, sham and no treatment make together."""

TOP = 100.0

ONE_GRADE_LESS: Mapping[Grade, Grade] = {
    "high": "moderate",
    "moderate": "low",
    "low": "very-low",
    "very-low": "very-low",
    "not-rated": "very-low",
}
"""As GRADE rates down for indirectness."""

_Z95 = float(ndtri(0.975))


class Found(NamedTuple):
    """One effect that counts, on the common scale.

    Attributes:
        treatment: Whose it is.
        against: What it was compared with; `NOTHING` for what counts as doing nothing in particular.
        effect: As printed.
        value: Treatment minus the other, points of 100; below 0 is less pain.
        error: Its standard error.
        doubt: What its certainty adds, a standard deviation.
        is_converted: Whether an assumption of ours put it on this scale.
    """

    treatment: str
    against: str
    effect: Effect
    value: float
    error: float
    doubt: float
    is_converted: bool


class Pooled(NamedTuple):
    """What the network says.

    Attributes:
        estimates: By treatment, for those that the network connects to doing nothing in particular.
        believed: Mean and standard deviation of the same after doubt.
        unconnected: Treatments with an effect that counts which it does not connect.
    """

    estimates: Mapping[str, Estimate]
    believed: Mapping[str, tuple[float, float]]
    unconnected: tuple[str, ...]


def found_in(phase: Phase, knowledge: Knowledge, weighing: Weighing) -> tuple[Found, ...]:
    """Return every effect that counts in a phase, on the common scale."""
    return tuple(
        _on_one_scale(treatment, effect, weighing)
        for treatment in knowledge.treatments.values()
        for effect in treatment.effects
        if effect.counts and phase in effect.phases
    )


def pool(found: tuple[Found, ...], weighing: Weighing) -> Pooled:
    """Combine effects through the network where it is connected."""
    joined = _joined_to_nothing(found)
    named = {one.treatment for one in found}
    nodes = {node for one in joined for node in (one.treatment, one.against)}
    offered = named & nodes
    if not joined:
        return Pooled({}, {}, tuple(sorted(named)))
    believed = _believed(joined, offered, weighing)
    estimates = {name: _estimate(name, joined, believed[name], weighing) for name in sorted(offered)}
    return Pooled(estimates, believed, tuple(sorted(named - offered)))


def _on_one_scale(treatment: Treatment, effect: Effect, weighing: Weighing) -> Found:
    value = effect.value or 0.0
    factor = weighing.sd.value if effect.measure == "SMD" else TOP / (effect.top or TOP)
    sign = 1.0 if effect.better == "lower" else -1.0
    return Found(
        treatment=treatment.id,
        against=NOTHING if effect.against in weighing.inert else effect.against,
        effect=effect,
        value=sign * factor * value,
        error=factor * _standard_error(effect, value),
        doubt=_doubt(effect, weighing),
        is_converted=_is_converted(effect),
    )


def _is_converted(effect: Effect) -> bool:
    return effect.measure == "SMD" or effect.is_relief


def _doubt(effect: Effect, weighing: Weighing) -> float:
    """Return what certainty adds; a scale that we had to assume makes it one grade less certain."""
    grade = ONE_GRADE_LESS[effect.certainty] if _is_converted(effect) else effect.certainty
    return weighing.doubt[grade].value


def _standard_error(effect: Effect, value: float) -> float:
    """Return the standard error that an interval, or else a P value, implies."""
    if effect.ci95 is not None:
        return (effect.ci95[1] - effect.ci95[0]) / (2 * _Z95)
    return abs(value) / float(ndtri(1 - (effect.p or 0.5) / 2))


def _joined_to_nothing(found: tuple[Found, ...]) -> tuple[Found, ...]:
    if not any(NOTHING in (one.treatment, one.against) for one in found):
        return ()
    network = weave(_contrasts(found, [one.error for one in found]))
    part = dict(zip(network.treatments, parts(network).tolist(), strict=True))
    return tuple(one for one in found if part[one.treatment] == part[NOTHING])


def _contrasts(found: tuple[Found, ...], errors: Sequence[float]) -> Contrasts:
    return Contrasts(
        studies=tuple(f"{one.treatment}/{one.effect.id}" for one in found),
        first=tuple(one.treatment for one in found),
        second=tuple(one.against for one in found),
        effects=np.array([one.value for one in found]),
        errors=np.array(errors),
    )


def _against_nothing(
    found: tuple[Found, ...], errors: Sequence[float]
) -> Callable[[str], tuple[float, float]]:
    """Return what gives a treatment's effect against nothing in particular, and its standard error."""
    network = weave(_contrasts(found, errors))
    fitted = fit(network, 0.0)
    place = {name: number for number, name in enumerate(network.treatments)}
    nothing = place[NOTHING]
    return lambda name: (
        float(fitted.differences[place[name], nothing]),
        float(fitted.errors[place[name], nothing]),
    )


def _believed(
    found: tuple[Found, ...], treatments: set[str], weighing: Weighing
) -> dict[str, tuple[float, float]]:
    """Return mean and standard deviation of each effect after doubt.

    Doubt goes along every path: whatever is known only by way of an uncertain comparison is as uncertain.
    Then large effects are drawn in: true ones lie around none with the standard deviation `hope`.
    """
    doubted = _against_nothing(found, [float(np.hypot(one.error, one.doubt)) for one in found])
    hope = weighing.hope.value**2
    believed = {}
    for name in treatments:
        value, error = doubted(name)
        share = hope / (hope + error**2)
        believed[name] = value * share, float(np.sqrt(share) * error)
    return believed


def _estimate(
    name: str, found: tuple[Found, ...], believed: tuple[float, float], weighing: Weighing
) -> Estimate:
    value, error = _against_nothing(found, [one.error for one in found])(name)
    own = [one for one in found if one.treatment == name]
    mean, sd = believed
    return Estimate(
        value=round(value, 3),
        low=round(value - _Z95 * error, 3),
        high=round(value + _Z95 * error, 3),
        link=_link(name, found),
        worthwhile=round(float(ndtr((-weighing.worthwhile.value - mean) / sd)), 4),
        is_converted=any(one.is_converted for one in own),
        trials=_total([one.effect.trials for one in own]),
        people=_total([one.effect.people for one in own]),
    )


def _link(treatment: str, found: tuple[Found, ...]) -> Link:
    own = [one for one in found if treatment in (one.treatment, one.against)]
    direct = [one for one in own if NOTHING in (one.treatment, one.against)]
    if not direct:
        return Link.INDIRECT
    return Link.DIRECT if len(direct) == len(own) else Link.MIXED


def _total(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
