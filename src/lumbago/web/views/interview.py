"""The interview: one question or one short checklist a page."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lumbago.care import assess
from lumbago.errors import ReportError
from lumbago.interview import Screen, Stage, Step, history_of, progress
from lumbago.interview.medicines import TAKEN
from lumbago.knowledge import current
from lumbago.record import Assessment, Form, Scope, read_history
from lumbago.web import actions
from lumbago.web.ageing import renewed
from lumbago.web.forms import NoneOfTheseForm, PartialScreenForm, ScreenForm
from lumbago.web.heard import Interview, in_words, merged, next_page, page_of_medicines, screen_of
from lumbago.web.languages import spoken
from lumbago.web.pain_drawing import DRAWING
from lumbago.web.showing import answer_of
from lumbago.web.typed import LIMITS, SEXES, TITLES, YES
from lumbago.web.views import faults
from lumbago.web.views.faults import post_only
from lumbago.wording.language import say
from lumbago.wording.words import STATUS_WORDS

SCALE = [str(point) for point in range(int(LIMITS["nprs"].low), int(LIMITS["nprs"].high) + 1)]


def today() -> date:
    """Return the date where this machine is."""
    return timezone.localdate()


def recalled(request: HttpRequest) -> Interview:
    """Return the interview in this browser."""
    return actions.recall(request.answers, current(), today=today())


@post_only
def start(request: HttpRequest) -> HttpResponse:
    """Forget what was answered here, and ask the first question."""
    actions.start(request.answers)
    return redirect("screen", number=1)


@post_only
def open_again(request: HttpRequest) -> HttpResponse:
    """Go on with a report: ask what it leaves open, or which medicines are safe."""
    try:
        history = read_history(request.POST.get("report", ""), Form.JSON, today=today())
        actions.open_again(request.answers, renewed(history, current(), today=today()), current())
    except ReportError as fault:
        return faults.unreadable(request, fault)
    except actions.TooLongToRememberError as fault:
        return faults.page(
            request,
            400,
            _("We cannot go on with this report"),
            str(fault),
            _("Write the answers into the file instead."),
        )
    return redirect("medicines" if request.POST.get("then") == "medicines" else "interview")


@never_cache
@require_safe
def interview(request: HttpRequest) -> HttpResponse:
    """Go to the first question that is still open."""
    so_far = recalled(request)
    if so_far.is_stale(today()):
        return render(request, "stale.html", {"on": so_far.on})
    place, screen = next_page(so_far, current())
    return redirect("result") if screen is None else redirect("screen", number=place + 1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: HttpRequest, number: int) -> HttpResponse:
    """Show one page of questions, or take its answers."""
    so_far = recalled(request)
    shown = None if so_far.is_stale(today()) else _screen_at(so_far, number)
    if request.method == "POST":
        if shown is None or not _is_of(request.POST, shown):
            return _untaken(request, so_far)
        return _take(request, so_far, number, shown)
    if shown is None:
        return redirect("interview")
    form = ScreenForm(shown, spoken(), on=so_far.on, heard=merged(so_far.steps))
    return _page(request, so_far, number, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def medicines(request: HttpRequest) -> HttpResponse:
    """Ask what a person takes, once nothing more urgent is open; what follows are ordinary pages."""
    so_far = recalled(request)
    if request.method != "POST" and not _may_check_medicines(so_far):
        return redirect("interview")
    place = page_of_medicines(so_far)
    if place < len(so_far.pages):
        return redirect("screen", number=place + 1)
    if request.method == "POST":
        if not _may_check_medicines(so_far) or not _is_of(request.POST, TAKEN):
            return _untaken(request, so_far)
        return _take(request, so_far, place + 1, TAKEN)
    form = ScreenForm(TAKEN, spoken(), on=so_far.on, heard=merged(so_far.steps))
    return _page(request, so_far, place + 1, form)


def _may_check_medicines(so_far: Interview) -> bool:
    """Return whether somebody was heard today, and no alarm or open warning sign comes first."""
    if not so_far.steps or so_far.is_stale(today()):
        return False
    return assess(history_of(so_far.steps, on=so_far.on), current()).scope is Scope.WHOLE


def _screen_at(so_far: Interview, number: int) -> Screen | None:
    """Return the screen of a page that was answered, or of the open one."""
    if 1 <= number <= len(so_far.pages):
        return screen_of(so_far.pages[number - 1], current())
    place, screen = next_page(so_far, current())
    return screen if number == place + 1 else None


def _is_of(data: QueryDict, shown: Screen) -> bool:
    """Whether what was posted answers this page, and no question of another."""
    return set(shown.asks).issuperset(key for key in data if key in TITLES or key in current().findings)


def _take(request: HttpRequest, so_far: Interview, number: int, shown: Screen) -> HttpResponse:
    action = request.POST.get("action", "next")
    kind = {"stop": PartialScreenForm, "none": NoneOfTheseForm}.get(action, ScreenForm)
    form = kind(shown, spoken(), on=so_far.on, heard=merged(so_far.steps), data=request.POST)
    if not form.is_valid():
        return _page(request, so_far, number, form, status=400)
    step = form.step()
    if step.asked:
        try:
            actions.answer(request.answers, so_far, number - 1, step)
        except actions.TooLongToRememberError as fault:
            form.add_error(None, str(fault))
            return _page(request, so_far, number, form, status=400)
    return redirect("result" if action == "stop" else "interview")


def _page(
    request: HttpRequest, so_far: Interview, number: int, form: ScreenForm, status: int = 200
) -> HttpResponse:
    beside_pages = len(so_far.steps) - len(so_far.pages)
    is_begun = form.screen is TAKEN
    ahead = (*so_far.steps, Step(TAKEN.asks)) if is_begun else so_far.steps
    expected = progress(ahead, current(), on=so_far.on).expected - beside_pages
    shown = {
        "form": form,
        "screen": in_words(form.screen, spoken()),
        "number": number,
        "address": reverse("medicines") if is_begun else reverse("screen", args=[number]),
        "previous": number - 1,
        "following": number + 1 if number < len(so_far.pages) else None,
        "done": number - 1,
        "is_answered": number <= len(so_far.pages),
        "expected": max(expected, number),
        "items": list(form.items()),
        **DRAWING,
        "sexes": SEXES,
        "scale": SCALE,
        "faults": form.faults() if form.is_bound else [],
        "is_checklist": len(form.screen.asks) > 1 and not set(form.screen.asks) & set(TITLES),
    }
    return render(request, "interview.html", shown, status=status)


def _untaken(request: HttpRequest, so_far: Interview) -> HttpResponse:
    """Say that answers were not taken, why, and how to go on; an emergency among them comes first."""
    if so_far.is_stale(today()):
        why = _("Your earlier answers are from another day, so we ask all of them again.")
    elif so_far.steps:
        why = _("The questions have changed since that page was opened, perhaps in another tab or window.")
    else:
        why = _(
            "The questions were started again since that page was opened, perhaps in another tab or window, "
            "or this browser has forgotten your answers."
        )
    shown: dict[str, Any] = {"why": why}
    answer = answer_of(_assessed_alone(request.POST), spoken())
    if answer.scope is Scope.EMERGENCY:
        shown |= {
            "answer": answer,
            "scope": answer.scope.value,
            "top_reasons": [reason for reason in answer.reasons if reason.level == answer.level_words],
            "text_status": say(STATUS_WORDS[answer.texts.status]),
        }
    return render(request, "untaken.html", shown, status=409)


def _assessed_alone(data: QueryDict) -> Assessment:
    """Return what these answers would mean if they were all that is known; any "yes" among several counts."""
    asks = tuple(key for key in data if key in TITLES or key in current().findings)
    posted = Screen("posted", "", "", asks, Stage.SAFETY)
    form = PartialScreenForm(posted, current(), on=today(), heard=Step(()), data=data)
    form.full_clean()
    yes = {key: True for key in asks if key not in TITLES and YES in data.getlist(key)}
    step = merged([form.step(), Step((), {"findings": yes})])
    return assess(history_of([step], on=today()), current())
