"""Every vignette in `spec/triage` says what must happen to one person; each rule has its own file.

A rule needs a positive, a negative and a boundary vignette. "Open" is a rule that nobody can
decide yet, because a question it needs was not asked.
"""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from lumbago.knowledge import current
from lumbago.record import history_from
from lumbago.triage import screen

ON = date(2026, 3, 2)
KINDS = {"positive", "negative", "boundary"}
FILES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).parent.glob("triage/*.toml"))
}
VIGNETTES = [
    pytest.param(vignette, id=f"{rule}: {vignette['name']}")
    for rule, file in FILES.items()
    for vignette in file["vignette"]
]


@pytest.mark.parametrize("vignette", VIGNETTES)
def test_vignette(vignette):
    expect = vignette["expect"]

    triage = screen(history_from({"on": ON, **vignette["report"]}, today=ON), current())

    raised = {flag.id for flag in triage.raised}
    assert triage.disposition.value == expect.get("disposition", triage.disposition.value), sorted(raised)
    assert raised >= set(expect.get("raised", ()))
    assert raised.isdisjoint([*expect.get("not_raised", ()), *expect.get("open", ())])
    assert {flag.id for flag in triage.open} >= set(expect.get("open", ()))


@pytest.mark.parametrize("rule", current().red_flags)
def test_every_rule_has_a_positive_a_negative_and_a_boundary_vignette(rule):
    kinds = {vignette["kind"] for vignette in FILES.get(rule, {}).get("vignette", ())}

    assert kinds == KINDS


@pytest.mark.parametrize("rule", FILES)
def test_every_file_is_about_a_rule_that_exists_and_cites_a_source_that_exists(rule):
    source = FILES[rule]["source"]

    assert rule in current().red_flags
    assert source == "judgement" or source in current().sources


@pytest.mark.parametrize("rule", FILES)
def test_a_positive_vignette_raises_its_own_rule_and_a_negative_does_not(rule):
    by_kind = {kind: [v["expect"] for v in FILES[rule]["vignette"] if v["kind"] == kind] for kind in KINDS}

    assert all(rule in expect.get("raised", ()) for expect in by_kind["positive"])
    assert all(rule in expect.get("not_raised", ()) for expect in by_kind["negative"])
    assert all(
        rule in (*expect.get("raised", ()), *expect.get("not_raised", ()), *expect.get("open", ()))
        for expect in by_kind["boundary"]
    )


def test_names_are_claims_said_once_in_each_file():
    for rule, file in FILES.items():
        names = Counter(vignette["name"] for vignette in file["vignette"])

        assert all(times == 1 for times in names.values()), rule
        assert all(vignette["because"] for vignette in file["vignette"]), rule
