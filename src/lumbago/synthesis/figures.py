"""Pictures of a synthesis.

    Synthesis -> name of a file, its bytes

The same synthesis gives the same bytes: no date, no random ids. Matplotlib is imported only here, and only
when a picture is asked for.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from lumbago.errors import SynthesisError
from lumbago.synthesis.analysis import Model, Synthesis
from lumbago.synthesis.fitting import reach
from lumbago.synthesis.studies import Floats

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#8c8c8c"
"""Colours that colour-blind people tell apart; marks differ too."""

FIXED: dict[Any, Any] = {
    "svg.hashsalt": "lumbago",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.size": 9,
}
PLAIN: dict[str, dict[str, None]] = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}
"""What files would otherwise say of when and by what they were made."""

RESOLUTION = 150
ROW_INCHES = 0.32
LARGEST_NODE, LARGEST_EDGE = 900.0, 9.0
MOST_COLUMNS = 4
WITHIN = 0.95
"""The funnel holds this share of studies when chance alone is at work."""


def pictures(found: Synthesis) -> Iterator[tuple[str, bytes]]:
    """Yield network, forest, funnel and rankogram, each as SVG and PNG; those that a synthesis has."""
    from matplotlib import rc_context

    drawers = [("network", _network)]
    if found.random is not None:
        drawers += [("forest", _forest), ("funnel", _funnel)]
    if found.ranks is not None:
        drawers.append(("rankogram", _rankogram))
    for name, draw in drawers:
        with rc_context(FIXED):
            figure = draw(found)
            for form, said in PLAIN.items():
                held = BytesIO()
                figure.savefig(held, format=form, dpi=RESOLUTION, metadata=said)
                yield f"{name}.{form}", held.getvalue()


def _network(found: Synthesis) -> "Figure":
    """Draw treatments on a circle; their size and the width of lines grow with studies."""
    names, shape = found.network.treatments, found.geometry
    turns = np.linspace(0.25, 1.25, len(names), endpoint=False)
    x, y = np.cos(2 * np.pi * turns), np.sin(2 * np.pi * turns)
    figure, axis = _panel((6.4, 5.6))
    most = shape.studies.max()
    for first, second, count in shape.edges:
        axis.plot(
            x[[first, second]], y[[first, second]], color=GREY, lw=1 + LARGEST_EDGE * count / most, zorder=1
        )
        middle = 0.55 * x[first] + 0.45 * x[second], 0.55 * y[first] + 0.45 * y[second]
        axis.text(*middle, str(count), ha="center", va="center", fontsize=8, zorder=3, bbox=_ground())
    axis.scatter(x, y, s=120 + LARGEST_NODE * shape.arms / shape.arms.max(), color=BLUE, zorder=2)
    for place, name in enumerate(names):
        side = "left" if x[place] > 0.1 else "right" if x[place] < -0.1 else "center"
        axis.text(1.18 * x[place], 1.14 * y[place], name, ha=side, va="center")
    axis.set(xlim=(-1.9, 1.9), ylim=(-1.35, 1.35), aspect="equal")
    axis.set_axis_off()
    axis.set_title("Who was compared with whom; numbers: studies")
    return figure


def _ground() -> dict[str, Any]:
    return {"facecolor": "white", "edgecolor": "none", "pad": 0.8}


def _forest(found: Synthesis) -> "Figure":
    """Draw studies and their mean for two treatments; for more, each treatment against the reference."""
    if len(found.network.treatments) == 2:
        return _forest_of_studies(found)
    model, reference = _random(found), found.network.treatments.index(found.reference)
    names = [name for name in found.network.treatments if name != found.reference]
    places = [found.network.treatments.index(name) for name in names]
    figure, axis = _panel((7.2, 1.3 + ROW_INCHES * len(names)))
    wide = np.zeros((len(places), 0)) if found.prediction is None else found.prediction[places, reference]
    for row, place in enumerate(places):
        middle = model.league.estimates[place, reference]
        if wide.size and np.isfinite(wide[row]):
            ends = middle - wide[row], middle + wide[row]
            _line(axis, found, row, ends, {"color": ORANGE, "lw": 1})
        ends = model.league.low[place, reference], model.league.high[place, reference]
        _line(axis, found, row, ends, {"color": BLUE, "lw": 3.5, "solid_capstyle": "butt"})
        axis.plot([_shown(found, middle)], [row], marker="s", color="black", ms=4)
    _finish(axis, found, names)
    axis.set_title(f"Against {found.reference}: interval (thick), effect of a new study (thin)")
    return figure


def _forest_of_studies(found: Synthesis) -> "Figure":
    pairs, model = found.network.pairs, _random(found)
    sign = 1.0 if found.network.treatments[1] == found.reference else -1.0
    names = [*(found.network.studies[place] for place in pairs.studies), "all"]
    figure, axis = _panel((7.2, 1.3 + ROW_INCHES * len(names)))
    errors = np.sqrt(pairs.variances)
    weights = 1 / (pairs.variances + model.fit.tau2)
    for row, (effect, error) in enumerate(zip(sign * pairs.effects, errors, strict=True)):
        width = reach(found.choices.level) * error
        _line(axis, found, row, (effect - width, effect + width), {"color": GREY, "lw": 1})
        size = 3 + 6 * float(np.sqrt(weights[row] / weights.max()))
        axis.plot([_shown(found, effect)], [row], marker="s", color=BLUE, ms=size)
    middle, low, high = (
        sign * table[0, 1] for table in (model.league.estimates, model.league.low, model.league.high)
    )
    _line(axis, found, len(names) - 1, (low, high), {"color": ORANGE, "lw": 3.5, "solid_capstyle": "butt"})
    axis.plot([_shown(found, middle)], [len(names) - 1], marker="D", color="black", ms=5)
    _finish(axis, found, names)
    other = next(name for name in found.network.treatments if name != found.reference)
    axis.set_title(f"{other} against {found.reference}")
    return figure


def _line(axis: "Axes", found: Synthesis, row: int, ends: tuple[float, float], style: dict[str, Any]) -> None:
    axis.plot([_shown(found, ends[0]), _shown(found, ends[1])], [row, row], **style)


def _shown(found: Synthesis, value: float) -> float:
    """Return a number as a person reads it: ratios as ratios."""
    return float(np.exp(value)) if found.measure.is_ratio else float(value)


def _finish(axis: "Axes", found: Synthesis, names: list[str]) -> None:
    axis.axvline(_shown(found, 0.0), color="black", lw=0.8, ls=":")
    axis.set_yticks(range(len(names)), names)
    axis.set_ylim(len(names) - 0.4, -0.6)
    axis.set_xlabel(found.measure.in_words)
    for side in ("left", "right", "top"):
        axis.spines[side].set_visible(False)
    if found.measure.is_ratio:
        from matplotlib.ticker import LogLocator, NullLocator, StrMethodFormatter

        axis.set_xscale("log")
        axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5), numticks=8))
        axis.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        axis.xaxis.set_minor_locator(NullLocator())


def _funnel(found: Synthesis) -> "Figure":
    """Draw each contrast's distance from what the network says, against its standard error.

    Without small studies going astray, points lie evenly to both sides. Source: Chaimani and Salanti 2012,
    doi 10.1002/jrsm.57 (comparison-adjusted funnel).
    """
    off, errors = funnel_points(found)
    figure, axis = _panel((6.2, 4.6))
    deepest = 1.05 * float(errors.max())
    side = reach(WITHIN) * deepest
    axis.plot([-side, 0, side], [deepest, 0, deepest], color=GREY, lw=1)
    axis.axvline(0, color=GREY, lw=0.8, ls=":")
    axis.plot(off, errors, ls="", marker="o", ms=4.5, color=BLUE, alpha=0.8)
    axis.set(ylim=(deepest, 0), ylabel="Standard error", xlabel="Study less network, treatments by name")
    axis.set_title("Funnel: the lines hold 95 % of contrasts if only chance is at work")
    return figure


def funnel_points(found: Synthesis) -> tuple[Floats, Floats]:
    """Return how far each contrast lies from the network, and its standard error, shape (contrasts,).

    A contrast is counted as other treatment less reference; among others, in alphabetical order.
    """
    pairs, model = found.network.pairs, _random(found)
    reference = found.network.treatments.index(found.reference)
    sign = np.where(pairs.first == reference, -1.0, 1.0)
    return sign * model.fit.off, np.sqrt(pairs.variances)


def _rankogram(found: Synthesis) -> "Figure":
    """Draw the chance of each rank, one panel a treatment."""
    ranks, names = found.ranks if found.ranks is not None else np.zeros((0, 0)), found.network.treatments
    columns = min(len(names), MOST_COLUMNS)
    rows = -(-len(names) // columns)
    from matplotlib.figure import Figure

    figure = Figure(figsize=(2.1 * columns, 1.9 * rows + 0.4), layout="constrained")
    axes = list(figure.subplots(rows, columns, squeeze=False, sharey=True).ravel())
    for axis, name, chances in zip(axes, names, ranks, strict=False):
        axis.bar(np.arange(1, len(names) + 1), chances, color=BLUE, width=0.8)
        axis.set(title=name, ylim=(0, 1), xlabel="Rank, 1 best")
        axis.title.set_fontsize(8)
    for axis in axes[len(names) :]:
        axis.set_axis_off()
    figure.suptitle("Chance of each rank")
    return figure


def _random(found: Synthesis) -> Model:
    if found.random is None:
        raise SynthesisError("", "a network in parts has no forest or funnel", "Draw its network only")
    return found.random


def _panel(inches: tuple[float, float]) -> tuple["Figure", "Axes"]:
    """Return a figure of its own, which no other picture can touch."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=inches, layout="constrained")
    return figure, figure.subplots()
