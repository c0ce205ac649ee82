"""A person's history: every day of it, replayed and explained."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lumbago.knowledge import Knowledge, current
from lumbago.record import Assessment, Scope
from lumbago.web.clinic.charts import charts_of
from lumbago.web.clinic.history import Replay, histories, replayed, said_in, with_its_forecast, with_levels
from lumbago.web.clinic.listing import ALARMS, spoken_in, standing_of
from lumbago.web.fan import fan_of
from lumbago.web.followed import today_of
from lumbago.web.languages import spoken
from lumbago.web.models import KeptAssessment
from lumbago.web.people.rights import Role
from lumbago.web.showing import answer_of
from lumbago.web.views.following import alarm_page
from lumbago.web.views.interview import today
from lumbago.wording import questions
from lumbago.wording.forecasting import tell
from lumbago.wording.reviewing import tell_review

ON_A_PAGE = 20
MOST_UNASKED = 5
"""Findings of one cause that nobody asked about, and that could move it most."""


@never_cache
@require_safe
def history(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show all that a person said over time, and lead to every day of it."""
    standing = standing_of(request.person, current(), today=today())
    if alarm := _alarm(request, standing):
        return alarm
    found, unreadable = histories(request.person, today=today())
    in_order = [day for kept, one in found.items() for day in said_in(kept, one)]
    latest_first = sorted(in_order, key=lambda day: (day.on, not day.is_report), reverse=True)
    page = Paginator(latest_first, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "person": request.person,
        "tab": "history",
        "standing": standing,
        "charts": charts_of(in_order),
        "page": page,
        "days": with_levels(page.object_list, found, current()),
        "unreadable": len(unreadable),
    }
    return render(request, "clinic/history.html", shown)


@never_cache
@require_safe
def day(request: HttpRequest, person_id: str, kept_id: str, on: date) -> HttpResponse:
    """Show one day again: what the history up to it meant, and why."""
    kept = get_object_or_404(KeptAssessment, id=kept_id, person=request.person)
    standing = spoken_in(request.person, current(), today=today())
    if alarm := _alarm(request, standing):
        return alarm
    replay = replayed(kept, on, current(), today=today())
    if replay is None:
        raise Http404
    is_foretold = request.GET.get("show") == "forecast"
    if is_foretold:
        replay = with_its_forecast(replay, current())
    shown = {
        "person": request.person,
        "tab": "history",
        "kept": kept,
        "on": on,
        "replay": replay,
        "is_foretold": is_foretold,
        "is_for_clinician": request.role is not Role.CLINICIAN and _is_emergency(replay),
        **_explained(replay, spoken()),
    }
    return render(request, "clinic/day.html", shown)


def _alarm(request: HttpRequest, standing: Any) -> HttpResponse | None:
    """Return what comes before everything else for the person and their family; a clinician looks past it."""
    if request.role is Role.CLINICIAN or standing is None or standing.level not in ALARMS:
        return None
    kept = get_object_or_404(KeptAssessment, id=standing.kept)
    return alarm_page(request, today_of(kept, current(), today=today()), kept)


def _is_emergency(replay: Replay) -> bool:
    """Return whether causes are for a clinician alone: beside an emergency they must delay nothing."""
    return replay.assessment.scope is Scope.EMERGENCY


def _explained(replay: Replay, knowledge: Knowledge) -> dict[str, Any]:
    """Return a day in words: level and why, causes and why, what is unasked, how it went."""
    assessment = replay.assessment
    answer, review = answer_of(assessment, knowledge), assessment.review
    shown: dict[str, Any] = {
        "answer": answer,
        "level": "open" if assessment.scope is Scope.INCOMPLETE else answer.level.value,
        "unasked": _unasked(assessment, knowledge),
        "review": tell_review(assessment, review, knowledge) if review else None,
        "test": review.test if review else None,
        "given": answer_of(replay.given, knowledge) if replay.given else None,
        "version": assessment.knowledge_version,
    }
    if assessment.forecast is not None:
        told_on = assessment.history.on
        shown["words"] = tell(assessment.history, assessment.forecast)
        shown["fan"] = fan_of(assessment.history, assessment.forecast, now=date_format(told_on, _("j M")))
    return shown


def _unasked(assessment: Assessment, knowledge: Knowledge) -> list[tuple[str, tuple[str, ...]]]:
    """Return what could move each of the first causes and was not asked."""
    first = assessment.differential.candidates[:3]
    return [
        (knowledge.conditions[one.condition].plain, questions(one.unasked[:MOST_UNASKED], knowledge))
        for one in first
        if one.condition in knowledge.conditions and one.unasked
    ]
