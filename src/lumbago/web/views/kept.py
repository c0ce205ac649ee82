"""A kept answer as it was given, and its plan on paper; an alarm that came after it comes first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lumbago.errors import ReportError
from lumbago.knowledge import current
from lumbago.record import Assessment
from lumbago.web import actions
from lumbago.web.followed import today_of
from lumbago.web.languages import spoken
from lumbago.web.models import KeptAssessment
from lumbago.web.planned import planned_of
from lumbago.web.views.faults import post_only
from lumbago.web.views.following import alarm_page, comes_first
from lumbago.web.views.interview import today
from lumbago.web.views.results import shown_of
from lumbago.web.views.sheet import sheet_of
from lumbago.web.written import assessment_from


@never_cache
@require_safe
def kept(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Show an assessment as it was given."""
    stored = get_object_or_404(KeptAssessment, id=kept_id)
    assessment = assessment_from(stored.assessment)
    if alarm := _alarm_since(request, stored, assessment):
        return alarm
    plan = planned_of(assessment, spoken())
    return render(request, "result.html", {**shown_of(assessment), "plan": plan, "kept": stored})


@never_cache
@require_safe
def plan(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Show the plan of a kept assessment as it was given."""
    stored = get_object_or_404(KeptAssessment, id=kept_id)
    assessment = assessment_from(stored.assessment)
    if alarm := _alarm_since(request, stored, assessment):
        return alarm
    back = reverse("kept", args=[kept_id])
    return sheet_of(request, assessment, {"back": back}) if assessment.plan else redirect(back)


@post_only
def delete(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Delete a kept assessment."""
    actions.delete(get_object_or_404(KeptAssessment, id=kept_id))
    return redirect("deleted")


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """Say that it is gone."""
    return render(request, "deleted.html", {})


def _alarm_since(request: HttpRequest, stored: KeptAssessment, given: Assessment) -> HttpResponse | None:
    """Return the page of an alarm that is more urgent than what was given; None where none is."""
    try:
        standing = today_of(stored, current(), today=today())
    except ReportError:  # what can no longer be read is shown as it was given
        return None
    first = comes_first(standing, stored)
    if first is None or first[1].triage.disposition.urgency <= given.triage.disposition.urgency:
        return None
    return alarm_page(request, standing, stored)
