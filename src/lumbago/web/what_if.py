"""A what-if: so many days in bed, so active after them, and what the model says that it would change.

    Today, Forecast, two numbers -> WhatIfShown

It is the model's, not a promise: the words name its band, and what was found in people stands beside it.
The two numbers are a thought, nothing that anybody said of their health, so they may stand in an address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lumbago.knowledge import current
from lumbago.record import Forecast, WhatIf
from lumbago.web.charts import Chart, Look, Series
from lumbago.web.course import AHEAD, LAST, Course, by_day, middle, most, number, rows_of, told_days
from lumbago.web.followed import Said, Today, remembered, with_forecast
from lumbago.web.languages import spoken
from lumbago.wording.comparing import Comparison, comparisons

MOST_REST = 14
PLAN_REST = 2
"""Days of easing off that a plan ever allows."""

MOVES: tuple[str | Promise, ...] = (
    gettext_lazy("going on as usual"),
    gettext_lazy("staying active on half of the days"),
    gettext_lazy("staying active every day"),
    gettext_lazy("staying active, and exercises on a quarter of the days"),
    gettext_lazy("staying active, and exercises on half of the days"),
)
RESTED_ON = "bed-rest"
MOVED_ON = ((1, "stay-active"), (3, "exercise"))
"""From which step what was found about a treatment stands beside the model."""


@dataclass(frozen=True)
class Asked:
    """What somebody wonders about.

    Attributes:
        rest: Days in bed from now on.
        move: Step of `MOVES` on the days after them.
    """

    rest: int = 0
    move: int = 0

    @property
    def is_usual(self) -> bool:
        """Whether it is no other way at all."""
        return self == Asked()

    @property
    def way(self) -> str:
        """The same in words."""
        moves = str(MOVES[self.move])
        if not self.rest:
            return moves
        days = ngettext("{days} day in bed, then {moves}", "{days} days in bed, then {moves}", self.rest)
        return days.format(days=self.rest, moves=moves)


@dataclass(frozen=True)
class Found:
    """What was found in people about one part of a what-if: what it says, and where it is from."""

    says: str
    cite: str


@dataclass(frozen=True)
class WhatIfShown:
    """A what-if as the page shows it.

    Attributes:
        asked: What somebody wonders about.
        all_of_it: What it changes against going on as usual; None where it is just that.
        rest_alone: What the days in bed change in it; None without any.
        found: What was found in people.
        chart: The picture.
    """

    asked: Asked
    all_of_it: Comparison | None
    rest_alone: Comparison | None
    found: tuple[Found, ...]
    chart: Chart


def asked_in(fields: Mapping[str, str]) -> Asked:
    """Return what was asked for; whatever is no such number, or beyond the sliders, is taken as near it.

    Examples:
        >>> asked_in({"rest": "3", "move": "9"}), asked_in({"rest": "x"})
        (Asked(rest=3, move=4), Asked(rest=0, move=0))
    """
    return Asked(_whole(fields.get("rest", ""), MOST_REST), _whole(fields.get("move", ""), len(MOVES) - 1))


def _whole(text: str, most: int) -> int:
    return min(most, int(text)) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def what_if_of(standing: Today, course: Course, asked: Asked) -> WhatIfShown | None:
    """Return a what-if; None where no forecast may be shown."""
    if course.now is None:
        return None
    if asked.is_usual:
        return WhatIfShown(asked, None, None, (), _chart(course, course.now, None))
    said = (standing.said, standing.on, current().version)
    changed = _tried(*said, asked)
    rest_alone = _compared(course.now, _rested(*said, asked)) if asked.rest else None
    ids = [RESTED_ON] if asked.rest else []
    ids += [id_ for step, id_ in MOVED_ON if asked.move >= step]
    return WhatIfShown(
        asked=asked,
        all_of_it=_compared(course.now, changed),
        rest_alone=rest_alone,
        found=tuple(Found(spoken().treatments[id_].summary, id_) for id_ in ids),
        chart=_chart(course, course.now, changed),
    )


def _compared(now: Forecast, what_if: WhatIf) -> Comparison:
    return comparisons(replace(now, what_ifs=(what_if,)))[0]


@lru_cache(maxsize=64)
def _ready(said: Said, today: date, version: str) -> Any:
    from lumbago.prognosis.trying import trying

    history = with_forecast(remembered(said, today, version), current()).history
    return trying(history, current().recovery)


@lru_cache(maxsize=1024)
def _tried(said: Said, today: date, version: str, asked: Asked) -> WhatIf:
    from lumbago.prognosis.trying import tried

    return tried(_ready(said, today, version), rest=asked.rest, active=asked.move, shown=AHEAD)


@lru_cache(maxsize=1024)
def _rested(said: Said, today: date, version: str, asked: Asked) -> WhatIf:
    from lumbago.prognosis.trying import rested

    return rested(_ready(said, today, version), rest=asked.rest, active=asked.move)


def _chart(course: Course, now: Forecast, what_if: WhatIf | None) -> Chart:
    """Draw the forecast; and its middle moved by the middle of the change, where there is one."""
    days = [now.from_day + ahead for ahead in AHEAD]
    usual = (
        Series(Look.MIDDLE, _("as usual: the middle"), rows_of(now.pain, told_days(now), middle)),
        Series(Look.MOST, _("as usual: 8 in 10 people like you"), rows_of(now.pain, days, most)),
    )
    tables = (by_day(_("Pain as usual"), *usual),)
    if what_if is not None:
        both = by_day(_("Pain as usual, and in this what-if"), *usual, *_moved(now, what_if))
        tables = (both, by_day(_("What the what-if changes"), *_changes(what_if)))
    return Chart(
        id="what-if-pain",
        title=_("Pain in the next twelve weeks, 0 none to 10 worst"),
        says=_in_words(now, what_if),
        tables=tables,
        axes=course.axes(10, 2, since=now.from_day, until=now.from_day + LAST),
    )


def _moved(now: Forecast, what_if: WhatIf) -> tuple[Series, ...]:
    told = set(told_days(now))
    usual = {band.day: band.median for band in now.pain if band.day in told}
    changed = [(one, usual[one.day]) for one in what_if.differences if one.day in usual]
    return (
        Series(
            Look.DASH,
            _("what if: the middle"),
            tuple((float(d.day), (_on_scale(m + d.median),)) for d, m in changed),
        ),
        Series(
            Look.EDGES,
            _("what if: how far the change may go"),
            tuple((float(d.day), tuple(_on_scale(m + end) for end in d.most)) for d, m in changed),
        ),
    )


def _changes(what_if: WhatIf) -> tuple[Series, ...]:
    told = what_if.differences
    return (
        Series(
            Look.LINE,
            _("change of pain: the middle"),
            tuple((float(d.day), (d.median,)) for d in told),
            is_drawn=False,
        ),
        Series(
            Look.LINE,
            _("for 8 in 10 people like you"),
            tuple((float(d.day), d.most) for d in told),
            is_drawn=False,
        ),
    )


def _in_words(now: Forecast, what_if: WhatIf | None) -> str:
    if LAST in now.too_early:
        return ""
    usual = now.band(now.pain, now.from_day + LAST).median
    if what_if is None:
        return _("Pain twelve weeks on: {usual} as usual.").format(usual=number(usual))
    changed = _on_scale(usual + what_if.differences[-1].median)
    return _("Pain twelve weeks on: {usual} as usual, {changed} in this what-if.").format(
        usual=number(usual), changed=number(changed)
    )


def _on_scale(nprs: float) -> float:
    return round(min(10.0, max(0.0, nprs)), 2)
