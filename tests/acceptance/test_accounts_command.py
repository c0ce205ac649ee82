"""`lumbago accounts`, as the keeper of an instance types it."""

import json
import os
import subprocess
import sys

import pytest

from lumbago.web.data_folder import VARIABLE


@pytest.fixture
def lumbago(tmp_path):
    """Run a command on an instance of its own."""

    def run(*words, typed=""):
        return subprocess.run(
            [sys.executable, "-m", "lumbago.cli", *words],
            env={**os.environ, VARIABLE: str(tmp_path / "kept"), "COLUMNS": "100"},
            capture_output=True,
            input=typed,
            encoding="utf-8",
        )

    return run


def listed(lumbago):
    return [one["name"] for one in json.loads(lumbago("accounts", "list", "--json").stdout)]


def test_an_account_is_made_listed_given_a_new_password_and_removed(lumbago):
    assert "no account yet" in lumbago("accounts", "list").stdout

    first = lumbago("accounts", "add", "anna")
    again = lumbago("accounts", "add", "Anna")
    second = lumbago("accounts", "password", "anna")

    assert (first.returncode, again.returncode, second.returncode) == (0, 2, 0)
    assert "'Anna'" in again.stderr
    assert "another name" in again.stderr
    passwords = [ran.stdout.strip().splitlines()[-1].strip() for ran in (first, second)]
    assert len(set(passwords)) == 2
    assert all(len(one) == 35 for one in passwords)
    assert listed(lumbago) == ["anna"]
    assert lumbago("accounts", "remove", "anna", typed="n\n").returncode != 0
    assert listed(lumbago) == ["anna"]
    assert lumbago("accounts", "remove", "anna", "--yes").returncode == 0
    assert listed(lumbago) == []


def test_a_name_that_is_none_is_told_in_a_sentence(lumbago):
    lumbago("accounts", "add", "anna")

    ran = lumbago("accounts", "password", "anne")

    assert ran.returncode == 2
    assert "'anne'" in ran.stderr
    assert "anna" in ran.stderr
    assert "Traceback" not in ran.stderr
