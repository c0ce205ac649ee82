"""Exercise pages: today's with pictures and a timer, the week, what suits, and the catalogue."""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_cookie

from lumbago.errors import ReportError, UnknownIdError
from lumbago.knowledge import current
from lumbago.posture import Form
from lumbago.web import actions
from lumbago.web.check_in_form import SCALE, FeelForm, FitForm
from lumbago.web.followed import Today, added, today_of
from lumbago.web.languages import spoken
from lumbago.web.models import KeptAssessment
from lumbago.web.views import faults
from lumbago.web.views.faults import post_only
from lumbago.web.views.following import alarm_first, comes_first, day_of, may_of
from lumbago.web.views.interview import today as this_day
from lumbago.wording.exercises import KINDS
from lumbago.wording.language import say, say_known
from lumbago.wording.pictures import picture
from lumbago.wording.sheets import calendar_of
from lumbago.wording.words import STATUS_WORDS

PICTURES = {"moving": Form.ANIMATED, "frames": Form.FRAMES}
A_DAY = 86_400
EQUIPMENT = {
    "band": _("an exercise band"),
    "weight": _("a dumbbell or kettlebell"),
    "step": _("a low step or stairs"),
    "bike": _("an exercise bike"),
    "pool": _("a pool"),
    "stick": _("a stick or broom"),
    "bench": _("a firm bench or bed edge"),
    "box": _("a box with a grip"),
}
UNFELT = (
    _("How did it go?"),
    _("Nothing that we know was chosen, so nothing was kept."),
    _("Go back, and say whether you could do it, how it was, or how much it hurt."),
)
FITNESS = [("new", _("New to it")), ("some", _("Now and then")), ("regular", _("Regularly"))]


@never_cache
@require_safe
@alarm_first
def exercises(request: HttpRequest, kept: KeptAssessment, standing: Today) -> HttpResponse:
    """Show today's exercises, each with its picture, its steps, a timer, and how it felt."""
    shown = {**day_of(standing), **may_of(request)}
    if shown["told"] is None:
        return redirect("today", kept_id=kept.id)
    is_short = request.GET.get("show") == "short"
    shown["items"] = shown["told"].short if is_short else shown["items"]
    shown["items"] = [{**asdict(one), "is_told": one.id in _felt_today(standing)} for one in shown["items"]]
    shown |= {"kept": kept, "tab": "exercises", "is_short": is_short, "scale": SCALE}
    return render(request, "exercises.html", shown)


def _felt_today(standing: Today) -> set[str]:
    today = (c for c in standing.history.check_ins if c.on == standing.on)
    return {one.exercise for check_in in today for one in check_in.felt}


