"""The course of one person, as charts need it: which days are drawn, and what each is called.

    History, Forecast -> Course -> axes, rows

Places across are days after the report.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lumbago.record import Band, Forecast, History
from lumbago.web.charts import Axes, Rows, Series, Table

AHEAD = (0, 1, 2, 3, 5, 7, 10, *range(14, 85, 7))
"""Days ahead that are drawn, out of those that a forecast speaks of."""

LAST = AHEAD[-1]

BACK = 84
"""Days before the last thing said that are drawn; what was said earlier is in the list."""


class Course(NamedTuple):
    """What charts of one person are drawn from.

    Attributes:
        history: What was said.
        first: The forecast that was made on the day of the report; None where none was.
        now: The forecast from all that was said; None where none may be shown.
        day: Today, days after the report.
    """

    history: History
    first: Forecast | None
    now: Forecast | None
    day: int

    @property
    def begins(self) -> int:
        """First day that is drawn."""
        return max(0, self.ahead_from - BACK)

    @property
    def ahead_from(self) -> int:
        """Day from which what lies ahead is counted."""
        return self.now.from_day if self.now else max(0, (self.history.on - self.history.report.on).days)

    @property
    def ends(self) -> int:
        """Last day that is drawn, with what lies ahead."""
        return self.ahead_from + LAST if self.now else max(self.day, self.ahead_from)

    def axes(self, top: float, step: float, *, until: float, since: float | None = None) -> Axes:
        """Return what days are drawn on.

        Args:
            top: Greatest number upward.
            step: Between two lines across.
            until: Last day.
            since: First day; that from which everything is drawn where it is not given.
        """
        first = float(self.begins) if since is None else since
        return Axes(first, float(max(until, first + 1)), top, step, self.word)

    def word(self, day: float) -> str:
        """Return the date of a day after the report."""
        return _word(self.history.report.on + timedelta(days=round(day)), _("j M"), get_language() or "")

    def since(self, said: Iterable[tuple[int, float]]) -> Rows:
        """Return what was said on the days that are drawn."""
        return tuple((float(day), (float(number),)) for day, number in said if day >= self.begins)

    @property
    def here(self) -> tuple[float, str]:
        """Where what lies ahead begins, and what that day is called."""
        at = self.ahead_from
        return float(at), _("today") if at == self.day else self.word(at)


@lru_cache(maxsize=4_096)
def _word(on: date, written: str, _language: str) -> str:
    """Write a date; a chart's table asks for the same few hundred again and again."""
    return date_format(on, written)


def told_days(forecast: Forecast) -> list[int]:
    """Return the days that are drawn on which a middle says something: not where it is too early to tell."""
    return [forecast.from_day + ahead for ahead in AHEAD if ahead not in forecast.too_early]


def by_day(caption: str, *series: Series) -> Table:
    """Return a table with a row for each day."""
    return Table(caption, _("Day"), series)


def rows_of(bands: Iterable[Band], days: Iterable[int], numbers: Callable[[Band], tuple[float, ...]]) -> Rows:
    """Return numbers of bands on some days, those that a forecast does not speak of left out."""
    known: Mapping[int, Band] = {band.day: band for band in bands}
    return tuple((float(day), numbers(known[day])) for day in days if day in known)


def middle(band: Band) -> tuple[float, ...]:
    """Return what is as likely to be above as below."""
    return (band.median,)


def most(band: Band) -> tuple[float, ...]:
    """Return the band of 8 in 10."""
    return band.most


def number(value: float) -> str:
    """Return a number to one place, as few signs as it takes.

    Examples:
        >>> number(3.0), number(2.46)
        ('3', '2.5')
    """
    return f"{value:.1f}".removesuffix(".0")
