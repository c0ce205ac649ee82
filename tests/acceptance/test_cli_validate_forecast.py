"""`lumbago validate forecast` as a person runs it, on an invented cohort."""

import csv
import io
import json

import numpy as np
import pytest
from command_line import lumbago, words_of

HEADER = (
    "id", "vasl12m", "rmprop12m", "vasl3m", "rmprop3m", "vasl2w", "rmprop2w", "bsex0", "Age", "dlva0",
    "Vasl0", "vasb0", "tlda0", "okom0", "Rmprop", "Start_risk", "Affstrenght ",
)  # fmt: skip


def invented(ids, seed):
    """Rows of people whose pain at the start tells what comes; a tenth of the answers are missing."""
    luck = np.random.default_rng(seed)
    rows = []
    for one in ids:
        pain = int(luck.integers(1, 11))
        disability = int(np.clip(2 * pain + luck.normal(0, 4), 0, 23)) * 100 / 23
        later = []
        for left in (0.2, 0.35, 0.6):
            later.append(int(np.clip(np.rint(left * pain + luck.normal(0, 1.5)), 0, 10)))
            later.append(int(np.clip(np.rint(left * 2 * pain + luck.normal(0, 4)), 0, 23)) * 100 / 23)
        start = [
            int(luck.integers(0, 2)),
            round(float(luck.uniform(18, 66)), 3),
            int(luck.integers(1, 5)),
            pain,
            int(luck.integers(0, 3)),
            int(luck.integers(1, 3)),
            int(luck.integers(0, 2)),
            disability,
            int(luck.integers(1, 4)),
        ]
        cells = ["" if luck.random() < 0.1 else cell for cell in (*later, *start)]
        rows.append([one, *cells, "ignored"])
    return rows


def as_csv(rows, header=HEADER):
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


REFERENCE = invented(range(1, 161), seed=1)
NEW = invented(range(1_000, 1_040), seed=2)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Forty new people, and three of one fold who are in both files."""
    folder = tmp_path_factory.mktemp("cohort")
    (folder / "cohort.csv").write_text(as_csv([*NEW, *REFERENCE[0:30:10]]))
    (folder / "dev.csv").write_text(as_csv(REFERENCE))
    return folder, lumbago(
        "validate",
        "forecast",
        folder / "cohort.csv",
        "--reference",
        folder / "dev.csv",
        "--out",
        folder / "out",
    )


def test_it_runs_and_prints_scores_groups_and_targets(run):
    _, ran = run

    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    for words in ("quantile", "start:high", "age:55+", "Targets", "pooled, given baseline+14"):
        assert words in ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= 80


def test_it_writes_json_page_and_figure(run):
    folder, _ = run

    report = json.loads((folder / "out" / "forecast.json").read_text())
    page = (folder / "out" / "forecast.md").read_text()

    assert report["out_of_fold"] == 3
    assert report["people"]["all"] == 43
    assert page.startswith("# ")
    assert "forecast-calibration.svg" in page
    assert (folder / "out" / "forecast-calibration.svg").read_text().startswith("<?xml")


def test_every_row_of_the_report_has_the_form_of_the_formats(run):
    folder, _ = run

    rows = json.loads((folder / "out" / "forecast.json").read_text())["forecasts"]

    wanted = {
        "outcome", "day", "given", "group", "model", "n", "mae", "crps", "coverage50", "coverage80",
        "coverage95", "width80",
    }  # fmt: skip
    assert all(set(row) == wanted for row in rows)
    days = {(row["outcome"], row["day"]) for row in rows if row["given"] == "baseline+14"}
    assert days == {("pain", 91), ("pain", 365), ("rmdq", 91), ("rmdq", 365), ("pooled", None)}
    assert all(0 <= row["coverage80"] <= 1 for row in rows if row["n"])


def test_nothing_of_a_person_is_written(run):
    folder, _ = run

    written = (folder / "out" / "forecast.json").read_text() + (folder / "out" / "forecast.md").read_text()

    assert not any(f'"{row[0]}"' in written for row in NEW)
    assert not any(f"{row[8]}" in written for row in NEW if row[8])


def test_without_a_reference_it_says_what_to_name(written):
    ran = lumbago("validate", "forecast", written(as_csv(NEW), "cohort.csv"))

    assert ran.returncode == 2
    assert "--reference" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def changed(column, value, row=1):
    rows = [list(cells) for cells in NEW]
    rows[row][column] = value
    return as_csv(rows)


PLACE = {name.strip().lower(): place for place, name in enumerate(HEADER)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (changed(PLACE["vasl0"], "11"), "line 3: vasl0: '11'"),
        (changed(PLACE["vasl2w"], "some"), "line 3: vasl2w: 'some'"),
        (changed(PLACE["rmprop3m"], "-1"), "line 3: rmprop3m"),
        (changed(PLACE["start_risk"], "2.5"), "line 3: start_risk: '2.5' is not a whole number from 1 to 3"),
        (changed(PLACE["age"], "inf"), "line 3: age"),
        (changed(PLACE["bsex0"], "2"), "line 3: bsex0"),
        (changed(PLACE["id"], ""), "line 3: id: it is missing"),
        (changed(PLACE["id"], "1000"), "line 3: id: '1000' is also on line 2"),
        (as_csv([NEW[0], NEW[1][:-1]]), "line 3: line: it holds 16 values for 17 columns"),
        (as_csv(NEW, [*HEADER[:-2], "start"]), "line 1: start_risk"),
        (as_csv(NEW, [*HEADER[:-1], "VASL0"]), "line 1: vasl0: two columns"),
        (as_csv([]), "line 1: file: it holds nobody"),
        ("", "line 1: id"),
        (as_csv(NEW)[:-40] + '"open', "line 41: line"),
        (changed(PLACE["tlda0"], "0"), "tlda0"),
    ],
)
def test_a_bad_cohort_is_refused_with_line_and_column(written, text, said):
    file = written(text, "cohort.csv")

    ran = lumbago("validate", "forecast", file, "--reference", file)

    assert ran.returncode == 2
    assert said in ran.stderr
    assert "cohort.csv" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_reference_with_too_few_people_is_refused(written):
    file = written(as_csv(NEW), "cohort.csv")

    ran = lumbago("validate", "forecast", file, "--reference", file, "--out", file.parent / "out")

    assert ran.returncode == 2
    assert "too few to learn from" in ran.stderr
    assert not list((file.parent / "out").glob("*"))


def test_a_missing_file_and_bytes_that_are_no_text_are_refused(written, tmp_path):
    gone = lumbago("validate", "forecast", tmp_path / "gone.csv", "--reference", tmp_path / "gone.csv")
    file = written(b"\xff\xfe\x00", "cohort.csv")
    binary = lumbago("validate", "forecast", file, "--reference", file)

    assert gone.returncode == binary.returncode == 2
    assert "no such file" in gone.stderr
    assert "UTF-8" in binary.stderr


def test_help_shows_examples_and_exit_codes():
    seen = lumbago("validate", "forecast", "--help")

    assert "--reference" in words_of(seen)
    assert "Examples:" in seen.stdout
    assert "Exit codes:" in seen.stdout
    assert max(map(len, seen.stdout.splitlines())) <= 80
