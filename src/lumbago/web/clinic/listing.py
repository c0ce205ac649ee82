"""The people who let a clinician in, those first who want a look.

account -> rows
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lumbago.knowledge import Knowledge
from lumbago.record import Going
from lumbago.record.report import FRESH_DAYS
from lumbago.web.clinic.foremost import ALARMS, COLUMNS, foremost, level_of
from lumbago.web.clinic.standing import bring_up_to_date
from lumbago.web.clinic.words import (
    GOING_WORDS,
    LEVELS,
    NOTHING_KEPT,
    SHAPES,
    going_name,
    level_name,
)
from lumbago.web.models import KeptAssessment, KeptCheckIn
from lumbago.web.people.models import Grant, GrantRole, Person

QUIET_DAYS = 7
"""Days without a check-in from which somebody is called quiet."""

SHOWN = MappingProxyType(
    {
        "": _("Everybody"),
        "alert": _("Alarms"),
        "stalled": _("Stalled or flaring"),
        "quiet": _("No check-in for 7 days"),
        "tasks": _("Open tasks"),
    }
)
"""Filters by the word of an address, which says nothing of anybody's health."""

STALLS = frozenset({Going.STALLED.value, Going.FLARE.value, Going.RECURRENCE.value})
_PLACE_OF_LEVEL = {level: place for place, level in enumerate(LEVELS)}
_PLACE_OF_GOING = {going: place for place, going in enumerate(GOING_WORDS)}


@dataclass(frozen=True)
class Row:
    """One person of a list.

    Attributes:
        person: Their id.
        name: What they are called.
        kept: Id of the kept report that counts, see `foremost`; empty without one.
        level: Level that is shown, one of `words.LEVELS`.
        going: How it goes, one of `words.GOING_WORDS`.
        nprs: Pain that was stated last.
        on: Day of the last thing said.
        days: Days since then.
        tasks: Open tasks.
        late: Open tasks that were due before today.
    """

    person: UUID
    name: str
    kept: str = ""
    level: str = NOTHING_KEPT
    going: str = "none"
    nprs: int | None = None
    on: date | None = None
    days: int | None = None
    tasks: int = 0
    late: int = 0

    @property
    def level_words(self) -> str:
        """The level in words."""
        return level_name(self.level)

    @property
    def going_words(self) -> str:
        """How it goes in words."""
        return going_name(self.going, self.level)

    @property
    def is_old(self) -> bool:
        """Whether warning signs were not asked about since: a "no" holds for its day."""
        return self.days is not None and self.days > FRESH_DAYS

    @property
    def shape(self) -> str:
        """Picture beside the level; an answer of another day gets no tick."""
        return "open" if self.is_old and self.level not in ALARMS else SHAPES.get(self.level, "open")


def rows_of(account: AbstractBaseUser, knowledge: Knowledge, *, today: date) -> tuple[list[Row], int]:
    """Return everybody who lets an account in as a clinician, those first who want a look.

    Returns:
        The rows, and how many reviews are still to be worked out.
    """
    people = _people(account, today)
    kept = KeptAssessment.objects.filter(person__in=[one["id"] for one in people])
    left = bring_up_to_date(kept.values_list("pk", flat=True), knowledge, today=today)
    standings = _standings(kept)
    rows = [_row(person, standings.get(person["id"], ()), today) for person in people]
    return sorted(rows, key=_order), left


def standing_of(person: Person, knowledge: Knowledge, *, today: date) -> Row | None:
    """Return how one person stands, with how it goes; None where nothing was kept of them."""
    row = spoken_in(person, knowledge, today=today)
    if row is None or row.going:
        return row
    bring_up_to_date([row.kept], knowledge, today=today)
    return spoken_in(person, knowledge, today=today)


def spoken_in(person: Person, knowledge: Knowledge, *, today: date) -> Row | None:
    """Return the same at once: how it goes is left out where nobody worked it out yet."""
    bring_up_to_date(person.kept.values_list("pk", flat=True), knowledge, today=today, reviews=0)
    counted = {"id": person.pk, "name": person.name, "open_tasks": 0, "late_tasks": 0}
    row = _row(counted, _standings(person.kept).get(person.pk, ()), today)
    return row if row.kept else None


def chosen(rows: Iterable[Row], show: str, name: str) -> list[Row]:
    """Return the rows that a filter and a part of a name leave."""
    keep = {
        "alert": lambda row: row.level in ALARMS,
        "stalled": lambda row: row.going in STALLS,
        "quiet": lambda row: row.days is None or row.days >= QUIET_DAYS,
        "tasks": lambda row: row.tasks > 0,
    }.get(show, lambda row: True)
    part = name.strip().casefold()
    return [row for row in rows if keep(row) and part in row.name.casefold()]


def alarm_beside(kept: KeptAssessment, knowledge: Knowledge, *, today: date) -> KeptAssessment | None:
    """Return another report of the same person with an alarm that still holds; None where there is none."""
    if not KeptAssessment.objects.filter(person=kept.person_id).exclude(pk=kept.pk).exists():
        return None
    row = spoken_in(kept.person, knowledge, today=today)
    if row is None or row.level not in ALARMS or row.kept == kept.pk:
        return None
    return KeptAssessment.objects.defer("assessment").filter(pk=row.kept).first()


def _grants(account: AbstractBaseUser) -> QuerySet[Grant]:
    return Grant.objects.open().filter(to=account.pk, role=GrantRole.CLINICIAN)


def _standings(kept: QuerySet[KeptAssessment]) -> dict[UUID, list[dict[str, Any]]]:
    """Return how every kept report stands, by person."""
    found: dict[UUID, list[dict[str, Any]]] = {}
    columns = (f"standing__{name}" for name in COLUMNS)
    has_check_ins = Exists(KeptCheckIn.objects.filter(kept=OuterRef("pk")))
    rows = kept.annotate(has_check_ins=has_check_ins)
    for one in rows.values("pk", "person_id", "kept_at", "has_check_ins", *columns):
        found.setdefault(one["person_id"], []).append(one)
    return found


def _people(account: AbstractBaseUser, today: date) -> list[dict[str, Any]]:
    is_open = Q(tasks__done_at__isnull=True, tasks__isnull=False)
    people = Person.objects.filter(pk__in=_grants(account).values("person"))
    counted = people.annotate(
        open_tasks=Count("tasks", filter=is_open),
        late_tasks=Count("tasks", filter=is_open & Q(tasks__due__lt=today)),
    )
    return list(counted.values("id", "name", "open_tasks", "late_tasks"))


def _row(person: dict[str, Any], standings: Iterable[dict[str, Any]], today: date) -> Row:
    tasks = {"tasks": person["open_tasks"], "late": person["late_tasks"]}
    last = foremost(standings)
    if last is None:
        return Row(person["id"], person["name"], **tasks)
    on = last["standing__on"]
    return Row(
        person=person["id"],
        name=person["name"],
        kept=last["pk"],
        level=level_of(last),
        going=last["standing__going"] or "",
        nprs=last["standing__nprs"],
        on=on,
        days=None if on is None else max(0, (today - on).days),
        **tasks,
    )


def _order(row: Row) -> tuple[Any, ...]:
    silence = row.days if row.days is not None else 10**6
    return _PLACE_OF_LEVEL[row.level], _PLACE_OF_GOING[row.going], -silence, row.name.casefold()
