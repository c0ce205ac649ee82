"""What a condition file may say: pre-test probabilities and likelihood ratios, each with its ground."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from lumbago.knowledge.expression import Expression
from lumbago.knowledge.names import FindingKey, Id, SourceId, Text
from lumbago.record import Setting, Sex, Status
from lumbago.record.scales import STRICT, Age, Probability

Ratio = Annotated[float, Field(gt=0, le=1000)]


@dataclass(frozen=True, config=STRICT)
class LikelihoodRatio:
    """How far one answer moves the odds of one condition.

    Attributes:
        value: LR+ for present, LR− for absent; as printed where published.
        low: Lower end of the printed 95 % interval, or of our range.
        high: Upper end.
        interval: "ci95" as printed, "calculated" from printed sensitivity and specificity, or our "range".
        status: What it rests on.
        source: Source id; None for our own judgement.
        at: Place in the source, or the reason for a judgement.
        population: Whom it was measured in.
        target: What the study called the condition, where that is wider or other than ours.
    """

    value: Ratio
    low: Ratio
    high: Ratio
    interval: Literal["ci95", "calculated", "range"]
    status: Status
    at: Text
    source: SourceId | None = None
    population: str = "judgement: adults with back pain"
    target: str | None = None


@dataclass(frozen=True, config=STRICT)
class Likelihood:
    """What one finding says about one condition."""

    finding: FindingKey
    present: LikelihoodRatio | None = None
    absent: LikelihoodRatio | None = None


@dataclass(frozen=True, config=STRICT)
class Prior:
    """Pre-test probability in one setting, adults of any age.

    Attributes:
        setting: Where the report is made.
        value: Share of people with back pain who have it there.
        low: Lower end of its interval or range.
        high: Upper end.
    """

    setting: Setting
    value: Probability
    low: Probability
    high: Probability
    status: Status
    at: Text
    source: SourceId | None = None


@dataclass(frozen=True, config=STRICT)
class Factor:
    """How age or sex multiplies the pre-test odds.

    Attributes:
        value: Multiplies the odds; 1 changes nothing.
        low: Lower end of its interval or range.
        high: Upper end.
        age: Ages it covers, years, first included and last not.
        sex: Sex it covers.
    """

    value: Annotated[float, Field(ge=0, le=1000)]
    low: Annotated[float, Field(ge=0, le=1000)]
    high: Annotated[float, Field(ge=0, le=1000)]
    status: Status
    at: Text
    source: SourceId | None = None
    age: tuple[Age, Age] | None = None
    sex: Sex | None = None


@dataclass(frozen=True, config=STRICT)
class Pattern:
    """A narrower name that a condition may be given when a pattern is met.

    Attributes:
        name: The narrower name.
        plain: The same in plain words.
        when: Findings that must be present.
        unless: Findings that must not be present.
        at: What the pattern rests on.
    """

    name: Text
    plain: Text
    when: Expression
    at: Text
    unless: tuple[FindingKey, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Condition:
    """Something a person with back pain may have.

    Attributes:
        name: Clinician's name.
        plain: The name in plain words.
        synonyms: Words that people use for it.
        group: Condition group that case files and reports use.
        serious: Whether missing it can cost life, limb or continence.
        summary: What it is, in one or two plain sentences.
        confirmed_by: What can confirm it; honest where nothing can.
        explanation: Page that explains it.
        priors: One a setting.
        factors: Age and sex.
        likelihoods: What each finding says.
        cap: The most that all findings together may multiply its odds, where none of them confirms it.
        pattern: A narrower name for a typical picture.
        snomed: SNOMED CT code, where known.
    """

    id: Id
    name: Text
    plain: Text
    group: Id
    serious: bool
    summary: Text
    confirmed_by: Text
    explanation: Id
    review_by: date
    priors: tuple[Prior, ...]
    factors: tuple[Factor, ...] = ()
    likelihoods: tuple[Likelihood, ...] = ()
    synonyms: tuple[Text, ...] = ()
    cap: Annotated[float, Field(gt=1)] | None = None
    pattern: Pattern | None = None
    snomed: str | None = None
