"""`lumbago model`: the recovery model for other programs.

    a typical person, days -> SBML

Without luck: no fluctuation and no new strain, so every simulator must find the same course.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.cli.files import STDIN, name_of, naming, text_in
from lumbago.cli.leaving import EXIT_CODES, refuse

if TYPE_CHECKING:
    from lumbago.knowledge.recovery import Recovery
    from lumbago.recovery import Cloud

EXAMPLES = f"""\b
Examples:
  lumbago model export --sbml recovery.xml
  lumbago model export --sbml recovery.xml --pain 8 --days-since-onset 1 --inputs days.csv

\b
days.csv names inputs in its first line and has one line a day; what is left out or blank is as usual:
  rest,nsaid,load
  1,1,
  0,1,0.5

\b
{EXIT_CODES}"""

LARGEST_INPUTS = 1_000_000
"""Bytes of a file of days."""

MOST_DAYS = 3_660

MOST = {"rest": 1.0, "load": 1.0, "stretching": 10.0, "strengthening": 10.0, "aerobic": 10.0}
"""Largest value of an input; 1 for the rest of them. Sessions a day may be several."""

app = typer.Typer(help="The recovery model, for other programs.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _all_kinds() -> None:
    """The recovery model, for other programs."""


@app.command(epilog=EXAMPLES)
def export(
    *,
    out: Annotated[Path, typer.Option("--sbml", metavar="OUT.xml", help="Where to write; - is stdout.")],
    inputs: Annotated[
        Path | None,
        typer.Option("--inputs", metavar="DAYS.csv", help="What each day brings; else ordinary days."),
    ] = None,
    pain: Annotated[float, typer.Option(min=0, max=10, help="Pain at the start, 0-10.")] = 6,
    days_since_onset: Annotated[float, typer.Option(min=0, max=36_500, help="Days since it began.")] = 3,
) -> None:
    """Write the model of a typical person (median parameters) as SBML Level 3."""
    from lumbago.knowledge import current
    from lumbago.recovery.course import usual_days

    recovery = current().recovery
    if recovery is None:
        refuse("--sbml: this installation knows nothing about recovery. Install Lumbago again")
    days = _days_in(inputs) if inputs is not None else usual_days(0)
    _write(out, _writer()(typical(recovery, pain, days_since_onset), days, recovery.arrows))


def typical(recovery: "Recovery", pain: float, days_since_onset: float) -> "Cloud":
    """Return one person with the median of every parameter, on a day neither good nor bad.

    Args:
        recovery: What is known; the fit where there is one, else what was thought before it.
        pain: Pain at the start, 0-10.
        days_since_onset: Days, 0 or more.
    """
    import numpy as np

    from lumbago.recovery import Luck, begin
    from lumbago.recovery.equations import Parameters

    fitted = recovery.calibration.fitted if recovery.calibration else {}
    medians = [
        fitted[name].median if name in fitted else recovery.arrows[name].prior.median
        for name in Parameters._fields
    ]
    rows = np.array(medians, np.float32)[:, None]
    steady = rows.copy()
    steady[Parameters._fields.index("restless")] = 0
    cloud = begin(steady, pain=pain, days_since_onset=days_since_onset, luck=Luck(0))
    return cloud._replace(parameters=rows, shakes=np.zeros_like(cloud.shakes))


def _writer() -> Any:  # noqa: ANN401
    try:
        from lumbago.recovery.sbml import sbml
    except ModuleNotFoundError as missing:
        refuse(
            f"--sbml: it needs a package that is not installed ({missing.name}). "
            "Run: pip install 'lumbago[export]'"
        )
    return sbml


def _days_in(file: Path) -> Any:  # noqa: ANN401
    """Return the inputs in a file, shape (days, inputs)."""
    import csv

    from lumbago.recovery import INPUTS
    from lumbago.recovery.course import usual_days

    with naming(file):
        header, *rows = csv.reader(text_in(file, largest=LARGEST_INPUTS).splitlines() or [""])
    names = _names(header, f"{name_of(file)}: line 1", INPUTS)
    if len(rows) > MOST_DAYS:
        refuse(f"{name_of(file)}: {len(rows):,} days. Give at most {MOST_DAYS:,}")
    days = usual_days(len(rows))
    for day, row in enumerate(rows):
        place = f"{name_of(file)}: line {day + 2}"
        for name, cell in zip(names, _cells(row, len(names), place), strict=True):
            if cell.strip():
                days[day, INPUTS.index(name)] = _number(cell, name, f"{place}: {name}")
    return days


def _names(header: list[str], place: str, known: tuple[str, ...]) -> list[str]:
    names = [name.strip().lower() for name in header]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        refuse(f"{place}: no input is called {unknown or 'that'}. Choose from {', '.join(known)}")
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        refuse(f"{place}: {', '.join(sorted(twice))} stands there twice. Keep one column of each")
    return names


def _cells(row: list[str], wanted: int, place: str) -> list[str]:
    cells = row or [""]
    if len(cells) != wanted:
        refuse(f"{place}: {len(row)} values for {wanted} names. Give one for each; blank means as usual")
    return cells


def _number(cell: str, name: str, place: str) -> float:
    most = MOST.get(name, 1.0)
    try:
        number = float(cell)
    except ValueError:
        refuse(f"{place}: {cell.strip()!r} is not a number. Give 0 to {most:g}, or leave it blank")
    if not 0 <= number <= most:
        refuse(f"{place}: {number:g} is out of range. Give 0 to {most:g}")
    return number


def _write(out: Path, text: str) -> None:
    if out == STDIN:
        typer.echo(text)
        return
    try:
        out.write_text(text + "\n", encoding="utf-8")
    except OSError as fault:
        refuse(f"--sbml: {out} cannot be written ({fault.strerror}). Name another file")
    typer.echo(f"Wrote {out}", err=True)
