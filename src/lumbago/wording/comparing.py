"""What doing something would change, in plain words.

    Forecast -> Comparisons

A change whose band holds "none" is called that: no difference we can be sure of.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lumbago.record import Difference, Forecast, WhatIf

SOON, LATER = 14, 84
"""Days ahead at which ways to spend the days are compared."""

USUAL = "rest-0-days"
"""What the others are compared with; it changes nothing."""

WAYS = {
    "stay-active": "Staying active, with advice on how",
    "programme": "Exercises on about half of the days",
}
FELT = 0.5
"""NPRS points; pain is stated in whole points, so less than half of one cannot be felt: our own judgement."""


@dataclass(frozen=True)
class Comparison:
    """What doing something would change, in words."""

    way: str
    pain_soon: str
    pain_later: str
    work: str

    @property
    def sentence(self) -> str:
        """All of it."""
        if self.pain_soon == self.pain_later:
            pain = f"{self.pain_soon}, in two weeks as in twelve"
        else:
            pain = f"in two weeks {self.pain_soon}; in twelve weeks {self.pain_later}"
        return f"{self.way}. Pain: {pain}. Days off work within twelve weeks: {self.work}."


def comparisons(forecast: Forecast) -> tuple[Comparison, ...]:
    """Return what each way to spend the days would change, but for going on as usual."""
    ways = (what_if for what_if in forecast.what_ifs if what_if.id != USUAL)
    return tuple(_comparison(what_if, forecast.from_day) for what_if in ways)


def _comparison(what_if: WhatIf, from_day: int) -> Comparison:
    soon, later = (_difference_at(what_if.differences, from_day + ahead) for ahead in (SOON, LATER))
    return Comparison(_way(what_if.id), soon, later, _work(*what_if.work_days))


def _way(id_: str) -> str:
    """Return what someone would do.

    Examples:
        >>> _way("rest-4-days")
        'Resting 4 days in bed instead of none'
    """
    if id_.startswith("rest-"):
        return f"Resting {id_.split('-')[1]} days in bed instead of none"
    return WAYS.get(id_, id_.replace("-", " ").capitalize())


def _difference_at(differences: Iterable[Difference], day: int) -> str:
    found = next((difference for difference in differences if difference.day == day), None)
    return "not computed" if found is None else _difference(found)


def _difference(difference: Difference) -> str:
    low, high = difference.most
    told = _range(low, high, 1, "lower", "higher")
    if low <= 0 <= high:
        return f"no difference we can be sure of ({told})"
    if abs(difference.median) < FELT:
        return f"a change too small for most to feel ({told})"
    return f"about {_size(difference.median, 1)} {'lower' if high < 0 else 'higher'} ({told})"


def _work(median: float, low: float, high: float) -> str:
    told = _range(low, high, 0, "fewer", "more")
    if _size(low, 0) == _size(high, 0) == "0":
        return "no difference"
    if low < 0 < high:
        return f"no difference we can be sure of ({told})"
    if _size(median, 0) == "0":
        return f"most likely no difference ({told})"
    return f"about {_size(median, 0)} {'fewer' if low < 0 else 'more'} ({told})"


def _range(low: float, high: float, places: int, less: str, more: str) -> str:
    """Return a band of a change in words.

    Examples:
        >>> _range(-0.24, 0.1, 1, "lower", "higher")
        '0.2 lower to 0.1 higher'
        >>> _range(-3.2, 0, 0, "fewer", "more")
        '0 to 3 fewer'
    """
    ends = _size(low, places), _size(high, places)
    if ends == ("0", "0"):
        return "less than 0.1"
    if low < 0 < high and "0" not in ends:
        return f"{ends[0]} {less} to {ends[1]} {more}"
    mild, strong = sorted(ends, key=float)
    word = less if abs(low) > abs(high) else more
    return f"{strong} {word} for 8 in 10 people" if mild == strong else f"{mild} to {strong} {word}"


def _size(change: float, places: int) -> str:
    return f"{abs(round(change, places)):g}"
