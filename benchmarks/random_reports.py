"""Make random tables of reports: the shape of real ones, nobody's answers.

    rows, Knowledge, seed -> Table

Most things were not asked, some were denied, few are present. The columns are
independent of each other, so some rows are odder than any real person.
"""

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge import Knowledge
from lumbago.knowledge.table import ABSENT, NOT_ASKED, PRESENT, SETTINGS, SEXES, Table

NOT_ASKED_SHARE = 0.6
"""About as many of all findings as stay unasked after the longest interview, signs included."""


def random_table(rows: int, knowledge: Knowledge, *, seed: int) -> Table:
    """Return a table of random reports; a finding that was asked is present as often as its `frequency`."""
    rng = np.random.default_rng(seed)
    states = np.empty((rows, len(knowledge.findings)), dtype=np.int8, order="F")
    for column, finding in enumerate(knowledge.findings.values()):
        drawn = rng.random(rows, dtype=np.float32)
        present = NOT_ASKED_SHARE + (1 - NOT_ASKED_SHARE) * finding.frequency
        states[:, column] = np.where(
            drawn < NOT_ASKED_SHARE, NOT_ASKED, np.where(drawn < present, PRESENT, ABSENT)
        )
    return Table(
        states=states,
        age=_numbers(rng, rows, (18, 96), missing=0.05),
        duration_days=_numbers(rng, rows, (0, 180), missing=0.1),
        nprs=_numbers(rng, rows, (0, 11), missing=0.1),
        sex=rng.integers(-1, len(SEXES), rows, dtype=np.int8),
        setting=rng.integers(0, len(SETTINGS), rows, dtype=np.int8),
    )


def _numbers(
    rng: np.random.Generator, rows: int, between: tuple[int, int], *, missing: float
) -> NDArray[np.float32]:
    numbers = rng.integers(*between, rows).astype(np.float32)
    numbers[rng.random(rows) < missing] = np.nan
    return numbers
