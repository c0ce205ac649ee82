"""What a person reads of how it goes: calm, and nothing that reassures while a warning sign is open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lumbago.care import assess, follow_up
from lumbago.knowledge import current
from lumbago.record import CheckIn, Going, History, Report, Scope
from lumbago.wording import reviewing
from lumbago.wording.reviewing import tell_review

THREATS = (
    "wast",
    "weaken",
    "damag",
    "danger",
    "must",
    "never",
    "worse off",
    "permanent",
    "disab",
    "crumbl",
    "wear",
)
REASSURING = ("better", "recovered", "normal", "no damage")
ON = date(2026, 3, 2)


def told(going, *, scope=Scope.WHOLE):
    said = History(Report(on=ON, nprs=6), (CheckIn(on=ON + timedelta(days=1), nprs=5),))
    assessment = replace(follow_up(assess(said, current()), current()), scope=scope)
    review = replace(assessment.review, going=going, is_not_recovering=going is Going.STALLED)
    return tell_review(assessment, review, current())


@pytest.mark.parametrize("going", list(Going))
def test_no_word_of_a_review_threatens(going):
    words = told(going)
    sentences = " ".join((words.headline, words.means, *words.why, *words.to_do)).casefold()

    assert "does not mean that something is damaged" in sentences or going is not Going.STALLED
    sentences = sentences.replace("does not mean that something is damaged", "")
    assert not [threat for threat in THREATS if threat in sentences]


@pytest.mark.parametrize("going", list(Going))
def test_while_a_warning_sign_is_open_no_word_reassures(going):
    words = told(going, scope=Scope.INCOMPLETE)

    shown = " ".join((words.headline, words.means, *words.to_do)).casefold()
    assert words.open_signs
    if going in {Going.RECOVERING, Going.RECOVERED}:
        assert not [word for word in REASSURING if word in shown]


def test_a_stall_asks_for_three_calm_things():
    assert [line.partition(":")[0] for line in told(Going.STALLED).to_do] == [
        "Check again", "Move a little more", "Ask for help",
    ]  # fmt: skip


def test_every_way_it_can_go_has_its_words():
    assert set(reviewing.GOING) == set(reviewing.MEANS) == set(reviewing.TO_DO) == set(Going)
