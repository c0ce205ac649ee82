"""A page is in the language that somebody chose, else in that of their browser."""

import re

import pytest
from django.test import Client
from django.utils.translation import get_language

from lumbago.web import languages
from lumbago.wording.language import spoken_language

SPANISH = {"headers": {"accept-language": "es-MX,es;q=0.9,en;q=0.5"}}


def language_of(response):
    return re.search(r'<html lang="([^"]+)"', response.content.decode())[1]


def test_a_page_is_in_the_language_of_the_browser(client):
    response = client.get("/what-is/", **SPANISH)

    assert language_of(response) == response["Content-Language"] == "es"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("asked", ["fr", "en-us", "xx-yy;;", ""])
def test_a_browser_that_asks_for_none_of_ours_gets_english(client, asked):
    assert language_of(client.get("/what-is/", headers={"accept-language": asked})) == "en-gb"


def test_whoever_chose_a_language_gets_it_whatever_the_browser_asks(client):
    chosen = client.post("/language/", {"language": "de"}, headers={"referer": "http://testserver/what-is/"})

    assert (chosen.status_code, chosen["Location"]) == (302, "http://testserver/what-is/")
    assert language_of(client.get("/what-is/", **SPANISH)) == "de"


def test_the_choice_is_kept_in_a_cookie_that_no_script_reads(client):
    client.post("/language/", {"language": "es"})

    cookie = client.cookies["language"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 365 * 86_400


def test_a_language_that_we_do_not_speak_changes_nothing(client):
    client.post("/language/", {"language": "fr"})

    assert language_of(client.get("/what-is/")) == "en-gb"


def test_a_link_changes_no_language(client):
    client.get("/language/", {"language": "de"})

    assert language_of(client.get("/what-is/")) == "en-gb"


def test_a_choice_leads_to_no_other_site(client):
    chosen = client.post(
        "/language/",
        {"language": "de", "next": "https://example.org/"},
        headers={"referer": "https://example.org/"},
    )

    assert chosen["Location"] == "/"


def test_a_choice_that_this_site_did_not_offer_is_refused():
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/language/", {"language": "de"}).status_code == 403


def test_each_language_is_offered_in_its_own_words_and_the_one_spoken_is_marked(client):
    page = client.get("/what-is/", **SPANISH).content.decode()

    offered = re.findall(
        r'name="language" value="([^"]+)" lang="([^"]+)"( aria-current="true")?>([^<]+)<', page
    )
    assert [(code, lang, name) for code, lang, _, name in offered] == [
        ("en-gb", "en-gb", "British English"),
        ("es", "es", "Español"),
        ("de", "de", "Deutsch"),
    ]
    assert [code for code, _, is_spoken, _ in offered if is_spoken] == ["es"]


def test_sentences_and_facts_are_in_the_language_of_the_page(client, monkeypatch):
    asked = []
    monkeypatch.setattr(
        languages, "in_language", lambda knowledge, language: asked.append(language) or knowledge
    )

    client.get("/what-is/", **SPANISH)

    assert set(asked) == {"es"}
    assert spoken_language() == "en"


def test_a_page_for_a_fault_is_in_the_language_too(client, db):
    assert language_of(client.get("/there-is-no-such-page/", **SPANISH)) == "es"


@pytest.mark.django_db
def test_answers_outlive_a_change_of_language(client):
    client.post("/start/")
    client.post("/interview/1/", {"action": "next", "age": "40", "sex": "male"})

    client.post("/language/", {"language": "de"})

    assert client.get("/interview/", follow=True).request["PATH_INFO"] == "/interview/2/"


def test_the_language_of_one_visitor_is_forgotten_before_the_next(client):
    before = get_language()

    answer = client.get("/what-is/", **SPANISH)

    assert answer["Content-Language"] == "es"
    assert get_language() == before
    assert spoken_language() == "en"
