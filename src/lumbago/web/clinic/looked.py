"""Who came to a person's pages, in words; and a line in the log for being seen in a list.

AuditEntry -> Look
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbago.web.people.models import AuditEntry, Person
from lumbago.web.people.rights import Role

IN_LIST = "clinic"
"""The act of seeing somebody in the list of a clinician; noted once a day."""

ACT_WORDS = MappingProxyType(
    {
        "kept": gettext_lazy("Look at an answer as it was given"),
        "kept-plan": gettext_lazy("Look at a plan"),
        "today": gettext_lazy("Look at Today"),
        "check-in": gettext_lazy("Look at the check-in"),
        "review": gettext_lazy("Look at how it goes"),
        "progress": gettext_lazy("Look at how it goes"),
        "exercises": gettext_lazy("Look at the exercises"),
        "week": gettext_lazy("Look at the week"),
        "print-week": gettext_lazy("Look at the week on paper"),
        "calendar": gettext_lazy("Fetch the calendar"),
        "calendar-feed": gettext_lazy("Fetch the calendar by a link"),
        "archive": gettext_lazy("Look at the earlier answers"),
        "rename": gettext_lazy("Look at the name"),
        "share": gettext_lazy("Look at who is let in"),
        "shared": gettext_lazy("Open a link"),
        "data": gettext_lazy("Look at the page of all data"),
        "everything": gettext_lazy("Fetch everything that is kept"),
        "tables": gettext_lazy("Fetch the tables"),
        "report-json": gettext_lazy("Fetch the answers"),
        "sync-day": gettext_lazy("Fetch the day, to use without a network"),
        "person-delete": gettext_lazy("Look at the page that deletes all"),
        "summary": gettext_lazy("Look at the summary"),
        "summary-pdf": gettext_lazy("Fetch the summary as a PDF"),
        "who-looked": gettext_lazy("Look at this list"),
        "messages": gettext_lazy("Look at the messages"),
        "clinic": gettext_lazy("See the name, level and pain in the clinic’s list"),
        "clinic-history": gettext_lazy("Look at the history"),
        "clinic-day": gettext_lazy("Look at one day of the history"),
        "clinic-notes": gettext_lazy("Look at the clinic’s notes"),
        "clinic-note-strike": gettext_lazy("Look at a note"),
        "clinic-tasks": gettext_lazy("Look at the clinic’s tasks"),
        "clinic-messages": gettext_lazy("Look at the messages of the clinic"),
    }
)
"""What a look at each address is called."""

CHANGE_WORDS = MappingProxyType(
    {
        "delete": gettext_lazy("Delete an answer"),
        "check-in": gettext_lazy("Check in"),
        "sync-check-in": gettext_lazy("Send a check-in that was made without a network"),
        "undo": gettext_lazy("Take a check-in back"),
        "medicines-today": gettext_lazy("Answer what decides which medicines are safe"),
        "feel": gettext_lazy("Say how an exercise went"),
        "week": gettext_lazy("Say what suits"),
        "rename": gettext_lazy("Change the name"),
        "share": gettext_lazy("Make a link"),
        "shared": gettext_lazy("Open a link"),
        "accept": gettext_lazy("Accept a link"),
        "claim": gettext_lazy("Move it into an account"),
        "person-add": gettext_lazy("Add the person"),
        "link-end": gettext_lazy("End a link"),
        "grant-end": gettext_lazy("Let somebody in no more"),
        "leave": gettext_lazy("Leave"),
        "person-delete": gettext_lazy("Delete everything"),
        "message-read": gettext_lazy("Mark a message as read"),
        "clinic-notes": gettext_lazy("Write a note"),
        "clinic-note-strike": gettext_lazy("Strike a note out"),
        "clinic-tasks": gettext_lazy("Write down a task"),
        "clinic-task-done": gettext_lazy("Mark a task as done"),
        "clinic-task-undo": gettext_lazy("Open a task again"),
        "clinic-messages": gettext_lazy("Write a message"),
    }
)
"""What a change by each address is called; noted when it is asked for, whether or not it was then made."""

OTHER_LOOK, OTHER_CHANGE = gettext_lazy("Look at a page"), gettext_lazy("Change something")
ROLE_WORDS = MappingProxyType(
    {
        Role.OWNER.value: gettext_lazy("owner"),
        Role.FOLLOWER.value: gettext_lazy("follower"),
        Role.CLINICIAN.value: gettext_lazy("clinician"),
        Role.GUEST.value: gettext_lazy("by a link"),
    }
)


class Look(NamedTuple):
    """One line of the log in words."""

    at: datetime
    who: str
    role: str
    what: str


def act_words(act: str, method: str) -> str:
    """Return what was done, in words."""
    if method in {"GET", "HEAD"}:
        return str(ACT_WORDS.get(act, OTHER_LOOK))
    return str(CHANGE_WORDS.get(act, OTHER_CHANGE))


def looks_of(entries: Sequence[AuditEntry], person: Person) -> list[Look]:
    """Put lines of the log of one person into words."""
    names = _names(entries, person)
    return [
        Look(
            entry.at,
            names.get(entry.by, _("Somebody who is not here any more")),
            str(ROLE_WORDS.get(entry.role, entry.role)),
            act_words(entry.act, entry.method),
        )
        for entry in entries
    ]


def note_seen(account: AbstractBaseUser, people: Iterable[UUID]) -> None:
    """Note that people were seen in a list, once a day for each."""
    by, today = (
        f"account:{account.pk}",
        timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0),
    )
    wanted = dict.fromkeys(people)
    seen = AuditEntry.objects.filter(by=by, act=IN_LIST, at__gte=today, person__in=list(wanted))
    for person in set(seen.values_list("person", flat=True)):
        wanted.pop(person, None)
    AuditEntry.objects.bulk_create(
        AuditEntry(by=by, role=Role.CLINICIAN.value, act=IN_LIST, method="GET", person=person)
        for person in wanted
    )


def _names(entries: Iterable[AuditEntry], person: Person) -> dict[str, str]:
    """Return names by what the log calls whoever came."""
    ids = {entry.by.partition(":")[2] for entry in entries if entry.by.startswith("account:")}
    accounts = get_user_model().objects.filter(pk__in=[id_ for id_ in ids if id_.isdecimal()])
    names = {f"account:{account.pk}": account.get_username() for account in accounts}
    names |= {f"link:{link.pk}": link.label or _("A link without a name") for link in person.links.all()}
    return {**names, "device": _("This device"), f"account:{person.owner_id}": _("You")}
