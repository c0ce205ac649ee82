"""Laws of the follow-up: the alert keeps its false-alarm rate for as long as anybody goes on.

People are drawn who state just what some forecast said they would; the forecasts are invented, and so narrow,
wide or lopsided as no model's would be.
"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.followup import review, weigh
from lumbago.knowledge import current
from lumbago.record import CheckIn, Foreseen, Going, History, Report

ON = date(2026, 3, 2)
DOSING = current().dosing
SCALE = np.arange(11)
NPRS = st.integers(0, 10)


def around(centre: float, spread: float) -> tuple[float, ...]:
    """Chances of stating each of 0 to 10 around a value."""
    weights = np.exp(-0.5 * ((SCALE - centre) / spread) ** 2) + 1e-3
    return tuple((weights / weights.sum()).tolist())


FORECASTS = {
    "falling": lambda day, began: around(began * 0.9**day, 1.2),
    "flat": lambda day, began: around(began, 1.5),
    "rising": lambda day, began: around(min(10, began + 0.1 * day), 1.5),
    "sure": lambda day, began: around(max(0, began - day / 3), 0.4),
    "unsure": lambda day, began: around(5, 9.0),
    "of two minds": lambda day, began: tuple((np.array(around(1, 0.7)) + np.array(around(8, 0.7))).tolist()),
}
DAYS = {"daily": range(1, 85), "weekly": range(7, 85, 7), "at random": (1, 2, 4, 9, 14, 15, 30, 31, 60, 84)}


def chances(forecast: str, day: int, began: int) -> tuple[float, ...]:
    told = np.array(FORECASTS[forecast](day, began))
    return tuple((told / told.sum()).tolist())


def lived(forecast: str, days, began: int, rng: np.random.Generator) -> list[Foreseen]:
    """Check-ins of somebody who does as foretold."""
    told = [(day, chances(forecast, day, began)) for day in days]
    return [Foreseen(day, int(rng.choice(11, p=chance)), chance) for day, chance in told]


@pytest.mark.parametrize("forecast", FORECASTS)
@pytest.mark.parametrize("rhythm", DAYS)
def test_no_more_than_the_stated_share_of_those_who_recover_as_foretold_is_ever_alerted(forecast, rhythm):
    rng, people = np.random.default_rng(1), 80

    alerted = sum(
        weigh(began, lived(forecast, DAYS[rhythm], began, rng), false_alarms=0.2).alerted_on is not None
        for began in rng.integers(3, 10, people).tolist()
    )

    assert alerted / people <= 0.2


@pytest.mark.parametrize("stated", [[], [5], [5, 0, 9], [9, 9, 9, 9], [0]])
@pytest.mark.parametrize("forecast", FORECASTS)
@pytest.mark.parametrize("began", [0, 4, 10])
def test_on_average_one_more_check_in_of_a_right_forecast_changes_the_evidence_by_nothing(
    began, stated, forecast
):
    """Exactly, over all that could be stated: this is what keeps the rate, whatever days people choose."""
    told = [Foreseen(day, nprs, chances(forecast, day, began)) for day, nprs in enumerate(stated, start=1)]
    next_day = len(told) + 1
    chance = chances(forecast, next_day, began)

    before = weigh(began, told, false_alarms=0.1).evidence[-1].value if told else 1.0
    after = [
        weigh(began, [*told, Foreseen(next_day, nprs, chance)], false_alarms=0.1).evidence[-1].value
        for nprs in range(11)
    ]

    assert np.dot(chance, after) == pytest.approx(before, rel=1e-9)


@given(st.integers(0, 10), st.lists(NPRS, min_size=1, max_size=12), st.sampled_from(sorted(FORECASTS)))
def test_what_comes_later_changes_no_step_before(began, stated, forecast):
    told = [Foreseen(day, nprs, chances(forecast, day, began)) for day, nprs in enumerate(stated, start=1)]

    whole = weigh(began, told, false_alarms=0.1)

    for n in range(1, len(told)):
        part = weigh(began, told[:n], false_alarms=0.1)
        assert part.evidence == whole.evidence[:n]
        assert part.alerted_on is None or part.alerted_on == whole.alerted_on


@given(st.integers(3, 10), st.integers(1, 40))
def test_better_news_never_raises_the_alert(began, day):
    """Of one check-in that a forecast of recovery foretold: less pain is never more evidence against it."""
    told = around(began / 2, 1.5)
    evidence = [
        weigh(began, [Foreseen(day, n, told)], false_alarms=0.1).evidence[0].value for n in range(began + 1)
    ]

    assert evidence == sorted(evidence)


@given(st.integers(4, 10))
def test_who_stays_as_bad_is_alerted_and_who_gets_well_is_not(began):
    days = range(1, 29)
    told = {day: around(began * 0.85**day, 1.0) for day in days}

    bad, well = (
        weigh(began, [Foreseen(day, nprs(day), told[day]) for day in days], false_alarms=0.1)
        for nprs in (lambda _: began, lambda day: round(began * 0.85**day))
    )

    assert bad.alerted_on is not None
    assert well.alerted_on is None
    assert well.evidence[-1].value < 1


@given(st.lists(NPRS, min_size=1, max_size=8), st.sampled_from([0.05, 0.1, 0.2]))
def test_fewer_false_alarms_never_alert_sooner(stated, false_alarms):
    told = [Foreseen(day, nprs, around(3, 1.5)) for day, nprs in enumerate(stated, start=1)]

    strict, lax = (weigh(6, told, false_alarms=rate) for rate in (false_alarms / 2, false_alarms))

    assert strict.threshold == 2 * lax.threshold
    if strict.alerted_on is not None:
        assert lax.alerted_on is not None
        assert lax.alerted_on <= strict.alerted_on


@given(st.lists(NPRS, min_size=1, max_size=8), st.sampled_from([0.05, 0.1, 0.5]))
def test_the_alert_is_of_the_first_day_on_which_the_evidence_is_enough(stated, false_alarms):
    told = [Foreseen(2 * day, nprs, around(2, 1.0)) for day, nprs in enumerate(stated, start=1)]

    test = weigh(7, told, false_alarms=false_alarms)

    enough = [step.day for step in test.evidence if step.value >= 1 / false_alarms]
    assert test.alerted_on == (enough[0] if enough else None)


@given(NPRS, NPRS)
def test_what_a_forecast_held_impossible_does_not_break_the_test(began, stated):
    never = tuple(0.0 if n == stated else 0.1 for n in range(11))

    (step,) = weigh(began, [Foreseen(3, stated, never)], false_alarms=0.1).evidence

    assert np.isfinite(step.value)


def test_without_a_first_pain_or_a_forecast_there_is_no_test():
    assert weigh(None, [Foreseen(1, 4, around(4, 1))], false_alarms=0.1) is None
    assert weigh(4, [], false_alarms=0.1) is None


SPOKEN = st.lists(st.tuples(st.sampled_from([1, 1, 2, 3, 7, 20]), st.one_of(st.none(), NPRS)), max_size=10)


def told(began, spoken, onset_days=2.0):
    days = np.cumsum([0, *(gap for gap, _ in spoken)])[1:].tolist()
    check_ins = tuple(
        CheckIn(on=ON + timedelta(days=day), nprs=nprs) for day, (_, nprs) in zip(days, spoken, strict=True)
    )
    return History(Report(on=ON, nprs=began, onset_days=onset_days), check_ins)


def foreseen(history):
    stated = [c for c in history.check_ins if c.nprs is not None]
    return tuple(Foreseen((c.on - ON).days, c.nprs, around(3, 2)) for c in stated)


@given(st.one_of(st.none(), NPRS), SPOKEN, st.sampled_from([None, 0.0, 2.0, 13.0, 100.0]))
def test_every_history_has_one_review_and_it_agrees_with_itself(began, spoken, onset_days):
    history = told(began, spoken, onset_days)

    found = review(history, foreseen(history), DOSING)

    assert found == review(history, foreseen(history), DOSING)
    assert found.is_not_recovering or found.going is not Going.STALLED
    assert not found.is_not_recovering or found.going in {Going.STALLED, Going.FLARE}
    assert history.on < found.next_check_in <= history.on + timedelta(days=int(DOSING.quiet_days.value))
    assert not (history.well_days is not None and found.is_not_recovering)


@given(NPRS, SPOKEN, st.integers(2, 10), st.integers(0, 60))
def test_the_floor_holds_from_day_14_on_without_any_test(began, spoken, nprs, late):
    """Whoever is no better when first seen two weeks after it began is told, if not of something worse."""
    early = tuple(c for c in told(began, spoken).check_ins if c.on < ON + timedelta(days=12))
    second_look = CheckIn(on=ON + timedelta(days=19 + late), nprs=nprs)

    found = review(History(Report(on=ON, nprs=began, onset_days=2.0), (*early, second_look)), (), DOSING)

    if nprs > 0.7 * began:
        assert found.going in {Going.STALLED, Going.FLARE, Going.RECURRENCE}


@given(st.integers(2, 10), SPOKEN, st.integers(0, 9))
def test_less_pain_today_never_turns_recovering_into_not_recovering(began, spoken, nprs):
    history = told(began, spoken)
    on = history.on + timedelta(days=1)

    better, worse = (
        review(replace(history, check_ins=(*history.check_ins, CheckIn(on=on, nprs=n))), (), DOSING)
        for n in (nprs, nprs + 1)
    )

    if worse.going is Going.RECOVERING:
        assert better.going in {Going.RECOVERING, Going.RECOVERED}


@given(NPRS, SPOKEN)
def test_a_check_in_that_says_nothing_of_pain_changes_no_verdict_within_two_weeks(began, spoken):
    history = told(began, spoken, onset_days=0.0)
    silent = replace(history, check_ins=(*history.check_ins, CheckIn(on=history.on + timedelta(days=1))))

    before, after = (review(one, (), DOSING) for one in (history, silent))

    if not after.two_weeks and history.check_ins:
        assert after.going is before.going or before.going is Going.RECOVERED
