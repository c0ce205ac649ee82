"""My data: take all of it away, or delete it for good. Only the owner comes here."""

from allauth.account.decorators import reauthentication_required
from allauth.decorators import rate_limit
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lumbago.errors import ReportError
from lumbago.web.models import KeptAssessment
from lumbago.web.people.deleting import delete_account, delete_person, held_of, reports_of
from lumbago.web.people.exporting import as_json, as_tables, everything_of, report_of
from lumbago.web.views import faults
from lumbago.web.views.interview import today

JSON, ZIP = "application/json", "application/zip"


@never_cache
@require_safe
def my_data(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show what can be taken away, and the way to deleting it."""
    shown = {"person": request.person, "held": held_of(request.person), "latest": request.person.kept.last()}
    return render(request, "people/data.html", shown)


@never_cache
@require_safe
@rate_limit(action="take_away", limit_get=True)
def everything(request: HttpRequest, person_id: str) -> HttpResponse:
    """Hand everything out in one file."""
    return _file(as_json(everything_of(request.person, today=today())), JSON, "lumbago.json")


@never_cache
@require_safe
@rate_limit(action="take_away", limit_get=True)
def tables(request: HttpRequest, person_id: str) -> HttpResponse:
    """Hand reports and check-ins out for a spreadsheet."""
    return _file(as_tables(request.person, today=today()), ZIP, "lumbago.zip")


@never_cache
@require_safe
def report(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Hand one history out as report.json, which can be read back."""
    try:
        text = report_of(get_object_or_404(KeptAssessment, id=kept_id), today=today())
    except ReportError as fault:
        return faults.unreadable(request, fault)
    return _file(text, JSON, "report.json")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, person_id: str) -> HttpResponse:
    """Say what would go, and delete it once that was read."""
    if request.method != "POST":
        person = request.person
        shown = {"person": person, "held": held_of(person), "reports": reports_of(person)}
        return render(request, "people/delete.html", shown)
    delete_person(request.person)
    return redirect("gone")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def account_delete(request: HttpRequest) -> HttpResponse:
    """Say what would go with an account, and delete it; the password is asked for again before."""
    account = request.user
    if request.method != "POST":
        people = [(person, held_of(person)) for person in account.people.all()]
        shown = {"people": people, "reports": reports_of(*account.people.all())}
        return render(request, "people/account_delete.html", shown)
    logout(request)
    delete_account(account)
    return redirect("gone")


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """Say that it is deleted, and what may still be elsewhere."""
    return render(request, "people/gone.html", {})


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
