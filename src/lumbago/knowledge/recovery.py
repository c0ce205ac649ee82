"""What is known about recovery: the arrows before any fit, and what published results made of them.

    arrows.toml, recovery.toml -> Recovery

`arrows.toml` is written by hand; `recovery.toml` is written by `lumbago calibrate` and by nothing else.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass as plain_dataclass
from dataclasses import field
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from lumbago.errors import KnowledgeError
from lumbago.knowledge.names import SourceId, Text
from lumbago.record import Status
from lumbago.record.scales import STRICT

ARROWS, FITTED, PERSONAL = "arrows.toml", "recovery.toml", "personal.toml"

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, config=STRICT)
class Strength:
    """A number with the range that holds it nine times in ten, in the arrow's unit."""

    median: Positive
    low: Positive
    high: Positive


@dataclass(frozen=True, config=STRICT)
class Arrow:
    """One arrow of the model as it was thought of before the fit.

    Attributes:
        meaning: What it does.
        unit: Its unit.
        claims: Claims of the source article that it stands for (C1 ...).
        source_state: Where it comes from.
        target_state: What it acts on.
        prior: Median and range of our reading.
        between: Standard deviation of its logarithm between people.
        sources: What informed the reading.
        why: The reading in a sentence.
    """

    meaning: Text
    unit: Text
    claims: tuple[str, ...]
    source_state: Text
    target_state: Text
    prior: Strength
    between: Annotated[float, Field(ge=0)]
    sources: tuple[SourceId, ...]
    why: Text


@dataclass(frozen=True, config=STRICT)
class Distribution:
    """How a number is spread over people: normal, cut off at `min` and `max`."""

    mean: Finite
    sd: Annotated[float, Field(ge=0)] = 0.0
    min: Finite | None = None
    max: Finite | None = None


@dataclass(frozen=True, config=STRICT)
class Proportion:
    """The share of people of whom something holds."""

    share: Share


@dataclass(frozen=True, config=STRICT)
class Population:
    """A kind of people that studies were about.

    Attributes:
        meaning: Who they are.
        start: Whether they start in pain.
        healing: Share of fibres that still regenerate at the start of those free of pain.
        shift: Range (90 %) of the shift of a parameter's logarithm against the first population.
    """

    meaning: Text
    start: Literal["in pain", "free of pain"]
    age: Distribution
    previous_episodes: Proportion
    onset_days: Distribution | None = None
    nprs: Distribution | None = None
    healing: Share = 0.0
    shift: Mapping[str, tuple[Finite, Finite]] = field(default_factory=dict)


@dataclass(frozen=True, config=STRICT)
class Bearing:
    """What a fact about a person does to a parameter.

    Attributes:
        fact: Which fact of a population.
        parameter: Which parameter.
        centre: Value of the fact at which nothing changes.
        prior: Median and 90 % range of the change of the parameter's logarithm for each unit of the fact.
        sources: What informed it.
        why: The reading in a sentence.
    """

    fact: Text
    parameter: Text
    centre: Finite
    prior: tuple[Finite, Finite, Finite]
    sources: tuple[SourceId, ...]
    why: Text


@dataclass(frozen=True, config=STRICT)
class Fitted:
    """What the published results made of one number.

    Attributes:
        median: After the fit; a shift may be below 0.
        low: Lower end of the range that holds it nine times in ten.
        high: Upper end.
        informed: Share of the prior's width that the results took away; 0 means they say nothing about it.
    """

    median: Finite
    low: Finite
    high: Finite
    informed: Share


@dataclass(frozen=True, config=STRICT)
class Reached:
    """One published result beside the model's, with that study's family in the fit and left out of it."""

    trial: Text
    outcome: Text
    family: Text
    status: Text
    published: Finite
    predicted: Finite
    low: Finite
    high: Finite
    left_out_predicted: Finite
    left_out_low: Finite
    left_out_high: Finite


@dataclass(frozen=True, config=STRICT)
class Calibration:
    """The result of `lumbago calibrate`.

    Attributes:
        on: Day of the fit.
        seed: What fixed its luck.
        people: Virtual people in each arm.
        coverage: Share of the published results inside the predicted 90 % interval.
        coverage_left_out: The same with the study's family left out of the fit.
        numbers: Names of what was fitted: a parameter, `between <parameter>`, `<population> <parameter>`.
        fitted: By the same names.
        draws: Draws of all numbers from the posterior, on the scale of the logarithm, one row a draw.
        spread: Study-to-study spread by kind of measure, on the scale of the measure.
        reached: Every published result.
    """

    on: date
    seed: int
    people: int
    coverage: Share
    coverage_left_out: Share
    numbers: tuple[str, ...]
    fitted: Mapping[str, Fitted]
    draws: tuple[tuple[Finite, ...], ...]
    spread: Mapping[str, Finite]
    reached: tuple[Reached, ...]


