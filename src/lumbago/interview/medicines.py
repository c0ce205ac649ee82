"""Which questions decide what medicines are safe, once a person wants to know.

    History, what was asked -> Screens, until no answer would decide anything more

First what the person takes, then what the rules of safety still need to know. "Not sure" was asked, and
decides nothing: the medicine stays one to ask about first.
"""

from collections.abc import Iterator

from lumbago.interview.checklists import general_first, laid_out_in_checklists
from lumbago.interview.steps import Screen, Stage
from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.asking import fits, is_askable
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.schema import AskedOf
from lumbago.knowledge.table import NOT_ASKED, PRESENT, Table, columns
from lumbago.record import History, MedicineSafety, Verdict

WEEKS = "pregnancy_weeks"

TAKEN = Screen(
    "medicines",
    "Your medicines",
    "What you take now decides which painkillers are safe for you. Count what you bought yourself as well: "
    "tablets, gels, cold and flu products.",
    ("medicines", "allergies"),
    Stage.MEDICINES,
)
"""Where the check of medicines begins."""

NUMBERS = (
    Screen("weight", "Your weight", "How much is safe depends on it.", ("weight_kg",), Stage.MEDICINES),
    Screen("weeks", "Your pregnancy", "What is safe changes with the weeks.", (WEEKS,), Stage.MEDICINES),
)
"""Fields of the report that some rules are about, asked only where one of them needs to know."""

MEDICINE_SCREENS = (TAKEN, *NUMBERS)


def medicine_screens(history: History, asked: frozenset[str], knowledge: Knowledge) -> list[Screen]:
    """Return the screens that are still worth asking; none before the person wanted the check.

    Args:
        history: What was said.
        asked: Everything that was asked, whatever the answer.
        knowledge: Medicines, and the rules of who may take them.
    """
    if "medicines" not in asked:
        return []
    if not asked.issuperset(TAKEN.asks):
        return [TAKEN]
    from lumbago.treatment import check_medicines  # loads how trials are weighed: only where it is wanted

    safety, table = check_medicines(history, knowledge), tabulate([history], knowledge)
    undecided = [key for key in _undecided(safety, table, knowledge) if _is_open(key, table, knowledge)]
    numbers = [screen for screen in NUMBERS if asked.isdisjoint(screen.asks)]
    waiting = {key: _number_for(key, numbers, table, knowledge) for key in undecided}
    wanted = [key for key, number in waiting.items() if number is None and key not in asked]
    askable = [key for key in wanted if is_askable(key, table, knowledge)]
    checklists = laid_out_in_checklists(general_first(askable, knowledge), Stage.MEDICINES, knowledge)
    return [*checklists, *(screen for screen in numbers if screen in waiting.values())]


def _undecided(safety: MedicineSafety, table: Table, knowledge: Knowledge) -> dict[str, None]:
    """Return every finding that could decide a rule of safety, or lower what a person may take in a day."""
    open_rules = {applied.rule for check in safety.checks for applied in check.applied if applied.unasked}
    rules = (rule for id_, rule in knowledge.medicine_rules.items() if id_ in open_rules)
    numbered = (
        key for rule in rules for key in findings_in(rule.when) if knowledge.findings[key].derived is not None
    )
    return dict.fromkeys((*safety.unasked, *_limits(safety, knowledge), *numbered))


def _limits(safety: MedicineSafety, knowledge: Knowledge) -> Iterator[str]:
    for check in safety.checks:
        if check.verdict is not Verdict.CONTRAINDICATED:
            ceilings = knowledge.medicines[check.medicine].ceilings
            yield from (c.when.finding for c in ceilings if c.when is not None and c.when.finding)


def _is_open(key: str, table: Table, knowledge: Knowledge) -> bool:
    finding = knowledge.findings.get(key)
    return finding is not None and _state(key, table, knowledge) == NOT_ASKED and fits(finding, table)


def _number_for(key: str, numbers: list[Screen], table: Table, knowledge: Knowledge) -> Screen | None:
    """Return the screen whose number decides a finding; None where the person is better asked outright.

    The weeks of a pregnancy are asked of those who said that they are pregnant, and of nobody else.
    """
    finding = knowledge.findings[key]
    if finding.derived is None:
        return None
    is_weeks = finding.derived.measure == WEEKS and _is_pregnant(table, knowledge)
    if not is_weeks and (finding.asked_of is AskedOf.PERSON or finding.derived.measure == WEEKS):
        return None
    return next((screen for screen in numbers if finding.derived.measure in screen.asks), None)


def _is_pregnant(table: Table, knowledge: Knowledge) -> bool:
    """Return whether the person said so; without that nobody is asked for the weeks."""
    return any(
        finding.derived is not None
        and finding.derived.measure == WEEKS
        and _state(finding.id, table, knowledge) == PRESENT
        for finding in knowledge.findings.values()
    )


def _state(key: str, table: Table, knowledge: Knowledge) -> int:
    return int(table.states[0, columns(knowledge)[key]])
