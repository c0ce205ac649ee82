"""The list of the people who let a clinician in."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lumbago.knowledge import current
from lumbago.web.clinic.listing import SHOWN, chosen, rows_of
from lumbago.web.clinic.looked import note_seen
from lumbago.web.people.models import LONGEST_NAME
from lumbago.web.views.interview import today

ON_A_PAGE = 50


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Show who let this account in, those first who want a look.

    A name is looked for by POST: no address, and so no log of a proxy, ever holds one.
    """
    rows, left = rows_of(request.user, current(), today=today())
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    name = request.POST.get("name", "")[:LONGEST_NAME]
    found = chosen(rows, show, name)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    note_seen(request.user, [row.person for row in page])
    shown: dict[str, Any] = {
        "page": page,
        "total": len(rows),
        "found": len(found),
        "left": left,
        "show": show,
        "filters": [(slug, words, len(chosen(rows, slug, ""))) for slug, words in SHOWN.items()],
        "name": name,
    }
    return render(request, "clinic/list.html", shown)
