"""The answer: from an interview or from a written report; and keeping it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

from allauth.decorators import rate_limit
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lumbago.care import advise, assess, foretell
from lumbago.errors import ReportError
from lumbago.interview import Step, history_of
from lumbago.interview.medicine_lines import UNNAMED
from lumbago.knowledge import current
from lumbago.record import Assessment, Form, History, Scope, read_history
from lumbago.web import actions
from lumbago.web.fan import fan_of
from lumbago.web.languages import spoken
from lumbago.web.people.choosing import NotChosenError, chosen_person
from lumbago.web.people.device import remember
from lumbago.web.people.once import form_key_of, new_form_key
from lumbago.web.plain_faults import plain
from lumbago.web.planned import planned_of
from lumbago.web.showing import answer_of
from lumbago.web.views import faults
from lumbago.web.views.faults import post_only
from lumbago.web.views.interview import recalled, today
from lumbago.web.written import form_of, is_named_as_report, report_json
from lumbago.wording.forecasting import tell
from lumbago.wording.language import say
from lumbago.wording.words import STATUS_WORDS

REMEMBERED = 64
"""Answers that one process remembers."""

BROKEN = "\ufffd"
"""What a browser shows in place of a character that is none."""
BYTE_ORDER_MARK = "\ufeff"
"""What some editors put before a text, and copy with it; no part of what it says."""


@never_cache
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Show what the answers so far say."""
    so_far = recalled(request)
    if not so_far.steps:
        return redirect("home")
    if so_far.is_stale(today()):
        return render(request, "stale.html", {"on": so_far.on})
    history = history_of(so_far.steps, on=so_far.on)
    assessment = answered(history, guideline_in(request.GET))
    shown = shown_of(assessment, unsure=_unsure(so_far.steps, history))
    return render(request, "result.html", {**shown, "pages": len(so_far.pages), "form_key": new_form_key()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="written")
def written(request: HttpRequest) -> HttpResponse:
    """Take a report as a file or as text, and show what it says; nothing is stored."""
    if request.method != "POST":
        return render(request, "written.html", {})
    file, text = request.FILES.get("file"), request.POST.get("text", "")
    try:
        text = _sent(file, text)
        _check_letters(text)
        history = read_history(text, form_of(file.name if file else "", text), today=today())
        assessment = answered(history, guideline_in(request.POST))
    except ReportError as fault:
        told = plain(fault)
        if told.field == "file" and text.strip() and not file:
            told = replace(told, field="text")
        shown = {"fault": told, "text": text.replace("\0", BROKEN)}
        return render(request, "written.html", shown, status=400)
    return render(request, "result.html", {**shown_of(assessment), "form_key": new_form_key()})


@post_only
def download(request: HttpRequest) -> HttpResponse:
    """Hand a report back as report.json."""
    try:
        history = read_history(request.POST.get("report", ""), Form.JSON, today=today())
    except ReportError as fault:
        return faults.unreadable(request, fault)
    response = HttpResponse(report_json(history), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="report.json"'
    response["Cache-Control"] = "no-store"
    return response


@post_only
@rate_limit(action="keep")
def keep(request: HttpRequest) -> HttpResponse:
    """Store one assessment on this machine, for the account or for this device, and show it."""
    try:
        history = read_history(request.POST.get("report", ""), Form.JSON, today=today())
        assessment = answered(history, guideline_in(request.POST))
    except ReportError as fault:
        return faults.unreadable(request, fault)
    try:
        person, key = chosen_person(request)
    except NotChosenError as fault:
        return faults.page(
            request,
            400,
            _("For whom is it?"),
            str(fault),
            _("Nothing was kept. Go back, choose one person or write one name, and keep it again."),
        )
    stored = actions.keep(assessment, person, form_key_of(request))
    response = redirect("kept", kept_id=stored.id)
    if key:
        remember(response, key)
    return response


def answered(history: History, guideline: str = "") -> Assessment:
    """Answer a history, with forecast and plan where its reader may be shown them.

    What is shown, printed and then kept is the same answer, so it is worked out once in a process.
    """
    return _answered(_Asked(report_json(history), guideline, current().version, history))


@dataclass(frozen=True)
class _Asked:
    report: str
    guideline: str
    version: str
    history: History = field(compare=False)


@lru_cache(maxsize=REMEMBERED)
def _answered(asked: _Asked) -> Assessment:
    return advise(foretell(assess(asked.history, current()), current()), current(), asked.guideline)


def guideline_in(fields: QueryDict) -> str:
    """Return the guideline that was chosen; empty for none.

    Raises:
        Http404: When there is no such guideline.
    """
    chosen = fields.get("guideline", "")
    if chosen and chosen not in current().guidelines:
        raise Http404(chosen)
    return chosen


def shown_of(assessment: Assessment, unsure: Collection[str] = ()) -> dict[str, Any]:
    """Return what the templates show of an assessment; no plan of a day that is over."""
    answer, history = answer_of(assessment, spoken(), unsure), assessment.history
    is_old = history.is_old(today())
    return {
        "answer": answer,
        "scope": answer.scope.value,
        "on": history.on,
        "is_old": is_old,
        "is_incomplete": answer.scope in {Scope.INCOMPLETE, Scope.TRIAGE_ONLY}
        and not assessment.triage.is_complete,
        "top_reasons": [reason for reason in answer.reasons if reason.level == answer.level_words],
        "more_reasons": [reason for reason in answer.reasons if reason.level != answer.level_words],
        "not_understood": [word for word in assessment.not_understood if word != UNNAMED],
        "text_status": say(STATUS_WORDS[answer.texts.status]),
        "report": report_json(history),
        "knowledge_version": current().version,
        "can_open": not history.check_ins,
        "plan": None if is_old else planned_of(assessment, spoken()),
        **_foretold(assessment),
    }


def _foretold(assessment: Assessment) -> dict[str, Any]:
    """Return the forecast in words and as a picture; nothing where there is none."""
    history, forecast = assessment.history, assessment.forecast
    if forecast is None:
        return {}
    on = history.report.on + timedelta(days=forecast.from_day)
    now = _("today") if on == today() else date_format(on, _("j M"))
    return {"words": tell(history, forecast), "fan": fan_of(history, forecast, now=now)}


def _unsure(steps: Sequence[Step], history: History) -> list[str]:
    """Return what was asked and has no answer."""
    report = history.report
    stated = {"age": report.age, "sex": report.sex, "nprs": report.nprs, "pain_map": report.pain_map}
    stated |= {"onset_days": report.duration_days, "medicines": report.medicines, **report.findings}
    stated |= {key: getattr(report, key) for key in ("allergies", "weight_kg", "pregnancy_weeks")}
    return [key for step in steps for key in step.asked if stated.get(key) is None]


def _sent(file: UploadedFile | None, pasted: str) -> str:
    """Return the text of the report, from the one of the two that was given."""
    if file and pasted.strip():
        raise ReportError(
            "file",
            _("you chose a file and also pasted text, and they may differ"),
            _("Keep one of the two: empty the box and choose the file again, or send the text alone"),
        )
    if file and not is_named_as_report(file.name or ""):
        raise ReportError(
            "file",
            _("the file %(name)s is no report by its name") % {"name": file.name},
            _("Choose a report.toml or report.json. If it holds your answers all the same, paste its text"),
        )
    text = _decoded(file.read()) if file else pasted.removeprefix(BYTE_ORDER_MARK)
    if file and not text.strip():
        problem = _("the file %(name)s is empty") % {"name": file.name}
        raise ReportError("file", problem, _("Choose the file that holds your answers"))
    if not text.strip():
        raise ReportError(
            "file", _("nothing was chosen or pasted"), _("Choose a report.toml or report.json, or paste one")
        )
    return text


def _check_letters(text: str) -> None:
    if "\0" in text:
        raise ReportError(
            "file",
            _("it holds a character that no text has, shown as %(sign)s") % {"sign": BROKEN},
            _("Delete it, and send it again"),
        )


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReportError(
            "file", _("it is not text"), _("Choose a report.toml or report.json saved as UTF-8")
        ) from None
