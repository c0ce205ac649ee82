"""Whether the pages belong to the demonstration, for the line that every page then begins with."""

from django.conf import settings
from django.http import HttpRequest


def banner(request: HttpRequest) -> dict[str, bool]:
    """Return what the outermost template asks."""
    return {"is_demonstration": settings.IS_DEMONSTRATION}
