"""`lumbago validate follow-up` as a person runs it: few virtual people, and a cohort where there is one."""

import json
from pathlib import Path

import pytest
from command_line import lumbago
from typer.testing import CliRunner

from lumbago.cli.app import app
from lumbago.cli.validate_follow_up import _processes
from lumbago.knowledge import current
from lumbago.validation.cohort import read_cohort
from lumbago.validation.follow_up import ONCE, RHYTHMS, Study
from lumbago.validation.follow_up_cohort import cohort_report
from lumbago.validation.follow_up_page import row_of

COHORT = Path(__file__).resolve().parents[3] / "shared" / "data" / "cohort" / "danish_cohort_dev.csv"

HEADER = (
    "id,vasl12m,rmprop12m,vasl3m,rmprop3m,vasl2w,rmprop2w,bsex0,age,dlva0,vasl0,vasb0,tlda0,okom0,rmprop,"
    "start_risk"
)
INVENTED = f"""{HEADER}
70001,,,5,,7,,1,44.125,2,8,1,2,1,61.5,2
70002,,,0,,1,,0,33.375,1,6,0,1,0,40,1
70003,,,,,3,,0,51,1,6,,,,,
"""


def run(*arguments):
    return CliRunner().invoke(app, ["validate", "follow-up", *map(str, arguments)], env={"COLUMNS": "80"})


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    folder = tmp_path_factory.mktemp("follow_up")
    (folder / "cohort.csv").write_text(INVENTED)
    (folder / "out").mkdir()
    return folder, run(folder / "cohort.csv", "--people", 20, "--out", folder / "out")


def test_it_prints_every_rhythm_the_cohort_and_the_targets(ran):
    _, done = ran

    assert done.exit_code == 0, done.output
    for words in ("Weekly", "Every third day", "2 of 3 people of the cohort", "Targets", "as-shown"):
        assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_it_writes_the_page_and_its_figure(ran):
    folder, _ = ran

    page = (folder / "out" / "follow_up.md").read_text()

    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "follow-up-curve.svg",
        "follow_up.md",
    ]
    assert page.startswith("# ")
    assert "follow-up-curve.svg" in page
    assert "20 virtual people recover as foretold" in page
    assert (folder / "out" / "follow-up-curve.svg").read_text().startswith("<?xml")


def test_nothing_of_a_person_is_written(ran):
    folder, done = ran

    written = done.stdout + (folder / "out" / "follow_up.md").read_text()

    assert not any(told in written for told in ("70001", "44.125", "33.375", "61.5"))


def test_json_is_the_same_for_the_same_seed():
    first, again = (run("--people", 2, "--seed", 5, "--json") for _ in range(2))

    assert first.exit_code == 0, first.output
    assert first.stdout == again.stdout
    told = json.loads(first.stdout)
    assert told["people"]["foretold"] == 2
    assert {row["rhythm"] for row in told["false_alarms"]} == set(RHYTHMS)
    assert told["cohort"] is None


def test_work_is_shared_between_processes_and_comes_back_in_order():
    assert list(_processes(abs, [-3, 2, -1])) == [3, 2, 1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--people", "0"), "--people"),
        (("--seed", "-1"), "--seed"),
        (("--out", "nowhere-at-all"), "is no folder"),
        (("gone.csv",), "no such file"),
    ],
)
def test_what_cannot_be_done_is_refused_before_the_long_work(arguments, said):
    done = lumbago("validate", "follow-up", *arguments)

    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.skipif(
    not COHORT.exists(),
    reason=f"the cohort is not here: put {COHORT.name} in ../shared/data/cohort to run this",
)
def test_people_alerted_at_two_weeks_more_often_hurt_three_months_later():
    people = read_cohort(COHORT.read_text(encoding="utf-8"))

    told = cohort_report(Study(current().recovery, None, 1, 1), people)

    assert told["known"] >= 200
    for outcome in ("bad", "slow"):
        plain = row_of(told["rows"], group="all", rule=ONCE, outcome=outcome)
        assert plain["alerted"]["n"] == plain["bad_of_alerted"]["n"] + plain["bad_of_others"]["n"]
        assert plain["bad_of_alerted"]["share"] > plain["bad_of_others"]["share"]
