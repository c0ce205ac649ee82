"""My people: whom this account or device keeps, their earlier answers, and those who let this account in."""

from allauth.decorators import rate_limit
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lumbago.web.people.device import remember
from lumbago.web.people.forms import ClaimForm, NameForm
from lumbago.web.people.guard import note
from lumbago.web.people.keeping import (
    claim,
    followed_by,
    new_person,
    only_here,
    others_than_new,
    people_of,
    with_days,
)
from lumbago.web.people.once import new_form_key
from lumbago.web.people.rights import Role
from lumbago.web.people.sharing import end_grants
from lumbago.web.views.faults import post_only

ON_A_PAGE = 20


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show whom this account or device keeps, and whom it follows."""
    return _mine(request, ClaimForm(only_here(request)))


def _mine(request: HttpRequest, form: ClaimForm, status: int = 200) -> HttpResponse:
    people = Paginator(with_days(people_of(request)), ON_A_PAGE)
    followed = Paginator(with_days(followed_by(request)).prefetch_related("grants"), ON_A_PAGE)
    shown = {
        "people": people.get_page(request.GET.get("page")),
        "followed": [
            (person, [grant for grant in person.grants.all() if _holds_for(request, grant)])
            for person in followed.get_page(request.GET.get("followed"))
        ],
        "pages_of_followed": followed.get_page(request.GET.get("followed")),
        "form": form,
        "to_claim": only_here(request) if request.user.is_authenticated else (),
        "faults": form.faults() if form.is_bound else [],
    }
    return render(request, "people/mine.html", shown, status=status)


def _holds_for(request: HttpRequest, grant) -> bool:
    return grant.to_id == request.user.pk and grant.ended_at is None


@post_only
def claimed(request: HttpRequest) -> HttpResponse:
    """Move those who were chosen from this device into the account that is signed in."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    form = ClaimForm(only_here(request), request.POST)
    if not form.is_valid():
        return _mine(request, form, status=400)
    for person in claim(request, form.cleaned_data["people"]):
        note(request, "claim", Role.OWNER, person)
    return redirect("mine")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="keep")
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody, such as a person of the family."""
    others = others_than_new(request, request.POST.get("name", "").strip())
    form = NameForm(others, request.POST if request.method == "POST" else None)
    if form.is_valid():
        person, key = new_person(request, form.cleaned_data["name"])
        note(request, "person-add", Role.OWNER, person)
        response = redirect("mine")
        if key:
            remember(response, key)
        return response
    shown = {"form": form, "form_key": new_form_key(), "faults": form.faults() if form.is_bound else []}
    return render(request, "people/name.html", shown, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, person_id: str) -> HttpResponse:
    """Change what a person is called."""
    person = request.person
    names = people_of(request).values_list("name", flat=True)
    taken = [name for name in names if name != person.name]
    form = NameForm(taken, request.POST if request.method == "POST" else None, initial={"name": person.name})
    if form.is_valid():
        person.name = form.cleaned_data["name"]
        person.save(update_fields=["name"])
        return redirect("mine")
    shown = {"form": form, "person": person, "faults": form.faults() if form.is_bound else []}
    return render(request, "people/name.html", shown, status=400 if form.errors else 200)


@never_cache
@require_safe
def archive(request: HttpRequest, person_id: str) -> HttpResponse:
    """List what was kept of a person, the latest first."""
    kept = request.person.kept.defer("report", "assessment").order_by("-kept_at")
    pages = Paginator(kept.annotate(days=Count("check_ins")), ON_A_PAGE)
    shown = {"person": request.person, "kept": pages.get_page(request.GET.get("page"))}
    return render(request, "people/archive.html", shown)


@post_only
def leave(request: HttpRequest, person_id: str) -> HttpResponse:
    """Stop seeing a person who let this account in."""
    end_grants(request.person, to=request.user)
    return redirect("mine")
