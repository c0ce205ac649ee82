"""No file tells where it was written, and none names the registry that it came from."""

import re
import shutil

import pytest
from house_plan import ROOT, relative, tracked

pytestmark = pytest.mark.skipif(
    not (ROOT / ".git").exists() or shutil.which("git") is None, reason="this is not a git repository"
)

# Put together here, so that this file passes its own test.
MACHINE_PATHS = ["/" + folder + "/" for folder in ("work", "home", "root", "Users", "tmp/plan")]
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js",
    "ana" + "conda.org",
    "artifact" + "ory",
    "crates" + ".io",
]
FORBIDDEN = re.compile("|".join(map(re.escape, MACHINE_PATHS + REGISTRIES)), re.IGNORECASE)
POINTS_NOWHERE = re.compile(r"\bevidence [A-Z]\d|\bformats\.md|\bdiagnosis\.md|\bclaims\.md of")
"""Pointers to papers that a reader of the repository does not have."""

LARGEST = 1_000_000
"""Bytes; a larger file is data or a picture nobody shrank."""


def texts():
    for path in tracked():
        try:
            yield relative(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def found(pattern):
    return [
        f"{name}:{number}: {hit.group()}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if (hit := pattern.search(line)) is not None and name != "tests/house/test_tracked_files.py"
    ]


def test_no_file_holds_a_path_of_one_machine_or_the_name_of_a_registry():
    assert found(FORBIDDEN) == []


def test_no_file_points_to_papers_the_reader_does_not_have():
    assert found(POINTS_NOWHERE) == []


def test_no_file_is_large():
    assert [relative(path) for path in tracked() if path.stat().st_size > LARGEST] == []


def test_every_text_ends_with_a_line_end():
    open_ended = [name for name, text in texts() if text and not text.endswith("\n") and "vendor" not in name]

    assert open_ended == []
