"""Refuse a body that is larger, or slower, than any honest report."""

from collections.abc import Callable
from threading import Thread
from time import monotonic
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse, UnreadablePostError

from lumbago.record import LARGEST_REPORT
from lumbago.web.views.faults import too_large

LARGEST_BODY = 4 * LARGEST_REPORT
"""Bytes: the longest report, four bytes a character, and a form around it would still be odd."""

DRAINED = 128_000_000
"""Bytes read and thrown away so that a browser sees our answer instead of a broken connection."""

PATIENCE = 30.0
"""Seconds that a body may take: it holds a thread meanwhile, and granian itself would wait for ever."""

CHUNK = 65_536


class Body(Protocol):
    """What a server gives us to read a body from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes; it may block."""

    def readline(self, size: int = -1, /) -> bytes:
        """Return at most one line; it may block."""


class TimelyBody:
    """A body that stops when its time is up."""

    def __init__(self, body: Body, seconds: float = PATIENCE) -> None:
        self._body, self._until = body, monotonic() + seconds

    def read(self, size: int = -1) -> bytes:
        """Return at most so many bytes.

        Raises:
            TimeoutError: When they do not come in time.
        """
        return self._waited_for(self._body.read, size)

    def readline(self, size: int = -1) -> bytes:
        """Return at most one line; as `read`."""
        return self._waited_for(self._body.readline, size)

    def _waited_for(self, read: Callable[[int], bytes], size: int) -> bytes:
        """Wait in a thread of its own; it ends when the server closes the connection after our answer."""
        came: list[bytes] = []
        waiting = Thread(target=lambda: came.append(read(size)), daemon=True)
        waiting.start()
        waiting.join(max(0.0, self._until - monotonic()))
        if not came:
            raise TimeoutError(f"the body did not come within {PATIENCE:g} seconds")
        return came[0]


def in_time(application: Callable[..., Any]) -> Callable[..., Any]:
    """Serve an application that waits for no body longer than `PATIENCE`."""

    def respond(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        return application({**environ, "wsgi.input": TimelyBody(environ["wsgi.input"])}, start_response)

    return respond


def refuse_large_uploads(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 413 to a body over the limit."""

    def respond(request: HttpRequest) -> HttpResponse:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size <= LARGEST_BODY:
            return get_response(request)
        _drain(request, min(size, DRAINED))
        return too_large(request, limit=LARGEST_REPORT)

    return respond


def _drain(request: HttpRequest, left: int) -> None:
    try:
        while left > 0 and (chunk := request.read(min(CHUNK, left))):
            left -= len(chunk)
    except UnreadablePostError:
        return
