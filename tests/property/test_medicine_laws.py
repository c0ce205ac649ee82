"""Laws of the medicine checks, for any person and any rules we may ever write; the rules are invented."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import history
from invented_treatments import ANSWERS, FINDINGS, INVENTED, MEDICINES, PEOPLE, RULES, TAKEN, invented

from lumbago.knowledge import tabulate
from lumbago.knowledge.table import PRESENT, columns
from lumbago.record import History, Medicine, Verdict
from lumbago.treatment import check_medicines


def verdicts(told: History, knowledge=INVENTED) -> dict[str, int]:
    return {c.medicine: c.verdict.severity for c in check_medicines(told, knowledge).checks}


@given(ANSWERS, PEOPLE, st.sampled_from(FINDINGS))
def test_one_more_condition_never_makes_a_medicine_safer(answers, person, condition):
    with_it = history({**answers, condition: True}, **person)
    without = history({key: said for key, said in answers.items() if key != condition}, **person)

    before, after = verdicts(without), verdicts(with_it)

    assert all(after[medicine] >= before[medicine] for medicine in before if before[medicine] == 3)
    assert all(after[medicine] >= Verdict.CAUTION.severity for medicine in before if before[medicine] >= 2)


@given(ANSWERS, PEOPLE, TAKEN)
def test_one_more_medicine_never_turns_forbidden_into_fine(answers, person, more):
    fewer = history(answers, **person)
    taken = (*person.get("medicines", ()), *more)
    with_more = history(answers, **{**person, "medicines": taken})

    before, after = verdicts(fewer), verdicts(with_more)

    assert all(after[medicine] == 3 for medicine in before if before[medicine] == 3)


@given(ANSWERS, PEOPLE)
def test_what_nobody_was_asked_is_asked_or_asked_about_first(answers, person):
    told = history(answers, **person)
    table, place = tabulate([told], INVENTED), columns(INVENTED)

    checks = {check.medicine: check for check in check_medicines(told, INVENTED).checks}

    for unknown, medicine in (
        ("kidney", "redol"),
        ("kidney", "bluol"),
        ("bleeds", "rubol"),
        ("takes_thinner", "redol"),
    ):
        if table.states[0, place[unknown]] == 0:
            assert checks[medicine].verdict.severity >= Verdict.ASK_FIRST.severity
            assert checks[medicine].amount is None


@given(ANSWERS, PEOPLE)
def test_no_amount_beside_anything_worse_than_a_caution(answers, person):
    for check in check_medicines(history(answers, **person), INVENTED).checks:
        if check.amount is not None:
            assert check.verdict.severity <= Verdict.CAUTION.severity
            assert not check.is_taken
            assert check.medicine != "greyol"


@given(ANSWERS, PEOPLE)
def test_an_amount_keeps_to_every_ceiling(answers, person):
    most = {medicine.id: min(c.per_day for c in medicine.ceilings) for medicine in MEDICINES}

    for check in check_medicines(history(answers, **person), INVENTED).checks:
        if check.amount is not None:
            assert check.amount.single[1] <= check.amount.most_a_day <= most[check.medicine]


@given(ANSWERS, PEOPLE, st.randoms(use_true_random=False))
def test_order_never_matters(answers, person, shuffle):
    medicines, told = list(person.get("medicines", ())), list(answers.items())
    shuffle.shuffle(medicines)
    shuffle.shuffle(told)
    rules = list(RULES)
    shuffle.shuffle(rules)

    one = check_medicines(history(answers, **person), INVENTED)
    other = check_medicines(
        history(dict(told), **{**person, "medicines": tuple(medicines)}), invented(rules=rules)
    )

    assert {c.medicine: (c.verdict, c.amount) for c in one.checks} == {
        c.medicine: (c.verdict, c.amount) for c in other.checks
    }
    assert {t.medicine: t.per_day for t in one.totals} == {t.medicine: t.per_day for t in other.totals}


@given(st.lists(st.sampled_from([(500.0, 1.0), (1000.0, 3.0), (500.0, 8.0)]), min_size=1, max_size=4))
def test_a_day_is_added_up_over_all_products(doses):
    """Above the ceiling of self-care the check says so; above any clinician's it is a finding for triage."""
    taken = tuple(
        Medicine("bluol" if k % 2 else "mixol", dose, times) for k, (dose, times) in enumerate(doses)
    )
    told = history({}, medicines=taken)
    total = sum(dose * times for dose, times in doses)

    table = tabulate([told], INVENTED)
    (blue,) = (t for t in check_medicines(told, INVENTED).totals if t.medicine == "bluol")

    assert blue.per_day == total
    assert blue.ceiling == 3000
    assert blue.is_above is (total > 3000)
    assert bool(table.states[0, columns(INVENTED)["too_much_blue"]] == PRESENT) is (total > 4000)


