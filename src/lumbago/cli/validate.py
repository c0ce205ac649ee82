"""`lumbago validate`: our answers beside what others published.

    cases.jsonl -> rates by tier and category

Whatever the score, it ran: only a file that cannot be read is an error.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.cli import validate_course, validate_follow_up, validate_forecast, validate_medicines
from lumbago.cli.files import name_of, naming, text_in
from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import bullets, console_of, heading, paragraph, print_json
from lumbago.errors import CaseError

if TYPE_CHECKING:
    from rich.console import Console

    from lumbago.knowledge import Knowledge
    from lumbago.validation import Case, Outcome

EXAMPLES = f"""\b
Examples:
  lumbago validate cases cases.jsonl
  lumbago validate cases cases.jsonl --json > report.json
  lumbago validate cases cases.jsonl --out results/

\b
{EXIT_CODES}"""

LARGEST_CASES = 100_000_000
"""Bytes of a file of cases."""

RATES = (
    ("exact", "triage", "exact"),
    ("low", "triage", "under"),
    ("low2", "triage", "under_two"),
    ("high", "triage", "over"),
    ("high2", "triage", "over_two"),
    ("emg", "triage", "emergency_recall"),
    ("emg+u", "triage", "emergency_or_urgent_recall"),
    ("top1", "diagnosis", "top1"),
    ("top3", "diagnosis", "top3"),
)
"""Column, part of a measure, rate."""

LEGEND = (
    "Rates in %. exact: the reader's level; low, low2: less urgent, by two levels or more; high, high2: more "
    "urgent; emg: the reader's emergencies given emergency; emg+u: given emergency or urgent; top1, top3: "
    "the diagnosis is first, or among the first three."
)

LEVELS = ("self_care", "routine", "urgent", "emergency")

app = typer.Typer(help="Run against what others published.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _all_kinds() -> None:
    """Run against what others published."""


app.command(epilog=validate_forecast.EXAMPLES)(validate_forecast.forecast)
app.command(epilog=validate_course.EXAMPLES)(validate_course.course)
app.command(epilog=validate_medicines.EXAMPLES)(validate_medicines.medicines)
app.command(epilog=validate_follow_up.EXAMPLES)(validate_follow_up.follow_up)


@app.command(epilog=EXAMPLES)
def cases(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Cases, one a line; - reads stdin.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Also write cases.json and the public page cases.md there."
        ),
    ] = None,
) -> None:
    """Score triage, differential and interview on cases with a reader's level and diagnosis."""
    from lumbago.knowledge import current
    from lumbago.validation import report

    knowledge = current()
    read = _read(file)
    if folder is not None:
        _make(folder)
    scored = report(_scored(read, knowledge))
    if as_json:
        print_json(scored)
    else:
        _print(scored, console_of())
    if folder is not None:
        _write(scored, folder)


def _read(file: Path) -> "list[Case]":
    from lumbago.validation import read_cases

    with naming(file):
        lines = text_in(file, largest=LARGEST_CASES).split("\n")
    try:
        return read_cases(lines)
    except CaseError as fault:
        refuse(f"{name_of(file)}: {fault}. Mend that line and try again")


def _scored(read: "Sequence[Case]", knowledge: "Knowledge") -> "list[Outcome]":
    from rich.progress import track

    from lumbago.validation import score_case

    console = console_of(stderr=True)
    followed = track(read, "Cases", console=console, transient=True, disable=not console.is_terminal)
    return [score_case(case, knowledge) for case in followed]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        refuse(f"--out: {folder} cannot be made ({fault.strerror}). Name a folder that you may write")


def _write(scored: Mapping[str, Any], folder: Path) -> None:
    import json

    from lumbago.knowledge import current
    from lumbago.validation import page

    try:
        text = json.dumps(scored, indent=2, ensure_ascii=False) + "\n"
        (folder / "cases.json").write_text(text, encoding="utf-8")
        (folder / "cases.md").write_text(page(scored, current().version), encoding="utf-8")
    except OSError as fault:
        refuse(f"--out: {folder} cannot be written ({fault.strerror}). Name another folder")


def _print(scored: Mapping[str, Any], console: "Console") -> None:
    for title, rows in (
        ("Overall", {"all cases": scored["overall"]}),
        ("By tier", scored["tiers"]),
        ("By category", scored["categories"]),
    ):
        heading(console, title)
        _print_rates(rows, console)
    console.print()
    paragraph(console, LEGEND)
    questions = scored["questions"]
    console.print()
    paragraph(console, f"Screens the interview took: median {questions['median']}, most {questions['max']}.")
    missed = questions.get("missed_emergencies", [])
    if missed:
        paragraph(console, f"Emergencies the interview missed: {', '.join(missed)}.")
    _print_cases("Too low", _apart(scored, lower=True), console)
    _print_cases("Too high", _apart(scored, lower=False), console)


def _print_rates(rows: Mapping[str, Mapping[str, Any]], console: "Console") -> None:
    from rich.table import Table

    table = Table(show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), box=None, header_style="dim")
    table.add_column("%", min_width=max(map(len, rows), default=1), overflow="fold")
    for column in ("n", *(name for name, _, _ in RATES)):
        table.add_column(column, justify="right")
    for name, measure in rows.items():
        table.add_row(name, str(measure["n"]), *(_percent(measure[part][rate]) for _, part, rate in RATES))
    console.print(table)


def _percent(rate: float | None) -> str:
    return "-" if rate is None else f"{100 * rate:.1f}"


def _apart(scored: Mapping[str, Any], *, lower: bool) -> Iterator[str]:
    """Yield the cases given a lower (or a higher) level than their reader's."""
    for case in scored["cases"]:
        distance = LEVELS.index(case["given"]) - LEVELS.index(case["expected"])
        if (distance < 0) if lower else (distance > 0):
            levels = f"{case['given']}, reader {case['expected']}"
            yield f"{case['id']} ({case['category']}): {levels}. {case['why']}"


def _print_cases(title: str, sentences: Iterator[str], console: "Console") -> None:
    listed = list(sentences)
    heading(console, f"{title} ({len(listed)})")
    bullets(console, listed)
