"""Choose the next screen: safety first, then what is expected to move the answer most.

    steps -> Screen, or None when more questions would change nothing

Every finding that could still make the disposition more urgent is asked before any
question about the cause. An emergency ends the interview: there is nothing to add to it.
Which medicines are safe is asked only of those who want to know, and need not be seen soon.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from lumbago.diagnosis import expected_shift
from lumbago.interview.checklists import general_first, laid_out_in_checklists
from lumbago.interview.medicines import medicine_screens
from lumbago.interview.steps import Screen, Stage, Step, asked_in, history_of
from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.table import Table
from lumbago.record import Disposition, History, OpenFlag, Triage
from lumbago.triage import next_asked_in, screen_row

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

REMEMBERED = 256
"""Interviews of which the last pages are kept at hand; each takes a few kilobytes."""


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
    so_far = _standing(_Said(tuple(steps), on, repr(steps)), knowledge)
    if so_far.triage.disposition is Disposition.EMERGENCY:
        return None
    if urgent := (*so_far.safety, *so_far.medicines):
        return urgent[0]
    return _cause_checklist(so_far, asked, knowledge) if len(steps) < MOST_SCREENS else None


def progress(steps: Sequence[Step], knowledge: Knowledge, *, on: date) -> Progress:
    """Return how many screens were answered, and how many there may be in all."""
    asked = asked_in(steps)
    basics = sum(not asked.issuperset(screen.asks) for screen in BASICS)
    so_far = _standing(_Said(tuple(steps), on, repr(steps)), knowledge)
    if so_far.triage.disposition is Disposition.EMERGENCY:
        return Progress(len(steps), len(steps))
    ahead = len(steps) + basics + len(so_far.safety) + len(so_far.medicines)
    usual = 0 if so_far.medicines else USUAL_CAUSE_SCREENS
    return Progress(len(steps), max(ahead, min(ahead + usual, MOST_SCREENS)))


@dataclass(frozen=True)
class _Said:
    """What was heard up to a day; the same when it reads the same."""

    steps: tuple[Step, ...] = field(compare=False)
    on: date
    written: str


@dataclass(frozen=True)
class _Standing:
    """What follows from what was heard, and what must still be asked."""

    table: Table
    triage: Triage
    safety: list[Screen]
    medicines: list[Screen]


@lru_cache(maxsize=REMEMBERED)
def _standing(said: _Said, knowledge: Knowledge) -> _Standing:
    """Return where an interview stands; a page asks this three times, and rules take their time."""
    asked, history = asked_in(said.steps), history_of(said.steps, on=said.on)
    table = tabulate([history], knowledge)
    triage = screen_row(table, knowledge)
    if triage.disposition is Disposition.EMERGENCY:
        return _Standing(table, triage, [], [])
    safety = _safety_checklists(triage, asked, table, knowledge)
    return _Standing(table, triage, safety, _medicine_screens(history, triage, asked, knowledge))


def _medicine_screens(
    history: History, triage: Triage, asked: frozenset[str], knowledge: Knowledge
) -> list[Screen]:
    """Return what medicines still need to be checked; nothing where an alarm comes first."""
    return [] if triage.disposition.is_soon else medicine_screens(history, asked, knowledge)


def _safety_checklists(
    triage: Triage, asked: frozenset[str], table: Table, knowledge: Knowledge
) -> list[Screen]:
    """Return the checklists that could make this urgent or an emergency, the gravest kinds first."""
    soon = [flag for flag in triage.open if flag.disposition.is_soon]
    return laid_out_in_checklists(wanted(soon, asked, table, knowledge), Stage.SAFETY, knowledge)


def wanted(flags: Iterable[OpenFlag], asked: frozenset[str], table: Table, knowledge: Knowledge) -> list[str]:
    """Return the least to ask next about open rules."""
    wanted = dict.fromkeys(
        key for flag in flags for key in next_asked_in(knowledge.red_flags[flag.id], table, knowledge, asked)
    )
    return general_first(wanted, knowledge)


def _cause_checklist(so_far: _Standing, asked: frozenset[str], knowledge: Knowledge) -> Screen | None:
    """Return the kind of question expected to change the answer most, if any is worth it."""
    worth = {key: shift for key, shift in expected_shift(so_far.table, knowledge).items() if key not in asked}
    for key in wanted(so_far.triage.open, asked, so_far.table, knowledge):
        worth[key] = worth.get(key, 0) + WORTH_OF_A_LEVEL
    keys = [key for key, value in worth.items() if value >= SMALLEST_SHIFT]
    by_worth = sorted(keys, key=lambda key: (-worth[key], key))
    screens = laid_out_in_checklists(by_worth, Stage.CAUSE, knowledge)
    value = {screen.id: sum(worth[key] for key in screen.asks) for screen in screens}
    best = max(screens, key=lambda screen: value[screen.id], default=None)
    return best if best is not None and value[best.id] >= SMALLEST_SCREEN else None
