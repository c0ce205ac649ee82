"""The plan on one page, to print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lumbago.care import advise, assess
from lumbago.errors import ReportError
from lumbago.interview import history_of
from lumbago.knowledge import current
from lumbago.record import Assessment, Form, History, read_history
from lumbago.web.languages import spoken
from lumbago.web.planned import planned_of
from lumbago.web.views import faults
from lumbago.web.views.interview import recalled, today
from lumbago.web.views.results import guideline_in, shown_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan of the answers in this browser, or of the report that was sent along."""
    if request.method == "POST":
        return _of_report(request)
    so_far = recalled(request)
    if not so_far.steps or so_far.is_stale(today()):
        return redirect("result")
    guideline = guideline_in(request.GET)
    assessment = _advised(history_of(so_far.steps, on=so_far.on), guideline)
    back = reverse("result") + (f"?guideline={guideline}" if guideline else "")
    return sheet_of(request, assessment, {"back": back}) if assessment.plan else redirect("result")


def _of_report(request: HttpRequest) -> HttpResponse:
    try:
        history = read_history(request.POST.get("report", ""), Form.JSON, today=today())
        assessment = _advised(history, guideline_in(request.POST))
    except ReportError as fault:
        return faults.unreadable(request, fault)
    shown = shown_of(assessment)
    return render(request, "sheet.html" if shown["plan"] else "result.html", shown)


def _advised(history: History, guideline: str) -> Assessment:
    """Answer a history with its plan; the printed page shows no forecast."""
    return advise(assess(history, current()), current(), guideline)


def sheet_of(request: HttpRequest, assessment: Assessment, beside: dict[str, Any]) -> HttpResponse:
    """Show a plan on one page."""
    shown = shown_of(assessment)
    return render(request, "sheet.html", {**shown, "plan": planned_of(assessment, spoken()), **beside})
