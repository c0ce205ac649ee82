"""`lumbago validate course`: the recovery model beside published studies.

studies -> each result in its predicted interval, or outside
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.cli.files import naming, text_in
from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import console_of, heading, paragraph, print_json
from lumbago.cli.writing import write_whole
from lumbago.errors import TrialError

if TYPE_CHECKING:
    from rich.console import Console

    from lumbago.knowledge.recovery import Recovery
    from lumbago.simulation import Trial

EXAMPLES = f"""\b
Examples:
  lumbago validate course                        every published study that came with Lumbago
  lumbago validate course examples/trials        every study in a folder
  lumbago validate course mine.toml --json

\b
{EXIT_CODES}"""

LARGEST_TRIAL = 1_000_000
FIGURE = "course-forest.svg"


def course(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[TRIAL.toml | FOLDER]...", help="Studies; none means all.")
    ] = None,
    *,
    people: Annotated[
        int | None, typer.Option(min=50, help="Virtual people in each arm; as each study says by default.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    folder: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Also write course.json, the page and its figure."),
    ] = None,
) -> None:
    """Put the model's course beside every published result."""
    from lumbago.knowledge import current

    recovery = current().recovery
    if recovery is None:
        refuse("arrows.toml is missing from knowledge; install Lumbago anew")
    if folder is not None and not folder.is_dir():
        refuse(f"--out: {folder} is no folder. Make it, or name another")
    report = _report(_studies(files or []), recovery, people)
    if as_json:
        print_json(report)
    else:
        _print(report, console_of())
    if folder is not None:
        _write(report, recovery, folder)


def _studies(paths: list[Path]) -> "Mapping[str, Trial]":
    from lumbago.simulation import read_trial
    from lumbago.simulation.known import studies

    if not paths:
        return studies()
    files = [file for path in paths for file in (sorted(path.glob("*.toml")) if path.is_dir() else [path])]
    if not files:
        refuse(f"{paths[0]}: there is no .toml file. Name a study, or a folder with some")
    found = {}
    for file in files:
        if file.stem in found:
            refuse(f"{file}: another study of that name was given. Give one of them another name")
        try:
            with naming(file):
                found[file.stem] = read_trial(text_in(file, largest=LARGEST_TRIAL))
        except TrialError as fault:
            refuse(f"{file}: {fault}. Mend that and try again")
    return found


def _report(trials: "Mapping[str, Trial]", recovery: "Recovery", people: int | None) -> dict[str, Any]:
    from rich.progress import Progress

    from lumbago.shards import cores
    from lumbago.validation.course import course as compared

    console = console_of(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Studies", total=len(trials))
        return compared(
            trials, recovery, cores(), people=people, watch=lambda done: progress.update(bar, completed=done)
        )


def _write(report: Mapping[str, Any], recovery: "Recovery", folder: Path) -> None:
    import json

    from lumbago.validation.course import page
    from lumbago.validation.course_figure import figure

    write_whole(folder / "course.json", json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    write_whole(folder / "course.md", page(report, recovery, FIGURE))
    write_whole(folder / FIGURE, figure(report["results"]))


def _print(report: Mapping[str, Any], console: "Console") -> None:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), box=None, header_style="dim")
    for name, side in (("study", "left"), ("result", "left"), ("published", "right"), ("predicted", "right")):
        table.add_column(name, justify=side, overflow="fold")  # type: ignore[arg-type]
    table.add_column("inside")
    for row in report["results"]:
        inside = "yes" if row["inside"] else "NO"
        table.add_row(row["trial"], row["outcome"], f"{row['published']:.3g}", _interval(row), inside)
    console.print(table)
    heading(console, "Inside the predicted 90 % interval")
    for family, found in report["families"].items():
        paragraph(console, f"{family or 'no family'}: {100 * (found['inside'] or 0):.0f} % of {found['n']}")
    share = report["inside"]
    paragraph(console, "no result is published" if share is None else f"all: {100 * share:.0f} %")


def _interval(row: Mapping[str, Any]) -> str:
    if row["predicted"] is None:
        return "not reached"
    return f"{row['predicted']:.3g} ({row['low']:.3g} to {row['high']:.3g})"
