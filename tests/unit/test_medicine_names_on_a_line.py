"""No medicine that is known is lost, whatever stands beside its name on a line."""

import pytest
from line_table import known, read

from lumbago.knowledge import current
from lumbago.knowledge.medicine_names import _names

NAMES = sorted(name for name in _names(current()) if not any(letter.isdigit() for letter in name))
EVERY = {
    "{}": 1,
    "{} 5 mg, 3 a day": 9,
    "{} 1-0-1": 9,
    "2 comprimidos de {} al día": 9,
    "{} abends bei Bedarf": 9,
}
"""What stands beside a name, and how many of the names are tried with it: each one, or one in nine."""


@pytest.mark.parametrize(("line", "each"), EVERY.items())
def test_a_known_name_is_read_as_that_medicine(line, each):
    lost, refused = [], []
    for name in NAMES[::each]:
        try:
            found = known(read(line.format(name))["name"])
        except ValueError:
            refused.append(name)
            continue
        if found != known(name):
            lost.append((name, found))

    assert lost == []
    assert len(refused) <= 0.01 * len(NAMES[::each]), refused


@pytest.mark.parametrize(
    "line",
    [
        "ibuprofen for pain and ramipril",
        "ibuprofen for my back, ramipril",
        "ibuprofen 400 mg für den Rücken und ramipril",
        "ibuprofen gegen Schmerzen ramipril",
        "ibuprofen 400 mg para el dolor y ramipril",
        "ibuprofen 400 mg para el dolor con ramipril",
        "ibuprofen 400 mg 3 al día y ramipril",
        "ibuprofen 1-0-1, ramipril 1-0-0",
        "ibuprofen morgens und ramipril abends",
        "ibuprofen si lo necesito, ramipril",
        "ibuprofen para ramipril",
    ],
)
def test_a_second_medicine_is_never_swallowed(line):
    with pytest.raises(ValueError, match="Write one medicine a line"):
        read(line)
