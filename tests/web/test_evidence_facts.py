"""Every fact has a page that says all of it, with what it rests on, and loads nothing from elsewhere."""

import re
from collections import Counter

import pytest
from evidence_files import (
    IN_JSON_ONLY,
    KINDS,
    address_of,
    ids_of,
    is_on,
    leaves,
    page,
    words_on,
    written,
)

from lumbago.knowledge import current
from lumbago.knowledge.loading import FOLDERS
from lumbago.web.evidence import kinds
from lumbago.web.evidence.statements import status_in_words

SOURCE = "downie2013"
LARGEST_PAGE = 150_000
"""Bytes, before they are packed."""

EVERY_KIND = pytest.mark.parametrize("kind", KINDS)


def test_every_folder_and_file_of_knowledge_has_a_kind_and_every_kind_a_page():
    assert set(FOLDERS) <= set(kinds.KINDS) == set(KINDS)
    assert {kind: sorted(ids_of(kind)) for kind in KINDS} == {
        kind: sorted(kinds.facts_of(kind)) for kind in kinds.KINDS
    }


@EVERY_KIND
def test_every_fact_opens_and_is_no_larger_than_a_page(kind):
    pages = {id_: page(address_of(kind, id_)) for id_ in ids_of(kind)}

    assert {id_: one.status_code for id_, one in pages.items() if one.status_code != 200} == {}
    assert {id_: len(one.content) for id_, one in pages.items() if len(one.content) > LARGEST_PAGE} == {}


@EVERY_KIND
def test_a_page_says_everything_that_its_file_says(kind):
    lost = {}
    for id_ in ids_of(kind):
        fields = written(kind, id_)
        if kind == "methods":
            fields = {name: part for name, part in fields.items() if name not in IN_JSON_ONLY}
        lost[id_] = [leaf for leaf in leaves(fields) if not is_on(leaf, address_of(kind, id_))]

    assert {id_: told for id_, told in lost.items() if told} == {}


def statements(value):
    """Every part of a file that says what it rests on."""
    if isinstance(value, list):
        for part in value:
            yield from statements(part)
    elif isinstance(value, dict):
        if "status" in value:
            yield value
        for part in value.values():
            yield from statements(part)


@EVERY_KIND
def test_each_statement_of_a_page_has_its_status_in_words_and_a_link_to_each_source(kind):
    faults = []
    for id_ in ids_of(kind):
        text = page(address_of(kind, id_)).content.decode()
        parts = list(statements(written(kind, id_)))
        for status, count in Counter(part["status"] for part in parts if part["status"]).items():
            tags = text.count(f'<span class="tag tag-{status}">{status_in_words(status)}')
            summed_up = len(parts) > 1 and id_ != "recovery"  # a run repeats the status of each study
            faults += [] if tags >= count + summed_up else [(id_, status, tags, count)]
        cited = [one for part in parts for one in (*part.get("sources", ()), part.get("source")) if one]
        faults += [(id_, one) for one in cited if f'href="/evidence/sources/{one}/"' not in text]

    assert faults == []


@EVERY_KIND
def test_a_page_loads_nothing_from_elsewhere_and_leaves_by_plain_links_only(kind):
    for id_ in ids_of(kind):
        text = page(address_of(kind, id_)).content.decode()

        assert re.findall(r'(?:src|action|hx-get|data)="(?:https?:)?//', text) == []
        assert re.findall(r"<(?:link|script|img|iframe)[^>]+https?://", text) == []
        assert re.findall(r'<a href="https?://[^"]+"(?! rel="noreferrer noopener">)', text) == []
        assert " style=" not in text


def row_of(address, anchor):
    text = page(address).content.decode()
    return re.search(rf'<tr role="row" id="{anchor}">(.*?)</tr>', text, flags=re.DOTALL)[1]


def test_a_ratio_stands_in_its_row_with_interval_population_and_source():
    row = row_of("/evidence/conditions/vertebral-fracture/", "minor_trauma-yes")
    told = next(
        one["present"]
        for one in written("conditions", "vertebral-fracture")["likelihoods"]
        if one["finding"] == "minor_trauma"
    )

    assert f"{told['value']} ({told['low']} to {told['high']})" in row
    assert told["population"] in row
    assert "/evidence/sources/enthoven2016/" in row
    assert "95 % interval as printed" in row


