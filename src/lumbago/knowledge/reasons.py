"""What makes an expression hold for one person, by finding and limit.

Expression, one-row Table -> "fever", "age: 60 to 120", ...
"""

from collections.abc import Iterator, Sequence

from lumbago.knowledge.logic import evaluate
from lumbago.knowledge.schema import Expression, Knowledge
from lumbago.knowledge.table import PRESENT, Table, columns


def because(expression: Expression, table: Table, knowledge: Knowledge) -> Iterator[str]:
    """Yield the findings and limits that make an expression hold; nothing where it does not."""
    if evaluate(expression, table, columns(knowledge))[0] != PRESENT:
        return
    parts: Sequence[Expression] = expression.all or expression.any or expression.of or ()
    if expression.finding is not None:
        yield expression.finding
    elif parts:
        for part in parts:
            yield from because(part, table, knowledge)
    else:
        yield limit_in_words(expression)


def limit_in_words(expression: Expression) -> str:
    """Return a limit of age, duration, pain or sex as it is named among reasons ("age: 60 to 120")."""
    if expression.sex is not None:
        return f"sex: {expression.sex.value}"
    limits = (("age", expression.age), ("duration_days", expression.duration_days), ("nprs", expression.nprs))
    name, span = next((name, span) for name, span in limits if span is not None)
    return f"{name}: {span[0]:g} to {span[1]:g}"
