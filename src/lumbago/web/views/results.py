"""The answer: from an interview, from a written report, or as kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lumbago.care import assess
from lumbago.errors import ReportError
from lumbago.interview import history_of
from lumbago.knowledge import current
from lumbago.record import LARGEST_REPORT, Assessment, Form, Scope, read_history
from lumbago.web import actions
from lumbago.web.forms import WrittenReport
from lumbago.web.models import KeptAssessment
from lumbago.web.views import faults
from lumbago.web.views.faults import post_only
from lumbago.web.views.interview import recalled, today
from lumbago.web.wording import STATUS_WORDS, answer_of
from lumbago.web.written import assessment_from, form_of, report_json


@never_cache
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Show what the answers so far say."""
    so_far = recalled(request)
    if not so_far.steps:
        return redirect("home")
    if so_far.is_stale(today()):
        return render(request, "stale.html", {"on": so_far.on})
    assessment = assess(history_of(so_far.steps, on=so_far.on), current())
    return render(request, "result.html", _shown(assessment, pages=len(so_far.steps)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def written(request: HttpRequest) -> HttpResponse:
    """Take a report as a file or as text, and show what it says; nothing is stored."""
    if request.method != "POST":
        return render(request, "written.html", {})
    form = WrittenReport(request.POST, request.FILES)
    form.is_valid()
    file = form.cleaned_data.get("file")
    if file and file.size > 4 * LARGEST_REPORT:
        return faults.too_large(request, limit=LARGEST_REPORT)
    text = form.cleaned_data.get("text") or ""
    try:
        if file:
            text = _decoded(file.read())
        if not text.strip():
            raise ReportError(
                "file", "nothing was chosen or pasted", "Choose a report.toml or report.json, or paste one"
            )
        history = read_history(text, form_of(file.name if file else "", text), today=today())
        assessment = assess(history, current())
    except ReportError as fault:
        return render(request, "written.html", {"fault": fault, "text": text}, status=400)
    return render(request, "result.html", _shown(assessment, pages=0))


@post_only
def download(request: HttpRequest) -> HttpResponse:
    """Hand a report back as report.json."""
    try:
        history = read_history(request.POST.get("report", ""), Form.JSON, today=today())
    except ReportError as fault:
        return _unreadable(request, fault)
    response = HttpResponse(report_json(history), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="report.json"'
    response["Cache-Control"] = "no-store"
    return response


@post_only
def keep(request: HttpRequest) -> HttpResponse:
    """Store one assessment on this machine, and show its link."""
    try:
        history = read_history(request.POST.get("report", ""), Form.JSON, today=today())
        kept = actions.keep(assess(history, current()))
    except ReportError as fault:
        return _unreadable(request, fault)
    return redirect("kept", kept_id=kept.id)


@never_cache
@require_safe
def kept(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Show an assessment as it was given."""
    stored = get_object_or_404(KeptAssessment, id=kept_id)
    return render(
        request, "result.html", {**_shown(assessment_from(stored.assessment), pages=0), "kept": stored}
    )


@post_only
def delete(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Delete a kept assessment."""
    actions.delete(get_object_or_404(KeptAssessment, id=kept_id))
    return redirect("deleted")


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """Say that it is gone."""
    return render(request, "deleted.html", {})


def _shown(assessment: Assessment, *, pages: int) -> dict[str, Any]:
    answer = answer_of(assessment, current())
    return {
        "answer": answer,
        "scope": answer.scope.value,
        "is_incomplete": answer.scope in {Scope.INCOMPLETE, Scope.TRIAGE_ONLY}
        and not assessment.triage.is_complete,
        "top_reasons": [reason for reason in answer.reasons if reason.level == answer.level_words],
        "more_reasons": [reason for reason in answer.reasons if reason.level != answer.level_words],
        "text_status": STATUS_WORDS[answer.texts.status],
        "report": report_json(assessment.history),
        "pages": pages,
        "knowledge_version": current().version,
        "can_open": not assessment.history.check_ins,
    }


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReportError(
            "file", "it is not text", "Choose a report.toml or report.json saved as UTF-8"
        ) from None


def _unreadable(request: HttpRequest, fault: ReportError) -> HttpResponse:
    return faults.page(
        request, 400, "We could not read that report", f"{fault.field}: {fault.problem}.", f"{fault.remedy}."
    )
