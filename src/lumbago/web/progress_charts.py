"""What the page of progress draws: pain and forecast, daily life, activity, exercises done.

Course -> Chart
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lumbago.instruments import disability
from lumbago.knowledge import current
from lumbago.record import CheckIn, ExerciseKind, Forecast, History
from lumbago.record.programme import TOTAL
from lumbago.web.charts import Axes, Chart, Look, Rows, Series, Table
from lumbago.web.course import AHEAD, LAST, Course, by_day, middle, most, number, rows_of, told_days
from lumbago.wording.forecasting import stated

WEEKS = 12
"""Weeks of exercise that are drawn, the last ones."""

WEEK = 7
MOST_WEEKS_NAMED = 6
LOOKS = dict(zip(TOTAL, (Look.LINE, Look.SQUARE, Look.TRIANGLE), strict=True))
"""How the three kinds that make a week whole are drawn; the others are in the table."""


def pain_chart(course: Course) -> Chart:
    """Draw pain as it was told, over the forecast of the start and the forecast of now."""
    said = course.since(stated(course.history))
    tables = [by_day(_("What you told us"), Series(Look.MARK, _("what you told us"), said))]
    if course.now is not None:
        tables.append(by_day(_("The forecast now"), *_fan(course.now)))
    if course.first is not None and course.begins < LAST:
        tables.append(by_day(_("The forecast at the start"), *_first(course, course.first)))
    return Chart(
        id="pain",
        title=_("Pain, 0 none to 10 worst"),
        says=" ".join(_pain_in_words(course, said)),
        tables=tuple(tables),
        axes=course.axes(10, 2, until=course.ends),
        now=course.here if course.now else None,
    )


def disability_chart(course: Course) -> Chart | None:
    """Draw what the back makes hard, as it was told; None where it never was."""
    said = course.since(_disabled(course.history))
    if not said:
        return None
    tables = [by_day(_("What you told us"), Series(Look.MARK, _("what you told us"), said))]
    if course.now is not None:
        bands, days = course.now.disability, [course.now.from_day + ahead for ahead in AHEAD]
        usual = Series(Look.MIDDLE, _("the middle"), rows_of(bands, days, middle))
        spread = Series(Look.MOST, _("8 in 10 people like you"), rows_of(bands, days, most))
        tables.append(by_day(_("The forecast now"), usual, spread))
    told = _("Limits in daily life: {began} of 100 on {first}, {ended} of 100 on {last}.")
    return Chart(
        id="disability",
        title=_("Limits in daily life, 0 none to 100 most"),
        says=_from_to(course, said, told),
        tables=tuple(tables),
        axes=course.axes(100, 20, until=course.ends),
        now=course.here if course.now else None,
    )


def activity_chart(course: Course) -> Chart | None:
    """Draw how much of the usual day was possible; None where it was never told."""
    history = course.history
    told = [(_day(history, c), float(c.activity)) for c in history.check_ins if c.activity is not None]
    said = course.since(told)
    if not said:
        return None
    words = _("You could do {began} of 10 on {first}, and {ended} of 10 on {last}.")
    return Chart(
        id="activity",
        title=_("What you could do, 0 nothing to 10 as usual"),
        says=_from_to(course, said, words),
        tables=(by_day(_("What you told us"), Series(Look.LINE, _("what you could do"), said)),),
        axes=course.axes(10, 2, until=max(course.day, course.ahead_from)),
    )


def exercise_chart(course: Course, kinds: Mapping[ExerciseKind, str]) -> Chart | None:
    """Draw on how many days of each week exercises were done, by kind; None where none was.

    Args:
        course: Of the person.
        kinds: What each kind is called.
    """
    by_week = _done(course)
    any_kind = {week: len({day for day, _kind in done}) for week, done in by_week.items()}
    if not any(any_kind.values()):
        return None
    columns = [Series(Look.BAR, _("any exercise"), _counts(any_kind))]
    for kind in ExerciseKind:
        of_kind = {week: len({day for day, its in done if its is kind}) for week, done in by_week.items()}
        if any(of_kind.values()):
            look = LOOKS.get(kind, Look.LINE)
            columns.append(Series(look, kinds[kind], _counts(of_kind), is_drawn=kind in LOOKS))
    weeks = list(by_week)
    named = tuple(float(week) for week in weeks[:: -(-len(weeks) // MOST_WEEKS_NAMED)])
    return Chart(
        id="exercise",
        title=_("Days with exercise in each week"),
        says=_exercise_in_words(list(any_kind.values())),
        tables=(Table(_("Days on which you told us that you did some"), _("Week"), tuple(columns)),),
        axes=Axes(weeks[0] - 0.5, weeks[-1] + 0.5, WEEK, 1, _week, named),
    )


def _fan(now: Forecast) -> tuple[Series, ...]:
    days = [now.from_day + ahead for ahead in AHEAD]
    return (
        Series(Look.MIDDLE, _("the middle"), rows_of(now.pain, told_days(now), middle)),
        Series(Look.HALF, _("5 in 10 people like you"), rows_of(now.pain, days, lambda band: band.half)),
        Series(Look.MOST, _("8 in 10"), rows_of(now.pain, days, most)),
        Series(Look.WIDE, _("19 in 20"), rows_of(now.pain, days, lambda band: band.nearly_all)),
    )


def _first(course: Course, first: Forecast) -> tuple[Series, ...]:
    days = [day for day in AHEAD if day >= course.begins]
    return (
        Series(Look.DASH, _("at the start: the middle"), rows_of(first.pain, days, middle)),
        Series(Look.EDGES, _("at the start: 8 in 10"), rows_of(first.pain, days, most)),
    )


def _pain_in_words(course: Course, said: Rows) -> list[str]:
    words = [_from_to(course, said, _("Pain {began} of 10 on {first}, and {ended} of 10 on {last}."))]
    if not said:
        words = []
    if course.now is not None and LAST not in course.now.too_early:
        ahead = course.now.band(course.now.pain, course.now.from_day + LAST)
        told = _("Twelve weeks on most likely {middle}; for 8 in 10 people like you from {low} to {high}.")
        low, high = ahead.most
        words.append(told.format(middle=number(ahead.median), low=number(low), high=number(high)))
    return words


def _from_to(course: Course, said: Rows, words: str) -> str:
    """Tell the first and the last of some numbers."""
    if not said:
        return ""
    (first, (began,)), (last, (ended,)) = said[0], said[-1]
    return words.format(
        began=number(began), first=course.word(first), ended=number(ended), last=course.word(last)
    )


def _exercise_in_words(days: list[int]) -> str:
    now = ngettext(
        "You told us of exercise on {number} day of this week.",
        "You told us of exercise on {number} days of this week.",
        days[-1],
    ).format(number=days[-1])
    if len(days) == 1:
        return now
    over = ngettext(
        "In {weeks} weeks it was {number} day.", "In {weeks} weeks it was {number} days.", sum(days)
    )
    return f"{now} {over.format(weeks=len(days), number=sum(days))}"


def _week(place: float) -> str:
    return _("week {number}").format(number=int(place))


def _counts(by_week: Mapping[int, int]) -> Rows:
    return tuple((float(week), (float(days),)) for week, days in by_week.items())


def _done(course: Course) -> dict[int, set[tuple[int, ExerciseKind]]]:
    """Return the days and kinds of the exercises done, by week from 1; weeks without any as well."""
    last = max(course.day, course.ahead_from) // WEEK + 1
    weeks = range(max(1, last - WEEKS + 1), last + 1)
    by_week: dict[int, set[tuple[int, ExerciseKind]]] = {week: set() for week in weeks}
    known = current().exercises
    for one in course.history.check_ins:
        day = _day(course.history, one)
        if day // WEEK + 1 in by_week:
            by_week[day // WEEK + 1] |= {(day, known[id_].kind) for id_ in one.done if id_ in known}
    return by_week


def _day(history: History, check_in: CheckIn) -> int:
    return (check_in.on - history.report.on).days


def _disabled(history: History) -> list[tuple[int, float]]:
    """Return Roland-Morris, per cent, by days after the report, wherever it was answered."""
    report = history.report
    percent = report.rmdq_percent if report.rmdq is None else disability(report.rmdq).percent
    later = [(_day(history, c), c.rmdq_percent) for c in history.check_ins]
    return [(day, float(told)) for day, told in ((0, percent), *later) if told is not None]
