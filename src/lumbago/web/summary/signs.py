"""Warning signs on one page: what was asked and answered, and what is open.

History, Knowledge -> Signs
"""

from collections.abc import Iterable

from pydantic.dataclasses import dataclass

from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.table import NOT_ASKED, columns
from lumbago.record import History
from lumbago.record.scales import STRICT
from lumbago.triage import screen_row
from lumbago.wording.retelling import question


@dataclass(frozen=True, config=STRICT)
class SignGroup:
    """Signs of one kind that were asked about and are absent.

    Attributes:
        title: What they are about.
        named: The ones whose "no" ages, in a clinician's words.
        others: How many more were asked about.
    """

    title: str
    named: tuple[str, ...]
    others: int


@dataclass(frozen=True, config=STRICT)
class Signs:
    """Warning signs, asked and open.

    Attributes:
        present: Answered yes.
        absent: Answered no, by kind.
        aged: Answered no on an earlier day, and not asked about since: nobody knows of today.
        unasked: Must-ask questions that are open.
    """

    present: tuple[str, ...]
    absent: tuple[SignGroup, ...]
    aged: tuple[str, ...]
    unasked: tuple[str, ...]


def signs_of(history: History, knowledge: Knowledge) -> Signs:
    """Return the warning signs of a history as they were on its last day."""
    rules = knowledge.red_flags.values()
    urgent = {key for rule in rules if rule.disposition.is_soon for key in findings_in(rule.when)}
    in_rules = {key for rule in rules for key in findings_in(rule.when)}
    said = {key: yes for key, yes in _answers(history).items() if key in knowledge.findings}
    denied = [key for key, yes in said.items() if not yes and key in urgent]
    table = tabulate([history], knowledge)
    place = columns(knowledge)
    aged = [key for key in denied if table.states[0, place[key]] == NOT_ASKED]
    triage = screen_row(table, knowledge)
    return Signs(
        present=_named((key for key, yes in said.items() if yes and key in in_rules), knowledge),
        absent=_groups([key for key in denied if key not in aged], knowledge),
        aged=_named(aged, knowledge),
        unasked=tuple(dict.fromkeys(_noted(key, knowledge) for key in triage.unasked)),
    )


def in_short(words: str) -> str:
    """Return a clinician's wording without what explains it.

    Examples:
        >>> in_short("Fever: 38 °C or more, or feverish"), in_short("Jaundice")
        ('Fever', 'Jaundice')
    """
    return words.partition(":")[0].partition(" (")[0]


def _answers(history: History) -> dict[str, bool]:
    """Return every answer as it was given last."""
    found = dict(history.report.findings)
    for one in history.check_ins:
        found |= one.findings
    return found


def _named(keys: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(in_short(knowledge.findings[key].clinician) for key in keys)


def _noted(key: str, knowledge: Knowledge) -> str:
    """Return what is open: a sign as a clinician would note it, a number as the question behind it."""
    return (
        in_short(knowledge.findings[key].clinician) if key in knowledge.findings else question(key, knowledge)
    )


def _groups(keys: list[str], knowledge: Knowledge) -> tuple[SignGroup, ...]:
    topics = sorted(
        {knowledge.findings[key].topic for key in keys}, key=lambda topic: knowledge.topics[topic].order
    )
    groups = []
    for topic in topics:
        own = [key for key in keys if knowledge.findings[key].topic == topic]
        named = [key for key in own if knowledge.findings[key].sign]
        title = knowledge.topics[topic].title
        groups.append(SignGroup(title, _named(named, knowledge), len(own) - len(named)))
    return tuple(groups)
