"""`lumbago validate course` and `lumbago calibrate` as a researcher would type them."""

import json

from command_line import ROOT, lumbago

EXAMPLES = ROOT / "examples" / "trials"


def test_a_study_is_put_beside_what_it_published():
    told = json.loads(
        lumbago("validate", "course", str(EXAMPLES / "wall2014.toml"), "--people", "100", "--json").stdout
    )

    assert {row["outcome"] for row in told["results"]} == {
        "size-day-5",
        "strength-day-5",
        "size-day-14",
        "strength-day-14",
    }
    first = told["results"][0]
    assert first["published"] == -3.5
    assert first["low"] < first["predicted"] < first["high"]
    assert first["inside"] == (first["low"] <= first["published"] <= first["high"])
    assert told["families"]["D"]["n"] == 4


def test_the_page_and_its_picture_are_written(tmp_path):
    study = str(EXAMPLES / "wall2014.toml")

    done = lumbago("validate", "course", study, "--people", "100", "--out", str(tmp_path))

    assert done.returncode == 0
    assert "wall2014" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "course-forest.svg",
        "course.json",
        "course.md",
    ]
    page = (tmp_path / "course.md").read_text()
    assert "| wall2014 | size-day-5" in page
    assert "course-forest.svg" in page


def test_a_planned_trial_without_results_says_so():
    done = lumbago("validate", "course", str(EXAMPLES / "planned-two-arms.toml"), "--people", "100")

    assert done.returncode == 0
    assert "no result is published" in done.stdout


def test_a_broken_study_is_refused_by_name_line_and_field(tmp_path):
    broken = tmp_path / "mine.toml"
    broken.write_text((EXAMPLES / "wall2014.toml").read_text().replace("n = 4000", "n = 0"))

    done = lumbago("validate", "course", str(broken))

    assert done.returncode == 2
    assert "mine.toml" in done.stderr
    assert "line " in done.stderr
    assert "n: " in done.stderr


def test_an_empty_folder_is_refused(tmp_path):
    done = lumbago("validate", "course", str(tmp_path))

    assert done.returncode == 2
    assert "no .toml file" in done.stderr


def test_a_calibration_needs_a_folder_for_its_notebook(tmp_path):
    done = lumbago("calibrate", "--work", str(tmp_path / "nowhere"))

    assert done.returncode == 2
    assert "--work" in done.stderr


def test_a_broken_cohort_is_refused_before_the_long_work(tmp_path):
    cohort = tmp_path / "cohort.csv"
    cohort.write_text("id,vasl0\n1,11\n")

    done = lumbago("calibrate", "--work", str(tmp_path), "--cohort", str(cohort))

    assert done.returncode == 2
    assert "cohort.csv" in done.stderr
    assert not (tmp_path / "recovery.toml").exists()
