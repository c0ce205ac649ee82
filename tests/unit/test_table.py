"""What a history says of each finding, on its last day: present, absent or not asked.

The findings are invented, but for the facts at the end.
"""

from datetime import date, timedelta

import pytest
from small_knowledge import FINDING, write

from lumbago.knowledge import current, load, tabulate
from lumbago.knowledge.asking import is_askable, unasked
from lumbago.knowledge.table import ABSENT, NOT_ASKED, PRESENT, columns, not_understood
from lumbago.record import CheckIn, Disposition, History, Medicine, Region, Report, Sex

ON = date(2026, 3, 2)
AGEING = FINDING.replace("no_ages = false", "no_ages = true")
FACTS = {
    "lasting": FINDING,
    "lasting_special": FINDING + 'implies = ["lasting"]',
    "ageing_special": AGEING + 'implies = ["lasting"]',
    "ageing": AGEING,
    "event": AGEING + "yes_stays = true",
    "strong": FINDING + '[derived]\nmeasure = "nprs"\nat_least = 7',
    "new": AGEING + '[derived]\nmeasure = "duration_days"\nat_most = 14\nelse_absent = false',
    "old": FINDING + '[derived]\nmeasure = "duration_days"\nat_least = 90',
    "expecting": AGEING + '[derived]\nmeasure = "pregnancy_weeks"\nat_least = 0.01',
    "named": FINDING + 'diagnosed = ["sore-back"]',
    "treated": FINDING + 'medicines = ["balm", "fish oil"]',
    "drawn": FINDING + 'regions = ["chest"]',
    "leg_pain": FINDING,
    "bilateral_leg_pain": AGEING + 'implies = ["leg_pain"]',
    "fertile": FINDING + "only_age = [12, 55]",
}
REAL = current()


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    files = {f"findings/{key}.toml": text for key, text in FACTS.items()}
    return load(write(tmp_path_factory.mktemp("invented"), **files))


@pytest.fixture
def state(invented):
    return lambda history, key: state_in(invented, history, key)


def state_in(knowledge, history, key):
    return tabulate([history], knowledge).states[0, columns(knowledge)[key]]


def told(*check_ins, **fields):
    return History(Report(on=ON, **fields), check_ins)


def later(days, **fields):
    return CheckIn(on=ON + timedelta(days=days), **fields)


YES, NO = (dict.fromkeys(("lasting", "ageing", "event"), answer) for answer in (True, False))


def test_a_no_that_ages_takes_the_yes_before_it_along(state):
    history = told(later(1, findings=NO), later(2), findings=YES)

    assert state(history, "ageing") == NOT_ASKED
    assert state(history, "lasting") == ABSENT


@pytest.mark.parametrize("days", [0, 1])
def test_a_yes_is_withdrawn_by_a_later_no_unless_it_is_one_that_stays(state, days):
    history = told(later(days, findings=NO), findings=YES)

    assert state(history, "ageing") == ABSENT
    assert state(history, "event") == PRESENT


def test_a_yes_that_stays_outlives_a_no_of_every_later_day(state):
    history = told(later(1, findings=NO), later(2, findings=NO), later(3), findings=YES)

    assert state(history, "event") == PRESENT


def test_only_a_yes_stays(state):
    assert state(told(findings=NO), "event") == ABSENT
    assert state(told(later(1), findings=NO), "event") == NOT_ASKED
    assert state(told(later(1, findings=YES), findings=NO), "event") == PRESENT


def test_not_being_pregnant_is_known_for_its_day_only(state):
    assert state(told(pregnancy_weeks=0), "expecting") == ABSENT
    assert state(told(later(0), pregnancy_weeks=0), "expecting") == ABSENT
    assert state(told(later(1), pregnancy_weeks=0), "expecting") == NOT_ASKED


def test_being_pregnant_is_known_on_later_days_too(state):
    assert state(told(later(1), pregnancy_weeks=8), "expecting") == PRESENT


