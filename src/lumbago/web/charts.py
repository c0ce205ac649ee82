"""Charts as one SVG picture each, with the same numbers as tables.

    series, axes -> Chart

The picture needs no script. A script may draw the tables anew, to be read with a finger (`progress.js`);
colours, widths and fonts are the stylesheet's.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from django.utils.formats import get_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

LEFT, RIGHT, UPPER, LOWER = 34, 350, 12, 200
"""Edges of the plot within a picture of 360 by 240."""

MOST_MARKS = 5
"""Words that fit below a chart of the width of a phone."""

BAR = 0.6
"""Share of its place that a bar takes."""

Rows = tuple[tuple[float, tuple[float, ...]], ...]
"""Places across, each with one number, or with the lowest and the highest of a band."""


class Look(Enum):
    """How a series is drawn; never told apart by colour alone."""

    WIDE = "wide"
    """A filled band, the palest."""
    MOST = "most"
    """A filled band."""
    HALF = "half"
    """A filled band, the darkest."""
    EDGES = "edges"
    """A band of two dotted edges, without a fill."""
    MIDDLE = "middle"
    """A thick line."""
    DASH = "dash"
    """A dashed line."""
    LINE = "line"
    """A line with round dots."""
    MARK = "mark"
    """Diamonds."""
    BAR = "bar"
    """Upright bars."""
    SQUARE = "square"
    """Squares on a dotted line."""
    TRIANGLE = "triangle"
    """Triangles on a dash-dotted line."""


BANDS = frozenset({Look.WIDE, Look.MOST, Look.HALF, Look.EDGES})
SIGNS = {
    Look.MARK: "m-5 0l5 -5l5 5l-5 5z",
    Look.LINE: "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    Look.SQUARE: "m-4 -4h8v8h-8z",
    Look.TRIANGLE: "m0 -5l5 9h-10z",
}
JOINED = frozenset({Look.MIDDLE, Look.DASH, Look.LINE, Look.SQUARE, Look.TRIANGLE})


@dataclass(frozen=True)
class Series:
    """One thing that a chart shows.

    Attributes:
        look: How it is drawn.
        name: What it is called, beside the picture and above its column.
        rows: Its numbers.
        is_drawn: Whether it is in the picture; else its column alone is.
    """

    look: Look
    name: str
    rows: Rows
    is_drawn: bool = True


@dataclass(frozen=True)
class Table:
    """Series with the same places across, as a table.

    Attributes:
        caption: What it holds.
        head: What the first column is called.
        series: Its columns.
    """

    caption: str
    head: str
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Mark:
    """A word at one place of an axis."""

    at: float
    place: str
    word: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Drawn:
    """One path of the picture: the stylesheet's name for it, and where it runs."""

    look: str
    path: str


