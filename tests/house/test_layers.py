"""The import law knows every room, and no file leads back to itself."""

import ast
import re
import tomllib
from graphlib import TopologicalSorter

from house_plan import ROOT, SOURCE, parsed, python_files, rooms

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
FRONT_DOORS = {"cli", "web", "fhir"}
"""Only these may know a web framework or a command-line library."""


def contract(kind):
    return next(contract for contract in CONTRACTS if contract["type"] == kind)


def test_the_layers_name_every_room():
    layers = " ".join(contract("layers")["layers"])
    named = set(re.findall(r"lumbago\.(\w+)", layers))

    there = {room.name for room in rooms()} | {
        path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__"
    }

    assert there - named == set()


def test_no_framework_is_forbidden_to_every_room_behind_the_doors():
    forbidden = contract("forbidden")
    sources = {name.removeprefix("lumbago.") for name in forbidden["source_modules"]}

    there = {room.name for room in rooms()} | {
        path.stem for path in SOURCE.glob("*.py") if path.stem != "__init__"
    }

    assert there - FRONT_DOORS == sources
    assert {"django", "typer"} <= set(forbidden["forbidden_modules"])


def test_no_import_leads_back_to_itself():
    graph = {name_of(path): imported_by(path) for path in python_files("src")}

    order = TopologicalSorter({name: {i for i in imports if i in graph} for name, imports in graph.items()})

    assert list(order.static_order())


def name_of(path):
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_by(path):
    """Modules that a file imports while it is being imported; what waits inside a function does not count."""
    known = {name_of(other) for other in python_files("src")}
    found = set()
    for node in parsed(path).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            submodules = {f"{node.module}.{alias.name}" for alias in node.names} & known
            found |= submodules or {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found - {name_of(path)}
