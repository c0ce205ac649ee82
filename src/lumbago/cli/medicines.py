"""`lumbago medicines check`: which medicines are safe for one person, and why.

report.toml -> fine, with care, ask first, not for you
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.cli.files import history_in, naming, today
from lumbago.cli.leaving import EXIT_CODES
from lumbago.cli.printing import bullets, console_of, heading, paragraph, print_json

if TYPE_CHECKING:
    from lumbago.cli.showing import Page
    from lumbago.record import Assessment, MedicineSafety
    from lumbago.wording.medicines import Checked, MedicineWords

app = typer.Typer(
    no_args_is_help=True, help="Which medicines are safe for one person.", rich_markup_mode=None
)

EXAMPLES = f"""\b
Examples:
  lumbago medicines check report.toml
  lumbago medicines check report.toml --json
  lumbago cite nsaid-anticoagulant         what one rule rests on

\b
{EXIT_CODES}"""

NOT_A_PLAN = (
    "This says what speaks against a medicine, not that one is needed. The answer about warning signs comes "
    "first: lumbago assess FILE."
)
NO_MEDICINE = "No medicine is named with this answer: what it says comes first."
WHILE_OPEN = (
    "Below is only what speaks against medicines. No amount is told until the questions below are answered."
)


@app.command("check", epilog=EXAMPLES)
def check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A report in .toml or .json; - reads it from stdin.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the checks as JSON.")] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Answer as on that day; today by default."),
    ] = None,
) -> None:
    """Check every medicine against one person: conditions, other medicines, pregnancy, age, amounts."""
    from lumbago import care
    from lumbago.cli.showing import Page, show, show_around
    from lumbago.knowledge import current
    from lumbago.wording.medicines import tell_medicines

    knowledge, day = current(), as_of.date() if as_of else today()
    with naming(file):
        assessment = care.assess(history_in(file), knowledge)
    safety = care.safe_medicines(assessment, knowledge)
    if safety is not None and assessment.history.is_old(day):
        safety = care.without_amounts(safety)
    if as_json:
        print_json(fields_of(assessment, safety))
        return
    page = Page(console_of(), assessment, knowledge, day)
    if safety is None:
        show(page)
        page.console.print()
        paragraph(page.console, NO_MEDICINE, style="bold")
        return
    told = tell_medicines(assessment.history, safety, knowledge)
    show_around(page, WHILE_OPEN, lambda: _show(page, told))


def fields_of(assessment: "Assessment", safety: "MedicineSafety | None") -> dict[str, Any]:
    """Return the checks for JSON, with the answer that comes before them."""
    from pydantic import TypeAdapter

    from lumbago.record import MedicineSafety

    checked = None if safety is None else TypeAdapter(MedicineSafety).dump_python(safety, mode="json")
    return {
        "disposition": assessment.triage.disposition,
        "is_complete": assessment.triage.is_complete,
        "knowledge_version": assessment.knowledge_version,
        "medicines": checked,
    }


def _show(page: "Page", told: "MedicineWords") -> None:
    paragraph(page.console, NOT_A_PLAN)
    if told.alarms:
        heading(page.console, "Too much of a medicine")
        bullets(page.console, told.alarms, mark="!", style="bold")
    if told.notes:
        heading(page.console, "What you wrote")
        bullets(page.console, told.notes)
    for title, group in (
        ("Not for you", told.forbidden),
        ("Ask a pharmacist or doctor first", told.ask_first),
        ("On prescription: something to discuss", told.discuss),
        ("With care", told.with_care),
        ("No rule speaks against it", told.fine),
    ):
        if group:
            heading(page.console, title)
        for checked in group:
            _medicine(page, checked)
    if told.questions:
        heading(page.console, "Your answers to these decide more")
        bullets(page.console, told.questions, mark="?")


def _medicine(page: "Page", checked: "Checked") -> None:
    from lumbago.wording.medicines import OPEN

    bullets(page.console, [f"{checked.name} ({checked.access}): {checked.verdict}"], style="bold")
    if checked.amount:
        paragraph(page.console, checked.amount, by=4)
    for why in checked.whys:
        if not why.is_open:
            cite = f" [{why.cite}; {why.status}]" if why.cite else ""
            paragraph(page.console, f"{why.says}{cite}", by=4)
            bullets(page.console, (*why.because, *why.figures), mark="    -")
    asked = dict.fromkeys(question for why in checked.whys if why.is_open for question in why.because)
    if asked:
        paragraph(page.console, OPEN, by=4)
        bullets(page.console, asked, mark="    ?")
