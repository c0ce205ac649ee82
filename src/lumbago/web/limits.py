"""How often somebody may do what fills the database or takes long.

address -> the name of its limit in the settings, counted for every worker by the network it comes from
"""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lumbago.web.views import faults

LIMITED = MappingProxyType(
    {
        ("POST", "keep"): "keep",
        ("POST", "person-add"): "keep",
        ("GET", "summary-pdf"): "take_away",
        ("GET", "everything"): "take_away",
        ("GET", "tables"): "take_away",
    }
)
"""What is counted; the forms of accounts, wrong passwords and wrong codes have limits of their own."""


class LimitsMiddleware:
    """Stop whoever asks too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponse | None:
        """Count, and stop where it is too much."""
        address = request.resolver_match.url_name if request.resolver_match else ""
        limit = LIMITED.get((request.method, address))
        if limit is None or consume(request, action=limit):
            return None
        return faults.page(
            request,
            429,
            _("Too many tries"),
            _("From your network, this was asked for very often in a short time."),
            _("Wait some minutes, then try again. Your data is safe."),
        )
