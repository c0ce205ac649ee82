"""The key of a device: a cookie that opens what was kept for this device only.

The instance keeps its digest alone, so a copy of the database opens nothing.
"""

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lumbago.web.people.models import Person

KEPT_FOR = 400 * 86_400
"""Seconds that a browser may keep a cookie at most."""


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def device_of(request: HttpRequest) -> str:
    """Return the digest of this device's key; empty where it has none."""
    key = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    return digest_of(key) if key else ""


def with_key(request: HttpRequest, new: str) -> tuple[str, str]:
    """Return this device's key and its digest.

    A key by which nobody is kept yet was not made here, or no longer counts: a cookie that somebody chose, so
    that they can guess it, opens nothing and is replaced.

    Args:
        request: With the cookie, if any.
        new: The key of a device that has none of ours.
    """
    known = device_of(request)
    if known and Person.objects.filter(device=known).exists():
        return request.COOKIES[settings.DEVICE_COOKIE_NAME], known
    return new, digest_of(new)


def remember(response: HttpResponse, key: str) -> None:
    """Give the key to the browser, or renew it."""
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        key,
        max_age=KEPT_FOR,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
