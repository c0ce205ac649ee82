"""One plain check for each hazard of docs/safety/hazards.md, on the knowledge that people meet.

The laws on invented knowledge say that the engine cannot do harm; these say that today's rules do not.
"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from lumbago.care import assess
from lumbago.errors import ReportError
from lumbago.knowledge import current, tabulate
from lumbago.knowledge.asking import is_askable
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.schema import AskedOf
from lumbago.knowledge.table import NOT_ASKED, PRESENT, SETTINGS, SEXES, Table, columns
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
from lumbago.triage import screen, screen_table

ON = date(2026, 3, 2)
KNOWLEDGE = current()
FLAGS = KNOWLEDGE.red_flags.values()
MUST_ASK = sorted({key for flag in FLAGS if flag.disposition.is_soon for key in findings_in(flag.when)})
SEED = 20260302


def person(**said):
    return History(Report(on=ON, **{"age": 40, "sex": Sex.MALE, "onset_days": 2, "nprs": 4, **said}))


def all_no(history):
    """Every finding that this person can answer, answered "no"."""
    table = tabulate([history], KNOWLEDGE)
    return {key: False for key in KNOWLEDGE.findings if is_askable(key, table, KNOWLEDGE)}


def strangers(n):
    """People with random answers, as a table."""
    luck = np.random.default_rng(SEED)
    return Table(
        states=np.asfortranarray(
            luck.choice([-1, 0, 1], size=(n, len(KNOWLEDGE.findings)), p=[0.5, 0.4, 0.1]).astype(np.int8)
        ),
        age=luck.uniform(18, 95, n).astype(np.float32),
        duration_days=luck.uniform(0, 400, n).astype(np.float32),
        nprs=luck.integers(0, 11, n).astype(np.float32),
        sex=luck.integers(-1, len(SEXES), n).astype(np.int8),
        setting=luck.integers(0, len(SETTINGS), n).astype(np.int8),
    )


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


ALONE = [
    key
    for key in KNOWLEDGE.findings
    if screen(person(findings={key: True}), KNOWLEDGE).disposition is Disposition.EMERGENCY
]


def test_there_are_findings_that_are_an_emergency_alone():
    assert {"saddle_numbness", "urinary_retention", "cannot_walk", "collapse"} <= set(ALONE)


@pytest.mark.parametrize("key", ALONE)
def test_no_answer_sets_an_emergency_aside(key):
    """What is an emergency alone remains one beside every other answer, yes or no."""
    others = [other for other in KNOWLEDGE.findings if other != key]
    histories = [person(findings={key: True, other: answer}) for other in others for answer in (True, False)]

    urgency = screen_table(tabulate(histories, KNOWLEDGE), KNOWLEDGE).urgency

    assert (urgency == Disposition.EMERGENCY.urgency).all()


@pytest.mark.parametrize("key", sorted({key for flag in FLAGS for key in findings_in(flag.when)}))
def test_one_more_alarming_answer_never_lowers_urgency(key):
    table = strangers(400)
    before = screen_table(table, KNOWLEDGE).urgency.copy()

    table.states[:, columns(KNOWLEDGE)[key]] = PRESENT

    assert (screen_table(table, KNOWLEDGE).urgency >= before).all()


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
