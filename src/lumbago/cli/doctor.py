"""`lumbago doctor`: is this installation well, and if not, what to do?

    this installation -> a table of checks

A check never raises: what it finds is its answer.
"""

import re
import socket
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Annotated

import typer

from lumbago.cli.files import today
from lumbago.cli.leaving import NEEDS_DOING
from lumbago.cli.printing import console_of, print_json
from lumbago.errors import KnowledgeError, LumbagoError

EXAMPLES = """\b
Examples:
  lumbago doctor
  lumbago doctor --port 8001 --json
  lumbago doctor --url https://example.org/back

\b
Exit codes:
  0  all is well
  1  something needs doing: the table says what"""

OLDEST_PYTHON = (3, 11)
MOST_NAMED = 5


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What was looked at.
        is_well: Whether nothing needs doing.
        found: What was found.
        to_do: What to do; empty when all is well.
    """

    name: str
    is_well: bool
    found: str
    to_do: str = ""


def doctor(
    *,
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port that 'lumbago serve' would use.")] = 8000,
    url: Annotated[str, typer.Option(help="Also ask the running app at the address that people type.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check this installation and say what needs doing.

    Run it with the variables, and as the user, that 'lumbago serve' is run with.
    """
    checks = [_python(), _dependencies(), *_knowledge(), *_of_the_web(), _port(port)]
    if url:
        checks = [*checks[:-1], _from_outside(url)]  # then the port is taken by the app itself
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        _print(checks)
    if not all(check.is_well for check in checks):
        raise typer.Exit(NEEDS_DOING)


def _print(checks: list[Check]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table("", "", "Found", "What to do", show_edge=False, pad_edge=False)
    for check in checks:
        mark = Text("well", style="green") if check.is_well else Text("TO DO", style="bold red")
        table.add_row(mark, check.name, check.found, check.to_do)
    console_of().print(table)


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return Check("Python", False, found, "Install Python 3.11 or later")
    return Check("Python", True, found)


def _dependencies() -> Check:
    needed = _needed()
    missing = [name for name in needed if not _is_installed(name)]
    if missing:
        return Check(
            "Packages", False, f"missing: {', '.join(missing)}", "Install Lumbago again, with its packages"
        )
    return Check("Packages", True, f"all {len(needed)} are installed")


def _needed() -> list[str]:
    """Return the packages that Lumbago itself says it needs to run."""
    names = (
        re.match(r"[\w.-]+", wanted) for wanted in metadata.requires("lumbago") or () if "extra" not in wanted
    )
    return [name.group() for name in names if name]


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _knowledge() -> Iterator[Check]:
    from lumbago.knowledge import current, overdue

    try:
        knowledge = current()
    except KnowledgeError as fault:
        yield Check("Knowledge", False, str(fault), "Mend that file, or install Lumbago again")
        return
    yield Check("Knowledge", True, f"loads; version {knowledge.version}")
    yield _questionnaires()
    late = overdue(knowledge, today())
    if late:
        named = ", ".join(late[:MOST_NAMED])
        yield Check(
            "Reviews",
            False,
            f"{len(late)} overdue: {named}",
            "Install a newer version, or review these files",
        )
    else:
        yield Check("Reviews", True, "none is overdue")


def _questionnaires() -> Check:
    from lumbago.instruments import instrument

    names = ("nprs", "rmdq-23", "rmdq-24", "start-back")
    try:
        loaded = [instrument(name).name for name in names]
    except LumbagoError as fault:
        return Check("Questionnaires", False, str(fault), "Mend that file, or install Lumbago again")
    return Check("Questionnaires", True, f"{len(loaded)} load")


def _of_the_web() -> Iterator[Check]:
    from lumbago.web.checkup import looked_at

    for name, found in looked_at():
        yield Check(name, *found)


def _from_outside(url: str) -> Check:
    from lumbago.web.from_outside import seen_from_outside

    try:
        return Check("From outside", *seen_from_outside(url))
    except LumbagoError as fault:
        return Check("From outside", False, str(fault), "Mend what you wrote after --url")


def _port(port: int) -> Check:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as fault:
            to_do = "Stop what uses it (perhaps Lumbago itself), or: lumbago serve --port " + str(
                port % 65_535 + 1
            )
            return Check(f"Port {port}", False, str(fault.strerror), to_do)
    return Check(f"Port {port}", True, "free")
