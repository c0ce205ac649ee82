"""The page of words: every one of them once, in the order of the alphabet, with where to read on."""

import html
import re

import pytest
from django.test import Client

from lumbago.knowledge import current
from lumbago.knowledge.languages import LANGUAGES, in_language
from lumbago.knowledge.names import folded

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def opened(address, language="en"):
    return html.unescape(Client(headers={"accept-language": language}).get(address).content.decode())


def main_of(text):
    return text.split('<main id="main"')[1].split("</main>")[0]


@EVERY_LANGUAGE
def test_every_word_stands_there_once_with_what_it_means(language):
    told = in_language(current(), language).terms
    main = main_of(opened("/words/", language))

    assert sorted(re.findall(r'<div class="word" id="([^"]+)"', main)) == sorted(told)
    for term in told.values():
        assert f"<dt>{term.name}</dt>" in main
        assert f"<dd>{term.means}</dd>" in main


@EVERY_LANGUAGE
def test_words_stand_in_the_order_of_the_alphabet_of_the_language(language):
    main = main_of(opened("/words/", language))

    names = [folded(name) for name in re.findall(r"<dt>(.*?)</dt>", main)]
    assert names == sorted(names)


@EVERY_LANGUAGE
def test_each_letter_leads_to_the_words_that_begin_with_it(language):
    main = main_of(opened("/words/", language))
    links = dict(re.findall(r'<li><a href="#(letter-\d+)">([^<]+)</a>', main))

    headings = dict(re.findall(r'<h2 id="(letter-\d+)">([^<]+)</h2>', main))
    assert links == headings
    assert len(set(headings.values())) == len(headings)
    for part in main.split("<h2 id=")[1:]:
        letter = re.search(r">([^<]+)</h2>", part)[1]
        begins = {folded(name)[0].upper() for name in re.findall(r"<dt>(.*?)</dt>", part)}
        assert begins == {letter} or (letter == "0–9" and all(one.isdigit() for one in begins))


def test_umlauts_and_accents_stand_with_their_letter():
    german, spanish = (main_of(opened("/words/", language)) for language in ("de", "es"))

    assert "Übungsprogramm" in german.split(">U</h2>")[1].split("<h2")[0]
    assert "Ü</h2>" not in german
    assert "Á</h2>" not in spanish


@EVERY_LANGUAGE
def test_every_link_of_a_word_leads_somewhere(language):
    main = main_of(opened("/words/", language))
    places = set(re.findall(r' id="([^"]+)"', main))

    links = set(re.findall(r'<a href="([^"]+)"', main))
    assert {link for link in links if link.startswith("#") and link[1:] not in places} == set()
    client = Client()
    elsewhere = sorted(link for link in links if not link.startswith("#"))
    assert [link for link in elsewhere if client.get(link).status_code != 200] == []


def test_other_words_are_of_the_language_alone():
    german = main_of(opened("/words/", "de"))

    facet = german.split('id="facet-joint"')[1].split("</div>")[0]
    assert "Wirbelgelenk, kleines Wirbelgelenk, Facette" in facet
    assert "zygapophyseal" not in facet


def test_a_number_stands_beside_its_source():
    acute = main_of(opened("/words/")).split('id="acute"')[1].split("</div>")[0]

    assert "six weeks" in acute
    assert current().sources["ijzelenberg2023"].citation[:20] in acute
    assert "published" in acute


def test_it_says_that_the_rest_are_our_own_words():
    assert "await clinical sign-off" in main_of(opened("/words/"))


def test_it_is_reached_from_the_pages_that_explain():
    assert 'href="/words/"' in main_of(opened("/what-is/"))


@pytest.mark.parametrize(
    ("language", "words", "page", "term"),
    [
        ("en", "pulled muscle", "muscle-strain-and-spasm", "pulled-muscle"),
        ("en", "Hexenschuss", "muscle-strain-and-spasm", "lumbago"),
        ("en", "tirón", "muscle-strain-and-spasm", "pulled-muscle"),
        ("de", "Hexenschuss", "muscle-strain-and-spasm", "lumbago"),
        ("de", "lumbalgia", "muscle-strain-and-spasm", "lumbago"),
        ("de", "slipped disc", "sciatica", "slipped-disc"),
        ("es", "lumbalgia", "muscle-strain-and-spasm", "lumbago"),
        ("es", "tirón", "muscle-strain-and-spasm", "pulled-muscle"),
        ("es", "Bandscheibenvorfall", "sciatica", "slipped-disc"),
    ],
)
def test_search_shows_the_page_first_and_the_word_with_its_meaning(language, words, page, term):
    hits = opened(f"/what-is/?q={words}", language).split('class="hit-list"')[1].split("</ul>")[0]

    first, second = re.findall(r'<li><a href="([^"]+)"', hits)[:2]
    assert (first, second) == (f"/what-is/{page}/", f"/words/#{term}")
    assert in_language(current(), language).terms[term].means in hits


def test_what_is_facet_syndrome_finds_its_page_first():
    hits = opened("/what-is/?q=what+is+facet+syndrome%3F").split('class="hit-list"')[1]

    assert re.search(r'<li><a href="([^"]+)"', hits)[1] == "/what-is/facet-syndrome/"


def test_the_evidence_browser_leads_to_the_word_and_to_where_it_leads():
    text = opened("/evidence/terms/facet-joint/")

    assert 'href="/words/#facet-joint" hx-boost="false"' in text
    assert 'href="/evidence/explanations/facet-syndrome/"' in text


def test_what_a_word_rests_on_can_be_looked_up():
    text = opened("/cite/acute/")

    assert "Acute: up to six weeks" in text
    assert "Word explained" in text
