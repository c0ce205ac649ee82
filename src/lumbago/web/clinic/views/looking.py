"""Who came to a person's pages: for the owner alone."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lumbago.web.clinic.looked import looks_of
from lumbago.web.people.models import AuditEntry

ON_A_PAGE = 50


@never_cache
@require_safe
def who_looked(request: HttpRequest, person_id: str) -> HttpResponse:
    """List who did what, the latest first."""
    entries = AuditEntry.objects.filter(person=request.person.pk)
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    looks = looks_of(list(page), request.person)
    shown = {"person": request.person, "tab": "who-looked", "page": page, "looks": looks}
    return render(request, "clinic/who_looked.html", shown)
