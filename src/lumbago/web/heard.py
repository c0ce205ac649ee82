"""What an interview in a browser has heard, page by page.

    pages, answers of one page -> pages;  a report -> pages

Nothing that was answered is ever dropped: every question stands on one page only, its last
answer counts until it is given again, and what no page can ask is kept beside the pages.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from lumbago.interview import Screen, Stage, Step, next_screen
from lumbago.interview.checklists import LONGEST_CHECKLIST
from lumbago.interview.choosing import BASICS
from lumbago.interview.medicines import MEDICINE_SCREENS, TAKEN
from lumbago.knowledge import Knowledge
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.schema import AskedOf
from lumbago.knowledge.table import columns
from lumbago.record.report import FRESH_DAYS
from lumbago.wording.language import say

FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    **{key: (key,) for screen in (*BASICS, *MEDICINE_SCREENS) for key in screen.asks},
    "onset_days": ("onset_days", "onset"),
}
"""The fields of a report that answer a question; any other question is a finding."""


@dataclass(frozen=True)
class Interview:
    """Where a person is in the questions.

    Attributes:
        on: Day on which it was started.
        pages: What each page asked and what was answered, in order; no question is on two pages.
        besides: What an opened report says that no page asks: signs, diagnoses.
    """

    on: date
    pages: tuple[Step, ...] = ()
    besides: Step | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """Everything that was said; this is what is assessed, and what decides the next question."""
        return ((self.besides,) if self.besides else ()) + self.pages

    def is_stale(self, today: date) -> bool:
        """Whether the answers are of an earlier day than one may rely on."""
        return bool(self.steps) and not timedelta(0) <= today - self.on <= timedelta(days=FRESH_DAYS)


def next_page(interview: Interview, knowledge: Knowledge) -> tuple[int, Screen | None]:
    """Return the place of the next open page, the first being 0, and its screen; None at the end.

    A page of measures that was left half answered is asked again where it stands.
    """
    screen = next_screen(interview.steps, knowledge, on=interview.on)
    asks = frozenset(screen.asks if screen else ())
    begun = (place for place, page in enumerate(interview.pages) if asks.intersection(page.asked))
    return next(begun, len(interview.pages)), screen


def screen_of(page: Step, knowledge: Knowledge) -> Screen:
    """Return the screen that asks again exactly what a page asked."""
    for screen in (*BASICS, *MEDICINE_SCREENS):
        if set(screen.asks) & set(page.asked):
            return replace(screen, asks=tuple(dict.fromkeys((*screen.asks, *page.asked))))
    topics = {knowledge.findings[key].topic for key in page.asked}
    title = _("More of what you said")
    intro = _("These answers came with your report. Change what is not right.")
    if len(topics) == 1:
        topic = knowledge.topics[topics.pop()]
        title, intro = topic.title, topic.intro
    stage = Stage.CAUSE if _warning_signs(knowledge).isdisjoint(page.asked) else Stage.SAFETY
    return Screen(f"again-{page.asked[0]}", title, intro, page.asked, stage)


def in_words(screen: Screen, knowledge: Knowledge) -> Screen:
    """Return a screen as a person reads it: its heading is that of the topic, or in the language spoken.

    Args:
        screen: As it was chosen.
        knowledge: In that language.
    """
    topics = {knowledge.findings[key].topic if key in knowledge.findings else "" for key in screen.asks}
    if len(topics) == 1 and "" not in topics:
        topic = knowledge.topics[topics.pop()]
        return replace(screen, title=topic.title, intro=topic.intro)
    return replace(screen, title=say(screen.title), intro=say(screen.intro))


def page_of_medicines(interview: Interview) -> int:
    """Return the place of the page about medicines; one past the last where there is none yet."""
    asked = (place for place, page in enumerate(interview.pages) if set(TAKEN.asks) & set(page.asked))
    return next(asked, len(interview.pages))


def with_page(interview: Interview, place: int, step: Step) -> Interview:
    """Return the interview after the answers of one page; nothing else that was said changes.

    An answer whose question no longer fits is kept as well, such as a pregnancy when the sex is
    corrected to male. We cannot know which of the two was the slip, and both may be true; a
    "yes" that stays can only ask someone to look sooner. Its page still shows it, to be changed.

    Args:
        interview: As it stands.
        place: Which page it is, the first being 0; one past the last adds a page.
        step: What was answered. What the page asked before and this leaves out stays as it was.
    """
    pages = [without(page, step.asked) for page in interview.pages]
    pages[place : place + 1] = [merged([*pages[place : place + 1], step])]
    besides = without(interview.besides, step.asked) if interview.besides else None
    return Interview(interview.on, tuple(page for page in pages if page.asked), besides)


def laid_out(on: date, fields: Mapping[str, Any], knowledge: Knowledge) -> Interview:
    """Return the interview that a report makes: what a person can answer on pages, the rest beside them."""
    known, place = knowledge.findings, columns(knowledge)
    keys = sorted(
        fields.get("findings", {}), key=lambda key: (knowledge.topics[known[key].topic].order, place[key])
    )
    asked = [key for key in keys if known[key].asked_of is AskedOf.PERSON]
    checklists = [asked[i : i + LONGEST_CHECKLIST] for i in range(0, len(asked), LONGEST_CHECKLIST)]
    said = Step((*(key for key, names in FIELDS_OF.items() if set(names) & set(fields)), *keys), fields)
    first, last = ([screen.asks for screen in screens] for screens in (BASICS, MEDICINE_SCREENS))
    pages = [only(said, keys) for keys in (*first, *checklists, *last)]
    rest = without(said, [key for page in pages for key in page.asked])
    return Interview(on, tuple(page for page in pages if page.asked), rest if rest.fields else None)


def merged(steps: Sequence[Step]) -> Step:
    """Return steps as one; the later answer wins."""
    asked = tuple(dict.fromkeys(key for step in steps for key in step.asked))
    fields: dict[str, Any] = {}
    findings: dict[str, bool] = {}
    for step in steps:
        fields.update(step.fields)
        findings.update(step.fields.get("findings", {}))
    return _step(asked, fields, findings)


def only(step: Step, keys: Collection[str]) -> Step:
    """Return the part of a step that answers these keys, and nothing else."""
    names = {name for key in keys for name in FIELDS_OF.get(key, ())}
    return _step(
        tuple(key for key in step.asked if key in keys),
        {name: value for name, value in step.fields.items() if name in names},
        {key: value for key, value in step.fields.get("findings", {}).items() if key in keys},
    )


def without(step: Step, keys: Collection[str]) -> Step:
    """Return everything a step says but the answers to these keys."""
    names = {name for key in keys for name in FIELDS_OF.get(key, ())}
    return _step(
        tuple(key for key in step.asked if key not in keys),
        {name: value for name, value in step.fields.items() if name not in names},
        {key: value for key, value in step.fields.get("findings", {}).items() if key not in keys},
    )


def _step(asked: tuple[str, ...], fields: Mapping[str, Any], findings: Mapping[str, bool]) -> Step:
    kept = {name: value for name, value in fields.items() if name != "findings"}
    return Step(asked, {**kept, "findings": dict(findings)} if findings else kept)


@lru_cache(maxsize=8)
def _warning_signs(knowledge: Knowledge) -> frozenset[str]:
    """Return the findings that a rule for urgent help looks at."""
    soon = (flag for flag in knowledge.red_flags.values() if flag.disposition.is_soon)
    return frozenset(key for flag in soon for key in findings_in(flag.when))
