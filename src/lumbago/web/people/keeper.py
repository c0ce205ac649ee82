"""What the keeper of an instance does to accounts, from the command line of its machine.

name -> an account, or a new password for it

Passwords are made here and shown once: nobody chooses one for somebody else.
"""

import secrets
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from lumbago.errors import LumbagoError, UnknownIdError
from lumbago.web.people.deleting import delete_account

GROUPS, LETTERS = 6, 5
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike."""


class AccountError(LumbagoError):
    """An account that cannot be made."""


class Listed(NamedTuple):
    """One account, without anything of its people.

    Attributes:
        people: How many people it keeps.
        steps: Whether it asks for a second step.
    """

    name: str
    people: int
    has_two_steps: bool
    last_seen: str


def accounts() -> list[Listed]:
    """Return every account, by name."""
    users = get_user_model().objects.order_by("username")
    with_steps = set(Authenticator.objects.values_list("user_id", flat=True))
    return [
        Listed(
            user.get_username(),
            user.people.count(),
            user.pk in with_steps,
            f"{user.last_login:%Y-%m-%d}" if user.last_login else "never",
        )
        for user in users
    ]


def add(name: str) -> str:
    """Make an account; return its password.

    Raises:
        AccountError: When the name is taken or cannot be one.
    """
    users, password = get_user_model().objects, new_password()
    user = get_user_model()(username=name)
    user.set_password(password)
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as fault:
        raise AccountError(f"name: {' '.join(fault.messages)} Choose another name") from None
    if users.filter(username__iexact=name).exists():
        raise AccountError(f"name: there is an account {name!r} already. Choose another name")
    user.save()
    return password


def renew(name: str) -> str:
    """Give an account a new password, end its sessions, and take away its second step; return the password.

    Raises:
        UnknownIdError: When there is no such account.
    """
    user, password = _account(name), new_password()
    with transaction.atomic():
        user.set_password(password)
        user.save()
        Authenticator.objects.filter(user=user).delete()
        for session in UserSession.objects.filter(user=user):
            session.end()
    return password


def remove(name: str) -> None:
    """Delete an account and all its people, for good.

    Raises:
        UnknownIdError: When there is no such account.
    """
    delete_account(_account(name))


def new_password() -> str:
    """Return 148 bits of luck that can be read aloud."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))


def _account(name: str) -> AbstractBaseUser:
    users = get_user_model().objects
    user = users.filter(username__iexact=name).first()
    if user is None:
        known = list(users.values_list("username", flat=True))
        raise UnknownIdError(name, [one for one in known if one[:2] == name[:2]], kinds="accounts")
    return user
