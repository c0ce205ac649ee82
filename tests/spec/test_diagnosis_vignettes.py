"""Every vignette in `spec/diagnosis` says what one person probably has; each condition has its own file.

Three kinds: "typical" has it as a clinician pictures it, "easily-mistaken" has it and looks partly like
something else, "only-looks-like-it" resembles it and has something else. They were written from clinical
reasoning before they were run.
"""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from lumbago.diagnosis import differentiate_row, name_of
from lumbago.knowledge import current, tabulate
from lumbago.record import history_from

ON = date(2026, 3, 2)

FEWEST_FACTS = 5
MOST_FACTS = {"typical": 9, "easily-mistaken": 14, "only-looks-like-it": 14}
"""By kind: a typical person is pictured in few words; who resembles another needs what tells them apart."""

FILES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["vignette"]
    for path in sorted(Path(__file__).parent.glob("diagnosis/*.toml"))
}
ALL = [(condition, vignette) for condition, vignettes in FILES.items() for vignette in vignettes]


def cases(key=None):
    """Return, as cases of a test, the vignettes that expect something of that name."""
    return [
        pytest.param(condition, vignette, id=f"{condition}: {vignette['name']}")
        for condition, vignette in ALL
        if key is None or key in vignette["expect"]
    ]


def table_of(vignette):
    return tabulate([history_from({"on": ON, **vignette["report"]}, today=ON)], current())


def differential_of(vignette):
    return differentiate_row(table_of(vignette), current())


def shown(differential):
    return [f"{c.condition} {c.probability:.3f}" for c in differential.candidates[:6]]


@pytest.mark.parametrize(("_condition", "vignette"), cases("first"))
def test_what_the_person_has_comes_first(_condition, vignette):
    differential = differential_of(vignette)

    assert differential.first.condition == vignette["expect"]["first"], shown(differential)


@pytest.mark.parametrize(("_condition", "vignette"), cases("among_first_three"))
def test_what_the_person_has_is_among_the_first_three(_condition, vignette):
    differential = differential_of(vignette)

    first_three = {candidate.condition for candidate in differential.candidates[:3]}
    assert first_three >= set(vignette["expect"]["among_first_three"]), shown(differential)


@pytest.mark.parametrize(("_condition", "vignette"), cases("before"))
def test_what_the_person_has_comes_before_what_it_resembles(_condition, vignette):
    differential = differential_of(vignette)

    probability = {candidate.condition: candidate.probability for candidate in differential.candidates}
    for likelier, less_likely in vignette["expect"]["before"]:
        assert probability[likelier] > probability[less_likely], shown(differential)


@pytest.mark.parametrize(("_condition", "vignette"), cases("certainty"))
def test_the_first_place_is_as_firm_as_the_facts_allow(_condition, vignette):
    differential = differential_of(vignette)

    assert differential.certainty.value == vignette["expect"]["certainty"], shown(differential)


@pytest.mark.parametrize(("condition", "vignette"), cases("plain_name"))
def test_the_narrower_name_is_used_only_where_its_pattern_holds(condition, vignette):
    table = table_of(vignette)
    candidates = differentiate_row(table, current()).candidates

    plain = {candidate.condition: name_of(candidate, table, current())[1] for candidate in candidates}

    assert plain[condition] == vignette["expect"]["plain_name"]


@pytest.mark.parametrize("condition", current().conditions)
def test_every_condition_has_the_three_kinds_of_vignette(condition):
    kinds = {vignette["kind"] for vignette in FILES.get(condition, ())}

    assert kinds == set(MOST_FACTS)


@pytest.mark.parametrize("condition", FILES)
def test_every_file_is_about_a_condition_that_exists(condition):
    assert condition in current().conditions


@pytest.mark.parametrize(("_condition", "vignette"), cases())
def test_every_condition_that_is_expected_exists(_condition, vignette):
    expect = vignette["expect"]

    before = [condition for pair in expect.get("before", ()) for condition in pair]
    first = [expect["first"]] if "first" in expect else []
    assert {*first, *before, *expect.get("among_first_three", ())} <= set(current().conditions)


@pytest.mark.parametrize(("_condition", "vignette"), cases())
def test_every_person_can_be_read_and_is_pictured_in_a_few_facts(_condition, vignette):
    report = vignette["report"]

    history = history_from({"on": ON, **report}, today=ON)

    facts = len(report) - 1 + len(report["findings"])
    assert history.report.age is not None
    assert FEWEST_FACTS <= facts <= MOST_FACTS[vignette["kind"]]


@pytest.mark.parametrize(("condition", "vignette"), cases())
def test_each_vignette_expects_something_of_its_own_condition(condition, vignette):
    expect = vignette["expect"]

    if vignette["kind"] == "only-looks-like-it":
        assert condition in [less_likely for _, less_likely in expect["before"]]
    else:
        assert condition in [expect.get("first"), *expect.get("among_first_three", ())]


def test_names_are_claims_said_once_and_each_has_its_reason():
    times = Counter(vignette["name"] for _, vignette in ALL)

    assert [name for name, count in times.items() if count > 1] == []
    assert all(vignette["because"] for _, vignette in ALL)
