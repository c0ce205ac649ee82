"""`lumbago calibrate`: fit the recovery model to what was published.

    knowledge/arrows.toml, knowledge/trials/ -> knowledge/recovery.toml

It may be stopped at any moment; started again in the same folder it goes on, and ends with the same numbers.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.cli.files import today
from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import console_of, heading, paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from lumbago.knowledge.recovery import Recovery
    from lumbago.simulation.calibrating import Fit
    from lumbago.validation.cohort import People

EXAMPLES = f"""\b
Examples:
  lumbago calibrate                                    fit, and write recovery.toml here
  lumbago calibrate --people 1000 --seed 7
  lumbago calibrate --cohort patients.csv --out src/lumbago/knowledge/recovery.toml

\b
{EXIT_CODES}"""

PEOPLE = 512


def calibrate(
    *,
    people: Annotated[int, typer.Option(min=50, max=100_000, help="Virtual people in each arm.")] = PEOPLE,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="What fixes its luck.")] = 1,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the result goes.")] = Path("recovery.toml"),
    work: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the notebook lies that a stopped run goes on from.")
    ] = Path(),
    cohort: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv",
            help="Patients who were followed, as for 'validate forecast': also writes personal.toml.",
        ),
    ] = None,
) -> None:
    """Fit the recovery model to every published result, and again without each family of them."""
    from lumbago.cli.validate_forecast import read
    from lumbago.cli.writing import write_whole
    from lumbago.knowledge import current
    from lumbago.simulation.recording import as_fields, as_text

    recovery = current().recovery
    if recovery is None:
        refuse("arrows.toml is missing from knowledge; install Lumbago anew")
    if not work.is_dir():
        refuse(f"--work: {work} is no folder. Make it, or name another")
    patients = None if cohort is None else read(cohort)
    fit = _fitted(recovery, people, seed, work)
    fields = as_fields(fit, on=today(), seed=seed, people=people)
    write_whole(out, as_text(fields))
    _print(fields, out)
    if patients is not None:
        _teach(patients, _with(recovery, fields), out.with_name("personal.toml"))


def _fitted(recovery: "Recovery", people: int, seed: int, work: Path) -> "Fit":
    from rich.progress import Progress

    from lumbago.shards import cores
    from lumbago.simulation.calibrating import calibrate as fit
    from lumbago.simulation.calibrating import evaluation, evaluations
    from lumbago.simulation.known import fingerprint, studies
    from lumbago.simulation.notebook import Notebook

    published = studies()
    print_of_all = fingerprint(people, seed)
    notebook = Notebook(work / f"calibration-{print_of_all[:12]}.jsonl", print_of_all)
    console = console_of(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as progress, notebook:
        total = evaluations(recovery, published)
        bar = progress.add_task("Calibrating", total=total, completed=notebook.made)
        evaluate = _telling(evaluation(recovery, published, people, seed), lambda: progress.advance(bar))
        return fit(recovery, published, evaluate, crew=cores(), kept=notebook)


def _with(recovery: "Recovery", fields: "dict[str, Any]") -> "Recovery":
    from dataclasses import replace

    from pydantic import TypeAdapter

    from lumbago.knowledge.recovery import Calibration

    return replace(recovery, calibration=TypeAdapter(Calibration).validate_python(fields), personal=None)


def _teach(patients: "People", recovery: "Recovery", out: Path) -> None:
    """Learn from a cohort which answers bear on recovery."""
    from rich.progress import Progress
    from threadpoolctl import threadpool_limits

    from lumbago.cli.writing import write_whole
    from lumbago.simulation.recording import toml_of
    from lumbago.validation.taught import HEADER, teach

    console = console_of(stderr=True)
    with threadpool_limits(1), Progress(console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Learning from the cohort", total=None)
        fields = teach(
            patients,
            recovery,
            on=today(),
            watch=lambda done, of: progress.update(bar, completed=done, total=of),
        )
    write_whole(out, HEADER + toml_of(fields))
    paragraph(console_of(), f"Learnt from {fields['people']} patients; written to {out}")


def _telling(evaluate: "Callable[[Any], Any]", tell: "Callable[[], None]") -> "Callable[[Any], Any]":
    def told(point: Any) -> Any:  # noqa: ANN401 - an array in, an array out
        values = evaluate(point)
        tell()
        return values

    return told


def _print(fields: "dict[str, Any]", out: Path) -> None:
    console = console_of()
    reached = fields["reached"]
    heading(console, f"{len(reached)} published results")
    paragraph(
        console,
        f"Inside the predicted 90 % interval: {100 * fields['coverage']:.0f} %; with the study's family "
        f"left out of the fit: {100 * fields['coverage_left_out']:.0f} %.",
    )
    outside = [one for one in reached if not one["low"] <= one["published"] <= one["high"]]
    for one in outside:
        paragraph(
            console,
            f"{one['trial']} {one['outcome']}: published {one['published']:g}, predicted "
            f"{one['predicted']:g} ({one['low']:g} to {one['high']:g})",
        )
    paragraph(console, f"Written to {out}")
