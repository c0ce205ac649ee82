"""Draw how well forecasts are calibrated.

    report -> SVG

The same report gives the same bytes.
"""

from collections.abc import Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any

from lumbago.validation.forecast_page import GIVENS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE = "Calibration of forecasts"
SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "lumbago",
    "svg.fonttype": "none",
    "font.size": 11,
    "font.family": "DejaVu Sans",
}
INCHES = (9.0, 4.2)
LOOKS = (("#08306b", "o"), ("#d55e00", "s"))
"""Colour and mark by what is given; they differ in lightness too."""

PERFECT = "#595959"


def figure(report: Mapping[str, Any]) -> str:
    """Return two panels: coverage of central bands, and the histogram of randomised PITs."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context(SETTINGS):
        drawing = Figure(figsize=INCHES, layout="constrained")
        FigureCanvasSVG(drawing)
        cover, tenths = drawing.subplots(1, 2)
        _draw_coverage(cover, report["calibration"])
        _draw_tenths(tenths, report["calibration"])
        for axes in (cover, tenths):
            axes.spines[["top", "right"]].set_visible(False)
            axes.legend(frameon=False)
        written = StringIO()
        drawing.savefig(written, format="svg", metadata={"Title": TITLE, "Date": None, "Creator": None})
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines()) + "\n"


def _draw_coverage(axes: "Axes", calibration: Mapping[str, Any]) -> None:
    axes.plot([0, 100], [0, 100], color=PERFECT, linewidth=1, linestyle="--", label="perfect")
    for (given, words), (colour, mark) in zip(GIVENS.items(), LOOKS, strict=True):
        levels, shares = zip(*calibration[given]["coverage"], strict=True)
        if None not in shares:
            percents = [100 * share for share in shares]
            axes.plot(
                [100 * level for level in levels],
                percents,
                color=colour,
                marker=mark,
                markersize=4,
                label=words,
            )
    axes.set(xlabel="Central band, %", ylabel="Of what came true inside, %", xlim=(0, 100), ylim=(0, 100))


def _draw_tenths(axes: "Axes", calibration: Mapping[str, Any]) -> None:
    axes.axhline(10, color=PERFECT, linewidth=1, linestyle="--", label="perfect")
    for number, ((given, words), (colour, _)) in enumerate(zip(GIVENS.items(), LOOKS, strict=True)):
        shares = calibration[given]["pit"]
        if None not in shares:
            places = [tenth - 0.2 + 0.4 * number for tenth in range(1, len(shares) + 1)]
            axes.bar(places, [100 * share for share in shares], width=0.38, color=colour, label=words)
    axes.set(xlabel="Tenth of the forecast, lowest first", ylabel="Of what came true, %")
    axes.set_xticks(range(1, 11))
    axes.set_ylim(0, max(20.0, axes.get_ylim()[1]))