@given(ANSWERS, PEOPLE)
def test_a_medicine_nobody_knows_makes_every_other_one_to_ask_about(answers, person):
    taken = (*person.get("medicines", ()), {"name": "zzzzz"})

    checked = check_medicines(history(answers, **{**person, "medicines": taken}), INVENTED)

    assert "zzzzz" in checked.not_recognised
    assert all(check.verdict.severity >= Verdict.ASK_FIRST.severity for check in checked.checks)


@pytest.mark.parametrize(
    ("field", "unknown"),
    [("diagnosed", ("qqqqq",)), ("allergies", ("blueol",)), ("medicines", ({"name": "navoll"},))],
)
def test_what_nobody_knows_or_had_to_be_guessed_is_asked_about(field, unknown):
    """The same person without it gets an amount of redol."""
    safe = dict.fromkeys([*FINDINGS, "takes_thinner"], False)

    checked = check_medicines(history(safe, age=40, **{field: unknown}), INVENTED)
    redol = next(check for check in checked.checks if check.medicine == "redol")

    assert redol.amount is None
    assert redol.verdict.severity >= Verdict.ASK_FIRST.severity
    assert field == "diagnosed" or checked.near


@given(ANSWERS, PEOPLE)
def test_nobody_takes_two_of_one_class(answers, person):
    told = history(answers, **{**person, "medicines": (Medicine("Rubolbrand"),)})

    (redol,) = (check for check in check_medicines(told, INVENTED).checks if check.medicine == "redol")

    assert redol.verdict is Verdict.CONTRAINDICATED


@given(ANSWERS, PEOPLE)
def test_a_man_is_not_asked_whether_he_is_pregnant(answers, person):
    answers = {key: said for key, said in answers.items() if key != "pregnant"}
    told = history(answers, **{**person, "sex": "male"})

    checked = check_medicines(told, INVENTED)

    assert "pregnant" not in checked.unasked
    assert all(a.rule != "ask-pregnant" for c in checked.checks for a in c.applied)


@given(PEOPLE)
def test_under_eighteen_nothing_is_dosed(person):
    safe = dict.fromkeys([*FINDINGS, "takes_thinner"], False)
    told = history(safe, **{**person, "age": 17})

    assert all(check.amount is None for check in check_medicines(told, INVENTED).checks)


def test_a_grown_person_who_answered_no_to_everything_gets_an_amount():
    safe = dict.fromkeys([*FINDINGS, "takes_thinner"], False)

    checks = {c.medicine: c for c in check_medicines(history(safe, age=40), INVENTED).checks}

    assert checks["redol"].verdict is Verdict.FINE
    assert checks["redol"].amount is not None
    assert checks["redol"].amount.most_a_day == 600


def test_a_dose_that_nobody_published_is_never_told():
    safe = dict.fromkeys([*FINDINGS, "takes_thinner"], False)
    hearsay = replace(MEDICINES[0], dose=replace(MEDICINES[0].dose, status="unverified"))

    (check,) = check_medicines(history(safe, age=40), invented(medicines=[hearsay])).checks

    assert check.amount is None
