"""The one tile of a check-in: told "none of these", it has answered all that may not stay open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lumbago.care import assess
from lumbago.interview.new_signs import grouped, new_signs
from lumbago.knowledge import current, tabulate
from lumbago.knowledge.asking import is_askable
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.schema import AskedOf
from lumbago.record import CheckIn, History, Report, Scope, Sex

ON = date(2026, 3, 2)
TOMORROW = ON + timedelta(days=1)
KNOWLEDGE = current()
SOON = [flag for flag in KNOWLEDGE.red_flags.values() if flag.disposition.is_soon]
MUST_ASK = sorted({key for flag in SOON for key in findings_in(flag.when)})

PEOPLE = {
    "a man": {"age": 40, "sex": Sex.MALE},
    "a woman": {"age": 30, "sex": Sex.FEMALE},
    "an old man": {"age": 78, "sex": Sex.MALE},
    "somebody who does not say": {"age": 55},
    "somebody in great pain": {"age": 40, "sex": Sex.FEMALE, "nprs": 9},
    "somebody for whom it lasts": {"age": 33, "sex": Sex.MALE, "onset_days": 200},
}
YES = [
    (), ("history_of_cancer",), ("osteoporosis", "steroid_use"), ("diabetes", "immunosuppressed"),
    ("leg_pain",), ("hypertension", "heart_disease"), ("back_surgery",), ("falls", "minor_trauma"),
]  # fmt: skip


def answered(said, yes=()):
    """A report in which everything that can be put to this person has an answer."""
    report = Report(on=ON, **{"onset_days": 2, "nprs": 4, **said})
    table = tabulate([History(report)], KNOWLEDGE)
    askable = [key for key in KNOWLEDGE.findings if is_askable(key, table, KNOWLEDGE)]
    return History(replace(report, findings={key: key in yes for key in askable}))


def none_of_these(history, on=TOMORROW, **fields):
    """The history with a check-in that denies every new sign."""
    signs = new_signs(history, KNOWLEDGE, on=on)
    denied = CheckIn(on=on, findings=dict.fromkeys(signs, False), **fields)
    return replace(history, check_ins=(*history.check_ins, denied))


@pytest.mark.parametrize("said", PEOPLE.values(), ids=PEOPLE)
@pytest.mark.parametrize("yes", YES, ids=", ".join)
def test_none_of_these_leaves_nothing_open_that_must_be_asked(said, yes):
    history = answered(said, yes)
    before = assess(history, KNOWLEDGE).triage

    after = assess(none_of_these(history), KNOWLEDGE).triage

    assert before.is_complete
    assert after.is_complete
    assert after.disposition.urgency <= before.disposition.urgency


@pytest.mark.parametrize("nprs", [0, 4, 10])
@pytest.mark.parametrize("days", [1, 13, 45, 90])
def test_nothing_opens_however_bad_the_pain_of_that_day_and_however_long_it_lasts(nprs, days):
    history = none_of_these(answered(PEOPLE["a man"]), ON + timedelta(days=days), nprs=nprs)

    assert assess(history, KNOWLEDGE).scope is Scope.WHOLE


def test_a_check_in_that_says_nothing_of_new_signs_reassures_nobody():
    silent = replace(answered(PEOPLE["a man"]), check_ins=(CheckIn(on=TOMORROW, nprs=2),))

    assert assess(silent, KNOWLEDGE).scope is Scope.INCOMPLETE


def test_day_after_day_the_tile_is_enough():
    history = answered(PEOPLE["a woman"])

    for days in range(1, 6):
        history = none_of_these(history, ON + timedelta(days=days), nprs=3)

        assert assess(history, KNOWLEDGE).scope is Scope.WHOLE


def test_the_tile_is_the_same_whatever_was_said_on_its_own_day():
    history = answered(PEOPLE["a man"])

    assert new_signs(none_of_these(history), KNOWLEDGE, on=TOMORROW) == new_signs(
        history, KNOWLEDGE, on=TOMORROW
    )


def test_each_must_ask_finding_that_ages_can_be_told_in_a_few_words():
    ageing = [KNOWLEDGE.findings[key] for key in MUST_ASK if KNOWLEDGE.findings[key].no_ages]

    assert [f.id for f in ageing if f.asked_of is AskedOf.PERSON and not f.sign] == []


@pytest.mark.parametrize("said", PEOPLE.values(), ids=PEOPLE)
def test_every_sign_has_its_short_form_and_stands_once(said):
    signs = new_signs(answered(said), KNOWLEDGE, on=TOMORROW)

    assert len(set(signs)) == len(signs)
    assert all(KNOWLEDGE.findings[key].sign for key in signs)


def test_what_was_never_asked_and_has_no_short_form_is_left_to_the_interview():
    long = sorted(key for key in MUST_ASK if not KNOWLEDGE.findings[key].sign)
    history = answered(PEOPLE["a man"])
    asked = {key: said for key, said in history.report.findings.items() if key not in long}
    unasked = replace(history, report=replace(history.report, findings=asked))

    told = none_of_these(unasked)

    assert long
    assert set(told.check_ins[0].findings).isdisjoint(long)
    assert assess(told, KNOWLEDGE).scope is Scope.INCOMPLETE


def test_an_empty_report_is_never_completed_by_a_tile():
    empty = none_of_these(History(Report(on=ON)))

    assert assess(empty, KNOWLEDGE).scope is Scope.INCOMPLETE


@pytest.mark.parametrize(
    "key", ["saddle_numbness", "urinary_retention", "fever", "chest_pain", "leg_weakness"]
)
def test_the_gravest_signs_are_asked_every_time(key):
    history = answered(PEOPLE["a man"])

    assert key in new_signs(history, KNOWLEDGE, on=TOMORROW)
    assert key in new_signs(none_of_these(history), KNOWLEDGE, on=TOMORROW + timedelta(days=1))


def test_what_a_person_has_said_to_have_is_not_asked_again():
    had = answered(PEOPLE["a man"], ("leg_numbness",))

    assert "leg_numbness" not in new_signs(had, KNOWLEDGE, on=TOMORROW)


def test_what_cannot_be_is_not_asked():
    man, woman = (new_signs(answered(PEOPLE[who]), KNOWLEDGE, on=TOMORROW) for who in ("a man", "a woman"))

    only = {key for key in woman if KNOWLEDGE.findings[key].only_sex is Sex.FEMALE}
    assert only
    assert only.isdisjoint(man)


def test_what_exercises_wait_for_is_asked_as_well():
    presumed = [one for one in KNOWLEDGE.circumstances.values() if one.unknown == "presume"]
    ageing = {key for one in presumed for key in findings_in(one.when) if KNOWLEDGE.findings[key].no_ages}

    signs = set(new_signs(answered(PEOPLE["a woman"]), KNOWLEDGE, on=TOMORROW))

    closed = signs | {key for key in ageing if signs & set(KNOWLEDGE.findings[key].implies)}
    assert {key for key in ageing if KNOWLEDGE.findings[key].sign} <= closed


def test_signs_are_laid_out_by_what_they_are_about_and_none_is_lost():
    signs = new_signs(answered(PEOPLE["a woman"]), KNOWLEDGE, on=TOMORROW)

    groups = grouped(signs, KNOWLEDGE)

    assert sorted(key for group in groups for key in group.findings) == sorted(signs)
    assert len({group.title for group in groups}) == len(groups)
    orders = [KNOWLEDGE.topics[KNOWLEDGE.findings[group.findings[0]].topic].order for group in groups]
    assert orders == sorted(orders)
