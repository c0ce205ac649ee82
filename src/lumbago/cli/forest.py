"""Draw the options of a phase as a forest plot.

Ranking, Knowledge -> PNG, SVG
"""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from lumbago.cli.picture import DOTS_PER_INCH, MIDDLE, POINT, SETTINGS
from lumbago.cli.picture import EARLY as GREY
from lumbago.cli.writing import write_whole
from lumbago.knowledge import Knowledge
from lumbago.record import Ranking
from lumbago.wording.options import OptionRow, rows_of
from lumbago.wording.planning import PHASES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "Pain against placebo, sham or nothing: {phase}"
KINDS = {".png": {"Software": None}, ".svg": {"Date": None, "Creator": None}}
ROW_INCHES, HEAD_INCHES, WIDE_INCHES = 0.42, 1.8, 9.0


def draw(ranking: Ranking, knowledge: Knowledge, places: tuple[Path, ...]) -> None:
    """Write the forest plot to each place, whole or not at all."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    rows = [row for row in rows_of(ranking, knowledge) if row.estimate is not None and row.place]
    with rc_context(SETTINGS):
        figure = Figure((WIDE_INCHES, HEAD_INCHES + ROW_INCHES * len(rows)), layout="constrained")
        axes = figure.add_subplot()
        axes.set_title(TITLE.format(phase=PHASES[ranking.phase]), loc="left")
        _forest(axes, rows)
        if knowledge.weighing is not None:
            axes.axvline(-knowledge.weighing.worthwhile.value, color=GREY, linewidth=1, linestyle="--")
        for place in places:
            write_whole(place, _bytes(figure, place.suffix.lower()))


def _forest(axes: "Axes", rows: list[OptionRow]) -> None:
    for height, row in enumerate(reversed(rows)):
        if row.estimate is not None:
            colour, mark = (POINT, "D") if row.estimate.is_converted else (MIDDLE, "s")
            axes.plot([row.estimate.low, row.estimate.high], [height, height], color=colour, linewidth=2)
            axes.plot([row.estimate.value], [height], mark, color=colour, markersize=7)
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set_yticks(range(len(rows)), [row.name for row in reversed(rows)])
    axes.set_xlabel(
        "less pain ←  points of 100  → more pain\n"
        "dashed: smallest worthwhile gain;  diamonds: put on this scale by an assumption of ours"
    )
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _bytes(figure: "Figure", kind: str) -> bytes:
    out = BytesIO()
    figure.savefig(out, format=kind[1:], dpi=DOTS_PER_INCH, metadata=KINDS[kind])
    return out.getvalue()
