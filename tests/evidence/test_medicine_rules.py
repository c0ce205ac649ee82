"""Each row of the safety table that was read has its rule, and each rule says what it rests on."""

import pytest

from lumbago.knowledge import current
from lumbago.knowledge.medicine import Access
from lumbago.record import Status, Verdict

KNOWLEDGE = current()
RULES = KNOWLEDGE.medicine_rules
ROWS = (
    *(f"n{number}" for number in range(1, 32)),
    *("t1", "t2", "t3"),
    *(f"p{number}" for number in range(1, 6)),
    *(f"c{number}" for number in range(1, 8)),
    *(f"z{number}" for number in range(1, 6)),
    *("m1", "m2", "m3"),
    *("s1", "s2", "s3", "s4"),
    *("b1", "b2", "b3"),
    *("d1", "d2"),
)
"""All but the row on heat wraps, which is no medicine."""

INTERACTIONS = tuple(f"ansm{number}" for number in range(1, 10))
"""Pairs of the interaction thesaurus that the table does not have."""


def verdicts(row):
    return {rule.verdict for rule in RULES.values() if rule.rule == row}


@pytest.mark.parametrize("row", [*ROWS, *INTERACTIONS])
def test_every_row_of_the_safety_table_has_a_rule(row):
    assert verdicts(row)


def test_every_rule_is_of_a_row_or_marked_as_our_own():
    strangers = {r.rule for r in RULES.values() if r.rule not in (*ROWS, *INTERACTIONS)}

    assert {row for row in strangers if not row.startswith("own")} == set()


@pytest.mark.parametrize("row", ["n1", "n2", "n4", "n5", "n9", "n13", "n14", "n22", "p4", "c1", "z1", "s4"])
def test_what_must_not_be_taken_is_forbidden(row):
    assert Verdict.CONTRAINDICATED in verdicts(row)


def test_a_row_of_which_no_source_was_seen_is_our_judgement():
    from_memory = {rule.id for rule in RULES.values() if rule.rule in {"b1", "b2"}}

    assert {RULES[id_].status for id_ in from_memory} == {Status.JUDGEMENT}


@pytest.mark.parametrize(
    ("rule", "value", "ci95"),
    [
        ("nsaid-triple", 1.82, (1.35, 2.46)),
        ("nsaid-triple", 1.31, (1.12, 1.53)),
        ("nsaid-triple", 1.64, (1.25, 2.14)),
        ("nsaid-ace-or-arb", 1.6, (1.18, 2.17)),
        ("nsaid-diuretic", 1.64, (1.17, 2.29)),
        ("nsaid-ssri", 1.75, (1.32, 2.33)),
        ("nsaid-ssri", 1.49, (1.2, 1.84)),
        ("nsaid-corticosteroid", 12.8, (11.1, 14.7)),
    ],
)
def test_numbers_stand_as_they_were_printed(rule, value, ci95):
    figures = {(figure.value, figure.ci95) for figure in RULES[rule].figures}

    assert (value, ci95) in figures


def test_only_published_doses_of_what_is_sold_freely_are_told():
    dosed = {id_: substance for id_, substance in KNOWLEDGE.medicines.items() if substance.dose}

    assert set(dosed) == {"ibuprofen", "paracetamol"}
    assert {substance.access for substance in dosed.values()} == {Access.WITHOUT_PRESCRIPTION}
    assert {substance.dose.status for substance in dosed.values()} == {Status.PUBLISHED}


def test_nobody_under_18_is_told_to_take_any_medicine():
    about = set(RULES["under-18"].about)

    assert RULES["under-18"].verdict is Verdict.CONTRAINDICATED
    assert all(about & set(substance.classes) for substance in KNOWLEDGE.medicines.values())


def test_our_own_rules_name_no_source_and_give_their_reason():
    ours = [rule for rule in RULES.values() if rule.status is Status.JUDGEMENT]

    assert [rule.id for rule in ours if rule.sources or not rule.at or not rule.reasoning] == []


def test_what_is_known_by_name_only_is_asked_about_before_any_medicine():
    about = set(RULES["medicine-to-check"].about)

    assert RULES["medicine-to-check"].verdict is Verdict.ASK_FIRST
    assert all(about & set(substance.classes) for substance in KNOWLEDGE.medicines.values())


def test_every_prescribed_medicine_with_a_ceiling_says_whom_to_ring_and_not_to_stop():
    prescribed = [s for s in KNOWLEDGE.medicines.values() if s.access is not Access.WITHOUT_PRESCRIPTION]
    silent = [
        s.id for s in prescribed if s.ceilings and "Do not stop or change it on your own" not in s.too_much
    ]

    assert silent == []
