"""Pictures of a trial that was run.

    Result -> name of a file, its bytes

The same result gives the same bytes: no date, no random ids. Matplotlib is imported only here, and
only when a picture is asked for.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from lumbago.simulation.comparing import is_logarithm
from lumbago.simulation.predicting import Predicted
from lumbago.simulation.result import QUANTILES, Result

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_COLUMNS = 3
PANEL_INCHES = (4.2, 3.2)
ROW_INCHES = 0.62
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Okabe and Ito's colours, which colour-blind people tell apart."""

STYLES = ("-", "--", "-.", ":")
MIDDLE = QUANTILES.index(0.5)
BANDS = ((0, 6, 0.18, "95 %"), (1, 5, 0.28, "80 %"), (2, 4, 0.4, "50 %"))
"""Lower and upper quantile, how dense it is drawn, what it is called."""

FIXED: dict[Any, Any] = {
    "svg.hashsalt": "lumbago",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.size": 9,
}
"""Ids that do not change, text that stays text, and words of a protocol as they stand."""

PLAIN: dict[str, dict[str, None]] = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}
"""What files would otherwise say of when and by what they were made."""

RESOLUTION = 150


def pictures(result: Result) -> Iterator[tuple[str, bytes]]:
    """Yield pain by day, recovery by day and a forest of outcomes, each as SVG and PNG."""
    from matplotlib import rc_context

    for name, draw in (("pain", _pain), ("recovery", _recovery), ("forest", _forest)):
        with rc_context(FIXED):
            figure = draw(result)
            for form, said in PLAIN.items():
                held = BytesIO()
                figure.savefig(held, format=form, dpi=RESOLUTION, metadata=said)
                yield f"{name}.{form}", held.getvalue()


def _pain(result: Result) -> "Figure":
    """Draw a fan for each arm: half, four fifths and 95 % of people."""
    columns = min(len(result.courses), MOST_COLUMNS)
    rows = -(-len(result.courses) // columns)
    figure, axes = _panels(rows, columns)
    for place, (name, course) in enumerate(result.courses.items()):
        axis, days = axes[place], np.arange(course.mean.size)
        for low, high, dense, called in BANDS:
            axis.fill_between(
                days, course.pain[low], course.pain[high], color=COLOURS[0], alpha=dense, lw=0, label=called
            )
        axis.plot(days, course.pain[MIDDLE], color="black", lw=1.2, label="median")
        axis.plot(days, course.mean, color="black", lw=1.0, ls="--", label="mean")
        axis.set(title=name, xlabel="Day", ylabel="Pain, 0-10", ylim=(0, 10), xlim=(0, days[-1]))
    axes[0].legend(loc="upper right", title="of people", framealpha=0.85)
    for axis in axes[len(result.courses) :]:
        axis.set_axis_off()
    figure.suptitle(result.trial.name)
    return figure


def _recovery(result: Result) -> "Figure":
    figure, (axis,) = _panels(1, 1, (6.4, 4.0))
    for place, (name, course) in enumerate(result.courses.items()):
        days = np.arange(course.recovered.size)
        axis.step(
            days,
            1 - course.recovered,
            where="post",
            label=name,
            color=COLOURS[place % len(COLOURS)],
            ls=STYLES[place % len(STYLES)],
        )
    axis.set(xlabel="Day", ylabel="Share not yet recovered", ylim=(0, 1), xlim=(0, result.trial.horizon))
    axis.set_title("Recovered: pain 0-1 for seven days running")
    axis.legend(frameon=False)
    figure.suptitle(result.trial.name)
    return figure


def _forest(result: Result) -> "Figure":
    """Draw each outcome on an axis of its own, for each has its own unit."""
    rows = len(result.outcomes)
    figure, axes = _panels(rows, 1, (7.4, 1.1 + ROW_INCHES * rows))
    for axis, one in zip(axes, result.outcomes, strict=True):
        _row(axis, one)
    figure.suptitle(f"{result.trial.name}\npredicted with 90 % interval (line), published (diamond)")
    return figure


def _row(axis: "Axes", one: Predicted) -> None:
    axis.set_yticks([0], [one.outcome.id])
    axis.set_ylim(-0.6, 0.6)
    for side in ("left", "right", "top"):
        axis.spines[side].set_visible(False)
    axis.tick_params(axis="x", labelsize=7)
    if one.predicted is None or one.low is None or one.high is None:
        axis.text(0.5, 0, "not reached", transform=axis.get_yaxis_transform(), ha="center", va="center")
        axis.set_xticks([])
        return
    if is_logarithm(one.outcome) and one.low > 0:
        axis.set_xscale("log")
        _plain_ticks(axis)
    axis.plot([one.low, one.high], [0, 0], color=COLOURS[0], lw=3, solid_capstyle="butt")
    axis.plot([one.predicted], [0], marker="|", color="black", ms=12)
    found = one.outcome.published
    if found is not None:
        if found.low is not None and found.high is not None:
            axis.plot([found.low, found.high], [-0.3, -0.3], color=COLOURS[1], lw=1)
        axis.plot([found.value], [-0.3], marker="D", color=COLOURS[1], ms=5, ls="")
    axis.margins(x=0.1)


def _plain_ticks(axis: "Axes") -> None:
    """Write numbers of a logarithmic axis as people do."""
    from matplotlib.ticker import LogLocator, NullLocator, StrMethodFormatter

    axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5), numticks=8))
    axis.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axis.xaxis.set_minor_locator(NullLocator())


def _panels(rows: int, columns: int, inches: tuple[float, float] | None = None) -> tuple["Figure", list[Any]]:
    """Return a figure of its own, which no other picture can touch."""
    from matplotlib.figure import Figure

    wide, high = inches or (PANEL_INCHES[0] * columns, PANEL_INCHES[1] * rows + 0.4)
    figure = Figure(figsize=(wide, high), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False)
    return figure, list(axes.ravel())
