"""Accounts: whether one may sign up here, and what happens after too many wrong passwords."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from lumbago.web.people.keeping import only_here
from lumbago.web.views import faults


class AccountAdapter(DefaultAccountAdapter):
    """What an instance decides about accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return whether anybody may make an account here."""
        return bool(settings.SIGN_UP_IS_OPEN)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where to go after signing in: to whom this device keeps, if anybody."""
        return (
            reverse("mine") if only_here(request).exists() else str(super().get_login_redirect_url(request))
        )

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Return where to go after making an account, as after signing in."""
        return self.get_login_redirect_url(request)


def locked_out(request: HttpRequest, credentials: object, *args: object, **named: object) -> HttpResponse:
    """429: too many wrong passwords; nothing is said of whether the account exists."""
    minutes = round(60 * settings.AXES_COOLOFF_TIME)
    return faults.page(
        request,
        429,
        _("Too many tries"),
        _("The name or the password was wrong too often."),
        _("Wait %(minutes)s minutes, then try again. Your data is safe.") % {"minutes": minutes},
    )
