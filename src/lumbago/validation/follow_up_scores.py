"""Count what alerts do: how often they are false, how many stalls they find, and how soon.

    days of alerts -> shares with their Wilson intervals, median days

The simple rules that others use, or that we use beside the test, are here too.
"""

from collections.abc import Sequence
from math import inf
from statistics import median_low
from typing import Any, NamedTuple, TypeAlias

from lumbago.knowledge.dosing import Dosing
from lumbago.record.report import WELL_NPRS

Said: TypeAlias = Sequence[tuple[int, int]]
"""Day after the report and NPRS stated, in order; the report itself is not among them."""

Alert: TypeAlias = int | None
"""Day after the report; None while there was none."""

WEEK = 7


class Lines(NamedTuple):
    """Where the lines of the follow-up are drawn.

    Attributes:
        much_better: Share by which pain must have fallen to count as better (ostelo2008: 0.3).
        two_weeks: Days after which a second look is due.
        false_alarms: Stated false-alarm rate of the test.
    """

    much_better: float = 0.3
    two_weeks: int = 14
    false_alarms: float = 0.1


def lines_of(dosing: Dosing | None) -> Lines:
    """Return the lines that knowledge draws; the usual ones where it holds none."""
    if dosing is None:
        return Lines()
    return Lines(dosing.much_better.value, int(dosing.two_weeks.value), dosing.false_alarms.value)


def is_much_better(began_at: int, nprs: int, lines: Lines) -> bool:
    """Return whether pain has fallen by enough.

    Examples:
        >>> is_much_better(6, 4, Lines()), is_much_better(6, 5, Lines())
        (True, False)
    """
    return nprs < began_at and began_at - nprs >= lines.much_better * began_at


def is_still_up(began_at: int, nprs: int, lines: Lines) -> bool:
    """Return whether pain is neither well nor much better: the floor of two weeks.

    Examples:
        >>> is_still_up(6, 5, Lines()), is_still_up(6, 4, Lines()), is_still_up(1, 1, Lines())
        (True, False, False)
    """
    return nprs > WELL_NPRS and not is_much_better(began_at, nprs, lines)


def once_at_two_weeks(began_at: int, said: Said, lines: Lines) -> Alert:
    """Return the first check-in from two weeks after the report, where pain is still up then."""
    looked = next(((day, nprs) for day, nprs in said if day >= lines.two_weeks), None)
    return looked[0] if looked is not None and is_still_up(began_at, looked[1], lines) else None


def no_lower_for_a_week(began_at: int, said: Said) -> Alert:
    """Return the first check-in by which pain was not once below that of the report for seven days."""
    since: int | None = 0
    for day, nprs in said:
        if nprs < began_at:
            since = None
            continue
        since = day if since is None else since
        if day - since >= WEEK:
            return day
    return None


def sooner(*alerts: Alert) -> Alert:
    """Return the first of some alerts."""
    return min((day for day in alerts if day is not None), default=None)


def share(some: int, n: int) -> dict[str, Any]:
    """Return a share with its Wilson interval of 95 %.

    Examples:
        >>> share(0, 20)["high"]
        0.161125
        >>> share(0, 0)["share"] is None
        True
    """
    if n == 0:
        return {"n": 0, "k": 0, "share": None, "low": None, "high": None}
    from scipy.stats import binomtest

    interval = binomtest(some, n).proportion_ci(method="wilson")
    low, high = (round(float(end), 6) for end in interval)
    return {"n": n, "k": some, "share": round(some / n, 6), "low": low, "high": high}


def alerted(alerts: Sequence[Alert], *, by: int) -> dict[str, Any]:
    """Return the share that was alerted by a day."""
    return share(sum(day is not None and day <= by for day in alerts), len(alerts))


def found(alerts: Sequence[Alert], stalled_on: Sequence[int], *, by: Sequence[int]) -> dict[str, Any]:
    """Return how many stalls an alert found, and how soon.

    Whoever was alerted before the stall is left out: that alert was not of the stall.

    Args:
        alerts: One a person.
        stalled_on: Day after the report on which each stalled; 0 for whoever never got going.
        by: Days by which to count.

    Returns:
        `early`: left out; `n` and a share for each day of `by`; `median_days`: days from the stall by which
        half of all were alerted, None where fewer than half ever were.
    """
    pairs = list(zip(alerts, stalled_on, strict=True))
    kept = [(day, stall) for day, stall in pairs if day is None or day >= stall]
    waited = [inf if day is None else day - stall for day, stall in kept]
    middle = median_low(waited) if waited else inf
    return {
        "n": len(kept),
        "early": len(pairs) - len(kept),
        **{f"by_{last}": alerted([day for day, _ in kept], by=last) for last in by},
        "median_days": None if middle == inf else int(middle),
    }


def fourfold(is_alerted: Sequence[bool], is_bad: Sequence[bool]) -> dict[str, Any]:
    """Return what an alert told of what came later.

    Returns:
        `alerted`: share alerted; `bad_of_alerted`, `bad_of_others`: share with the bad outcome;
        `sensitivity`: share alerted of those; `specificity`: share not alerted of all others.
    """
    pairs = list(zip(is_alerted, is_bad, strict=True))
    both = sum(alert and bad for alert, bad in pairs)
    alerts, bads, n = sum(is_alerted), sum(is_bad), len(pairs)
    return {
        "alerted": share(alerts, n),
        "bad_of_alerted": share(both, alerts),
        "bad_of_others": share(bads - both, n - alerts),
        "sensitivity": share(both, bads),
        "specificity": share(n - alerts - bads + both, n - bads),
    }
