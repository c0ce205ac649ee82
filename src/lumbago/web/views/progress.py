"""Progress: how it goes, against the forecast; what-ifs; daily life, activity and exercises done."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lumbago.knowledge import current
from lumbago.record import Assessment
from lumbago.web.course import Course
from lumbago.web.followed import Today, first_of, with_forecast
from lumbago.web.models import KeptAssessment
from lumbago.web.progress_charts import activity_chart, disability_chart, exercise_chart, pain_chart
from lumbago.web.views.following import alarm_first, going_of, may_of
from lumbago.web.what_if import MOST_REST, MOVES, PLAN_REST, asked_in, what_if_of
from lumbago.wording.exercises import KINDS
from lumbago.wording.forecasting import tell
from lumbago.wording.language import say

LISTED = 14
"""Check-ins on one page of the list."""

FRAGMENT = "what-if-shown"
"""What a moved slider asks for, in place of the whole page."""


@never_cache
@require_safe
@alarm_first
def progress(request: HttpRequest, kept: KeptAssessment, standing: Today) -> HttpResponse:
    """Show how it goes; to a moved slider, the what-if alone. No forecast where what was said has aged."""
    assessment = with_forecast(standing, current()) if standing.is_fresh else standing.assessment
    course = _course(kept, standing, assessment)
    what_if = what_if_of(standing, course, asked_in(request.GET))
    shown: dict[str, Any] = {
        "kept": kept,
        "tab": "progress",
        "what_if": what_if,
        "most_rest": MOST_REST,
        "plan_rest": PLAN_REST,
        "moves": list(enumerate(MOVES)),
    }
    if request.htmx.target == FRAGMENT:
        return render(request, "following/what_if.html", {**shown, "is_fragment": True})
    shown |= {**may_of(request), **going_of(standing), **_test(assessment), **_charts(course)}
    if assessment.forecast is not None:
        shown["words"] = tell(assessment.history, assessment.forecast)
        shown["has_first"] = course.first is not None
    said = list(reversed(standing.history.check_ins))
    shown["said"] = Paginator(said, LISTED).get_page(request.GET.get("page"))
    return render(request, "progress.html", shown)


@require_safe
def review(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Lead on from where this page was before."""
    return redirect("progress", kept_id=kept_id, permanent=True)


def _course(kept: KeptAssessment, standing: Today, assessment: Assessment) -> Course:
    """Return what is drawn; the forecast of the start only beside one of now, which may be shown."""
    now = assessment.forecast
    first = first_of(kept.id).forecast if now is not None and standing.history.check_ins else None
    day = (standing.on - standing.history.report.on).days
    return Course(standing.history, first, now, day)


def _charts(course: Course) -> dict[str, Any]:
    return {
        "pain": pain_chart(course),
        "disability": disability_chart(course),
        "activity": activity_chart(course),
        "exercise": exercise_chart(course, {kind: say(words) for kind, words in KINDS.items()}),
    }


def _test(assessment: Assessment) -> dict[str, Any]:
    """Return what tells how the alert works."""
    test = assessment.review.test if assessment.review else None
    return {} if test is None else {"test": test, "share": round(100 * test.false_alarms)}
