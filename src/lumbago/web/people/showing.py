"""What every page knows of the people behind it."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from lumbago.web.people.device import device_of
from lumbago.web.people.keeping import followed_by, people_of, with_days
from lumbago.web.people.models import Grant, GrantRole
from lumbago.web.people.rights import Role


def people(request: HttpRequest) -> dict[str, Any]:
    """Return whom this account or device keeps, and whom it follows; asked only by a page that shows them."""
    return {
        "my_people": SimpleLazyObject(lambda: list(with_days(people_of(request)))),
        "followed_people": SimpleLazyObject(lambda: list(with_days(followed_by(request)))),
        "has_people": SimpleLazyObject(lambda: _has_people(request)),
        "has_clinic": SimpleLazyObject(lambda: _has_clinic(request)),
        "role": getattr(request, "role", None),
        "sends_email": not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"),
    }


def _has_people(request: HttpRequest) -> bool:
    """Whether "My people" leads anywhere; no page fails for want of that link, that of a fault least."""
    if not hasattr(request, "user"):  # refused before anybody was recognised
        return False
    if getattr(request, "role", None) is Role.OWNER and request.person.device == device_of(request):
        return True
    try:
        return people_of(request).exists() or followed_by(request).exists()
    except DatabaseError:
        return False


def _has_clinic(request: HttpRequest) -> bool:
    """Whether "Clinic" leads anywhere: somebody lets this account in as a clinician."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    try:
        return Grant.objects.open().filter(to=user, role=GrantRole.CLINICIAN).exists()
    except DatabaseError:
        return False
