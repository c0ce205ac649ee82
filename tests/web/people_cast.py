"""Accounts, devices and links for the tests of who may see whom."""

from datetime import timedelta
from functools import lru_cache

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from following_cast import keep, of

from lumbago.web.models import KeptAssessment
from lumbago.web.people.device import digest_of
from lumbago.web.people.models import Grant, GrantRole, LinkKind, Person
from lumbago.web.people.sharing import make_link

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "a long and winding road"
A_WEEK = timedelta(days=7)


def account(name):
    """Return an account; it has no password, so that none is hashed."""
    return User.objects.get_or_create(username=name)[0]


def person_of(owner, name="Anna"):
    """Return a person whom an account keeps, or a device where a text is given."""
    kept_by = {"device": digest_of(owner)} if isinstance(owner, str) else {"owner": owner}
    return Person.objects.get_or_create(name=name, **kept_by)[0]


def kept_for(person):
    """Keep the same report for a person; the assessment is made once for all tests."""
    report, assessment = _written()
    return KeptAssessment.objects.create(person=person, report=report, assessment=assessment)


def let_in(person, to, role=GrantRole.FOLLOWER):
    """Let an account in."""
    return Grant.objects.create(person=person, to=account(to), role=role)


def signed_in(name):
    """Return a browser in which an account is signed in."""
    client = Client()
    client.force_login(account(name), backend=BACKEND)
    return client


def device(key):
    """Return a browser with the key of a device; no key where the text is empty."""
    client = Client()
    if key:
        client.cookies["device"] = key
    return client


def link_to(person, kind=LinkKind.LOOK, lasting=A_WEEK):
    """Return a link and its code."""
    return make_link(person, kind, "Dr Khan", lasting)


def opened(code, client=None):
    """Return a browser that opened a link by its code."""
    client = client or Client()
    client.post("/shared/", {"code": code})
    return client


def expire(link):
    """Let a link have ended by its day."""
    type(link).objects.filter(pk=link.pk).update(expires_at=timezone.now())


@lru_cache(maxsize=1)
def _written():
    kept = of(keep(days_ago=1))
    written = kept.report, kept.assessment
    kept.delete()
    return written
