"""Never let worse news make a better forecast.

    forecast, forecast of a milder history -> the worse of the two

The model knows few people whose pain stays near the top of the scale: it takes a row of tens for a
fluctuation that will pass. So a history with such check-ins is also forecast as if they had been milder,
and nothing better than any of these is said.
"""

from dataclasses import replace

import numpy as np

from lumbago.prognosis.stacking import levels_of
from lumbago.prognosis.summing import band_of
from lumbago.record import Band, Chance, Forecast, History

TRUSTED_NPRS = 6
"""Check-ins above are forecast as if they were this, too; range 5 to 7, our own judgement."""

Times = tuple[int | None, int | None, int | None]


def milder(history: History) -> list[History]:
    """Return the history with its worst check-ins made milder, once for each NPRS from `TRUSTED_NPRS` on."""
    worst = max((check_in.nprs or 0 for check_in in history.check_ins), default=0)
    return [_capped(history, nprs) for nprs in range(TRUSTED_NPRS, worst)]


def _capped(history: History, most: int) -> History:
    check_ins = tuple(
        check_in if check_in.nprs is None else replace(check_in, nprs=min(check_in.nprs, most))
        for check_in in history.check_ins
    )
    return History(history.report, check_ins)


def no_better_than(forecast: Forecast, other: Forecast) -> Forecast:
    """Return the forecast, made as bad as the other one wherever that is worse; of the same days."""
    pairs = zip(forecast.recovered, other.recovered, strict=True)
    return replace(
        forecast,
        pain=_worse(forecast.pain, other.pain),
        disability=_worse(forecast.disability, other.disability),
        recovered=tuple(Chance(mine.day, min(mine.chance, its.chance)) for mine, its in pairs),
        days_to_recovery=_later(forecast.days_to_recovery, other.days_to_recovery),
        too_early=tuple(sorted({*forecast.too_early, *other.too_early})),
    )


def _worse(mine: tuple[Band, ...], its: tuple[Band, ...]) -> tuple[Band, ...]:
    return tuple(
        band_of(one.day, np.maximum(levels_of(one), levels_of(other)))
        for one, other in zip(mine, its, strict=True)
    )


def _later(mine: Times, its: Times) -> Times:
    middle, soon, late = (
        None if one is None or other is None else max(one, other)
        for one, other in zip(mine, its, strict=True)
    )
    return middle, soon, late
