"""Everything that is kept of a person, to take away.

person -> one JSON file;  person -> tables for a spreadsheet

What was said and what was answered goes out as it was stored, word for word; beside it stands each history in
the form of report.json, which the command line and the page for saved reports read back.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from lumbago.errors import ReportError
from lumbago.record import LARGEST_REPORT
from lumbago.web.followed import history_of
from lumbago.web.models import KeptAssessment
from lumbago.web.people.models import AuditEntry, Person
from lumbago.web.written import report_fields, report_json

FORM = "lumbago-person-1"
"""Name of the form of the file, so that a later version can tell which it reads."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a text begins that a spreadsheet would take for a formula, in wide letters too."""

REPORTS = (
    "report", "kept_at", "on", "disposition", "age", "sex", "onset", "onset_days", "nprs", "pain_map", "yes",
    "no", "diagnosed", "medicines", "allergies", "weight_kg", "pregnancy_weeks", "breastfeeding", "rmdq",
    "rmdq_percent", "start_back",
)  # fmt: skip
CHECK_INS = ("report", "on", "nprs", "activity", "rmdq_percent", "done", "felt", "yes", "no")


def everything_of(person: Person, *, today: date) -> dict[str, Any]:
    """Return all that is kept of a person, but for what clinicians noted for themselves."""
    return {
        "form": FORM,
        "written_at": timezone.now(),
        "person": {
            "id": person.pk,
            "name": person.name,
            "made_at": person.made_at,
            "kept_in": "an account" if person.owner_id else "one device",
        },
        "kept": [_kept(kept, today) for kept in _all_kept(person)],
        "messages": [
            {
                "sent_at": one.sent_at,
                "from": one.author.get_username() if one.author else None,
                "text": one.text,
                "read_at": one.read_at,
            }
            for one in person.messages.select_related("author")
        ],
        "links": list(
            person.links.values("id", "kind", "label", "made_at", "expires_at", "ended_at", "opened")
        ),
        "let_in": [
            {
                "account": f"account:{one.to_id}",
                "name": one.to.get_username(),
                "role": one.role,
                "given_at": one.given_at,
                "ended_at": one.ended_at,
            }
            for one in person.grants.select_related("to").order_by("given_at")
        ],
        "who_came": list(
            AuditEntry.objects.filter(person=person.pk).values("at", "by", "role", "act", "method")
        ),
    }


def as_json(everything: Mapping[str, Any]) -> str:
    """Return it as text."""
    return json.dumps(everything, indent=1, ensure_ascii=False, default=_plain)


def report_of(kept: KeptAssessment, *, today: date) -> str:
    """Return a kept report with all that was said after it, as report.json.

    Raises:
        ReportError: When what was kept can no longer be read.
    """
    history = history_of(kept, today=today)
    text = report_json(history)
    if len(text) <= LARGEST_REPORT:
        return text
    # A year of days is long; without the blanks it can still be read back.
    return json.dumps(report_fields(history), separators=(",", ":"), ensure_ascii=False)


def as_tables(person: Person, *, today: date) -> bytes:
    """Return a zip of two tables: one row a report, one row a check-in."""
    reports: list[dict[str, Any]] = []
    check_ins: list[dict[str, Any]] = []
    for kept in _all_kept(person):
        fields = _readable(kept, today) or json.loads(kept.report)
        reports.append(_report_row(kept, fields))
        check_ins.extend(_check_in_row(kept, one) for one in fields.get("check_ins", ()))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("reports.csv", _table(REPORTS, reports))
        folder.writestr("check_ins.csv", _table(CHECK_INS, check_ins))
    return packed.getvalue()


def safe(cell: object) -> object:
    """Return what may stand in a cell: no spreadsheet runs it, and a number stays a number.

    Examples:
        >>> safe("=1+1"), safe(-1)
        ("'=1+1", -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _all_kept(person: Person) -> Iterable[KeptAssessment]:
    return person.kept.select_related("addition").prefetch_related("check_ins")


def _kept(kept: KeptAssessment, today: date) -> dict[str, Any]:
    addition = getattr(kept, "addition", None)
    return {
        "id": kept.id,
        "kept_at": kept.kept_at,
        "report": json.loads(kept.report),
        "assessment": json.loads(kept.assessment),
        "addition": json.loads(addition.said) if addition else None,
        "check_ins": [json.loads(one.said) for one in kept.check_ins.all()],
        "history": _readable(kept, today),
    }


def _readable(kept: KeptAssessment, today: date) -> dict[str, Any] | None:
    """Return the history in the form of report.json; None where it can no longer be read."""
    try:
        return report_fields(history_of(kept, today=today))
    except ReportError:
        return None


def _report_row(kept: KeptAssessment, fields: dict[str, Any]) -> dict[str, Any]:
    answers = fields.get("findings", {})
    given: dict[str, Any] = json.loads(kept.assessment)
    return {
        **fields,
        **_answers(answers),
        "report": kept.id[:8],
        "kept_at": kept.kept_at.isoformat(timespec="seconds"),
        "disposition": given.get("triage", {}).get("disposition"),
        "medicines": [_medicine(one) for one in fields.get("medicines", ())],
    }


def _check_in_row(kept: KeptAssessment, said: dict[str, Any]) -> dict[str, Any]:
    felt = [" ".join(f"{key}={value}" for key, value in one.items()) for one in said.get("felt", ())]
    return {**said, **_answers(said.get("findings", {})), "report": kept.id[:8], "felt": felt}


def _answers(findings: Mapping[str, bool]) -> dict[str, list[str]]:
    return {
        "yes": [key for key, answer in findings.items() if answer],
        "no": [key for key, answer in findings.items() if not answer],
    }


def _medicine(one: Mapping[str, Any]) -> str:
    dose = f" {one['dose_mg']:g} mg" if "dose_mg" in one else ""
    return one["name"] + dose + (f" x {one['per_day']:g} a day" if "per_day" in one else "")


def _table(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(columns)
    for row in rows:
        table.writerow([safe(_cell(row.get(column))) for column in columns])
    return "\ufeff" + written.getvalue()  # the mark by which a spreadsheet knows the letters


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _plain(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
