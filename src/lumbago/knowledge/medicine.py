"""What files about medicines may say: substances, products, classes, and the rules of who may take what.

An unverified number or a judgement may forbid or warn; only a published dose is ever told.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from lumbago.knowledge.expression import Expression
from lumbago.knowledge.names import FindingKey, Id, SourceId, Text
from lumbago.record import Status, Verdict
from lumbago.record.scales import STRICT

Quantity = Annotated[float, Field(gt=0, le=100_000)]
Hours = Annotated[float, Field(gt=0, le=48)]


class Access(Enum):
    """How a medicine is sold."""

    WITHOUT_PRESCRIPTION = "without-prescription"
    PRESCRIPTION = "prescription"
    CONTROLLED = "controlled"


@dataclass(frozen=True, config=STRICT)
class MedicineClass:
    """A class of medicines, and the names that people know its members by.

    Attributes:
        name: Clinician's name of the class.
        plain: What a person would call it.
        synonyms: Other words for the class ("blood thinner").
        members: Brands and other names by international non-proprietary name.
        within: Wider classes that hold all of this one.
    """

    id: Id
    name: Text
    plain: Text
    members: Mapping[Text, tuple[Text, ...]]
    review_by: date
    synonyms: tuple[Text, ...] = ()
    within: tuple[Id, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Dose:
    """A dose as printed.

    Attributes:
        single: One dose, least and most.
        every_hours: Hours between doses, least and most.
    """

    single: tuple[Quantity, Quantity]
    every_hours: tuple[Hours, Hours]
    status: Status
    at: Text
    source: SourceId | None = None


@dataclass(frozen=True, config=STRICT)
class Ceiling:
    """The most in any 24 hours.

    Attributes:
        per_day: The most.
        whose: Whom it holds for: those who treat themselves, or also those who were prescribed it.
        when: The finding that it holds with only; None for everybody.
    """

    per_day: Quantity
    whose: Literal["lay", "prescribed"]
    status: Status
    at: Text
    source: SourceId | None = None
    when: Expression | None = None


@dataclass(frozen=True, config=STRICT)
class Longest:
    """How many days a person may take it without asking."""

    days: Annotated[float, Field(gt=0, le=365)]
    status: Status
    at: Text
    source: SourceId | None = None


@dataclass(frozen=True, config=STRICT)
class Substance:
    """A medicine that may come into question for back pain.

    Attributes:
        name: International non-proprietary name.
        plain: What a person needs to know of it, in one or two sentences.
        synonyms: Brands and other names.
        classes: Classes that it belongs to; two of one class are never taken together.
        access: How it is sold, where it is sold most freely.
        unit: What its amounts count ("mg", "g of gel").
        dose: A dose; None where none was seen in print.
        ceilings: The most in a day; the lowest that holds for a person counts.
        longest: The longest without asking; the shortest counts.
        how: How to take it, in plain words.
        too_much: What to do after more than a day allows, in plain words.
    """

    id: Id
    name: Text
    plain: Text
    classes: tuple[Id, ...]
    access: Access
    review_by: date
    synonyms: tuple[Text, ...] = ()
    unit: Text = "mg"
    dose: Dose | None = None
    ceilings: tuple[Ceiling, ...] = ()
    longest: tuple[Longest, ...] = ()
    how: tuple[Text, ...] = ()
    too_much: Text = "Take no more of it today, and ask a pharmacist or doctor."


@dataclass(frozen=True, config=STRICT)
class Product:
    """A product that holds several substances.

    Attributes:
        name: What it is called.
        contains: Amount of each substance in one tablet, sachet or spoon, by its INN.
        synonyms: Brands and other names.
    """

    id: Id
    name: Text
    contains: Mapping[Text, Quantity]
    status: Status
    at: Text
    review_by: date
    synonyms: tuple[Text, ...] = ()
    source: SourceId | None = None


@dataclass(frozen=True, config=STRICT)
class Figure:
    """A number behind a rule, as printed.

    Attributes:
        what: What it measures, and in whom.
        value: The number.
        ci95: Its 95 % interval; None when none was printed.
    """

    what: Text
    value: float
    status: Status
    at: Text
    source: SourceId | None = None
    ci95: tuple[float, float] | None = None


@dataclass(frozen=True, config=STRICT)
class MedicineRule:
    """Who may not take a medicine, must ask first, or must take care.

    Attributes:
        about: Substances and classes that it is about.
        when: What makes it hold.
        verdict: What it then makes of the medicine.
        says: What the person is told, in plain words.
        reasoning: Why, for a clinician.
        figures: Numbers behind it.
        asks: Findings to put to the person where the rule is undecided; empty asks those of `when`.
    """

    id: Id
    rule: Text
    about: tuple[Id, ...]
    when: Expression
    verdict: Verdict
    says: Text
    reasoning: Text
    status: Status
    sources: tuple[SourceId, ...]
    at: Text
    review_by: date
    figures: tuple[Figure, ...] = ()
    asks: tuple[FindingKey, ...] = ()
