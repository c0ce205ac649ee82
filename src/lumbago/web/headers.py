"""What every answer carries, besides what Django and the content policy add.

response -> the same, opened by no other site, kept by no cache where it may be somebody's
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
UNUSED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone",
    "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""What a browser can do and no page of ours asks for."""

PERMISSIONS = ", ".join(f"{one}=()" for one in UNUSED)
TELLING = ("text/html", "application/")
"""How the kinds of what may tell of a person begin."""


class HeadersMiddleware:
    """Refuse methods that nothing here has, and add headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.whose = (
            settings.SESSION_COOKIE_NAME,
            settings.ANSWER_COOKIE_NAME,
            settings.DEVICE_COOKIE_NAME,
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        is_taken = request.method in METHODS or request.path_info.startswith("/api/")  # it refuses in JSON
        response = self.get_response(request) if is_taken else HttpResponseNotAllowed(METHODS)
        response["Permissions-Policy"] = PERMISSIONS
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if self._may_be_of_somebody(request, response):
            add_never_cache_headers(response)
        return response

    def _may_be_of_somebody(self, request: HttpRequest, response: HttpResponse) -> bool:
        """Whether nobody said who may keep it, and whoever asked is not a stranger."""
        is_known = any(name in request.COOKIES or name in response.cookies for name in self.whose)
        is_told = response.get("Content-Type", "").startswith(TELLING)
        return is_known and is_told and "Cache-Control" not in response
