"""A kept report from day to day: today, the check-in, and how it goes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lumbago.errors import ReportError
from lumbago.interview.new_signs import grouped, new_signs
from lumbago.knowledge import current
from lumbago.record import Scope
from lumbago.web import actions
from lumbago.web.check_in_form import ACTIVITY, SCALE, CheckInForm, sign_rows
from lumbago.web.fan import fan_of
from lumbago.web.followed import Today, today_of, with_forecast
from lumbago.web.models import KeptAssessment
from lumbago.web.views import faults
from lumbago.web.views.faults import post_only
from lumbago.web.views.interview import today as this_day
from lumbago.web.views.results import shown_of
from lumbago.wording.forecasting import tell
from lumbago.wording.reviewing import tell_review
from lumbago.wording.training import ProgrammeWords, tell_programme

SHOWABLE = frozenset({Scope.WHOLE, Scope.INCOMPLETE})
"""Where nothing more urgent comes first, so that the day may be shown."""


@never_cache
@require_safe
def today(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Show the day: what comes first if anything does, else how it goes and what to do."""
    kept = get_object_or_404(KeptAssessment, id=kept_id)
    standing = today_of(kept, current(), today=this_day())
    if alarm := alarm_page(request, standing, kept):
        return alarm
    return render(request, "today.html", {"kept": kept, "tab": "today", **day_of(standing)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Ask how it is today, and take the answers."""
    kept = get_object_or_404(KeptAssessment, id=kept_id)
    on = this_day()
    standing = today_of(kept, current(), today=on)
    is_again = request.method == "POST" or "again" in request.GET
    if not is_again and (alarm := alarm_page(request, standing, kept)):
        return alarm
    history = standing.history
    signs = new_signs(history, current(), on=on)
    form = CheckInForm(history, signs, current(), _posted(request))
    if request.method == "POST" and form.is_valid() and not form.shows_signs:
        try:
            actions.check_in(kept, form.said(), on=on)
        except ReportError as fault:
            return faults.unreadable(request, fault)
        return redirect("today", kept_id=kept_id)
    shown = {
        "kept": kept,
        "tab": "check-in",
        "form": form,
        "scale": SCALE,
        "activities": ACTIVITY,
        "groups": sign_rows(grouped(signs, current()), current()),
        "shows_signs": form.shows_signs,
        "asks_rmdq": standing.assessment.review is not None and standing.assessment.review.asks_rmdq,
        "exercises": _todays(standing),
        "on": on,
    }
    return render(request, "check_in.html", shown, status=400 if form.errors else 200)


@post_only
def undo(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Take the last check-in back."""
    actions.undo_check_in(get_object_or_404(KeptAssessment, id=kept_id))
    return redirect("today", kept_id=kept_id)


@never_cache
@require_safe
def review(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Show how recovery goes, against the forecast."""
    kept = get_object_or_404(KeptAssessment, id=kept_id)
    standing = today_of(kept, current(), today=this_day())
    if alarm := alarm_page(request, standing, kept):
        return alarm
    shown: dict[str, Any] = {"kept": kept, "tab": "review", **day_of(standing)}
    assessment = with_forecast(standing, current())
    if assessment.forecast is not None:
        shown["words"] = tell(assessment.history, assessment.forecast)
        shown["fan"] = fan_of(assessment.history, assessment.forecast, now="now")
    shown["test"] = assessment.review.test if assessment.review else None
    if shown["test"] is not None:
        shown["share"] = round(100 * shown["test"].false_alarms)
    shown["said"] = list(reversed(assessment.history.check_ins))
    return render(request, "review.html", shown)


def alarm_page(request: HttpRequest, standing: Today, kept: KeptAssessment) -> HttpResponse | None:
    """Return the page of what comes before everything else; None where nothing does."""
    assessment = standing.assessment
    if assessment.scope in SHOWABLE and not assessment.triage.disposition.is_soon:
        return None
    shown = {**shown_of(standing.assessment), "followed": kept, "can_open": False}
    return render(request, "result.html", shown)


def day_of(standing: Today) -> dict[str, Any]:
    """Return what the pages of a day show: how it goes, and the exercises where they may be shown."""
    assessment = standing.assessment
    review = assessment.review
    told = tell_programme(assessment.programme, current()) if assessment.programme else None
    day = told.on(standing.on) if told else None
    return {
        "standing": standing,
        "review": tell_review(assessment, review, current()) if review else None,
        "going": review.going.value if review else "",
        "next_check_in": review.next_check_in if review else None,
        "told": told,
        "day": day,
        "items": told.of(day) if told and day else (),
        "programme": assessment.programme,
        "on": standing.on,
        "is_open": assessment.scope is Scope.INCOMPLETE,
        **_beside(told),
    }


def _beside(told: ProgrammeWords | None) -> dict[str, Any]:
    """Return the week as rows, and what is said beside the exercises."""
    if told is None:
        return {}
    return {
        "rows": [
            {"one": one, "days": [one.id in dict(day.items) for day in told.days]} for one in told.exercises
        ],
        "stops": told.about_topic("stop"),
        "pacing": told.about_topic("pacing"),
        "lifting": told.about_topic("lifting"),
        "keeping": told.about_topic("keep-on"),
    }


def _todays(standing: Today) -> list[tuple[str, str]]:
    programme = standing.assessment.programme
    prescribed = programme.on(standing.on) if programme else ()
    return [(one.exercise, current().exercises[one.exercise].name) for one in prescribed]


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