def test_an_effect_stands_in_its_row_as_printed():
    row = row_of("/evidence/treatments/nsaid-oral/", "effects-nsaid-pain")
    told = next(one for one in written("treatments", "nsaid-oral")["effects"] if one["id"] == "nsaid-pain")

    assert f"MD {told['value']} ({told['ci95'][0]} to {told['ci95'][1]}) on 0–{told['top']}" in row
    assert f"{told['people']} people" in row
    assert "counts" in row


def test_a_treatment_shows_its_picture_its_contrasts_and_what_guidelines_say():
    words = words_on("/evidence/treatments/nsaid-oral/")

    assert page("/evidence/treatments/nsaid-oral/").content.count(b"<svg viewBox") >= 1
    for heading in ("Its place among others", "Contrasts that count in the ranking", "What guidelines say"):
        assert heading.casefold() in words
    for guideline in current().guidelines.values():
        for position in guideline.positions:
            if position.treatment == "nsaid-oral":
                assert is_on(position.text, "/evidence/treatments/nsaid-oral/")


def test_a_red_flag_reads_as_a_rule():
    text = page("/evidence/red_flags/sudden-pain-with-artery-risk/").content.decode()

    rule = text.split("When it holds")[1].split("</section>")[0]
    assert re.findall(r"<strong>(.+?):</strong>", rule) == ["All of these", "Any of these"]
    assert "age 60 to 120" in rule
    assert rule.count("<li>") == 8


def test_a_limit_that_holds_while_nobody_said_is_shown_so():
    presumed = next(
        (folder, fact.id)
        for folder in ("red_flags", "medicine_rules", "circumstances")
        for fact in getattr(current(), folder).values()
        if "presumed=True" in repr(fact.when)
    )

    assert "or not known" in words_on(address_of(*presumed))


def test_a_source_lists_all_that_rests_on_it_and_leads_to_its_paper():
    text = page(f"/evidence/sources/{SOURCE}/").content.decode()
    citing = {
        (kind, id_)
        for kind in KINDS
        for id_ in ids_of(kind)
        if kind != "sources" and any(cites(part, SOURCE) for part in every_table(written(kind, id_)))
    }

    assert len(citing) > 1
    assert {one for one in citing if f'href="{address_of(*one)}"' not in text} == set()
    assert f'href="https://doi.org/{written("sources", SOURCE)["doi"]}" rel="noreferrer noopener"' in text


def every_table(value):
    if isinstance(value, list):
        for part in value:
            yield from every_table(part)
    elif isinstance(value, dict):
        yield value
        for part in value.values():
            yield from every_table(part)


def cites(part, source):
    return part.get("source") == source or source in part.get("sources", ())


def test_an_exercise_shows_what_is_easier_and_harder_in_order():
    ladder = written("exercises", "abdominal-brace")["ladder"]
    steps = sorted(
        (written("exercises", id_)["level"], id_)
        for id_ in ids_of("exercises")
        if written("exercises", id_)["ladder"] == ladder
    )
    text = page("/evidence/exercises/abdominal-brace/").content.decode()

    shown = text.split("<h2>Easier and harder</h2>")[1].split("</section>")[0]
    named = re.findall(r'/evidence/exercises/([\w-]+)/"|<strong>(Abdominal brace)</strong>', shown)
    assert len(steps) > 2
    assert [id_ or "abdominal-brace" for id_, _ in named] == [id_ for _, id_ in steps]


def test_a_medicine_lists_the_rules_about_it_and_about_its_classes():
    text = page("/evidence/medicines/ibuprofen/").content.decode()
    wanted = {
        id_
        for id_ in ids_of("medicine_rules")
        if {"ibuprofen", *written("medicines", "ibuprofen")["classes"]}
        & set(written("medicine_rules", id_)["about"])
    }

    assert wanted
    assert {id_ for id_ in wanted if f"/evidence/medicine_rules/{id_}/" not in text} == set()


def test_a_study_shows_what_we_read_into_it_its_arms_and_the_model_beside_it():
    words = words_on("/evidence/trials/friedman2015/")

    assert "323 people sent home from an emergency department" in words
    assert "muscle relaxant: 1" in words
    assert "what the recovery model makes of it" in words


def test_what_was_judged_says_that_it_awaits_sign_off():
    assert "awaiting clinical sign off" in words_on("/evidence/red_flags/sudden-pain-with-artery-risk/")


@pytest.mark.parametrize(
    "address",
    ["/evidence/nothing/", "/evidence/nothing/x/", "/evidence/red_flags/x/", "/evidence/sources/x.json"],
)
def test_what_there_is_not_is_not_found(address):
    assert page(address).status_code == 404
