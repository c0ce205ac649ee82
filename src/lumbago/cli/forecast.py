"""`lumbago forecast`: how long it may take.

    report.toml -> words, a fan chart, pictures

Words first. Nobody who must be seen soon is shown a forecast; while a warning sign is open it is not
complete, and says so before anything else.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lumbago.cli.assess import fields_of
from lumbago.cli.files import history_in, naming, today
from lumbago.cli.leaving import EXIT_CODES
from lumbago.cli.printing import bullets, console_of, heading, paragraph, print_json

if TYPE_CHECKING:
    from lumbago.cli.showing import Page
    from lumbago.knowledge import Knowledge
    from lumbago.record import Assessment, Forecast, History
    from lumbago.wording.forecasting import ForecastWords

EXAMPLES = f"""\b
Examples:
  lumbago forecast examples/strain-after-lifting-with-twist.toml
  lumbago forecast report.toml --days 28
  lumbago forecast report.toml --png forecast.png --svg forecast.svg
  lumbago forecast report.json --json

\b
{EXIT_CODES}"""

TITLE = "How long it may take"

WHILE_OPEN = (
    "The forecast below holds only if none of the warning signs is there. It is not complete, "
    "and not a reason to wait, until the questions below are answered."
)
NOT_SHOWN = "No forecast is shown with this answer, and no picture was written."

NOT_FOR_PERSON = (
    "This person is not shown a forecast: the answer above comes first. These numbers hold only if what it "
    "warns of is ruled out; the model was not made for people under 18, nor for serious causes."
)


def forecast(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A report in .toml or .json; - reads it from stdin.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the assessment with it as JSON.")] = False,
    pictures: Annotated[
        list[Path] | None,
        typer.Option("--png", "--svg", metavar="OUT", help="Also draw it: OUT ends in .png or .svg."),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=365, help="Days ahead that charts show.")] = 84,
    for_clinician: Annotated[
        bool,
        typer.Option("--clinician", help="Also print it where the person is shown none, and all bands."),
    ] = False,
) -> None:
    """Forecast pain, daily life and recovery: how long may it take?"""
    from lumbago import care
    from lumbago.knowledge import current

    places = tuple(pictures or ())
    _check(places)
    knowledge = current()
    with naming(file):
        assessment = care.assess(history_in(file), knowledge)
    if for_clinician or _may_be_shown(assessment):
        assessment = _with_forecast(assessment, knowledge)
    _draw(assessment, places, days)
    if as_json:
        print_json(fields_of(assessment))
        return
    from lumbago.cli.showing import Page

    _show(Page(console_of(), assessment, knowledge, today()), days, for_clinician=for_clinician)


def _may_be_shown(assessment: "Assessment") -> bool:
    """Whether a person may see it, if need be under a condition; never when someone must look soon."""
    from lumbago.record import Scope

    is_soon = assessment.triage.disposition.is_soon
    return assessment.scope is Scope.WHOLE or (assessment.scope is Scope.INCOMPLETE and not is_soon)


def _with_forecast(assessment: "Assessment", knowledge: "Knowledge") -> "Assessment":
    from lumbago.errors import KnowledgeError
    from lumbago.prognosis import predict

    if knowledge.recovery is None:
        raise KnowledgeError("arrows.toml", "", "there is no recovery model to forecast with")
    return replace(assessment, forecast=predict(assessment.history, knowledge.recovery))


def _check(places: Iterable[Path]) -> None:
    from lumbago.cli.picture import check_place

    for place in places:
        check_place(place)


def _draw(assessment: "Assessment", places: Iterable[Path], days: int) -> None:
    if not places:
        return
    history, found = assessment.history, assessment.forecast
    if found is None:
        typer.echo(NOT_SHOWN, err=True)
        return
    from lumbago.cli.picture import write

    for place in places:
        write(history, found, place, days=days, now=_now(history, found))


def _now(history: "History", found: "Forecast") -> str:
    """Return what the day is called that a forecast is counted from."""
    from datetime import timedelta

    on = history.report.on + timedelta(days=found.from_day)
    return "today" if on == today() else f"{on.day} {on:%b}"


def _show(page: "Page", days: int, *, for_clinician: bool) -> None:
    """Print an answer with its forecast, or the answer alone."""
    from lumbago.cli.showing import show, show_around

    found = page.assessment.forecast
    if found is not None and _may_be_shown(page.assessment):
        show_around(page, WHILE_OPEN, lambda: _show_forecast(page, found, days, in_full=for_clinician))
        return
    show(page)
    if found is not None:
        heading(page.console, "FOR THE CLINICIAN")
        paragraph(page.console, NOT_FOR_PERSON, style="bold")
        _show_forecast(page, found, days, in_full=True)


def _show_forecast(page: "Page", found: "Forecast", days: int, *, in_full: bool) -> None:
    from lumbago.wording.forecasting import tell

    words = tell(page.assessment.history, found)
    heading(page.console, TITLE)
    paragraph(page.console, words.since)
    for title, sentences in (
        ("Pain", words.pain),
        ("Daily life", words.daily_life),
        ("Recovery", words.recovery),
    ):
        heading(page.console, title)
        bullets(page.console, sentences)
    if page.console.is_terminal:
        _show_fan(page, found, days)
    if in_full or not page.console.is_terminal:
        _show_table(page, words, in_full=in_full)
    heading(page.console, "What would change if you …")
    bullets(page.console, (comparison.sentence for comparison in words.comparisons))
    heading(page.console, "What this rests on")
    bullets(page.console, words.made_with)


def _show_fan(page: "Page", found: "Forecast", days: int) -> None:
    from lumbago.cli.fan import draw, legend
    from lumbago.wording.forecasting import stated

    history = page.assessment.history
    heading(page.console, "Pain, 0 to 10")
    draw(page.console, found, stated(history), days=days, now=_now(history, found))
    paragraph(page.console, legend(page.console), by=5)


def _show_table(page: "Page", words: "ForecastWords", *, in_full: bool) -> None:
    from rich.table import Table

    page.console.print()
    wide = ("5 in 10", "19 in 20") if in_full else ()
    table = Table(
        "In", "Pain", "8 in 10", *wide, "Recovered by then", box=None, header_style="bold", pad_edge=False
    )
    for row in words.rows:
        more = (row.half, row.nearly_all) if in_full else ()
        table.add_row(row.when, row.pain, row.most, *more, row.recovered)
    page.console.print(table)
