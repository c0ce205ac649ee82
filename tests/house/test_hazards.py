"""One plain check for each hazard of docs/safety/hazards.md, on the knowledge that people meet.

The laws in tests/property say that nothing lowers an urgency; these say what a person is then shown.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lumbago.care import assess
from lumbago.errors import ReportError
from lumbago.knowledge import current, tabulate
from lumbago.knowledge.asking import is_askable
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.schema import AskedOf
from lumbago.knowledge.table import NOT_ASKED, columns
from lumbago.record import (
    CheckIn,
    Disposition,
    Form,
    History,
    Report,
    Scope,
    Setting,
    Sex,
    Status,
    read_history,
)
from lumbago.triage import screen

ON = date(2026, 3, 2)
KNOWLEDGE = current()
FLAGS = KNOWLEDGE.red_flags.values()
MUST_ASK = sorted({key for flag in FLAGS if flag.disposition.is_soon for key in findings_in(flag.when)})


def person(**said):
    return History(Report(on=ON, **{"age": 40, "sex": Sex.MALE, "onset_days": 2, "nprs": 4, **said}))


def all_no(history):
    """Every finding that this person can answer, answered "no"."""
    table = tabulate([history], KNOWLEDGE)
    return {key: False for key in KNOWLEDGE.findings if is_askable(key, table, KNOWLEDGE)}


def test_an_empty_report_is_never_reassured():
    assert assess(History(Report(on=ON)), KNOWLEDGE).scope is Scope.INCOMPLETE


def test_everything_answered_no_is_complete():
    history = person(findings=all_no(person()))

    assessment = assess(history, KNOWLEDGE)

    assert assessment.triage.disposition is Disposition.SELF_CARE
    assert assessment.scope is Scope.WHOLE


@pytest.mark.parametrize("key", MUST_ASK)
def test_one_warning_sign_left_out_could_matter_or_cannot(key):
    """Leave one question out: either its "yes" would change nothing, or the answer is not complete."""
    answers = {name: no for name, no in all_no(person()).items() if name != key}
    silent, yes = person(findings=answers), person(findings={**answers, key: True})
    is_silent = tabulate([silent], KNOWLEDGE).states[0, columns(KNOWLEDGE)[key]] == NOT_ASKED

    matters = (
        screen(yes, KNOWLEDGE).disposition.is_soon and KNOWLEDGE.findings[key].asked_of is AskedOf.PERSON
    )

    if is_silent and matters and key in all_no(person()):
        assert not screen(silent, KNOWLEDGE).is_complete


def test_triage_does_not_know_what_is_probable():
    for history in (person(), person(findings={"saddle_numbness": True}), person(findings=all_no(person()))):
        assert screen(history, replace(KNOWLEDGE, conditions={})) == screen(history, KNOWLEDGE)


def test_only_published_ratios_lower_a_serious_condition():
    lowering = [
        (condition.id, likelihood.finding)
        for condition in KNOWLEDGE.conditions.values()
        if condition.serious
        for likelihood in condition.likelihoods
        for ratio in (likelihood.present, likelihood.absent)
        if ratio is not None and ratio.value < 1 and ratio.status is not Status.PUBLISHED
    ]

    assert lowering == []


def test_a_no_to_a_warning_sign_holds_for_its_day_only():
    report = person(findings=all_no(person())).report
    next_day = History(report, (CheckIn(on=ON + timedelta(days=1), nprs=2),))

    assert assess(History(report), KNOWLEDGE).scope is Scope.WHOLE
    assert assess(next_day, KNOWLEDGE).scope is Scope.INCOMPLETE


@pytest.mark.parametrize(
    "key", ["saddle_numbness", "urinary_retention", "bilateral_leg_weakness", "weakness_progressive", "fever"]
)
def test_what_can_change_in_hours_is_asked_again(key):
    assert KNOWLEDGE.findings[key].no_ages


def test_an_emergency_is_shown_alone():
    assessment = assess(person(findings={**all_no(person()), "saddle_numbness": True}), KNOWLEDGE)

    assert assessment.scope is Scope.EMERGENCY


def test_urgent_waits_for_a_clinician():
    assessment = assess(person(findings={**all_no(person()), "fever": True}), KNOWLEDGE)

    assert assessment.scope is Scope.CLEARANCE_FIRST


def test_a_child_gets_triage_and_safety_net_only():
    child = person(age=15)

    assert assess(person(age=15, findings=all_no(child)), KNOWLEDGE).scope is Scope.TRIAGE_ONLY


@pytest.mark.parametrize(
    "text",
    [
        "on = 2026-03-02\nagee = 40",
        "on = 2026-03-02\nfindings = { fevr = true }",
        "on = 2026-03-02\nnprs = 11",
    ],
)
def test_a_misspelt_or_impossible_field_is_refused(text):
    with pytest.raises(ReportError):
        assess(read_history(text, Form.TOML, today=ON), KNOWLEDGE)


@pytest.mark.parametrize("setting", Setting)
def test_severe_pain_alone_is_never_an_emergency(setting):
    assessment = assess(
        person(setting=setting, nprs=10, findings={**all_no(person()), "severe_pain": True}), KNOWLEDGE
    )

    assert assessment.triage.disposition is Disposition.ROUTINE


@pytest.mark.parametrize(
    "key", ["lifted", "twisted", "bent", "sudden_movement", "muscle_spasm", "local_tenderness"]
)
def test_what_goes_with_every_strain_is_no_alarm(key):
    assessment = assess(person(findings={**all_no(person()), key: True}), KNOWLEDGE)

    assert assessment.triage.disposition is Disposition.SELF_CARE


def test_every_disposition_says_what_to_do_and_all_but_the_emergency_what_to_watch_for():
    for text in KNOWLEDGE.dispositions.values():
        assert text.what_to_do
        assert text.safety_net or text.id == Disposition.EMERGENCY.value


def test_questions_for_one_sex_are_put_to_all_who_state_neither():
    for sex in (Sex.OTHER, None):
        table = tabulate([person(sex=sex)], KNOWLEDGE)
        asked = [f for f in KNOWLEDGE.findings.values() if f.only_sex and f.asked_of is AskedOf.PERSON]
        withheld = [f.id for f in asked if not f.only_age and not is_askable(f.id, table, KNOWLEDGE)]

        assert withheld == []


def test_the_name_of_strain_is_withheld_when_an_answer_points_to_harm():
    """Whatever is urgent alone, or is a nerve's, is among the things that withhold the narrower name."""
    pattern = KNOWLEDGE.conditions["mechanical-back-pain"].pattern

    for key in (
        "saddle_numbness",
        "urinary_retention",
        "leg_weakness",
        "fever",
        "history_of_cancer",
        "major_trauma",
    ):
        assert key in pattern.unless


def test_every_emergency_names_its_rule_and_its_reason():
    triage = screen(person(findings={"urinary_retention": True}), KNOWLEDGE)

    first = triage.raised[0]

    assert first.disposition is Disposition.EMERGENCY
    assert "urinary_retention" in first.because
    assert KNOWLEDGE.red_flags[first.id].says
