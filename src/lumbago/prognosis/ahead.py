"""What becomes of guesses in the days ahead: all of them for four weeks, ever fewer after it.

    Learnt -> pain and disability by day, the day of recovery, how much each guess counts

Most of the year lies after the first weeks, where a course changes slowly and is told by weeks, then by
fortnights. Those who go on are drawn evenly from the guesses in order of their pain, apart for those who
have recovered and those who have not: so no share jumps where fewer go on.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.prognosis.learning import Learnt
from lumbago.prognosis.summing import band_of, quantiles, recovery_days, well_days_at_end
from lumbago.record import Band
from lumbago.recovery import Cloud, Luck, follow
from lumbago.recovery.course import usual_days

STAGES = ((28, 1.0), (91, 0.25), (365, 0.125))
"""Days ahead up to which a share of the guesses goes on. The last goes on to any horizon."""

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


class Going(NamedTuple):
    """Guesses on the day on which a stage ended.

    Attributes:
        cloud: How they are, n of them.
        weights: How much each counts, shape (n,), sum 1.
        well_days: Days running each has been well.
        pain: Shape (n,), 0-10.
        ill: Who has not recovered yet.
    """

    cloud: Cloud
    weights: Floats
    well_days: NDArray[np.int64]
    pain: NDArray[np.float32]
    ill: NDArray[np.bool_]


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
    n, begins = len(learnt.weights), 0
    going = Going(learnt.cloud, learnt.weights, learnt.well_days, np.zeros(n, np.float32), np.ones(n, bool))
    spans, when, weights = [], [], []
    for ends, share in _stages(horizon):
        if begins:
            going = _fewer(going, max(1, round(share * n)))
        first_day = learnt.day + begins
        paths = follow(going.cloud, usual_days(ends - begins), luck=luck._replace(first_day=first_day))
        pain, disability, new = paths.of["pain"], paths.of["disability"], min(begins, 1)
        spans.append(Span(begins + new, going.weights, pain[new:], disability[new:]))

        ill = going.ill
        found = recovery_days(pain[:, ill], going.well_days[ill], first_day)
        told = np.isfinite(found) | (ends == horizon)
        when.append(found[told])
        weights.append(going.weights[ill][told])
        ill[ill] = ~np.isfinite(found)
        well_days = well_days_at_end(pain, going.well_days)
        going, begins = Going(paths.final, going.weights, well_days, pain[-1], ill), ends
    return Ahead(learnt.day, tuple(spans), np.concatenate(when), np.concatenate(weights))


def _stages(horizon: int) -> Iterator[tuple[int, float]]:
    """Yield the days ahead at which each stage ends, and the share that lives through it."""
    for ends, share in STAGES[:-1]:
        if ends < horizon:
            yield ends, share
    yield horizon, next((share for ends, share in STAGES if horizon <= ends), STAGES[-1][1])


def _fewer(going: Going, n: int) -> Going:
    """Return about n of those who go on: as many of each kind as it weighs, and one at least."""
    kinds = (going.ill, ~going.ill)
    places = np.concatenate([_drawn(going, kind, n) for kind in kinds])
    count = np.array([np.sum(kind[places]) for kind in kinds])
    shares = np.array([going.weights[kind].sum() for kind in kinds])
    weights = (shares / np.maximum(count, 1))[(~going.ill[places]).astype(int)]
    rest = (going.well_days[places], going.pain[places], going.ill[places])
    return Going(going.cloud.of(places), weights, *rest)


def _drawn(going: Going, kind: NDArray[np.bool_], n: int) -> NDArray[np.int64]:
    """Return the places of those of a kind who go on, drawn evenly in order of their pain."""
    ordered = np.argsort(np.where(kind, going.pain, np.inf), kind="stable")[: np.sum(kind)]
    shares = np.cumsum(going.weights[ordered])
    if not len(ordered) or shares[-1] <= 0:
        return ordered[:0]
    count = max(1, round(n * shares[-1]))
    wanted = shares[-1] * (np.arange(count) + 0.5) / count
    return np.asarray(ordered[np.minimum(np.searchsorted(shares, wanted), len(ordered) - 1)])
