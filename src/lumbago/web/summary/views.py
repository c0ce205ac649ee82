"""The summary as a page and as a PDF."""

from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lumbago.errors import ReportError
from lumbago.knowledge import current
from lumbago.web.clinic.listing import spoken_in
from lumbago.web.languages import spoken
from lumbago.web.models import KeptAssessment
from lumbago.web.people.models import Person
from lumbago.web.summary.paper import pdf_of
from lumbago.web.summary.telling import assessed, told
from lumbago.web.summary.titles import titles
from lumbago.web.views import faults
from lumbago.web.views.interview import today
from lumbago.web.views.results import shown_of


@never_cache
@require_safe
def page(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show the summary; an alarm comes before it, whoever looks."""
    person = request.person
    kept = latest(person)
    if kept is None:
        return render(request, "clinic/summary.html", {"person": person, "tab": "summary"})
    try:
        assessment = assessed(kept, current(), today=today())
    except ReportError as fault:
        return faults.unreadable(request, fault)
    shown = {
        "person": person,
        "tab": "summary",
        "summary": told(assessment, spoken(), name=person.name, today=today()),
        "titles": titles(),
        "is_alarm": assessment.triage.disposition.is_soon,
        **(shown_of(assessment) if assessment.triage.disposition.is_soon else {}),
    }
    return render(request, "clinic/summary.html", shown)


@never_cache
@require_safe
@rate_limit(action="take_away", limit_get=True)
def paper(request: HttpRequest, person_id: str) -> HttpResponse:
    """Hand the summary out as a PDF."""
    kept = latest(request.person)
    if kept is None:
        return faults.not_found(request)
    try:
        assessment = assessed(kept, current(), today=today())
    except ReportError as fault:
        return faults.unreadable(request, fault)
    summary = told(assessment, spoken(), name=request.person.name, today=today())
    response = HttpResponse(pdf_of(summary), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="summary.pdf"'
    return response


def latest(person: Person) -> KeptAssessment | None:
    """Return the kept report that a person last spoke in; None where nothing was kept."""
    standing = spoken_in(person, current(), today=today())
    return person.kept.filter(pk=standing.kept).first() if standing else None
