"""Parse the text of a report into plain fields.

    text -> fields

What no report holds is refused here, before anything tries to print it.
"""

import json
import tomllib
from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any

from lumbago.errors import ReportError

DEEPEST = 6
"""Fields within fields; a report needs three."""

LARGEST_NUMBER = 10**12

MOST_DOTS = 60
"""In one line: the time that a parser takes for a dotted name grows with its square."""

TOO_DEEP = (
    "it is nested too deeply",
    "A report has fields, and in some of them a list or a table, and no more",
)


class Form(Enum):
    """The two written forms of a report."""

    TOML = "toml"
    JSON = "json"


def parse(text: str, form: Form) -> dict[str, Any]:
    """Return the fields of a text.

    Raises:
        ReportError: When the text is broken, gives a field twice, or holds what no report holds.
    """
    if form is Form.TOML and any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        raise ReportError("file", f"a line holds more than {MOST_DOTS} dots", "Break it into shorter lines")
    try:
        fields = _PARSERS[form](text.removeprefix("\ufeff"))
    except RecursionError:
        raise ReportError("file", *TOO_DEEP) from None
    except ValueError as broken:
        why = f" ({broken})" if isinstance(broken, (tomllib.TOMLDecodeError, json.JSONDecodeError)) else ""
        raise ReportError(
            "file", f"this is not {form.value.upper()}{why}", "Mend that place and try again"
        ) from None
    if not isinstance(fields, dict):
        raise ReportError("file", "it holds no fields", "Begin with: on = 2026-03-02")
    _check(fields, "", depth=0)
    return fields


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a field that is given twice: of two answers, neither may win in silence."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ReportError(twice, "it is given twice", "Keep one of the two")
    return fields


_PARSERS: dict[Form, Callable[[str], Any]] = {
    Form.TOML: tomllib.loads,
    Form.JSON: partial(json.loads, object_pairs_hook=_once),
}


def _check(value: Any, place: str, *, depth: int) -> None:  # noqa: ANN401 - whatever a parser gives
    """Refuse deep nests, endless numbers and broken characters, and name the place."""
    if depth > DEEPEST:
        raise ReportError(place, *TOO_DEEP)
    if isinstance(value, str):
        _check_text(value, place)
    elif isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        raise ReportError(place, "the number is too large", "Check the number of digits")
    for name, part in _parts(value):
        _check_text(name, place or "file")
        _check(part, f"{place}.{name}".removeprefix("."), depth=depth + 1)


def _parts(value: Any) -> list[tuple[str, Any]]:  # noqa: ANN401
    if isinstance(value, dict):
        return list(value.items())
    return [(str(number), part) for number, part in enumerate(value)] if isinstance(value, list) else []


def _check_text(text: str, place: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ReportError(place, "it holds a broken character", "Type the text anew") from None
    if "\0" in text:
        raise ReportError(place, "it holds a character that no text has", "Type the text anew")
