"""Passwords, guesses, second steps and sessions, as whoever attacks an account meets them."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core import mail, signing
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.utils import timezone
from people_cast import PASSWORD, let_in, person_of, signed_in
from web_cast import STRAINED, text_of, walk

from lumbago.web import settings as our_settings
from lumbago.web.people import sessions
from lumbago.web.people.models import GrantRole

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
OTHER = "another winding road"

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return User.objects.create_user("anna", "anna@example.org", PASSWORD)


def browser(name="anna", password=PASSWORD, address="203.0.113.9"):
    """Sign in by the form; return the browser."""
    client = Client(REMOTE_ADDR=address)
    client.post("/account/login/", {"login": name, "password": password})
    return client


def is_in(client):
    return "_auth_user_id" in client.session


def proved(client):
    """Say the password again."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.mark.parametrize(
    "password",
    [
        "short words",
        "passwordpassword",
        "123456789012",
        "zyxwvutsrqponm",
        "qwertyuiopasdf",
        "aaaabbbbcccc",
        "Lumbago-123456",
        "back pain 2026!",
        "Lumbago Clinic Pain",
        "annas-anna-anna",
    ],
)
def test_a_password_that_is_short_common_or_of_our_own_words_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="annas-anna-anna"))


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "41883920771264",
        "!!??..,,;;::",
        "ünïcode für jede",
        " blanks at both ends ",
        "x7" * 60,
        "my back pain sonata",
    ],
)
def test_any_other_password_is_taken_whatever_it_is_made_of(password):
    validate_password(password, User(username="anna"))


@override_settings(PASSWORD_HASHERS=our_settings.PASSWORD_HASHERS)
def test_a_password_counts_letter_for_letter_and_is_stored_by_scrypt(client):
    said = {"password1": " Long and  blank ", "password2": " Long and  blank "}
    client.post("/account/signup/", {"username": "ben", **said})

    assert identify_hasher(User.objects.get(username="ben").password).algorithm == "scrypt"
    assert is_in(browser("ben", " Long and  blank "))
    assert not is_in(browser("ben", "Long and  blank"))
    assert not is_in(browser("ben", " long and  blank "))


@pytest.mark.parametrize("address", ["/account/login/", "/account/signup/"])
def test_what_is_typed_as_a_password_is_hidden_and_may_come_from_a_keeper_of_passwords(client, address):
    fields = re.findall(r'<input[^>]*name="password1?"[^>]*>', client.get(address).content.decode())

    assert fields
    assert all('type="password"' in one and "autocomplete=" in one and "onpaste" not in one for one in fields)


def test_no_account_is_there_before_somebody_makes_one():
    assert not User.objects.exists()


def test_guesses_shut_out_their_own_address_and_not_the_person(anna):
    for number in range(5):
        browser("anna", f"a wrong password {number}", "198.51.100.7")

    assert not is_in(browser("anna", PASSWORD, "198.51.100.7"))
    assert is_in(browser("anna", PASSWORD, "203.0.113.9"))


def test_guesses_from_many_addresses_at_one_name_come_to_an_end(anna, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "8/h/key"}
    for number in range(8):
        browser("anna", "a wrong password", f"198.51.100.{number}")

    assert not is_in(browser("anna", PASSWORD, "198.51.100.99"))


def test_a_wrong_name_and_a_wrong_password_are_told_alike(anna):
    told = [
        text_of(
            Client().post("/account/login/", {"login": name, "password": "wrong and wrong"}).content.decode()
        )
        for name in ("anna", "qqqq")
    ]

    assert told[0].replace('value="anna"', "") == told[1].replace('value="qqqq"', "")


def test_a_new_password_asks_for_the_old_one_and_signs_out_everywhere_else(anna):
    here, elsewhere = browser(), browser()

    wrong = {"oldpassword": "wrong and wrong", "password1": OTHER, "password2": OTHER}
    here.post("/account/password/change/", wrong)
    assert is_in(browser())
    here.post("/account/password/change/", {**wrong, "oldpassword": PASSWORD})

    assert here.get("/account/2fa/").status_code == 200
    assert elsewhere.get("/account/2fa/").status_code == 302
    assert is_in(browser("anna", OTHER))
    assert not is_in(browser("anna", PASSWORD))


