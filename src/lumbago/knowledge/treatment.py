"""What files about treatments, guidelines and the weighing of both may say.

Effects are as printed, each in the phase of pain that its trials were about.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from lumbago.knowledge.expression import Expression
from lumbago.knowledge.names import FindingKey, Id, SourceId, Text
from lumbago.record import LineKind, Period, Phase, Role, Status
from lumbago.record.scales import STRICT

Measure = Literal["MD", "SMD", "RR", "OR", "HR", "NNT", "percent", "days", "verdict"]
Outcome = Literal["pain", "disability", "recovery", "work", "recurrence", "adverse", "care-seeking"]
Grade = Literal["high", "moderate", "low", "very-low", "not-rated"]
Stance = Literal["do", "consider", "do-not"]
Kind = Literal["advice", "heat-and-cold", "exercise", "hands-on", "medicine", "test", "other"]


@dataclass(frozen=True, config=STRICT)
class Effect:
    """What one review or trial found, as printed.

    Attributes:
        id: Short name, unique in its file ("cochrane-2020-pain").
        phases: What its people had; two or more means that they were mixed.
        population: Who they were.
        outcome: What was measured.
        against: What it was compared with ("placebo", or the id of a treatment).
        measure: Kind of number; `verdict` where the authors gave words only.
        better: Which direction is the better one for the person.
        when: When it was measured.
        certainty: As the authors graded it (GRADE, CINeMA).
        value: The number; None for a verdict.
        ci95: Its 95 % interval; None when none was printed.
        p: P value, where it stands in for an interval.
        top: Upper end of the scale that starts at 0 (10, 24, 100), for a mean difference.
        is_relief: Whether the scale is of relief and not of pain: putting it on 0-100 is an assumption.
        trials: Trials behind it.
        people: People behind it.
        words: The authors' verdict, in our words.
        counts: Whether it goes into the ranking; the others are shown beside it.
        note: What a reader must know.
    """

    id: Id
    phases: tuple[Phase, ...]
    population: Text
    outcome: Outcome
    against: Id
    measure: Measure
    better: Literal["lower", "higher"]
    when: Text
    certainty: Grade
    status: Status
    source: SourceId
    at: Text
    value: float | None = None
    ci95: tuple[float, float] | None = None
    p: Annotated[float, Field(gt=0, lt=1)] | None = None
    top: Annotated[float, Field(gt=0)] | None = None
    is_relief: bool = False
    trials: Annotated[int, Field(ge=0)] | None = None
    people: Annotated[int, Field(ge=0)] | None = None
    words: Text | None = None
    counts: bool = False
    note: Text | None = None


@dataclass(frozen=True, config=STRICT)
class Place:
    """What a treatment is for in some phases, and why."""

    phases: tuple[Phase, ...]
    role: Role
    why: Text
    status: Status
    sources: tuple[SourceId, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Line:
    """One line of a plan.

    Attributes:
        id: Short name, unique in its file.
        period: When it is for.
        phases: In which phases it is said.
        kind: What it is about.
        text: What the person reads.
        when: For whom only; None for everybody. Said only where this holds for certain.
        unless: Never said where this holds. Where nobody can say, `if_unsure` is said instead.
        if_unsure: The same with its exception in words; None says nothing.
        rest_days: Days of rest that it allows, if it is about rest; never more than two.
    """

    id: Id
    period: Period
    phases: tuple[Phase, ...]
    kind: LineKind
    text: Text
    status: Status
    at: Text
    sources: tuple[SourceId, ...] = ()
    when: Expression | None = None
    unless: Expression | None = None
    if_unsure: Text | None = None
    rest_days: Annotated[int, Field(ge=0, le=2)] | None = None


@dataclass(frozen=True, config=STRICT)
class Harm:
    """What a treatment may do to a person besides helping."""

    text: Text
    status: Status
    at: Text
    sources: tuple[SourceId, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Treatment:
    """Something that may help, or that people try.

    Attributes:
        name: Clinician's name.
        plain: What a person would call it.
        kind: What sort of thing it is.
        summary: What is known of it, in one or two plain sentences.
        places: What it is for, phase by phase; no phase twice.
        synonyms: Words that people use for it.
        medicines: Substances that it is carried out with, the preferred one first.
        effects: What was found.
        harms: What it may do besides.
        lines: What it adds to a plan.
    """

    id: Id
    name: Text
    plain: Text
    kind: Kind
    summary: Text
    places: tuple[Place, ...]
    review_by: date
    synonyms: tuple[Text, ...] = ()
    medicines: tuple[Id, ...] = ()
    effects: tuple[Effect, ...] = ()
    harms: tuple[Harm, ...] = ()
    lines: tuple[Line, ...] = ()

    def place_in(self, phase: Phase) -> Place | None:
        """Return what it is for in a phase; None where it has no place."""
        return next((place for place in self.places if phase in place.phases), None)


@dataclass(frozen=True, config=STRICT)
class Position:
    """What a guideline says of one treatment.

    Attributes:
        rule: Its row ("nice6").
        treatment: Which, by its file's name.
        phases: For which phases; the position on fewer phases is the more specific one.
        stance: For or against.
        text: What it says, in our words.
        strength: How strongly, in the guideline's own terms.
    """

    rule: Text
    treatment: Id
    phases: tuple[Phase, ...]
    stance: Stance
    text: Text
    status: Status
    at: Text
    sources: tuple[SourceId, ...] = ()
    strength: Text | None = None


@dataclass(frozen=True, config=STRICT)
class Guideline:
    """A guideline as an overlay: the same person can be run under each.

    Attributes:
        name: Who wrote it.
        edition: Which edition.
        about: Whom it is about, in one sentence.
    """

    id: Id
    name: Text
    edition: Text
    about: Text
    positions: tuple[Position, ...]
    review_by: date


@dataclass(frozen=True, config=STRICT)
class Weight:
    """One number of the weighing, with its range where it is ours."""

    value: float
    low: float
    high: float
    status: Status
    at: Text
    source: SourceId | None = None


@dataclass(frozen=True, config=STRICT)
class Weighing:
    """How effects and harms are weighed against each other.

    Attributes:
        worthwhile: Smallest worthwhile effect on pain, points of 100.
        sd: Standard deviation of pain that turns standardised differences into points of 100.
        doubt: Standard deviation added for each grade of certainty, points of 100.
        hope: Standard deviation of true effects of treatments for back pain around none.
        adverse_without: Share of people with an adverse event on placebo.
        adverse_points: Points of 100 that one more person in a hundred with an adverse event costs.
        small: With fewer people, a single trial is small: it is never first.
        apart: Two options are told apart when one is better with this probability.
        inert: What counts as doing nothing in particular: the node that all are compared with.
        acute_days: Pain up to so many days is acute.
        subacute_days: Beyond, and up to so many, it is subacute.
        persistent: Findings that make it persistent where nobody said when it began.
        subacute: The same for subacute pain.
    """

    worthwhile: Weight
    sd: Weight
    doubt: Mapping[Grade, Weight]
    hope: Weight
    adverse_without: Weight
    adverse_points: Weight
    small: Weight
    apart: Weight
    inert: tuple[Id, ...]
    acute_days: Weight
    subacute_days: Weight
    persistent: tuple[FindingKey, ...]
    subacute: tuple[FindingKey, ...]
    review_by: date
