"""`lumbago assess`: read a written report and answer it.

    report.toml -> how soon, why, what it probably is, and how long it may take

What may be shown is decided by the scope of the assessment, never here.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.cli.files import history_in, naming, today
from lumbago.cli.leaving import EXIT_CODES
from lumbago.cli.printing import console_of, print_json

if TYPE_CHECKING:
    from lumbago.record import Assessment

EXAMPLES = f"""\b
Examples:
  lumbago assess examples/strain-after-lifting-with-twist.toml
  lumbago assess report.json --json
  lumbago assess report.toml --no-forecast
  lumbago assess --clinician report.toml
  cat report.toml | lumbago assess -

\b
{EXIT_CODES}"""


def assess(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A report in .toml or .json; - reads it from stdin.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole assessment as JSON.")] = False,
    for_clinician: Annotated[
        bool,
        typer.Option("--clinician", help="Also print the rules and the differential, in an emergency too."),
    ] = False,
    skips_forecast: Annotated[
        bool, typer.Option("--no-forecast", help="Leave out how long it may take; quicker.")
    ] = False,
) -> None:
    """Answer a written report: how soon must someone look, why, and what is it probably?"""
    from lumbago import care
    from lumbago.knowledge import current

    knowledge = current()
    with naming(file):
        assessment = care.assess(history_in(file), knowledge)
    if not skips_forecast:
        assessment = care.foretell(assessment, knowledge)
    if as_json:
        print_json(fields_of(assessment))
        return
    from lumbago.cli.showing import Page, show, show_clinician

    page = Page(console_of(), assessment, knowledge, today())
    (show_clinician if for_clinician else show)(page)


def fields_of(assessment: "Assessment") -> dict[str, Any]:
    """Return the whole assessment for JSON, and whether it is complete."""
    from pydantic import TypeAdapter

    from lumbago.record import Assessment

    fields: dict[str, Any] = TypeAdapter(Assessment).dump_python(assessment, mode="json")
    return {**fields, "is_complete": assessment.triage.is_complete}
