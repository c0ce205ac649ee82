"""Read a report written as TOML or JSON.

    text -> History

Every error names the field and says what to write instead; unknown fields are refused.
"""

from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from lumbago.errors import ReportError
from lumbago.record.parsing import Form, parse
from lumbago.record.report import CheckIn, History, Report

LARGEST_REPORT = 256_000
"""Characters; no honest report is longer."""

LONGEST_BOUT_DAYS = 36_500
"""A hundred years."""

DAYS_A_YEAR = 365.25


SHAPES = {
    "tuple_type": 'It should be a list, such as ["lumbar-left"]',
    "dict_type": "It should be a table, such as { fever = false }",
    "mapping_type": "It should be a table, such as { fever = false }",
    "dataclass_type": 'It should be a table, such as { name = "ramipril" }',
    "bool_type": "It should be true or false",
    "float_type": "It should be a number",
    "int_type": "It should be a whole number",
    "string_type": "It should be a text in quotes",
}
"""What a value should be, in words that are not a programmer's."""

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
    return history_from(parse(text, form), today=today)


def history_from(fields: dict[str, Any], *, today: date) -> History:
    """Build a history from the fields of a report, as parsed from a file or a form.

    Raises:
        ReportError: When a field is unknown or its value impossible.
    """
    check_ins = _validated(_CHECK_INS, fields.get("check_ins", ()), prefix=("check_ins",))
    report = _validated(_REPORT, {k: v for k, v in fields.items() if k != "check_ins"}, prefix=())
    _check_dates(report, check_ins, today)
    return History(report, check_ins)


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
        is_date = error["loc"][-1] == "on"
        return "it is missing", "Write a date, for example on = 2026-03-02" if is_date else "Write it"
    if error["type"] == "value_error" or "date" in error["type"]:
        return f"'{shown}' is not a date", "Write it as 2026-03-02"
    if error["type"] in SHAPES:
        return f"'{shown}' is not possible here", SHAPES[error["type"]]
    return f"'{shown}' is not possible here", error["msg"].replace("Input should be", "It should be")


def _check_dates(report: Report, check_ins: tuple[CheckIn, ...], today: date) -> None:
    _not_after("on", report.on, today, "today")
    if report.onset is not None:
        _not_after("onset", report.onset, report.on, "the report")
        if report.onset_days is not None:
            raise ReportError("onset_days", "the report already gives onset", "Keep one of the two")
        if (report.on - report.onset).days > LONGEST_BOUT_DAYS:
            raise ReportError("onset", f"{report.onset} is over a hundred years ago", "Check the year")
    _check_born(report)
    if report.rmdq is not None and len(set(report.rmdq)) < len(report.rmdq):
        raise ReportError("rmdq", "an item stands there twice", "Name each ticked item once")
    _check_order(report, check_ins, today)


def _check_order(report: Report, check_ins: tuple[CheckIn, ...], today: date) -> None:
    """Refuse check-ins that were not made on days after one another; which of two counts is never guessed."""
    last = None
    for number, check_in in enumerate(check_ins):
        field = f"check_ins.{number}.on"
        _not_after(field, check_in.on, today, "today")
        if check_in.on < report.on:
            began = "onset" if report.onset is not None and check_in.on < report.onset else "report"
            raise ReportError(field, f"it lies before the {began}", f"Write {report.on} or later")
        if check_in.on == last:
            raise ReportError(field, f"a check-in of {last} stands there already", "Make one of the two")
        if last is not None and check_in.on < last:
            raise ReportError(
                field, f"it lies before the one above it ({last})", "Write them in order of date"
            )
        last = check_in.on


def _check_born(report: Report) -> None:
    """Refuse a bout that began before the person was born; whole years are rounded down."""
    days, age = report.duration_days, report.age
    if days is not None and age is not None and days > (age + 1) * DAYS_A_YEAR:
        field = "onset_days" if report.onset is None else "onset"
        raise ReportError(
            field, f"the pain would have begun before birth, at an age of {age:g}", "Check it, or the age"
        )


def _not_after(field: str, day: date, latest: date, name: str) -> None:
    if day > latest:
        raise ReportError(field, f"{day} lies after {name} ({latest})", f"Write {latest} or an earlier date")
