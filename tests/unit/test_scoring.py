"""Cases read as their file means them, and the rates that are published of them."""

import json
from datetime import date

import pytest

from lumbago.knowledge import current
from lumbago.record import Assessment, Certainty, Differential, Disposition, History, Report, Scope, Triage
from lumbago.validation import Case, Outcome, read_cases, report, score_case
from lumbago.validation.cases import Stated, history_of_case

SELF_CARE, ROUTINE, URGENT, EMERGENCY = Disposition
HISTORY = History(Report(on=date(2026, 1, 1)))


def findings_of(*present, days, absent=()):
    return history_of_case(Stated(40, None, days, list(present), list(absent))).report.findings


@pytest.mark.parametrize(("days", "is_new"), [(0, True), (14, True), (15, False), (400, False), (None, True)])
def test_a_nerve_symptom_is_new_for_fourteen_days_and_when_nobody_says_how_long(days, is_new):
    assert findings_of("weakness", days=days)["nerve_symptoms_new"] is is_new


@pytest.mark.parametrize("word", ["onset_sudden", "worsened_yesterday", "weakness_new"])
def test_a_word_that_says_recent_makes_a_nerve_symptom_new_however_long_the_pain_has_lasted(word):
    assert findings_of("numbness", word, days=400)["nerve_symptoms_new"] is True


def test_a_case_without_a_nerve_symptom_says_nothing_of_new_ones():
    assert "nerve_symptoms_new" not in findings_of("fever", "onset_sudden", days=2)


def test_a_leak_of_many_years_is_not_the_new_one_that_we_ask_for():
    old, new = (findings_of("urinary_incontinence", days=days) for days in (400, 14))

    assert "urinary_incontinence" not in old
    assert new["urinary_incontinence"] is True


def test_numbness_between_the_legs_counts_at_any_age():
    assert findings_of("saddle_anaesthesia", days=400)["saddle_numbness"] is True


def test_what_is_present_wins_over_what_is_absent():
    findings = findings_of("weakness_leg", days=3, absent=["weakness"])

    assert findings["leg_weakness"] is True


def outcome(expected, given, *, groups=("right",), **more):
    """Return an outcome whose case was answered with these groups, the right one being called so."""
    levels = {"interview_level": given, "full_level": given, "id_": "one", "screens": 5} | more
    assessment = Assessment(
        history=HISTORY,
        triage=Triage(given),
        differential=Differential((), Certainty.TOO_EARLY),
        scope=Scope.WHOLE,
        not_understood=(),
        knowledge_version="invented",
    )
    return Outcome(
        case=Case(levels["id_"], "invented", ("right", "as right"), "core", expected, HISTORY),
        assessment=assessment,
        conditions=groups,
        groups=groups,
        screens=levels["screens"],
        interview_level=levels["interview_level"],
        full_level=levels["full_level"],
    )


def triage_of(*outcomes):
    return report(outcomes)["overall"]["triage"]


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        (SELF_CARE, {"under", "under_two"}),
        (ROUTINE, {"under"}),
        (URGENT, {"exact"}),
        (EMERGENCY, {"over"}),
    ],
)
def test_too_low_is_below_the_reader_and_much_too_low_by_two(given, counted):
    rates = triage_of(outcome(URGENT, given))

    assert {name for name, rate in rates.items() if rate} == counted


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        (SELF_CARE, {"under"}),
        (ROUTINE, {"exact"}),
        (URGENT, {"over"}),
        (EMERGENCY, {"over", "over_two"}),
    ],
)
def test_too_high_is_above_the_reader_and_much_too_high_by_two(given, counted):
    rates = triage_of(outcome(ROUTINE, given))

    assert {name for name, rate in rates.items() if rate} == counted


def test_three_levels_are_much_too_low_or_much_too_high_as_well():
    rates = triage_of(outcome(EMERGENCY, SELF_CARE), outcome(SELF_CARE, EMERGENCY))

    assert rates["under"] == rates["under_two"] == rates["over"] == rates["over_two"] == 0.5


