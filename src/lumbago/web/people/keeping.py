"""Whom an account or a device keeps.

request -> people;  request, name -> the person to keep something for
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

from lumbago.web.models import KeptAssessment
from lumbago.web.people.device import device_of, with_key
from lumbago.web.people.models import LONGEST_NAME, Person
from lumbago.web.people.once import form_key_of, person_id_from, secret_from

ME = pgettext_lazy("name of a person", "Me")


def people_of(request: HttpRequest) -> QuerySet[Person]:
    """Return the people whom this account or this device keeps; none for a stranger."""
    device, user = device_of(request), request.user
    mine = Q(owner=user.pk) if user.is_authenticated else Q(pk__in=())
    here = Q(device=device) if device else Q(pk__in=())
    return Person.objects.filter(mine | here)


def only_here(request: HttpRequest) -> QuerySet[Person]:
    """Return the people whom this device alone keeps."""
    device = device_of(request)
    return Person.objects.filter(device=device) if device else Person.objects.none()


def followed_by(request: HttpRequest) -> QuerySet[Person]:
    """Return the people who let this account follow them or care for them."""
    if not request.user.is_authenticated:
        return Person.objects.none()
    return Person.objects.filter(grants__to=request.user, grants__ended_at__isnull=True).distinct()


def with_days(people: QuerySet[Person]) -> QuerySet[Person]:
    """Return people with a list `reports` of what was kept, the latest last; without its many words."""
    listed = KeptAssessment.objects.defer("report", "assessment")
    return people.prefetch_related(Prefetch("kept", listed, to_attr="reports"))


def new_person(request: HttpRequest, name: str, otherwise: str = "") -> tuple[Person, str]:
    """Make a person, kept by the account that is signed in, else by this device; once for one form.

    Args:
        request: With the form, which may have been sent before.
        name: As it was written.
        otherwise: What they are called where nothing was written.

    Returns:
        The person, and the key that this device must remember; empty where an account keeps them.
    """
    keeper, key = _keeper_in(request)
    pk = person_id_from(form_key_of(request), name, _id_of(keeper))
    made = {"name": name or otherwise or str(ME), **keeper}
    if pk is None or Person.objects.filter(pk=pk).exclude(**keeper).exists():  # moved to an account meanwhile
        return Person.objects.create(**made), key
    return Person.objects.get_or_create(pk=pk, defaults=made)[0], key


def others_than_new(request: HttpRequest, name: str) -> list[str]:
    """Return what people are called here, without whom the same form made when it was sent before."""
    keeper, _key = _keeper_in(request)
    pk = person_id_from(form_key_of(request), name, _id_of(keeper))
    return list(people_of(request).exclude(pk=pk).values_list("name", flat=True))


def _keeper_in(request: HttpRequest) -> tuple[dict[str, Any], str]:
    """Return who would keep somebody new, and the key that this device must remember then."""
    if request.user.is_authenticated:
        return {"owner": request.user}, ""
    key, digest = with_key(request, secret_from(form_key_of(request), "device"))
    return {"device": digest}, key


def _id_of(keeper: dict[str, Any]) -> str:
    return str(keeper["owner"].pk if "owner" in keeper else keeper["device"])


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name that nobody else has: the name itself, else with a number.

    Examples:
        >>> free_name("Me", ["me", "Me (2)"])
        'Me (3)'
    """
    known = {other.casefold() for other in taken}
    found, number = name, 1
    while found.casefold() in known:
        number += 1
        found = f"{name[: LONGEST_NAME - 6]} ({number})"
    return found


def claim(request: HttpRequest, chosen: Collection[Person]) -> list[Person]:
    """Move people whom this device keeps to the account that is signed in; return who was moved.

    Two people of one name stay two people: the second gets a number.
    """
    if not request.user.is_authenticated:
        return []
    with transaction.atomic():
        moved = list(only_here(request).filter(pk__in=[person.pk for person in chosen]).select_for_update())
        for person in moved:
            taken = list(Person.objects.filter(owner=request.user).values_list("name", flat=True))
            person.name, person.owner, person.device = free_name(person.name, taken), request.user, ""
            person.save()
    return moved
