"""A history and an assessment as text that a person can take away and bring back.

History -> report.json;  Assessment <-> JSON
"""

import json
from typing import Any

from pydantic import TypeAdapter

from lumbago.record import Assessment, CheckIn, Form, History, Report

_REPORT = TypeAdapter(Report)
_CHECK_INS = TypeAdapter(tuple[CheckIn, ...])
_ASSESSMENT = TypeAdapter(Assessment)


def report_fields(history: History) -> dict[str, Any]:
    """Return the fields of report.json; what was not said is left out."""
    fields: dict[str, Any] = _REPORT.dump_python(
        history.report, mode="json", exclude_none=True, exclude_defaults=True
    )
    if history.check_ins:
        fields["check_ins"] = _CHECK_INS.dump_python(
            history.check_ins, mode="json", exclude_none=True, exclude_defaults=True
        )
    return fields


def report_json(history: History) -> str:
    """Return report.json."""
    return json.dumps(report_fields(history), indent=2, ensure_ascii=False)


def assessment_json(assessment: Assessment) -> str:
    """Return an assessment as JSON, byte for byte the same for the same assessment."""
    return _ASSESSMENT.dump_json(assessment).decode()


def assessment_from(text: str) -> Assessment:
    """Return a stored assessment as it was given."""
    return _ASSESSMENT.validate_json(text)


def is_named_as_report(name: str) -> bool:
    """Return whether a file is called what a report is called; what it holds must then be of that form."""
    return name.lower().endswith((".json", ".toml"))


def form_of(name: str, text: str) -> Form:
    """Return whether a written report is TOML or JSON, by its name, else by how it begins."""
    if name.lower().endswith(".json"):
        return Form.JSON
    if name.lower().endswith(".toml"):
        return Form.TOML
    return Form.JSON if text.lstrip().startswith("{") else Form.TOML