def test_a_bout_grows_older_up_to_the_last_check_in(invented):
    table = tabulate([told(onset_days=3), told(later(2), later(9), onset_days=3)], invented)

    assert table.duration_days.tolist() == [3, 12]


def test_the_last_pain_that_was_stated_counts(invented):
    histories = [told(later(1, nprs=5), later(2), nprs=8), told(later(1, nprs=6), later(2, nprs=0), nprs=8)]

    assert tabulate(histories, invented).nprs.tolist() == [5, 0]


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("strong", {"nprs": 9}),
        ("new", {"onset_days": 2}),
        ("expecting", {"pregnancy_weeks": 8}),
        ("named", {"diagnosed": ("sore-back",)}),
        ("treated", {"medicines": (Medicine("balm"),)}),
        ("drawn", {"pain_map": (Region.CHEST,)}),
    ],
)
def test_a_no_does_not_undo_what_the_rest_of_the_report_says(state, key, fields):
    assert state(told(findings={key: False}, **fields), key) == PRESENT


@pytest.mark.parametrize("nprs", [0, 6])
def test_a_yes_is_not_undone_by_what_the_rest_of_the_report_says(state, nprs):
    assert state(told(findings={"strong": True}, nprs=nprs), "strong") == PRESENT


def test_pain_in_both_legs_is_pain_in_the_leg_whatever_was_denied(state):
    history = told(findings={"leg_pain": False, "bilateral_leg_pain": True})

    assert state(history, "leg_pain") == PRESENT
    assert state(history, "bilateral_leg_pain") == PRESENT


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ((Region.THIGH_BACK_LEFT, Region.FOOT_RIGHT), PRESENT),
        ((Region.SHIN_RIGHT, Region.CALF_LEFT), PRESENT),
        ((Region.THIGH_BACK_LEFT, Region.FOOT_LEFT), NOT_ASKED),
        ((Region.CALF_RIGHT,), NOT_ASKED),
        ((Region.CALF_LEFT, Region.BUTTOCK_RIGHT, Region.GROIN_RIGHT, Region.LUMBAR_RIGHT), NOT_ASKED),
        ((), NOT_ASKED),
    ],
)
def test_only_two_legs_on_the_drawing_are_both_legs(state, drawn, expected):
    assert state(told(pain_map=drawn), "bilateral_leg_pain") == expected


def test_a_no_to_the_general_denies_the_special(state):
    assert state(told(findings={"lasting": False}), "lasting_special") == ABSENT
    assert state(told(later(1), findings={"lasting": False}), "lasting_special") == ABSENT


def test_a_no_that_lasts_does_not_keep_alive_one_that_ages(state):
    history = told(later(1), findings={"lasting": False, "ageing_special": False})

    assert state(history, "lasting") == ABSENT
    assert state(history, "ageing_special") == NOT_ASKED


@pytest.mark.parametrize("name", ["sore-back", "Sore Back", " SORE  back ", "Sore-Back"])
def test_a_diagnosis_may_be_written_with_capitals_and_blanks(invented, name):
    history = told(diagnosed=(name,))

    assert state_in(invented, history, "named") == PRESENT
    assert not_understood(history.report, invented) == ()


@pytest.mark.parametrize("name", ["balm", "BALM", "Balm sodium ", " balm 5 mg", "Fish  Oil capsules"])
def test_a_medicine_may_be_written_with_capitals_blanks_and_its_salt(invented, name):
    history = told(medicines=(Medicine(name),))

    assert state_in(invented, history, "treated") == PRESENT
    assert not_understood(history.report, invented) == ()


@pytest.mark.parametrize("name", ["balmoral", "fish", "fish paste", "tiger balm", " "])
def test_a_name_that_only_resembles_a_medicine_is_said_to_be_unknown(invented, name):
    history = told(medicines=(Medicine(name),))

    assert state_in(invented, history, "treated") == NOT_ASKED
    assert not_understood(history.report, invented) == (name,)


def test_a_condition_that_no_finding_asks_for_is_still_understood(invented):
    report = told(diagnosed=("Tumour", "tumult")).report

    assert not_understood(report, invented) == ("tumult",)


