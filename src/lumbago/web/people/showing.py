"""What every page knows of the people behind it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from lumbago.web.people.keeping import followed_by, people_of


def people(request: HttpRequest) -> dict[str, Any]:
    """Return whom this account or device keeps, and whom it follows; asked only by a page that shows them."""
    return {
        "my_people": SimpleLazyObject(lambda: list(people_of(request).prefetch_related("kept"))),
        "followed_people": SimpleLazyObject(lambda: list(followed_by(request).prefetch_related("kept"))),
        "role": getattr(request, "role", None),
    }
