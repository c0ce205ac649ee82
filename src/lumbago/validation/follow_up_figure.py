"""Draw what an alert costs and what it finds: false alarms against stalls found, soon and at last.

report -> SVG

The same report gives the same bytes.
"""

from collections.abc import Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any

from lumbago.validation.follow_up import ONCE, PEERS, PROMISED, RHYTHMS, THRESHOLDS, rule_of
from lumbago.validation.follow_up_page import row_of, whole
from lumbago.validation.forecast_figure import SETTINGS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE = "Operating curve of the alert"
INCHES = (9.0, 5.2)
COLOURS = ("#08306b", "#d55e00", "#3f7f5f")
DASHES = ("-", "--", ":")
"""By rhythm; they differ in lightness and in dashes too."""

MARKS = {ONCE: "s", PEERS[1]: "^"}
PEER_WORDS = {ONCE: "plain rule at two weeks", PEERS[1]: "no lower for a week"}


def figure(report: Mapping[str, Any]) -> str:
    """Return two panels over the share of false alarms: stalls found in a month, and by the last day."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context(SETTINGS):
        drawing = Figure(figsize=INCHES, layout="constrained")
        FigureCanvasSVG(drawing)
        panels = drawing.subplots(1, 2)
        for axes, day in zip(panels, (report["month"], report["last"]), strict=True):
            _draw(axes, report, day)
            axes.set(ylabel=f"Stalls found by day {day}, %", ylim=(0, 100), xlim=(0, None))
            axes.set(xlabel="People who recover as foretold, yet alerted, %")
            axes.spines[["top", "right"]].set_visible(False)
        words, names = panels[0].get_legend_handles_labels()
        drawing.legend(words, names, loc="outside lower center", ncols=2, frameon=False)
        written = StringIO()
        drawing.savefig(written, format="svg", metadata={"Title": TITLE, "Date": None, "Creator": None})
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines()) + "\n"


def _draw(axes: "Axes", report: Mapping[str, Any], day: int) -> None:
    """Draw a line for each rhythm, and a mark for each simple rule."""
    for rhythm, colour, dashes in zip(RHYTHMS, COLOURS, DASHES, strict=True):
        line = [_place(report, rhythm, rule_of(rate), day) for rate in THRESHOLDS]
        across, up = zip(*line, strict=True)
        axes.plot(
            across, up, color=colour, linestyle=dashes, marker="o", markersize=4, label=f"test, {rhythm}"
        )
        for rate, place in zip(THRESHOLDS, line, strict=True):
            said = whole(rate)
            axes.annotate(said, place, (4, -9), textcoords="offset points", fontsize=8, color=colour)
        for peer in PEERS:
            beside = _place(report, rhythm, peer, day)
            axes.plot(*beside, color=colour, marker=MARKS[peer], markersize=8, fillstyle="none", linestyle="")
    for peer, words in PEER_WORDS.items():
        axes.plot([], [], color="#404040", marker=MARKS[peer], fillstyle="none", linestyle="", label=words)


def _place(report: Mapping[str, Any], rhythm: str, rule: str, day: int) -> tuple[float, float]:
    false = row_of(report["false_alarms"], rhythm=rhythm, rule=rule, group=PROMISED)
    found = row_of(report["stalls"], rhythm=rhythm, rule=rule, kind="all")[f"by_{day}"]
    return _percent(false["share"]), _percent(found["share"])


def _percent(share: float | None) -> float:
    """Return a share for drawing; what is not known is left out."""
    return float("nan") if share is None else 100 * share
