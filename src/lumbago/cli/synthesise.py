"""`lumbago synthesise`: pool published studies of several treatments.

    table of studies -> who helps more than whom, how surely, and whether studies agree

It pools what it is given: it cannot tell a fair study from a biased one.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.cli.files import name_of, naming, text_in
from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import console_of, print_json

if TYPE_CHECKING:
    from lumbago.synthesis import Choices, Synthesis

EXAMPLES = f"""\b
Examples:
  lumbago synthesise examples/synthesis/stowe2010.csv --measure MD --reference Placebo
  lumbago synthesise trials.csv --measure OR --reference placebo --method REML --small-values bad
  lumbago synthesise trials.csv --measure OR --reference placebo --components --inactive placebo
  lumbago synthesise trials.csv --measure MD --reference rest --figures pictures/ --json

\b
Columns: studlab, treat1, treat2, TE, seTE (of ratios: their natural logarithm), all pairs of a study;
or one line for each arm: studlab, treat, n, mean, sd; or studlab, treat, events, n.

\b
{EXIT_CODES}"""

LARGEST_TABLE = 20_000_000
"""Bytes of a table of studies."""

MOST_DRAWS = 1_000_000


class MeasureName(Enum):
    """What an effect is."""

    MD = "MD"
    SMD = "SMD"
    OR = "OR"
    RR = "RR"
    HR = "HR"


class MethodName(Enum):
    """How the heterogeneity of studies is estimated."""

    DL = "DL"
    REML = "REML"


class ValuesName(Enum):
    """What small values are for a person."""

    GOOD = "good"
    BAD = "bad"


class ZeroName(Enum):
    """What happens to a study with an arm without events."""

    HALF = "half"
    EVERYWHERE = "everywhere"
    LEAVE_OUT = "leave-out"


@dataclass(frozen=True)
class Asked:
    """What a person asked for on the command line."""

    file: Annotated[Path, typer.Argument(metavar="DATA.csv", help="A table of studies; - reads stdin.")]
    measure: Annotated[MeasureName, typer.Option("--measure", help="Difference of means, or which ratio.")]
    reference: Annotated[str, typer.Option("--reference", metavar="NAME", help="Show others against it.")]
    method: Annotated[
        MethodName, typer.Option("--method", help="How to estimate what studies differ by.")
    ] = MethodName.DL
    small_values: Annotated[
        ValuesName, typer.Option("--small-values", help="What a smaller effect is for a person.")
    ] = ValuesName.GOOD
    zero_cells: Annotated[
        ZeroName,
        typer.Option(
            "--zero-cells",
            help="A study with an arm without events: half an event for it, for every study, or out.",
        ),
    ] = ZeroName.HALF
    components: Annotated[
        bool, typer.Option("--components", help="Also let effects of components add up.")
    ] = False
    inactive: Annotated[
        str, typer.Option("--inactive", metavar="NAME", help="With --components: what has no effect itself.")
    ] = ""
    sep: Annotated[str, typer.Option("--sep", metavar="MARK", help="With --components: what joins them.")] = (
        "+"
    )
    figures: Annotated[
        Path | None,
        typer.Option("--figures", metavar="DIR", help="Also draw network, forest, funnel, ranks."),
    ] = None
    draws: Annotated[
        int, typer.Option("--draws", min=0, max=MOST_DRAWS, help="Draws behind chances of ranks; 0: none.")
    ] = 10_000
    seed: Annotated[int, typer.Option("--seed", min=0, help="What fixes those draws.")] = 1
    as_json: Annotated[bool, typer.Option("--json", help="Print every number as JSON.")] = False


def synthesise(asked: Asked) -> None:
    """Pool studies of several treatments: a network meta-analysis."""
    _check(asked)
    found = _found(asked)
    if asked.figures is not None:
        _draw(found, asked.figures)
    if asked.as_json:
        from lumbago.synthesis.fields import as_fields

        print_json(as_fields(found))
    else:
        from lumbago.cli.synthesis_page import show

        show(found, console_of())


def command(do: Callable[[Asked], None]) -> Callable[..., None]:
    """Return a command whose options are the fields of `Asked`."""

    def run(**given: Any) -> None:  # noqa: ANN401 - whatever the fields of Asked hold
        do(Asked(**given))

    fields = inspect.signature(Asked)
    run.__signature__ = fields.replace(return_annotation=None)  # type: ignore[attr-defined]
    run.__annotations__ = {name: field.annotation for name, field in fields.parameters.items()}
    run.__doc__ = do.__doc__
    return run


def _check(asked: Asked) -> None:
    if not asked.sep:
        refuse("--sep: it is empty. Write what joins components, as in --sep +")
    if asked.inactive and not asked.components:
        refuse("--inactive: it only counts with --components. Add --components, or leave it out")
    if asked.figures is not None and asked.figures.exists() and not asked.figures.is_dir():
        refuse(f"--figures: {asked.figures} is a file. Name a folder")


def _found(asked: Asked) -> "Synthesis":
    from lumbago.errors import SynthesisError
    from lumbago.synthesis import Measure, synthesise
    from lumbago.synthesis.reading import read_studies
    from lumbago.synthesis.studies import ZeroCells

    with naming(asked.file):
        text = text_in(asked.file, largest=LARGEST_TABLE)
    measure = Measure(asked.measure.value)
    try:
        studies = read_studies(text, measure, ZeroCells(asked.zero_cells.value))
        return synthesise(studies, measure, asked.reference, choices=_choices(asked))
    except SynthesisError as fault:
        refuse(f"{name_of(asked.file)}: {fault}")


def _choices(asked: Asked) -> "Choices":
    from lumbago.synthesis import Choices
    from lumbago.synthesis.components import Additive
    from lumbago.synthesis.heterogeneity import Method
    from lumbago.synthesis.ranking import SmallValues

    return Choices(
        method=Method(asked.method.value),
        small_values=SmallValues(asked.small_values.value),
        additive=Additive(asked.inactive, asked.sep) if asked.components else None,
        draws=asked.draws,
        seed=asked.seed,
    )


def _draw(found: "Synthesis", folder: Path) -> None:
    from lumbago.cli.writing import write_whole
    from lumbago.synthesis.figures import pictures

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        refuse(f"--figures: {folder} cannot be made ({fault.strerror}). Name another folder")
    for name, content in pictures(found):
        write_whole(folder / name, content, option="--figures")
