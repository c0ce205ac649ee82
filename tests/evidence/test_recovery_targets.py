"""Every published number on recovery that was collected has one place: a trial, or a reason to be left out.

The table of numbers lies beside the repository; without it only what the trials say of themselves is checked.
"""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from lumbago.simulation.reading import read_trial

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT.parent / "shared" / "evidence" / "recovery_targets.csv"
KNOWLEDGE = ROOT / "src" / "lumbago" / "knowledge"
EXAMPLES = ROOT / "examples" / "trials"
TRIALS = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((KNOWLEDGE / "trials").glob("*.toml"))
}
LEFT_OUT = tomllib.loads((KNOWLEDGE / "left_out.toml").read_text(encoding="utf-8"))["row"]
OUTCOMES = [(name, outcome) for name, trial in TRIALS.items() for outcome in trial["outcome"]]
INTERVALS = {"CI95", "CrI95", "CI95 (CI memory)"}
USUAL_STEPS = 9865
"""Steps of those who stayed active, on day 7; activity is per cent of these."""

NO_CHANGE = {"D-SUET09-REC", "D-BBR2-MF-REC"}
"""Rows that say "regained": no change from the first day."""

NAMED_AFTER_ITS_DAY = "A-DOWN16-1"
"""A class "recovered by week 2" of a study of 12 weeks: its day is in its name."""

ROUNDING = 0.051
HALF_A_DAY = 0.5


@pytest.fixture(scope="module")
def table():
    if not TABLE.exists():
        pytest.skip(f"the table is not here: put {TABLE.name} in ../shared/evidence to run this")
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def number(table, row):
    return float(table[row]["value"])


def share_of_peak(table, row):
    series = [number(table, other) for other in table if other.rpartition("-")[0] == row.rpartition("-")[0]]
    return 100 * number(table, row) / max(series)


def change_between(table, first, second):
    return 100 * (number(table, second) / number(table, first) - 1)


def expected(table, row):
    """The number that a trial must state: as printed, or as its note says that it was derived."""
    if re.match(r"E-MCKE(re)?-M[12]-", row):
        return share_of_peak(table, row)
    if row.startswith("C-OLAYA15-STEP-"):
        return 100 * number(table, row) / USUAL_STEPS
    if row in NO_CHANGE:
        return 0.0
    return {
        "A-DOWN16-2": lambda: number(table, "A-DOWN16-1") + number(table, "A-DOWN16-2"),
        "D-RIED17-ABS": lambda: 30 * number(table, row),
        "E-NOSA02-ECC-01": lambda: change_between(table, "E-NOSA02-ECC-00", row),
        "E-NOSA02-2H-02": lambda: change_between(table, "E-NOSA02-2H-01", row),
        "E-NOSA02-SOR": lambda: number(table, row) / 24,
    }.get(row, lambda: number(table, row))()


def ends_of(row):
    """Both ends of the interval or range that the table prints; None when it prints none."""
    ends = re.fullmatch(r"(-?[\d.]+)(?: to |-)(-?[\d.]+)", row["spread"])
    is_ends = row["spread_kind"] in INTERVALS or row["spread_kind"] == "range"
    return (float(ends[1]), float(ends[2])) if ends and is_ends else None


def stated_ends(outcome):
    found = outcome["published"]
    return (found["low"], found["high"]) if "low" in found else None


def test_every_row_has_exactly_one_place(table):
    places = Counter([outcome["row"] for _, outcome in OUTCOMES] + [row["id"] for row in LEFT_OUT])

    assert {row: places[row] for row in table if places[row] != 1} == {}
    assert set(places) - set(table) == set()


def test_no_number_of_low_confidence_is_in_a_trial(table):
    weak = {row for row, fields in table.items() if "low confidence" in fields["verified"]}

    assert weak
    assert [name for name, outcome in OUTCOMES if outcome["row"] in weak] == []


def test_no_count_of_people_is_in_a_trial(table):
    counts = {row for row, fields in table.items() if "do not fit" in fields["outcome"]}

    assert [name for name, outcome in OUTCOMES if outcome["row"] in counts] == []


def test_a_number_from_memory_is_unverified(table):
    claimed = [
        outcome["row"]
        for _, outcome in OUTCOMES
        if table[outcome["row"]]["verified"].startswith("unverified") and outcome["status"] != "unverified"
    ]

    assert claimed == []


