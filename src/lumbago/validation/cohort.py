"""Read a cohort of patients that others followed: columns as in the Danish cohort file.

    CSV text -> People

Only the columns that a forecast needs are read; every other one is ignored. Blank, NA and NaN are missing.
"""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lumbago.errors import CohortError

Floats = NDArray[np.float64]
Result: TypeAlias = tuple[str, int]
"""Outcome and day."""

DAYS = (14, 91, 365)
STEPS = {"pain": 11, "rmdq": 24}
"""Steps of each outcome's grid: pain 0 ... 10, Roland-Morris 0/23 ... 23/23."""

HIGHEST = {"pain": 10.0, "rmdq": 100.0}

MISSING = {"", "na", "nan"}
LONGEST_NUMBER = 40
MOST_PEOPLE = 1_000_000


class Column(NamedTuple):
    """What a column may hold.

    Attributes:
        name: What it is called here.
        low: Lowest value.
        high: Highest value.
        whole: Whether only whole numbers make sense.
    """

    name: str
    low: float
    high: float
    whole: bool = True


ANSWERS = {
    "vasl0": Column("pain", 0, 10, whole=False),
    "vasb0": Column("leg_pain", 0, 2),
    "rmprop": Column("disability", 0, 100, whole=False),
    "start_risk": Column("risk", 1, 3),
    "dlva0": Column("duration", 1, 4),
    "tlda0": Column("long_year", 0, 2),
    "okom0": Column("doubts_recovery", 0, 1),
    "age": Column("age", 0, 120, whole=False),
    "bsex0": Column("male", 0, 1),
}
RESULTS: Mapping[str, Result] = {
    "vasl2w": ("pain", 14),
    "rmprop2w": ("rmdq", 14),
    "vasl3m": ("pain", 91),
    "rmprop3m": ("rmdq", 91),
    "vasl12m": ("pain", 365),
    "rmprop12m": ("rmdq", 365),
}
READ = {
    **ANSWERS,
    **{
        header: Column(f"{outcome}_{day}", 0, HIGHEST[outcome], whole=False)
        for header, (outcome, day) in RESULTS.items()
    },
}
CHECK_IN = {"vasl2w": "pain_14", "rmprop2w": "disability_14"}


class People(NamedTuple):
    """Patients of a cohort.

    Attributes:
        ids: One for each, all different.
        answers: By name, NaN where not known, shape (n,); with what day 14 told.
        places: By outcome and day: step of the grid, -1 where not known, shape (n,).
    """

    ids: tuple[str, ...]
    answers: Mapping[str, Floats]
    places: Mapping[Result, NDArray[np.int64]]

    def those(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> "People":
        """Return some of them, by place or by mask."""
        return People(
            tuple(np.array(self.ids, dtype=object)[rows]),
            {name: values[rows] for name, values in self.answers.items()},
            {result: at[rows] for result, at in self.places.items()},
        )


def read_cohort(text: str) -> People:
    """Read a cohort.

    Raises:
        CohortError: Naming the line and the column of the first fault.
    """
    rows = _rows(text)
    _, header = next(rows, (1, []))
    where = _headers(header)
    ids: dict[str, int] = {}
    values: list[list[float]] = []
    lines: list[int] = []
    for line, row in rows:
        if len(row) != len(header):
            raise CohortError(line, "line", f"it holds {len(row)} values for {len(header)} columns")
        _remember(ids, row[where["id"]].strip(), line)
        values.append([_number(line, name, row[where[name]], column) for name, column in READ.items()])
        lines.append(line)
    if not ids:
        raise CohortError(1, "file", "it holds nobody")
    table = dict(zip(READ, np.array(values, np.float64).T, strict=True))
    table["tlda0"] = _from_zero(table["tlda0"], lines)
    return _people(tuple(ids), table)


def place_of(values: Floats, outcome: str) -> NDArray[np.int64]:
    """Return the nearest step of an outcome's grid; -1 where the value is not known.

    Args:
        values: In the outcome's own unit, NaN where not known, shape (n,).
        outcome: `pain` or `rmdq`.
    """
    steps = np.floor(values * ((STEPS[outcome] - 1) / HIGHEST[outcome]) + 0.5)
    return np.where(np.isnan(steps), -1, steps).astype(np.int64)


def _people(ids: tuple[str, ...], table: Mapping[str, Floats]) -> People:
    answers = {column.name: table[header] for header, column in ANSWERS.items()}
    told = {name: table[header] for header, name in CHECK_IN.items()}
    places = {result: place_of(table[header], result[0]) for header, result in RESULTS.items()}
    return People(ids, {**answers, **told}, places)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield lines with something on them, and where each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as broken:
            raise CohortError(line, "line", f"it cannot be read as CSV ({broken})") from None
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield line, row


def _headers(header: Sequence[str]) -> dict[str, int]:
    """Return where each column stands that is read; case does not count."""
    found: dict[str, int] = {}
    for place, name in enumerate(name.strip().lower() for name in header):
        if name in READ or name == "id":
            if name in found:
                raise CohortError(1, name, "two columns are called so")
            found[name] = place
    missing = [name for name in ("id", *READ) if name not in found]
    if missing:
        raise CohortError(1, missing[0], "the header names no such column")
    return found


def _remember(ids: dict[str, int], one: str, line: int) -> None:
    if not one:
        raise CohortError(line, "id", "it is missing")
    if one in ids:
        raise CohortError(line, "id", f"'{_short(one)}' is also on line {ids[one]}")
    if len(ids) >= MOST_PEOPLE:
        raise CohortError(line, "file", f"it holds more than {MOST_PEOPLE:,} people")
    ids[one] = line


def _number(line: int, name: str, cell: str, column: Column) -> float:
    written = cell.strip()
    if written.lower() in MISSING:
        return math.nan
    wanted = f"a {'whole ' if column.whole else ''}number from {column.low:g} to {column.high:g}, or blank"
    try:
        number = float(written) if len(written) <= LONGEST_NUMBER else math.nan
    except ValueError:
        number = math.nan
    if not column.low <= number <= column.high or (column.whole and number != round(number)):
        raise CohortError(line, name, f"'{_short(written)}' is not {wanted}")
    return number


def _from_zero(values: Floats, lines: Sequence[int]) -> Floats:
    """Return no as 0 and yes as 1, of a column that writes them 0 and 1, or 1 and 2.

    The dictionary of the cohort says the first, its file does the second. A file of ones only is read
    as the second.
    """
    if not np.any(values == 0):
        return values - 1
    if np.any(values == 2):
        line = lines[int(np.flatnonzero(values == 2)[0])]
        raise CohortError(line, "tlda0", "it is 2 here and 0 elsewhere: write no, yes as 0, 1 or as 1, 2")
    return values


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NUMBER else f"{text[:LONGEST_NUMBER]} ..."
