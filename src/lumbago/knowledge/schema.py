"""What a knowledge file may say: one type a folder, every field checked.

Each file is one fact, its name the id. Numbers are as printed, with interval, source
and place. `status` says what a number rests on; what is not published may raise
urgency, forbid or warn, and may never lower, clear or reassure.
"""

from collections.abc import Mapping
from dataclasses import dataclass as plain_dataclass
from dataclasses import field
from datetime import date
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from lumbago.knowledge.condition import Condition as Condition
from lumbago.knowledge.condition import Factor as Factor
from lumbago.knowledge.condition import Likelihood as Likelihood
from lumbago.knowledge.condition import LikelihoodRatio as LikelihoodRatio
from lumbago.knowledge.condition import Pattern as Pattern
from lumbago.knowledge.condition import Prior as Prior
from lumbago.knowledge.dosing import Dosing
from lumbago.knowledge.exercise import Circumstance, Exercise
from lumbago.knowledge.expression import Expression as Expression
from lumbago.knowledge.medicine import MedicineClass, MedicineRule, Product, Substance
from lumbago.knowledge.names import FindingKey, Id, SourceId, Text
from lumbago.knowledge.recovery import Recovery as Recovery
from lumbago.knowledge.term import Term
from lumbago.knowledge.treatment import Guideline, Treatment, Weighing
from lumbago.record import Disposition, Region, Sex, Status
from lumbago.record.scales import STRICT, Age


class Kind(Enum):
    """What sort of fact a finding is."""

    SYMPTOM = "symptom"
    TRIGGER = "trigger"
    HISTORY = "history"
    RISK = "risk"
    SIGN = "sign"
    TEST = "test"


class AskedOf(Enum):
    """Who can answer a finding."""

    PERSON = "person"
    CLINICIAN = "clinician"
    DERIVED = "derived"


@dataclass(frozen=True, config=STRICT)
class Source:
    """A paper, a guideline or a pathway. What has no DOI, PMID, PMCID or edition verifies nothing.

    Attributes:
        citation: Authors, year, title or journal, as a reader would look it up.
        doi: Digital object identifier.
        pmid: PubMed id.
        pmcid: PubMed Central id.
        edition: Named edition of a guideline.
        seen: What of it was read (abstract, table, secondary page).
    """

    id: SourceId
    citation: Text
    seen: Text
    doi: str | None = None
    pmid: int | None = None
    pmcid: str | None = None
    edition: str | None = None

    @property
    def resolves(self) -> bool:
        """Whether a reader can find it by an identifier or a named edition."""
        return any((self.doi, self.pmid, self.pmcid, self.edition))


@dataclass(frozen=True, config=STRICT)
class Derived:
    """A finding that other fields of the report imply.

    Attributes:
        measure: Which number of the report.
        at_least: Present from here up.
        at_most: Present up to here.
        else_absent: Whether the finding is absent beyond those limits, or merely not known.
    """

    measure: Literal["nprs", "duration_days", "pregnancy_weeks", "onset_age", "weight_kg", "breastfeeding"]
    at_least: float = -1e9
    at_most: float = 1e9
    else_absent: bool = True


@dataclass(frozen=True, config=STRICT)
class Finding:
    """An answer or a sign that may be present, absent or not asked.

    Attributes:
        question: What a person is asked, in plain words.
        sign: The same in a few words, for the list of what is new; a must-ask answer that ages has one.
        why: Why we ask, in one sentence.
        clinician: The clinician's wording.
        synonyms: Words that people use for it.
        kind: What sort of fact it is.
        topic: The checklist it belongs to.
        asked_of: Who can answer.
        no_ages: Whether a "no" holds only for the day it was said.
        yes_stays: Whether a later "no" leaves a "yes" as it is: an event, or for a clinician to clear.
        correlated: Findings of one such cluster count once; None stands alone.
        frequency: How often it is present in back pain at large; a judgement that only orders questions.
        implies: Findings that must be present when this one is.
        regions: Regions of the drawing that make it present.
        regions_deny: Whether a drawing without any of them makes it absent.
        derived: Number of the report that implies it.
        diagnosed: Ids in `diagnosed` that make it present.
        medicines: Medicines that make it present.
        classes: Classes of medicines that make it present.
        overdose_of: Medicine of which more than its ceiling a day makes it present.
        allergies: Substances in `allergies`, or classes of medicines, that make it present.
        only_sex: Asked of this sex and those who did not say male or female.
        only_age: Asked between these ages, years.
        snomed: SNOMED CT code, where known.
        loinc: LOINC code, where known.
    """

    id: FindingKey
    question: Text
    why: Text
    clinician: Text
    kind: Kind
    topic: Id
    asked_of: AskedOf
    no_ages: bool
    review_by: date
    sign: Text | None = None
    yes_stays: bool = False
    synonyms: tuple[Text, ...] = ()
    correlated: Id | None = None
    frequency: Annotated[float, Field(gt=0, lt=1)] = 0.1
    implies: tuple[FindingKey, ...] = ()
    regions: tuple[Region, ...] = ()
    regions_deny: bool = False
    derived: Derived | None = None
    diagnosed: tuple[Id, ...] = ()
    medicines: tuple[Text, ...] = ()
    classes: tuple[Id, ...] = ()
    allergies: tuple[Text, ...] = ()
    overdose_of: Id | None = None
    only_sex: Sex | None = None
    only_age: tuple[Age, Age] | None = None
    snomed: str | None = None
    loinc: str | None = None


