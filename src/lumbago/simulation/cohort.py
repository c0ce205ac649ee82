"""Virtual people: a preset of the calibration, with what a trial says of its own people put over it.

    Population, Calibrated, Luck -> Cohort

A person is a number: the same seed and number give the same person in every arm, every shard and
every run.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from lumbago.recovery import Cloud, Luck, Spread, begin
from lumbago.recovery.equations import Parameters
from lumbago.recovery.people import draw_freely, healthy, within_limits
from lumbago.simulation.protocol import LIMITS, Population, Spreading
from lumbago.simulation.spreading import numbers

Floats = NDArray[np.float64]

PURPOSES = {name: 2_000 + place for place, name in enumerate(LIMITS)}
"""What luck is drawn for."""

RISKS = ("low", "medium", "high")
"""STarT Back groups, counted 0, 1, 2 as a fact."""

_SPREADING = TypeAdapter(Spreading)


class Effect(NamedTuple):
    """What a fact about a person does to a parameter of the model.

    Attributes:
        fact: `age`, `previous_episodes`, `nprs`, `rmdq_percent` or `onset_days`.
        parameter: Which parameter.
        slope: Change of its natural logarithm for each unit of the fact.
        centre: Value of the fact at which nothing changes.
    """

    fact: str
    parameter: str
    slope: float
    centre: float = 0.0


class Calibrated(NamedTuple):
    """What the calibration found.

    Attributes:
        draws: Draws from the posterior: how each parameter is spread over people.
        populations: By preset: how each fact is spread, `shifts` (factors on medians of parameters),
            `is_healthy` (starts without pain) and `tear` (share of fibres torn at the start).
        effects: What facts do to parameters.
        study_spread: How much studies of one question differ beyond chance, by measure or by
            measure:comparison; a share of the scale's width, or a logarithm for ratios and times.
    """

    draws: Sequence[Mapping[str, Spread]]
    populations: Mapping[str, Mapping[str, Any]]
    effects: Sequence[Effect] = ()
    study_spread: Mapping[str, float] = {}


class Cohort(NamedTuple):
    """People at the start of a trial; people last.

    Attributes:
        cloud: As the recovery model takes them.
        facts: By name, each of shape (n,).
    """

    cloud: Cloud
    facts: Mapping[str, Floats]


def cohort(population: Population, calibrated: Calibrated, which: NDArray[np.int64], *, luck: Luck) -> Cohort:
    """Return people at the start of a trial.

    Args:
        population: Who takes part.
        calibrated: What the calibration found.
        which: Which draw of the posterior each person is made from, ascending, shape (n,).
        luck: What fixes them; its first person is the first of these.
    """
    preset = {**calibrated.populations.get(population.preset, {})}
    if population.injury is not None:
        preset["tear"] = population.injury
    facts = {
        name: numbers(spread, name, which.size, luck=luck, purpose=PURPOSES[name])
        for name, spread in spreads_of(population, preset).items()
    }
    if population.start_risk is not None:
        facts["start_risk"] = np.full(which.size, float(RISKS.index(population.start_risk)))
    parameters = _parameters(calibrated, preset, which, luck)
    for effect in calibrated.effects:
        if effect.fact in facts:
            row = Parameters._fields.index(effect.parameter)
            parameters[row] *= np.exp(effect.slope * (facts[effect.fact] - effect.centre)).astype(np.float32)
    return Cohort(_started(within_limits(parameters), facts, preset, luck), facts)


def spreads_of(population: Population, preset: Mapping[str, Any]) -> dict[str, Spreading]:
    """Return how each fact is spread: what the trial states, and from the preset what it leaves open."""
    found = {}
    for name in LIMITS:
        own = getattr(population, name)
        usual = _SPREADING.validate_python(preset[name]) if name in preset else None
        if own is not None or usual is not None:
            found[name] = _over(own or Spreading(), usual or Spreading())
    return found


def _over(own: Spreading, usual: Spreading) -> Spreading:
    """Put what is stated over what is usual; a share and a mean never mix."""
    if own.share is not None or (usual.share is not None and own.mean is not None):
        return own
    if usual.share is not None:
        return usual
    keys = ("mean", "sd", "min", "max")
    return Spreading(
        **{k: getattr(own, k) if getattr(own, k) is not None else getattr(usual, k) for k in keys}
    )


def _parameters(
    calibrated: Calibrated, preset: Mapping[str, Any], which: NDArray[np.int64], luck: Luck
) -> NDArray[np.float32]:
    """Draw parameters, one posterior draw after the other; a person's number goes with them."""
    shifts = preset.get("shifts", {})
    parts = []
    for number in np.unique(which):
        first, last = np.searchsorted(which, [number, number + 1])
        spreads = _shifted(calibrated.draws[number], shifts)
        own = luck._replace(first_person=luck.first_person + int(first))
        parts.append(draw_freely(spreads, int(last - first), luck=own))
    return np.concatenate(parts, axis=1)


def _shifted(spreads: Mapping[str, Spread], shifts: Mapping[str, float]) -> dict[str, Spread]:
    return {name: s._replace(median=s.median * shifts.get(name, 1.0)) for name, s in spreads.items()}


def _started(
    parameters: NDArray[np.float32], facts: Mapping[str, Floats], preset: Mapping[str, Any], luck: Luck
) -> Cloud:
    if preset.get("is_healthy", False):
        return healthy(parameters, tear=preset.get("tear", 0.0), healing=preset.get("healing", 0.0))
    return begin(
        parameters,
        pain=facts["nprs"],
        days_since_onset=facts["onset_days"],
        disability=facts.get("rmdq_percent"),
        luck=luck,
    )
