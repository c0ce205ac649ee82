"""The interview: one question or one short checklist a page."""

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lumbago.errors import ReportError
from lumbago.interview import Screen, next_screen, progress
from lumbago.knowledge import current
from lumbago.record import Form, read_history
from lumbago.web import actions
from lumbago.web.actions import Interview
from lumbago.web.forms import LIMITS, NO, SEXES, TITLES, PartialScreenForm, ScreenForm, values_of
from lumbago.web.pain_drawing import DRAWING
from lumbago.web.views import faults
from lumbago.web.views.faults import post_only

SCALE = [str(point) for point in range(int(LIMITS["nprs"].low), int(LIMITS["nprs"].high) + 1)]


def today() -> date:
    """Return the date where this machine is."""
    return timezone.localdate()


def recalled(request: HttpRequest) -> Interview:
    """Return the interview in this browser."""
    return actions.recall(request.session, current(), today=today())


@post_only
def start(request: HttpRequest) -> HttpResponse:
    """Forget what was answered here, and ask the first question."""
    actions.start(request.session)
    return redirect("screen", number=1)


@post_only
def open_again(request: HttpRequest) -> HttpResponse:
    """Go on with a report: ask what it leaves open."""
    try:
        history = read_history(request.POST.get("report", ""), Form.JSON, today=today())
        actions.open_again(request.session, history)
    except (ReportError, actions.TooLongToRememberError) as fault:
        return faults.page(
            request,
            400,
            "We cannot go on with this report",
            str(fault),
            "Write the answers into the file instead.",
        )
    return redirect("interview")


@never_cache
@require_safe
def interview(request: HttpRequest) -> HttpResponse:
    """Go to the first question that is still open."""
    so_far = recalled(request)
    if so_far.is_stale(today()):
        return render(request, "stale.html", {"on": so_far.on})
    if next_screen(so_far.steps, current(), on=so_far.on) is None:
        return redirect("result")
    return redirect("screen", number=len(so_far.steps) + 1)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: HttpRequest, number: int) -> HttpResponse:
    """Show one page of questions, or take its answers."""
    so_far = recalled(request)
    if so_far.is_stale(today()) or not 1 <= number <= len(so_far.steps) + 1:
        return redirect("interview")
    shown = next_screen(so_far.steps[: number - 1], current(), on=so_far.on)
    if shown is None:
        return redirect("result")
    if request.method == "POST":
        return _take(request, so_far, number, shown)
    known = actions.merged([*([so_far.later] if so_far.later else []), *so_far.steps])
    form = ScreenForm(shown, current(), on=so_far.on, initial=values_of(known))
    return _page(request, so_far, number, form)


def _take(request: HttpRequest, so_far: Interview, number: int, shown: Screen) -> HttpResponse:
    action = request.POST.get("action", "next")
    kind = PartialScreenForm if action == "stop" else ScreenForm
    form = kind(shown, current(), on=so_far.on, data=_posted(request.POST, shown))
    contradiction = action == "none" and _contradiction(request.POST, shown)
    if contradiction:
        form.add_error(None, contradiction)
    if not form.is_valid():
        return _page(request, so_far, number, form, status=400)
    step = form.step()
    if step.asked:
        try:
            so_far = actions.answer(request.session, so_far, number - 1, step, current())
        except actions.TooLongToRememberError as fault:
            form.add_error(None, str(fault))
            return _page(request, so_far, number, form, status=400)
    return redirect("result" if action == "stop" else "interview")


def _posted(data: QueryDict, shown: Screen) -> QueryDict:
    """Return what was posted; "No to all of these" fills in every "no"."""
    if data.get("action") != "none" or _contradiction(data, shown):
        return data
    filled = data.copy()
    for key in shown.asks:
        if key not in TITLES:
            filled[key] = NO
    return filled


def _contradiction(data: QueryDict, shown: Screen) -> str:
    if any(data.get(key, NO) != NO for key in shown.asks):
        return (
            "You chose \u201cNo to all of these\u201d, but one answer below is not \u201cNo\u201d. "
            "If that answer is right, answer the others and choose \u201cNext\u201d."
        )
    return ""


def _page(
    request: HttpRequest, so_far: Interview, number: int, form: ScreenForm, status: int = 200
) -> HttpResponse:
    before = so_far.steps[: number - 1]
    expected = max(progress(before, current(), on=so_far.on).expected, number)
    shown = {
        "form": form,
        "screen": form.screen,
        "number": number,
        "previous": number - 1,
        "done": number - 1,
        "expected": expected,
        "items": list(form.items()),
        **DRAWING,
        "sexes": SEXES,
        "scale": SCALE,
        "faults": form.faults() if form.is_bound else [],
        "is_checklist": len(form.screen.asks) > 1 and not set(form.screen.asks) & set(TITLES),
    }
    return render(request, "interview.html", shown, status=status)
