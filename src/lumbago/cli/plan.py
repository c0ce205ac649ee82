"""`lumbago plan`: what to do, from day to day.

    report.toml -> lines by day, medicines with amounts, what to avoid, and why

Nobody who must be seen soon is given a plan, and no medicine is dosed before its checks are answered.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lumbago.cli.assess import fields_of
from lumbago.cli.files import history_in, naming, today
from lumbago.cli.leaving import EXIT_CODES
from lumbago.cli.printing import bullets, console_of, heading, paragraph, print_json

if TYPE_CHECKING:
    from lumbago.cli.showing import Page
    from lumbago.wording.medicines import Checked, MedicineWords
    from lumbago.wording.planning import Card, PlanWords

EXAMPLES = f"""\b
Examples:
  lumbago plan examples/strain-ready-for-a-plan.toml --as-of 2026-03-02
  lumbago plan report.toml --guideline nice
  lumbago plan report.toml --json
  lumbago treatments --phase acute         the options, weighed against each other
  lumbago medicines check report.toml      only which medicines are safe
  lumbago cite heat/how-to                 what one line rests on

\b
{EXIT_CODES}"""

TITLE = "WHAT TO DO"
OLD = (
    "No plan is made from answers of an earlier day, and no medicine is named: answer again (lumbago "
    "interview). What it was then: --as-of {on}."
)
NO_PLAN = "No plan is given with this answer: what it says comes first."
ONE_OF_THEM = "Take one of them, not several, and only if you want one: without any, backs get better too."
NONE_CHOSEN = (
    "No medicine is part of this plan yet: see what to ask, or leave them out; moving and time do most."
)


def plan(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A report in .toml or .json; - reads it from stdin.")
    ],
    *,
    guideline: Annotated[
        str, typer.Option(metavar="ID", help="Under a guideline: nice, acp, danish or who.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the assessment with it as JSON.")] = False,
    shows_evidence: Annotated[
        bool, typer.Option("--evidence", help="Under each line, what it rests on.")
    ] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Answer as on that day; today by default."),
    ] = None,
) -> None:
    """Plan what helps: today, this week, by day 14 and after, with the medicines that are safe."""
    from lumbago import care
    from lumbago.knowledge import current

    knowledge, day = current(), as_of.date() if as_of else today()
    with naming(file):
        assessment = care.assess(history_in(file), knowledge)
    advised = care.advise(assessment, knowledge, guideline)
    is_old = assessment.history.is_old(day)
    assessment = assessment if is_old else advised
    if as_json:
        print_json(fields_of(assessment))
        return
    from lumbago.cli.showing import Page, show

    page = Page(console_of(), assessment, knowledge, day)
    if assessment.plan is None:
        show(page)
        page.console.print()
        is_hidden = is_old and advised.plan is not None
        why = OLD.format(on=assessment.history.on) if is_hidden else NO_PLAN
        paragraph(page.console, why, style="bold")
        return
    from lumbago.cli.showing import show_around

    show_around(page, "", lambda: show_plan(page, shows_evidence=shows_evidence))


def show_plan(page: "Page", *, shows_evidence: bool = False) -> None:
    """Print the plan of an assessment that has one."""
    from lumbago.wording.planning import tell_plan

    assessment = page.assessment
    if assessment.plan is None:
        return
    told = tell_plan(assessment.history, assessment.plan, page.knowledge)
    heading(page.console, TITLE)
    paragraph(page.console, told.about, by=2)
    show_alarms(page, told.medicines)
    for note in told.notes:
        paragraph(page.console, note, by=2, style="bold")
    for title, cards in told.periods:
        heading(page.console, title)
        for card in cards:
            _card(page, card, shows_evidence)
    show_medicines(page, told.medicines)
    _avoid(page, told)
    page.console.print()
    paragraph(page.console, told.claim, style="dim")


def show_alarms(page: "Page", told: "MedicineWords") -> None:
    """Print what is taken above its ceiling: it comes before everything else."""
    if told.alarms:
        heading(page.console, "Too much of a medicine")
        bullets(page.console, told.alarms, mark="!", style="bold")


def show_medicines(page: "Page", told: "MedicineWords") -> None:
    """Print which medicines are safe, worst news first."""
    console = page.console
    heading(console, "Medicines")
    bullets(console, told.notes)
    for checked in told.chosen:
        _medicine(page, checked)
    if told.chosen:
        paragraph(console, ONE_OF_THEM, by=2)
    else:
        paragraph(console, NONE_CHOSEN, by=2)
    _group(page, "No rule against; instead of the above, never with it", told.fine)
    _group(page, "Only with care; instead of the above, never with it", told.with_care)
    _group(page, "Ask a pharmacist or doctor first", told.ask_first)
    _group(page, "On prescription: something to discuss", told.discuss)
    _group(page, "Not for you", told.forbidden)
    if told.questions:
        heading(console, "Your answers to these decide which medicines are safe")
        bullets(console, told.questions, mark="?")


def _card(page: "Page", card: "Card", shows_evidence: bool) -> None:
    bullets(page.console, [card.text], mark=card.mark)
    if shows_evidence:
        sources = "; ".join(citation for _, citation in card.sources) or card.at
        paragraph(page.console, f"{card.status}: {sources} [{card.cite}]", by=6, style="dim")


def _medicine(page: "Page", checked: "Checked") -> None:
    bullets(page.console, [f"{checked.name}: {checked.amount or checked.verdict}"], style="bold")
    for line in checked.how:
        paragraph(page.console, line, by=4)
    for why in checked.whys:
        paragraph(page.console, f"{why.says} {' '.join(why.because) if why.is_open else ''}".strip(), by=4)


def _group(page: "Page", title: str, group: "tuple[Checked, ...]") -> None:
    if not group:
        return
    heading(page.console, title)
    for checked in group:
        held = next((why.says for why in checked.whys if not why.is_open), "")
        bullets(page.console, [f"{checked.name}: {held or checked.plain}"])


def _avoid(page: "Page", told: "PlanWords") -> None:
    if told.avoid:
        heading(page.console, "What not to do, and why")
        bullets(page.console, [f"{one.name}: {one.why} [{one.cite}]" for one in told.avoid], mark="✗")
