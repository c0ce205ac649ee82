"""Messages to a person, from a template or free; and the templates."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lumbago.web.clinic import writing
from lumbago.web.clinic.forms import MessageForm, TemplateForm, filled
from lumbago.web.clinic.models import MessageTemplate
from lumbago.web.clinic.showing import messages_for
from lumbago.web.clinic.views.caring import beside_form
from lumbago.web.views import faults
from lumbago.web.views.faults import post_only

ON_A_PAGE = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show what was written to a person and whether it was read, and take a new message."""
    templates = MessageTemplate.objects.filter(author=request.user)
    form = MessageForm(
        request.POST if request.method == "POST" else None, initial={"text": _begun(request, templates)}
    )
    if form.is_valid():
        writing.send(request.person, request.user, form.cleaned_data["text"])
        return redirect("clinic-messages", person_id=person_id)
    rows = request.person.messages.select_related("author")
    return beside_form(request, "messages", form, rows, {"templates": templates})


def _begun(request: HttpRequest, templates) -> str:
    """Return the text to begin with: that of the template whose number the address has."""
    number = request.GET.get("template", "")[:18]
    template = templates.filter(pk=int(number)).first() if number.isdecimal() else None
    return filled(template.text, request.person.name) if template else ""


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: HttpRequest) -> HttpResponse:
    """Show an account's own templates, and take a new one."""
    own = MessageTemplate.objects.filter(author=request.user)
    form = TemplateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if own.count() >= writing.MOST_TEMPLATES:
            return _too_many(request)
        writing.keep_template(request.user, form.cleaned_data["title"], form.cleaned_data["text"], None)
        return redirect("clinic-templates")
    shown = {
        "form": form,
        "faults": form.faults() if form.is_bound else [],
        "page": Paginator(own, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "clinic/templates.html", shown, status=400 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, template_id: int) -> HttpResponse:
    """Change a template."""
    own = writing.own_template(request.user, template_id)
    before = {"title": own.title, "text": own.text}
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=before)
    if form.is_valid():
        writing.keep_template(request.user, form.cleaned_data["title"], form.cleaned_data["text"], own)
        return redirect("clinic-templates")
    shown = {"form": form, "template": own, "faults": form.faults() if form.is_bound else []}
    return render(request, "clinic/template.html", shown, status=400 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def template_deleted(request: HttpRequest, template_id: int) -> HttpResponse:
    """Ask once, then delete a template; what was sent from it stays."""
    own = writing.own_template(request.user, template_id)
    if request.method != "POST":
        return render(request, "clinic/template_delete.html", {"template": own})
    own.delete()
    return redirect("clinic-templates")


@never_cache
@require_safe
def received(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show a person all that clinicians wrote to them."""
    rows = request.person.messages.filter(read_at__isnull=False).select_related("author")
    shown = {
        "person": request.person,
        "tab": "received",
        "unread_messages": messages_for(request.person),
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "clinic/received.html", shown)


@post_only
def read(request: HttpRequest, person_id: str, message_id: int) -> HttpResponse:
    """Note that a message was read, and go back to where it stood."""
    writing.mark_read(request.person, message_id)
    latest = request.person.kept.last()
    if request.POST.get("then") == "messages" or latest is None:
        return redirect("messages", person_id=person_id)
    return redirect("today", kept_id=latest.pk)


def _too_many(request: HttpRequest) -> HttpResponse:
    return faults.page(
        request,
        400,
        _("There are many templates already"),
        _("There are %(number)d, and that is the most there can be.") % {"number": writing.MOST_TEMPLATES},
        _("Go back, delete one that is no longer needed, and add the new one then."),
    )
