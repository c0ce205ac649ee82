"""Say why one history was given its disposition, and what nobody has asked yet.

History -> Triage
"""

from collections.abc import Iterator
from typing import get_args

from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.asking import is_askable
from lumbago.knowledge.logic import evaluate
from lumbago.knowledge.reasons import because, limit_in_words
from lumbago.knowledge.schema import Expression, RedFlag, Within
from lumbago.knowledge.table import ABSENT, NOT_ASKED, PRESENT, Table, columns
from lumbago.record import Disposition, History, OpenFlag, RaisedFlag, Triage


def screen(history: History, knowledge: Knowledge) -> Triage:
    """Return the soonest disposition that any rule calls for, with its reasons.

    Raises:
        ReportError: When the history names a finding that does not exist.
    """
    return screen_row(tabulate([history], knowledge), knowledge)


def screen_row(table: Table, knowledge: Knowledge) -> Triage:
    """Return the same for a table of one row."""

    def gravest_first(flag: RaisedFlag | OpenFlag) -> tuple[int, int, str]:
        return _gravity(knowledge.red_flags[flag.id])

    row, flags = _Row(table, knowledge), list(knowledge.red_flags.values())
    states = [row.state_of(flag) for flag in flags]
    holding = (flag.disposition for flag, state in zip(flags, states, strict=True) if state == PRESENT)
    disposition = max(holding, key=lambda one: one.urgency, default=Disposition.SELF_CARE)
    urgency = disposition.urgency
    raised = [
        RaisedFlag(flag.id, flag.disposition, tuple(dict.fromkeys(because(flag.when, table, knowledge))))
        for flag, state in zip(flags, states, strict=True)
        if state == PRESENT
    ]
    undecided = [
        OpenFlag(flag.id, flag.disposition, row.unasked(flag))
        for flag, state in zip(flags, states, strict=True)
        if state == NOT_ASKED and flag.disposition.urgency > urgency
    ]
    could_change = sorted((flag for flag in undecided if flag.unasked), key=gravest_first)
    return Triage(
        disposition=disposition,
        raised=tuple(sorted(raised, key=gravest_first)),
        open=tuple(could_change),
        unasked=tuple(dict.fromkeys(k for f in could_change if f.disposition.is_soon for k in f.unasked)),
    )


SOONEST_FIRST = get_args(Within)


def _gravity(flag: RedFlag) -> tuple[int, int, str]:
    """Return what orders rules: by level, then the time they leave, then their number."""
    return -flag.disposition.urgency, SOONEST_FIRST.index(flag.within), flag.rule


def unasked_in(flag: RedFlag, table: Table, knowledge: Knowledge) -> tuple[str, ...]:
    """Return what this person could still answer that might make an open rule hold.

    A sign that only an examination shows, and a question that does not fit the person's
    sex or age, cannot be answered here: they keep nobody waiting.
    """
    return _Row(table, knowledge).unasked(flag)


def next_asked_in(
    flag: RedFlag, table: Table, knowledge: Knowledge, asked: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return the least to ask next about an open rule.

    Where all of several things must hold, one "no" settles the rule: the first is asked,
    and the others only if it is present, or was asked in vain: another may still settle it.

    Args:
        flag: The open rule.
        table: One history.
        knowledge: What can be asked.
        asked: What was asked already, whatever the answer.
    """
    left = (
        tuple(key for key in part if key in knowledge.findings and key not in asked)
        for part in _Row(table, knowledge).open_parts(flag.when)
    )
    return next(filter(None, left), ())


class _Row:
    """One history, in which each part of a rule is looked at once."""

    def __init__(self, table: Table, knowledge: Knowledge) -> None:
        self._table, self._knowledge = table, knowledge
        self._findings: dict[str, int] = dict(zip(knowledge.findings, table.states[0].tolist(), strict=True))
        self._states: dict[int, int] = {}

    def state_of(self, flag: RedFlag) -> int:
        """Return whether a rule holds, as `screen_table` does."""
        if any(self._findings[key] == PRESENT for key in flag.unless):
            return ABSENT
        return self.state(flag.when)

    def state(self, expression: Expression) -> int:
        """Return whether an expression holds, as `evaluate` does: "and" is the least, "or" the most."""
        if expression.finding is not None:
            return self._findings[expression.finding]
        found = self._states.get(id(expression))
        if found is None:
            if expression.all is not None:
                found = min(map(self.state, expression.all))
            elif expression.any is not None:
                found = max(map(self.state, expression.any))
            else:
                found = int(evaluate(expression, self._table, columns(self._knowledge))[0])
            self._states[id(expression)] = found
        return found

    def unasked(self, flag: RedFlag) -> tuple[str, ...]:
        """Return what could still make an open rule hold, as `unasked_in` does."""
        return tuple(dict.fromkeys(key for part in self.open_parts(flag.when) for key in part))

    def open_parts(self, expression: Expression) -> Iterator[tuple[str, ...]]:
        """Yield, conjunct by conjunct, the open leaves that an answer could still make hold."""
        if self.state(expression) != NOT_ASKED:
            return
        if expression.finding is not None:
            if is_askable(expression.finding, self._table, self._knowledge):
                yield (expression.finding,)
        elif expression.all is not None:
            parts = [tuple(self.open_parts(part)) for part in expression.all if self.state(part) == NOT_ASKED]
            if all(parts):
                yield from (keys for part in parts for keys in part)
        elif expression.any is not None or expression.of is not None:
            branches = [tuple(self.open_parts(part)) for part in expression.any or expression.of or ()]
            for depth in range(max(map(len, branches), default=0)):
                yield tuple(key for branch in branches if len(branch) > depth for key in branch[depth])
        else:
            yield (limit_in_words(expression),)
