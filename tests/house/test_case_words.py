"""The words of published cases reach findings and condition groups that exist."""

import tomllib
from collections import Counter

import pytest
from house_plan import SOURCE

from lumbago.knowledge import current

TOKENS = tomllib.loads((SOURCE / "validation" / "case_tokens.toml").read_text(encoding="utf-8"))
CATEGORIES = tomllib.loads((SOURCE / "validation" / "categories.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", ["findings", "present_only"])
def test_every_word_of_a_case_reaches_findings_that_exist(table):
    known = current().findings

    lost = {token: [key for key in keys if key not in known] for token, keys in TOKENS[table].items()}

    assert {token: keys for token, keys in lost.items() if keys} == {}


def test_every_word_has_one_place():
    """A word may deny one finding and affirm a wider one; otherwise it has one meaning."""
    places = Counter(word for table in ("findings", "nprs", "dropped") for word in TOKENS[table])
    places.update(word for word in TOKENS["present_only"] if word not in TOKENS["findings"])

    assert [word for word, times in places.items() if times > 1] == []


@pytest.mark.parametrize("listed", ["recent", "neurological"])
def test_every_listed_word_is_in_the_map(listed):
    mapped = {word for table in ("findings", "present_only", "nprs", "dropped") for word in TOKENS[table]}

    assert [word for word in TOKENS[listed] if word not in mapped] == []


def test_every_word_that_is_dropped_says_why():
    assert [word for word, reason in TOKENS["dropped"].items() if not reason.strip()] == []


def test_every_condition_group_of_a_category_has_a_condition():
    groups = {condition.group for condition in current().conditions.values()}

    empty = {name: [g for g in wanted if g not in groups] for name, wanted in CATEGORIES.items()}

    assert {name: wanted for name, wanted in empty.items() if wanted} == {}
