"""A kept report from day to day: today, the check-in, and what comes before everything else."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from lumbago.errors import ReportError
from lumbago.followup.asking import next_check_in
from lumbago.interview.new_signs import grouped
from lumbago.knowledge import current
from lumbago.record import Assessment, Going, Scope
from lumbago.web import actions
from lumbago.web.check_in_form import ACTIVITY, SCALE, CheckInForm, sign_rows
from lumbago.web.clinic.listing import alarm_beside
from lumbago.web.clinic.showing import messages_for
from lumbago.web.daily import daily_of
from lumbago.web.followed import Today, signs_of, today_of
from lumbago.web.languages import spoken
from lumbago.web.models import KeptAssessment
from lumbago.web.offline.marking import ALARM
from lumbago.web.people.rights import ALLOWED, Right
from lumbago.web.views import faults
from lumbago.web.views.faults import post_only
from lumbago.web.views.interview import today as this_day
from lumbago.web.views.results import shown_of
from lumbago.wording.reviewing import tell_review
from lumbago.wording.training import ProgrammeWords, tell_programme

DayView = Callable[[HttpRequest, KeptAssessment, Today], HttpResponse]
MAIN = "main"
"""Where pages are put; a script that asks for less than a page is told to load the page anew."""

SHOWABLE = frozenset({Scope.WHOLE, Scope.INCOMPLETE})
"""Where nothing more urgent comes first, so that the day may be shown."""


def found(request: HttpRequest) -> tuple[KeptAssessment, Today]:
    """Return the kept report that the guard let through, and how it stands today."""
    return request.kept, today_of(request.kept, current(), today=this_day())


def alarm_first(view: DayView) -> Callable[..., HttpResponse]:
    """Show a page of a kept report only where nothing comes before everything else."""

    @wraps(view)
    def respond(request: HttpRequest, kept_id: str) -> HttpResponse:
        kept, standing = found(request)
        alarm = alarm_page(request, standing, kept)
        if alarm and request.htmx and request.htmx.target != MAIN:
            return HttpResponseClientRefresh()
        return alarm or view(request, kept, standing)

    return respond


@never_cache
@require_safe
@alarm_first
def today(request: HttpRequest, kept: KeptAssessment, standing: Today) -> HttpResponse:
    """Show the day: what to do now, and how it goes."""
    daily = daily_of(standing, kept)
    shown = {"kept": kept, "tab": "today", "daily": daily, **may_of(request), **day_of(standing)}
    shown["next_check_in"] = _next(standing)
    if shown["may_write"]:
        shown["unread_messages"] = messages_for(request.person)
        shown |= _asked(standing) if standing.is_due else {}
    return render(request, "today.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Ask how it is today, and take the answers."""
    kept, standing = found(request)
    is_again = request.method == "POST" or "again" in request.GET
    if not is_again and (alarm := alarm_page(request, standing, kept)):
        return alarm
    form = CheckInForm(standing.history, signs_of(standing), current(), _posted(request))
    if request.method == "POST" and form.is_valid() and not form.shows_signs:
        try:
            actions.check_in(kept, form.said(), on=standing.on, seen=standing.said)
        except ReportError as fault:
            return faults.unreadable(request, fault)
        return redirect("today", kept_id=kept_id)
    review = standing.assessment.review
    shown = {
        "kept": kept,
        "tab": "check-in",
        "form": form,
        "shows_signs": form.shows_signs,
        "asks_rmdq": review is not None and review.asks_rmdq,
        "exercises": _todays(standing),
        "on": standing.on,
        **may_of(request),
        **_asked(standing),
    }
    return render(request, "check_in.html", shown, status=400 if form.errors else 200)


@post_only
def medicines_today(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Take the answers that decide which medicines are safe today; they become part of today's check-in."""
    kept, standing = found(request)
    daily = daily_of(standing, kept)
    asked = daily.medicines.questions if daily and daily.medicines and not standing.is_due else ()
    answers = {key: request.POST.get(key) for key, _question in asked}
    findings = {key: answer == "yes" for key, answer in answers.items() if answer in {"yes", "no"}}
    if findings:
        try:
            actions.check_in(kept, {"findings": findings}, on=standing.on, seen=standing.said)
        except ReportError as fault:
            return faults.unreadable(request, fault)
    return redirect(f"{reverse('today', args=[kept_id])}#do-medicines")


@post_only
def undo(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Take the last check-in back, the day of which the form names."""
    kept = get_object_or_404(KeptAssessment, id=kept_id)
    with suppress(ValueError):  # a page of before forms named the day
        actions.undo_check_in(kept, date.fromisoformat(request.POST.get("on", "")))
    return redirect("today", kept_id=kept_id)


def alarm_page(request: HttpRequest, standing: Today, kept: KeptAssessment) -> HttpResponse | None:
    """Return the page of what comes before everything else; None where nothing does."""
    first = comes_first(standing, kept)
    if first is None:
        return None
    alarmed, assessment = first
    last = today_of(alarmed, current(), today=standing.on).last_kept
    followed = {"followed": alarmed, "last_kept": last, "can_open": False}
    shown = {**shown_of(assessment), **followed, **may_of(request)}
    page = render(request, "result.html", shown)
    page[ALARM] = "yes"
    return page


def comes_first(standing: Today, kept: KeptAssessment) -> tuple[KeptAssessment, Assessment] | None:
    """Return the report, this or another of the same person, whose alarm comes before everything else."""
    own = standing.assessment
    if own.scope not in SHOWABLE or own.triage.disposition.is_soon:
        return kept, own
    other = alarm_beside(kept, current(), today=standing.on)
    return None if other is None else (other, today_of(other, current(), today=standing.on).assessment)


def may_of(request: HttpRequest) -> dict[str, bool]:
    """Return whether whoever comes may write, or may only look."""
    return {"may_write": Right.WRITE in ALLOWED[request.role]}


def going_of(standing: Today) -> dict[str, Any]:
    """Return what pages show of how it goes."""
    assessment, review = standing.assessment, standing.assessment.review
    return {
        "standing": standing,
        "review": tell_review(assessment, review, spoken()) if review else None,
        "going": review.going.value if review else "",
        "is_open": assessment.scope is Scope.INCOMPLETE,
        "on": standing.on,
    }


def day_of(standing: Today) -> dict[str, Any]:
    """Return what the pages of a day show: how it goes, and the exercises where they may be shown."""
    programme = standing.assessment.programme
    told = tell_programme(programme, spoken()) if programme else None
    day = told.on(standing.on) if told else None
    return {
        **going_of(standing),
        "told": told,
        "day": day,
        "items": told.of(day) if told and day else (),
        "programme": programme,
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
    return [(one.exercise, spoken().exercises[one.exercise].name) for one in prescribed]


def _next(standing: Today) -> date | None:
    """Return when to check in again; None while the check-in of today is still to come, or before a plan."""
    assessment, dosing = standing.assessment, current().dosing
    if standing.is_due or dosing is None or assessment.scope is not Scope.WHOLE:
        return None
    if assessment.review is not None:
        return assessment.review.next_check_in
    return next_check_in(assessment.history, Going.TOO_EARLY, dosing)


def _asked(standing: Today) -> dict[str, Any]:
    """Return what the tiles of a check-in show."""
    signs = signs_of(standing)
    return {
        "scale": SCALE,
        "activities": ACTIVITY,
        "groups": sign_rows(grouped(signs, spoken()), spoken()),
        "shown": " ".join(signs),
    }


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
