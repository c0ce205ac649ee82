"""Letting somebody in: links with a secret, what they turn into, and how all of it ends.

    person, kind -> link and its code, once;  code -> link, while it holds

Only the digest of a code is kept, so a copy of the database opens nothing. Ending takes effect at the next
request: nothing that was opened is remembered but the id of the link or grant, which is looked up each time.
"""

import secrets
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from lumbago.web.people.device import digest_of
from lumbago.web.people.models import Grant, GrantRole, LinkKind, Person, ShareLink

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters of a code, five bits each; none looks like another."""
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
GROUPS, IN_A_GROUP = 7, 4
"""A code has 140 bits, in groups that can be read aloud."""

CALENDAR_LASTS = timedelta(days=365)
MOST_LINKS = 20
"""Links of one person that may hold at a time."""

GRANTED = {LinkKind.FOLLOWER: GrantRole.FOLLOWER, LinkKind.CLINICIAN: GrantRole.CLINICIAN}
"""What a link turns into when an account accepts it."""


def new_code() -> str:
    """Return a new code, in groups, such as one may write on paper."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def read_code(typed: str) -> str:
    """Return the letters of a code however it was typed: small letters, blanks, or the whole link.

    Examples:
        >>> read_code("https://example.org/shared/#abcd-0ol1")
        'ABCD0011'
    """
    letters = typed.rpartition("#")[2].upper().translate(READ_AS)
    return "".join(letter for letter in letters if letter in LETTERS)


def make_link(person: Person, kind: LinkKind, label: str, lasting: timedelta) -> tuple[ShareLink, str]:
    """Make a link to a person.

    Returns:
        The link, and its code, which nobody can ever see again.
    """
    code = new_code()
    link = ShareLink.objects.create(
        person=person,
        kind=kind,
        label=label,
        digest=digest_of(read_code(code)),
        expires_at=timezone.now() + lasting,
    )
    return link, code


def open_links(person: Person) -> QuerySet[ShareLink]:
    """Return the links that hold."""
    return person.links.filter(ended_at__isnull=True, expires_at__gt=timezone.now())


def link_of_code(code: str, *kinds: LinkKind) -> ShareLink | None:
    """Return the link that a code opens; None for a wrong, an ended and an expired one alike."""
    digest = digest_of(read_code(code))
    link = ShareLink.objects.select_related("person").filter(digest=digest, kind__in=kinds).first()
    return link if link is not None and link.holds() else None


def count_opening(link: ShareLink) -> None:
    """Count that a link was opened once more."""
    ShareLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1)


def accept(link_id: str, account: AbstractBaseUser) -> Grant | None:
    """Let an account in by a link, which ends with it; None where it does not hold any more."""
    with transaction.atomic():
        link = ShareLink.objects.select_for_update().filter(pk=link_id, kind__in=GRANTED).first()
        if link is None or not link.holds() or link.person.owner_id == account.pk:
            return None
        grant, _ = Grant.objects.get_or_create(
            person=link.person, to=account, role=GRANTED[LinkKind(link.kind)], ended_at=None
        )
        ShareLink.objects.filter(pk=link.pk).update(ended_at=timezone.now(), opened=F("opened") + 1)
    return grant


def end_link(person: Person, link_id: str) -> None:
    """Take a link back."""
    person.links.filter(pk=link_id, ended_at__isnull=True).update(ended_at=timezone.now())


def end_grants(person: Person, **chosen: object) -> int:
    """End what still holds of a person's grants and fits; return how many."""
    return person.grants.open().filter(**chosen).update(ended_at=timezone.now())
