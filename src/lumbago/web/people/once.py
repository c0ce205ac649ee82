"""What the form of one page makes is made once, however often a finger taps.

the key in a form -> the key of a new device, the id of a new person, the id of what is kept

A form has a key of its own before there is any cookie. All that it makes is worked out from that key, so that
whoever sends it a second time finds what the first made. The key itself opens nothing.
"""

from base64 import urlsafe_b64encode
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from lumbago.web.models import unguessable_id

FIELD = "key"
"""Name of the hidden field."""
SALT = "lumbago.once"
BYTES = 24
"""Of which 186 bits are kept: nobody guesses them."""


def new_form_key() -> str:
    """Return the key of a new form; signed, so that none but ours counts."""
    return Signer(salt=SALT).sign(unguessable_id())


def form_key_of(request: HttpRequest) -> str:
    """Return the key of the form that was sent; empty where it has none of ours."""
    try:
        return Signer(salt=SALT).unsign(request.POST.get(FIELD, ""))
    except BadSignature:
        return ""


def secret_from(form_key: str, *of: str) -> str:
    """Return a secret that is always the same for one form and one thing it makes; new luck without a key.

    A letter comes first: as an id in a table, "-" would make a formula of it.
    """
    if not form_key:
        return unguessable_id()
    return f"k{urlsafe_b64encode(_worked_out(form_key, of)[:BYTES]).decode()[1:]}"


def person_id_from(form_key: str, name: str, keeper: str) -> UUID | None:
    """Return the id of whom a form makes, under a name, for an account or device; None without a key."""
    if not form_key:
        return None
    return UUID(bytes=_worked_out(form_key, ("person", name, keeper))[:16], version=4)


def _worked_out(form_key: str, of: tuple[str, ...]) -> bytes:
    return salted_hmac(SALT, "\n".join((form_key, *of)), algorithm="sha256").digest()
