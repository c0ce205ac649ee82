"""Read the files that people bring.

    path -> text;  path -> History

A file is refused by its size before it is read.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lumbago.errors import ReportError

if TYPE_CHECKING:
    from lumbago.record import Form, History

LARGEST_FILE = 1_000_000
"""Bytes; no honest report is longer."""

STDIN = Path("-")


def today() -> date:
    """Return the date where the person is."""
    return datetime.now(tz=UTC).astimezone().date()


def history_in(path: Path) -> "History":
    """Return the history in a file, or on stdin when the path is `-`.

    Raises:
        ReportError: Naming file, field and remedy.
    """
    from lumbago.record import read_history

    text = text_in(path, largest=LARGEST_FILE)
    return read_history(text, form_of(path, text), today=today())


def name_of(path: Path) -> str:
    """Return what a message calls a file."""
    return "stdin" if path == STDIN else str(path)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Put the name of the file before the field of a report that cannot be read."""
    try:
        yield
    except ReportError as fault:
        field = name_of(path) if fault.field == "file" else f"{name_of(path)}: {fault.field}"
        raise ReportError(field, fault.problem, fault.remedy) from None


def text_in(path: Path, *, largest: int) -> str:
    """Return the text of a file, or of stdin when the path is `-`.

    Raises:
        ReportError: When it is missing, too large or not UTF-8 text.
    """
    content = _stdin(largest) if path == STDIN else _content(path, largest)
    if len(content) > largest:
        raise _too_large(f"more than {largest:,}", largest)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise ReportError(
            "file", f"it is not text in UTF-8 (byte {broken.start})", "Save it as UTF-8 text and try again"
        ) from None


def form_of(path: Path, text: str) -> "Form":
    """Return whether a report is TOML or JSON: by its name; on stdin, by how it begins.

    Raises:
        ReportError: When the name says neither.
    """
    from lumbago.record import Form

    if path == STDIN:
        return Form.JSON if text.lstrip().startswith("{") else Form.TOML
    try:
        return Form(path.suffix.lower().removeprefix("."))
    except ValueError:
        raise ReportError("file", "its name ends in neither .toml nor .json", "Rename it") from None


def _stdin(largest: int) -> bytes:
    if sys.stdin is None:
        raise ReportError("file", "nothing is connected to stdin", "Name a file, or pipe one in")
    return sys.stdin.buffer.read(largest + 1)


def _content(path: Path, largest: int) -> bytes:
    try:
        if path.is_dir():
            raise ReportError("file", "it is a folder", "Name the file in it")
        size = path.stat().st_size
        if size > largest:
            raise _too_large(f"{size:,}", largest)
        with path.open("rb") as file:
            return file.read(largest + 1)
    except FileNotFoundError:
        raise ReportError("file", "there is no such file", "Check its name and folder") from None
    except (OSError, ValueError) as fault:
        raise ReportError(
            "file", f"it cannot be opened ({fault})", "Check its name and who may read it"
        ) from None


def _too_large(size: str, largest: int) -> ReportError:
    return ReportError("file", f"it holds {size} bytes", f"At most {largest:,} are read")
