"""Roland-Morris: the authors' own words, to the letter, until a deployment brings others."""

import hashlib

import pytest

from lumbago.instruments import instrument

AS_PRINTED = {
    1: "I stay at home most of the time because of my back.",
    9: "I get dressed more slowly then usual because of my back.",
    16: "I have trouble putting on my socks (or stockings) because of the pain in my back.",
    24: "I stay in bed most of the time because of my back.",
}
LETTER_FOR_LETTER = "10dc6969578c61b66f9c510776a201019cf5a2dbf51f7af42b11a2a32faeb56f"
"""Of the instruction and the 24 sentences, one a line: compared with a copy of the authors' form."""

OURS = instrument("rmdq-24")


def test_it_may_be_shown_and_says_by_whose_leave():
    assert OURS.is_worded
    assert OURS.wording_licence is None
    assert "no permission is needed" in OURS.licence
    assert "authors' own English original" in OURS.licence


@pytest.mark.parametrize("number", AS_PRINTED)
def test_a_sentence_stands_as_printed_slips_included(number):
    assert OURS.items[number - 1].text == AS_PRINTED[number]


def test_not_a_letter_of_it_is_ours():
    """Copies differ from one another; with other words it is another questionnaire."""
    words = "\n".join([OURS.instruction, *(one.text for one in OURS.items)])

    assert hashlib.sha256(words.encode()).hexdigest() == LETTER_FOR_LETTER


def test_the_instruction_asks_for_ticks_of_today():
    assert OURS.instruction.startswith("When your back hurts, you may find it difficult")
    assert OURS.instruction.endswith("only tick the sentence if you are sure it describes you today.")
    assert "\n" not in OURS.instruction


@pytest.fixture
def worded(tmp_path):
    def bring(more=""):
        file = tmp_path / "rmdq.toml"
        texts = [f"Invented sentence {number}" for number in range(1, 25)]
        file.write_text(f'licence = "An invented licence"\nitems = {texts}\n{more}', encoding="utf-8")
        return OURS.worded(file)

    return bring


def test_a_deployment_replaces_every_sentence_and_the_instruction(worded):
    theirs = worded('instruction = "An invented instruction"')

    assert [one.text for one in theirs.items] == [f"Invented sentence {number}" for number in range(1, 25)]
    assert theirs.instruction == "An invented instruction"
    assert theirs.wording_licence == "An invented licence"
    assert OURS.items[0].text == AS_PRINTED[1]


def test_a_deployment_that_brings_sentences_alone_keeps_the_instruction(worded):
    assert worded().instruction == OURS.instruction
