"""Plain words lead to a page, and each page says what it rests on."""

import re

import pytest

from lumbago.knowledge import current


@pytest.mark.parametrize("page_id", sorted(current().explanations))
def test_every_explanation_opens_and_shows_its_status(client, page_id):
    response = client.get(f"/what-is/{page_id}/")

    assert response.status_code == 200
    assert 'class="tag"' in response.content.decode()


@pytest.mark.parametrize(
    ("words", "page_id"), [("pulled muscle", "muscle-strain-and-spasm"), ("slipped disc", "sciatica")]
)
def test_plain_words_find_the_page(client, words, page_id):
    response = client.get("/what-is/", {"q": words})

    assert f'href="/what-is/{page_id}/"' in response.content.decode().split("All pages")[0]


@pytest.mark.parametrize(("words", "kind"), [("heat wrap", "Treatment"), ("ibuprofen", "Medicine")])
def test_plain_words_find_treatments_and_medicines_and_lead_to_what_they_rest_on(client, words, kind):
    response = client.get("/what-is/", {"q": words})

    found = response.content.decode().split("All pages")[0]
    links = re.findall(r'href="(/cite/[^"]+)">[^<]*</a> <span class="tag">(\w+)', found)
    assert kind in {tag for _, tag in links}
    assert {client.get(link).status_code for link, _ in links} == {200}


def test_a_search_without_a_hit_says_so(client):
    assert "Nothing found" in client.get("/what-is/", {"q": "xyzzyqwv"}).content.decode()


def test_a_search_shows_words_as_words(client):
    assert "<script>alert" not in client.get("/what-is/", {"q": "<script>alert(1)</script>"}).content.decode()


def test_search_as_you_type_returns_only_the_hits(client):
    response = client.get("/what-is/", {"q": "sciatica"}, headers={"HX-Request": "true"})

    assert "<html" not in response.content.decode()


def test_a_link_followed_with_scripts_on_returns_the_whole_page(client):
    boosted = {"HX-Request": "true", "HX-Boosted": "true"}

    response = client.get("/what-is/", {"q": "sciatica"}, headers=boosted)

    assert '<main id="main"' in response.content.decode()
    assert "All pages" in response.content.decode()


def test_a_browser_never_takes_the_hits_for_the_page(client):
    vary = client.get("/what-is/").headers["Vary"]

    assert "HX-Request" in vary
    assert "HX-Boosted" in vary


def test_an_unknown_page_is_not_found(client):
    assert client.get("/what-is/nothing-at-all/").status_code == 404
