"""When somebody who signed in has to sign in again: after a while without a visit, and after a while at all.

session -> the same, or signed out

Whoever lets an account in as a clinician trusts it with their health, often on a machine that others use too:
such an account is signed out sooner.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lumbago.web.people.models import Grant, GrantRole

BEGAN, SEEN, IDLE = "began", "seen", "idle"
"""Where a session keeps, in seconds, when it began, when it was last seen, and how long it may be idle."""

A_VISIT = 600
"""Seconds that pass before a visit is noted again: not every page shall write."""


def ending_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out whoever stayed away for too long."""

    def respond(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            _look_at(request)
        return get_response(request)

    return respond


def _look_at(request: HttpRequest) -> None:
    now, session = _now(), request.session
    began, seen = session.get(BEGAN, now), session.get(SEEN, now)
    if now - began >= settings.SESSION_LASTS or now - seen >= session.get(IDLE, settings.SESSION_IDLE):
        logout(request)
    elif BEGAN not in session or now - seen >= A_VISIT:
        session[BEGAN], session[SEEN] = began, now


def listen() -> None:
    """Begin a session with signing in, renew it when somebody proves anew who they are, and end it whole."""
    user_logged_in.connect(_begin, dispatch_uid="lumbago.sessions.begin")
    authentication_step_completed.connect(_renew, dispatch_uid="lumbago.sessions.renew")
    user_logged_out.connect(_forget, dispatch_uid="lumbago.sessions.forget")


def _begin(request: HttpRequest, user: Any, **named: Any) -> None:
    is_clinician = Grant.objects.open().filter(to=user, role=GrantRole.CLINICIAN).exists()
    request.session[BEGAN] = request.session[SEEN] = _now()
    request.session[IDLE] = settings.SESSION_IDLE_OF_CLINICIANS if is_clinician else settings.SESSION_IDLE


def _renew(request: HttpRequest, **named: Any) -> None:
    """Give a new key to a session that proved itself anew; whoever knew the old one is out."""
    known = request.session.session_key
    if named.get("reauthenticated") and known:
        request.session.cycle_key()
        UserSession.objects.filter(session_key=known).update(session_key=request.session.session_key)


def _forget(request: HttpRequest, **named: Any) -> None:
    """Forget the answers of an interview: whoever comes next to a shared browser must not read them."""
    answers = getattr(request, "answers", None)
    if answers is not None:
        answers.flush()


def _now() -> int:
    return int(timezone.now().timestamp())
