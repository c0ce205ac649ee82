"""Whoever was handed a link comes in here: to look, to accept, or to fetch the calendar."""

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lumbago.web.languages import spoken
from lumbago.web.people import sharing
from lumbago.web.people.forms import CodeForm
from lumbago.web.people.guard import OPENED, ROLES, note
from lumbago.web.people.models import AuditEntry, GrantRole, LinkKind, ShareLink
from lumbago.web.people.rights import Role
from lumbago.web.views import faults, training
from lumbago.wording.sheets import calendar_of

WRONG_CODES = "shared"
"""Name of the limit in the settings."""
OFFERED = "offered"
"""Where a session keeps the id of the link that it may accept."""
ICALENDAR = "text/calendar; charset=utf-8"
MOST_OPENED = 20
"""Links that a session remembers."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a link, and open it. A wrong, an ended and an expired one look the same."""
    if request.method != "POST":
        return render(request, "people/shared.html", {"form": CodeForm()})
    if not consume(request, action=WRONG_CODES, dry_run=True):
        return _too_often(request)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return render(request, "people/shared.html", {"form": form, "faults": form.faults()}, status=400)
    link = sharing.link_of_code(form.cleaned_data["code"], LinkKind.LOOK, *sharing.GRANTED)
    if link is None:
        consume(request, action=WRONG_CODES)
        return render(request, "people/shared.html", {"form": form, "opens_nothing": True}, status=404)
    request.session.cycle_key()  # whoever knew this session before does not come in by it
    return _looked(request, link) if link.kind == LinkKind.LOOK else _offered(request, link)


def _looked(request: HttpRequest, link: ShareLink) -> HttpResponse:
    others = [one for one in request.session.get(OPENED, ()) if one != str(link.pk)]
    request.session[OPENED] = [*others, str(link.pk)][-MOST_OPENED:]
    sharing.count_opening(link)
    note(request, "shared", Role.GUEST, link.person, link)
    return redirect("summary", person_id=link.person_id)


def _offered(request: HttpRequest, link: ShareLink) -> HttpResponse:
    request.session[OFFERED] = str(link.pk)
    return redirect("accept")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Ask the account that came by a link whether it accepts, and let it in."""
    link = ShareLink.objects.select_related("person").filter(pk=request.session.get(OFFERED)).first()
    if link is None or not link.holds():
        shown = {"form": CodeForm(), "opens_nothing": True}
        return render(request, "people/shared.html", shown, status=404)
    if request.user.is_authenticated and link.person.owner_id == request.user.pk:
        return _own(request)
    if request.method != "POST" or not request.user.is_authenticated:
        return render(request, "people/accept.html", {"link": link})
    return _accepted(request, link)


def _accepted(request: HttpRequest, link: ShareLink) -> HttpResponse:
    del request.session[OFFERED]
    grant = sharing.accept(str(link.pk), request.user)
    if grant is not None:
        note(request, "accept", ROLES[GrantRole(grant.role)], grant.person)
    return redirect("mine")


@never_cache
@require_safe
def calendar_feed(request: HttpRequest, code: str) -> HttpResponse:
    """Hand the week out to a calendar, which cannot sign in; empty where an alarm comes first."""
    link = sharing.link_of_code(code, LinkKind.CALENDAR)
    if link is None:
        return faults.not_found(request)
    _note_once_a_day(request, link)
    latest = link.person.kept.last()
    if latest is None:
        return HttpResponse(calendar_of(None, spoken(), owner=code), content_type=ICALENDAR)
    return training.calendar_sheet(latest)


def _note_once_a_day(request: HttpRequest, link: ShareLink) -> None:
    """Note that a calendar came; it comes again every hour, which tells nothing more."""
    sharing.count_opening(link)
    came = AuditEntry.objects.filter(person=link.person_id, by=f"link:{link.pk}").first()
    if came is None or came.at.date() != timezone.now().date():
        note(request, "calendar-feed", Role.GUEST, link.person, link)


def _too_often(request: HttpRequest) -> HttpResponse:
    return faults.page(
        request,
        429,
        _("Too many wrong codes"),
        _("From your network, too many codes came that open nothing."),
        _("Wait ten minutes, then try again. Copy the whole link if you can."),
    )


def _own(request: HttpRequest) -> HttpResponse:
    return faults.page(
        request,
        400,
        _("This is your own link"),
        _("You are signed in to the account that keeps this person, so you can see all of it already."),
        _("Hand the link to the other person. They open it while signed in to their own account."),
    )
