"""Words explained: what may stand in their files, and that the three languages say the same."""

import re

import pytest
from small_knowledge import FILES, altered, write

from lumbago.errors import KnowledgeError
from lumbago.knowledge import cite, current, load
from lumbago.knowledge.checking_terms import A_NUMBER
from lumbago.knowledge.languages import BETWEEN, LANGUAGES, in_language, known_as
from lumbago.knowledge.names import folded
from lumbago.record import Status

SPRAIN, LIGAMENT = "terms/sprain.toml", "terms/ligament.toml"
BROKEN = {
    "a name that another word has": (altered(SPRAIN, "Sprain", "ligament"), SPRAIN, "name"),
    "a name that another word has, but for an accent": (
        altered(SPRAIN, "Sprain", "Lígament"),
        SPRAIN,
        "name",
    ),
    "another word that is a name elsewhere": (altered(SPRAIN, "wrench", "Ligament"), SPRAIN, "synonyms"),
    "a word that stands there twice": (altered(SPRAIN, "wrench", "sprain"), SPRAIN, "synonyms"),
    "an unknown page": (altered(SPRAIN, "explanations/strain", "explanations/stain"), SPRAIN, "see"),
    "an unknown word": (altered(SPRAIN, "terms/ligament", "terms/ligaments"), SPRAIN, "see"),
    "a kind that nobody reads": (altered(SPRAIN, "explanations/strain", "findings/ache"), SPRAIN, "see"),
    "a word that leads to itself": (altered(SPRAIN, "terms/ligament", "terms/sprain"), SPRAIN, "see"),
    "a number in figures without a source": (altered(SPRAIN, "A joint", "8 joints"), SPRAIN, "means"),
    "a number in words without a source": (altered(SPRAIN, "A joint", "Half a joint"), SPRAIN, "means"),
    "a source that does not exist": (altered(LIGAMENT, "known2020", "smith1999"), LIGAMENT, "sources"),
    "a published word from a web page": (altered(LIGAMENT, "known2020", "blog2020"), LIGAMENT, "sources"),
    "a judgement that names a source": (altered(LIGAMENT, "published", "judgement"), LIGAMENT, "sources"),
    "a source without its place": (altered(LIGAMENT, 'at = "Table 1"\n', ""), LIGAMENT, "at"),
    "a place without a source": (
        altered(SPRAIN, 'status = "judgement"', 'status = "judgement"\nat = "Table 1"'),
        SPRAIN,
        "at",
    ),
    "a word without a meaning": (altered(SPRAIN, "A joint that was bent too far.", ""), SPRAIN, "means"),
    "a word without a day of review": (altered(SPRAIN, "review_by = 2099-01-01", ""), SPRAIN, "review_by"),
}

REASSURING = re.compile(
    r"\b(harmless|nothing to worry|no need to worry|do not worry|not dangerous|nothing serious|not serious"
    r"|gets? better|will pass|goes away|usually|mostly|rarely|seldom|safe|normal|common)\b",
    re.IGNORECASE,
)

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@pytest.mark.parametrize("fault", BROKEN)
def test_the_loader_refuses(fault, tmp_path):
    changed, file, field = BROKEN[fault]

    with pytest.raises(KnowledgeError) as refused:
        load(write(tmp_path, **changed))

    assert refused.value.file == file
    assert refused.value.field.startswith(field)


def test_a_word_is_cited_with_its_source_or_as_our_own(tmp_path):
    knowledge = load(write(tmp_path))

    (ours,), (theirs,) = cite("sprain", knowledge), cite("ligament", knowledge)

    assert (ours.folder, ours.text) == ("terms", "A joint that was bent too far.")
    assert (ours.grounds[0].status, ours.grounds[0].source) == (Status.JUDGEMENT, None)
    assert (theirs.grounds[0].source, theirs.grounds[0].at) == ("known2020", "Table 1")


def test_no_word_reassures():
    said = {
        term.id: found[0] for term in current().terms.values() if (found := REASSURING.search(term.means))
    }

    assert said == {}


def test_a_meaning_is_two_sentences_at_most():
    long = [t.id for t in current().terms.values() if len(re.findall(r"[.!?](?= |$)", t.means)) > 2]

    assert long == []


@EVERY_LANGUAGE
def test_no_word_is_explained_twice_in_a_language(language):
    told = in_language(current(), language).terms
    called = [(folded(word), id_) for id_, term in told.items() for word in (term.name, *own(term, language))]

    taken = [word for word, _ in set(called)]
    assert sorted({word for word in taken if taken.count(word) > 1}) == []
    assert len(called) == len(set(called))


def own(term, language):
    words = BETWEEN.join(current().terms[term.id].synonyms)
    return known_as("terms/synonyms", words, language).split(BETWEEN) if words else []


@EVERY_LANGUAGE
def test_a_translation_names_the_same_figures_and_urges_as_much(language):
    call = {"en": "call an ambulance", "es": "llame a una ambulancia", "de": "Rettungsdienst"}[language]
    told = in_language(current(), language).terms

    for term in current().terms.values():
        means = told[term.id].means
        assert re.findall(r"\d+", means) == re.findall(r"\d+", term.means), term.id
        assert ("call an ambulance" in term.means) == (call in means), term.id


def test_a_small_number_of_words_is_known_as_a_number():
    assert A_NUMBER.search("more than twelve weeks")
    assert not A_NUMBER.search("one often weighs a tent")


def test_files_of_the_small_folder_hold_both_kinds():
    assert "sources" in FILES[LIGAMENT]
    assert "sources" not in FILES[SPRAIN]