def test_emergencies_are_recalled_among_the_readers_emergencies_only():
    rates = triage_of(
        outcome(EMERGENCY, EMERGENCY),
        outcome(EMERGENCY, URGENT),
        outcome(EMERGENCY, ROUTINE),
        outcome(EMERGENCY, SELF_CARE),
        outcome(URGENT, EMERGENCY),
        outcome(ROUTINE, ROUTINE),
    )

    assert rates["emergency_recall"] == 0.25
    assert rates["emergency_or_urgent_recall"] == 0.5


@pytest.mark.parametrize(
    ("groups", "first", "first_three"),
    [
        (("right", "wrong", "other"), 1, 1),
        (("as right", "wrong", "other"), 1, 1),
        (("wrong", "right", "other"), 0, 1),
        (("wrong", "other", "right"), 0, 1),
        (("wrong", "other", "another"), 0, 0),
    ],
)
def test_the_first_place_is_the_first_and_the_first_three_are_any_of_three(groups, first, first_three):
    scored = report([outcome(ROUTINE, ROUTINE, groups=groups)])

    assert scored["overall"]["diagnosis"] == {"top1": first, "top3": first_three}
    assert scored["cases"][0]["in_first_three"] is bool(first_three)


def test_three_places_are_looked_at():
    case = Case("one", "invented", ("mechanical",), "core", ROUTINE, HISTORY)

    scored = score_case(case, current())

    assert len(scored.conditions) == len(scored.groups) == 3


def test_the_interview_hears_what_the_case_states():
    history = History(Report(on=date(2026, 1, 1), age=40, nprs=5, findings={"saddle_numbness": True}))
    case = Case("one", "invented", ("cord",), "core", EMERGENCY, history)

    scored = score_case(case, current())

    assert scored.full_level is scored.interview_level is EMERGENCY
    assert scored.screens > 1


def test_a_rate_over_no_cases_is_not_known_rather_than_nought():
    scored = report([])

    assert scored["overall"]["n"] == 0
    assert {*scored["overall"]["triage"].values(), *scored["overall"]["diagnosis"].values()} == {None}
    assert scored["questions"] == {"median": None, "max": None, "missed_emergencies": []}


def test_recall_is_not_known_where_no_case_is_an_emergency():
    assert triage_of(outcome(ROUTINE, ROUTINE))["emergency_recall"] is None


@pytest.mark.parametrize(
    ("full", "interview", "is_missed"),
    [
        (EMERGENCY, URGENT, True),
        (EMERGENCY, SELF_CARE, True),
        (EMERGENCY, EMERGENCY, False),
        (URGENT, SELF_CARE, False),
        (URGENT, URGENT, False),
        (URGENT, EMERGENCY, False),
    ],
)
def test_the_interview_misses_the_emergency_that_asking_everything_finds(full, interview, is_missed):
    """Whatever the reader said, and whatever the case stated without an interview."""
    kept = outcome(EMERGENCY, EMERGENCY, id_="kept")
    scored = report(
        [kept, outcome(ROUTINE, EMERGENCY, id_="asked", full_level=full, interview_level=interview)]
    )

    assert scored["questions"]["missed_emergencies"] == ["asked"] * is_missed


def test_the_screens_of_an_interview_are_counted_over_all_cases():
    scored = report([outcome(ROUTINE, ROUTINE, screens=screens) for screens in (4, 20, 6)])

    assert scored["questions"]["median"] == 6
    assert scored["questions"]["max"] == 20


def test_each_tier_and_category_is_scored_by_itself():
    scored = report([outcome(ROUTINE, ROUTINE), outcome(ROUTINE, URGENT)])

    assert scored["tiers"]["core"] == scored["categories"]["invented"] == scored["overall"]


def test_a_result_of_an_image_that_nobody_listed_is_dropped_too():
    line = json.dumps(
        {
            "id": "X1",
            "category": "muscle_strain",
            "tier": "core",
            "triage_by_reader": "self_care",
            "findings": {"present": ["low_back_pain", "mri_something_new"], "stated_absent": []},
        }
    )

    (read,) = read_cases([line])

    assert dict(read.history.report.findings) == {"low_back_pain": True}
