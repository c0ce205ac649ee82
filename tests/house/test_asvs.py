"""The table of OWASP ASVS names every requirement once, and shows only what is there."""

import ast
import re
import tomllib
from collections import Counter

import pytest
from house_plan import ROOT

from lumbago.web import settings
from lumbago.web.people.passwords import OUR_WORDS

ROWS = tomllib.loads((ROOT / "docs" / "safety" / "asvs.toml").read_text(encoding="utf-8"))["row"]
PAGE = (ROOT / "docs" / "safety" / "asvs.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "docs" / "safety" / "security.md").read_text(encoding="utf-8")
VERDICTS = {"met", "not met", "not applicable"}
IN_SECTIONS = """
    1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1
    4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2
    7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2
    10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5
    14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2
"""
"""Requirements of levels 1 and 2 in each section of version 5.0.0; they are numbered from 1 without a gap."""
OF_LEVELS = {1: 70, 2: 183}
"""How many the standard has of each."""

EACH = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])


def is_there(place):
    """Return whether a file is there, and in it the test, or the setting that is set at its top."""
    path, _, name = place.partition("::")
    if not (ROOT / path).is_file():
        return False
    return not name or name in _named(ROOT / path)


def _named(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    names = {name.id for one in targets for name in ast.walk(one) if isinstance(name, ast.Name)}
    return {name for name in tests if name.startswith("test_")} | names


def shows(place):
    """Return whether a place is a test or a setting, not only words."""
    path, _, name = place.partition("::")
    return name.startswith("test_") or (path == "src/lumbago/web/settings.py" and name.isupper())


def test_every_requirement_of_levels_1_and_2_is_there_once():
    sections = [one.split(":") for one in IN_SECTIONS.split()]
    wanted = [f"{section}.{n}" for section, count in sections for n in range(1, int(count) + 1)]

    assert [row["id"] for row in ROWS] == wanted
    assert Counter(row["level"] for row in ROWS) == OF_LEVELS


@EACH
def test_a_row_is_whole(row):
    assert set(row) <= {"id", "level", "about", "verdict", "evidence", "note"}
    assert row["verdict"] in VERDICTS
    assert 0 < len(row["about"].split()) <= 12
    assert row["verdict"] == "met" or row.get("note")


@EACH
def test_what_shows_it_is_there(row):
    assert [place for place in row["evidence"] if not is_there(place)] == []


@EACH
def test_what_is_met_is_shown_by_a_test_or_a_setting(row):
    assert row["verdict"] != "met" or any(shows(place) for place in row["evidence"])


def test_the_numbers_of_the_page_are_those_of_the_table():
    printed = re.search(r"\| both \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", PAGE)
    counted = Counter(row["verdict"] for row in ROWS)

    expected = [counted["met"], counted["not met"], counted["not applicable"], len(ROWS)]
    assert [int(number) for number in printed.groups()] == expected


def test_the_page_names_every_requirement_with_its_verdict():
    lines = dict(
        re.findall(r"^\| ([\d.]+) \| \d \| [^|]+ \| (met|not met|not applicable) \|", PAGE, re.MULTILINE)
    )

    assert lines == {row["id"]: row["verdict"] for row in ROWS}


@pytest.mark.parametrize(
    "place", ["tests/house/test_asvs.py::test_none", "src/none.py", "tests/house/none::test_x"]
)
def test_a_place_that_is_not_there_is_found(place):
    assert not is_there(place)


def test_the_page_on_security_says_what_the_settings_say():
    told = dict(re.findall(r"^\| `([A-Z_]+)` \| ([\d.]+) \|", SECURITY, flags=re.MULTILINE))
    behind_https = {"SECURE_HSTS_SECONDS": 365 * 86_400}

    assert len(told) >= 7
    assert {name: float(number) for name, number in told.items()} == {
        name: behind_https.get(name, getattr(settings, name)) for name in told
    }
    for number, said in (
        ("50 wrong passwords an hour", "50/h/key"),
        ("10 wrong ones in ten minutes", "10/10m/ip"),
        ("200 new reports", "200/h/ip"),
        ("60 exports", "60/10m/ip"),
    ):
        assert number in SECURITY
        assert said in settings.ACCOUNT_RATE_LIMITS.values()
    shortest = settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"]
    assert f"At least {shortest} letters" in SECURITY


def test_the_page_on_security_names_every_word_that_no_password_is_made_of():
    listed = re.search(r"words of this place \(([^)]+)\)", SECURITY).group(1)
    named = set(re.findall(r"\w+", listed))

    assert {word for word in OUR_WORDS if word not in named} <= {"backpain", "lowback"}
    assert named <= set(OUR_WORDS)
