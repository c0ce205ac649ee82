"""Whom an account or a device keeps.

request -> people;  request, name -> the person to keep something for
"""

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from lumbago.web.people.device import device_of, with_key
from lumbago.web.people.models import Person

ME = "Me"


def people_of(request: HttpRequest) -> QuerySet[Person]:
    """Return the people whom this account or this device keeps; none for a stranger."""
    device, user = device_of(request), request.user
    mine = Q(owner=user.pk) if user.is_authenticated else Q(pk__in=())
    here = Q(device=device) if device else Q(pk__in=())
    return Person.objects.filter(mine | here)


def followed_by(request: HttpRequest) -> QuerySet[Person]:
    """Return the people who let this account follow them or care for them."""
    if not request.user.is_authenticated:
        return Person.objects.none()
    return Person.objects.filter(grants__to=request.user, grants__ended_at__isnull=True).distinct()


def new_person(request: HttpRequest, name: str) -> tuple[Person, str]:
    """Make a person, kept by the account that is signed in, else by this device.

    Returns:
        The person, and the key that this device must remember; empty where an account keeps them.
    """
    if request.user.is_authenticated:
        return Person.objects.create(name=name or ME, owner=request.user), ""
    key, digest = with_key(request)
    return Person.objects.create(name=name or ME, device=digest), key


def claim(request: HttpRequest) -> int:
    """Move everybody whom this device keeps to the account that is signed in; return how many."""
    device = device_of(request)
    if not device or not request.user.is_authenticated:
        return 0
    return Person.objects.filter(device=device).update(owner=request.user, device="")
