"""The frozen table of red flags: each line suffices, and nothing in a line is idle."""

from datetime import date

import pytest
from red_flag_table import FROZEN, lines

from lumbago.knowledge import current, tabulate
from lumbago.knowledge.table import PRESENT, columns
from lumbago.record import Disposition, History, Report
from lumbago.triage import screen_table

ON = date(2026, 3, 2)
LINES = FROZEN.read_text(encoding="utf-8").splitlines()
BEYOND_ALL_LIMITS = 1e6
"""Days: known, so that no limit is presumed to be met."""

RULES = list(current().red_flags)


def parts_of(line):
    rule, level, answers, *_ = line.split(" | ")
    return rule, level.split(",")[0], answers.split(" + ")


def table_of(all_answers):
    """Return one row for each set of answers, all else not asked; a limit is met at its lower end."""
    known = current()
    table = tabulate([History(Report(on=ON)) for _ in all_answers], known)
    table.duration_days[:] = BEYOND_ALL_LIMITS
    for row, answers in enumerate(all_answers):
        for answer in answers:
            name, _, span = answer.partition(" ")
            if span:
                getattr(table, name)[row] = float(span.split(" to ")[0])
            else:
                table.states[row, columns(known)[answer]] = PRESENT
    return table


def test_the_rules_are_those_of_the_frozen_table():
    """Look at each line that changed, then: python tests/spec/red_flag_table.py."""
    assert lines() == LINES


def test_every_line_suffices_for_its_rule_and_its_level():
    split = [parts_of(line) for line in LINES]

    screened = screen_table(table_of([answers for _, _, answers in split]), current())

    for row, (rule, level, answers) in enumerate(split):
        assert screened.rules[RULES.index(rule), row] == PRESENT, (rule, answers)
        assert screened.urgency[row] >= Disposition(level).urgency, (rule, answers)


def test_without_any_one_of_its_answers_no_line_holds():
    shorter = [
        (rule, [answer for answer in answers if answer != left])
        for rule, _, answers in map(parts_of, LINES)
        for left in answers
    ]

    screened = screen_table(table_of([kept for _, kept in shorter]), current())

    idle = [pair for row, pair in enumerate(shorter) if screened.rules[RULES.index(pair[0]), row] == PRESENT]
    assert idle == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_line(rule):
    assert any(line.startswith(f"{rule} | ") for line in LINES)
