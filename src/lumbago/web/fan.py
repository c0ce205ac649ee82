"""The forecast of pain as a fan: places and paths for one SVG picture.

    History, Forecast -> Fan

Colours, widths and fonts are the stylesheet's.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from lumbago.record import Band, Forecast, History
from lumbago.wording.forecasting import span, stated, too_early_spans

LEFT, RIGHT, UPPER, LOWER = 32, 350, 16, 200
"""Edges of the plot within the picture."""

TOP = 10
"""NPRS at the upper edge."""

AHEAD = 84
"""Days ahead that are drawn."""

TICKS = (14, 42, 84)

AXIS = range(0, TOP + 1, 2)


@dataclass(frozen=True)
class Mark:
    """A word or a line at one place of an axis."""

    place: str
    word: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Fan:
    """What the picture shows.

    Attributes:
        bands: Name for the stylesheet and path of each band, widest first.
        middle: Path of the median.
        points: What the person stated, x and y.
        early: Where it is too early to tell, x and width.
        now: Where what lies ahead begins, and what that day is called.
        across: Marks below.
        up: Marks on the left.
    """

    bands: tuple[tuple[str, str], ...]
    middle: str
    points: tuple[tuple[str, str], ...]
    early: tuple[tuple[str, str], ...]
    now: Mark
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]


def fan_of(history: History, forecast: Forecast, *, now: str) -> Fan:
    """Lay out the picture.

    Args:
        history: What was said.
        forecast: What is drawn.
        now: What the day is called that a forecast is counted from.
    """
    last = min(forecast.from_day + AHEAD, forecast.pain[-1].day)
    first = max(
        forecast.from_day - AHEAD, min((day for day, _ in stated(history)), default=forecast.from_day)
    )
    first = min(first, forecast.from_day)
    x = _along(first, last)
    bands = [band for band in forecast.pain if band.day <= last]
    here = Mark(_place(x(forecast.from_day)), now, "start" if first == forecast.from_day else "middle")
    return Fan(
        bands=tuple((name, _area(bands, name, x)) for name in ("nearly_all", "most", "half")),
        middle=_line((x(band.day), _y(band.median)) for band in bands),
        points=tuple((_place(x(day)), _place(_y(nprs))) for day, nprs in stated(history) if day >= first),
        early=tuple(_stretches(forecast, x, last)),
        now=here,
        across=tuple(_ticks(forecast, x, last)),
        up=tuple(Mark(_place(_y(nprs)), str(nprs)) for nprs in AXIS),
    )


def _along(first: int, last: int) -> Callable[[float], float]:
    days = max(1, last - first)
    return lambda day: LEFT + (day - first) / days * (RIGHT - LEFT)


def _y(nprs: float) -> float:
    return LOWER - nprs / TOP * (LOWER - UPPER)


def _place(number: float) -> str:
    return f"{number:.1f}"


def _line(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_place(across)} {_place(up)}" for across, up in points)


def _area(bands: list[Band], name: str, x: Callable[[float], float]) -> str:
    lower = ((x(band.day), _y(getattr(band, name)[0])) for band in bands)
    upper = ((x(band.day), _y(getattr(band, name)[1])) for band in reversed(bands))
    return _line(chain(lower, upper)) + "Z"


def _stretches(forecast: Forecast, x: Callable[[float], float], last: int) -> Iterator[tuple[str, str]]:
    for begins, ends in too_early_spans(forecast):
        if begins < last:
            yield _place(x(begins)), _place(max(2.0, x(min(ends, last)) - x(begins)))


def _ticks(forecast: Forecast, x: Callable[[float], float], last: int) -> Iterator[Mark]:
    for ahead in TICKS:
        day = forecast.from_day + ahead
        if day <= last:
            yield Mark(_place(x(day)), span(ahead), "end" if day == last else "middle")
