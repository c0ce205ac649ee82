"""What doing something would change, in plain words.

    Forecast -> Comparisons

A change whose band holds "none" is called that: no difference we can be sure of.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lumbago.record import Difference, Forecast, WhatIf
from lumbago.wording.language import marked, say, say_n, say_number

SOON, LATER = 14, 84
"""Days ahead at which ways to spend the days are compared."""

USUAL = "rest-0-days"
"""What the others are compared with; it changes nothing."""

WAYS = {
    "stay-active": marked("Staying active, with advice on how"),
    "programme": marked("Exercises on about half of the days"),
}
FELT = 0.5
"""NPRS points; pain is stated in whole points, so less than half of one cannot be felt: our own judgement."""


@dataclass(frozen=True)
class Words:
    """How a band of a change is told.

    Attributes:
        both: From less to more.
        between: Between two sizes, less and more.
        same: Both ends alike, less and more.
    """

    both: str
    between: tuple[str, str]
    same: tuple[str, str]


PAIN = Words(
    both=marked("{low} lower to {high} higher"),
    between=(marked("{mild} to {strong} lower"), marked("{mild} to {strong} higher")),
    same=(marked("{size} lower for 8 in 10 people"), marked("{size} higher for 8 in 10 people")),
)
WORK = Words(
    both=marked("{low} fewer to {high} more"),
    between=(marked("{mild} to {strong} fewer"), marked("{mild} to {strong} more")),
    same=(marked("{size} fewer for 8 in 10 people"), marked("{size} more for 8 in 10 people")),
)


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
        told = {"way": self.way, "soon": self.pain_soon, "work": self.work}
        if self.pain_soon == self.pain_later:
            return say(
                "{way}. Pain: {soon}, in two weeks as in twelve. Days off work within twelve weeks: {work}.",
                **told,
            )
        return say(
            "{way}. Pain: in two weeks {soon}; in twelve weeks {later}. "
            "Days off work within twelve weeks: {work}.",
            later=self.pain_later,
            **told,
        )


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
        days = int(id_.split("-")[1])
        return say_n(
            "Resting {n} day in bed instead of none", "Resting {n} days in bed instead of none", days
        )
    return say(WAYS[id_]) if id_ in WAYS else id_.replace("-", " ").capitalize()


def _difference_at(differences: Iterable[Difference], day: int) -> str:
    found = next((difference for difference in differences if difference.day == day), None)
    return say("not computed") if found is None else _difference(found)


def _difference(difference: Difference) -> str:
    low, high = difference.most
    told = _range(low, high, 1, PAIN)
    if low <= 0 <= high:
        return say("no difference we can be sure of ({range})", range=told)
    if abs(difference.median) < FELT:
        return say("a change too small for most to feel ({range})", range=told)
    size = _size(difference.median, 1)
    if high < 0:
        return say("about {points} lower ({range})", points=size, range=told)
    return say("about {points} higher ({range})", points=size, range=told)


def _work(median: float, low: float, high: float) -> str:
    told = _range(low, high, 0, WORK)
    if _is_none(low, 0) and _is_none(high, 0):
        return say("no difference")
    if low < 0 < high:
        return say("no difference we can be sure of ({range})", range=told)
    if _is_none(median, 0):
        return say("most likely no difference ({range})", range=told)
    size = _size(median, 0)
    if low < 0:
        return say("about {days} fewer ({range})", days=size, range=told)
    return say("about {days} more ({range})", days=size, range=told)


def _range(low: float, high: float, places: int, words: Words) -> str:
    """Return a band of a change in words.

    Examples:
        >>> _range(-0.24, 0.1, 1, PAIN)
        '0.2 lower to 0.1 higher'
        >>> _range(-3.2, 0, 0, WORK)
        '0 to 3 fewer'
    """
    is_none = _is_none(low, places), _is_none(high, places)
    if all(is_none):
        return say("less than 0.1")
    if low < 0 < high and not any(is_none):
        return say(words.both, low=_size(low, places), high=_size(high, places))
    mild, strong = (_size(end, places) for end in sorted((low, high), key=abs))
    is_more = abs(low) <= abs(high)
    if mild == strong:
        return say(words.same[is_more], size=strong)
    return say(words.between[is_more], mild=mild, strong=strong)


def _is_none(change: float, places: int) -> bool:
    return round(change, places) == 0


def _size(change: float, places: int) -> str:
    return say_number(f"{abs(round(change, places)):g}")
