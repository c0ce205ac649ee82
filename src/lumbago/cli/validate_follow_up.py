"""`lumbago validate follow-up`: the alert "not recovering", on virtual people and on a cohort.

virtual people, cohort -> false alarms, stalls found, how soon
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import bullets, console_of, heading, paragraph, print_json
from lumbago.cli.validate_forecast import read
from lumbago.cli.writing import write_whole

if TYPE_CHECKING:
    from rich.console import Console

    from lumbago.validation.cohort import People
    from lumbago.validation.follow_up import Study

EXAMPLES = f"""\b
Examples:
  lumbago validate follow-up
  lumbago validate follow-up --people 100 --seed 2 --json
  lumbago validate follow-up cohort.csv --out docs/validation

\b
{EXIT_CODES}"""

PEOPLE, SEED = 300, 1
MOST_PEOPLE, MOST_SEED = 20_000, 2**32 - 1

LEGEND = (
    "In % with 95 % interval. false: of those who recover as foretold, ever alerted. by 28, by 84: of those "
    "whose pain stalls, alerted by that day. days: median from the stall to the alert."
)


def follow_up(
    file: Annotated[
        Path | None, typer.Argument(metavar="COHORT.csv", help="People who were followed; - reads stdin.")
    ] = None,
    *,
    people: Annotated[
        int,
        typer.Option(
            min=1, max=MOST_PEOPLE, help="Virtual people who recover as foretold, and as many who stall."
        ),
    ] = PEOPLE,
    seed: Annotated[int, typer.Option(min=0, max=MOST_SEED, help="Fixes every draw.")] = SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    folder: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Also write the page follow_up.md and its figure."),
    ] = None,
) -> None:
    """Measure the alert "not recovering": false alarms, stalls found, and how soon."""
    from lumbago.knowledge import current
    from lumbago.validation.follow_up import Study

    knowledge = current()
    if knowledge.recovery is None:
        refuse("arrows.toml is missing from knowledge; install Lumbago anew")
    if folder is not None and not folder.is_dir():
        refuse(f"--out: {folder} is no folder. Make it, or name another")
    cohort = None if file is None else read(file)
    report = _report(Study(knowledge.recovery, knowledge.dosing, people, seed), cohort)
    if as_json:
        print_json(report)
    else:
        _print(report, console_of())
    if folder is not None:
        _write(report, folder)


def _report(study: "Study", cohort: "People | None") -> dict[str, Any]:
    from rich.progress import Progress

    from lumbago.validation.follow_up import report, watch_people
    from lumbago.validation.follow_up_cohort import cohort_report, count_known

    console = console_of(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Virtual people", total=study.people)
        watched = []
        for block in watch_people(study, _processes):
            watched += block
            progress.advance(bar, sum(one.life.stalled_on is None for one in block))
        told = report(study, watched)
        if cohort is not None:
            followed = progress.add_task("Cohort", total=count_known(cohort))
            told["cohort"] = cohort_report(
                study, cohort, watch=lambda done: progress.update(followed, completed=done)
            )
    return told


def _processes(task: Callable[[Any], Any], pieces: Sequence[Any]) -> Iterator[Any]:
    """Work on all cores; threads would not help, for most of the work holds the interpreter."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from lumbago.shards.crews import usable_cores

    if min(len(pieces), usable_cores()) <= 1:
        yield from map(task, pieces)
        return
    with ProcessPoolExecutor(usable_cores(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(task, pieces)


def _write(report: Mapping[str, Any], folder: Path) -> None:
    from lumbago.validation.follow_up_figure import figure
    from lumbago.validation.follow_up_page import FIGURE, page

    write_whole(folder / "follow_up.md", page(report))
    write_whole(folder / FIGURE, figure(report))


def _print(report: Mapping[str, Any], console: "Console") -> None:
    from lumbago.validation.follow_up import RHYTHMS
    from lumbago.validation.follow_up_page import targets

    for rhythm in RHYTHMS:
        heading(console, rhythm[0].upper() + rhythm[1:])
        _print_rhythm(report, rhythm, console)
    console.print()
    paragraph(console, LEGEND)
    if report["cohort"] is not None:
        _print_cohort(report, console)
    heading(console, "Targets")
    told = (f"{'met' if one.is_met else 'NOT MET'}: {one.name}: {one.given}." for one in targets(report))
    bullets(console, told)


def _print_rhythm(report: Mapping[str, Any], rhythm: str, console: "Console") -> None:
    from lumbago.validation.follow_up import PROMISED
    from lumbago.validation.follow_up_page import row_of, shown_rules

    table = _table("rule", "false", "by 28", "by 84", "days")
    for rule in shown_rules(report):
        false = row_of(report["false_alarms"], rhythm=rhythm, rule=rule, group=PROMISED)
        found = row_of(report["stalls"], rhythm=rhythm, rule=rule, kind="all")
        days = "-" if found["median_days"] is None else str(found["median_days"])
        table.add_row(rule, *map(_percent, (false, found["by_28"], found["by_84"])), days)
    console.print(table)


def _print_cohort(report: Mapping[str, Any], console: "Console") -> None:
    cohort = report["cohort"]
    heading(
        console, f"{cohort['known']} of {cohort['people']} people of the cohort: pain of 3 or more on day 91"
    )
    table = _table("rule", "alerted", "sensitivity", "specificity")
    for row in cohort["rows"]:
        if (row["group"], row["outcome"]) == ("all", "bad"):
            table.add_row(
                row["rule"], *(_percent(row[name]) for name in ("alerted", "sensitivity", "specificity"))
            )
    console.print(table)


def _table(*columns: str) -> Any:  # noqa: ANN401 - rich is not imported here
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), box=None, header_style="dim")
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left")
    return table


def _percent(row: Mapping[str, Any]) -> str:
    if row["share"] is None:
        return "-"
    return f"{100 * row['share']:.0f} ({100 * row['low']:.0f}-{100 * row['high']:.0f})"
