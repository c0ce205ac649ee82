"""Evaluate an expression over a whole table in three-valued logic.

    Expression, Table -> 1 holds, -1 does not, 0 cannot tell yet

With -1, 0 and 1, "and" is the minimum and "or" the maximum (Kleene's logic): silence
stays silence, and is never read as "no".
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.schema import Expression
from lumbago.knowledge.table import ABSENT, NOT_ASKED, PRESENT, SEXES, Table
from lumbago.record import Sex

States = NDArray[np.int8]


def evaluate(expression: Expression, table: Table, columns: Mapping[str, int]) -> States:
    """Return whether an expression holds for each history.

    Args:
        expression: What to evaluate.
        table: n histories.
        columns: Column of each finding in the table.

    Returns:
        1, -1 or 0, shape (n,).
    """
    if expression.finding is not None:
        return table.states[:, columns[expression.finding]]
    if expression.all is not None:
        return _fold(np.minimum, [evaluate(part, table, columns) for part in expression.all])
    if expression.any is not None:
        return _fold(np.maximum, [evaluate(part, table, columns) for part in expression.any])
    if expression.of is not None and expression.at_least is not None:
        return _at_least(expression.at_least, [evaluate(part, table, columns) for part in expression.of])
    return _limit(expression, table)


def holds_for_certain(findings: Sequence[str], table: Table, columns: Mapping[str, int]) -> NDArray[np.bool_]:
    """Return where at least one of these findings is present, shape (n,)."""
    found = np.zeros(len(table), dtype=np.bool_)
    for finding in findings:
        found |= table.states[:, columns[finding]] == PRESENT
    return found


def _fold(ufunc: np.ufunc, parts: Sequence[States]) -> States:
    folded = parts[0].copy()
    for part in parts[1:]:
        ufunc(folded, part, out=folded)
    return folded


def _at_least(count: int, parts: Sequence[States]) -> States:
    """Certain when enough hold, open while enough could still hold."""
    stacked = np.stack(parts)
    certain = np.sum(stacked == PRESENT, axis=0, dtype=np.int8) >= count
    possible = np.sum(stacked != ABSENT, axis=0, dtype=np.int8) >= count
    return np.add(certain, possible, dtype=np.int8) + np.int8(ABSENT)


def _limit(expression: Expression, table: Table) -> States:
    if expression.sex is not None:
        return _is_sex(expression.sex, table)
    limits = (
        (expression.age, table.age),
        (expression.duration_days, table.duration_days),
        (expression.nprs, table.nprs),
    )
    span, values = next((span, values) for span, values in limits if span is not None)
    inside: States = np.where((values >= span[0]) & (values <= span[1]), np.int8(PRESENT), np.int8(ABSENT))
    inside[np.isnan(values)] = PRESENT if expression.presumed else NOT_ASKED
    return inside


def _is_sex(sex: Sex, table: Table) -> States:
    same: States = np.where(table.sex == SEXES.index(sex), np.int8(PRESENT), np.int8(ABSENT))
    same[table.sex < 0] = NOT_ASKED
    return same
