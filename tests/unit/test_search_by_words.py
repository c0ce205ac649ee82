"""Plain words lead to the right thing first, in the language people think in."""

import pytest

from lumbago.knowledge import current, search
from lumbago.knowledge.languages import LANGUAGES, in_language

STRAIN, SCIATICA, FACET = (
    ("explanations", id_) for id_ in ("muscle-strain-and-spasm", "sciatica", "facet-syndrome")
)
FIRST = {
    "pulled muscle": STRAIN,
    "what is a pulled muscle?": STRAIN,
    "Hexenschuss": STRAIN,
    "hexenschuß": STRAIN,
    "Was ist ein Hexenschuss?": STRAIN,
    "Muskelzerrung": STRAIN,
    "lumbalgia": STRAIN,
    "tirón": STRAIN,
    "TIRON": STRAIN,
    "¿Qué es un tirón muscular?": STRAIN,
    "what is facet syndrome?": FACET,
    "Was ist das Facettensyndrom?": FACET,
    "¿qué es el síndrome facetario?": FACET,
    "slipped disc": SCIATICA,
    "slipped discs": SCIATICA,
    "Bandscheibenvorfall": SCIATICA,
    "hernia de disco": SCIATICA,
    "hernia discal": SCIATICA,
    "facet joint": ("terms", "facet-joint"),
    "Facettengelenk": ("terms", "facet-joint"),
    "articulación facetaria": ("terms", "facet-joint"),
    "what does acute mean": ("terms", "acute"),
    "was bedeutet akut?": ("terms", "acute"),
    "¿qué significa agudo?": ("terms", "acute"),
    "NSAID": ("terms", "nsaid"),
    "NSAR": ("terms", "nsaid"),
    "AINE": ("terms", "nsaid"),
    "cauda equina": ("explanations", "cauda-equina-syndrome"),
    "cola de caballo": ("explanations", "cauda-equina-syndrome"),
}


@pytest.fixture(scope="module")
def told():
    return {language: in_language(current(), language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", FIRST)
def test_plain_words_of_any_language_find_the_right_thing_first(words, language, told):
    hits = search(words, told[language], told.values())

    assert (hits[0].folder, hits[0].id) == FIRST[words]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_explained_is_found_by_its_name_and_told_in_the_language(language, told):
    for term in told[language].terms.values():
        hits = {(hit.folder, hit.id): hit for hit in search(term.name, told[language])}

        assert hits["terms", term.id].says == term.means


def test_a_page_comes_before_the_word_that_it_explains(told):
    first, second, *_ = search("slipped disc", told["en"])

    assert (first.folder, second.folder, second.id) == ("explanations", "terms", "slipped-disc")


def test_what_another_language_calls_so_is_told_in_ones_own(told):
    hits = search("Bandscheibenvorfall", told["es"], told.values())

    assert hits[0].title == told["es"].explanations["sciatica"].title
    assert search("Bandscheibenvorfall", told["es"]) == []


def test_other_languages_are_not_even_read_where_a_name_is_just_so(told):
    def nobody():
        raise AssertionError
        yield

    assert search("slipped disc", told["en"], nobody())


@pytest.mark.parametrize("words", ["", "?", "what is the", "¿qué es?", "xyzzyqwv"])
def test_words_that_lead_nowhere_find_nothing(words, told):
    assert search(words, told["en"], told.values()) == []


def test_a_slip_of_the_finger_still_finds_it(told):
    assert search("slippd disc", told["en"], told.values())[0].id == "sciatica"
