"""`lumbago interview`: questions in the terminal, one at a time, and then the answer.

    answers typed -> History -> the same output as `lumbago assess`

Nothing is kept unless the person asks for it.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lumbago.cli.files import naming, today
from lumbago.cli.leaving import EXIT_CODES, STOPPED, one_line
from lumbago.cli.printing import console_of, paragraph

if TYPE_CHECKING:
    from rich.console import Console

    from lumbago.interview import Step
    from lumbago.record import History

EXAMPLES = f"""\b
Examples:
  lumbago interview
  lumbago interview --save monday.toml     then: lumbago assess monday.toml
  lumbago interview --medicines            also ask which are safe

\b
Keys:
  y yes    n no    ? not sure    b back
  w why do you ask                s stop and show what you know

\b
{EXIT_CODES}
  130  you stopped it with Ctrl-C; nothing was kept"""

GREETING = (
    "Questions come one at a time, the most important first. Type an answer and press Enter: "
    "y yes, n no, ? not sure; b goes back, w says why we ask, s stops and shows what we know so far. "
    "Nothing is kept unless you ask for it with --save, and nothing leaves this computer."
)
GOODBYE = (
    "You stopped; nothing was kept. If you have new numbness between the legs, cannot pass or hold urine or "
    "stool, have new weakness in a leg, feel very ill or faint: get help now."
)


def interview(
    *,
    kept: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help="Keep your answers as a .toml or .json report."),
    ] = None,
    for_clinician: Annotated[
        bool, typer.Option("--clinician", help="At the end, also print the rules and the differential.")
    ] = False,
    with_medicines: Annotated[
        bool, typer.Option("--medicines", help="Go on with which medicines are safe, without asking first.")
    ] = False,
) -> None:
    """Answer questions one at a time; ends with how soon, why, and what it probably is."""
    from lumbago import care
    from lumbago.cli.keeping import check_place
    from lumbago.cli.plan import show_plan
    from lumbago.cli.showing import Page, show, show_clinician
    from lumbago.interview import history_of
    from lumbago.knowledge import current

    if kept is not None:
        with naming(kept):
            check_place(kept)
    knowledge, console = current(), console_of()
    on = today()
    steps = _heard(console, on, with_medicines=with_medicines)
    history = history_of(steps, on=on)
    if kept is not None:
        _keep(history, kept, console)
    assessment = care.assess(history, knowledge)
    if any("medicines" in step.asked for step in steps):
        assessment = care.advise(assessment, knowledge)
    page = Page(console, assessment, knowledge, on)
    (show_clinician if for_clinician else show)(page)
    show_plan(page)


def _heard(console: "Console", on: date, *, with_medicines: bool) -> "list[Step]":
    from lumbago.cli.asking import Asking, asked_once, hold
    from lumbago.knowledge import current

    paragraph(console, GREETING)
    try:
        wants = (lambda: True) if with_medicines else asked_once(console)
        return hold(Asking(console, current(), on, wants))
    except KeyboardInterrupt:
        console.print()
        paragraph(console, GOODBYE)
        raise typer.Exit(STOPPED) from None


def _keep(history: "History", kept: Path, console: "Console") -> None:
    """Keep the answers; a full disk must not cost the person the result."""
    from lumbago.cli.keeping import keep

    try:
        keep(history, kept)
    except OSError as fault:
        console.print(one_line(f"{kept} could not be written: {fault.strerror}."), style="red")
    else:
        console.print(f"Kept in {kept}, readable by you only.", style="dim")
