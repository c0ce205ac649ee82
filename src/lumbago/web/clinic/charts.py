"""What was said over time as small pictures: one for each instrument, on one axis of days.

days with numbers -> Chart

Colours, widths and fonts are the stylesheet's.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lumbago.web.clinic.history import Said

LEFT, RIGHT, UPPER, LOWER = 34, 350, 12, 112
"""Edges of the plot within a picture of 360 by 140."""

HALVES = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Chart:
    """One picture.

    Attributes:
        name: What is measured, with its scale.
        says: The same as a sentence, for those who do not see it.
        lines: A path for each report, through what was said after it.
        points: Where each number lies, x and y.
        up: Places and words on the left.
        across: Places, words and anchors below.
    """

    name: str
    says: str
    lines: tuple[str, ...]
    points: tuple[tuple[str, str], ...]
    up: tuple[tuple[str, str], ...]
    across: tuple[tuple[str, str, str], ...]


def charts_of(days: Sequence[Said]) -> list[Chart]:
    """Return a picture for each instrument of which a number was ever given.

    Args:
        days: What was said, in order of report, then of day.
    """
    instruments: list[tuple[str, float, Callable[[Said], float | None]]] = [
        (_("Pain, 0 none to 10 worst"), 10, lambda one: one.nprs),
        (_("Limits in daily life (Roland-Morris), 0 none to 100"), 100, lambda one: one.rmdq_percent),
        (_("Activity, 0 nothing to 10 as usual"), 10, lambda one: one.activity),
    ]
    if not days:
        return []
    first, last = min(one.on for one in days), max(one.on for one in days)
    drawn = (_chart(name, top, _stated(days, number), (first, last)) for name, top, number in instruments)
    return [chart for chart in drawn if chart.points]


Stated = list[tuple[str, date, float]]


def _stated(days: Iterable[Said], number: Callable[[Said], float | None]) -> Stated:
    found = ((one.kept, one.on, number(one)) for one in days)
    return [(kept, on, value) for kept, on, value in found if value is not None]


def _chart(name: str, top: float, stated: Stated, span: tuple[date, date]) -> Chart:
    places = [(kept, _x(on, span), LOWER - value / top * (LOWER - UPPER)) for kept, on, value in stated]
    return Chart(
        name=name,
        says=_says(stated),
        lines=tuple(_line(group) for _kept, group in groupby(places, key=lambda one: one[0])),
        points=tuple((f"{x:.1f}", f"{y:.1f}") for _kept, x, y in places),
        up=tuple((f"{LOWER - half * (LOWER - UPPER):.1f}", f"{half * top:g}") for half in HALVES),
        across=tuple(_ends(span)),
    )


def _x(on: date, span: tuple[date, date]) -> float:
    first, last = span
    days = (last - first).days
    share = (on - first).days / days if days else 0.5
    return LEFT + share * (RIGHT - LEFT)


def _line(places: Iterable[tuple[str, float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for _kept, x, y in places)


def _ends(span: tuple[date, date]) -> list[tuple[str, str, str]]:
    first, last = span
    if first == last:
        return [(f"{_x(first, span):.1f}", _day(first), "middle")]
    return [(f"{LEFT}", _day(first), "start"), (f"{RIGHT}", _day(last), "end")]


def _says(stated: Stated) -> str:
    """Return first and last number in words; the table has the others."""
    if not stated:
        return ""
    (_kept, began, before), (_last, ended, now) = stated[0], stated[-1]
    words = {"before": f"{before:g}", "began": _day(began), "now": f"{now:g}", "ended": _day(ended)}
    if len(stated) == 1:
        return _("%(now)s on %(ended)s.") % words
    words["number"] = str(len(stated))
    return _("%(before)s on %(began)s, %(now)s on %(ended)s; %(number)s numbers in all.") % words


def _day(on: date) -> str:
    return date_format(on, _("j M Y"))
