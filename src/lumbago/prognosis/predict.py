"""Forecast one person's pain, disability and recovery.

    History, Recovery -> Forecast

The calibrated population is bent to the report, then to each check-in. The same history gives the same
forecast: its luck is fixed.
"""

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

import numpy as np

from lumbago.knowledge.recovery import Recovery
from lumbago.prognosis.ahead import live_on
from lumbago.prognosis.cloud import Start, guesses, guesses_from, start_of
from lumbago.prognosis.guarding import milder, no_better_than
from lumbago.prognosis.learning import Learnt, Seen, foreseen, learn
from lumbago.prognosis.stacking import spoken
from lumbago.prognosis.summing import chances, recovery_days, times
from lumbago.prognosis.what_if import WAYS, what_ifs
from lumbago.record import Band, Basis, Forecast, Foreseen, History
from lumbago.recovery import Cloud, Luck, follow
from lumbago.recovery.course import usual_days

SEED = 20_261
PARTICLES = 4_096

FORESEEING = 2_048
"""Guesses of those who recover, for what was foretold of check-ins."""

REMEMBERED = 128
"""Starts whose guesses are kept for the check-ins to come, 0.6 MB each: as many as a worker sees at once."""

WELL_BY = 84
"""Days within which somebody who recovers as hoped gets well."""

FEWEST = 0.05
"""Where a smaller share of the guesses gets well, the forecast itself says that it will take longer."""

HORIZON_DAYS = 365
AHEAD = (*range(29), *range(35, 92, 7), *range(98, 365, 14), 365)
"""Days ahead that a forecast speaks of: daily for four weeks, weekly to three months, then by fortnights."""

BETTER, WORSE = 1.5, 4.0
"""A band that reaches from pain 0 or 1 to moderate pain says nothing that one could act on."""


def predict(
    history: History,
    recovery: Recovery,
    *,
    ways: Collection[str] | None = None,
    particles: int = PARTICLES,
    horizon: int = HORIZON_DAYS,
) -> Forecast:
    """Forecast one person.

    Args:
        history: What was said; any number of check-ins on any days.
        recovery: The calibrated model, and what a cohort taught.
        ways: What is compared with going on as usual, by name; every way where it is not said.
        particles: Guesses at the person; more make a steadier forecast.
        horizon: Days ahead, from the last thing said.
    """
    learnt = _learnt(history, recovery, particles)
    forecast = _foretold(history, recovery, learnt, horizon)
    for gentler in milder(history):
        other = _foretold(gentler, recovery, _learnt(gentler, recovery, particles), horizon)
        forecast = no_better_than(forecast, other)
    return replace(forecast, what_ifs=what_ifs(learnt, WAYS if ways is None else ways, luck=Luck(SEED)))


def foresee(history: History, recovery: Recovery, *, particles: int = FORESEEING) -> tuple[Foreseen, ...]:
    """Return what was foretold of each check-in, before it was known, by the forecast of those who recover.

    Of the guesses at this person only those count that get well within twelve weeks. It is the recovery
    model's forecast: the statistical one speaks of a few days only, never day by day.

    Args:
        history: What was said.
        recovery: The calibrated model.
        particles: Guesses at the person.
    """
    cloud = _those_who_recover(start_of(history, recovery), recovery, particles)
    return foreseen(cloud, check_ins(history), luck=Luck(SEED))


@lru_cache(maxsize=REMEMBERED)
def _those_who_recover(start: Start, recovery: Recovery, n: int) -> Cloud:
    """Return n guesses that get well in time, over and over; any n where hardly one does."""
    cloud = guesses_from(start, recovery, 2 * n, luck=Luck(SEED))
    paths = follow(cloud, usual_days(WELL_BY), luck=Luck(SEED + 1))
    well = np.flatnonzero(recovery_days(paths.of["pain"], np.zeros(2 * n, np.int64), 0) <= WELL_BY)
    places = np.resize(well, n) if len(well) >= FEWEST * n else np.arange(n)
    return Cloud(*(rows.take(places, axis=1) for rows in cloud))


def _learnt(history: History, recovery: Recovery, particles: int) -> Learnt:
    luck = Luck(SEED)
    return learn(guesses(history, recovery, particles, luck=luck), check_ins(history), luck=luck)


def _foretold(history: History, recovery: Recovery, learnt: Learnt, horizon: int) -> Forecast:
    """Forecast all but what another way to spend the days would change."""
    seen = check_ins(history)
    ahead = live_on(learnt, horizon, Luck(SEED))
    shown = [day for day in AHEAD if day <= horizon]
    days = [learnt.day + day for day in shown]
    said = spoken(history, seen, recovery)
    pain = said.stacked(ahead.pain(shown), "pain")
    return Forecast(
        from_day=learnt.day,
        pain=pain,
        disability=said.stacked(ahead.disability(shown), "rmdq"),
        recovered=chances(ahead.when, ahead.weights, days),
        days_to_recovery=times(ahead.when, ahead.weights),
        too_early=_too_early(pain, learnt.day),
        what_ifs=(),
        check_ins=len(seen),
        basis=Basis.STACKED if said.weights else Basis.MODEL,
        weight=said.weights.get("pain", 0.0),
        seed=SEED,
    )


def check_ins(history: History) -> tuple[Seen, ...]:
    """Return what check-ins teach, by days after the report; without pain or disability it is nothing."""
    seen = (
        Seen((check_in.on - history.report.on).days, check_in.nprs, check_in.rmdq_percent)
        for check_in in history.check_ins
    )
    return tuple(said for said in seen if said.day > 0 and (said.nprs, said.rmdq_percent) != (None, None))


def _too_early(pain: tuple[Band, ...], from_day: int) -> tuple[int, ...]:
    """Return the days ahead whose band of 80 reaches from well to moderate pain."""
    wide = (band for band in pain if band.most[0] < BETTER and band.most[1] >= WORSE)
    return tuple(band.day - from_day for band in wide)
