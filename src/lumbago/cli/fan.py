"""Draw a forecast of pain as a fan of block characters.

    Forecast, what was stated -> lines

The bands differ in density, not in colour alone, so that the chart reads without colour too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from lumbago.record import Band, Forecast
from lumbago.wording.forecasting import span, too_early_spans

if TYPE_CHECKING:
    from rich.console import Console

TOP = 10
"""Highest row: NPRS 10."""

GUTTER = 5
"""Columns left of the chart."""

MIDDLE, HALF, MOST, NEARLY_ALL, SAID, EARLY, EDGE = "━▓▒░◆?│"
STYLES = {MIDDLE: "bold", HALF: "cyan", MOST: "cyan", NEARLY_ALL: "blue", SAID: "bold yellow", EARLY: "dim"}
LEGEND = (
    (SAID, "what you told us"),
    (MIDDLE, "the middle"),
    (HALF, "5 in 10 people like you"),
    (MOST, "8 in 10"),
    (NEARLY_ALL, "19 in 20"),
    (EARLY, "too early to tell"),
)
PLAIN = str.maketrans(f"{MIDDLE}{HALF}{MOST}{NEARLY_ALL}{SAID}{EDGE}┤└─┴", "=#+.o||+-+")
"""What stands in for each character where a terminal knows ASCII only."""

TICKS = (14, 42, 84, 182, 365)
"""Days ahead that are marked below the chart."""


@dataclass(frozen=True)
class Frame:
    """Which days the columns of a chart are.

    Attributes:
        first: Day after the report of the first column.
        now: Day of the last thing said.
        last: Day of the last column.
        columns: How many there are.
    """

    first: int
    now: int
    last: int
    columns: int

    def day(self, column: int) -> float:
        """Return the day of a column."""
        return self.first + column * (self.last - self.first) / (self.columns - 1)

    def column(self, day: float) -> int:
        """Return the column nearest to a day."""
        return floor((day - self.first) / (self.last - self.first) * (self.columns - 1) + 0.5)


def draw(
    console: "Console", forecast: Forecast, said: Iterable[tuple[int, int]], *, days: int, now: str
) -> None:
    """Print the fan.

    Args:
        console: Where to print; its width is used.
        forecast: What is drawn.
        said: Days after the report, NPRS.
        days: Days ahead that are shown, at least 1.
        now: What the day of the last thing said is called.
    """
    points = dict(said)
    frame = framed(forecast, points.items(), days=days, columns=console.width - GUTTER - 1)
    rows = [_early_row(forecast, frame), *_rows(forecast, frame, points), *_axis(frame, now)]
    for row in rows:
        if _is_plain(console):
            _print(console, row.translate(PLAIN), {})
        else:
            _print(console, row, STYLES)


def legend(console: "Console") -> str:
    """Return what each character of the fan means; a mark stays on the line of its meaning."""
    told = [f"{mark} {meaning}" for mark, meaning in LEGEND]
    if _is_plain(console):
        return "  ".join(told).translate(PLAIN)
    return "  ".join(words.replace(" ", "\N{NO-BREAK SPACE}") for words in told)


def _is_plain(console: "Console") -> bool:
    """Whether a terminal may not know block characters."""
    return not console.encoding.lower().startswith("utf")


def framed(forecast: Forecast, said: Iterable[tuple[int, int]], *, days: int, columns: int = 2) -> Frame:
    """Choose the days of a chart: what lies ahead, and at most as much of what was said before."""
    now, horizon = forecast.from_day, forecast.pain[-1].day - forecast.from_day
    ahead = max(1, min(days, horizon))
    first = min((day for day, _ in said if day >= now - ahead), default=now)
    return Frame(min(first, now), now, now + ahead, columns)


def _rows(forecast: Forecast, frame: Frame, said: Mapping[int, int]) -> Iterator[str]:
    places = {(frame.column(day), nprs) for day, nprs in said.items() if day >= frame.first}
    bands = [
        forecast.band(forecast.pain, floor(day)) if (day := frame.day(column)) >= frame.now else None
        for column in range(frame.columns)
    ]
    now = frame.column(frame.now)
    for nprs in range(TOP, -1, -1):
        cells = (
            SAID if (column, nprs) in places else _cell(band, nprs) or (EDGE if column == now else " ")
            for column, band in enumerate(bands)
        )
        label = f"{nprs:>3} ┤" if nprs % 2 == 0 else "    │"
        yield label + "".join(cells)


def _cell(band: Band | None, nprs: int) -> str:
    """Return the mark of the narrowest band that holds a point; empty where none does."""
    if band is None:
        return ""
    if floor(band.median + 0.5) == nprs:
        return MIDDLE
    marked = ((band.half, HALF), (band.most, MOST), (band.nearly_all, NEARLY_ALL))
    held = (mark for (low, high), mark in marked if floor(low + 0.5) <= nprs <= floor(high + 0.5))
    return next(held, "")


def _early_row(forecast: Forecast, frame: Frame) -> str:
    days = map(frame.day, range(frame.columns))
    spans = too_early_spans(forecast)
    marks = (EARLY if any(first <= day <= last for first, last in spans) else " " for day in days)
    return " " * GUTTER + "".join(marks)


def _axis(frame: Frame, now: str) -> Iterator[str]:
    """Yield the line below the chart, and the words below that line; a word without room is left out."""
    days = [frame.now + tick for tick in TICKS if frame.now + tick < frame.last]
    words = {frame.now: now, frame.last: span(frame.last - frame.now)}
    words.update((day, span(day - frame.now)) for day in days)
    line, below = ["─"] * frame.columns, " " * frame.columns
    for day, word in words.items():
        line[frame.column(day)] = "┴"
        start = min(max(0, frame.column(day) - len(word) // 2), frame.columns - len(word))
        around = below[max(0, start - 1) : start + len(word) + 1]
        if not around.strip():
            below = below[:start] + word + below[start + len(word) :]
    yield "    └" + "".join(line)
    yield " " * GUTTER + below.rstrip()


def _print(console: "Console", row: str, styles: Mapping[str, str]) -> None:
    from rich.text import Text

    text = Text(row.rstrip(), no_wrap=True, overflow="ignore")
    for place, mark in enumerate(row.rstrip()):
        if place >= GUTTER and mark in styles:
            text.stylize(styles[mark], place, place + 1)
    console.print(text, crop=False)