@post_only
def feel(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Take how one exercise went; it becomes part of today's check-in."""
    kept = get_object_or_404(KeptAssessment, id=kept_id)
    form = FeelForm(list(current().exercises), request.POST)
    if not form.is_valid():
        return faults.page(request, 400, *UNFELT)
    said = form.said()
    if len(said) == 1:
        return faults.page(request, 400, *UNFELT)
    done = [said["exercise"]] if said.get("could_do") is not False else []
    try:
        actions.check_in(kept, {"felt": [said], "done": done}, on=this_day())
    except ReportError as fault:
        return faults.unreadable(request, fault)
    short = "?show=short" if request.POST.get("show") == "short" else ""
    return redirect(f"{reverse('exercises', args=[kept_id])}{short}#{said['exercise']}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@alarm_first
def week(request: HttpRequest, kept: KeptAssessment, standing: Today) -> HttpResponse:
    """Show the week, why each exercise is in it and others are not; take what suits the person."""
    if standing.assessment.programme is None:
        return redirect("today", kept_id=kept.id)
    questions = _questions(standing)
    form = FitForm(questions, current(), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(kept, form.said(), on=this_day())
        except ReportError as fault:
            return faults.unreadable(request, fault)
        return redirect("week", kept_id=kept.id)
    shown = {"kept": kept, "tab": "week", **day_of(standing), **_fit(standing, form), **may_of(request)}
    shown["faults"] = form.errors
    return render(request, "week.html", shown, status=400 if form.errors else 200)


@never_cache
@require_safe
@alarm_first
def print_week(request: HttpRequest, kept: KeptAssessment, standing: Today) -> HttpResponse:
    """Show the week with still pictures, to print."""
    shown = day_of(standing)
    if shown["told"] is None:
        return redirect("today", kept_id=kept.id)
    return render(request, "print_week.html", {"kept": kept, **shown})


@never_cache
@require_safe
def calendar(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Hand the week out for a calendar."""
    return calendar_sheet(request.kept)


def calendar_sheet(kept: KeptAssessment) -> HttpResponse:
    """Return the week for a calendar, empty where nothing may be shown; read again it gets that day's."""
    standing = today_of(kept, current(), today=this_day())
    programme = None if comes_first(standing, kept) else standing.assessment.programme
    sheet = calendar_of(programme, spoken(), owner=kept.id)
    return HttpResponse(sheet, content_type="text/calendar; charset=utf-8")


@cache_control(max_age=A_DAY)
@vary_on_cookie
@require_safe
def drawn(request: HttpRequest, exercise: str, form: str) -> HttpResponse:
    """Show the picture of an exercise."""
    try:
        svg = picture(exercise, PICTURES[form])
    except (UnknownIdError, KeyError):
        raise Http404(exercise) from None
    return HttpResponse(svg, content_type="image/svg+xml")


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show every exercise, by kind."""
    kinds = [
        (say(words), [one for one in spoken().exercises.values() if one.kind is kind])
        for kind, words in KINDS.items()
    ]
    return render(request, "catalogue.html", {"kinds": kinds})


@require_safe
def exercise(request: HttpRequest, exercise: str) -> HttpResponse:
    """Show one exercise: picture, steps, for whom it is not, and what that rests on."""
    if exercise not in current().exercises:
        raise Http404(exercise)
    one = spoken().exercises[exercise]
    cautions = [
        (spoken().circumstances[caution.circumstance].plain, caution, say(STATUS_WORDS[caution.status]))
        for caution in one.cautions
    ]
    ladder = sorted(
        (other for other in spoken().exercises.values() if other.ladder == one.ladder),
        key=lambda other: other.level,
    )
    shown = {
        "one": one,
        "kind": say(KINDS[one.kind]),
        "position": say_known("exercises/position", one.position),
        "equipment": [say_known("exercises/equipment", thing) for thing in one.equipment],
        "left_out": [(plain, c, status) for plain, c, status in cautions if c.verdict == "leave-out"],
        "changed": [(plain, c, status) for plain, c, status in cautions if c.verdict == "change"],
        "ladder": ladder if len(ladder) > 1 else [],
        "dose_status": say(STATUS_WORDS[one.dose.status]),
    }
    return render(request, "exercise.html", shown)


def _questions(standing: Today) -> dict[str, str]:
    """Return what decides which exercises are safe, and what was answered here before: it may be changed."""
    programme = standing.assessment.programme
    told = added(standing.said.addition).get("findings", {})
    unasked = programme.unasked if programme is not None else ()
    return {**{key: "yes" if yes else "no" for key, yes in told.items()}, **dict.fromkeys(unasked, "")}


def _fit(standing: Today, form: FitForm) -> dict[str, Any]:
    """Return what the form of preferences shows: questions, and what was chosen before."""
    preferences = standing.history.report.preferences
    known = spoken()
    return {
        "form": form,
        "questions": [(key, known.findings[key].question) for key in form.questions],
        "equipment": [(thing, name, thing in preferences.equipment) for thing, name in EQUIPMENT.items()],
        "fitness": FITNESS,
        "preferences": preferences,
        "disliked": [(id_, _name_of(id_), id_ in preferences.disliked) for id_ in _dislikable(standing)],
    }


def _dislikable(standing: Today) -> list[str]:
    """Return what may be unwanted: this week's exercises, and what was unwanted before."""
    programme = standing.assessment.programme
    prescribed = [one.exercise for one in programme.prescribed] if programme else []
    return list(dict.fromkeys([*prescribed, *standing.history.report.preferences.disliked]))


def _name_of(exercise: str) -> str:
    known = spoken().exercises
    return known[exercise].name if exercise in known else exercise
