"""`lumbago check-in`: say in three answers how it is today; more when it is worse.

    report.toml, answers -> the same file, one check-in longer, and what it means

Every check-in asks about the warning signs, also when pain is better. An emergency among them comes first.
"""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.cli.files import STDIN, history_in, naming, today
from lumbago.cli.leaving import EXIT_CODES, STOPPED, refuse
from lumbago.cli.printing import bullets, console_of, heading, paragraph
from lumbago.cli.writing import write_whole

if TYPE_CHECKING:
    from rich.console import Console

    from lumbago.knowledge import Knowledge
    from lumbago.record import History

EXAMPLES = f"""\b
Examples:
  lumbago check-in report.toml                 asks you
  lumbago check-in report.toml pain=4 activity=6 new=none
  lumbago check-in report.toml pain=4 new=none done=glute-bridge,short-walks hurt=glute-bridge:3
  lumbago check-in report.toml pain=8 new=fever
  lumbago check-in report.toml new=?           lists the warning signs
  lumbago check-in report.toml rmdq=?          lists the Roland-Morris sentences
  lumbago check-in report.toml --undo          takes the last one back

\b
Answers:
  pain=0..10   activity=0..10   0 nothing, 10 as usual
  rmdq=1,4,9 sentences that fit (one alone: 4,)   rmdq=none   rmdq=39.1% or 39.1
  new=none, or the signs that are there (no=ID: gone)   done=what you did
  yes=, no=  answers to other questions, by their ids
  easy=, hard=, unable=  exercises that were too easy, too hard, or not possible
  hurt=ID:0..10  pain while doing it   settled=ID:yes  it had settled by the next morning

\b
{EXIT_CODES}
  130  you stopped it with Ctrl-C; nothing was kept"""

STOPPED_HERE = "You stopped; nothing was kept. If a warning sign is there, get help now."


def check_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Your report in .toml or .json.")],
    answers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ANSWER]...", help="What you say; without any you are asked."),
    ] = None,
    *,
    is_undone: Annotated[bool, typer.Option("--undo", help="Take the last check-in back.")] = False,
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Day of the check-in; today by default."),
    ] = None,
) -> None:
    """Check in: pain, what you could do, anything new; then see how it goes."""
    from lumbago.cli.keeping import without_last_check_in
    from lumbago.knowledge import current

    day, console = on.date() if on else today(), console_of()
    if file == STDIN:
        refuse("a check-in is written into a file: name the file of your report")
    with naming(file):
        history = history_in(file)
        if is_undone:
            gone = without_last_check_in(file, history)
            paragraph(console, f"The check-in of {gone} was taken back.")
            return
        if answers == ["new=?"]:
            _list_signs(history, current(), day, console)
            return
        if answers == ["rmdq=?"]:
            _list_sentences(console)
            return
        _take(file, history, _said(history, current(), day, answers or []), console)


def _said(history: "History", knowledge: "Knowledge", day: date, answers: list[str]) -> dict[str, Any]:
    """Return the fields of the check-in, from the answers given or by asking."""
    from lumbago.cli.answering import ask, read_answers
    from lumbago.interview.new_signs import new_signs, told_before

    signs = new_signs(history, knowledge, on=day)
    if answers:
        there = told_before(history, signs)
        return {"on": day, **read_answers(answers, [key for key in signs if key not in there])}
    try:
        return {"on": day, **ask(console_of(), history, knowledge, signs)}
    except (KeyboardInterrupt, EOFError):
        paragraph(console_of(), STOPPED_HERE)
        raise typer.Exit(STOPPED) from None


def _list_signs(history: "History", knowledge: "Knowledge", day: date, console: "Console") -> None:
    from lumbago.interview.new_signs import grouped, new_signs

    for group in grouped(new_signs(history, knowledge, on=day), knowledge):
        heading(console, group.title)
        bullets(console, [f"{key}: {knowledge.findings[key].sign}" for key in group.findings])


def _list_sentences(console: "Console") -> None:
    from lumbago.cli.answering import show_sentences

    show_sentences(console)


def _take(file: Path, history: "History", fields: dict[str, Any], console: "Console") -> None:
    """Write the check-in down, and say what it means: danger first, then how it goes."""
    from lumbago import care
    from lumbago.cli.answering import check_exercises
    from lumbago.cli.keeping import with_check_in
    from lumbago.cli.review import show_review
    from lumbago.cli.showing import Page, show, show_around
    from lumbago.knowledge import current

    knowledge = current()
    check_exercises(fields, knowledge)
    text, longer = with_check_in(file, history, fields, today=today())
    assessment = care.follow_up(care.assess(longer, knowledge), knowledge)
    write_whole(file, text, option="FILE")
    console.print(f"Kept in {file}. To take it back: lumbago check-in {file} --undo", style="dim")
    page = Page(console, assessment, knowledge, longer.on)
    if assessment.review is None:
        show(page)
        return
    show_around(page, "", lambda: show_review(page))
    if "rmdq_percent" in fields:
        percent = f"{fields['rmdq_percent']:g}"
        paragraph(console, f"Kept for Roland-Morris: {percent} % of its sentences fit you.", style="dim")
    paragraph(console, f"This week's exercises: lumbago programme {file}", style="dim")
