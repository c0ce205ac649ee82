"""Choose the next screen: safety first, then what is expected to move the answer most.

    steps -> Screen, or None when more questions would change nothing

Every finding that could still make the disposition more urgent is asked before any
question about the cause. An emergency ends the interview: there is nothing to add to it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lumbago.diagnosis import expected_shift
from lumbago.interview.steps import Screen, Stage, Step, asked_in, history_of
from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.table import Table, columns
from lumbago.record import Disposition, OpenFlag, Triage
from lumbago.triage import next_asked_in, screen_row

LONGEST_CHECKLIST = 8

BASICS = (
    Screen("about-you", "About you", "Some causes depend on age and sex.", ("age", "sex"), Stage.BASICS),
    Screen(
        "your-pain",
        "Your pain now",
        "When this bout began, and how bad it is: 0 is no pain, 10 the worst you can think of.",
        ("onset_days", "nprs"),
        Stage.BASICS,
    ),
    Screen("drawing", "Where does it hurt?", "Mark every place that hurts.", ("pain_map",), Stage.BASICS),
)

SMALLEST_SHIFT = 0.02
"""A question worth asking is expected to move this much probability; our judgement, 0.01 to 0.05."""

SMALLEST_SCREEN = 0.05
"""A screen worth its trouble moves this much with all its questions; our judgement, 0.03 to 0.1."""

USUAL_CAUSE_SCREENS = 2
"""Only for the progress bar."""

MOST_SCREENS = 15
"""After so many screens nothing but safety is asked: patience is finite; our judgement, 12 to 20."""

WORTH_OF_A_LEVEL = 0.02
"""What a question is worth that could turn self-care into an ordinary appointment, in probability moved."""


@dataclass(frozen=True)
class Progress:
    """How far an interview has come.

    Attributes:
        done: Screens answered.
        expected: Screens in all, as it looks now; it may shrink or grow a little.
    """

    done: int
    expected: int


def next_screen(steps: Sequence[Step], knowledge: Knowledge, *, on: date) -> Screen | None:
    """Return the next screen, or None when no further question is worth asking.

    Args:
        steps: What was heard so far.
        knowledge: What can be asked.
        on: Date of the report.

    Raises:
        ReportError: When an answer so far is impossible.
    """
    asked = asked_in(steps)
    for screen in BASICS:
        if not asked.issuperset(screen.asks):
            return screen
    table = tabulate([history_of(steps, on=on)], knowledge)
    triage = screen_row(table, knowledge)
    if triage.disposition is Disposition.EMERGENCY:
        return None
    safety = _safety_checklists(triage, asked, table, knowledge)
    if safety:
        return safety[0]
    return _cause_checklist(triage, asked, table, knowledge) if len(steps) < MOST_SCREENS else None


def progress(steps: Sequence[Step], knowledge: Knowledge, *, on: date) -> Progress:
    """Return how many screens were answered, and how many there may be in all."""
    asked = asked_in(steps)
    basics = sum(not asked.issuperset(screen.asks) for screen in BASICS)
    table = tabulate([history_of(steps, on=on)], knowledge)
    triage = screen_row(table, knowledge)
    if triage.disposition is Disposition.EMERGENCY:
        return Progress(len(steps), len(steps))
    safety = len(_safety_checklists(triage, asked, table, knowledge))
    ahead = len(steps) + basics + safety
    return Progress(len(steps), max(ahead, min(ahead + USUAL_CAUSE_SCREENS, MOST_SCREENS)))


def _safety_checklists(
    triage: Triage, asked: frozenset[str], table: Table, knowledge: Knowledge
) -> list[Screen]:
    """Return the checklists that could make this urgent or an emergency, the gravest kinds first."""
    soon = [flag for flag in triage.open if flag.disposition.is_soon]
    return _checklists(_wanted(soon, asked, table, knowledge), Stage.SAFETY, knowledge)


def _wanted(
    flags: Iterable[OpenFlag], asked: frozenset[str], table: Table, knowledge: Knowledge
) -> list[str]:
    """Return the least to ask next about open rules.

    A special finding waits for the general one that it implies: a "no" there answers both.
    """
    wanted = dict.fromkeys(
        key for flag in flags for key in next_asked_in(knowledge.red_flags[flag.id], table, knowledge, asked)
    )
    return [key for key in wanted if not set(knowledge.findings[key].implies) & set(wanted)]


def _cause_checklist(
    triage: Triage, asked: frozenset[str], table: Table, knowledge: Knowledge
) -> Screen | None:
    """Return the kind of question expected to change the answer most, if any is worth it."""
    worth = {key: shift for key, shift in expected_shift(table, knowledge).items() if key not in asked}
    for key in _wanted(triage.open, asked, table, knowledge):
        worth[key] = worth.get(key, 0) + WORTH_OF_A_LEVEL
    keys = [key for key, value in worth.items() if value >= SMALLEST_SHIFT]
    screens = _checklists(sorted(keys, key=lambda key: (-worth[key], key)), Stage.CAUSE, knowledge)
    value = {screen.id: sum(worth[key] for key in screen.asks) for screen in screens}
    best = max(screens, key=lambda screen: value[screen.id], default=None)
    return best if best is not None and value[best.id] >= SMALLEST_SCREEN else None


def _checklists(keys: Iterable[str], stage: Stage, knowledge: Knowledge) -> list[Screen]:
    """Lay questions out in checklists of one kind, at most eight each, in the order of the topics."""
    by_topic: dict[str, list[str]] = {}
    for key in keys:
        by_topic.setdefault(knowledge.findings[key].topic, []).append(key)
    screens = []
    for topic in sorted(by_topic, key=lambda topic: knowledge.topics[topic].order):
        place = columns(knowledge)
        for start in range(0, len(by_topic[topic]), LONGEST_CHECKLIST):
            asks = tuple(sorted(by_topic[topic][start : start + LONGEST_CHECKLIST], key=place.__getitem__))
            title, intro = knowledge.topics[topic].title, knowledge.topics[topic].intro
            screens.append(Screen(f"{stage.value}-{topic}-{asks[0]}", title, intro, asks, stage))
    return screens
