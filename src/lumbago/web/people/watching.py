"""What happened that matters for safety, one line each, for whoever keeps the instance.

    2026-03-02T09:15:02+0000 INFO lumbago.security signed-in by=account:3 from=203.0.113.9

A line holds the name of an address, never the address; ids, never names; and nothing that anybody typed.
"""

import logging
from collections.abc import Callable
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as steps
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import DatabaseError
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse

LOG = logging.getLogger("lumbago.security")
REFUSED = {400, 403, 413, 422, 429}
"""Answers that honest people seldom get."""

TOLD: tuple[tuple[Signal, str], ...] = (
    (user_logged_in, "signed-in"),
    (user_logged_out, "signed-out"),
    (user_login_failed, "sign-in-failed"),
    (user_locked_out, "locked-out"),
    (account.password_changed, "password-changed"),
    (account.password_reset, "password-reset"),
    (account.email_added, "email-added"),
    (account.email_removed, "email-removed"),
    (account.email_changed, "email-changed"),
    (account.user_signed_up, "signed-up"),
    (steps.authenticator_added, "step-added"),
    (steps.authenticator_removed, "step-removed"),
    (steps.authenticator_reset, "codes-renewed"),
    (steps.authentication_failed, "step-failed"),
)
"""What Django and its guests tell, and what it is called here."""


def watching_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Tell what was refused, and when something broke."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _was_refused(request, response.status_code):
            tell("refused", request, status=response.status_code, act=_name_of(request))
        elif response.status_code >= 500:
            tell("broke", request, status=response.status_code, act=_name_of(request))
        return response

    return respond


def tell(event: str, request: HttpRequest | None, **told: object) -> None:
    """Write one line."""
    whole = {**told, "by": _who(request), "from": request.META.get("REMOTE_ADDR", "") if request else ""}
    LOG.info("%s %s", event, " ".join(f"{name}={value}" for name, value in whole.items() if value))


def listen() -> None:
    """Tell what Django and its guests tell."""
    for signal, event in TOLD:
        signal.connect(_teller(event), weak=False, dispatch_uid=f"lumbago.security.{event}")
    account.authentication_step_completed.connect(
        _step_taken, weak=False, dispatch_uid="lumbago.security.step"
    )


def _teller(event: str) -> Callable[..., None]:
    def receive(sender: object, request: HttpRequest | None = None, user: Any = None, **named: Any) -> None:
        kind = getattr(named.get("authenticator"), "type", "")
        tell(event, request, account=getattr(user, "pk", ""), kind=str(kind))

    return receive


def _step_taken(sender: object, request: HttpRequest, user: Any, method: str, **named: Any) -> None:
    event = "proved-again" if named.get("reauthenticated") else "proved"
    tell(event, request, account=user.pk, method=method, kind=str(named.get("type", "")))


def _was_refused(request: HttpRequest, status: int) -> bool:
    """Whether a door stayed shut: to somebody's page too, which then looks like one that is not there."""
    match = request.resolver_match
    is_of_somebody = match is not None and {"kept_id", "person_id"} & set(match.kwargs)
    return status in REFUSED or (status == 404 and bool(is_of_somebody))


def _name_of(request: HttpRequest) -> str:
    return request.resolver_match.url_name or "" if request.resolver_match else ""


def _who(request: HttpRequest | None) -> str:
    user = getattr(request, "user", None)
    try:
        return f"account:{user.pk}" if user is not None and user.is_authenticated else ""
    except DatabaseError:
        return ""
