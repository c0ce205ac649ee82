"""`lumbago trial` as a researcher runs it."""

import csv
import json
import os

import pytest
from command_line import EXAMPLES, lumbago, words_of

TRIAL = """name = "A small trial"
n = 600
observed = 50
[population]
preset = "acute-primary-care"
[[arm]]
name = "bed"
phase = [{ days = [0, 6], rest = 1 }]
[[arm]]
name = "usual"
[[outcome]]
id = "pain"
measure = "pain_mean"
day = 14
arm = "bed"
published = { value = 3.0 }
[[outcome]]
id = "difference"
measure = "pain_mean"
day = 14
difference = ["bed", "usual"]
"""
PICTURES = {f"{name}.{form}" for name in ("pain", "recovery", "forest") for form in ("svg", "png")}


@pytest.fixture
def protocol(written):
    return written(TRIAL, "trial.toml")


def test_a_reader_sees_prediction_and_publication_side_by_side(protocol):
    seen = lumbago("trial", "run", protocol)

    assert seen.returncode == 0
    assert "2 arms of 600 virtual people" in words_of(seen)
    assert "predicted (90 % interval)" in seen.stdout
    assert "lie inside the interval" in words_of(seen)
    assert max(map(len, seen.stdout.splitlines())) <= 80
    assert seen.stderr == ""


def test_json_holds_what_was_promised(protocol):
    found = json.loads(lumbago("trial", "run", protocol, "--json").stdout)

    assert [one["id"] for one in found["outcomes"]] == ["pain", "difference"]
    for one in found["outcomes"]:
        assert {"predicted", "low", "high", "published", "inside", "z"} <= set(one)
        assert one["low"] <= one["predicted"] <= one["high"]


def test_a_run_is_repeated_to_the_last_figure_and_another_seed_is_not(protocol, written):
    one, same = (lumbago("trial", "run", protocol, "--json", "--n", "5000") for _ in range(2))
    other = lumbago("trial", "run", written(f"seed = 2\n{TRIAL}", "other.toml"), "--json", "--n", "5000")

    assert one.stdout == same.stdout
    assert json.loads(one.stdout)["outcomes"] != json.loads(other.stdout)["outcomes"]


def test_a_trial_may_come_through_a_pipe():
    assert lumbago("trial", "run", "-", "--json", typed=TRIAL).returncode == 0


def test_tables_and_pictures_are_written_together(protocol, tmp_path):
    folder = tmp_path / "deep" / "results"

    lumbago("trial", "run", protocol, "--out", folder)

    assert {path.name for path in folder.iterdir()} == {"result.json", "result.csv", *PICTURES}
    assert {path.name for path in folder.parent.iterdir()} == {"results"}
    rows = list(csv.DictReader((folder / "result.csv").read_text().splitlines()))
    found = json.loads((folder / "result.json").read_text())["outcomes"]
    assert [float(row["predicted"]) for row in rows] == [one["predicted"] for one in found]


def test_the_same_run_writes_the_same_bytes(protocol, tmp_path):
    for name in ("one", "two"):
        lumbago("trial", "run", protocol, "--out", tmp_path / name)

    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_second_run_takes_the_place_of_the_first(protocol, tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    (folder / "result.json").write_text("old")

    lumbago("trial", "run", protocol, "--out", folder)

    assert (folder / "notes.txt").read_text() == "mine"
    assert json.loads((folder / "result.json").read_text())["name"] == "A small trial"


def test_a_folder_that_is_a_file_is_refused_before_the_work(protocol, tmp_path):
    place = tmp_path / "place"
    place.write_text("here")

    seen = lumbago("trial", "run", protocol, "--out", place)

    assert seen.returncode == 2
    assert "--out" in seen.stderr
    assert place.read_text() == "here"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(protocol, tmp_path):
    tmp_path.chmod(0o500)

    assert lumbago("trial", "run", protocol, "--out", tmp_path / "results").returncode == 2


@pytest.mark.parametrize(
    ("written_", "instead", "words"),
    [
        ("n = 600", "n = 0", "line 2: n:"),
        ("rest = 1", "rst = 1", "phase.0.rst: there is no such field"),
        ("rest = 1", "rest = [1, 1]", "different length"),
        ('arm = "bed"', 'arm = "sofa"', "Write one of bed, usual"),
        ("day = 14", "day = -1", "greater than or equal to 0"),
        ("n = 600", "n = ", "line 2"),
    ],
)
def test_a_bad_protocol_is_refused_and_nothing_is_written(written, tmp_path, written_, instead, words):
    path, folder = written(TRIAL.replace(written_, instead, 1), "trial.toml"), tmp_path / "results"

    seen = lumbago("trial", "run", path, "--out", folder)

    assert seen.returncode == 2
    assert seen.stdout == ""
    assert len(seen.stderr.splitlines()) == 1
    assert "trial.toml" in seen.stderr
    assert words in seen.stderr
    assert not folder.exists()


def test_a_study_can_be_run_by_name():
    assert lumbago("trial", "run", "malmivaara1995", "--n", "200").returncode == 0


def test_a_name_that_is_nearly_right_is_helped():
    seen = lumbago("trial", "run", "malmivara1995")

    assert seen.returncode == 2
    assert "Did you mean malmivaara1995" in seen.stderr


def test_studies_are_listed():
    seen = lumbago("trial", "list")

    assert seen.returncode == 0
    assert "malmivaara1995" in seen.stdout


def test_power_tells_how_many_people_are_needed(protocol):
    seen = lumbago("trial", "power", protocol, "--outcome", "difference", "--effect", "1")

    assert seen.returncode == 0
    assert "normal approximation" in words_of(seen)
    assert "For 80 % power:" in seen.stdout


def test_power_is_given_to_programs(protocol):
    ran = lumbago("trial", "power", protocol, "--outcome", "pain", "--effect", "1", "--json")

    found = json.loads(ran.stdout)
    assert set(found["needed"]) == {"0.8", "0.9"}
    assert found["by_size"]["2000"] > 0.99


@pytest.mark.parametrize(("outcome", "words"), [("pian", "Write one of pain"), ("pain", "--effect")])
def test_power_without_a_question_is_refused(protocol, outcome, words):
    seen = lumbago("trial", "power", protocol, "--outcome", outcome)

    assert seen.returncode == 2
    assert words in seen.stderr


def test_a_scheduler_that_does_not_answer_is_named(protocol):
    seen = lumbago("trial", "run", protocol, "--scheduler", "nowhere")

    assert seen.returncode == 2
    assert "--scheduler" in seen.stderr
    assert "Traceback" not in seen.stderr


def test_an_example_runs():
    ran = lumbago("trial", "run", EXAMPLES / "trials" / "malmivaara1995.toml", "--n", "100", "--json")

    assert ran.returncode == 0
    assert json.loads(ran.stdout)["source"] == "malmivaara1995"
