"""What answers carry for a device that may lose its network.

    Offline-Whose   letters that change with the account, the device or the language: copies of others go
    Offline-Day     on the pages that an owner may keep: the day they are of
    Offline-Person  on those of a report: letters that tell whose it is from others
    Offline-Alarm   on those that show what comes before everything else: calm copies of that person go
    Clear-Site-Data when somebody signed out

Below /api/ what was refused is told as JSON, whoever refused it.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.db import DatabaseError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from lumbago.web.people.device import device_of
from lumbago.web.people.keeping import followed_by
from lumbago.web.people.rights import Role
from lumbago.web.views.interview import today

KEPT_PAGES = ("today", "exercises", "week", "check-in", "progress", "kept-plan")
"""Pages of a kept report that work without a network."""

FIRST_PAGE = "home"
"""It leads to them, and may be kept by who follows nobody: it names whom one follows."""

ALARM = "Offline-Alarm"
"""Set by whoever shows an alarm."""

JSON = "application/json"


def marking_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Mark what is sent to a browser."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith("/api/"):
            return response if response["Content-Type"].startswith(JSON) else _told_in_json(response)
        if response.get("Content-Type", "").startswith("text/html"):
            _mark(request, response)
        if getattr(request, "has_signed_out", False):
            response["Clear-Site-Data"] = '"cache"'
        return response

    return respond


def whose(request: HttpRequest) -> str:
    """Return letters that tell one reader of this browser from the next, and nothing else about them."""
    user = getattr(request, "user", None)
    who = user.pk if user is not None and user.is_authenticated else ""
    return _letters(f"{who}|{device_of(request)}|{getattr(request, 'LANGUAGE_CODE', '')}")


def _letters(told: str) -> str:
    return salted_hmac("lumbago.offline", told, algorithm="sha256").hexdigest()[:16]


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether a device may keep a copy: the owner's own pages, as they are when all is well."""
    name = request.resolver_match.url_name if request.resolver_match else None
    if request.method != "GET" or response.status_code != 200:
        return False
    if name == FIRST_PAGE:
        return not followed_by(request).exists()
    return name in KEPT_PAGES and getattr(request, "role", None) is Role.OWNER


def _mark(request: HttpRequest, response: HttpResponse) -> None:
    try:
        response["Offline-Whose"] = whose(request)
    except DatabaseError:  # the page of that fault has to come through
        return
    patch_vary_headers(response, ("Cookie",))
    if may_be_kept(request, response):
        response["Offline-Day"] = today().isoformat()
        if person := getattr(request, "person", None):
            response["Offline-Person"] = _letters(f"person {person.pk}")


def _told_in_json(response: HttpResponse) -> HttpResponse:
    details = {
        404: ("unknown", _("There is no such report, or none that you may open.")),
        405: ("method", _("This address does not take that.")),
        413: ("too-large", _("That is larger than any check-in.")),
    }
    other = ("fault", _("This did not work. It is not stored; try again later."))
    code, detail = details.get(response.status_code, other)
    told = JsonResponse({"code": code, "detail": detail}, status=response.status_code)
    if "allow" in response:
        told["allow"] = response["allow"]
    add_never_cache_headers(told)
    return told


@receiver(user_logged_out)
def _signed_out(request: HttpRequest | None = None, **named: Any) -> None:
    if request is not None:
        request.has_signed_out = True


def page_paths() -> list[str]:
    """Return the kept pages below the address of a kept report; the short day is one of its own."""
    start = reverse("kept", args=["-"])
    paths = [reverse(name, args=["-"]).removeprefix(start) for name in KEPT_PAGES]
    return [*paths, f"{reverse('exercises', args=['-']).removeprefix(start)}?show=short"]
