"""Invented people, each "no" to everything but one thing, and what each medicine is for them."""

from datetime import date
from functools import lru_cache

import pytest

from lumbago.knowledge import current, tabulate
from lumbago.knowledge.schema import AskedOf
from lumbago.knowledge.table import columns
from lumbago.record import History, Medicine, Report, Setting
from lumbago.treatment import check_medicines
from lumbago.treatment.medicines import GUESSED, UNKNOWN_ILLNESS, UNKNOWN_MEDICINE

KNOWLEDGE = current()
NOT_KNOWN = {UNKNOWN_ILLNESS, UNKNOWN_MEDICINE, GUESSED}
LIFELONG = (
    *(
        "kidney_disease",
        "kidney_moderate",
        "kidney_transplant",
        "single_kidney",
        "liver_disease",
        "cirrhosis",
    ),
    *("heart_failure", "vascular_disease", "recent_heart_attack", "asthma", "epilepsy"),
    *("ulcer_or_bleed", "nsaid_reaction"),
)
ASKED = [key for key, finding in KNOWLEDGE.findings.items() if finding.asked_of is AskedOf.PERSON]


@lru_cache
def safety(
    yes: tuple[str, ...] = (),
    diagnosed: tuple[str, ...] = (),
    medicines: tuple[str | Medicine, ...] = (),
    age: float = 40,
    weight_kg: float = 70,
    setting: Setting = Setting.SELF_CARE,
):
    """Check everything for someone who said "no" to all but `yes`."""
    taken = tuple(one if isinstance(one, Medicine) else Medicine(one) for one in medicines)
    findings = dict.fromkeys(ASKED, False) | dict.fromkeys(yes, True)
    if weight_kg < 50:
        del findings["weight_under_50"]
    report = Report(
        on=date(2026, 3, 2),
        age=age,
        sex="female",
        setting=setting,
        findings=findings,
        diagnosed=diagnosed,
        medicines=taken,
        weight_kg=weight_kg,
    )
    return check_medicines(History(report), KNOWLEDGE)


def check_of(medicine, **person):
    return next(check for check in safety(**person).checks if check.medicine == medicine)


def total(medicine, name, dose_mg, per_day, **person):
    (found,) = (
        one
        for one in safety(medicines=(Medicine(name, dose_mg, per_day),), **person).totals
        if one.medicine == medicine
    )
    return found


def state(key, report):
    return int(tabulate([History(report)], KNOWLEDGE).states[0, columns(KNOWLEDGE)[key]])


PEOPLE = [
    ({}, "ibuprofen", "fine"),
    ({}, "paracetamol", "fine"),
    ({}, "tramadol", "fine"),
    # The heart and the vessels.
    ({"diagnosed": ("recent-myocardial-infarction",)}, "ibuprofen", "contraindicated"),
    ({"diagnosed": ("Recent heart attack",)}, "naproxen", "contraindicated"),
    ({"diagnosed": ("recent-heart-attack",)}, "cyclobenzaprine", "contraindicated"),
    ({"yes": ("recent_heart_attack",)}, "ibuprofen", "contraindicated"),
    ({"diagnosed": ("heart attack",)}, "ibuprofen", "ask-first"),
    ({"diagnosed": ("coronary-artery-disease",)}, "diclofenac", "contraindicated"),
    ({"diagnosed": ("TIA",)}, "ibuprofen", "ask-first"),
    ({"diagnosed": ("congestive cardiac failure",)}, "ibuprofen", "contraindicated"),
    # Kidneys.
    ({"diagnosed": ("nephrectomy",)}, "ibuprofen", "ask-first"),
    ({"yes": ("single_kidney",)}, "diclofenac-gel", "caution"),
    ({"diagnosed": ("kidney-transplant",)}, "ibuprofen", "contraindicated"),
    ({"diagnosed": ("CKD stage 4",)}, "ibuprofen", "contraindicated"),
    ({"diagnosed": ("ckd",)}, "naproxen", "ask-first"),
    ({"diagnosed": ("renal failure",)}, "ibuprofen", "contraindicated"),
    # Stomach, bowel, blood and liver.
    ({"diagnosed": ("Crohn's disease",)}, "ibuprofen", "ask-first"),
    ({"diagnosed": ("ulcerative-colitis",)}, "aspirin", "ask-first"),
    ({"diagnosed": ("iron deficiency anemia",)}, "ibuprofen", "ask-first"),
    ({"yes": ("anaemia",)}, "ibuprofen", "ask-first"),
    ({"diagnosed": ("GI bleed",)}, "ibuprofen", "contraindicated"),
    ({"diagnosed": ("hemophilia A",)}, "ibuprofen", "contraindicated"),
    ({"diagnosed": ("NAFLD",)}, "paracetamol", "ask-first"),
    ({"diagnosed": ("aspirin-induced asthma",)}, "ibuprofen", "contraindicated"),
    # Antidepressants and blood pressure.
    ({"medicines": ("venlafaxine",)}, "ibuprofen", "ask-first"),
    ({"medicines": ("Anafranil",)}, "ibuprofen", "ask-first"),
    ({"medicines": ("sertraline",)}, "ibuprofen", "ask-first"),
    ({"medicines": ("amlodipine",)}, "ibuprofen", "ask-first"),
    ({"medicines": ("Tenoretic", "losartan")}, "ibuprofen", "contraindicated"),
    ({"medicines": ("Tekturna HCT",)}, "ibuprofen", "contraindicated"),
    ({"medicines": ("Lopressor HCT",)}, "ibuprofen", "ask-first"),
    # What makes sleepy, or brings on fits.
    ({"yes": ("glaucoma_or_bladder_trouble",)}, "orphenadrine", "contraindicated"),
    ({"diagnosed": ("myasthenia gravis",)}, "orphenadrine", "contraindicated"),
    ({"diagnosed": ("epilepsy",)}, "tramadol", "ask-first"),
    ({"diagnosed": ("seizure disorder",)}, "baclofen", "ask-first"),
    ({"medicines": ("amitriptyline",)}, "tramadol", "ask-first"),
    ({"yes": ("sleep_apnoea",)}, "oxycodone", "ask-first"),
    ({"medicines": ("Lyrica",)}, "codeine", "ask-first"),
    ({"age": 65}, "tizanidine", "ask-first"),
    ({"age": 65}, "baclofen", "ask-first"),
    # What is known by name only.
    ({"medicines": ("St John's wort",)}, "tramadol", "ask-first"),
    ({"medicines": ("johanniskraut",)}, "ibuprofen", "ask-first"),
    ({"medicines": ("isoniazid",)}, "paracetamol", "ask-first"),
    ({"medicines": ("metformin",)}, "diclofenac-gel", "ask-first"),
    ({"medicines": ("ginkgo",)}, "ibuprofen", "ask-first"),
    ({"medicines": ("levothyroxine",)}, "methocarbamol", "ask-first"),
    ({"medicines": ("Humira",)}, "paracetamol", "ask-first"),
]


