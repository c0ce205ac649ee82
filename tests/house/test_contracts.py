"""Each room says in a few lines what it is for, and offers a few names."""

import ast
import importlib

import pytest
from house_plan import SOURCE, parsed, rooms

LONGEST_DOCSTRING = 5
MOST_NAMES = 7
NOUNS = "record"
"""The room of nouns offers as many names as there are nouns."""

EVERY_ROOM = pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)


def offered(room):
    for node in parsed(room / "__init__.py").body:
        target = node.target if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [None])[0]
        if isinstance(target, ast.Name) and target.id == "__all__":
            return ast.literal_eval(node.value)
    return None


def test_every_folder_with_code_is_a_room():
    folders = {path.parent for path in SOURCE.glob("*/*.py")}

    assert folders == set(rooms())


@EVERY_ROOM
def test_a_room_says_what_it_is_for_in_five_lines(room):
    docstring = ast.get_docstring(parsed(room / "__init__.py"))

    assert docstring
    assert len(docstring.splitlines()) <= LONGEST_DOCSTRING


@EVERY_ROOM
def test_a_room_offers_at_most_seven_names(room):
    names = offered(room)

    assert names is not None
    assert room.name == NOUNS or len(names) <= MOST_NAMES


@EVERY_ROOM
def test_a_room_keeps_what_it_offers(room):
    module = importlib.import_module(f"lumbago.{room.name}")

    missing = [name for name in offered(room) or () if not hasattr(module, name)]

    assert missing == []


@EVERY_ROOM
def test_a_contract_holds_no_code_of_its_own(room):
    code = [
        node for node in parsed(room / "__init__.py").body if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]

    assert room.name in {"cli"} or code == []
