"""Spell every red flag out: which answers together are the least that make it hold.

    red flags -> lines "rule | level, within | answers"

`python tests/spec/red_flag_table.py` writes the table anew. It is frozen outside knowledge on purpose:
whoever changes a rule sees, line by line, which people it now sends where.
"""

from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

from lumbago.knowledge import current
from lumbago.knowledge.schema import Expression, RedFlag

FROZEN = Path(__file__).with_name("red_flag_table.txt")

Least = frozenset[str]


def lines() -> list[str]:
    """Return the whole table, one line for each least set of answers."""
    return [
        f"{flag.id} | {flag.disposition.value}, {flag.within} | {' + '.join(sorted(least))}{_unless(flag)}"
        for flag in current().red_flags.values()
        for least in sorted(leasts(flag.when), key=sorted)
    ]


def leasts(expression: Expression) -> set[Least]:
    """Return the sets of answers that just suffice: without any one of its answers none of them does."""
    every = set(_ways(expression))
    return {way for way in every if not any(other < way for other in every)}


def _ways(expression: Expression) -> Iterator[Least]:
    if expression.finding is not None:
        yield frozenset([expression.finding])
    elif expression.all is not None:
        yield from _together([leasts(part) for part in expression.all])
    elif expression.any is not None:
        for part in expression.any:
            yield from leasts(part)
    elif expression.of is not None and expression.at_least is not None:
        for parts in combinations(expression.of, expression.at_least):
            yield from _together([leasts(part) for part in parts])
    else:
        yield frozenset([limit(expression)])


def _together(parts: list[set[Least]]) -> Iterator[Least]:
    for ways in product(*parts):
        yield frozenset().union(*ways)


def limit(expression: Expression) -> str:
    """Return an age, duration, pain or sex as the table writes it."""
    for name in ("age", "duration_days", "nprs"):
        span = getattr(expression, name)
        if span is not None:
            known = " or not known" if expression.presumed else ""
            return f"{name} {span[0]:.10g} to {span[1]:.10g}{known}"
    return f"sex {expression.sex.value}" if expression.sex else "nothing"


def _unless(flag: RedFlag) -> str:
    return f" | unless {', '.join(flag.unless)}" if flag.unless else ""


if __name__ == "__main__":
    FROZEN.write_text("\n".join(lines()) + "\n", encoding="utf-8")
    print(f"wrote {len(lines())} lines")