@override_settings(EMAIL_BACKEND=LOCMEM)
def test_a_link_for_a_new_password_works_once_signs_nobody_in_and_ends_every_session(anna):
    Authenticator.objects.create(user=anna, type="totp", data={"secret": generate_totp_secret()})
    here = Client()
    here.force_login(anna, backend="allauth.account.auth_backends.AuthenticationBackend")
    anew = Client()

    anew.post("/account/password/reset/", {"email": "anna@example.org"})
    link = re.search(r"/account/password/reset/key/\S+", mail.outbox[0].body).group()
    form = anew.get(link, follow=True).request["PATH_INFO"]
    anew.post(form, {"password1": OTHER, "password2": OTHER})

    assert not is_in(anew)
    assert not is_in(browser("anna", OTHER))  # its second step is asked for still
    assert here.get("/account/2fa/").status_code == 302
    assert (
        "form" not in Client().get(link, follow=True).context
        or "password1" not in Client().get(link, follow=True).content.decode()
    )


@override_settings(EMAIL_BACKEND=LOCMEM)
def test_a_link_for_a_new_password_is_over_after_an_hour(anna, settings):
    Client().post("/account/password/reset/", {"email": "anna@example.org"})
    link = re.search(r"/account/password/reset/key/\S+", mail.outbox[0].body).group()
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert 'name="password1"' not in Client().get(link, follow=True).content.decode()


@override_settings(EMAIL_BACKEND=LOCMEM)
def test_no_second_address_slips_into_an_e_mail(anna):
    Client().post("/account/password/reset/", {"email": "anna@example.org\nBcc: eve@example.org"})

    assert mail.outbox == []


@override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend")
def test_where_no_e_mail_is_sent_a_forgotten_password_leads_to_the_keeper(client):
    page = client.get("/account/password/reset/")

    assert "Ask the keeper of this instance" in text_of(page.content.decode())
    assert 'name="email"' not in page.content.decode()
    assert 'href="/account/password/reset/"' in client.get("/account/login/").content.decode()


@override_settings(EMAIL_BACKEND=LOCMEM)
def test_where_e_mail_is_sent_a_forgotten_password_asks_for_the_address_and_names_the_keeper_too(client):
    page = client.get("/account/password/reset/").content.decode()

    assert 'name="email"' in page
    assert "Ask the keeper of this instance" in text_of(page)


@pytest.mark.parametrize(
    "address",
    [
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/add/",
        "/account/2fa/recovery-codes/generate/",
        "/account/sessions/",
    ],
)
def test_steps_and_sessions_are_changed_after_saying_the_password_again(anna, address):
    client = browser()

    asked = client.get(address)

    assert asked.status_code == 302
    assert asked["Location"].startswith("/account/reauthenticate/")
    assert not proved(client).get(address).get("Location", "").startswith("/account/reauthenticate/")


def test_an_e_mail_address_is_added_after_saying_the_password_again(anna):
    client = browser()

    client.post("/account/email/", {"action_add": "", "email": "eve@example.org"})
    assert not anna.emailaddress_set.filter(email="eve@example.org").exists()
    proved(client).post("/account/email/", {"action_add": "", "email": "eve@example.org"})

    assert anna.emailaddress_set.filter(email="eve@example.org").exists()


def test_proving_again_gives_the_session_a_new_key(anna):
    client = browser()
    known = client.cookies["session"].value

    proved(client)

    assert client.cookies["session"].value != known
    assert not Session.objects.filter(session_key=known).exists()
    assert UserSession.objects.get(user=anna).session_key == client.cookies["session"].value


def test_signing_in_gives_the_session_a_new_key_that_nobody_can_guess(anna):
    client = Client()
    session = client.session
    session["opened"] = []
    session.save()
    client.cookies["session"] = known = session.session_key

    client.post("/account/login/", {"login": "anna", "password": PASSWORD})

    assert client.cookies["session"].value != known
    assert len(client.cookies["session"].value) == 32  # of 36 letters: 165 bits


