"""People write brands, doses, classes and misspellings; what nobody knows stays unknown."""

import pytest

from lumbago.knowledge import current
from lumbago.knowledge.medicine_names import classes_of, recognise

KNOWLEDGE = current()


def recognised(written):
    found = recognise(written, KNOWLEDGE)
    assert found is not None, written
    return found


@pytest.mark.parametrize(
    ("written", "inn"),
    [
        ("ibuprofen", "ibuprofen"),
        ("Nurofen 400 mg", "ibuprofen"),
        ("Advil", "ibuprofen"),
        ("IBU 600", "ibuprofen"),
        ("Aleve", "naproxen"),
        ("naproxen sodium 220 mg", "naproxen"),
        ("tylenol", "paracetamol"),
        ("Tylenol Extra Strength", "paracetamol"),
        ("Doliprane 1000", "paracetamol"),
        ("acetaminophen", "paracetamol"),
        ("Ben-u-ron", "paracetamol"),
        ("Eliquis 5 mg twice a day", "apixaban"),
        ("Warfarin sodium, 5 mg", "warfarin"),
        ("Zanaflex", "tizanidine"),
        ("Dolormin mit Naproxen", "naproxen"),
        ("Kardegic 75", "low-dose aspirin"),
        ("aspirin 75 mg", "low-dose aspirin"),
        ("aspirin 300 mg", "aspirin"),
    ],
)
def test_a_brand_or_a_salt_with_a_dose_is_the_substance(written, inn):
    found = recognised(written)

    assert set(found.contains) == {inn}
    assert not found.is_near


@pytest.mark.parametrize(
    ("written", "inn"),
    [
        ("ibuprofin", "ibuprofen"),
        ("napproxen", "naproxen"),
        ("paracetomol", "paracetamol"),
        ("acetominophen", "paracetamol"),
        ("diclofenic", "diclofenac"),
        ("ramiprill", "ramipril"),
        ("sertralene", "sertraline"),
        ("diazapam", "diazepam"),
    ],
)
def test_a_misspelling_is_taken_for_what_it_nearly_is_and_said_to_be_near(written, inn):
    found = recognised(written)

    assert set(found.contains) == {inn}
    assert found.is_near


@pytest.mark.parametrize(
    ("written", "contains"),
    [
        ("Nurofen Plus", {"ibuprofen": 200, "codeine": 12.8}),
        ("co-codamol 30/500", {"paracetamol": 500, "codeine": 30}),
        ("Co-codamol 8/500 tablets", {"paracetamol": 500, "codeine": 8}),
        ("cocodamol 15/500", {"paracetamol": 500, "codeine": 15}),
        ("Percocet 5/325", {"paracetamol": 325, "oxycodone": 5}),
        ("Robaxacet", {"methocarbamol": 400, "paracetamol": 325}),
    ],
)
def test_a_product_holds_all_its_substances_with_their_amounts(written, contains):
    assert dict(recognised(written).contains) == contains


def test_a_strength_that_was_not_said_is_the_strongest_usual_one():
    assert recognised("co-codamol").contains["codeine"] == 30


@pytest.mark.parametrize(
    ("written", "class_"),
    [
        ("blood thinners", "anticoagulant"),
        ("water tablets", "diuretic"),
        ("an SSRI", "ssri"),
        ("ACE inhibitor", "ace-inhibitor"),
        ("steroid tablets", "corticosteroid"),
        ("muscle relaxer", "muscle-relaxant"),
        ("anti-inflammatories", "nsaid"),
        ("sleeping pills", "benzodiazepine"),
        ("the pill", "oral-contraceptive"),
    ],
)
def test_a_word_for_a_class_is_that_class(written, class_):
    assert class_ in recognised(written).classes


def test_tablets_and_gel_are_told_apart_and_both_are_anti_inflammatory():
    tablets, gel = recognised("Voltarol 50 mg"), recognised("Voltarol Emulgel")

    assert {"nsaid-oral", "nsaid"} <= tablets.classes
    assert {"nsaid-topical", "nsaid"} <= gel.classes
    assert "nsaid-oral" not in gel.classes


