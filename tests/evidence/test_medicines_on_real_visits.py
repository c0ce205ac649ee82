"""The medicine checks on every visit of a public table, where it is at hand."""

from pathlib import Path

import pytest

from lumbago.errors import CohortError
from lumbago.knowledge import current
from lumbago.validation.visits import NEEDED, checked, read_visits, withheld
from lumbago.validation.visits_page import visits_page

VISITS = Path(__file__).parents[3] / "shared" / "data" / "cohort" / "namcs_back_visits.csv"
HEAD = ",".join(NEEDED)


def visits(*rows: dict) -> str:
    lines = [",".join(str(row.get(name, 0)) for name in NEEDED) for row in rows]
    return "\n".join([HEAD, *lines]) + "\n"


@pytest.fixture(scope="module")
def found():
    if not VISITS.exists():
        pytest.skip("the table of visits has no licence and is not part of this project")
    return withheld(list(checked(read_visits(VISITS.read_text(encoding="utf-8")), current())))


def test_every_visit_is_checked_and_nothing_that_was_not_recorded_clears(found):
    assert found.visits == 470
    assert all(verdicts.get("fine", 0) == 0 for verdicts in found.verdicts.values())
    assert all(sum(v.values()) == found.visits - found.stopped for v in found.verdicts.values())


def test_what_was_on_record_forbids(found):
    assert found.reasons["ibuprofen"]["nsaid-hypertension"] > 50
    assert found.verdicts["ibuprofen"]["contraindicated"] > 0


def test_a_zero_is_left_unasked_and_the_page_says_so():
    (visit,) = read_visits(visits({"age": 50, "male": 1}))

    page = visits_page(withheld(list(checked([visit], current()))), current())

    assert visit.report.diagnosed == ()
    assert dict(visit.report.findings) == {}
    assert "not recorded" in page
    assert "| ibuprofen | 0 | 0 | 1 | 0 |" in page


def test_illnesses_and_medicines_on_record_count():
    (visit,) = read_visits(visits({"age": 50, "male": 0, "chf": 1, "contaspirin": 1}))

    (safety,) = checked([visit], current())
    ibuprofen = next(check for check in safety.checks if check.medicine == "ibuprofen")

    assert {"nsaid-heart-failure", "nsaid-antiplatelet"} <= {applied.rule for applied in ibuprofen.applied}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("age,male\n50,1\n", NEEDED[2]),
        (visits({"age": "old"}), "age"),
        (visits({"age": 500}), "age"),
        (HEAD + "\n", "file"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_line_and_column(text, field):
    with pytest.raises(CohortError) as refused:
        read_visits(text)

    assert refused.value.field == field
