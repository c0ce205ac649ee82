"""Keep what an interview heard.

    History -> report.toml or report.json, which `lumbago assess` reads; a check-in -> one more in it

What is kept about a person is readable by its owner only and never replaces another file.
"""

import json
import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lumbago.cli.files import form_of
from lumbago.cli.writing import write_whole
from lumbago.errors import ReportError
from lumbago.interview.joining import joined
from lumbago.knowledge import current
from lumbago.record import Form

if TYPE_CHECKING:
    from lumbago.record import CheckIn, History

CHECK_IN = "[[check_ins]]"
HEADING = re.compile(r"\s*\[\[?[A-Za-z_]")


def check_place(path: Path) -> None:
    """Refuse a place where nothing could be kept, before anyone answers a question.

    Raises:
        ReportError: When the name, the folder or an existing file stands in the way.
    """
    form_of(path, "")
    if path.exists():
        raise ReportError("file", "there is such a file already", "Choose another name")
    if not os.access(path.parent, os.W_OK):
        raise ReportError("file", "its folder is missing or not writable", "Choose another folder")


def keep(history: "History", path: Path) -> None:
    """Write a report for its owner's eyes only.

    Raises:
        OSError: When it cannot be written.
    """
    text = written(history, form_of(path, ""))
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def with_check_in(
    path: Path, history: "History", fields: dict[str, Any], *, today: date
) -> "tuple[str, History]":
    """Return the text of a report's file with a check-in more, and the history that it holds; write nothing.

    A .toml file keeps all that its owner wrote; the check-in is added at its end. What is said later on the
    same day joins the check-in of that day.

    Args:
        path: The file.
        history: What it holds.
        fields: The check-in.
        today: No date may lie after it.

    Raises:
        ReportError: When the check-in is impossible, or the file cannot take it.
    """
    from lumbago.record import read_history

    form, text, before = form_of(path, ""), _text(path), history.check_ins
    if before and before[-1].on == fields["on"]:
        text, before = _without_last(text, form, history), before[:-1]
        fields = joined(_fields_of(history.check_ins[-1]), fields, current())
    longer = _json_with(text, fields) if form is Form.JSON else _toml_with(text, fields)
    read = read_history(longer, form, today=today)
    if read.report != history.report or read.check_ins[:-1] != before:
        raise ReportError("check_ins", "it cannot be added to this file", "Write it there by hand")
    return longer, read


def without_last_check_in(path: Path, history: "History") -> date:
    """Take the last check-in of a file back, and return its day.

    Raises:
        ReportError: When there is none, or only its owner can take it out.
    """
    if not history.check_ins:
        raise ReportError("check_ins", "there is none to take back", "Nothing was changed")
    write_whole(path, _without_last(_text(path), form_of(path, ""), history), option="FILE")
    return history.check_ins[-1].on


def _without_last(text: str, form: Form, history: "History") -> str:
    """Return the text without its last check-in and with all else; refuse where that cannot be done.

    Raises:
        ReportError: When the last check-in stands where only its owner can take it out.
    """
    from lumbago.record import read_history

    shorter = _json_without_last(text) if form is Form.JSON else _toml_without_last(text)
    read = read_history(shorter, form, today=history.on)
    if read.report != history.report or read.check_ins != history.check_ins[:-1]:
        raise ReportError("check_ins", "the last one does not stand by itself", "Take it out by hand")
    return shorter


def _json_without_last(text: str) -> str:
    fields = json.loads(text)
    fields["check_ins"] = fields["check_ins"][:-1]
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


def _toml_without_last(text: str) -> str:
    """Return the text without the block of the last check-in: its heading, and tables of its own below it."""
    lines = text.splitlines()
    starts = [place for place, line in enumerate(lines) if line.strip() == CHECK_IN]
    if not starts:
        return text
    own = ("[check_ins.", "[[check_ins.")
    after = (
        place
        for place, line in enumerate(lines)
        if place > starts[-1] and HEADING.match(line) and not line.strip().startswith(own)
    )
    end = next(after, len(lines))
    kept = [*lines[: starts[-1]], *lines[end:]]
    return "\n".join(kept).rstrip() + "\n"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _fields_of(check_in: "CheckIn") -> dict[str, Any]:
    from pydantic import TypeAdapter

    from lumbago.record import CheckIn

    adapter = TypeAdapter(CheckIn)
    fields: dict[str, Any] = adapter.dump_python(
        check_in, mode="json", exclude_none=True, exclude_defaults=True
    )
    return {**fields, "on": check_in.on}


def _toml_with(text: str, fields: dict[str, Any]) -> str:
    """Add a block at the end; its table of findings must stand under its own heading."""
    import tomli_w

    own = {key: value for key, value in fields.items() if key != "findings"}
    blocks = [text.rstrip(), f"{CHECK_IN}\n{tomli_w.dumps(own)}".rstrip()]
    if fields.get("findings"):
        blocks.append(f"[check_ins.findings]\n{tomli_w.dumps(fields['findings'])}".rstrip())
    return "\n\n".join(blocks) + "\n"


def _json_with(text: str, fields: dict[str, Any]) -> str:
    whole = json.loads(text)
    whole["check_ins"] = [*whole.get("check_ins", []), {**fields, "on": fields["on"].isoformat()}]
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def written(history: "History", form: Form) -> str:
    """Return a report as text; what was not said is left out."""
    import tomli_w
    from pydantic import TypeAdapter

    from lumbago.record import Report

    fields = TypeAdapter(Report).dump_python(
        history.report, mode="json", exclude_none=True, exclude_defaults=True
    )
    if form is Form.JSON:
        return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"
    return tomli_w.dumps({**fields, "on": history.report.on})