@dataclass(frozen=True)
class Axes:
    """What a chart is drawn on.

    Attributes:
        first: Least place across.
        last: Greatest place across.
        top: Greatest number upward; the least is 0.
        step: Between two lines across.
        word: What a place across is called.
        places: Places across that are named; a few of equal distance where there are none.
    """

    first: float
    last: float
    top: float
    step: float
    word: Callable[[float], str]
    places: tuple[float, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A chart.

    Attributes:
        id: Its name on the page.
        title: What it shows.
        says: What a person should take from it, for whoever does not see it.
        tables: Its numbers.
        axes: What it is drawn on.
        now: Where what lies ahead begins, and what that is called; None where nothing lies ahead.
    """

    id: str
    title: str
    says: str
    tables: tuple[Table, ...]
    axes: Axes
    now: tuple[float, str] | None = None

    @property
    def series(self) -> tuple[Series, ...]:
        """Everything that is drawn, in order."""
        return tuple(one for table in self.tables for one in table.series if one.is_drawn and one.rows)

    @cached_property
    def drawn(self) -> tuple[Drawn, ...]:
        """The paths of the picture, what lies behind first."""
        behind = sorted(self.series, key=lambda one: list(Look).index(one.look))
        return tuple(Drawn(one.look.value, _path(one, self._x, self._y)) for one in behind)

    @property
    def signs(self) -> tuple[Drawn, ...]:
        """The marks at single numbers, above all else."""
        marked = (one for one in self.series if one.look in SIGNS)
        return tuple(Drawn(one.look.value, _signs(one, self._x, self._y)) for one in marked)

    @property
    def up(self) -> tuple[Mark, ...]:
        """What is written on the left."""
        steps = int(self.axes.top / self.axes.step)
        heights = (self.axes.step * number for number in range(steps + 1))
        return tuple(Mark(height, _place(self._y(height)), f"{height:g}") for height in heights)

    @property
    def across(self) -> tuple[Mark, ...]:
        """What is written below."""
        places = self.axes.places or tuple(_even(self.axes.first, self.axes.last))
        return tuple(Mark(at, _place(self._x(at)), self.axes.word(at), self._anchor(at)) for at in places)

    @property
    def here(self) -> Mark | None:
        """Where what lies ahead begins."""
        if self.now is None:
            return None
        at, word = self.now
        return Mark(at, _place(self._x(at)), word, self._anchor(at))

    @property
    def told(self) -> tuple[tuple[Table, SafeString], ...]:
        """Every table with its rows as markup: a template would take ten times as long for so many cells."""
        return tuple((table, _rows(table, self.axes.word)) for table in self.tables)

    def _x(self, at: float) -> float:
        return LEFT + (at - self.axes.first) / max(1.0, self.axes.last - self.axes.first) * (RIGHT - LEFT)

    def _y(self, number: float) -> float:
        return LOWER - number / self.axes.top * (LOWER - UPPER)

    def _anchor(self, at: float) -> str:
        share = (self._x(at) - LEFT) / (RIGHT - LEFT)
        return "start" if share < 0.06 else "end" if share > 0.92 else "middle"


def _rows(table: Table, word: Callable[[float], str]) -> SafeString:
    places = sorted({at for one in table.series for at, _ends in one.rows})
    columns = [dict(one.rows) for one in table.series]
    point, between = get_format("DECIMAL_SEPARATOR"), pgettext("a range", "to")
    cells = ("".join(_cell(column.get(at, ()), point, between) for column in columns) for at in places)
    return mark_safe(  # noqa: S308 - numbers, and words that are escaped
        "".join(
            f'<tr data-x="{at:g}"><th scope="row">{escape(word(at))}</th>{row}</tr>'
            for at, row in zip(places, cells, strict=True)
        )
    )


def _cell(numbers: tuple[float, ...], point: str, between: str) -> str:
    if not numbers:
        return "<td>–</td>"
    words = [f"{round(number, 1) + 0.0:.1f}".replace(".", point) for number in numbers]  # no "-0.0"
    if len(numbers) == 1:
        words = [words[0].removesuffix(f"{point}0")]
    raw = " ".join(f"{number:g}" for number in numbers)
    return f'<td data-y="{raw}">{f" {escape(between)} ".join(words)}</td>'


def _even(first: float, last: float) -> Iterable[float]:
    """Return a few whole places of equal distance."""
    step = next((s for s in (1, 2, 7, 14, 28, 56, 112) if (last - first) / s < MOST_MARKS), 365)
    return (first + step * number for number in range(int((last - first) / step) + 1))


def _path(one: Series, x: Callable[[float], float], y: Callable[[float], float]) -> str:
    if one.look in BANDS:
        lower, upper = ([(x(at), y(ends[side])) for at, ends in one.rows] for side in (0, 1))
        if one.look is Look.EDGES:
            return _line(lower) + _line(upper)
        return _line([*lower, *reversed(upper)]) + "Z"
    if one.look is Look.BAR:
        half = BAR / 2 * (x(1) - x(0))
        return "".join(_bar(x(at) - half, y(number), 2 * half) for at, (number,) in one.rows)
    return _line([(x(at), y(number)) for at, (number,) in one.rows]) if one.look in JOINED else ""


def _bar(left: float, top: float, width: float) -> str:
    return f"M{_place(left)} {LOWER}V{_place(top)}h{_place(width)}V{LOWER}z"


def _signs(one: Series, x: Callable[[float], float], y: Callable[[float], float]) -> str:
    return "".join(f"M{_place(x(at))} {_place(y(number))}{SIGNS[one.look]}" for at, (number,) in one.rows)


def _line(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_place(across)} {_place(up)}" for across, up in points)


def _place(number: float) -> str:
    return f"{number:.1f}"
