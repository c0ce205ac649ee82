"""Read studies from a table.

    CSV -> MeanArms | EventArms | Contrasts

A cell that is missing or no number is refused, with its line, column and study: a study that silently drops
out changes the answer.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

import numpy as np

from lumbago.errors import SynthesisError
from lumbago.synthesis.studies import Contrasts, EventArms, Floats, MeanArms, Measure, Names, ZeroCells

CONTRASTS = ("studlab", "treat1", "treat2", "TE", "seTE")
MEANS = ("studlab", "treat", "n", "mean", "sd")
EVENTS = ("studlab", "treat", "events", "n")
FORMS = f"Give {', '.join(CONTRASTS)}; or {', '.join(MEANS)}; or {', '.join(EVENTS)}"

WORDS = {"studlab", "treat", "treat1", "treat2"}
"""Columns of words; the others are numbers."""


@dataclass(frozen=True)
class Read:
    """Studies as they stood in a table.

    Attributes:
        studies: In one of three forms.
        lines: Line of each row, counted from 1.
    """

    studies: MeanArms | EventArms | Contrasts
    lines: tuple[int, ...]


def read_studies(text: str, measure: Measure, zero_cells: ZeroCells = ZeroCells.HALF) -> Contrasts:
    """Return the contrasts of a table of studies, other columns left aside.

    Args:
        text: CSV with a line of column names.
        measure: What effects are; effects in the table must already be of it, ratios as logarithms.
        zero_cells: What happens to a study with an arm without events.

    Raises:
        SynthesisError: Naming line, column and study.
    """
    from lumbago.synthesis.contrasts import check_contrasts
    from lumbago.synthesis.measures import from_events, from_means

    read = read_table(text)
    try:
        if isinstance(read.studies, MeanArms):
            return from_means(read.studies, measure)
        if isinstance(read.studies, EventArms):
            return from_events(read.studies, measure, zero_cells)
        check_contrasts(read.studies)
    except SynthesisError as fault:
        if fault.row >= 0:
            fault.line = read.lines[fault.row]
        raise
    return read.studies


def read_table(text: str) -> Read:
    """Return the studies of a table in the form that its columns have.

    Raises:
        SynthesisError: Naming line, column and study.
    """
    rows = csv.reader(StringIO(text))
    header = [name.strip() for name in next(rows, [])]
    columns = _columns(header)
    kept: list[list[str]] = []
    lines: list[int] = []
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                _check_width(row, header, rows.line_num)
                kept.append([cell.strip() for cell in row])
                lines.append(rows.line_num)
    except csv.Error as broken:
        raise _at(rows.line_num, "", "", f"it cannot be read ({broken})", "Save it as CSV") from None
    if not kept:
        raise SynthesisError("", "the table holds no study", "Add a line for each arm or contrast")
    held = {name: [row[header.index(name)] for row in kept] for name in columns}
    return Read(_FORMS[columns](_cells(held, lines)), tuple(lines))


def _columns(header: list[str]) -> tuple[str, ...]:
    """Return the columns of the form that a table has."""
    if not any(header):
        raise SynthesisError("", "the table is empty", FORMS)
    for form in _FORMS:
        if set(form) <= set(header):
            twice = [name for name in form if header.count(name) > 1]
            if twice:
                raise _at(1, twice[0], "", "the column stands there twice", "Name each once")
            return form
    nearest = max(_FORMS, key=lambda form: len(set(form) & set(header)))
    missing = ", ".join(name for name in nearest if name not in header)
    raise _at(1, "", "", f"there is no column {missing}", FORMS)


def _check_width(row: list[str], header: list[str], line: int) -> None:
    if len(row) != len(header):
        told = f"it has {len(row)} cells, but there are {len(header)} columns"
        raise _at(line, "", row[0] if len(header) > 1 else "", told, "Put cells with a comma in quotes")


def _cells(held: dict[str, list[str]], lines: list[int]) -> tuple[Names | Floats, ...]:
    """Return columns of words as tuples, of numbers as arrays."""
    studies = held["studlab"]
    return tuple(
        _words(name, cells, studies, lines) if name in WORDS else _numbers(name, cells, studies, lines)
        for name, cells in held.items()
    )


def _words(name: str, cells: list[str], studies: list[str], lines: list[int]) -> Names:
    for cell, study, line in zip(cells, studies, lines, strict=True):
        if not cell:
            raise _at(line, name, study, "the cell is empty", "Fill it in")
    return tuple(cells)


def _numbers(name: str, cells: list[str], studies: list[str], lines: list[int]) -> Floats:
    numbers = []
    for cell, study, line in zip(cells, studies, lines, strict=True):
        try:
            numbers.append(float(cell))
        except ValueError:
            told = f"'{cell}' is not a number" if cell else "the cell is empty"
            raise _at(line, name, study, told, "Write it like 1.5, or leave the study out") from None
    return np.array(numbers)


def _at(line: int, column: str, study: str, problem: str, remedy: str) -> SynthesisError:
    fault = SynthesisError(study, problem, remedy, column=column)
    fault.line = line
    return fault


_FORMS: dict[tuple[str, ...], Callable[[tuple[Names | Floats, ...]], MeanArms | EventArms | Contrasts]] = {
    CONTRASTS: lambda cells: Contrasts(*cells),  # type: ignore[arg-type]
    MEANS: lambda cells: MeanArms(*cells),  # type: ignore[arg-type]
    EVENTS: lambda cells: EventArms(*cells),  # type: ignore[arg-type]
}
