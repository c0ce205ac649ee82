"""What clinicians write down about a person: notes that are never edited, and tasks."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lumbago.web.clinic import writing
from lumbago.web.clinic.forms import NoteForm, TaskForm
from lumbago.web.views.faults import post_only
from lumbago.web.views.interview import today

ON_A_PAGE = 20
DONE = "done"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show the notes, and take a new one."""
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        writing.write_note(request.person, request.user, form.cleaned_data["text"])
        return redirect("clinic-notes", person_id=person_id)
    return beside_form(request, "notes", form, request.person.notes.select_related("author"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def strike(request: HttpRequest, person_id: str, note_id: int) -> HttpResponse:
    """Ask once, then strike a note out."""
    note = writing.own_note(request.person, request.user, note_id)
    if request.method != "POST":
        return render(request, "clinic/strike.html", {"person": request.person, "note": note})
    writing.strike(note)
    return redirect("clinic-notes", person_id=person_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show what is to be done and what was done, and take something new."""
    form = TaskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        writing.add_task(request.person, request.user, said["text"], said["due"])
        return redirect("clinic-tasks", person_id=person_id)
    rows, show = request.person.tasks.select_related("author", "done_by"), request.GET.get("show")
    done = rows.filter(done_at__isnull=False).order_by("-done_at")
    chosen = done if show == DONE else rows.filter(done_at__isnull=True)
    return beside_form(
        request, "tasks", form, chosen, {"show": DONE if show == DONE else "", "today": today()}
    )


@post_only
def task_done(request: HttpRequest, person_id: str, task_id: int) -> HttpResponse:
    """Mark a task as done."""
    writing.finish(request.person, request.user, task_id)
    return redirect("clinic-tasks", person_id=person_id)


@post_only
def task_undo(request: HttpRequest, person_id: str, task_id: int) -> HttpResponse:
    """Mark a task as open again."""
    writing.reopen(request.person, task_id)
    return redirect("clinic-tasks", person_id=person_id)


def beside_form(
    request: HttpRequest, tab: str, form: forms.Form, rows: QuerySet, beside: dict[str, Any] | None = None
) -> HttpResponse:
    """Return a page of a person with a form and a list, a page of it at a time."""
    shown = {
        "person": request.person,
        "tab": tab,
        "form": form,
        "faults": form.faults() if form.is_bound else [],
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        **(beside or {}),
    }
    return render(request, f"clinic/{tab}.html", shown, status=400 if form.errors else 200)
