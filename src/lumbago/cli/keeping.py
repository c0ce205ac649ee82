"""Keep what an interview heard.

    History -> report.toml or report.json, which `lumbago assess` reads

What is kept about a person is readable by its owner only and never replaces another file.
"""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from lumbago.cli.files import form_of
from lumbago.errors import ReportError

if TYPE_CHECKING:
    from lumbago.record import Form, History


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


def written(history: "History", form: "Form") -> str:
    """Return a report as text; what was not said is left out."""
    import tomli_w
    from pydantic import TypeAdapter

    from lumbago.record import Form, Report

    fields = TypeAdapter(Report).dump_python(
        history.report, mode="json", exclude_none=True, exclude_defaults=True
    )
    if form is Form.JSON:
        return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"
    return tomli_w.dumps({**fields, "on": history.report.on})
