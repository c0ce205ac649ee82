"""Letting somebody in, seeing who may come and who came, and ending it. Only the owner comes here."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lumbago.web.people.codes import squares_of
from lumbago.web.people.forms import LinkForm
from lumbago.web.people.keeping import people_of
from lumbago.web.people.models import LinkKind, ShareLink
from lumbago.web.people.sharing import (
    CALENDAR_LASTS,
    MOST_LINKS,
    end_grants,
    end_link,
    make_link,
    open_links,
)
from lumbago.web.views import faults
from lumbago.web.views.faults import post_only


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show who is let in, and make a link; its code is shown in the answer to this POST alone."""
    if request.method != "POST":
        return _page(request, _form(request))
    if open_links(request.person).count() >= MOST_LINKS:
        return _too_many(request)
    if request.POST.get("kind") == LinkKind.CALENDAR:
        link, code = make_link(request.person, LinkKind.CALENDAR, _("My calendar"), CALENDAR_LASTS)
        return _made(request, link, code)
    form = _form(request)
    if not form.is_valid():
        return _page(request, form, status=400)
    said = form.cleaned_data
    request.person.name = said["name"]
    request.person.save(update_fields=["name"])
    lasting = timedelta(days=said["lasts"])
    return _made(request, *make_link(request.person, LinkKind(said["kind"]), said["label"], lasting))


@post_only
def link_ended(request: HttpRequest, person_id: str, link_id: str) -> HttpResponse:
    """Take a link back."""
    end_link(request.person, link_id)
    return redirect("share", person_id=person_id)


@post_only
def grant_ended(request: HttpRequest, person_id: str, grant_id: int) -> HttpResponse:
    """Let an account in no more."""
    end_grants(request.person, pk=grant_id)
    return redirect("share", person_id=person_id)


def _form(request: HttpRequest) -> LinkForm:
    taken = people_of(request).exclude(pk=request.person.pk).values_list("name", flat=True)
    return LinkForm(request.person, list(taken), request.POST if request.method == "POST" else None)


def _page(request: HttpRequest, form: LinkForm, status: int = 200) -> HttpResponse:
    person = request.person
    shown = {
        "person": person,
        "form": form,
        "faults": form.faults() if form.is_bound else [],
        "links": open_links(person),
        "grants": person.grants.open().select_related("to").order_by("given_at"),
    }
    return render(request, "people/share.html", shown, status=status)


def _made(request: HttpRequest, link: ShareLink, code: str) -> HttpResponse:
    """Show the code of a new link, this once."""
    if link.kind == LinkKind.CALENDAR:
        address = reverse("calendar-feed", kwargs={"code": code.replace("-", "").lower()})
    else:
        address = f"{reverse('shared')}#{code}"
    whole = request.build_absolute_uri(address)
    shown = {
        "person": request.person,
        "link": link,
        "code": code,
        "whole": whole,
        "typed_at": request.build_absolute_uri(reverse("shared")),
        "squares": squares_of(whole),
    }
    return render(request, "people/share_made.html", shown)


def _too_many(request: HttpRequest) -> HttpResponse:
    return faults.page(
        request,
        400,
        _("There are many links already"),
        _("%(number)d links to this person work at the moment, and that is the most there can be.")
        % {"number": MOST_LINKS},
        _("Go back, end one that is no longer needed, and make the new one then."),
    )
