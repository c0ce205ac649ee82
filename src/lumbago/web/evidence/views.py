"""Pages of the evidence browser; each says the same to everybody."""

from collections import Counter
from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lumbago.knowledge import current
from lumbago.web.evidence import lists, markdown, shipped
from lumbago.web.evidence.changes import changes as every_change
from lumbago.web.evidence.changes import files
from lumbago.web.evidence.kinds import KINDS, Fact, fact_of
from lumbago.web.evidence.records import record_of, records_of
from lumbago.web.evidence.related import page_for_people, related_to
from lumbago.web.evidence.sheets import sheet_of
from lumbago.web.evidence.statements import STATUSES, review_of, status_in_words, statuses_of
from lumbago.web.views.interview import today
from lumbago.web.views.pages import LONGEST_QUERY

JSON = {"ensure_ascii": False, "indent": 1}
"""Readable by people too."""


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Show what there is, how well it is founded, and what words lead to."""
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    overviews = lists.overviews()
    total: Counter[str] = Counter()
    for one in overviews:
        total.update(one.statements)
    shown = {
        "words": words,
        "hits": [(fact, KINDS[fact.kind]) for fact in lists.found_by(words)] if words else [],
        "rows": [(KINDS[one.kind], one, lists.told(one.statements)) for one in overviews],
        "statuses": {status: status_in_words(status) for status in STATUSES},
        "total": lists.told(total),
        "awaiting": sum(one.awaiting for one in overviews),
        "facts": sum(one.count for one in overviews),
        "version": current().version,
        "today": today(),
    }
    return render(request, "evidence/evidence.html", shown)


@require_safe
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """List every fact of a kind."""
    if kind not in KINDS:
        raise Http404(kind)
    columns = lists.columns_of(kind)
    order = _one_of(request.GET.get("sort", ""), {sign + key for key, _ in columns for sign in ("", "-")})
    status = _one_of(request.GET.get("status", ""), set(STATUSES))
    found = lists.listed(kind, order=order or lists.TITLE, status=status)
    page = Paginator(found, lists.A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "kind": KINDS[kind],
        "page": page,
        "entries": [lists.entry_of(fact) for fact in page.object_list],
        "columns": [(key, label, order.removeprefix("-") == key, order == key) for key, label in columns],
        "order": order,
        "status": status,
        "statuses": {status: status_in_words(status) for status in STATUSES},
        "today": today(),
    }
    return render(request, "evidence/kind.html", shown)


@require_safe
def fact(request: HttpRequest, kind: str, id_: str) -> HttpResponse:
    """Show everything that one fact says, what it rests on, and what names it."""
    held = _held(kind, id_)
    review = review_of(held)
    shown = {
        "fact": held,
        "kind": KINDS[kind],
        "sheet": sheet_of(held),
        "related": related_to(held),
        "statuses": lists.told(statuses_of(held)),
        "is_several": statuses_of(held).total() > 1,
        "review": review,
        "is_overdue": review is not None and review < today(),
        "for_people": page_for_people(held),
        "version": current().version,
    }
    return render(request, "evidence/fact.html", shown)


@require_safe
def record(request: HttpRequest, kind: str, id_: str) -> HttpResponse:
    """Give one fact to a program."""
    held = record_of(kind, id_)
    if held is None:
        raise Http404(id_)
    return JsonResponse(held, json_dumps_params=JSON)


@require_safe
def records(request: HttpRequest, kind: str) -> HttpResponse:
    """Tell a program what there is of a kind."""
    if kind not in KINDS:
        raise Http404(kind)
    return JsonResponse(records_of(kind), json_dumps_params=JSON)


@require_safe
def validation(request: HttpRequest) -> HttpResponse:
    """List the validation reports, and how many targets each met and missed."""
    reports = [(name, markdown.page_of(shipped.report(name) or "")) for name in shipped.report_names()]
    return render(request, "evidence/validation.html", {"reports": reports})


@require_safe
def report(request: HttpRequest, name: str) -> HttpResponse:
    """Show one validation report."""
    text = shipped.report(name)
    if text is None:
        raise Http404(name)
    return render(request, "evidence/report.html", {"report": markdown.page_of(text), "name": name})


@csp_replace({"default-src": [NONE], "style-src": [UNSAFE_INLINE]})
@require_safe
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """Show a figure of a report: its colours are written in the drawing, and it may load and run nothing."""
    drawn = shipped.figure(name)
    if drawn is None:
        raise Http404(name)
    return HttpResponse(drawn, content_type="image/svg+xml")


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Show what changed in the knowledge, and in the program."""
    log = shipped.change_log()
    counted = [
        (KINDS[folder].many if folder in KINDS else folder, count) for folder, count in files().items()
    ]
    shown: dict[str, Any] = {
        "changes": every_change(),
        "version": current().version,
        "files": counted,
        "program": markdown.page_of(log, deeper=1) if log is not None else None,
    }
    return render(request, "evidence/changes.html", shown)


def _held(kind: str, id_: str) -> Fact:
    held = fact_of(kind, id_)
    if held is None:
        raise Http404(id_)
    return held


def _one_of(word: str, known: set[str]) -> str:
    """Return a word of an address if it is known; what is not is as if it had not been said."""
    return word if word in known else ""
