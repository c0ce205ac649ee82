"""Draw a forecast as a picture that can be printed or sent.

    Assessment with a forecast -> PNG, SVG

The same forecast gives the same bytes. Written whole or not at all.
"""

import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lumbago.cli.fan import framed
from lumbago.cli.leaving import refuse
from lumbago.cli.writing import write_whole
from lumbago.record import Forecast, History
from lumbago.wording.forecasting import stated, too_early_spans

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

OPTION = "--png, --svg"
"""What a refusal calls the place."""

TITLE = "How pain may go for people who could have given your answers"

KINDS = {
    ".png": {"Title": TITLE, "Software": None},
    ".svg": {"Title": TITLE, "Date": None, "Creator": None},
}
"""What each kind says of itself: nothing that changes from run to run."""

INCHES = (8.0, 6.8)
DOTS_PER_INCH = 150

SETTINGS: Any = {
    "svg.hashsalt": "lumbago",
    "svg.fonttype": "none",
    "font.size": 11,
    "font.family": "DejaVu Sans",
}

BANDS = (
    ("nearly_all", "19 in 20 people like you", "#cfe1f2"),
    ("most", "8 in 10", "#8fbbdd"),
    ("half", "5 in 10", "#4a8fc4"),
)
"""One hue, lighter outwards: every kind of colour vision tells them apart."""

MIDDLE, POINT, EARLY = "#08306b", "#d55e00", "#595959"

DAYS_A_WEEK = 7


def check_place(path: Path) -> None:
    """Refuse a place where no picture can be written, before anything is computed.

    Raises:
        typer.Exit: When its name or its folder stands in the way.
    """
    if path.suffix.lower() not in KINDS:
        refuse(f"{OPTION}: {path} ends in neither .png nor .svg. Choose one of the two")
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        refuse(f"{OPTION}: {path} cannot be written. Name a place in a folder that you may write")


def write(history: History, forecast: Forecast, path: Path, *, days: int, now: str) -> None:
    """Write a picture, in the place of an older one of that name.

    Args:
        history: What was said; its pain is drawn.
        forecast: What is drawn.
        path: Where; its ending chooses the kind.
        days: Days ahead that are shown.
        now: What the day of the last thing said is called.
    """
    import matplotlib as mpl

    drawn, kind = BytesIO(), path.suffix.lower()
    with mpl.rc_context(SETTINGS):
        figure = _figure(history, forecast, days, now)
        figure.savefig(drawn, format=kind[1:], dpi=DOTS_PER_INCH, metadata=KINDS[kind])
    write_whole(path, drawn.getvalue(), option=OPTION)


def _figure(history: History, forecast: Forecast, days: int, now: str) -> "Figure":
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=INCHES, layout="constrained")
    FigureCanvasAgg(figure)
    pain, recovered = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1.2))
    frame = framed(forecast, stated(history), days=days)
    said = [(day, nprs) for day, nprs in stated(history) if day >= frame.first]
    _draw_pain(pain, said, forecast, now)
    recovered.plot(
        [_weeks(chance.day, forecast) for chance in forecast.recovered],
        [100 * chance.chance for chance in forecast.recovered],
        color=MIDDLE,
    )
    recovered.set(ylim=(0, 100), ylabel="Recovered,\nin 100", xlabel=f"Weeks from {now}")
    first, last = _weeks(frame.first, forecast), _weeks(frame.last, forecast)
    recovered.set_xlim(first - 0.02 * (last - first), last)
    for axes in (pain, recovered):
        axes.grid(alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
        axes.axvline(0, color=EARLY, linewidth=1, linestyle="--")
    figure.legend(*pain.get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    return figure


def _draw_pain(axes: "Axes", said: list[tuple[int, int]], forecast: Forecast, now: str) -> None:
    weeks = [_weeks(band.day, forecast) for band in forecast.pain]
    for name, meaning, colour in BANDS:
        low, high = zip(*(getattr(band, name) for band in forecast.pain), strict=True)
        axes.fill_between(weeks, low, high, color=colour, linewidth=0, label=meaning)
    axes.plot(weeks, [band.median for band in forecast.pain], color=MIDDLE, linewidth=2, label="the middle")
    if said:
        marks: dict[str, Any] = {"linestyle": "none", "marker": "D", "markersize": 7, "zorder": 5}
        days, nprs = [_weeks(day, forecast) for day, _ in said], [pain for _, pain in said]
        axes.plot(days, nprs, color=POINT, label="what you told us", clip_on=False, **marks)
    for number, (first, last) in enumerate(too_early_spans(forecast)):
        ends = [_weeks(first, forecast), _weeks(last, forecast)]
        label = "" if number else "too early to tell"
        axes.plot(ends, [10.35, 10.35], color=EARLY, linewidth=4, label=label, solid_capstyle="butt")
    axes.set(ylim=(0, 10.6), yticks=range(0, 11, 2), ylabel="Pain, 0 to 10")
    axes.set_title(TITLE, loc="left", fontsize=12)
    axes.annotate(
        now, (0, 0.02), xycoords=("data", "axes fraction"), xytext=(4, 0), textcoords="offset points"
    )


def _weeks(day: float, forecast: Forecast) -> float:
    return (day - forecast.from_day) / DAYS_A_WEEK
