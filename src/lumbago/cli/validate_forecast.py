"""`lumbago validate forecast`: our forecasts of a cohort beside simple peers.

    cohort.csv, reference.csv -> scores by outcome, day and group

Whatever the score, it ran: only a file that cannot be read or learnt from is an error.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.cli.files import name_of, naming, text_in
from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import bullets, console_of, heading, paragraph, print_json
from lumbago.cli.writing import write_whole
from lumbago.errors import CohortError

if TYPE_CHECKING:
    from rich.console import Console

    from lumbago.validation.cohort import People

EXAMPLES = f"""\b
Examples:
  lumbago validate forecast cohort.csv --reference dev.csv
  lumbago validate forecast cohort.csv --reference dev.csv --json > all.json
  lumbago validate forecast cohort.csv --reference dev.csv --out results/

\b
People in both files are forecast by fits that have not seen them.

\b
{EXIT_CODES}"""

LARGEST_COHORT = 100_000_000
"""Bytes of a file of people."""

LEGEND = (
    "MAE: of the median. CRPS: of the whole forecast; lower is better. 50, 80, 95: % of what came true "
    "inside the central band that should hold so many. wide80: width of the 80 % band. "
    "Pain 0-10, rmdq and pooled 0-100."
)
COLUMNS = ("day", "model", "n", "MAE", "CRPS", "50", "80", "95", "wide80")


def forecast(
    file: Annotated[Path, typer.Argument(metavar="COHORT.csv", help="People to forecast; - reads stdin.")],
    *,
    reference: Annotated[
        Path | None,
        typer.Option("--reference", metavar="DEV.csv", help="People that every model learns from."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    folder: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Also write forecast.json, forecast.md and its figure."),
    ] = None,
) -> None:
    """Score forecasts of pain and disability on a cohort that others followed."""
    if reference is None:
        refuse(
            "--reference: it is missing. Name the people that models learn from, as in --reference dev.csv"
        )
    cohort = read(file)
    learnt_from = cohort if reference == file else read(reference)
    if folder is not None:
        _make(folder)
    report = _report(cohort, learnt_from, reference)
    if as_json:
        print_json(report)
    else:
        _print(report, console_of())
    if folder is not None:
        _write(report, folder)


def read(file: Path) -> "People":
    """Return the cohort in a file, or refuse it with line and column."""
    from lumbago.validation.cohort import read_cohort

    with naming(file):
        text = text_in(file, largest=LARGEST_COHORT)
    with _naming_a_cohort(file):
        return read_cohort(text)


@contextmanager
def _naming_a_cohort(file: Path) -> Iterator[None]:
    try:
        yield
    except CohortError as fault:
        refuse(f"{name_of(file)}: {fault}. Mend that and try again")


def _report(cohort: "People", reference: "People", file: Path) -> dict[str, Any]:
    """Run with one thread to a fit: such small ones only wait for one another."""
    from rich.progress import Progress
    from threadpoolctl import threadpool_limits

    from lumbago.knowledge import current
    from lumbago.validation.forecasts import report
    from lumbago.validation.recovery_forecast import recovery_forecast

    console = console_of(stderr=True)
    shown = Progress(console=console, transient=True, disable=not console.is_terminal)
    with _naming_a_cohort(file), threadpool_limits(1), shown:
        task = shown.add_task("Forecasts", total=None)
        recovery = current().recovery
        model = recovery_forecast(recovery, cohort, reference) if recovery else None
        return report(
            cohort,
            reference,
            recovery=model,
            watch=lambda done, total: shown.update(task, completed=done, total=total),
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        refuse(f"--out: {folder} cannot be made ({fault.strerror}). Name a folder that you may write")


def _write(report: Mapping[str, Any], folder: Path) -> None:
    import json

    from lumbago.validation.forecast_figure import figure
    from lumbago.validation.forecast_page import FIGURE, page

    write_whole(folder / "forecast.json", json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    write_whole(folder / "forecast.md", page(report))
    write_whole(folder / FIGURE, figure(report))


def _print(report: Mapping[str, Any], console: "Console") -> None:
    from lumbago.validation.forecast_page import targets

    rows = [row for row in report["forecasts"] if row["group"] == "all"]
    for given in dict.fromkeys(row["given"] for row in rows):
        for outcome in dict.fromkeys(row["outcome"] for row in rows):
            heading(console, f"{outcome}, given {given}")
            _print_rows([r for r in rows if (r["given"], r["outcome"]) == (given, outcome)], console)
    heading(console, "80 % bands and CRPS by group, all results")
    _print_groups(report, console)
    console.print()
    paragraph(console, LEGEND)
    heading(console, "Targets")
    bullets(
        console,
        (
            f"{'met' if one.is_met else 'NOT MET'}: {one.name}: {one.given}. Wanted: {one.wanted}."
            for one in targets(report)
        ),
    )


def _print_rows(rows: list[Mapping[str, Any]], console: "Console") -> None:
    table = _table(COLUMNS, words=2)
    for row in sorted(rows, key=lambda row: row["day"] or 0):
        shares = (_percent(row[name]) for name in ("coverage50", "coverage80", "coverage95"))
        day = str(row["day"] or "all")
        sizes = (str(row["n"]), _number(row["mae"]), _number(row["crps"]))
        table.add_row(day, row["model"], *sizes, *shares, _number(row["width80"]))
    console.print(table)


def _print_groups(report: Mapping[str, Any], console: "Console") -> None:
    from lumbago.validation.forecasts import OURS

    table = _table(("group", "given", "people", "n", "80", "CRPS"), words=2)
    for group, people in report["people"].items():
        for row in report["forecasts"]:
            if (row["group"], row["day"], row["model"]) == (group, None, OURS):
                shown = (_percent(row["coverage80"]), _number(row["crps"]))
                table.add_row(group, row["given"], str(people), str(row["n"]), *shown)
    console.print(table)


def _table(columns: tuple[str, ...], *, words: int) -> Any:  # noqa: ANN401 - rich is not imported here
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), box=None, header_style="dim")
    for place, column in enumerate(columns):
        table.add_column(column, justify="left" if place < words else "right")
    return table


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"
