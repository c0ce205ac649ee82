"""Every example of a medicine line that a person is shown is read as it is meant, in every language."""

import re

import polib
import pytest
from line_table import read

from lumbago.cli.asking import MEDICINES
from lumbago.interview.how_often import ONE_A_LINE
from lumbago.interview.medicine_lines import HOW, read_allergies
from lumbago.knowledge.languages import LANGUAGES, SOURCE_LANGUAGE
from lumbago.web import faults_again

WEB = faults_again.__file__.rpartition("/")[0]
EXAMPLE = re.compile(r"ibuprofen\w* \d+ mg[^<.;]*", re.I)
IN_CODE = re.compile(r"<code>([^<{]+)</code>")
LIKE_PENICILLIN = re.compile(r"penic")
OWN_WORDS = {"en": "a day", "de": "am Tag", "es": "al día"}


def said_in(language):
    """Return each English text of the pages with what stands there in a language."""
    catalogue = "es" if language == SOURCE_LANGUAGE else language
    entries = polib.pofile(f"{WEB}/locale/{catalogue}/LC_MESSAGES/django.po")
    return [(one.msgid, one.msgid if language == SOURCE_LANGUAGE else one.msgstr) for one in entries]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_on_a_page_is_read_in_the_words_of_its_language(language):
    told = [text for english, text in said_in(language) if EXAMPLE.search(english)]

    examples = [EXAMPLE.search(text) for text in told]

    assert len(examples) >= 2
    assert all(example and example[0].endswith(OWN_WORDS[language]) for example in examples), told
    for example in examples:
        medicine = read(example[0])
        assert (medicine["dose_mg"], medicine["per_day"]) == (400, 3)
        assert medicine["name"].casefold().startswith("ibuprofen")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_an_allergy_is_one_allergy(language):
    told = [text for english, text in said_in(language) if "<code>penicillin</code>" in english]

    examples = [example for text in told for example in IN_CODE.findall(text)]

    assert len(examples) == len(told) == 1
    assert read_allergies(examples[0]) == examples
    assert LIKE_PENICILLIN.match(examples[0].casefold())


def test_the_examples_of_the_command_line_are_read():
    examples = [EXAMPLE.search(text)[0] for text in (MEDICINES, HOW)]

    assert [read(example)["per_day"] for example in examples] == [3, 3]


def test_what_a_refusal_says_is_known_to_the_pages():
    assert any(ONE_A_LINE in sentence for sentence in faults_again.SENTENCES)
    assert any(HOW in sentence for sentence in faults_again.SENTENCES)
