"""How much of an answer a person is shown; knowledge with one emergency and one urgent rule."""

from datetime import date

import pytest
from small_knowledge import write

from lumbago.care import assess
from lumbago.knowledge import load
from lumbago.record import Disposition, History, Report, Scope

ON = date(2026, 3, 2)
YOUNG, OLD = 40, 70
NOTHING = {"ache": False, "alarm": False, "lifting": False}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """An alarm is an emergency; an age of 60 or more is urgent unless it came with lifting."""
    return load(write(tmp_path_factory.mktemp("small")))


@pytest.fixture
def assessed(small):
    return lambda findings, age: assess(History(Report(on=ON, age=age, findings=findings)), small)


@pytest.mark.parametrize(
    ("age", "scope"),
    [(17, Scope.TRIAGE_ONLY), (17.99, Scope.TRIAGE_ONLY), (18, Scope.WHOLE), (19, Scope.WHOLE)],
)
def test_a_person_is_grown_up_from_the_eighteenth_birthday(assessed, age, scope):
    assert assessed(NOTHING, age).scope is scope


def test_a_person_who_gives_no_age_is_not_taken_for_a_child(assessed):
    """Without an age the urgent rule stays open: nothing is reassured either."""
    assert assessed(NOTHING, None).scope is Scope.INCOMPLETE


def test_what_is_urgent_but_could_be_an_emergency_is_incomplete(assessed):
    assessment = assessed({}, OLD)

    assert assessment.triage.disposition is Disposition.URGENT
    assert assessment.scope is Scope.INCOMPLETE


def test_what_is_urgent_and_finished_waits_for_a_clinician(assessed):
    assert assessed(NOTHING, OLD).scope is Scope.CLEARANCE_FIRST


@pytest.mark.parametrize("age", [10, YOUNG, OLD, None])
def test_an_emergency_comes_before_everything_else(assessed, age):
    assert assessed({"alarm": True}, age).scope is Scope.EMERGENCY


def test_silence_of_the_young_is_incomplete(assessed):
    assert assessed({}, YOUNG).scope is Scope.INCOMPLETE
