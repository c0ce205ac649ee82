"""`lumbago review`: how recovery goes, against your own forecast.

    report.toml with check-ins -> going, the alert, what to do, when to check in again

A warning sign comes before everything here, and nothing reassures while one was not asked about.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lumbago.cli.assess import fields_of
from lumbago.cli.files import history_in, naming, today
from lumbago.cli.leaving import EXIT_CODES
from lumbago.cli.printing import bullets, console_of, heading, paragraph, print_json

if TYPE_CHECKING:
    from lumbago.cli.showing import Page
    from lumbago.wording.reviewing import ReviewWords

EXAMPLES = f"""\b
Examples:
  lumbago review report.toml
  lumbago review report.toml --test       the evidence at each check-in
  lumbago review report.toml --json
  lumbago check-in report.toml            say how it is today

\b
{EXIT_CODES}"""

NONE_YET = "Nothing to review yet: check in first ('lumbago check-in FILE')."
FIRST = "What the answer says comes first."
OPEN = "This is about your pain only. It says nothing about danger: the questions above can."


def review(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report with check-ins, in .toml or .json.")],
    *,
    shows_test: Annotated[
        bool, typer.Option("--test", help="Also print the test, check-in by check-in.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the assessment with it as JSON.")] = False,
) -> None:
    """Say how recovery goes: recovering, a flare, stalled, recovered or a new bout, and what to do."""
    from lumbago import care
    from lumbago.cli.showing import Page, show, show_around
    from lumbago.knowledge import current

    knowledge = current()
    with naming(file):
        assessment = care.follow_up(care.assess(history_in(file), knowledge), knowledge)
    if as_json:
        print_json(fields_of(assessment))
        return
    page = Page(console_of(), assessment, knowledge, today())
    if assessment.review is None:
        show(page)
        page.console.print()
        paragraph(page.console, FIRST if assessment.history.check_ins else NONE_YET, style="bold")
        return
    show_around(page, OPEN, lambda: show_review(page, shows_test=shows_test))


def show_review(page: "Page", *, shows_test: bool = False) -> None:
    """Print the review of an assessment that has one."""
    from lumbago.wording.reviewing import tell_review

    review, console = page.assessment.review, page.console
    if review is None:
        return
    told = tell_review(page.assessment, review, page.knowledge)
    heading(console, told.headline)
    for sentence in (told.change, told.means, *told.why):
        if sentence:
            paragraph(console, sentence, by=2)
    _to_do(page, told)
    if shows_test and review.test is not None:
        heading(console, "The test, check-in by check-in")
        limit = f"An alert is due at {review.test.threshold:g}."
        paragraph(console, f'How many times likelier "no better" makes what you said. {limit}', by=2)
        bullets(console, [f"day {step.day}: {step.value:.2g}" for step in review.test.evidence])
    paragraph(console, told.next_check_in, by=2)


def _to_do(page: "Page", told: "ReviewWords") -> None:
    if told.to_do:
        heading(page.console, "What to do")
        bullets(page.console, told.to_do)
