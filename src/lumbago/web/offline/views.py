"""What makes the app installable and lets it work without a network: manifest, worker, and its own page."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lumbago.web.offline.worker import script

PAPER, ACCENT = "#fbf8f3", "#0c5f5a"
"""Of lumbago.css: --paper and --accent."""

ICONS = (
    ("icons/icon-192.png", "192x192", "image/png", "any"),
    ("icons/icon-512.png", "512x512", "image/png", "any"),
    ("icons/maskable-512.png", "512x512", "image/png", "maskable"),
    ("favicon.svg", "any", "image/svg+xml", "any"),
)

NOBODY = {"user": AnonymousUser(), "my_people": (), "followed_people": (), "has_people": False}
"""The page is kept for whoever comes next, so nothing of its reader may be on it."""


@cache_control(no_cache=True)
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the app is installed."""
    told = {
        "id": reverse("home"),
        "name": _("Lumbago: your back, day by day"),
        "short_name": "Lumbago",
        "description": _("Exercises, check-ins and how it goes, for a low back that has just gone."),
        "lang": get_language(),
        "start_url": reverse("home"),
        "scope": reverse("home"),
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": ACCENT,
        "icons": [
            {"src": static(file), "sizes": sizes, "type": kind, "purpose": purpose}
            for file, sizes, kind, purpose in ICONS
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@cache_control(no_cache=True)
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Hand out the worker; it lies at the top, so that it may answer for every page."""
    return HttpResponse(script(), content_type="text/javascript; charset=utf-8")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show what this device keeps and has not sent; also shown in place of a page that is not there."""
    return render(request, "offline/offline.html", NOBODY)
