"""What a person reads can be read at about twelve years of age.

The Automated Readability Index counts letters a word and words a sentence and gives a school grade: grade 7
is read at twelve (Smith and Senter 1967). It needs no dictionary of syllables, and so no network.
"""

import re

import pytest
import textstat
from test_translations import TOOL

TWELVE = 7.0
"""Grade of all texts together."""

THIRTEEN = 8.0
"""Grade that no kind of text may pass: a few need the long words of medicine."""

FEWEST = 5
"""Texts below which an index of a kind says little."""

LEAST_WORDS = 8
"""Headings and labels are no sentences."""

NOT_SENTENCES = {
    "conditions/name",
    "conditions/synonyms",
    "exercises/synonyms",
    "explanations/synonyms",
    "findings/clinician",
    "findings/synonyms",
    "terms/synonyms",
    "treatments/synonyms",
}
"""Names for clinicians, and words that people search by."""

PLACES = re.compile(r"<[^>]+>|%\(\w+\)[sd]|\{\w*\}")


def read():
    """Return every text of a sentence or more that a person reads, by kind."""
    kinds = {}
    for name, messages in TOOL.said_in_english().items():
        for message in messages:
            for text in filter(None, (message.one, message.many)):
                plain = PLACES.sub("it", text).strip()
                if len(plain.split()) >= LEAST_WORDS and message.context not in NOT_SENTENCES:
                    kinds.setdefault(message.context or name, []).append(plain)
    return kinds


KINDS = read()


def grade(texts):
    ended = (text if text[-1] in ".?!" else f"{text}." for text in texts)
    return textstat.automated_readability_index(" ".join(ended))


def test_everything_together_is_read_at_twelve():
    assert grade([text for texts in KINDS.values() for text in texts]) <= TWELVE


@pytest.mark.parametrize("kind", [kind for kind, texts in KINDS.items() if len(texts) >= FEWEST])
def test_no_kind_of_text_is_much_harder(kind):
    assert grade(KINDS[kind]) <= THIRTEEN


def test_pages_and_knowledge_are_both_read():
    assert {
        "django",
        "wording",
        "findings/question",
        "red_flags/says",
        "explanations/sections/text",
        "terms/means",
    } <= set(KINDS)


def test_a_text_for_specialists_fails():
    assert (
        grade(["Degenerative spondylolisthesis necessitates multidisciplinary biopsychosocial management."])
        > 8
    )
