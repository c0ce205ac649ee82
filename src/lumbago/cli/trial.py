"""`lumbago trial`: experiments on virtual people.

    trial.toml -> what a study of this kind would find, beside what one found

Whatever it finds, it ran: only a file that cannot be run is an error.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from lumbago.cli.files import STDIN, name_of, naming, text_in
from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import console_of, heading, paragraph, print_json
from lumbago.errors import TrialError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from lumbago.shards import Crew
    from lumbago.simulation import Calibrated, Result, Trial
    from lumbago.simulation.power import Power
    from lumbago.simulation.predicting import Predicted

EXAMPLES = f"""\b
Examples:
  lumbago trial run examples/trials/malmivaara1995.toml
  lumbago trial run pace2014 --out results/
  lumbago trial run trial.toml --scheduler tcp://10.0.0.5:8786
  lumbago trial power trial.toml --outcome pain-12-weeks --effect 1
  lumbago trial list

\b
{EXIT_CODES}"""

LARGEST_TRIAL = 1_000_000
"""Bytes of a protocol."""

NEAREST = 3

COLUMNS = (
    *("id", "measure", "day", "comparison", "arms", "predicted", "low", "high"),
    *("published", "published_low", "published_high", "inside", "z"),
)
"""Of result.csv."""

Protocol = Annotated[
    str, typer.Argument(metavar="TRIAL.toml", help="A protocol, - for stdin, or a study of `trial list`.")
]
People = Annotated[
    int | None, typer.Option("--n", min=1, max=10_000_000, help="Virtual people in each arm instead.")
]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="Work on a Dask cluster, not on all cores here."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]

app = typer.Typer(help="Experiments on virtual people.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _all_kinds() -> None:
    """Experiments on virtual people."""


@app.command("run", epilog=EXAMPLES)
def run_trial(
    file: Protocol,
    *,
    n: People = None,
    folder: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Also write tables and pictures there.")
    ] = None,
    scheduler: Scheduler = None,
    as_json: AsJson = False,
) -> None:
    """Run a trial and set what it predicts beside what was published."""
    from lumbago.simulation.result import as_fields

    trial = _read(file)
    trial = replace(trial, n=n or trial.n)
    if folder is not None:
        _check_place(folder)
    result = _run(trial, _crew(scheduler))
    if folder is not None:
        _write(result, folder)
    if as_json:
        print_json(as_fields(result))
    else:
        _print(result, console_of())


@app.command("power", epilog=EXAMPLES)
def power_of_trial(
    file: Protocol,
    *,
    outcome: Annotated[str, typer.Option("--outcome", metavar="ID", help="Which outcome decides.")],
    effect: Annotated[
        float | None,
        typer.Option("--effect", help="Difference or ratio to be shown; the model's own by default."),
    ] = None,
    scheduler: Scheduler = None,
    as_json: AsJson = False,
) -> None:
    """Tell how many people a trial needs to show an effect."""
    from lumbago.simulation import power

    trial = _read(file)
    known = [one.id for one in trial.outcome]
    if outcome not in known:
        refuse(f"--outcome: {file} has no outcome '{outcome}'. Write one of {', '.join(known)}")
    only = replace(trial, outcome=tuple(one for one in trial.outcome if one.id == outcome))
    found = _run(only, _crew(scheduler)).outcomes[0]
    shown = power(found, effect)
    if as_json:
        print_json({"outcome": outcome, **shown._asdict()})
    else:
        _print_power(outcome, shown, console_of())


@app.command("list", epilog=EXAMPLES)
def list_trials() -> None:
    """List the published studies that can be run by name."""
    from lumbago.simulation.known import studies

    console = console_of()
    table = _table("study", "what it compared", "outcomes")
    for name, trial in studies().items():
        table.add_row(name, trial.name, str(len(trial.outcome)))
    console.print(table)


def _read(file: str) -> "Trial":
    from lumbago.simulation import read_trial
    from lumbago.simulation.known import study

    path = Path(file)
    if path != STDIN and path.suffix != ".toml" and not path.exists():
        return study(file) or _refuse_unknown(file)
    with naming(path):
        text = text_in(path, largest=LARGEST_TRIAL)
    try:
        return read_trial(text)
    except TrialError as fault:
        refuse(f"{name_of(path)}: {fault}")


def _refuse_unknown(name: str) -> NoReturn:
    from difflib import get_close_matches

    from lumbago.simulation.known import studies

    nearest = get_close_matches(name, studies(), NEAREST)
    hint = f"Did you mean {', '.join(nearest)}?" if nearest else "See: lumbago trial list"
    refuse(f"TRIAL.toml: there is neither a file nor a study '{name}'. {hint}")


def _crew(scheduler: str | None) -> "Crew":
    from lumbago import shards

    return shards.cluster(scheduler) if scheduler else shards.cores()


def _run(trial: "Trial", crew: "Crew") -> "Result":
    from lumbago.simulation import run

    with _watching(trial.n) as watch:
        return run(trial, _calibrated(trial), crew, watch=watch)


def _calibrated(trial: "Trial") -> "Calibrated":
    from lumbago.knowledge import current
    from lumbago.simulation.known import calibrated

    recovery = current().recovery
    if recovery is None:
        refuse("trial: this installation knows nothing about recovery. Install Lumbago again")
    return calibrated(recovery, trial.population.preset)


@contextmanager
def _watching(people: int) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many people are done."""
    from rich.progress import Progress

    console = console_of(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("People", total=people)
        yield lambda done: progress.update(bar, completed=done)


def _check_place(folder: Path) -> None:
    """Refuse a folder in which nothing could be written, before the work is done."""
    import os

    if folder.exists() and not folder.is_dir():
        refuse(f"--out: {folder} is a file. Name a folder")
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not os.access(there, os.W_OK):
        refuse(f"--out: nothing can be written in {there}. Name a folder that you may write")


def _write(result: "Result", folder: Path) -> None:
    """Write every file beside the folder first, then move all of them in: nothing is left half-written."""
    import os
    import shutil
    import tempfile

    written = _files(result)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, content in written.items():
                (beside / name).write_bytes(content)
            folder.mkdir(exist_ok=True)
            for name in written:
                os.replace(beside / name, folder / name)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as fault:
        refuse(f"--out: {folder} cannot be written ({fault.strerror}). Name another folder")


def _files(result: "Result") -> dict[str, bytes]:
    import json

    from lumbago.simulation.drawing import pictures
    from lumbago.simulation.result import as_fields

    fields = as_fields(result)
    text = json.dumps(fields, indent=2, ensure_ascii=False) + "\n"
    return {
        "result.json": text.encode(),
        "result.csv": _csv(fields["outcomes"]).encode(),
        **dict(pictures(result)),
    }


def _csv(outcomes: list[dict[str, Any]]) -> str:
    import csv
    import io

    held = io.StringIO()
    rows = csv.DictWriter(held, COLUMNS, lineterminator="\n")
    rows.writeheader()
    for one in outcomes:
        found = one["published"] or {}
        flat = {key: one[key] for key in COLUMNS if key in one and key not in {"published", "arms"}}
        ends = {"published_low": found.get("low"), "published_high": found.get("high")}
        rows.writerow({**flat, "arms": " | ".join(one["arms"]), "published": found.get("value"), **ends})
    return held.getvalue()


def _print(result: "Result", console: "Console") -> None:
    trial = result.trial
    heading(console, trial.name)
    paragraph(
        console,
        f"{len(trial.arm)} arms of {trial.n:,} virtual people, followed for {trial.horizon} days; the same "
        "people with the same luck live through each.",
    )
    console.print()
    table = _table("outcome", "predicted (90 % interval)", "published", "inside")
    for one in result.outcomes:
        table.add_row(one.outcome.id, _interval(one), _published(one), _yes(one.is_inside))
    console.print(table)
    console.print()
    for sentence in _sentences(result):
        paragraph(console, sentence)


def _interval(one: "Predicted") -> str:
    if one.predicted is None:
        return "not reached"
    return f"{_short(one.predicted)} ({_short(one.low)} to {_short(one.high)})"


def _published(one: "Predicted") -> str:
    found = one.outcome.published
    if found is None:
        return "-"
    if found.low is None or found.high is None:
        return _short(found.value)
    return f"{_short(found.value)} ({_short(found.low)} to {_short(found.high)})"


def _short(number: float | None) -> str:
    """Return three figures, and never an exponent where a person reads."""
    return "-" if number is None else f"{float(f'{number:.3g}'):,.10g}"


def _yes(is_inside: bool | None) -> str:
    return {True: "yes", False: "no", None: "-"}[is_inside]


def _sentences(result: "Result") -> Iterator[str]:
    from lumbago.knowledge import current

    told = [one.is_inside for one in result.outcomes if one.is_inside is not None]
    if told:
        yield (
            f"{sum(told)} of {len(told)} published results lie inside the interval in which nine of ten "
            "such studies should fall."
        )
    if result.trial.observed is None:
        yield (
            "The trial does not say how many people the study had (observed), so the intervals leave out "
            "the chance of a small study."
        )
    if any(one.predicted is None for one in result.outcomes):
        yield "Not reached: fewer than half got there in the days followed."
    recovery = current().recovery
    if recovery is None or recovery.calibration is None:
        yield "This installation holds no calibration: the numbers rest on what was thought before any fit."


def _print_power(outcome: str, shown: "Power", console: "Console") -> None:
    heading(console, f"Power for {outcome}, effect {_short(shown.effect)}")
    paragraph(
        console,
        "At 5 %, two-sided, by normal approximation; the deviation of one person in one arm is that of the "
        f"simulated people ({_short(shown.sd)}; of a logarithm for ratios and times).",
    )
    console.print()
    table = _table("people in each arm", "power, %")
    for people, chance in shown.by_size.items():
        table.add_row(f"{people:,}", f"{100 * chance:.0f}")
    console.print(table)
    console.print()
    for sentence in _needs(shown.needed):
        paragraph(console, sentence)


def _needs(needed: Mapping[float, int | None]) -> Iterator[str]:
    for chance, people in needed.items():
        enough = "no size is enough" if people is None else f"{people:,} people in each arm"
        yield f"For {100 * chance:.0f} % power: {enough}."


def _table(*columns: str) -> "Table":
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), box=None, header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