@dataclass(frozen=True, config=STRICT)
class Personal:
    """What a cohort of patients taught: which answers bear on recovery, and a plain statistical forecast.

    Only fitted numbers and counts; nothing of a person.

    Attributes:
        on: Day of the fit.
        people: Patients it was fitted to.
        cohort: Who they were.
        columns: Answers, in the order of the rows of `coefficients` after the first.
        centre: Mean of each column; `scale` its standard deviation; `correlation` between them.
        latents: Parameters that the answers shift, in standard deviations between people.
        coefficients: Shape (1 + columns, latents); the first row holds for everybody.
        plain: The statistical forecast by outcome and by what was given, as `prognosis.plain` keeps it.
        weight: Share of the statistical forecast in the stack, by what was given.
    """

    on: date
    people: int
    cohort: Text
    columns: tuple[str, ...]
    centre: tuple[Finite, ...]
    scale: tuple[Positive, ...]
    correlation: tuple[tuple[Finite, ...], ...]
    latents: tuple[str, ...]
    coefficients: tuple[tuple[Finite, ...], ...]
    plain: Mapping[str, Any]
    weight: Mapping[str, Share]


@dataclass(frozen=True, config=STRICT)
class Arrows:
    """The file written by hand."""

    status: Status
    review_by: date
    arrow: Mapping[str, Arrow]
    population: Mapping[str, Population]
    effect: Mapping[str, Bearing]


@plain_dataclass(frozen=True, eq=False)
class Recovery:
    """All that is known about recovery.

    Attributes:
        arrows: What was thought of each arrow.
        populations: The kinds of people that studies were about; the first is the one that shifts count from.
        effects: What facts about people do to parameters.
        calibration: What published results made of it; None before the first fit.
        personal: What a cohort of patients taught; None where none was at hand.
    """

    arrows: Mapping[str, Arrow]
    populations: Mapping[str, Population]
    effects: Mapping[str, Bearing] = field(default_factory=dict)
    calibration: Calibration | None = None
    personal: Personal | None = None


def check_recovery(recovery: Recovery, sources: Collection[str]) -> None:
    """Refuse arrows that contradict themselves, and a fit of other arrows.

    Raises:
        KnowledgeError: Naming the first faulty file and field.
    """
    for name, arrow in recovery.arrows.items():
        if not arrow.prior.low <= arrow.prior.median <= arrow.prior.high:
            raise KnowledgeError(ARROWS, f"arrow.{name}.prior", "the median lies outside its range")
        _check_sources(f"arrow.{name}.sources", arrow.sources, sources)
    for name, effect in recovery.effects.items():
        if effect.parameter not in recovery.arrows:
            raise KnowledgeError(
                ARROWS, f"effect.{name}.parameter", f"there is no arrow '{effect.parameter}'"
            )
        _check_sources(f"effect.{name}.sources", effect.sources, sources)
    _check_populations(recovery)
    if recovery.calibration is not None:
        _check_fit(recovery, recovery.calibration)


def _check_populations(recovery: Recovery) -> None:
    for name, population in recovery.populations.items():
        for shifted in population.shift:
            if shifted not in recovery.arrows:
                raise KnowledgeError(ARROWS, f"population.{name}.shift", f"there is no arrow '{shifted}'")


def _check_sources(field_: str, cited: Collection[str], sources: Collection[str]) -> None:
    for source in cited:
        if source not in sources:
            raise KnowledgeError(
                ARROWS, field_, f"cites '{source}', but sources/{source}.toml does not exist"
            )


def _check_fit(recovery: Recovery, calibration: Calibration) -> None:
    known = {*recovery.arrows, *(f"between {name}" for name in recovery.arrows)}
    known |= {f"effect {name}" for name in recovery.effects}
    known |= {f"{kind} {name}" for kind, people in recovery.populations.items() for name in people.shift}
    for name in calibration.numbers:
        if name not in known:
            raise KnowledgeError(FITTED, "numbers", f"'{name}' is no arrow; run 'lumbago calibrate' again")
    for row in calibration.draws:
        if len(row) != len(calibration.numbers):
            raise KnowledgeError(FITTED, "draws", "a draw is longer or shorter than `numbers`")
