"""The second step in a real browser: codes of an app, passkeys, security keys, and codes for a bad day."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from looking import DESK, PHONE, faults_of
from people_cast import PASSWORD, account
from test_browser_journey import press_to, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PERIOD = 30
"""Seconds for which a code of an app holds."""

PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A phone or a desk that knows its owner."""

SECURITY_KEY = {**PASSKEY, "transport": "usb", "hasResidentKey": False, "hasUserVerification": False}
"""A stick that one presses; it knows nobody."""


@pytest.fixture
def open_page(visit, settings):  # noqa: F811
    """Open a page in a browser of its own; afterwards, its console may hold no complaint."""
    complaints = []
    settings.MFA_TOTP_TOLERANCE = 1  # a code may grow old while a slow machine types it

    def opened(**options):
        page = visit(**{"viewport": DESK, **options})
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield opened
    assert complaints == []


@pytest.fixture(scope="module")
def hashed():
    """Hashing takes its time, as it should: once is enough here."""
    return make_password(PASSWORD)


@pytest.fixture
def ada(hashed):
    """An account with a password."""
    user = account("ada")
    user.password = hashed
    user.save()
    return user


def plug_in(page, kind=PASSKEY):
    """Put a key into the browser."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": kind})


def code_of(secret):
    """Return what an app shows, as if half a minute had passed since the last code was used."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(datetime.now(tz=UTC).timestamp()) // PERIOD))


def heading(page, name):
    page.get_by_role("heading", name=name, level=1, exact=True).wait_for()


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page, name, within="main"):
    page.locator(within).get_by_role("link", name=name, exact=True).click()


def panel(page, title):
    return page.locator("section.panel", has=page.get_by_role("heading", name=title, exact=True))


def to_sign_in(page):
    page.goto("/")
    follow(page, "Sign in", within="header")
    heading(page, "Sign In")


def say_password(page):
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign In")


def is_signed_in(page):
    page.locator("header").get_by_role("link", name="ada", exact=True).wait_for()


def sign_out(page):
    follow(page, "Sign out", within="header")
    heading(page, "Sign Out")
    press(page, "Sign Out")
    page.locator("header").get_by_role("link", name="Sign in", exact=True).wait_for()


def prove_again(page):
    heading(page, "Confirm Access")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Confirm")


def by_keyboard(page, wanted, *, then):
    """Go to something with Tab, press it, and wait for the page that comes."""
    press_to(page, wanted)
    page.keyboard.press("Enter")
    heading(page, then)


def width_of(page, wanted):
    return page.locator(wanted).bounding_box()["width"]


def kinds_of(user):
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def test_from_sign_up_to_signing_in_with_a_code_of_an_app(open_page):
    page = open_page(viewport=PHONE)
    to_sign_in(page)
    follow(page, "sign up")
    page.get_by_label("Username").fill("ada")
    for place in (0, 1):
        page.locator("input[type=password]").nth(place).fill(PASSWORD)
    press(page, "Sign Up")
    is_signed_in(page)

    follow(page, "ada", within="header")
    panel(page, "Authenticator App").get_by_role("link", name="Activate").click()
    prove_again(page)
    secret, width = page.get_by_label("Authenticator secret").input_value(), width_of(page, ".squares svg")
    page.get_by_label("Authenticator code").fill(code_of(secret))
    press(page, "Activate")
    heading(page, "Recovery Codes")
    codes = page.get_by_label("Unused codes").input_value().split()
    sign_out(page)
    follow(page, "Sign in", within="header")
    say_password(page)
    heading(page, "Two-Factor Authentication")
    page.get_by_label("Code").fill("000000")
    press(page, "Sign In")
    refused = page.locator(".errors:visible").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    press(page, "Sign In")

    is_signed_in(page)
    assert width > 150
    assert len(codes) == 10
    assert "Incorrect code." in refused


