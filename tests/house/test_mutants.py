"""Every fault that is put in by hand still has a place in the source: else `make mutants` stops there."""

import tomllib

import pytest
from house_plan import ROOT, SOURCE

FAULTS = tomllib.loads((ROOT / "tests/mutants/mutants.toml").read_text(encoding="utf-8"))["mutant"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["name"])
def test_what_a_fault_replaces_stands_there_once(fault):
    source = SOURCE / fault["file"]

    assert source.read_text(encoding="utf-8").count(fault["swap"][0]) == 1
    assert all((ROOT / "tests" / tests.partition("::")[0]).exists() for tests in fault["tests"])