@pytest.mark.parametrize(("person", "medicine", "expected"), PEOPLE)
def test_what_a_person_has_and_takes_decides(person, medicine, expected):
    """A rule decides, not that nobody knew the word."""
    check = check_of(medicine, **person)

    assert check.verdict.value == expected
    assert {one.rule for one in check.applied} & NOT_KNOWN == set()


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("Medrol", "steroid_use"),
        ("Zydol", "opioid_use"),
        ("Humira", "immunosuppressed"),
        ("CellCept", "immunosuppressed"),
        ("Metoject", "immunosuppressed"),
        ("Prograf", "immunosuppressed"),
        ("Olumiant", "immunosuppressed"),
    ],
)
def test_a_brand_says_what_its_substance_says(name, finding):
    report = Report(on=date(2026, 3, 2), medicines=(Medicine(name),))

    assert state(finding, report) == 1


@pytest.mark.parametrize("name", ["hydrocortisone cream", "steroid inhaler", "Symbicort", "Pred Forte"])
def test_a_steroid_that_stays_where_it_is_put_is_no_steroid_tablet(name):
    report = Report(on=date(2026, 3, 2), medicines=(Medicine(name),))

    assert state("steroid_use", report) == 0
    assert state("takes_steroid", report) == 0


@pytest.mark.parametrize(
    ("medicine", "dose_mg", "per_day", "is_above"),
    [
        ("tramadol", 100, 4, False),
        ("tramadol", 100, 5, True),
        ("codeine", 60, 5, True),
        ("aspirin", 900, 5, True),
        ("diclofenac", 75, 3, True),
        ("diclofenac", 50, 3, False),
        ("baclofen", 25, 4, True),
    ],
)
def test_more_than_a_day_allows_is_said(medicine, dose_mg, per_day, is_above):
    assert total(medicine, medicine, dose_mg, per_day).is_above is is_above


@pytest.mark.parametrize(("weight_kg", "is_above"), [(45, True), (70, False)])
def test_a_light_person_has_a_lower_ceiling_of_paracetamol_in_a_surgery_too(weight_kg, is_above):
    person = {"weight_kg": weight_kg, "setting": Setting.PRIMARY_CARE}

    assert total("paracetamol", "paracetamol", 1000, 3, **person).is_above is is_above


@pytest.mark.parametrize(
    "medicine", ["baclofen", "diazepam", "tramadol", "codeine", "oxycodone", "tizanidine"]
)
def test_nobody_is_told_to_stop_a_prescribed_medicine_at_once(medicine):
    said = KNOWLEDGE.medicines[medicine].too_much

    assert said.startswith("Do not stop or change it on your own")
    assert "Take no more" not in said


def test_a_lifelong_illness_stays_when_a_later_answer_is_no():
    assert [key for key in LIFELONG if not KNOWLEDGE.findings[key].yes_stays] == []


def test_a_recent_heart_attack_is_a_disease_of_the_vessels_too():
    report = Report(on=date(2026, 3, 2), diagnosed=("recent-myocardial-infarction",))

    assert state("vascular_disease", report) == 1
    assert state("heart_rhythm_problem", report) == 1


def test_an_illness_that_no_finding_holds_is_left_unknown():
    known = {name for finding in KNOWLEDGE.findings.values() for name in finding.diagnosed}

    assert "lupus" not in known
