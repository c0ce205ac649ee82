"""Time until something happens, counted in whole days.

    day and event of each person (2, n) -> survival curve, hazard ratio

Survival is Kaplan and Meier's. The hazard ratio is Cox's for two arms: events of one day are
tied, so half of them count as gone from those at risk.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDS = 50
CLOSE = 1e-10
LARGEST_LOGARITHM = 20.0


class Curve(NamedTuple):
    """A survival curve, by day.

    Attributes:
        events: How many had it that day.
        at_risk: How many could have had it.
        surviving: Share without it at the end of the day.
    """

    events: Floats
    at_risk: Floats
    surviving: Floats


class HazardRatio(NamedTuple):
    """Hazard of the first arm over that of the second.

    Attributes:
        logarithm: Its natural logarithm; not a number when an arm has no event.
        influences: Of each person of the first and of the second arm, each of shape (n,).
    """

    logarithm: float
    influences: tuple[Floats, Floats]


def curve_of(rows: Floats, days: int | None = None) -> Curve:
    """Return the curve of people.

    Args:
        rows: Last day seen, and 1 where it happened that day or 0; shape (2, n).
        days: Days of the curve; None means up to the last that anyone was seen.
    """
    time, has_event = rows[0].astype(np.int64), rows[1] > 0
    length = 1 + int(time.max()) if days is None else days
    events = np.bincount(time[has_event], minlength=length)[:length].astype(np.float64)
    leaving = np.bincount(time, minlength=length)[:length]
    at_risk = (time.size - np.concatenate([[0], np.cumsum(leaving)[:-1]])).astype(np.float64)
    return Curve(events, at_risk, np.asarray(np.cumprod(1 - _over(events, at_risk)), np.float64))


def influence_at(curve: Curve, rows: Floats, day: int) -> Floats:
    """Return the influence of each person on survival at a day, shape (n,)."""
    n = rows.shape[1]
    staying = np.maximum(curve.at_risk - curve.events, 0.5)
    paid = np.cumsum(n * _over(curve.events, curve.at_risk * staying))
    gained = n / staying
    time = np.minimum(rows[0].astype(np.int64), day)
    has_event = (rows[1] > 0) & (rows[0] <= day)
    return np.asarray(-curve.surviving[day] * (np.where(has_event, gained[time], 0.0) - paid[time]))


def hazard_ratio(first: Floats, second: Floats) -> HazardRatio:
    """Return the hazard ratio of two arms whose people were followed for the same days.

    Args:
        first: Day and event of the people of the first arm, shape (2, n).
        second: Of the second arm.
    """
    days = 1 + int(max(first[0].max(), second[0].max()))
    curves = curve_of(first, days), curve_of(second, days)
    risks = [curve.at_risk - curve.events / 2 for curve in curves]
    if not all(curve.events.sum() for curve in curves):
        return HazardRatio(np.nan, (np.zeros(first.shape[1]), np.zeros(second.shape[1])))
    events = curves[0].events + curves[1].events
    beta = _solved(curves[0].events.sum(), events, risks)
    share = _share(beta, risks)
    information = float((events * share * (1 - share)).sum())
    daily = _over(events, risks[0] * np.exp(beta) + risks[1])
    both = (
        _scores(first, (1 - share), daily * np.exp(beta), information),
        _scores(second, -share, daily, information),
    )
    return HazardRatio(beta, both)


def _solved(events_first: float, events: Floats, risks: list[Floats]) -> float:
    """Solve Cox's equation by Newton's method, one number."""
    beta = 0.0
    for _ in range(ROUNDS):
        share = _share(beta, risks)
        step = (events_first - (events * share).sum()) / max((events * share * (1 - share)).sum(), CLOSE)
        beta = float(np.clip(beta + np.clip(step, -1, 1), -LARGEST_LOGARITHM, LARGEST_LOGARITHM))
        if abs(step) < CLOSE:
            break
    return beta


def _share(beta: float, risks: list[Floats]) -> Floats:
    """Return the share of a day's events that belongs to the first arm."""
    weighted = risks[0] * np.exp(beta)
    return _over(weighted, weighted + risks[1])


def _scores(rows: Floats, weight: Floats, hazard: Floats, information: float) -> Floats:
    """Return what each person moves the logarithm by, times n."""
    time, n = rows[0].astype(np.int64), rows.shape[1]
    paid = np.cumsum(weight * hazard)
    tied = weight * hazard / 2
    score = rows[1] * (weight[time] + tied[time]) - paid[time]
    return np.asarray(n * score / max(information, CLOSE))


def _over(above: Floats, below: Floats) -> Floats:
    """Divide; nothing over nothing is 0."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
