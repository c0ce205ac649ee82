"""Scoring reproduces what a cohort of people with low back pain computed for itself.

The cohort has no licence. Neither its rows nor any figure of it stand here: it is read where it lies, and
without it these tests are skipped.
"""

import csv
from pathlib import Path

import pytest

from lumbago.errors import ReportError
from lumbago.instruments import Risk, disability, start_back

COHORT = Path(__file__).resolve().parents[3] / "shared" / "data" / "cohort" / "danish_cohort_dev.csv"
START_BACK = [f"start{item}0" for item in range(1, 10)]
ROLAND_MORRIS = [f"rm{item}0" for item in range(1, 24)]
GROUPS = {"": None, "1.0": Risk.LOW, "2.0": Risk.MEDIUM, "3.0": Risk.HIGH}
SINGLE_PRECISION = 1e-5
"""Per cent."""

pytestmark = pytest.mark.skipif(
    not COHORT.exists(),
    reason=f"the cohort is not here: put {COHORT.name} in ../shared/data/cohort to run this",
)


@pytest.fixture(scope="module")
def cohort():
    with COHORT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers(person, columns):
    return [int(float(person[column])) if person[column] else None for column in columns]


def start_back_rows(cohort, *, complete):
    rows = [(answers(person, START_BACK), GROUPS[person["start_risk"]]) for person in cohort]
    return [(points, group) for points, group in rows if (None not in points) is complete]


def roland_morris_of(person):
    ticks = dict(enumerate(answers(person, ROLAND_MORRIS), start=1))
    ticked = [item for item, tick in ticks.items() if tick]
    missing = [item for item, tick in ticks.items() if tick is None]
    return disability(ticked, missing=missing, items=23)


def is_complete(person):
    return all(person[column] for column in ROLAND_MORRIS)


def test_every_complete_start_back_gives_the_group_of_the_cohort(cohort):
    rows = start_back_rows(cohort, complete=True)

    scores = [start_back(points) for points, _ in rows]

    assert rows
    assert [score.group for score in scores] == [group for _, group in rows]
    assert all(score.is_complete for score in scores)


def test_missing_counted_as_no_gives_the_group_of_every_row_that_answered_anything(cohort):
    rows = start_back_rows(cohort, complete=False)

    agreeing = [start_back([point or 0 for point in points]).group is group for points, group in rows]
    nothing_answered = [not any(point is not None for point in points) for points, _ in rows]

    assert any(agreeing)
    assert nothing_answered == [not agrees for agrees in agreeing]


def test_our_own_rule_never_gives_an_incomplete_row_another_group_than_the_cohort(cohort):
    rows = start_back_rows(cohort, complete=False)

    scores = [(start_back(points), group) for points, group in rows]
    given = [(score.group, group) for score, group in scores if score.group]

    assert not any(score.is_complete for score, _ in scores)
    assert given
    assert [ours for ours, _ in given] == [theirs for _, theirs in given]


def test_every_complete_roland_morris_gives_the_per_cent_of_the_cohort(cohort):
    complete = [person for person in cohort if is_complete(person)]

    ours = [roland_morris_of(person).percent for person in complete]

    assert complete
    assert ours == pytest.approx([float(person["rmprop"]) for person in complete], abs=SINGLE_PRECISION)


def test_an_incomplete_roland_morris_says_so(cohort):
    incomplete = [person for person in cohort if not is_complete(person)]
    answered = [person for person in incomplete if any(person[column] for column in ROLAND_MORRIS)]

    assert answered
    assert not any(roland_morris_of(person).is_complete for person in answered)


def test_a_roland_morris_nobody_answered_is_no_zero(cohort):
    untouched = [person for person in cohort if not any(person[column] for column in ROLAND_MORRIS)]

    assert untouched
    for person in untouched:
        with pytest.raises(ReportError, match="no item was answered"):
            roland_morris_of(person)
