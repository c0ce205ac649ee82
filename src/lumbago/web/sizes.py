"""Refuse a body that is larger than any honest report, before anything reads it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lumbago.record import LARGEST_REPORT
from lumbago.web.views.faults import too_large

LARGEST_BODY = 4 * LARGEST_REPORT
"""Bytes: the longest report, four bytes a character, and a form around it would still be odd."""

DRAINED = 32_000_000
"""Bytes read and thrown away so that a browser sees our answer instead of a broken connection."""

CHUNK = 65_536


def refuse_large_uploads(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 413 to a body over the limit."""

    def respond(request: HttpRequest) -> HttpResponse:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size <= LARGEST_BODY:
            return get_response(request)
        left = min(size, DRAINED)
        while left > 0 and (chunk := request.read(min(CHUNK, left))):
            left -= len(chunk)
        return too_large(request, limit=LARGEST_REPORT)

    return respond
