"""Small functions, small files, few parameters, shallow folders."""

import statistics

import pytest
from house_plan import SOURCE, functions, python_files, relative

LONGEST_FUNCTION = 50
USUAL_FUNCTION = 7
NINE_IN_TEN_FUNCTIONS = 25
LONGEST_FILE = 400
MOST_PARAMETERS = 5
DEEPEST_FOLDER = 3
EMPTY_WORDS = {
    "manager", "helper", "helpers", "util", "utils", "service", "services", "engine", "handler", "handlers",
    "processor", "data", "info", "item", "base", "common", "core", "misc",
}  # fmt: skip

SAID_IN_FULL = {"data_folder"}
"""Names in which such a word is not empty: the folder that a deployment keeps its data in."""


def test_no_function_is_longer_than_a_page():
    long = [
        f"{f.place} {f.name}: {f.body} lines"
        for f in functions("src", "benchmarks", "docs")
        if f.body > LONGEST_FUNCTION
    ]

    assert not long


def test_most_functions_are_short(record_property):
    bodies = sorted(function.body for function in functions("src"))

    record_property("median lines of a function", statistics.median(bodies))

    assert statistics.median(bodies) <= USUAL_FUNCTION
    assert bodies[int(0.9 * (len(bodies) - 1))] <= NINE_IN_TEN_FUNCTIONS


def test_no_function_takes_more_than_five_parameters():
    many = [
        f"{f.place} {f.name}: {f.parameters} parameters"
        for f in functions("src")
        if f.parameters > MOST_PARAMETERS
    ]

    assert not many


def test_no_public_function_takes_a_flag():
    """A flag is two functions or an enum; only the command line, whose flags are the user's, is free."""
    flagged = [
        f"{f.place} {f.name}: {', '.join(f.flags)}"
        for f in functions("src")
        if f.flags and not f.name.startswith("_") and "/cli/" not in f.place
    ]

    assert not flagged


@pytest.mark.parametrize("folder", ["src", "tests", "benchmarks", "docs"])
def test_no_file_is_longer_than_a_sitting(folder):
    lines = {
        relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(folder)
    }

    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_folders_are_shallow():
    """Django decides how deep translations lie, allauth how deep its parts of a page."""
    folders = {path.parent.relative_to(SOURCE).parts for path in SOURCE.rglob("*") if path.is_file()}
    deep = {
        "/".join(parts)
        for parts in folders
        if len(parts) > DEEPEST_FOLDER and not {"locale", "allauth", "mfa", "__pycache__"} & set(parts)
    }

    assert deep == set()


def test_no_file_has_an_empty_name():
    empty = {path.stem for path in python_files("src") if EMPTY_WORDS & set(path.stem.split("_"))}

    assert empty - SAID_IN_FULL == set()
