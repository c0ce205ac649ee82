"""Make the people of the demonstration in an empty database, as the web app itself would have kept them.

cast, today -> accounts, people, reports, check-ins, a clinician's notes and tasks
"""

import secrets
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from lumbago.care import assess, train
from lumbago.interview.choosing import wanted
from lumbago.interview.medicines import medicine_screens
from lumbago.interview.new_signs import new_signs
from lumbago.interview.steps import TAKES_MEDICINE
from lumbago.knowledge import Knowledge, current, tabulate
from lumbago.record import History, Programme
from lumbago.record.reading import history_from
from lumbago.triage import screen_row
from lumbago.web import actions
from lumbago.web.clinic.models import Message, MessageTemplate, Note, Task
from lumbago.web.demo.cast import Story, cast
from lumbago.web.demo.courses import Lived, live
from lumbago.web.followed import history_of
from lumbago.web.models import KeptAssessment
from lumbago.web.people.models import Grant, GrantRole, Person
from lumbago.web.views.interview import today as this_day
from lumbago.web.views.results import answered

SEED = 6
"""What fixes the days of the demonstration."""

OWNER, CLINICIAN = "demo", "clinic"
SYLLABLES = 8
"""Of 75 each: 50 bits, for an instance of invented people."""

TOLD = (
    "age",
    "sex",
    "onset_days",
    "nprs",
    "pain_map",
    "weight_kg",
    "pregnancy_weeks",
    "medicines",
    "allergies",
)
"""Fields of a story that are fields of a report as well."""

RMDQ_DAYS = 7
"""Days between Roland-Morris questionnaires."""

HARD_NPRS = 6
"""From this pain on an exercise is felt as too hard."""


def demonstration(watch: Callable[[int, int], None], *, today: date | None = None) -> str:
    """Make everybody, and return how to sign in.

    Args:
        watch: Told how many people are made, and of how many.
        today: The day that days are counted back from; that of this machine where it is not given.
    """
    passwords = {name: _password() for name in (OWNER, CLINICIAN)}
    users = get_user_model().objects
    owner, clinician = (users.create_user(name, password=passwords[name]) for name in (OWNER, CLINICIAN))
    everybody = cast()
    for template in everybody.template:
        MessageTemplate.objects.create(author=clinician, title=template.title, text=template.text)
    for number, story in enumerate(everybody.story, start=1):
        person = make(story, owner, on=today or this_day(), seed=SEED + number)
        _cared_for(person, story, clinician, today or this_day())
        watch(number, len(everybody.story))
    return _told(passwords)


@transaction.atomic
def make(story: Story, owner: Any, *, on: date, seed: int) -> Person:
    """Make one person with a report and the check-ins after it.

    Args:
        story: Who.
        owner: The account that keeps them.
        on: Today.
        seed: What fixes their days.
    """
    knowledge = current()
    person = Person.objects.create(name=story.name, owner=owner)
    began = on - timedelta(days=story.since)
    kept = actions.keep(answered(first_report(story, knowledge, on=began)), person)
    if story.days and knowledge.recovery is not None:
        _live(kept, story, live(story, knowledge.recovery, seed=seed), began)
    then = timezone.now() - timedelta(days=story.since)
    KeptAssessment.objects.filter(pk=kept.pk).update(kept_at=then)
    Person.objects.filter(pk=person.pk).update(made_at=then)
    return person


def first_report(story: Story, knowledge: Knowledge, *, on: date) -> History:
    """Return what a person said at first: every question that could still change what they are told."""
    fields: dict[str, Any] = {
        "on": on,
        "findings": dict.fromkeys(story.yes, True) | {TAKES_MEDICINE: bool(story.medicines)},
        "preferences": {"minutes_per_day": story.minutes, "equipment": story.equipment, "fitness": "some"},
        **{name: getattr(story, name) for name in TOLD if getattr(story, name) is not None},
    }
    asked = {"medicines", "allergies", *story.unsure, *fields["findings"]}
    while True:
        history = history_from(fields, today=on)
        open_now = [key for key in _open(history, frozenset(asked), knowledge) if key not in asked]
        if not open_now:
            return history
        asked.update(open_now)
        fields["findings"] |= dict.fromkeys((key for key in open_now if key in knowledge.findings), False)


