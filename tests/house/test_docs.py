"""Documentation is right, complete and reaches what it points to."""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from datetime import date

import pytest
from house_plan import ROOT, SOURCE, python_files, relative

from lumbago.care import assess
from lumbago.knowledge import current
from lumbago.record import Form, read_history

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
EVERY_PAGE = pytest.mark.parametrize("written", PAGES, ids=relative)


def generator():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATED = generator().pages()


@pytest.mark.parametrize("name", GENERATED)
def test_reference_pages_say_what_knowledge_says(name):
    """Mend a stale page with `make docs`."""
    assert (DOCS / name).read_text(encoding="utf-8") == GENERATED[name]


@EVERY_PAGE
def test_every_link_within_the_repository_leads_somewhere(written):
    text = re.sub(r"```.*?```", "", written.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [
        target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target
    ]

    assert [target for target in targets if target and not (written.parent / target).exists()] == []


@EVERY_PAGE
def test_every_page_opens_with_its_title(written):
    assert written.read_text(encoding="utf-8").startswith("# ")


def test_decisions_are_numbered_without_a_gap():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_every_decision_says_why_and_what_follows(path):
    headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert headings[:3] == ["Context", "Decision", "Consequences"]


def test_every_hazard_is_shown_by_tests_that_exist():
    log = (DOCS / "safety" / "hazards.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", log))
    there = {
        name
        for path in python_files("tests")
        for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }

    assert named
    assert named - there == set()


def test_every_room_is_on_the_map_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    there = {path.parent.name for path in SOURCE.glob("*/__init__.py")}

    assert {room for room in there if f"`{room}/`" not in readme} == set()


def test_every_target_of_make_explains_itself():
    targets = re.findall(
        r"^([a-z]+):(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE
    )

    assert [name for name, rest in targets if "##" not in rest] == []


README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ \.venv/bin/lumbago (.*?)\n(.*?)```", README, flags=re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_readme_shows_what_the_command_line_prints(command, shown):
    """Lines are shown in order; "..." stands for what was left out."""
    ran = subprocess.run(
        [sys.executable, "-m", "lumbago.cli", *shlex.split(command)],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    rest = iter(ran.stdout.splitlines())

    missing = [
        line for line in shown.splitlines() if line != "..." and not any(r.startswith(line) for r in rest)
    ]

    assert missing == []


def test_the_readme_shows_commands():
    assert len(SHOWN) >= 4


REPORTS = [
    (relative(path), block)
    for path in PAGES
    for block in re.findall(r"```toml\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    if re.search(r"^on +=", block, flags=re.MULTILINE)
]


@pytest.mark.parametrize(("place", "block"), REPORTS, ids=[place for place, _ in REPORTS])
def test_every_report_shown_in_the_docs_can_be_read(place, block):
    history = read_history(block, Form.TOML, today=date(2026, 12, 31))

    assert not assess(history, current()).not_understood or "how-to" in place
