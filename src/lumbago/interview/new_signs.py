"""The one tile of a check-in, "anything new?": every sign whose "no" has aged.

    History, day -> findings

A check-in that is told "none of these" has then answered every must-ask question of its day.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from lumbago.interview.checklists import general_first
from lumbago.interview.choosing import wanted
from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.asking import unasked
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.table import Table
from lumbago.record import CheckIn, History
from lumbago.triage import screen_row

RENAMED = {"medicine-safety": "exercise-safety"}
"""At a check-in what both medicines and exercises depend on is asked for the exercises."""


class SignGroup(NamedTuple):
    """Signs of one kind.

    Attributes:
        title: What they are about.
        findings: The signs, the gravest kind first.
    """

    title: str
    findings: tuple[str, ...]


def new_signs(history: History, knowledge: Knowledge, *, on: date) -> tuple[str, ...]:
    """Return every sign that a check-in of this day asks about, whatever else it says.

    What was never asked and cannot be told in a few words is left to the interview: a tile never answers it.

    Args:
        history: What was said before.
        knowledge: Rules of triage.
        on: The day.
    """
    report = replace(history.report, findings=_without_signs(history.report.findings, knowledge))
    before = tuple(
        replace(check_in, findings=_without_signs(check_in.findings, knowledge))
        for check_in in history.check_ins
        if check_in.on < on
    )
    asked: dict[str, None] = {}
    while True:
        denied = CheckIn(on=on, findings=dict.fromkeys(asked, False))
        table = tabulate([History(report, (*before, denied))], knowledge)
        soon = [flag for flag in screen_row(table, knowledge).open if flag.disposition.is_soon]
        open_keys = wanted(soon, frozenset(asked), table, knowledge)
        more = [key for key in open_keys if key not in asked and knowledge.findings[key].sign]
        if not more:
            asked.update(dict.fromkeys(_of_exercise(table, knowledge)))
            return tuple(general_first(asked, knowledge))
        asked.update(dict.fromkeys(more))


def _without_signs(findings: Mapping[str, bool], knowledge: Knowledge) -> dict[str, bool]:
    """Return answers without those that a tile asks anew: a "yes" is asked about again as well."""
    known = knowledge.findings
    return {key: yes for key, yes in findings.items() if key not in known or not known[key].sign}


def told_before(history: History, signs: Collection[str]) -> frozenset[str]:
    """Return which of these signs were last said to be there: "nothing new" does not take them back."""
    answers: dict[str, bool] = dict(history.report.findings)
    for check_in in history.check_ins:
        answers |= check_in.findings
    return frozenset(key for key in signs if answers.get(key))


def _of_exercise(table: Table, knowledge: Knowledge) -> Iterator[str]:
    """Yield the signs that no rule of triage asks for, and without which exercises would be left out."""
    open_here = unasked(table, knowledge)
    for circumstance in knowledge.circumstances.values():
        for key in findings_in(circumstance.when) if circumstance.unknown == "presume" else ():
            finding = knowledge.findings[key]
            if key in open_here and finding.no_ages and finding.sign:
                yield key


def grouped(signs: tuple[str, ...], knowledge: Knowledge) -> tuple[SignGroup, ...]:
    """Return signs by what they are about, in the order in which an interview asks."""
    return tuple(_groups(signs, knowledge))


def _groups(signs: tuple[str, ...], knowledge: Knowledge) -> Iterator[SignGroup]:
    topic_of = {key: RENAMED.get(t := knowledge.findings[key].topic, t) for key in signs}
    for topic in sorted(set(topic_of.values()), key=lambda topic: knowledge.topics[topic].order):
        own = tuple(key for key in signs if topic_of[key] == topic)
        yield SignGroup(knowledge.topics[topic].title, own)
