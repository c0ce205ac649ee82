"""One fact as a page has it: everything it says, field by field; what is of one shape in one table.

    Fact -> Sheet

Nothing is chosen here and nothing left out, but for long rows of bare numbers, which the JSON holds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lumbago.knowledge.medicine import Substance
from lumbago.knowledge.schema import Expression
from lumbago.knowledge.schema import Section as Part
from lumbago.web.evidence.kinds import KINDS, Fact
from lumbago.web.evidence.labels import label_of
from lumbago.web.evidence.markup import NOTHING, ground_of, shown, tree_of
from lumbago.web.evidence.sections import Passage, Passages, Rule, Section, Terms
from lumbago.web.evidence.tables import GROUND, is_number, table_of
from lumbago.web.views.pages import blocks

TOLD_APART = GROUND | {"id", "review_by"}
"""Fields that stand above all others, in words of their own."""

MEASURED = {"dose", "ceilings"}
"""Amounts of a medicine, in its unit."""

BARE = {"coefficients", "correlation", "draws", "numbers", "Personal.plain"}
"""Long rows of bare numbers."""


@dataclass(frozen=True)
class Sheet:
    """Everything that one fact says.

    Attributes:
        lead: What is told first.
        ground: What the whole rests on; empty where each part says so itself.
        sections: The fields.
    """

    lead: SafeString
    ground: SafeString
    sections: tuple[Section, ...]


def sheet_of(fact: Fact) -> Sheet:
    """Put one fact on a page."""
    value, kind = fact.value, KINDS[fact.kind]
    owner = type(value)
    # A title made of several fields does not say which is which.
    told = TOLD_APART - ({"source"} if fact.kind == "trials" else set())
    told = told | {kind.lead} | (set(kind.titled) if len(kind.titled) == 1 else set())
    held = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in told}
    short = {name: part for name, part in held.items() if not _is_large(part)}
    large = {name: part for name, part in held.items() if name not in short}
    sections = (_terms(owner, "", short), *_sections(value, large))
    return Sheet(
        lead=shown(owner, kind.lead, getattr(value, kind.lead)) if kind.lead else NOTHING,
        ground=ground_of(value) if hasattr(value, "status") else NOTHING,
        sections=tuple(section for section in sections if not isinstance(section, Terms) or section.rows),
    )


def _is_large(part: object) -> bool:
    """Whether a field has a section of its own."""
    if isinstance(part, tuple):
        return bool(part) and is_dataclass(part[0])
    if isinstance(part, Mapping):
        return any(is_dataclass(one) or isinstance(one, tuple | Mapping) for one in part.values())
    return is_dataclass(part)


def _sections(value: Any, large: Mapping[str, Any]) -> Iterator[Section]:
    owner = type(value)
    numbers = {name: part for name, part in large.items() if is_number(part)}
    if numbers:
        yield table_of(_("Numbers"), {label_of(owner, name): part for name, part in numbers.items()})
    for name, part in large.items():
        if name not in numbers:
            unit = f" ({value.unit})" if name in MEASURED and isinstance(value, Substance) else ""
            yield _section(owner, name, part, f"{label_of(owner, name)}{unit}")


def _section(owner: type, name: str, part: Any, title: str) -> Section:
    if isinstance(part, Expression):
        return Rule(title, tree_of(part))
    if isinstance(part, tuple) and isinstance(part[0], Part):
        return Passages(title, tuple(_passage(one) for one in part))
    if {name, f"{owner.__name__}.{name}"} & BARE:
        return _terms(owner, title, {name: part})
    if is_dataclass(part):
        return _group(title, part)
    return table_of(title, part, owner=owner, field=name)


def _passage(part: Part) -> Passage:
    return Passage(part.heading, tuple(blocks(part.text)), ground_of(part))


def _group(title: str, part: Any) -> Terms:
    """Return the fields of one thing, and what it rests on at the end."""
    names = [field.name for field in fields(part)]
    terms = _terms(type(part), title, {name: getattr(part, name) for name in names if name not in GROUND})
    if not GROUND & set(names):
        return terms
    return Terms(title, (*terms.rows, (_("Rests on"), ground_of(part))))


def _terms(owner: type, title: str, held: Mapping[str, Any]) -> Terms:
    told = ((label_of(owner, name), _term(owner, name, part)) for name, part in held.items())
    return Terms(title, tuple((label, words) for label, words in told if words))


def _term(owner: type, name: str, part: Any) -> SafeString:
    if {name, f"{owner.__name__}.{name}"} & BARE:
        return format_html(_("{} of them, in the JSON"), len(part))
    return shown(owner, name, part)
