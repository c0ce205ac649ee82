"""Medicine lines in a table: the line, then its name, mg and times a day; `!` where it is refused."""

from fractions import Fraction
from functools import partial

import pytest

from lumbago.interview.medicine_lines import read_medicines
from lumbago.knowledge import current
from lumbago.knowledge.medicine_names import recognise

known = partial(recognise, knowledge=current())


def read(line):
    (medicine,) = read_medicines(line, known)
    return medicine


def rows(table):
    """Return each line and the medicine that it says; None where it is refused."""
    cells = [[cell.strip() for cell in row.split(" | ")] for row in table.strip().splitlines()]
    return [pytest.param(line, None if said == ["!"] else _medicine(*said), id=line) for line, *said in cells]


def _medicine(name, dose_mg, per_day):
    said = {"name": name, "dose_mg": dose_mg, "per_day": per_day}
    return {
        key: text if key == "name" else float(Fraction(text)) for key, text in said.items() if text != "-"
    }


def check(line, medicine):
    if medicine is None:
        with pytest.raises(ValueError, match=r"^Line 1, “.+”: .+\.$"):
            read(line)
    else:
        assert read(line) == medicine
