"""Programs read the same numbers as people, under keys that do not change."""

from datetime import date

import pytest
from evidence_files import FILES, IN_JSON_ONLY, KINDS, ids_of, page, written

from lumbago.knowledge import current

KEYS = {"kind", "id", "title", "address", "statements", "review_by", "knowledge_version", "fact", "sources"}


def lost(told, given):
    """What a file says that the JSON does not: a bare word is a finding, and whole numbers are numbers."""
    if isinstance(told, dict) and isinstance(given, dict):
        for key, part in told.items():
            yield from [key] if key not in given else lost(part, given[key])
    elif isinstance(told, list):
        if not isinstance(given, list) or len(told) != len(given):
            yield told
        else:
            for one, other in zip(told, given, strict=True):
                yield from lost(one, other)
    elif given != (told.isoformat() if isinstance(told, date) else told) and given not in (
        {"finding": told, "presumed": False},
        {"mean": told},
    ):
        yield told


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_is_given_to_programs_as_its_file_has_it(kind):
    faults = {}
    for id_ in ids_of(kind):
        given = page(f"/evidence/{kind}/{id_}.json").json()
        assert set(given) == KEYS, id_
        faults[id_] = list(lost(written(kind, id_), given["fact"]))

    assert {id_: parts for id_, parts in faults.items() if parts} == {}


def test_long_rows_of_numbers_are_whole_in_the_json():
    given = page("/evidence/methods/recovery.json").json()["fact"]

    assert given["draws"] == written("methods", "recovery")["draws"]
    assert {"draws"} <= IN_JSON_ONLY


def test_a_record_carries_its_sources_and_the_version_of_knowledge():
    given = page("/evidence/treatments/nsaid-oral.json").json()

    assert given["knowledge_version"] == current().version
    assert given["review_by"] == str(written("treatments", "nsaid-oral")["review_by"])
    assert given["sources"]["vandergaag2020"] == written("sources", "vandergaag2020")
    assert page(given["address"]).status_code == 200


def test_a_program_can_find_every_fact():
    found = {
        (kind, one["id"]): one["address"]
        for kind in KINDS
        for one in page(f"/evidence/{kind}.json").json()["facts"]
    }

    assert set(found) == set(FILES)
    assert page("/evidence/nothing.json").status_code == 404
