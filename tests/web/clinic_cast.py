"""The people of the clinic's tests: an owner, a clinician, family, a guest and strangers."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from following_cast import keep, of

from lumbago.web.models import KeptAssessment
from lumbago.web.people.guard import OPENED
from lumbago.web.people.models import Grant, GrantRole, LinkKind, Person, ShareLink

NOBODY = "00000000-0000-4000-8000-000000000000"


def account(name):
    """Return the account of a name."""
    return get_user_model().objects.get_or_create(username=name)[0]


def signed_in(name):
    """Return a browser in which an account is signed in."""
    browser = Client()
    browser.force_login(account(name))
    return browser


def somebody(name="Ana", *, owner="owner", clinicians=("clinician",)):
    """Return a person kept by an account, who let clinicians in."""
    person = Person.objects.create(name=name, owner=account(owner))
    for one in clinicians:
        let_in(person, one)
    return person


def let_in(person, name, role=GrantRole.CLINICIAN):
    """Let an account in."""
    return Grant.objects.create(person=person, to=account(name), role=role)


def kept_for(person, example="strain-ready-for-a-plan", *, days_ago=5):
    """Keep an example for a person; return the address of what was kept."""
    address = keep(example, days_ago=days_ago)
    KeptAssessment.objects.filter(pk=of(address).pk).update(person=person)
    return address


def guest_of(person):
    """Return a browser that opened a link to look at a person."""
    link = ShareLink.objects.create(
        person=person,
        kind=LinkKind.LOOK,
        digest=f"digest of {person.pk}",
        label="Dr Who",
        expires_at=timezone.now() + timedelta(days=1),
    )
    browser = Client()
    browser.force_login(account("passer-by"))  # for a session to write in; the account has no rights
    session = browser.session
    session[OPENED] = [str(link.pk)]
    session.save()
    return browser


def browsers_of(person):
    """Return a browser for each way to come to a person."""
    let_in(person, "family", GrantRole.FOLLOWER)
    return {
        "owner": signed_in(person.owner.get_username()),
        "clinician": signed_in("clinician"),
        "follower": signed_in("family"),
        "guest": guest_of(person),
        "stranger": signed_in("stranger"),
        "nobody": Client(),
    }