def test_a_passkey_is_added_signs_in_alone_and_is_removed_without_a_mouse(open_page, ada):
    page = open_page()
    plug_in(page)
    to_sign_in(page)
    say_password(page)
    is_signed_in(page)
    by_keyboard(page, "header a[href='/account/2fa/']", then="Two-Factor Authentication")
    by_keyboard(page, "a[href='/account/2fa/webauthn/add/']", then="Confirm Access")
    prove_again(page)
    press_to(page, "#id_passwordless")
    page.keyboard.press("Space")
    by_keyboard(page, "#mfa_webauthn_add", then="Recovery Codes")
    by_keyboard(page, "header a[href='/account/logout/']", then="Sign Out")
    by_keyboard(page, "main form button", then="Has your back just gone?")

    page.goto("/mine/")
    by_keyboard(page, "main a[href='/account/login/']", then="Sign In")  # from a link that exchanges a part
    by_keyboard(page, "#passkey_login", then="Has your back just gone?")
    is_signed_in(page)
    by_keyboard(page, "header a[href='/account/2fa/']", then="Two-Factor Authentication")
    by_keyboard(page, "a[href='/account/2fa/webauthn/']", then="Security Keys")
    listed = page.locator("main ul.cards").inner_text()
    by_keyboard(page, "main ul.cards a[href$='/remove/']", then="Confirm Access")
    prove_again(page)
    by_keyboard(page, "main form button", then="Security Keys")
    sign_out(page)
    follow(page, "Sign in", within="header")
    press(page, "Sign in with a passkey")

    page.get_by_text("Incorrect code.").wait_for()
    assert "Passkey" in listed
    assert "webauthn" not in kinds_of(ada)


def test_a_security_key_is_the_second_step_and_proves_again_who_somebody_is(open_page, ada):
    page = open_page()
    plug_in(page, SECURITY_KEY)
    to_sign_in(page)
    say_password(page)
    is_signed_in(page)
    page.goto("/account/2fa/webauthn/add/")
    prove_again(page)
    press(page, "Add")
    heading(page, "Recovery Codes")
    sign_out(page)

    follow(page, "Sign in", within="header")
    say_password(page)
    heading(page, "Two-Factor Authentication")
    before = page.locator("header").inner_text()
    press(page, "Use a security key")
    is_signed_in(page)
    follow(page, "ada", within="header")
    panel(page, "Recovery Codes").get_by_role("link", name="View").click()
    heading(page, "Confirm Access")
    follow(page, "Use a security key")
    press(page, "Use a security key")

    heading(page, "Recovery Codes")
    assert "ada" not in before


def test_each_code_for_a_bad_day_signs_in_once_and_new_ones_take_their_place(open_page, ada):
    TOTP.activate(ada, generate_totp_secret())
    old = RecoveryCodes.activate(ada).get_unused_codes()
    page = open_page(accept_downloads=True)
    to_sign_in(page)
    say_password(page)
    page.get_by_label("Code").fill(old[0])
    press(page, "Sign In")
    is_signed_in(page)
    sign_out(page)
    follow(page, "Sign in", within="header")
    say_password(page)
    page.get_by_label("Code").fill(old[0])
    press(page, "Sign In")
    refused = page.locator(".errors:visible").inner_text()
    page.get_by_label("Code").fill(old[1])
    press(page, "Sign In")
    is_signed_in(page)

    follow(page, "ada", within="header")
    left = panel(page, "Recovery Codes").inner_text()
    panel(page, "Recovery Codes").get_by_role("link", name="Generate").click()
    prove_again(page)
    press(page, "Generate")
    page.get_by_text("A new set of recovery codes has been generated.").wait_for()
    new = page.get_by_label("Unused codes").input_value().split()
    with page.expect_download() as taken:
        follow(page, "Download codes")

    assert "Incorrect code." in refused
    assert "8 out of 10" in left
    assert Path(taken.value.path()).read_text(encoding="utf-8").split() == new
    assert not set(new) & set(old)


def test_a_key_that_does_not_answer_is_told_in_words(open_page):
    page = open_page(viewport=PHONE)
    plug_in(page, {**PASSKEY, "isUserVerified": False})
    to_sign_in(page)

    press(page, "Sign in with a passkey")
    page.get_by_role("heading", name="The key did not work").wait_for()

    assert page.evaluate("document.activeElement.className") == "errors"
    assert "use another way" in page.locator(".errors").inner_text()
    assert faults_of(page) == []


def test_who_stops_at_the_second_step_is_signed_out_again(open_page, ada):
    TOTP.activate(ada, generate_totp_secret())
    page = open_page(viewport=PHONE)
    to_sign_in(page)
    say_password(page)
    heading(page, "Two-Factor Authentication")

    press(page, "Cancel")

    heading(page, "Sign In")
    assert page.locator("header").get_by_role("link", name="ada").count() == 0
