"""What becomes of guesses: a part of them goes on after the season, and the forecast does not notice."""

from datetime import date

import numpy as np
import pytest

from lumbago.knowledge import current
from lumbago.prognosis import ahead
from lumbago.prognosis.ahead import Going, live_on
from lumbago.prognosis.cloud import guesses
from lumbago.prognosis.learning import Seen, learn
from lumbago.prognosis.summing import WELL, chances, recovery_days, well_days_at_end
from lumbago.record import History, Report
from lumbago.recovery import Luck

LUCK = Luck(4)
SAID = {"quick": (4, [1, 1, 0]), "slow": (8, [8, 7, 8]), "silent": (6, [])}


def learnt_of(name, n=2_000):
    pain, after = SAID[name]
    history = History(Report(on=date(2026, 3, 2), nprs=pain, onset_days=3.0), ())
    people = guesses(history, current().recovery, n, luck=LUCK)
    return learn(people, [Seen(day, nprs, None) for day, nprs in enumerate(after, start=1)], luck=LUCK)


def all_go_on(monkeypatch, learnt):
    """Return what becomes of them where all of them live through the whole year."""
    with monkeypatch.context() as patch:
        patch.setattr(ahead, "STAGES", ((365, 1.0),))
        return live_on(learnt, 365, LUCK)


@pytest.mark.parametrize("name", SAID)
def test_some_tell_of_the_year_what_all_would_tell(monkeypatch, name):
    learnt = learnt_of(name)
    whole, some = all_go_on(monkeypatch, learnt), live_on(learnt, 365, LUCK)

    near, far = range(29), (*range(35, 92, 7), *range(98, 366, 14))
    assert [len(span.weights) for span in some.spans] == pytest.approx([2_000, 500, 250], rel=0.02)
    assert some.pain(near) == whole.pain(near)
    assert some.disability(near) == whole.disability(near)
    for one, other in zip(some.pain(far), whole.pain(far), strict=True):
        assert abs(one.median - other.median) < 0.5
        assert np.allclose(one.most, other.most, atol=1)
    days = [learnt.day + day for day in (*near, *far)]
    told = [[one.chance for one in chances(found.when, found.weights, days)] for found in (some, whole)]
    assert np.allclose(*told, atol=0.03)
    assert np.allclose(told[0][: len(near)], told[1][: len(near)], atol=1e-12)
    assert told[0] == sorted(told[0])


def test_every_kind_that_there_is_goes_on():
    """One guess in a thousand that is ill is not forgotten, and weighs what it weighed."""
    learnt = learnt_of("quick", n=1_000)
    ill = np.arange(1_000) == 0
    days = np.where(ill, 0, 9)
    going = Going(learnt.cloud, learnt.weights, days, np.zeros(1_000, np.float32), ill)

    some = ahead._fewer(going, 250)

    assert len(some.weights) == pytest.approx(250, abs=2)
    assert some.weights.sum() == pytest.approx(1)
    assert some.weights[some.ill].sum() == pytest.approx(learnt.weights[0])
    assert some.well_days[some.ill].tolist() == [0]


@pytest.mark.parametrize("horizon", [1, 27, 28, 29, 91, 92, 365, 400])
def test_every_day_up_to_any_horizon_is_lived_once(horizon):
    found = live_on(learnt_of("slow", n=200), horizon, LUCK)

    days = [span.first + row for span in found.spans for row in range(len(span.pain))]
    assert days == list(range(horizon + 1))
    assert found.weights.sum() == pytest.approx(1)


def test_who_was_well_at_the_end_of_the_season_needs_fewer_days_after_it():
    pain = np.array([[5, 0, 0, 0, 0], [0, 0, 0, 5, 0], [0, 0, 0, 0, 0]], np.float32).T

    assert well_days_at_end(pain, np.array([0, 2, 3])).tolist() == [4, 1, 7]


@pytest.mark.parametrize("seed", range(5))
def test_a_week_of_well_days_is_found_wherever_it_lies(seed):
    chance = np.random.default_rng(seed)
    pain = chance.choice([0.5, 3.0], p=[0.8, 0.2], size=(40, 300)).astype(np.float32)
    before = chance.integers(0, 9, 300)

    found = recovery_days(pain, before, 10)

    for column, had, when in zip(pain.T, before.tolist(), found, strict=True):
        run, expected = had, 10.0 if had >= 7 else np.inf
        for day, felt in enumerate(column[1:], start=11):
            run = run + 1 if felt < WELL else 0
            expected = min(expected, day) if run >= 7 else expected
        assert when == expected
