"""Recovered means the same to a forecast and to a trial: a week running of pain 0 or 1."""

import numpy as np
import pytest

from lumbago.prognosis.summing import chances, recovery_days
from lumbago.recovery import Luck
from lumbago.simulation.measures import measured
from lumbago.simulation.observing import see
from lumbago.simulation.protocol import Observation
from lumbago.simulation.reading import read_trial
from lumbago.simulation.running import recovery_of

DAYS = 12
WELL, ILL = (
    [
        [5.0, *[0.0] * 12],
        [5.0, *[1.4] * 7, *[5.0] * 5],
        [5.0, *[5.0] * 5, *[1.4] * 7],
        [5.0, *[1.0] * 3, 5.0, *[1.0] * 7, 5.0],
    ],
    [
        [5.0, *[1.6] * 12],
        [5.0, *[0.0] * 6, 5.0, *[0.0] * 5],
        [5.0, *[5.0] * 6, *[0.0] * 6],
        [5.0, *[1.0, 2.0] * 6],
    ],
)
"""Pain day by day after the first; its whole number is what a person states."""

TRIAL = read_trial(
    f'name = "An invented trial"\n[[arm]]\nname = "a"\ndays = {DAYS}\n'
    f'[[outcome]]\nid = "pain"\nmeasure = "pain_mean"\nday = {DAYS}\narm = "a"\n'
)


def in_a_forecast(pain, well_days=0):
    rows = np.array(pain, np.float32)[:, None]
    when = recovery_days(rows, np.array([well_days]), 0)
    return chances(when, np.ones(1), [DAYS])[0].chance == 1


def in_a_trial(pain):
    rows = np.array(pain, np.float32)[:, None]
    watched = see({"pain": rows}, np.zeros(1, np.float32), Observation(), Luck(1))
    return measured(watched, recovery_of(TRIAL))[1, 0] == 1


@pytest.mark.parametrize("judge", [in_a_forecast, in_a_trial])
@pytest.mark.parametrize("pain", WELL)
def test_a_week_of_pain_0_or_1_is_recovery(judge, pain):
    assert judge(pain)


@pytest.mark.parametrize("judge", [in_a_forecast, in_a_trial])
@pytest.mark.parametrize("pain", ILL)
def test_pain_2_or_six_days_are_none(judge, pain):
    assert not judge(pain)


def test_days_without_pain_before_the_forecast_count():
    two_more = [0.0, 0.0, 0.0, *[5.0] * 10]

    assert in_a_forecast(two_more, well_days=5)
    assert not in_a_forecast(two_more, well_days=4)


def test_a_forecast_tells_the_day_on_which_the_week_is_over():
    rows = np.array([[5.0, *[0.0] * 12], [5.0, 5.0, 5.0, *[0.0] * 10], [5.0] * 13], np.float32).T

    assert recovery_days(rows, np.zeros(3, int), 20).tolist() == [27, 29, np.inf]
