"""Every number says what it rests on, and what it rests on can be looked up."""

import re

import pytest
from house_plan import ROOT, SOURCE, numbers_in, python_files, relative, sources_of

from lumbago.instruments import instrument
from lumbago.knowledge import current
from lumbago.knowledge.poses import current_poses
from lumbago.record import Status

FOLDERS = (
    "findings", "red_flags", "conditions", "explanations", "terms", "dispositions",
    "treatments", "guidelines", "medicines", "medicine_rules", "products", "circumstances", "exercises",
)  # fmt: skip
SOURCES_PAGE = ROOT / "docs" / "reference" / "sources.md"
INSTRUMENTS = sorted(path.stem for path in (SOURCE / "instruments").glob("*.toml"))


@pytest.fixture(scope="module")
def numbers():
    knowledge = current()
    return [
        (f"{folder}/{fact.id}: {where}", number)
        for folder in FOLDERS
        for fact in getattr(knowledge, folder).values()
        for where, number in numbers_in(fact)
    ] + [
        (f"{name}: {where}", number)
        for name in ("weighing", "dosing")
        for where, number in numbers_in(getattr(knowledge, name))
    ]


def test_every_published_number_cites_a_source_that_can_be_looked_up(numbers):
    sources = current().sources

    loose = [
        where
        for where, number in numbers
        if number.status is Status.PUBLISHED and not any(sources[s].resolves for s in sources_of(number))
    ]

    assert loose == []


def test_every_unverified_number_names_where_it_was_seen(numbers):
    silent = [where for where, n in numbers if n.status is Status.UNVERIFIED and not sources_of(n)]

    assert silent == []


def test_every_judgement_on_a_number_has_a_range(numbers):
    exact = [
        where
        for where, n in numbers
        if n.status is Status.JUDGEMENT and hasattr(n, "low") and not (n.low < n.high or n.value == 0)
    ]

    assert exact == []


def test_every_interval_holds_its_number(numbers):
    outside = [where for where, n in numbers if hasattr(n, "low") and not n.low <= n.value <= n.high]

    assert outside == []


def test_every_source_is_used_or_listed_as_read_but_not_used(numbers):
    measured = numbers_in(current_poses().body)
    used = {source for _, number in (*numbers, *measured) for source in sources_of(number)}
    used |= sources_of_recovery()
    page = SOURCES_PAGE.read_text(encoding="utf-8")
    unused = page.partition("## Read but not used")[2]

    lost = [source for source in current().sources if source not in used and f"`{source}`" not in unused]

    assert lost == []


def sources_of_recovery():
    """Sources of the arrows and of the published studies they are fitted to."""
    recovery = current().recovery
    told = [*recovery.arrows.values(), *recovery.effects.values()]
    studies = (SOURCE / "knowledge" / "trials").glob("*.toml")
    cited = {re.search(r'^source = "(\w+)"', path.read_text("utf-8"), re.MULTILINE)[1] for path in studies}
    return cited | {source for one in told for source in one.sources}


def test_every_study_cites_a_source_that_exists():
    assert sources_of_recovery() - set(current().sources) == set()


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_every_paper_of_a_questionnaire_can_be_looked_up(name):
    papers = instrument(name).sources

    assert papers
    assert [key for key, paper in papers.items() if not paper.resolves] == []


def test_every_source_that_code_names_exists():
    held = {*current().sources, *(key for name in INSTRUMENTS for key in instrument(name).sources)}
    named = {
        (relative(path), source)
        for path in python_files("src")
        for source in re.findall(r"Source:\n\s+(\w+)", path.read_text(encoding="utf-8"))
    }

    assert {(path, source) for path, source in named if source not in held} == set()
