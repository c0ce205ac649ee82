"""The options of a phase as a forest plot: places for one SVG picture.

    OptionRows, smallest worthwhile gain -> Forest

Colours, widths and fonts are the stylesheet's; the table beside it says the same in words.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from lumbago.record import Estimate
from lumbago.wording.options import OptionRow

LEFT, RIGHT = 14, 346
"""Edges of the plot within the picture."""

UPPER, ROW = 34, 46
"""Where the first row begins, and how high a row is: its name above, its bar below."""

STEP = 10
"""Points of 100 between two marks."""

WIDEST = 60
"""Points of 100 on either side; an interval that goes further ends in an arrow."""

HALF = 5
"""Half the width of a mark in the picture."""


@dataclass(frozen=True)
class Bar:
    """One option.

    Attributes:
        name: What it is called.
        word_y: Where its name stands.
        y: Where its bar lies.
        low: Left end of the interval.
        high: Right end.
        mark: Path of the point: a square, or a diamond where the scale is an assumption of ours.
        arrows: Paths of ends that lie beyond the picture.
        is_converted: Whether the scale is an assumption of ours.
    """

    name: str
    word_y: str
    y: str
    low: str
    high: str
    mark: str
    arrows: tuple[str, ...]
    is_converted: bool


@dataclass(frozen=True)
class Forest:
    """What the picture shows.

    Attributes:
        height: Of the picture.
        foot: Where the axis lies.
        bars: Options, best first.
        ticks: Place and word of each mark of the axis.
        nothing: Where no difference lies.
        worthwhile: Where the smallest worthwhile gain lies.
        described: The same in one sentence an option.
        has_converted: Whether any scale is an assumption of ours.
    """

    height: int
    foot: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[str, str], ...]
    nothing: str
    worthwhile: str
    described: str
    has_converted: bool


def forest_of(rows: Iterable[OptionRow], worthwhile: float) -> Forest | None:
    """Lay out the picture; None where nothing was counted.

    Args:
        rows: Options in order; those without an estimate are left out.
        worthwhile: Smallest worthwhile gain, points of 100.
    """
    counted = [(row.name, row.gain, row.estimate) for row in rows if row.estimate is not None]
    if not counted:
        return None
    axis = _axis([estimate for _, _, estimate in counted], worthwhile)
    foot = UPPER + ROW * len(counted)
    bars = tuple(
        _bar(name, estimate, UPPER + ROW * place, axis) for place, (name, _, estimate) in enumerate(counted)
    )
    return Forest(
        height=foot + 48,
        foot=foot,
        bars=bars,
        ticks=tuple((_place(_x(points, axis)), f"{abs(points)}") for points in _ticks(axis)),
        nothing=_place(_x(0, axis)),
        worthwhile=_place(_x(-worthwhile, axis)),
        described=" ".join(f"{name.capitalize()}: {gain}." for name, gain, _ in counted),
        has_converted=any(bar.is_converted for bar in bars),
    )


def _axis(estimates: list[Estimate], worthwhile: float) -> tuple[float, float]:
    """Return the ends of the axis, points of 100: less pain on the left."""
    low = min([-worthwhile, *(estimate.low for estimate in estimates)])
    high = max([STEP, *(estimate.high for estimate in estimates)])
    return (
        max(-WIDEST, STEP * math.floor(low / STEP)),
        min(WIDEST, STEP * math.ceil(high / STEP)),
    )


def _ticks(axis: tuple[float, float]) -> range:
    wide = axis[1] - axis[0] > 8 * STEP
    step = 2 * STEP if wide else STEP
    first = step * math.ceil(axis[0] / step)
    return range(int(first), int(axis[1]) + 1, step)


def _x(points: float, axis: tuple[float, float]) -> float:
    within = min(max(points, axis[0]), axis[1])
    return LEFT + (within - axis[0]) / (axis[1] - axis[0]) * (RIGHT - LEFT)


def _bar(name: str, estimate: Estimate, top: int, axis: tuple[float, float]) -> Bar:
    y, low, high = top + 28, _x(estimate.low, axis), _x(estimate.high, axis)
    arrows = []
    if estimate.low < axis[0]:
        arrows.append(f"M{_place(low + 6)} {y - 4}l-6 4l6 4")
    if estimate.high > axis[1]:
        arrows.append(f"M{_place(high - 6)} {y - 4}l6 4l-6 4")
    return Bar(
        name=name,
        word_y=f"{top + 14}",
        y=f"{y}",
        low=_place(low),
        high=_place(high),
        mark=_mark(_x(estimate.value, axis), y, estimate),
        arrows=tuple(arrows),
        is_converted=estimate.is_converted,
    )


def _mark(x: float, y: float, estimate: Estimate) -> str:
    if estimate.is_converted:
        return f"M{_place(x - HALF - 1)} {y}l6 -6l6 6l-6 6z"
    return f"M{_place(x - HALF)} {y - HALF}h10v10h-10z"


def _place(number: float) -> str:
    return f"{number:.1f}"
