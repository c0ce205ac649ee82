"""Deleting for good: a person, or an account with everybody whom it keeps.

The audit log keeps ids, and nothing that tells whose they were.
"""

from typing import NamedTuple

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import AbstractBaseUser
from django.db import DEFAULT_DB_ALIAS, transaction

from lumbago.web.models import KeptAssessment, KeptCheckIn, empty_log
from lumbago.web.people.models import Person


class Held(NamedTuple):
    """How much goes with a person."""

    reports: int
    check_ins: int
    messages: int
    notes: int
    tasks: int
    accounts: int
    links: int


def held_of(person: Person) -> Held:
    """Count what goes with a person."""
    return Held(
        reports=person.kept.count(),
        check_ins=KeptCheckIn.objects.filter(kept__person=person).count(),
        messages=person.messages.count(),
        notes=person.notes.count(),
        tasks=person.tasks.count(),
        accounts=person.grants.open().count(),
        links=person.links.count(),
    )


def reports_of(*people: Person) -> list[str]:
    """Return the ids of what was kept of people: a browser lets go of what it has not sent of these."""
    return list(KeptAssessment.objects.filter(person__in=people).values_list("id", flat=True))


def delete_person(person: Person) -> None:
    """Delete a person with all that was kept of them, so that its words are in no file any more."""
    with transaction.atomic():
        person.delete()
        transaction.on_commit(lambda: empty_log(DEFAULT_DB_ALIAS))


def delete_account(account: AbstractBaseUser) -> None:
    """Delete an account, everybody whom it keeps, every place where it is signed in, and how it signed in.

    What it wrote about people whom others keep stays with those people, without its name.
    """
    name = account.get_username()
    with transaction.atomic():
        for person in account.people.all():
            delete_person(person)
        for session in UserSession.objects.filter(user=account):
            session.end()
        for kind in (AccessAttempt, AccessFailureLog, AccessLog):
            kind.objects.filter(username=name).delete()
        account.delete()
        transaction.on_commit(lambda: empty_log(DEFAULT_DB_ALIAS))
