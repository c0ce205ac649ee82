"""The password is asked for again, then an account goes with everybody whom it keeps."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from people_cast import PASSWORD, account, kept_for, let_in, person_of

from lumbago.web.clinic.models import Note
from lumbago.web.people.models import Grant, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    one = account("anna")
    one.set_password(PASSWORD)
    one.save()
    return one


@pytest.fixture
def signed(anna):
    client = Client()
    client.post("/account/login/", {"login": "anna", "password": PASSWORD})
    return client


def prove(client, password=PASSWORD):
    return client.post("/account/reauthenticate/?next=/account/delete/", {"password": password})


def test_a_stranger_is_asked_to_sign_in():
    assert Client().get("/account/delete/").headers["Location"].startswith("/account/login/")
    assert Client().post("/account/delete/").headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("method", ["get", "post"])
def test_being_signed_in_is_not_enough(signed, anna, method):
    response = getattr(signed, method)("/account/delete/")

    assert response.headers["Location"].startswith("/account/reauthenticate/")
    assert type(anna).objects.filter(pk=anna.pk).exists()


def test_a_wrong_password_deletes_nothing(signed, anna):
    signed.post("/account/delete/")

    assert prove(signed, "not the password").status_code == 200

    assert type(anna).objects.filter(pk=anna.pk).exists()


def test_it_says_what_goes_and_deletes_it_with_everybody(signed, anna):
    mine, others = person_of(anna), person_of(account("ben"), "Ben")
    kept_for(mine)
    kept_for(others)
    let_in(others, "anna", "clinician")
    Note.objects.create(person=others, author=anna, text="stays")
    prove(signed)

    asked = signed.get("/account/delete/")
    gone = signed.post("/account/delete/", follow=True)

    assert "One kept answer" in asked.text
    assert "It is deleted" in gone.text
    assert not type(anna).objects.filter(username="anna").exists()
    assert [one.name for one in Person.objects.all()] == ["Ben"]
    assert Grant.objects.count() == 0
    assert Note.objects.get().author is None
    assert "anna" not in gone.text


def test_every_other_place_is_signed_out(signed, anna):
    elsewhere = Client()
    elsewhere.post("/account/login/", {"login": "anna", "password": PASSWORD})
    elsewhere.get("/mine/")
    prove(signed)

    signed.post("/account/delete/")

    assert not Session.objects.filter(session_key=elsewhere.cookies["session"].value).exists()
    assert "Sign in" in elsewhere.get("/").text
    assert not elsewhere.get("/mine/").wsgi_request.user.is_authenticated


def test_no_row_of_any_table_names_the_account(anna):
    anna.username = "philippa-q"
    anna.save()
    client = Client()
    client.post("/account/login/", {"login": "philippa-q", "password": "wrong"})
    client.post("/account/login/", {"login": "philippa-q", "password": PASSWORD})
    prove(client)

    client.post("/account/delete/")

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            assert "philippa-q" not in str(cursor.fetchall()), table