def test_what_was_new_when_it_was_told_stays_new(state):
    assert state(told(later(20), onset_days=14), "new") == PRESENT


def test_what_was_not_new_when_it_was_told_is_asked(state):
    assert state(told(onset_days=15), "new") == NOT_ASKED


def test_a_bout_is_long_from_its_ninetieth_day(state):
    assert state(told(onset_days=1), "old") == ABSENT
    assert state(told(later(88), onset_days=1), "old") == ABSENT
    assert state(told(later(89), onset_days=1), "old") == PRESENT


@pytest.mark.parametrize(
    ("age", "is_asked"), [(None, True), (11, False), (12, True), (55, True), (56, False)]
)
def test_a_question_for_some_ages_is_put_to_them_and_to_all_who_give_none(invented, age, is_asked):
    table = tabulate([told(age=age)], invented)

    assert is_askable("fertile", table, invented) is is_asked
    assert ("fertile" in unasked(table, invented)) is is_asked


def test_a_finding_with_an_answer_is_not_asked_again(invented):
    table = tabulate([told(findings={"lasting": True, "ageing": False})], invented)

    assert {"lasting", "ageing"}.isdisjoint(unasked(table, invented))


# What follows are facts of the knowledge that people meet.


def test_a_day_of_pain_is_neither_six_weeks_nor_three_months():
    for key in ("duration_over_6_weeks", "duration_over_3_months"):
        assert state_in(REAL, told(onset_days=1), key) == ABSENT


@pytest.mark.parametrize(
    ("special", "general"),
    [
        ("bilateral_leg_weakness", "leg_weakness"),
        ("bilateral_leg_numbness", "leg_numbness"),
        ("bilateral_leg_pain", "leg_pain"),
        ("metastatic_cancer", "history_of_cancer"),
        ("contractions", "pregnant"),
        ("waters_broken", "pregnant"),
        ("reduced_fetal_movement", "pregnant"),
    ],
)
def test_the_special_says_the_general(special, general):
    assert state_in(REAL, told(findings={special: True}), general) == PRESENT


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("anticoagulant", {"medicines": (Medicine("Warfarin sodium "),)}),
        ("serious_cause_named", {"diagnosed": ("Spinal Infection",)}),
        ("history_of_cancer", {"diagnosed": ("Breast cancer",)}),
    ],
)
def test_danger_is_known_by_the_name_that_people_write(key, fields):
    assert state_in(REAL, told(**fields), key) == PRESENT


@pytest.mark.parametrize(("age", "is_asked"), [(None, True), (12, True), (30, True), (55, True), (56, False)])
def test_unexpected_bleeding_is_asked_in_the_years_in_which_a_pregnancy_is_possible(age, is_asked):
    table = tabulate([told(age=age, sex=Sex.FEMALE)], REAL)

    assert is_askable("vaginal_bleeding", table, REAL) is is_asked


def named_alone(expression):
    """Yield the findings of which one makes an expression hold."""
    if expression.finding is not None:
        yield expression.finding
    for part in expression.any or ():
        yield from named_alone(part)


EMERGENCIES = sorted(
    {
        key
        for flag in REAL.red_flags.values()
        if flag.disposition is Disposition.EMERGENCY
        for key in named_alone(flag.when)
    }
)
PASSES = {"persistent_vomiting"}
"""Vomiting that has stopped is over: a "no" may end it."""


@pytest.mark.parametrize("key", EMERGENCIES)
def test_what_alone_is_an_emergency_is_asked_again_the_next_day(key):
    """It can begin within hours: yesterday's "no" must not say that today is safe."""
    assert REAL.findings[key].no_ages


@pytest.mark.parametrize("key", sorted(set(EMERGENCIES) - PASSES))
def test_what_alone_is_an_emergency_is_cleared_by_a_clinician_and_by_no_later_answer(key):
    """A bladder that feels better, or does not feel at all, was an emergency: someone must look."""
    assert REAL.findings[key].yes_stays