def test_one_sees_where_one_is_signed_in_and_ends_all_the_others(anna):
    here, elsewhere = browser(), browser(address="198.51.100.7")

    shown = text_of(proved(here).get("/account/sessions/").content.decode())
    here.post("/account/sessions/")

    assert "198.51.100.7" in shown
    assert here.get("/account/2fa/").status_code == 200
    assert elsewhere.get("/account/2fa/").status_code == 302


def test_signing_out_ends_the_session_here_too(anna):
    client = browser()
    known = client.cookies["session"].value
    assert '/account/logout/"' in client.get("/").content.decode()

    client.post("/account/logout/")
    thief = Client()
    thief.cookies["session"] = known

    assert thief.get("/account/2fa/").status_code == 302


def away_for(monkeypatch, seconds):
    now = int(timezone.now().timestamp()) + seconds
    monkeypatch.setattr(sessions, "_now", lambda: now)


def test_whoever_stays_away_for_three_days_signs_in_again(anna, monkeypatch, settings):
    near, far = browser(), browser()

    away_for(monkeypatch, settings.SESSION_IDLE - 5)
    assert near.get("/account/2fa/").status_code == 200
    away_for(monkeypatch, settings.SESSION_IDLE + 5)

    assert near.get("/account/2fa/").status_code == 200
    assert far.get("/account/2fa/").status_code == 302
    assert timedelta(days=3).total_seconds() == settings.SESSION_IDLE


def test_a_clinician_is_signed_out_sooner(anna, monkeypatch, settings):
    let_in(person_of(User.objects.create_user("ben")), "anna", GrantRole.CLINICIAN)
    client = browser()

    away_for(monkeypatch, settings.SESSION_IDLE_OF_CLINICIANS + 5)

    assert client.get("/account/2fa/").status_code == 302
    assert timedelta(hours=8).total_seconds() == settings.SESSION_IDLE_OF_CLINICIANS


def test_whoever_comes_every_day_signs_in_again_after_two_weeks(anna, monkeypatch, settings):
    client = browser()
    for day in range(1, 14):
        away_for(monkeypatch, day * 86_400)
        assert client.get("/account/2fa/").status_code == 200

    away_for(monkeypatch, settings.SESSION_LASTS)

    assert client.get("/account/2fa/").status_code == 302


def test_a_code_of_the_second_step_works_once(anna):
    secret = generate_totp_secret()
    TOTP.activate(anna, secret)
    code = code_of(secret)
    first, second = browser(), browser()
    assert not is_in(first)

    first.post("/account/2fa/authenticate/", {"code": code})
    second.post("/account/2fa/authenticate/", {"code": code})

    assert is_in(first)
    assert not is_in(second)


def test_nobody_is_led_to_another_site_after_signing_in(anna):
    client = Client()

    led = client.post(
        "/account/login/", {"login": "anna", "password": PASSWORD, "next": "https://elsewhere.example/"}
    )

    assert led.status_code == 302
    assert "elsewhere" not in led["Location"]


def test_a_sign_in_that_another_site_sends_is_refused(anna):
    client = Client(enforce_csrf_checks=True)

    assert client.post("/account/login/", {"login": "anna", "password": PASSWORD}).status_code == 403
    assert not is_in(client)


def test_a_page_of_an_account_leads_to_signing_out():
    for address in ("/", "/mine/", "/account/2fa/", "/clinic/"):
        assert '"/account/logout/"' in signed_in("ben").get(address).content.decode(), address


def test_a_signed_cookie_that_was_altered_or_is_of_another_kind_says_nothing(client):
    walk(client, STRAINED)
    assert client.get("/result/").status_code == 200
    whole = client.cookies["answers"].value

    for value in (
        whole[:-3] + "abc",
        f"x{whole}",
        whole.partition(":")[0],
        signing.dumps({"s": "x"}, salt="another"),
    ):
        client.cookies["answers"] = value
        assert client.get("/result/").status_code == 302
