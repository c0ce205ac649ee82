"""What we install is pinned by hash, and from whichever registry the reader uses."""

import re

import pytest
from house_plan import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def test_there_is_a_lock_for_running_testing_and_benchmarks():
    assert {path.stem for path in LOCKS} >= {"run", "test", "bench"}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_a_hash(path):
    blocks = re.split(r"\n(?=[a-z])", path.read_text(encoding="utf-8"))
    pins = [block for block in blocks if re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==", block)]

    assert len(pins) == len(blocks)
    assert [pin.split(" ")[0] for pin in pins if "--hash=sha256:" not in pin] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_no_lock_holds_an_address(path):
    text = path.read_text(encoding="utf-8")

    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