Within = Literal["now", "today", "days", "weeks", "none"]


@dataclass(frozen=True, config=STRICT)
class RedFlag:
    """A triage rule.

    Attributes:
        rule: Its number in the published draft (R01 ...), with a letter where it was split.
        name: What it is called, in plain words.
        suspects: Conditions it is about.
        disposition: How soon someone must look when it holds.
        within: The same in time.
        when: What makes it hold.
        unless: Findings, present for certain, that set it aside; never for an emergency.
        says: What the person is told.
        reasoning: Why this level and these findings, for a clinician.
        status: What the rule rests on.
        level_range: Where it is our judgement, the levels a reasonable clinician might choose.
        sources: What it cites.
        at: Places in those sources.
    """

    id: Id
    rule: Annotated[str, Field(pattern=r"^R\d\d[a-z]?$")]
    name: Text
    suspects: tuple[Id, ...]
    disposition: Disposition
    within: Within
    when: Expression
    says: Text
    reasoning: Text
    status: Status
    sources: tuple[SourceId, ...]
    at: Text
    review_by: date
    unless: tuple[FindingKey, ...] = ()
    level_range: tuple[Disposition, Disposition] | None = None


@dataclass(frozen=True, config=STRICT)
class Section:
    """One part of an explanation page, with what it rests on."""

    heading: Text
    text: Text
    status: Status
    sources: tuple[SourceId, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Explanation:
    """A page that answers "what is ...?" for a person.

    Attributes:
        title: The question it answers.
        lead: The answer in two sentences.
        sections: The rest, each with its sources.
        synonyms: Words that lead here.
    """

    id: Id
    title: Text
    lead: Text
    sections: tuple[Section, ...]
    review_by: date
    synonyms: tuple[Text, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Topic:
    """A kind of question: the checklists an interview may show.

    Attributes:
        title: Heading of the checklist.
        intro: One sentence above it.
        order: Place in the interview, lower first.
    """

    id: Id
    title: Text
    intro: Text
    order: int


@dataclass(frozen=True, config=STRICT)
class DispositionText:
    """What a person is told at one disposition.

    Attributes:
        headline: The disposition in words.
        what_to_do: Steps, most important first.
        comfort: What may ease the pain meanwhile; nothing that needs clearing first.
        safety_net: What to watch for, and what to do then.
    """

    id: Id
    headline: Text
    what_to_do: tuple[Text, ...]
    comfort: tuple[Text, ...]
    safety_net: tuple[Text, ...]
    status: Status
    sources: tuple[SourceId, ...]
    review_by: date


@dataclass(frozen=True, config=STRICT)
class Differencing:
    """How the differential is put together; our own judgement, each with its reason.

    Attributes:
        cap: The product of all ratios of one condition stays within 1/cap and cap.
        reasons: Why these values.
    """

    cap: Annotated[float, Field(gt=1)]
    reasons: Text
    status: Status
    review_by: date


@plain_dataclass(frozen=True, eq=False)
class Knowledge:
    """All knowledge, checked; every mapping is keyed by id, in order of id.

    Attributes:
        version: Hash of every file that it was read from.
        recovery: The recovery model's arrows and their fit; None in knowledge that was put together by hand.
        weighing: How effects and harms are weighed; None in knowledge that was put together by hand.
        dosing: How a programme is put together; None likewise.
    """

    version: str
    differencing: Differencing
    recovery: Recovery | None = None
    weighing: Weighing | None = None
    dosing: Dosing | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    red_flags: Mapping[str, RedFlag] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    explanations: Mapping[str, Explanation] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    dispositions: Mapping[str, DispositionText] = field(default_factory=dict)
    treatments: Mapping[str, Treatment] = field(default_factory=dict)
    guidelines: Mapping[str, Guideline] = field(default_factory=dict)
    medicines: Mapping[str, Substance] = field(default_factory=dict)
    medicine_classes: Mapping[str, MedicineClass] = field(default_factory=dict)
    medicine_rules: Mapping[str, MedicineRule] = field(default_factory=dict)
    products: Mapping[str, Product] = field(default_factory=dict)
    circumstances: Mapping[str, Circumstance] = field(default_factory=dict)
    exercises: Mapping[str, Exercise] = field(default_factory=dict)
