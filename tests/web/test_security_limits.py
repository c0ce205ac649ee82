"""How often something may be asked for: what fills the database, takes long, or takes much away."""

import pytest
from django.test import Client
from following_cast import keep, of
from people_cast import PASSWORD
from web_cast import text_of

pytestmark = pytest.mark.django_db


def test_what_fills_the_database_or_takes_long_is_limited(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "keep": "2/h/ip"}

    statuses = [client.post("/mine/add/", {"name": f"Anna {number}"}).status_code for number in range(3)]

    assert statuses == [302, 302, 429]
    assert Client(REMOTE_ADDR="198.51.100.7").post("/mine/add/", {"name": "Ben"}).status_code == 302


@pytest.mark.parametrize("address", ["data/lumbago.json", "data/lumbago.zip", "summary.pdf"])
def test_what_is_taken_away_is_limited_too(client, settings, address):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "take_away": "2/h/ip"}
    person = of(keep()).person_id

    answers = [client.get(f"/person/{person}/{address}") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Wait some minutes" in text_of(answers[-1].content.decode())


def test_a_report_that_is_not_stored_is_limited_too_for_it_takes_long_to_answer(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "written": "2/h/ip"}
    report = {"text": "on = 2026-03-02\nage = 45"}

    answers = [client.post("/report/", report) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "Wait some minutes" in text_of(answers[-1].content.decode())
    assert client.get("/report/").status_code == 200
    assert Client(REMOTE_ADDR="198.51.100.7").post("/report/", report).status_code == 200


def test_signing_up_too_often_is_stopped(client):
    said = {"password1": PASSWORD, "password2": PASSWORD}
    statuses = [
        Client().post("/account/signup/", {"username": f"anna{number}", **said}).status_code
        for number in range(21)
    ]

    assert statuses[-1] == 429
