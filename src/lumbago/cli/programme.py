"""`lumbago programme`: this week's exercises, how much of each, and why.

    report.toml -> a week of stretching, strength and stamina

Nobody who must be seen soon is given a programme, and none is made from answers of an earlier day.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lumbago.cli.assess import fields_of
from lumbago.cli.files import history_in, naming, today
from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import bullets, console_of, heading, paragraph, print_json
from lumbago.cli.writing import write_whole

if TYPE_CHECKING:
    from lumbago.cli.showing import Page
    from lumbago.knowledge import Knowledge
    from lumbago.record import Assessment
    from lumbago.wording.exercises import ExerciseWords
    from lumbago.wording.training import DayWords, ProgrammeWords

EXAMPLES = f"""\b
Examples:
  lumbago programme examples/strain-ready-for-a-plan.toml --as-of 2026-03-02
  lumbago programme report.toml --show steps       how each exercise is done
  lumbago programme report.toml --show short       two minutes, for a bad day
  lumbago programme report.toml --show left-out    what was left out, and why
  lumbago programme report.toml --write week.html  with pictures, to print
  lumbago programme report.toml --write week.ics   for your calendar
  lumbago cite glute-bridge                        what one exercise rests on

\b
{EXIT_CODES}"""

TITLE = "THIS WEEK'S EXERCISES"
OLD = (
    "No programme is made from answers of an earlier day: check in first ('lumbago check-in FILE'), or "
    "answer again. What it was then: --as-of {on}."
)
HOW_TO_ANSWER = "Answer each by its id: lumbago check-in FILE yes=ID,ID no=ID,ID"
NO_PROGRAMME = "No programme is given with this answer: what it says comes first."


class Show(Enum):
    """What is printed."""

    WEEK = "week"
    STEPS = "steps"
    SHORT = "short"
    LEFT_OUT = "left-out"


def programme(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A report in .toml or .json; - reads it from stdin.")
    ],
    *,
    shows: Annotated[
        Show,
        typer.Option(
            "--show",
            help="The week; with the steps of each exercise; the two-minute version for a bad day; or with "
            "what was left out, and why.",
        ),
    ] = Show.WEEK,
    written: Annotated[
        Path | None,
        typer.Option("--write", metavar="FILE", help="A page with pictures (.html), or a calendar (.ics)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the assessment with it as JSON.")] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Answer as on that day; today by default."),
    ] = None,
) -> None:
    """Prescribe a week of exercise: stretching, strength and stamina, fitted to you, with the reasons."""
    from lumbago.cli.showing import Page, show, show_around
    from lumbago.knowledge import current

    knowledge, day = current(), as_of.date() if as_of else today()
    trained, is_old = trained_in(file, knowledge, day)
    if as_json:
        print_json(fields_of(trained))
        return
    page = Page(console_of(), trained, knowledge, day)
    if trained.programme is None:
        show(page)
        page.console.print()
        why = OLD.format(on=trained.history.on) if is_old else NO_PROGRAMME
        paragraph(page.console, why, style="bold")
        return
    if written is not None:
        _write(page, written)
    show_around(page, "", lambda: _show_short(page) if shows is Show.SHORT else _show_week(page, shows))


def trained_in(file: Path, knowledge: "Knowledge", day: date) -> "tuple[Assessment, bool]":
    """Return the assessment of a file with its programme, and whether its answers are too old for one.

    Raises:
        ReportError: Naming file, field and remedy.
    """
    from lumbago import care

    with naming(file):
        assessment = care.assess(history_in(file), knowledge)
        if assessment.history.is_old(day):
            return assessment, care.train(assessment, knowledge).programme is not None
        return care.train(assessment, knowledge, on=max(day, assessment.history.on)), False


def _write(page: "Page", path: Path) -> None:
    """Write the page to print, or the calendar, by the ending of its name."""
    from lumbago.cli.keeping import written
    from lumbago.knowledge import Knowledge
    from lumbago.record import Form, Programme
    from lumbago.wording.sheets import calendar_of, sheet_of

    programme = page.assessment.programme
    makers: dict[str, Callable[[Programme, Knowledge], str | bytes]] = {
        ".html": sheet_of,
        ".ics": partial(calendar_of, owner=written(page.assessment.history, Form.JSON)),
    }
    if path.suffix.lower() not in makers:
        refuse(f"--write: {path} ends in neither .html nor .ics. Rename it")
    if path.exists():
        refuse(f"--write: {path}: there is such a file already. Choose another name")
    if programme is not None:
        write_whole(path, makers[path.suffix.lower()](programme, page.knowledge))
        page.console.print(f"Written to {path}.", style="dim")


def _show_week(page: "Page", shows: Show) -> None:
    from lumbago.wording.training import tell_programme

    programme = page.assessment.programme
    if programme is None:
        return
    told = tell_programme(programme, page.knowledge)
    heading(page.console, TITLE)
    paragraph(page.console, told.about, by=2)
    for note in told.notes:
        paragraph(page.console, note, by=2, style="bold")
    _today(page, told)
    for one in told.exercises:
        _exercise(page, one, told, shows)
    heading(page.console, "The days")
    for day in told.days:
        _day(page, day, told)
    if told.walking:
        paragraph(page.console, told.walking, by=2)
    if told.questions:
        heading(page.console, "More exercises may suit you. Your answers to these decide")
        asked = zip(told.questions, programme.unasked, strict=False)
        bullets(page.console, [f"{question} [{key}]" for question, key in asked], mark="?")
        paragraph(page.console, HOW_TO_ANSWER, by=2)
    _advice(page, told)
    if shows is Show.LEFT_OUT:
        _left_out(page, told)
    page.console.print()
    paragraph(page.console, told.claim, style="dim")


def _today(page: "Page", told: "ProgrammeWords") -> None:
    today_ = told.on(page.today)
    if today_ is None:
        return
    heading(page.console, f"Today, {today_.name}: {today_.time}" if today_.items else "Today: rest")
    if today_.warm_up:
        paragraph(page.console, today_.warm_up, by=2)
    bullets(page.console, [f"{one.name}: {one.amount}" for one in told.of(today_)], mark="1")


def _exercise(page: "Page", one: "ExerciseWords", told: "ProgrammeWords", shows: Show) -> None:
    console = page.console
    heading(console, f"{one.name} ({one.kind.lower()})")
    paragraph(console, f"{one.plain}. {one.amount}; {one.time}. {one.move}.", by=2)
    paragraph(console, f"Why: {' '.join(one.whys)}", by=2)
    for change in one.changes:
        paragraph(console, f"For you: {change}", by=2, style="bold")
    if shows is Show.STEPS:
        paragraph(console, one.purpose, by=2)
        bullets(console, one.steps, mark="1")
        bullets(console, one.mistakes, mark="✗")
        bullets(console, one.ifs, mark="?")
    paragraph(console, f"How much: {one.status}. [{one.id}]", by=2, style="dim")


def _day(page: "Page", day: "DayWords", told: "ProgrammeWords") -> None:
    names = "; ".join(one.name for one in told.of(day)) or "rest"
    time = f" ({day.time})" if day.items else ""
    bullets(page.console, [f"{day.name}{time}: {names}"])


def _advice(page: "Page", told: "ProgrammeWords") -> None:
    stop = told.about_topic("stop")
    heading(page.console, "When to stop")
    bullets(page.console, [one.text for one in stop], mark="!", style="bold")
    if told.mentions:
        paragraph(page.console, told.mentions, by=2)
    for title, topic in (("How to go about it", "pacing"), ("Lifting", "lifting"), ("Keeping on", "keep-on")):
        if found := told.about_topic(topic):
            heading(page.console, title)
            bullets(page.console, [one.text for one in found])


def _left_out(page: "Page", told: "ProgrammeWords") -> None:
    for group in told.left_out:
        heading(page.console, f"{group.why}:")
        bullets(page.console, [f"{name}. {why}".rstrip(" .") + "." for name, why in group.items])


def _show_short(page: "Page") -> None:
    from lumbago.wording.training import tell_programme

    programme = page.assessment.programme
    if programme is None:
        return
    told = tell_programme(programme, page.knowledge)
    if not told.short:
        for note in told.notes or (NO_PROGRAMME,):
            paragraph(page.console, note, style="bold")
        return
    heading(page.console, "TWO MINUTES, FOR A BAD DAY")
    for one in told.short:
        heading(page.console, f"{one.name}: {one.amount}")
        bullets(page.console, one.steps, mark="1")
        for change in one.changes:
            paragraph(page.console, f"For you: {change}", by=2, style="bold")
    paragraph(page.console, "That is enough for today.", by=2)
    _advice(page, told)
