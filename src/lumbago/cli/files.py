"""Read and write the files that people bring and keep.

    path -> text;  History -> report.toml or report.json

A file is refused by its size before it is read. What is kept about a person is readable
by its owner only, and never replaces another file.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lumbago.errors import ReportError

if TYPE_CHECKING:
    from lumbago.record import Form, History

LARGEST_FILE = 1_000_000
"""Bytes; no honest report is longer."""

STDIN = Path("-")


def today() -> date:
    """Return the date where the person is."""
    return datetime.now(tz=UTC).astimezone().date()


def read_report(path: Path) -> "History":
    """Read a report from a file, or from stdin when the path is `-`.

    Raises:
        ReportError: Naming file, field and remedy.
    """
    from lumbago.record import read_history  # noqa: PLC0415 - pydantic is heavy

    with naming(path):
        text = text_in(path, largest=LARGEST_FILE)
        return read_history(text, form_of(path, text), today=today())


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Put the name of the file before the field of a report that cannot be read."""
    name = "stdin" if path == STDIN else str(path)
    try:
        yield
    except ReportError as fault:
        field = name if fault.field == "file" else f"{name}: {fault.field}"
        raise ReportError(field, fault.problem, fault.remedy) from None


def text_in(path: Path, *, largest: int) -> str:
    """Return the text of a file.

    Raises:
        ReportError: When it is missing, too large or not UTF-8 text.
    """
    if path == STDIN:
        found = sys.stdin.buffer.read(largest + 1)
    else:
        _check_size(path, largest)
        with _opened(path) as file:
            found = file.read(largest + 1)
    if len(found) > largest:
        raise _too_large(len(found), largest)
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise ReportError(
            "file", f"it is not text in UTF-8 (byte {broken.start})", "Save it as UTF-8 text and try again"
        ) from None


def form_of(path: Path, text: str) -> "Form":
    """Return whether a report is TOML or JSON: by its name; on stdin, by how it begins.

    Raises:
        ReportError: When the name says neither.
    """
    from lumbago.record import Form  # noqa: PLC0415 - pydantic is heavy

    if path == STDIN:
        return Form.JSON if text.lstrip().startswith(("{", "[")) else Form.TOML
    try:
        return Form(path.suffix.lower().removeprefix("."))
    except ValueError:
        raise ReportError("file", "its name ends in neither .toml nor .json", "Rename it") from None


def check_can_save(path: Path) -> None:
    """Refuse a place where a report could not be kept, before anyone answers a question.

    Raises:
        ReportError: When the name, the folder or an existing file stands in the way.
    """
    with naming(path):
        form_of(path, "")
        if path.exists():
            raise ReportError("file", "there is such a file already", "Choose another name")
        if not os.access(path.parent, os.W_OK):
            raise ReportError("file", "its folder is missing or not writable", "Choose another folder")


def save_report(history: "History", path: Path) -> None:
    """Write a report that `lumbago assess` reads, for its owner's eyes only.

    Raises:
        OSError: When it cannot be written.
    """
    from lumbago.record import Form  # noqa: PLC0415 - pydantic is heavy

    text = written(history, form_of(path, "") is Form.JSON)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def written(history: "History", form: "Form") -> str:
    raise NotImplementedError
