"""`lumbago check-in` and Roland-Morris: its sentences by number, none of them, or not filled in."""

import pytest
from command_line import words_of
from test_check_in_command import EMERGENCY, READY, asked, assessed, run, signs_of

from lumbago.instruments import instrument

FIRST_SENTENCE = "1. I stay at home most of the time because of my back."
SHARES = {"1,4,9": 12.5, "4,": 4.2, "none": 0, "1 4 9": 12.5, "39.1%": 39.1, "39.1": 39.1, "20": 20}


@pytest.fixture
def report(written):
    return written(READY.read_bytes())


def told(report):
    """Return Roland-Morris of the last check-in, per cent; None where it was not filled in."""
    return assessed(report)["history"]["check_ins"][-1].get("rmdq_percent")


@pytest.mark.parametrize("said", SHARES)
def test_roland_morris_is_told_by_its_sentences_or_as_a_share(report, said):
    done = run(report, "pain=5", "new=none", f"rmdq={said}")

    assert done.exit_code == 0, done.exception
    assert told(report) == SHARES[said]
    assert f"{SHARES[said]:g} % of its sentences fit you" in words_of(done)


def test_roland_morris_left_out_is_not_filled_in(report):
    done = run(report, "pain=5", "new=none")

    assert told(report) is None
    assert "sentences fit you" not in words_of(done)


def test_the_sentences_are_listed_with_their_numbers_and_nothing_is_kept(report):
    seen = words_of(run(report, "rmdq=?"))

    asked = instrument("rmdq-24")
    assert asked.instruction in seen
    assert all(f"{number}. {one.text}" in seen for number, one in enumerate(asked.items, start=1))
    assert report.read_bytes() == READY.read_bytes()


@pytest.mark.parametrize(
    ("typed", "percent"),
    [("1 4 9", 12.5), ("4", 4.2), ("1, 4,9", 12.5), ("none", 0), ("", None)],
    ids=["three", "one", "with commas", "none of them", "left out"],
)
def test_asked_when_due_the_sentences_are_listed_and_taken_by_number(report, typed, percent):
    run(report, "pain=6", "new=none")

    done = asked(report, "5", "n", "", typed, on="2026-03-06")

    assert done.exit_code == 0, done.output
    assert FIRST_SENTENCE in words_of(done)
    assert told(report) == percent


def test_asked_a_number_that_is_no_sentence_is_asked_again(report):
    run(report, "pain=6", "new=none")

    done = asked(report, "5", "n", "", "25", "1 1", "none 3", "few", "1 4", on="2026-03-06")

    assert words_of(done).count("Please type numbers from 1 to 24, each once, such as 1 4 9; or none.") == 4
    assert told(report) == 8.3


def test_asked_when_not_due_no_sentence_is_shown(report):
    run(report, "pain=6", "new=none", "rmdq=none")

    done = asked(report, "5", "n", "", on="2026-03-06")

    assert done.exit_code == 0, done.output
    assert FIRST_SENTENCE not in words_of(done)


def test_asked_with_a_warning_sign_there_no_sentence_delays_the_alarm(report):
    run(report, "pain=6", "new=none")

    done = asked(report, "2", "y", "y", "y", *["n"] * (signs_of(report) - 2), "", on="2026-03-06")

    assert FIRST_SENTENCE not in words_of(done)
    assert EMERGENCY in words_of(done)
