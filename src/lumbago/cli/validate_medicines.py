"""`lumbago validate medicines`: the medicine checks on real visits.

visits.csv -> what was withheld from whom, and why
"""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lumbago.cli.files import name_of, naming, text_in
from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import console_of, heading, paragraph, print_json
from lumbago.cli.writing import write_whole
from lumbago.errors import CohortError

if TYPE_CHECKING:
    from rich.console import Console

    from lumbago.record import History, MedicineSafety
    from lumbago.validation.visits import Withheld

EXAMPLES = f"""\b
Examples:
  lumbago validate medicines visits.csv
  lumbago validate medicines visits.csv --json
  lumbago validate medicines visits.csv --out docs/validation

\b
{EXIT_CODES}"""

LARGEST_VISITS = 500_000_000
NOT_RECORDED = "A zero in the table means “not recorded”, never “no”: it was left unasked."


def medicines(
    file: Annotated[Path, typer.Argument(metavar="VISITS.csv", help="Visits, one a line; - reads stdin.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    folder: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Also write the page medicines.md there.")
    ] = None,
) -> None:
    """Check every medicine on real visits: what is withheld, from how many, and why."""
    from lumbago.knowledge import current
    from lumbago.validation.visits import withheld
    from lumbago.validation.visits_page import visits_page

    if folder is not None and not folder.is_dir():
        refuse(f"--out: {folder} is no folder. Make it, or name another")
    found = withheld(list(_checked(_read(file))))
    if as_json:
        print_json(asdict(found))
    else:
        _print(found, console_of())
    if folder is not None:
        write_whole(folder / "medicines.md", visits_page(found, current()))


def _read(file: Path) -> "list[History]":
    from lumbago.validation.visits import read_visits

    with naming(file):
        text = text_in(file, largest=LARGEST_VISITS)
    try:
        return read_visits(text)
    except CohortError as fault:
        refuse(f"{name_of(file)}: {fault}. Mend that line and try again")


def _checked(visits: "list[History]") -> "Iterable[MedicineSafety | None]":
    from rich.progress import track

    from lumbago.knowledge import current
    from lumbago.validation.visits import checked

    console = console_of(stderr=True)
    done = checked(visits, current())
    return track(
        done, "Visits", total=len(visits), console=console, transient=True, disable=not console.is_terminal
    )


def _print(found: "Withheld", console: "Console") -> None:
    from rich.table import Table

    from lumbago.record import Verdict

    heading(
        console, f"{found.visits:,} visits; {found.stopped:,} got no medicine at all: an alarm comes first"
    )
    paragraph(console, NOT_RECORDED)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("Medicine", *(verdict.value for verdict in Verdict), "Most frequent reason on record"):
        table.add_column(title)
    for medicine, verdicts in sorted(found.verdicts.items()):
        reasons = found.reasons.get(medicine, {})
        first = max(reasons, key=lambda rule: reasons[rule], default="-")
        table.add_row(medicine, *(str(verdicts.get(verdict.value, 0)) for verdict in Verdict), first)
    console.print(table)