def _open(history: History, asked: frozenset[str], knowledge: Knowledge) -> Iterator[str]:
    """Yield what could still change triage, medicines or exercises; the next kind when one is done."""
    table = tabulate([history], knowledge)
    signs = wanted(screen_row(table, knowledge).open, asked, table, knowledge)
    yield from signs
    if not signs:
        screens = medicine_screens(history, asked, knowledge)
        yield from (key for screen in screens for key in screen.asks)
        programme = train(assess(history, knowledge), knowledge).programme
        yield from programme.unasked if programme else ()


def _live(kept: KeptAssessment, story: Story, lived: Lived, began: date) -> None:
    """Check in on the days of a story; a programme is prescribed anew when its week is over."""
    luck = np.random.default_rng([SEED, *story.name.encode()])
    programme: Programme | None = None
    for day in story.days:
        on = began + timedelta(days=day)
        todays = [one.exercise for one in programme.on(on)] if programme else []
        done = [exercise for exercise in todays if luck.random() < story.trains]
        said = _said(story, lived, day) | {"done": done, "felt": _felt(done[:2], lived.nprs[day], luck)}
        history = history_of(kept, today=on)
        signs = dict.fromkeys(new_signs(history, current(), on=on), False)
        there = dict.fromkeys(story.signs.get(story.since - day, ()), True)
        actions.check_in(kept, {**said, "findings": signs | there}, on=on)
        if story.trains and not (programme and on + timedelta(days=story.every) in programme.week_days):
            programme = train(assess(history_of(kept, today=on), current()), current(), on=on).programme


def _said(story: Story, lived: Lived, day: int) -> dict[str, Any]:
    said: dict[str, Any] = {"nprs": lived.nprs[day], "activity": lived.activity[day]}
    return said | ({"rmdq_percent": lived.rmdq_percent[day]} if day % RMDQ_DAYS < story.every else {})


def _felt(done: list[str], nprs: int, luck: np.random.Generator) -> list[dict[str, Any]]:
    effort = "too-hard" if nprs >= HARD_NPRS else "right"
    hurt = [max(0, nprs - int(luck.integers(0, 3))) for _ in done]
    return [
        {"exercise": exercise, "could_do": True, "hurt": pain, "effort": effort}
        for exercise, pain in zip(done, hurt, strict=True)
    ]


def _cared_for(person: Person, story: Story, clinician: Any, today: date) -> None:
    """Let the clinician in, and write what the clinician wrote."""
    Grant.objects.create(person=person, to=clinician, role=GrantRole.CLINICIAN)
    if story.note:
        Note.objects.create(person=person, author=clinician, text=story.note)
    if story.task:
        due = today + timedelta(days=story.task_in)
        Task.objects.create(person=person, author=clinician, text=story.task, due=due)
    if story.message:
        Message.objects.create(person=person, author=clinician, text=story.message)


def _password() -> str:
    """Return a password that can be read aloud and typed on a telephone."""
    spoken = [secrets.choice("bdfghklmnprstvz") + secrets.choice("aeiou") for _ in range(SYLLABLES)]
    return "-".join("".join(spoken[at : at + 2]) for at in range(0, SYLLABLES, 2))


def _told(passwords: dict[str, str]) -> str:
    people = "\n".join(f"  {story.name:<8} {story.told}" for story in cast().story)
    return (
        f"\nDemonstration. These people are invented; their days are simulated:\n{people}\n\n"
        f"  Sign in as {OWNER:<7} password {passwords[OWNER]}   keeps all of them\n"
        f"  Sign in as {CLINICIAN:<7} password {passwords[CLINICIAN]}   is their clinician\n\n"
        "All of it is in a temporary folder, and gone when you stop.\n"
    )
