"""The door for check-ins that were made without a network: /api/kept/<id>/check-ins.

Whose report it is has been settled by `people.guard` before; here a token is asked for as well. The two
say what a day holds in a few letters only, so that nothing private travels without need.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Status
from ninja.decorators import decorate_view
from ninja.errors import HttpError, ValidationError
from ninja.security import APIKeyCookie

from lumbago.errors import ReportError
from lumbago.web.languages import spoken
from lumbago.web.models import KeptAssessment
from lumbago.web.offline import syncing
from lumbago.web.offline.sent import Clashed, DayState, Refused, Sent, Taken
from lumbago.web.plain_faults import plain
from lumbago.web.views.interview import today as this_day

CODES = {
    400: "unreadable",
    403: "token",
    404: "unknown",
    405: "method",
    413: "too-large",
    422: "impossible",
}
REFUSED = dict.fromkeys((400, 404, 405, 413, 422), Refused)


class _Guarded(APIKeyCookie):
    """A cookie that the guard has looked at, and the token that no other site knows."""

    def authenticate(self, request: HttpRequest, key: str | None) -> str:
        return str(request.role.value)


class AccountCookie(_Guarded):
    """Of an account that is signed in; a change needs the header X-CSRFToken as well."""

    param_name = settings.SESSION_COOKIE_NAME


class DeviceCookie(_Guarded):
    """Of a device that keeps a person; a change needs the header X-CSRFToken as well."""

    param_name = settings.DEVICE_COOKIE_NAME


api = NinjaAPI(
    title="Lumbago",
    version="1",
    description=__doc__ or "",
    openapi_url=None,
    docs_url=None,
    auth=[AccountCookie(), DeviceCookie()],
)


@api.get(
    "/kept/{kept_id}/day/{on}",
    response={200: DayState, **REFUSED},
    url_name="sync-day",
    operation_id="day",
)
@decorate_view(never_cache)
def day(request: HttpRequest, kept_id: str, on: date) -> Any:
    """Return the digest of what a day holds, to base a check-in on, and a fresh token."""
    kept = get_object_or_404(KeptAssessment, id=kept_id)
    digest = syncing.digest_of(syncing.said_on(kept, on))
    return {"on": on, "today": this_day(), "based_on": digest, "csrf_token": get_token(request)}


@api.post(
    "/kept/{kept_id}/check-ins",
    response={200: Taken, 403: Refused, 409: Clashed, **REFUSED},
    url_name="sync-check-in",
    operation_id="check-in",
)
@decorate_view(never_cache)
def check_in(request: HttpRequest, kept_id: str, sent: Sent) -> Any:
    """Store what was said on a day. The same key twice is stored once, and answered alike.

    Where that day has changed since the page was made and the two do not agree, nothing is stored but each
    "yes" to a sign: the answer is 409 with both, and the person chooses.
    """
    kept = get_object_or_404(KeptAssessment, id=kept_id)
    try:
        return syncing.receive(kept, sent, today=this_day())
    except syncing.ClashError as clash:
        return Status(409, {"code": "clash", "detail": str(clash), "on": sent.on, **_beside(clash)})
    except syncing.RefusedError as refusal:
        return Status(422, {"code": refusal.code, "detail": str(refusal)})
    except ReportError as fault:
        told = plain(fault)
        detail = f"{told.field}: {told.problem} {told.remedy}"
        return Status(422, {"code": "impossible", "detail": detail})


def _beside(clash: syncing.ClashError) -> dict[str, Any]:
    return {
        "before": clash.before,
        "based_on": clash.based_on,
        "stored": [spoken().findings[key].sign for key in clash.stored],
        "clashes": [one._asdict() for one in clash.clashes],
    }


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe these two addresses for a program."""
    return JsonResponse(api.get_openapi_schema(path_prefix=reverse("api-root")))


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """422: name the fields, never what was in them."""
    places = {".".join(str(part) for part in one["loc"][1:3]) for one in fault.errors}
    detail = _("It cannot be read: %(fields)s.") % {"fields": ", ".join(sorted(filter(None, places)))}
    return refused(request, 422, detail)


@api.exception_handler(HttpError)
def unable(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """400 or 403: no JSON, or no token."""
    return refused(request, fault.status_code, str(fault))


@api.exception_handler(Http404)
def gone(request: HttpRequest, fault: Http404) -> HttpResponse:
    """404: deleted between the guard and here."""
    return refused(request, 404, _("There is no such report, or none that you may open."))


def refused(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """Return a refusal as every other is written."""
    return api.create_response(
        request, {"code": CODES.get(status, "refused"), "detail": detail}, status=status
    )
