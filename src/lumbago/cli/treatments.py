"""`lumbago treatments`: the options of one phase of pain, weighed against each other.

    phase, guideline -> league table, why this and not that, what not to do

A treatment's id in place of a phase shows all that was found about it, side by side.
"""

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lumbago.cli.leaving import EXIT_CODES, refuse
from lumbago.cli.printing import bullets, console_of, heading, paragraph, print_json

if TYPE_CHECKING:
    from rich.console import Console

    from lumbago.knowledge import Knowledge
    from lumbago.record import Ranking
    from lumbago.wording.options import OptionRow

EXAMPLES = f"""\b
Examples:
  lumbago treatments
  lumbago treatments --phase persistent
  lumbago treatments --guideline danish
  lumbago treatments --about nsaid-oral     all that was found about one, side by side
  lumbago treatments --svg options.svg      the forest plot
  lumbago cite nsaid-oral                   sources of one treatment

\b
{EXIT_CODES}"""

SCALE = (
    "Pain on 0 to 100 against placebo, sham or nothing; a gain of 10 is the smallest worth having. “After "
    "doubt and harm” draws large and uncertain effects towards none, and takes away what side effects cost. "
    "It decides the order, and how much is our judgement (lumbago cite weighing)."
)


class Which(Enum):
    """Phases of pain."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    PERSISTENT = "persistent"


def treatments(
    *,
    phase: Annotated[Which, typer.Option(help="How long the pain has lasted.")] = Which.ACUTE,
    guideline: Annotated[
        str, typer.Option(metavar="ID", help="Under a guideline: nice, acp, danish or who.")
    ] = "",
    about: Annotated[str, typer.Option(metavar="ID", help="Only one treatment, with everything found.")] = "",
    pictures: Annotated[
        list[Path] | None,
        typer.Option("--png", "--svg", metavar="OUT", help="Also draw the forest plot."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Weigh the options: effect, interval, certainty, harm, and what cannot be told apart."""
    from lumbago.knowledge import current
    from lumbago.record import Phase
    from lumbago.treatment import rank

    knowledge = current()
    for given, known, option in (
        (guideline, knowledge.guidelines, "--guideline"),
        (about, knowledge.treatments, "--about"),
    ):
        if given and given not in known:
            refuse(f"{option}: there is no '{given}'; choose from {', '.join(known)}")
    ranking = rank(Phase(phase.value), knowledge, guideline)
    _draw(ranking, knowledge, tuple(pictures or ()))
    if as_json:
        _as_json(ranking)
        return
    console = console_of()
    if about:
        _about(console, about, ranking, knowledge)
    else:
        _league(console, ranking, knowledge)


def _as_json(ranking: "Ranking") -> None:
    from pydantic import TypeAdapter

    from lumbago.record import Ranking

    print_json(TypeAdapter(Ranking).dump_python(ranking, mode="json"))


def _draw(ranking: "Ranking", knowledge: "Knowledge", places: tuple[Path, ...]) -> None:
    from lumbago.cli.picture import check_place

    for place in places:
        check_place(place)
    if places:
        from lumbago.cli.forest import draw

        draw(ranking, knowledge, places)


def _league(console: "Console", ranking: "Ranking", knowledge: "Knowledge") -> None:
    from lumbago.wording.options import levels_of, rows_of
    from lumbago.wording.planning import PHASES

    rows = rows_of(ranking, knowledge)
    ranked = [row for row in rows if row.place]
    heading(console, f"Options for {PHASES[ranking.phase]}, best first")
    paragraph(console, SCALE, by=2)
    _table(console, ranked)
    bullets(console, levels_of(ranked))
    core = [row for row in rows if not row.place and row.is_core]
    heading(console, "First steps for everybody; nobody weighs them against the others")
    bullets(console, [f"{row.name}: {row.why}" for row in core])
    heading(console, "No place in the ranking")
    others = [row for row in rows if not row.place and not row.is_core]
    for reason, names in _by_reason(others).items():
        bullets(console, [f"{reason} {'; '.join(names)}."])
    _avoid(console, ranking, knowledge)


def _by_reason(rows: "list[OptionRow]") -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(row.why_not_ranked.rstrip(".") + ":", []).append(row.name)
    return reasons


def _table(console: "Console", rows: "list[OptionRow]") -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("", "Treatment", "Less pain (95 %)", "Chance of 10 or more", "After doubt and harm (80 %)"):
        table.add_column(title)
    for row in rows:
        estimate = row.estimate
        if estimate is not None:
            gain = f"{-estimate.value:.1f} ({-estimate.high:.1f} to {-estimate.low:.1f})"
            flag = " *" if estimate.is_converted else ""
            table.add_row(row.place, row.name, gain + flag, row.worthwhile, row.net)
    console.print(table)
    if any(row.estimate is not None and row.estimate.is_converted for row in rows):
        paragraph(console, "* put on this scale by an assumption of ours", by=2, style="dim")


def _about(console: "Console", id_: str, ranking: "Ranking", knowledge: "Knowledge") -> None:
    from lumbago.wording.options import row_of, rows_of

    row = next((row for row in rows_of(ranking, knowledge) if row.id == id_), None)
    row = row or row_of(id_, ranking.phase, knowledge)
    heading(console, f"{row.name} ({row.role or 'no place in this phase'})")
    paragraph(console, row.summary, by=2)
    bullets(console, [part for part in (row.why, row.gain, row.why_not_ranked) if part])
    heading(console, "What was found, side by side")
    for effect in row.effects:
        bullets(console, [f"{effect.what}: {effect.number}"], style="bold" if effect.counts else "")
        parts = (effect.who, effect.certainty, effect.mixed, effect.note)
        paragraph(console, ". ".join(part for part in parts if part), by=4)
        sources = "; ".join(citation for _, citation in effect.sources)
        paragraph(console, f"{effect.status}: {sources} [{effect.cite}]", by=4, style="dim")
    heading(console, "What else it may do")
    bullets(console, row.harms or ("Nothing was found that counts harms.",))
    heading(console, "What guidelines say")
    bullets(console, row.guidelines or ("None of the guidelines here speaks of it.",))


def _avoid(console: "Console", ranking: "Ranking", knowledge: "Knowledge") -> None:
    from lumbago.record import Role

    heading(console, "Not to do, and why")
    placed = ((t, t.place_in(ranking.phase)) for t in knowledge.treatments.values())
    bullets(
        console,
        [f"{t.plain}: {place.why}" for t, place in placed if place is not None and place.role is Role.AVOID],
        mark="✗",
    )
