"""Read a report written as TOML or JSON.

    text -> History

Every error names the field and says what to write instead; unknown fields are refused.
"""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from lumbago.errors import ReportError
from lumbago.record.report import CheckIn, History, Report

LARGEST_REPORT = 256_000
"""Characters; no honest report is longer."""


class Form(Enum):
    """The two written forms of a report."""

    TOML = "toml"
    JSON = "json"


_PARSERS: dict[Form, Callable[[str], Any]] = {Form.TOML: tomllib.loads, Form.JSON: json.loads}
_REPORT = TypeAdapter(Report)
_CHECK_INS = TypeAdapter(tuple[CheckIn, ...])


def read_history(text: str, form: Form, *, today: date) -> History:
    """Read a report and its check-ins.

    Args:
        text: The file's text.
        form: Whether it is TOML or JSON.
        today: No date may lie after it.

    Raises:
        ReportError: When the text is too long, broken, or holds an impossible value.
    """
    if len(text) > LARGEST_REPORT:
        raise ReportError(
            "file", f"it holds {len(text):,} characters", f"A report has at most {LARGEST_REPORT:,}"
        )
    return history_from(_parse(text, form), today=today)


def history_from(fields: dict[str, Any], *, today: date) -> History:
    """Build a history from the fields of a report, as parsed from a file or a form.

    Raises:
        ReportError: When a field is unknown or its value impossible.
    """
    check_ins = _validated(_CHECK_INS, fields.get("check_ins", ()), prefix=("check_ins",))
    report = _validated(_REPORT, {k: v for k, v in fields.items() if k != "check_ins"}, prefix=())
    _check_dates(report, check_ins, today)
    return History(report, tuple(sorted(check_ins, key=lambda check_in: check_in.on)))


def _parse(text: str, form: Form) -> dict[str, Any]:
    try:
        fields = _PARSERS[form](text)
    except (ValueError, RecursionError) as broken:
        raise ReportError(
            "file", f"this is not {form.value.upper()} ({broken})", "Mend that place and try again"
        ) from None
    if not isinstance(fields, dict):
        raise ReportError("file", "it holds no fields", "Begin with: on = 2026-03-02")
    return fields


def _validated(adapter: TypeAdapter[Any], fields: Any, *, prefix: tuple[str, ...]) -> Any:  # noqa: ANN401 - the adapter knows the type
    try:
        return adapter.validate_python(fields)
    except ValidationError as invalid:
        error = invalid.errors(include_url=False)[0]
        place = ".".join(str(part) for part in (*prefix, *error["loc"])) or "file"
        raise ReportError(place, *_in_words(error)) from None


def _in_words(error: Any) -> tuple[str, str]:  # noqa: ANN401 - pydantic's own dictionary
    shown = str(error.get("input"))[:60]
    if error["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        return "there is no such field", "Check the spelling, or leave it out"
    if error["type"] in {"missing", "missing_argument"}:
        return "it is missing", "Write the date of the report, for example on = 2026-03-02"
    if "date" in error["type"]:
        return f"'{shown}' is not a date", "Write it as 2026-03-02"
    return f"'{shown}' is not possible here", error["msg"].replace("Input should be", "It should be")


def _check_dates(report: Report, check_ins: tuple[CheckIn, ...], today: date) -> None:
    _not_after("on", report.on, today, "today")
    if report.onset is not None:
        _not_after("onset", report.onset, report.on, "the report")
        if report.onset_days is not None:
            raise ReportError("onset_days", "the report already gives onset", "Keep one of the two")
    for number, check_in in enumerate(check_ins):
        _not_after(f"check_ins.{number}.on", check_in.on, today, "today")
        if check_in.on < report.on:
            raise ReportError(
                f"check_ins.{number}.on", "it lies before the report", f"Write {report.on} or later"
            )


def _not_after(field: str, day: date, latest: date, name: str) -> None:
    if day > latest:
        raise ReportError(field, f"{day} lies after {name} ({latest})", f"Write {latest} or an earlier date")
