"""What becomes of guesses in the days ahead: all of them for a season, some of them after it.

    Learnt -> pain and disability by day, the day of recovery, how much each guess counts

Three quarters of the year lie after the season, where a course changes slowly and is told by fortnights.
Those who go on are drawn evenly from the guesses in order of their pain, apart for those who have recovered
and those who have not: so no share jumps where the season ends.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.prognosis.learning import Learnt
from lumbago.prognosis.summing import band_of, quantiles, recovery_days, well_days_at_end
from lumbago.record import Band
from lumbago.recovery import Luck, follow
from lumbago.recovery.course import usual_days

SEASON = 91
"""Days ahead that every guess lives through."""

GO_ON = 0.25
"""Share of the guesses that go on after the season."""

Floats = NDArray[np.float64]


class Span(NamedTuple):
    """Days that the same guesses live through.

    Attributes:
        first: Days ahead of row 0.
        weights: How much each counts, shape (n,), sum 1.
        pain: Shape (days, n), 0-10.
        disability: The same, 0-100.
    """

    first: int
    weights: Floats
    pain: NDArray[np.float32]
    disability: NDArray[np.float32]

    @property
    def last(self) -> int:
        """Days ahead of the last row."""
        return self.first + len(self.pain) - 1


class Ahead(NamedTuple):
    """What becomes of guesses.

    Attributes:
        day: Day after the report from which they live on.
        spans: One after another, without a gap.
        when: Day after the report on which each guess had recovered, shape (k,); inf if never.
        weights: How much each of these counts, shape (k,), sum 1.
    """

    day: int
    spans: tuple[Span, ...]
    when: Floats
    weights: Floats

    def pain(self, shown: Iterable[int]) -> tuple[Band, ...]:
        """Return where pain may lie on some days ahead."""
        return tuple(
            band_of(self.day + day, quantiles(span.pain[day - span.first], span.weights, 10))
            for day, span in self._spans_of(shown)
        )

    def disability(self, shown: Iterable[int]) -> tuple[Band, ...]:
        """Return where disability may lie on some days ahead."""
        return tuple(
            band_of(self.day + day, quantiles(span.disability[day - span.first], span.weights, 100))
            for day, span in self._spans_of(shown)
        )

    def _spans_of(self, shown: Iterable[int]) -> Iterator[tuple[int, Span]]:
        for day in shown:
            yield day, next(span for span in self.spans if day <= span.last)


def live_on(learnt: Learnt, horizon: int, luck: Luck) -> Ahead:
    """Let guesses live on from the last thing said.

    Args:
        learnt: Guesses, and how much each counts.
        horizon: Days ahead.
        luck: What fixes the draws.
    """
    season = min(horizon, SEASON)
    paths = follow(learnt.cloud, usual_days(season), luck=luck._replace(first_day=learnt.day))
    near = Span(0, learnt.weights, paths.of["pain"], paths.of["disability"])
    when = recovery_days(near.pain, learnt.well_days, learnt.day)
    if horizon == season:
        return Ahead(learnt.day, (near,), when, learnt.weights)

    well = np.isfinite(when)
    some = _some(learnt.weights, near.pain[-1], well)
    weights = _counted_anew(learnt.weights, well, some)
    cloud = paths.final.of(some)
    later = follow(cloud, usual_days(horizon - season), luck=luck._replace(first_day=learnt.day + season))
    far = Span(season + 1, weights, later.of["pain"][1:], later.of["disability"][1:])
    ill = ~well[some]
    days_well = well_days_at_end(near.pain[:, some], learnt.well_days[some])
    late = recovery_days(later.of["pain"][:, ill], days_well[ill], learnt.day + season)
    return Ahead(
        learnt.day,
        (near, far),
        np.concatenate([when[well], late]),
        np.concatenate([learnt.weights[well], weights[ill]]),
    )


def _some(weights: Floats, pain: NDArray[np.float32], well: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the places of those who go on: as many of each kind as it weighs, and one at least."""
    n = max(1, round(GO_ON * len(weights)))
    places = []
    for of_a_kind in (well, ~well):
        ordered = np.argsort(np.where(of_a_kind, pain, np.inf), kind="stable")[: np.sum(of_a_kind)]
        shares = np.cumsum(weights[ordered])
        if len(ordered) and shares[-1] > 0:
            count = max(1, round(n * shares[-1]))
            wanted = shares[-1] * (np.arange(count) + 0.5) / count
            places.append(ordered[np.minimum(np.searchsorted(shares, wanted), len(ordered) - 1)])
    return np.concatenate(places)


def _counted_anew(weights: Floats, well: NDArray[np.bool_], some: NDArray[np.int64]) -> Floats:
    """Return how much each of some counts: those who recovered as much together as before, and the others."""
    recovered = weights[well].sum()
    kinds, shares = well[some], np.array([weights.sum() - recovered, recovered])
    count = np.array([np.sum(~kinds), np.sum(kinds)])
    return np.asarray((shares / np.maximum(count, 1))[kinds.astype(int)])
