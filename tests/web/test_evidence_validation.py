"""The validation reports are readable in the app, a missed target as plain as one that was met."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from evidence_files import main_of, page

from lumbago.web.evidence import markdown, shipped

ROOT = Path(__file__).resolve().parents[2]
REPORTS = sorted((ROOT / "docs" / "validation").glob("*.md"))
FIGURES = sorted((ROOT / "docs" / "validation").glob("*.svg"))
LARGEST_PAGE = 150_000


def test_the_reports_are_found_where_they_are_written():
    assert shipped.report_names() == [path.stem for path in REPORTS]


def test_the_list_leads_to_every_report_and_counts_what_was_missed():
    text = main_of("/evidence/validation/")

    for path in REPORTS:
        assert f'href="/evidence/validation/{path.stem}/"' in text
    missed = path_text("follow_up").count("**not met**")
    assert missed
    assert f"{missed} not met" in text


def path_text(name):
    return (ROOT / "docs" / "validation" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_shows_every_heading_table_and_figure(path):
    text, written = main_of(f"/evidence/validation/{path.stem}/"), path.read_text(encoding="utf-8")

    assert text.count("<h1") == 1
    assert text.count('<div class="table-scroll" role="region"') == len(
        re.findall(r"^\|[-:| ]+\|$", written, re.M)
    )
    assert re.findall(r'<img src="/evidence/validation/([\w-]+)\.svg"', text) == re.findall(
        r"!\[.*?\]\(([\w-]+)\.svg\)", written
    )
    assert len(page(f"/evidence/validation/{path.stem}/").content) < LARGEST_PAGE
    assert "&lt;!--" not in text
    assert " style=" not in text


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_target_that_was_missed_is_marked_in_its_cell_and_its_row(path):
    text = main_of(f"/evidence/validation/{path.stem}/")
    cells = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    missed = sum("not met" in line for line in cells)

    assert text.count('<tr class="has-missed">') + text.count('<tr class="has-met has-missed">') == missed
    assert len(re.findall(r'<td class="[^"]*missed">', text)) == missed


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_a_figure_is_a_picture_that_may_load_and_run_nothing(path):
    response = page(f"/evidence/validation/{path.name}")

    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content == path.read_bytes()
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("address", ["/evidence/validation/nothing/", "/evidence/validation/nothing.svg"])
def test_a_report_that_does_not_exist_is_not_found(address):
    assert page(address).status_code == 404


def test_raw_html_in_a_report_is_shown_as_written_and_links_lead_nowhere_they_should_not():
    made = markdown.page_of(
        "# T\n\n<script>alert(1)</script> <b>x</b> [a](javascript:alert(1)) [b](../reference/x.md) "
        "[c](cases.md) [d](https://example.org/x)\n\n![p](course-forest.svg)"
    ).html

    assert "<script" not in made
    assert "<b>" not in made
    assert re.findall(r'href="([^"]*)"', made) == ["/evidence/validation/cases/", "https://example.org/x"]
    assert 'rel="noreferrer noopener"' in made


def test_without_reports_the_page_says_where_they_are(monkeypatch, tmp_path, client):
    monkeypatch.setattr(shipped, "REPOSITORY", tmp_path)

    assert "did not come with this installation" in client.get("/evidence/validation/").content.decode()
    assert client.get("/evidence/changes/").status_code == 200


def test_a_wheel_holds_the_reports_the_figures_and_the_change_log(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    shown = subprocess.run(
        [
            sys.executable,
            "-c",
            "from lumbago.web.evidence import shipped as s; "
            "print(s.__file__, len(s.change_log()), *s.report_names(), len(s.figure('course-forest')))",
        ],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed")},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()

    assert shown[0].startswith(str(tmp_path))
    assert shown[2:-1] == [path.stem for path in REPORTS]
