"""Plain words for a forecast, the same at every front door.

    History, Forecast -> ForecastWords

No number stands without its band, and nothing is promised: it tells how things go for people who could
have given the same answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import floor

from lumbago.record import Band, Basis, Forecast, History
from lumbago.wording.comparing import Comparison, comparisons
from lumbago.wording.language import marked, say, say_date, say_days, say_n

SHOWN = {14: marked("two weeks"), 42: marked("six weeks"), 84: marked("twelve weeks")}
"""Days ahead that are told in sentences."""

IN_TABLE = {
    7: marked("1 week"),
    14: marked("2 weeks"),
    28: marked("4 weeks"),
    42: marked("6 weeks"),
    84: marked("12 weeks"),
    182: marked("6 months"),
    365: marked("1 year"),
}
"""Days ahead that have a row."""

LIMITED = (
    (60, marked("greatly limited")),
    (35, marked("clearly limited")),
    (15, marked("a little limited")),
    (0, marked("hardly limited")),
)
"""Roland-Morris, per cent, from which each word is used: our own judgement."""

RARE, SURE = 0.05, 0.95
"""Chances beyond which tenths would claim too much."""

FEW_DAYS, FEW_WEEKS = 14, 91
"""Days up to which a time is told in days, and in weeks."""

DAYS_A_WEEK, DAYS_A_MONTH, DAYS_A_YEAR = 7, 30.4, 365

RECOVERED = marked("Recovered means: the first whole week with pain 0 or 1.")
SCALE_OF_LIMITS = marked("0 is not limited at all, 100 is as limited as can be.")
FROM_PAIN_ALONE = marked("You were not asked about daily life, so this follows from your pain alone.")
LIKE_YOU = marked(
    "“People like you” are people of a computer model who could have given your answers. "
    "Nobody has counted real ones."
)
CLAIM = marked(
    "It claims no efficacy: nobody has tested whether people who see a forecast, or act on it, fare better."
)
MADE_WITH = {
    Basis.MODEL: marked(
        "It was computed with the recovery model alone, from {sources}. "
        "The same answers always give the same forecast."
    ),
    Basis.STACKED: marked(
        "It was computed with the recovery model and a plain statistical forecast, which counts for {share} "
        "parts in 100 of the bands of pain; times, chances of recovery and comparisons come from the "
        "recovery model alone, from {sources}. The same answers always give the same forecast."
    ),
}


@dataclass(frozen=True)
class Row:
    """One day ahead, for a table."""

    when: str
    pain: str
    half: str
    most: str
    nearly_all: str
    recovered: str


@dataclass(frozen=True)
class ForecastWords:
    """A forecast in words.

    Attributes:
        since: What its days are counted from.
        pain: A sentence for each of `SHOWN`.
        daily_life: The same for disability.
        recovery: Chance and time of recovery.
        comparisons: What doing something would change.
        rows: The same numbers as a table.
        made_with: What it was computed with, and what it does not claim.
    """

    since: str
    pain: tuple[str, ...]
    daily_life: tuple[str, ...]
    recovery: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    rows: tuple[Row, ...]
    made_with: tuple[str, ...]

    @property
    def in_short(self) -> tuple[str, ...]:
        """What stands beside a whole assessment."""
        return (*self.pain[:1], *self.pain[2:], *self.recovery)


def tell(history: History, forecast: Forecast) -> ForecastWords:
    """Put a forecast into words.

    Args:
        history: What was said.
        forecast: What was made of it.
    """
    since = history.report.on + timedelta(days=forecast.from_day)
    return ForecastWords(
        since=say("Counted from {day}, when you last told us how it was.", day=say_date(since)),
        pain=tuple(_pain(forecast, ahead) for ahead in _within(forecast, SHOWN)),
        daily_life=_daily_life(history, forecast),
        recovery=(say(RECOVERED), _chances(forecast), _time(forecast)),
        comparisons=comparisons(forecast),
        rows=tuple(_row(forecast, ahead) for ahead in _within(forecast, IN_TABLE)),
        made_with=_made_with(history, forecast),
    )


def stated(history: History) -> tuple[tuple[int, int], ...]:
    """Return what pain a person gave: days after the report, NPRS."""
    said = ((history.report.on, history.report.nprs), *((c.on, c.nprs) for c in history.check_ins))
    return tuple(((on - history.report.on).days, nprs) for on, nprs in said if nprs is not None)


def too_early_spans(forecast: Forecast) -> tuple[tuple[int, int], ...]:
    """Return first and last day, after the report, of each stretch for which it is too early to tell."""
    spans: list[list[int]] = []
    runs_on = False
    for band in forecast.pain:
        is_early = band.day - forecast.from_day in forecast.too_early
        if is_early and runs_on:
            spans[-1][1] = band.day
        elif is_early:
            spans.append([band.day, band.day])
        runs_on = is_early
    return tuple((first, last) for first, last in spans)


def in_ten(chance: float) -> str:
    """Return a chance as people in ten; finer figures would claim too much.

    Examples:
        >>> in_ten(0.42), in_ten(0.01)
        ('about 4 in 10', 'fewer than 1 in 20')
    """
    if chance < RARE:
        return say("fewer than 1 in 20")
    return say("more than 19 in 20") if chance >= SURE else say("about {n} in 10", n=_whole(10 * chance))


def span(days: float) -> str:
    """Return a time in days, weeks or months, whichever is coarse enough.

    Examples:
        >>> span(9), span(40), span(100), span(365)
        ('9 days', '6 weeks', '3 months', 'a year')
    """
    if days < FEW_DAYS:
        return say_days(days)
    if days < FEW_WEEKS:
        return say("{n} weeks", n=_whole(days / DAYS_A_WEEK))
    return say("a year") if days == DAYS_A_YEAR else say("{n} months", n=_whole(days / DAYS_A_MONTH))


def _within(forecast: Forecast, days: Iterable[int]) -> list[int]:
    """Return those days ahead that the forecast reaches."""
    return [ahead for ahead in days if ahead <= _horizon(forecast)]


def _horizon(forecast: Forecast) -> int:
    return forecast.pain[-1].day - forecast.from_day


def _at(bands: tuple[Band, ...], forecast: Forecast, ahead: int) -> Band:
    return forecast.band(bands, forecast.from_day + ahead)


def _whole(number: float) -> int:
    """Round halves up, as people do."""
    return floor(number + 0.5)


def _pain(forecast: Forecast, ahead: int) -> str:
    band = _at(forecast.pain, forecast, ahead)
    low, high = map(_whole, band.most)
    known = {"when": say(SHOWN[ahead]), "low": low, "high": high}
    if ahead in forecast.too_early:
        return say(
            "In {when}: too early to tell. For 8 in 10 people like you pain is then anywhere "
            "from {low} to {high} out of 10.",
            **known,
        )
    middle = _whole(band.median)
    if low == high:
        return say(
            "In {when} pain will most likely be about {middle} out of 10. "
            "For 8 in 10 people like you it is about {low}.",
            middle=middle,
            **known,
        )
    return say(
        "In {when} pain will most likely be about {middle} out of 10. "
        "For 8 in 10 people like you it lies between {low} and {high}.",
        middle=middle,
        **known,
    )


def _daily_life(history: History, forecast: Forecast) -> tuple[str, ...]:
    told = (_limits(forecast, ahead) for ahead in _within(forecast, SHOWN))
    return (say(SCALE_OF_LIMITS), *told, *(() if _is_asked(history) else (say(FROM_PAIN_ALONE),)))


def _is_asked(history: History) -> bool:
    report = history.report
    said = [report.rmdq, report.rmdq_percent, *(c.rmdq_percent for c in history.check_ins)]
    return any(answer is not None for answer in said)


def _limits(forecast: Forecast, ahead: int) -> str:
    band = _at(forecast.disability, forecast, ahead)
    low, high = map(_fives, band.most)
    known = {"when": say(SHOWN[ahead]), "low": low, "high": high, "range": _limited_between(low, high)}
    if low < LIMITED[-2][0] and high >= LIMITED[0][0]:
        return say(
            "In {when}: too early to tell. For 8 in 10 people like you daily life is then anywhere "
            "{range} ({low} to {high} out of 100).",
            **known,
        )
    middle = _fives(band.median)
    known |= {"words": _limited(middle), "middle": middle}
    if low < high:
        return say(
            "In {when} daily life will most likely be {words}, about {middle} out of 100. "
            "For 8 in 10 people like you it lies between {low} and {high}, {range}.",
            **known,
        )
    return say(
        "In {when} daily life will most likely be {words}, about {middle} out of 100. "
        "For 8 in 10 people like you it is about {low}.",
        **known,
    )


def _limited_between(low: float, high: float) -> str:
    mild, strong = _limited(low), _limited(high)
    return mild if mild == strong else say("from {mild} to {strong}", mild=mild, strong=strong)


def _limited(percent: float) -> str:
    return say(next(words for lowest, words in LIMITED if percent >= lowest))


def _fives(percent: float) -> int:
    """Round to steps of five: finer figures would claim too much."""
    return 5 * _whole(percent / 5)


def _chance(forecast: Forecast, ahead: int) -> str:
    by = [chance for chance in forecast.recovered if chance.day <= forecast.from_day + ahead]
    return in_ten(by[-1].chance)


def _chances(forecast: Forecast) -> str:
    told = [
        say("by {when} {chance}", when=say(SHOWN[ahead]), chance=_chance(forecast, ahead))
        for ahead in _within(forecast, SHOWN)
    ]
    return say("How many people like you have recovered: {chances}.", chances="; ".join(told))


def _time(forecast: Forecast) -> str:
    """Return the time to recovery as a range."""
    middle, soon, late = (
        None if day is None else day - forecast.from_day for day in forecast.days_to_recovery
    )
    horizon = span(_horizon(forecast))
    if soon is None:
        return say(
            "When is too early to tell: for 9 in 10 people like you it takes more than {horizon}.",
            horizon=horizon,
        )
    first = say_days(0) if soon <= 0 else _about(soon)
    last = say("more than {time}", time=horizon) if late is None else _about(max(late, 0))
    if middle is None:
        return say(
            "For 8 in 10 people like you it takes between {first} and {last}; "
            "fewer than half have recovered within {horizon}.",
            first=first,
            last=last,
            horizon=horizon,
        )
    return say(
        "For 8 in 10 people like you it takes between {first} and {last}; half need longer than {middle}.",
        first=first,
        last=last,
        middle=_about(max(middle, 0)),
    )


def _about(days: float) -> str:
    return say("about {time}", time=span(days))


def _row(forecast: Forecast, ahead: int) -> Row:
    band = _at(forecast.pain, forecast, ahead)
    half, most, nearly_all = (
        say("{low} to {high}", low=_whole(a), high=_whole(b))
        for a, b in (band.half, band.most, band.nearly_all)
    )
    pain = say("too early") if ahead in forecast.too_early else str(_whole(band.median))
    return Row(say(IN_TABLE[ahead]), pain, half, most, nearly_all, _chance(forecast, ahead))


def _made_with(history: History, forecast: Forecast) -> tuple[str, ...]:
    share = _whole(100 * forecast.weight)
    made = say(MADE_WITH[forecast.basis], sources=_sources(history, forecast), share=share)
    return (made, say(LIKE_YOU), say(CLAIM))


def _sources(history: History, forecast: Forecast) -> str:
    """Return what was said that the forecast is made from."""
    used, made = forecast.check_ins, len(history.check_ins)
    if used:
        told = say_n("your report and {n} check-in", "your report and {n} check-ins", used)
    else:
        told = say("your report and no check-in")
    if made <= used:
        return told
    return say_n(
        "{sources} ({n} more said nothing about pain or daily life)",
        "{sources} ({n} more said nothing about pain or daily life)",
        made - used,
        sources=told,
    )