def test_every_number_is_the_table_s_or_follows_from_it(table):
    wrong = {
        outcome["row"]: (outcome["published"]["value"], expected(table, outcome["row"]))
        for _, outcome in OUTCOMES
        if abs(outcome["published"]["value"] - expected(table, outcome["row"])) > tolerance(table, outcome)
    }

    assert wrong == {}


def tolerance(table, outcome):
    """What is derived is rounded to one decimal; what is printed stands as printed."""
    is_printed = expected(table, outcome["row"]) == number(table, outcome["row"])
    return 1e-9 if is_printed else ROUNDING


def test_a_published_number_stands_as_printed(table):
    changed = [
        outcome["row"]
        for _, outcome in OUTCOMES
        if outcome["status"] == "published" and outcome["published"]["value"] != number(table, outcome["row"])
    ]

    assert changed == []


def test_every_interval_is_the_table_s(table):
    hours = {"E-NOSA02-SOR": (1.0, 2.0)}

    wrong = {
        outcome["row"]: (stated_ends(outcome), ends_of(table[outcome["row"]]))
        for _, outcome in OUTCOMES
        if stated_ends(outcome) != hours.get(outcome["row"], ends_of(table[outcome["row"]]))
    }

    assert wrong == {}


def test_every_standard_error_is_the_table_s(table):
    wrong = [
        outcome["row"]
        for _, outcome in OUTCOMES
        if table[outcome["row"]]["spread_kind"] in {"SD", "SEM"}
        and outcome["published"]["spread"] != float(table[outcome["row"]]["spread"])
    ]

    assert wrong == []


def test_every_day_is_the_table_s(table):
    wrong = {
        outcome["row"]: outcome["day"]
        for _, outcome in OUTCOMES
        if (time := table[outcome["row"]]["time_days"])
        and not outcome["measure"].startswith("days_to_")
        and outcome["measure"] != "soreness_peak_day"
        and outcome["row"] != NAMED_AFTER_ITS_DAY
        and abs(outcome["day"] - float(time)) > HALF_A_DAY
    }

    assert wrong == {}


def test_a_trial_is_of_the_family_of_its_rows():
    mixed = [
        (name, outcome["row"]) for name, outcome in OUTCOMES if outcome["row"][0] != TRIALS[name]["family"]
    ]

    assert mixed == []


@pytest.mark.parametrize("name", TRIALS)
def test_every_trial_can_be_read(name):
    trial = read_trial((KNOWLEDGE / "trials" / f"{name}.toml").read_text(encoding="utf-8"))

    assert trial.source == TRIALS[name]["source"]


@pytest.mark.parametrize("name", TRIALS)
def test_every_trial_has_a_source_that_can_verify_what_it_claims(name):
    file = KNOWLEDGE / "sources" / f"{TRIALS[name]['source']}.toml"

    source = tomllib.loads(file.read_text(encoding="utf-8"))

    resolves = any(key in source for key in ("doi", "pmid", "pmcid", "edition"))
    statuses = {outcome["status"] for outcome in TRIALS[name]["outcome"]}
    assert resolves or statuses == {"unverified"}


def test_what_is_our_own_reading_is_said():
    silent = [
        name
        for name, outcome in OUTCOMES
        if outcome["status"] == "derived" and not is_explained(name, outcome)
    ]

    assert silent == []


def is_explained(name, outcome):
    """A derived number says how; per cent of a peak is said once, at the top of the file."""
    text = (KNOWLEDGE / "trials" / f"{name}.toml").read_text(encoding="utf-8")
    return "note" in outcome or "per cent of its own highest" in " ".join(text.replace("#", " ").split())


def test_every_reason_is_a_sentence():
    abrupt = [row["id"] for row in LEFT_OUT if not row["because"].endswith(".") or len(row["because"]) < 15]

    assert abrupt == []


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_example_can_be_read(path):
    assert read_trial(path.read_text(encoding="utf-8")).outcome


def test_the_examples_of_published_studies_are_the_trials_themselves():
    links = [path for path in EXAMPLES.glob("*.toml") if path.is_symlink()]

    assert len(links) >= 10
    assert [path.name for path in links if path.resolve() != KNOWLEDGE / "trials" / path.name] == []
    assert [path.name for path in links if path.readlink().is_absolute()] == []
