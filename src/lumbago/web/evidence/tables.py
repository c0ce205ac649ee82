"""Tables of a fact: a row for each thing of one shape, its number and what it rests on side by side.

    things of one shape -> Table

A shape without columns of its own gets one for each field that any row fills.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbago.web.evidence.labels import label_of
from lumbago.web.evidence.markup import ground_of, number_in, shown
from lumbago.web.evidence.sections import Row, Table
from lumbago.web.evidence.shapes import SHAPES, Answer, Column, Stretch, spread_of

GROUND = {"status", "source", "sources", "at"}
SPAN = {"value", "low", "high", "ci95", "median"}
"""Fields that make up one number with its interval."""

IN_BRACKETS = gettext_lazy(
    "In brackets: the 95 % interval as printed or worked out; for our own judgement, the range that we hold "
    "possible."
)
HINTS: Mapping[str, str] = {
    "priors": IN_BRACKETS,
    "factors": IN_BRACKETS,
    "likelihoods": gettext_lazy(
        "LR: likelihood ratio, how far an answer moves the odds. Above 1 it points towards the condition, "
        "below 1 away from it; 1 changes nothing. A question nobody asked moves nothing."
    ),
    "effects": gettext_lazy(
        "Everything that was found, side by side. “Counts” marks the one number for each comparison that "
        "goes into the ranking."
    ),
}
"""How to read a table, by the field that it is of."""


def is_number(part: object) -> bool:
    """Whether a field is one number with what it rests on."""
    return is_dataclass(part) and hasattr(part, "value") and hasattr(part, "status")


def table_of(
    title: str, things: Sequence[Any] | Mapping[Any, Any], *, owner: type = object, field: str = ""
) -> Table:
    """Return a table of things of one shape.

    Args:
        title: Its heading.
        things: The things; by name, where they have one.
        owner: The type whose field holds them.
        field: That field.
    """
    hint = HINTS.get(field, "")
    if not isinstance(things, Mapping):
        return _rows(title, [row for thing in things for row in spread_of(thing)], field, hint)
    columns = _columns(list(things.values()), owner, field)
    rows = [
        Row("", (shown(owner, field, name), *(cell(thing) for _label, cell in columns)))
        for name, thing in things.items()
    ]
    return Table(title, (_("Name"), *(label for label, _cell in columns)), tuple(rows), hint)


def _rows(title: str, things: list[Any], field: str, hint: str) -> Table:
    columns = _columns(things)
    rows = [Row(_anchor(field, thing), tuple(cell(thing) for _label, cell in columns)) for thing in things]
    return Table(title, tuple(label for label, _cell in columns), tuple(rows), hint).filled


def _anchor(field: str, thing: Any) -> str:
    if isinstance(thing, Answer):
        return f"{thing.finding}-{'yes' if thing.is_present else 'no'}"
    id_ = getattr(thing, "id", "")
    return f"{field}-{id_}" if id_ else ""


def _columns(things: Sequence[Any], owner: type = object, field: str = "") -> list[Column]:
    first = things[0]
    if isinstance(first, Mapping):
        keys = dict.fromkeys(key for thing in things for key in thing)
        return [(str(shown(owner, "", key)), partial(_of_key, key)) for key in keys]
    if isinstance(first, tuple) and not isinstance(first, Answer | Stretch):
        return [(_("Holds"), partial(shown, owner, ""))]
    own = SHAPES.get(type(first))
    return own() if own is not None else _usual(type(first), things)


def _of_key(key: object, thing: Mapping[Any, Any]) -> SafeString:
    return shown(object, "", thing.get(key))


def _usual(owner: type, things: Sequence[Any]) -> list[Column]:
    """Return a column for each field that any row fills; a number with its interval is one."""
    names = [part.name for part in fields(owner)]
    is_counted = bool({"value", "median"} & set(names))
    apart = GROUND | (SPAN if is_counted else set())
    columns: list[Column] = [
        (label_of(owner, name), partial(_of_field, name))
        for name in names
        if name not in apart and any(getattr(thing, name) not in (None, "", ()) for thing in things)
    ]
    number: list[Column] = [(_("Number"), number_in)] if is_counted else []
    ground: list[Column] = [(_("Rests on"), ground_of)] if GROUND & set(names) else []
    return [*columns, *number, *ground]


def _of_field(name: str, thing: Any) -> SafeString:
    part = getattr(thing, name)
    if hasattr(part, "median"):
        return number_in(part)
    return shown(type(thing), name, part)
