"""What every house test looks at: the tree, its rooms, its functions; run it to print the sizes.

Budgets are those of CONTRIBUTING.md. Nothing here knows medicine.
"""

import ast
import statistics
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "lumbago"
OTHERS_CODE = ("web/static/vendor", "/migrations/")
"""Below `src/lumbago`: what others wrote or a tool writes."""


class Function(NamedTuple):
    """One function, and how large it is.

    Attributes:
        place: File and line.
        name: Its name.
        body: Lines after the docstring.
        parameters: All but self and cls.
        flags: Parameters annotated `bool`.
    """

    place: str
    name: str
    body: int
    parameters: int
    flags: tuple[str, ...]


def tracked() -> list[Path]:
    """Every file that git has or would take; what is ignored stays out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return sorted(path for path in paths if path.is_file())


def python_files(*folders: str) -> list[Path]:
    """Python that we wrote, below these folders of the repository."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if not _is_others(path))


def rooms() -> list[Path]:
    """Each room: a folder of `src/lumbago` with a contract."""
    return sorted(path.parent for path in SOURCE.glob("*/__init__.py"))


def relative(path: Path) -> str:
    """The path as a person would write it."""
    return path.relative_to(ROOT).as_posix()


@lru_cache(maxsize=512)
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(*folders: str) -> list[Function]:
    """Every function below these folders, nested ones too."""
    return [
        _function(path, node)
        for path in python_files(*folders)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def numbers_in(fact: object, where: str = "") -> Iterator[tuple[str, object]]:
    """Yield each value of knowledge that has a `status`, with the field it sits in."""
    if isinstance(fact, tuple):
        for place, part in enumerate(fact):
            yield from numbers_in(part, f"{where}[{place}]")
    elif is_dataclass(fact) and not isinstance(fact, type):
        if hasattr(fact, "status"):
            yield where, fact
        for part in fields(fact):
            yield from numbers_in(getattr(fact, part.name), f"{where}.{part.name}".lstrip("."))


def sources_of(value: object) -> tuple[str, ...]:
    """Source ids that a value names, whether it may name one or several."""
    single = getattr(value, "source", None)
    return getattr(value, "sources", ()) or ((single,) if single else ())


def _is_others(path: Path) -> bool:
    return any(part in f"/{path.relative_to(ROOT).as_posix()}" for part in OTHERS_CODE)


def _function(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Function:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    given = node.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    own = [argument for argument in every if argument.arg not in {"self", "cls"}]
    flags = tuple(a.arg for a in own if a.annotation is not None and ast.unparse(a.annotation) == "bool")
    lines = node.end_lineno - body[0].lineno + 1 if body else 0
    return Function(f"{relative(path)}:{node.lineno}", node.name, lines, len(own), flags)


def sizes() -> str:
    """The sizes of the house on one line each."""
    bodies = sorted(function.body for function in functions("src"))
    parameters = sorted(function.parameters for function in functions("src"))
    lines = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in python_files("src"))
    return "\n".join(
        f"{name}: {len(values)}, median {statistics.median(values):g}, "
        f"nine in ten up to {values[int(0.9 * (len(values) - 1))]}, largest {values[-1]}"
        for name, values in (
            ("functions, lines", bodies),
            ("parameters", parameters),
            ("files, lines", lines),
        )
    )


if __name__ == "__main__":
    print(sizes())
