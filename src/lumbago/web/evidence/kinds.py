"""All that knowledge holds, kind by kind: folders of facts, published studies, files that stand alone.

name of a kind -> its facts, each with an id and a title
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass as checked_dataclass

from lumbago.knowledge import Knowledge
from lumbago.knowledge.loading import load_file
from lumbago.knowledge.medicine import MedicineRule
from lumbago.knowledge.poses import current_poses
from lumbago.knowledge.recovery import ARROWS, Arrows
from lumbago.record.scales import STRICT
from lumbago.simulation.known import studies
from lumbago.web.languages import spoken

ROOT = Path(str(resources.files("lumbago.knowledge")))
LEFT_OUT = "left_out.toml"
NAMED = 3
"""Medicines named in the title of a rule."""


@dataclass(frozen=True)
class Kind:
    """One kind of fact.

    Attributes:
        name: As its folder is called, and as addresses and JSON have it.
        many: Heading of its list.
        one: What one of them is.
        about: What it is there for, in one sentence.
        titled: Fields that make the title of one.
        lead: Field that is told first.
        columns: Fields that its list shows beside the title.
    """

    name: str
    many: str
    one: str
    about: str
    titled: tuple[str, ...]
    lead: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Fact:
    """One file of knowledge.

    Attributes:
        kind: Name of its kind.
        id: Its id.
        title: What it is called.
        file: Where it stands, below the folder of knowledge.
        value: All that it says.
    """

    kind: str
    id: str
    title: str
    file: str
    value: Any


@checked_dataclass(frozen=True, config=STRICT)
class LeftOut:
    """A published number that was collected and that no study file holds."""

    id: str
    because: str


@checked_dataclass(frozen=True, config=STRICT)
class LeftOutNumbers:
    """All of them."""

    row: tuple[LeftOut, ...]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind(
                "red_flags",
                _("Red flags"),
                _("Red flag: a rule that decides how soon to get help"),
                _("Rules that say how soon someone must look. The most urgent one that holds decides."),
                ("rule", "name"),
                "says",
                ("disposition", "within"),
            ),
            Kind(
                "conditions",
                _("Conditions"),
                _("Condition"),
                _("What people with back pain may have: how common it is, how each answer moves the odds."),
                ("name",),
                "summary",
                ("group", "serious"),
            ),
            Kind(
                "treatments",
                _("Treatments"),
                _("Treatment"),
                _("What may help, or what people try: what trials found, and what it may do besides."),
                ("name",),
                "summary",
                ("kind",),
            ),
            Kind(
                "exercises",
                _("Exercises"),
                _("Exercise"),
                _("How each is done, how much of it, for whom it is not, and what is easier or harder."),
                ("name",),
                "purpose",
                ("kind", "ladder", "level"),
            ),
            Kind(
                "circumstances",
                _("Circumstances"),
                _("What an exercise depends on"),
                _("What forbids or changes exercises."),
                ("name",),
                "plain",
                ("unknown",),
            ),
            Kind(
                "medicines",
                _("Medicines"),
                _("Medicine"),
                _("Doses as printed, the most in a day, and how long without asking."),
                ("name",),
                "plain",
                ("access",),
            ),
            Kind(
                "medicine_rules",
                _("Medicine rules"),
                _("Rule of who may take a medicine"),
                _("Who may not take a medicine, must ask first, or must take care."),
                ("rule",),
                "says",
                ("about", "verdict"),
            ),
            Kind(
                "medicine_classes",
                _("Classes of medicines"),
                _("Class of medicines"),
                _("Medicines of one class, with their brands."),
                ("name",),
                "plain",
            ),
            Kind(
                "products",
                _("Products with several medicines"),
                _("Product that holds several medicines"),
                _("What one tablet or sachet holds, so that nobody takes the same twice."),
                ("name",),
            ),
            Kind(
                "guidelines",
                _("Guidelines"),
                _("Guideline"),
                _("What guidelines of several countries say of each treatment."),
                ("name", "edition"),
                "about",
            ),
            Kind(
                "findings",
                _("Findings"),
                _("Question or sign"),
                _("What is asked or looked for, and why."),
                ("clinician",),
                "question",
                ("kind", "topic", "asked_of"),
            ),
            Kind(
                "topics",
                _("Topics"),
                _("Checklist of the interview"),
                _("Checklists that the questions are asked in."),
                ("title",),
                "intro",
                ("order",),
            ),
            Kind(
                "dispositions",
                _("Levels of urgency"),
                _("Level of urgency"),
                _("What a person is told at each of the four levels."),
                ("headline",),
            ),
            Kind(
                "explanations",
                _("Explanations"),
                _("Page that explains"),
                _("Pages for people, each part with what it rests on."),
                ("title",),
                "lead",
            ),
            Kind(
                "terms",
                _("Words explained"),
                _("Word explained"),
                _("What words mean that you meet here, on your papers or at the doctor’s."),
                ("name",),
                "means",
            ),
            Kind(
                "trials",
                _("Published studies"),
                _("Published study"),
                _("Studies that the recovery model is held against, and what we read into each."),
                ("name",),
                "",
                ("family", "source"),
            ),
            Kind(
                "sources",
                _("Sources"),
                _("Source"),
                _("Papers, guidelines and labels, what of each was read, and everything that rests on it."),
                ("citation",),
                "seen",
            ),
            Kind(
                "methods",
                _("How it is put together"),
                _("Numbers of a method"),
                _("How answers, effects, doses and the course of pain are weighed and joined."),
                (),
            ),
        )
    }
)

METHODS: Mapping[str, str] = MappingProxyType(
    {
        "arrows": _("The arrows of the recovery model, before any fit"),
        "body": _("The body that is drawn"),
        "differential": _("How the odds of a condition are put together"),
        "left_out": _("Published numbers that were left out"),
        "personal": _("What a cohort of patients taught"),
        "programme": _("How a programme of exercises is put together"),
        "recovery": _("What published results made of the recovery model"),
        "weighing": _("How effects and harms are weighed"),
    }
)


def facts_of(kind: str) -> Mapping[str, Fact]:
    """Return every fact of a kind, by id.

    Raises:
        KeyError: When there is no such kind.
    """
    return _facts_in(spoken())[kind]


def every_fact() -> Iterator[Fact]:
    """Yield every fact of every kind."""
    for facts in _facts_in(spoken()).values():
        yield from facts.values()


def fact_of(kind: str, id_: str) -> Fact | None:
    """Return one fact; None where there is none."""
    return _facts_in(spoken()).get(kind, {}).get(id_)


@lru_cache(maxsize=8)
def _facts_in(knowledge: Knowledge) -> Mapping[str, Mapping[str, Fact]]:
    return {kind.name: dict(_of_kind(kind, knowledge)) for kind in KINDS.values()}


def _of_kind(kind: Kind, knowledge: Knowledge) -> Iterator[tuple[str, Fact]]:
    folder = "" if kind.name == "methods" else f"{kind.name}/"
    for id_, value in _values(kind, knowledge).items():
        yield id_, Fact(kind.name, id_, _title(kind, id_, value, knowledge), f"{folder}{id_}.toml", value)


def _values(kind: Kind, knowledge: Knowledge) -> Mapping[str, Any]:
    if kind.name == "trials":
        return studies()
    if kind.name == "methods":
        return _methods(knowledge)
    held: Mapping[str, Any] = getattr(knowledge, kind.name)
    return held


def _title(kind: Kind, id_: str, value: Any, knowledge: Knowledge) -> str:
    if kind.name == "methods":
        return METHODS[id_]
    first, *rest = (str(getattr(value, field)) for field in kind.titled)
    if kind.name == "guidelines":
        return f"{first} ({', '.join(rest)})"
    if kind.name == "medicine_rules":
        return f"{first}: {_named(value, knowledge)}, {value.verdict.value.replace('-', ' ')}"
    return " ".join((first, *rest))


def _named(rule: MedicineRule, knowledge: Knowledge) -> str:
    """Return what a rule is about; of many, the first and how many more."""
    held = {**knowledge.medicine_classes, **knowledge.medicines}
    names = [held[id_].name for id_ in rule.about]
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" + {more}" if more > 0 else "")


def _methods(knowledge: Knowledge) -> dict[str, Any]:
    """Return the files that stand alone; what a run writes is not there before the first run."""
    unread = hashlib.sha256()
    recovery = knowledge.recovery
    read = {
        "weighing": knowledge.weighing,
        "programme": knowledge.dosing,
        "differential": knowledge.differencing,
        "arrows": load_file(ROOT, ROOT / ARROWS, TypeAdapter(Arrows), unread, id_=None),
        "recovery": recovery and recovery.calibration,
        "personal": recovery and recovery.personal,
        "left_out": load_file(ROOT, ROOT / LEFT_OUT, TypeAdapter(LeftOutNumbers), unread, id_=None),
        "body": current_poses().body,
    }
    return {id_: value for id_, value in sorted(read.items()) if value is not None}