def test_a_tablet_with_two_blood_pressure_medicines_is_both():
    assert {"ace-inhibitor", "diuretic"} <= recognised("Zestoretic").classes
    assert {"arb", "diuretic"} <= recognised("losartan/hydrochlorothiazide 50/12.5").classes


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Tenoretic 50/12.5", "beta-blocker"),
        ("co-tenidone", "beta-blocker"),
        ("atenolol chlortalidone", "beta-blocker"),
        ("Lopressor HCT", "beta-blocker"),
        ("bisoprolol/HCT 5/12.5", "beta-blocker"),
        ("Tekturna HCT", "arb"),
        ("Hyzaar", "arb"),
        ("Diovan HCT", "arb"),
        ("Micardis HCT", "arb"),
        ("CoAprovel", "arb"),
        ("Zestoretic", "ace-inhibitor"),
        ("Preterax", "ace-inhibitor"),
        ("Triplixam", "ace-inhibitor"),
        ("Natrixam", "antihypertensive"),
    ],
)
def test_a_water_tablet_within_another_tablet_is_found(written, other):
    assert {other, "diuretic"} <= recognised(written).classes


@pytest.mark.parametrize(
    ("written", "inn"),
    [
        ("St John's wort", "hypericum"),
        ("St. John’s Wort 900 mg", "hypericum"),
        ("Johanniskraut", "hypericum"),
        ("isoniazid 300 mg", "isoniazid"),
        ("ginkgo biloba", "ginkgo"),
        ("Lipitor 20 mg", "atorvastatin"),
        ("Euthyrox", "levothyroxine"),
        ("Jardiance", "empagliflozin"),
        ("digoxin", "digoxin"),
        ("Humira", "adalimumab"),
        ("Imuran 50 mg", "azathioprine"),
    ],
)
def test_what_a_pharmacist_must_check_is_known_by_name_and_not_guessed(written, inn):
    found = recognised(written)

    assert set(found.contains) == {inn}
    assert "ask-a-pharmacist" in found.classes
    assert not found.is_near


@pytest.mark.parametrize(
    "written", ["hydrocortisone cream 1%", "steroid inhaler", "cortisone cream", "Pulmicort"]
)
def test_a_cream_or_inhaler_is_no_steroid_tablet(written):
    assert "corticosteroid" not in recognised(written).classes
    assert "corticosteroid" in recognised("hydrocortisone 20 mg tablets").classes


def test_no_inhaler_or_cream_is_among_the_steroid_tablets():
    classes = KNOWLEDGE.medicine_classes
    local = classes["local-corticosteroid"].members
    brands = {name.casefold() for inn, names in local.items() for name in (inn, *names)}
    systemic = classes["corticosteroid"].members

    assert {
        name for inn, names in systemic.items() for name in (inn, *names) if name.casefold() in brands
    } == set()


def test_warfarin_is_a_blood_thinner_too():
    assert classes_of("warfarin", KNOWLEDGE) == {"vitamin-k-antagonist", "anticoagulant"}


@pytest.mark.parametrize("written", ["blue moon pills", "xyzzyx", "vitamin d", ""])
def test_what_nobody_knows_is_recognised_as_nothing(written):
    assert recognise(written, KNOWLEDGE) is None


def test_thyroid_tablets_are_not_taken_for_steroid_tablets():
    found = recognise("thyroid tablets", KNOWLEDGE)

    assert found is None or "corticosteroid" not in found.classes


@pytest.mark.parametrize("written", ["ibux", "alev", "lasi", "oxy"])
def test_a_short_word_is_not_guessed(written):
    assert recognise(written, KNOWLEDGE) is None


def test_every_medicine_of_ours_is_known_by_its_own_name():
    lost = [s.id for s in KNOWLEDGE.medicines.values() if set(recognised(s.name).contains) != {s.name}]

    assert lost == []


def test_every_member_of_a_class_leads_to_that_class():
    lost = [
        (class_.id, name)
        for class_ in KNOWLEDGE.medicine_classes.values()
        for inn, names in class_.members.items()
        for name in (inn, *names)
        if class_.id not in recognised(name).classes
    ]

    assert lost == []
