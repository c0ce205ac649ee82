"""Who is shown a review and who a programme: an alarm always comes first, whatever the course."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lumbago import care
from lumbago.knowledge import current
from lumbago.record import CheckIn, Disposition, Felt, Form, Going, Preferences, Scope, read_history

EXAMPLE = Path(__file__).parents[2] / "examples" / "strain-ready-for-exercise.toml"
TODAY = date(2026, 11, 29)
KNOWLEDGE = replace(current(), recovery=None)
"""Without the recovery model: what is shown does not wait for a forecast."""

BEGAN = read_history(EXAMPLE.read_text(encoding="utf-8"), Form.TOML, today=TODAY)
DENIED = {key: False for key, said in BEGAN.report.findings.items() if not said}
NO_PROGRAMME = [scope for scope in Scope if scope is not Scope.WHOLE]
NO_REVIEW = [Scope.EMERGENCY, Scope.CLEARANCE_FIRST, Scope.TRIAGE_ONLY]


def later(days, nprs, **findings):
    """A check-in that denies all that was denied before, but for what it says."""
    on = BEGAN.report.on + timedelta(days=days)
    return CheckIn(on=on, nprs=nprs, findings={**DENIED, **findings})


def followed(*check_ins, **report):
    history = replace(BEGAN, report=replace(BEGAN.report, **report), check_ins=check_ins)
    assessment = care.assess(history, KNOWLEDGE)
    return care.train(care.follow_up(assessment, KNOWLEDGE), KNOWLEDGE)


def alone(disposition):
    """Each finding that makes a denied check-in that urgent by itself."""
    return [key for key in sorted(DENIED) if _disposition(key) is disposition]


def _disposition(key):
    history = replace(BEGAN, check_ins=(later(1, 4, **{key: True}),))
    return care.assess(history, KNOWLEDGE).triage.disposition


EMERGENCIES = alone(Disposition.EMERGENCY)
URGENT = alone(Disposition.URGENT)
BETTER, WORSE = (5, 3, 2, 1, 1), (5, 5, 5, 5, 6)


def course(nprs):
    return [later(4 * place, pain) for place, pain in enumerate(nprs, start=1)]


def test_who_is_well_enough_is_shown_both():
    found = followed(*course(BETTER))

    assert found.scope is Scope.WHOLE
    assert found.review.going is Going.RECOVERING
    assert found.programme.prescribed


def test_a_report_alone_has_a_programme_and_no_review():
    found = followed()

    assert found.review is None
    assert found.programme is not None


@pytest.mark.parametrize("scope", NO_PROGRAMME)
def test_no_scope_but_the_whole_is_shown_a_programme(scope):
    assessment = replace(care.assess(BEGAN, KNOWLEDGE), scope=scope)

    assert care.train(assessment, KNOWLEDGE).programme is None
    assert care.train(assessment, KNOWLEDGE, on=BEGAN.on + timedelta(days=9)).programme is None


@pytest.mark.parametrize("scope", list(Scope))
def test_a_review_never_stands_beside_an_alarm(scope):
    history = replace(BEGAN, check_ins=tuple(course(WORSE)))
    assessment = replace(care.assess(history, KNOWLEDGE), scope=scope)

    assert (care.follow_up(assessment, KNOWLEDGE).review is None) is (scope in NO_REVIEW)


def test_there_are_signs_that_make_an_emergency_by_themselves():
    assert len(EMERGENCIES) > 5
    assert URGENT


@pytest.mark.parametrize("key", EMERGENCIES)
@pytest.mark.parametrize("nprs", [BETTER, WORSE], ids=["recovering", "stalled"])
def test_a_sign_of_an_emergency_at_a_check_in_always_wins(key, nprs):
    found = followed(*course(nprs)[:-1], later(20, nprs[-1], **{key: True}))

    assert found.triage.disposition is Disposition.EMERGENCY
    assert found.scope is Scope.EMERGENCY
    assert (found.review, found.programme) == (None, None)


@pytest.mark.parametrize("key", EMERGENCIES)
def test_no_silence_afterwards_mutes_it(key):
    silent = CheckIn(on=BEGAN.on + timedelta(days=21), nprs=0)

    found = followed(later(20, 4, **{key: True}), silent)

    assert found.triage.disposition is Disposition.EMERGENCY
    assert (found.review, found.programme) == (None, None)


@pytest.mark.parametrize("key", URGENT)
def test_an_urgent_sign_stops_the_programme_and_the_review(key):
    found = followed(later(1, 4, **{key: True}))

    assert found.triage.disposition.is_soon
    assert (found.review, found.programme) == (None, None)


@pytest.mark.parametrize("nprs", [BETTER, WORSE], ids=["recovering", "stalled"])
def test_how_it_goes_changes_no_triage(nprs):
    history = replace(BEGAN, check_ins=tuple(course(nprs)))
    assessment = care.assess(history, KNOWLEDGE)

    found = care.train(care.follow_up(assessment, KNOWLEDGE), KNOWLEDGE)

    assert replace(found, review=None, programme=None) == assessment


def test_signs_that_nobody_asked_about_stop_the_programme_and_not_the_alert():
    on = BEGAN.on + timedelta(days=20)
    found = followed(CheckIn(on=on, nprs=BEGAN.report.nprs))

    assert found.scope is Scope.INCOMPLETE
    assert found.programme is None
    assert found.review.is_not_recovering


def test_a_child_is_shown_neither():
    found = followed(*course(BETTER), age=12)

    assert (found.scope, found.review, found.programme) == (Scope.TRIAGE_ONLY, None, None)


def test_knowledge_without_dosing_has_neither():
    bare = replace(KNOWLEDGE, dosing=None)
    assessment = care.assess(replace(BEGAN, check_ins=tuple(course(WORSE))), bare)

    assert care.train(care.follow_up(assessment, bare), bare) == assessment


def test_the_week_that_is_shown_is_that_of_the_day_asked_for():
    assessment = care.assess(BEGAN, KNOWLEDGE)
    days = [BEGAN.on + timedelta(days=n) for n in (0, 6, 7, 20)]

    weeks = [care.train(assessment, KNOWLEDGE, on=day).programme.week for day in days]

    assert weeks == [0, 0, 1, 2]
    assert care.train(assessment, KNOWLEDGE).programme.starts == BEGAN.on


def test_a_day_before_the_report_has_no_programme():
    assessment = care.assess(BEGAN, KNOWLEDGE)

    with pytest.raises(ValueError, match="before the report"):
        care.train(assessment, KNOWLEDGE, on=BEGAN.on - timedelta(days=1))


def test_preferences_and_what_was_felt_never_reach_triage():
    plain = followed(*course(BETTER))
    felt = tuple(replace(c, felt=(Felt("glute-bridge", hurt=10, settled=False),)) for c in course(BETTER))

    hurt = followed(*felt, preferences=Preferences(minutes_per_day=5.0))

    assert hurt.triage == plain.triage


def test_with_the_recovery_model_the_test_is_added():
    history = replace(BEGAN, check_ins=tuple(course(WORSE)))
    assessment = care.assess(history, current())

    found = care.follow_up(assessment, current()).review

    assert [step.day for step in found.test.evidence] == [4, 8, 12, 16, 20]
    assert found.is_not_recovering
