"""Guesses live from check-in to check-in, and those that foresaw what was said go on."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recovery_cast import crowd

from lumbago.prognosis.ahead import live_on
from lumbago.prognosis.learning import Seen, learn
from lumbago.recovery import Luck, follow
from lumbago.recovery.course import usual_days

LUCK = Luck(7)
SAID = st.lists(st.tuples(st.integers(1, 20), st.integers(0, 10)), min_size=1, max_size=6)


def silent(*days):
    return [Seen(day, None, None) for day in days]


def pain_of(learnt):
    return follow(learnt.cloud, usual_days(0), luck=LUCK).of["pain"][0]


@pytest.mark.parametrize("stops", [(20,), (10, 20), (1, 2, 19, 20), (30, 400), (400,)])
def test_being_asked_on_the_way_changes_no_day(stops):
    """Each day has its luck, whether one lives through it in one go or stops to be asked."""
    people = crowd(30, only={"hazard": 0.2})

    learnt = learn(people, silent(*stops), luck=LUCK)

    straight = follow(people, usual_days(stops[-1]), luck=LUCK).final
    assert learnt.day == stops[-1]
    assert (learnt.cloud.states == straight.states).all()
    assert (learnt.cloud.shakes == straight.shakes).all()


def test_the_days_ahead_go_on_where_the_last_check_in_was():
    people = crowd(30, only={"hazard": 0.2})
    straight = follow(people, usual_days(48), luck=LUCK).of

    (ahead,) = live_on(learn(people, silent(20), luck=LUCK), 28, LUCK).spans

    assert (ahead.pain == straight["pain"][20:]).all()
    assert (ahead.disability == straight["disability"][20:]).all()


def test_days_without_pain_are_counted_up_to_the_check_in():
    people = crowd(200, only={"restless": 0.3})
    stated = np.rint(follow(people, usual_days(40), luck=LUCK).of["pain"][1:])
    running = [next((k for k, nprs in enumerate(row[::-1]) if nprs > 1), 40) for row in stated.T]

    learnt = learn(people, silent(25, 40), luck=LUCK)

    assert learnt.well_days.tolist() == running
    assert 0 < np.mean(learnt.well_days > 0) < 1


def test_guesses_that_foresaw_a_surprise_take_the_places_of_those_that_did_not():
    people = crowd(400)
    unasked, asked = (learn(people, [Seen(7, nprs, None)], luck=LUCK) for nprs in (None, 9))

    assert np.mean(pain_of(unasked) > 7) < 0.4
    assert np.mean(pain_of(asked) > 7) > 0.9
    assert asked.weights == pytest.approx(1 / 400)


def test_copies_of_one_guess_do_not_stay_alike():
    """Or the same few would go on for good, and seem to know everything."""
    asked = learn(crowd(400), [Seen(7, 9, None)], luck=LUCK)

    assert len({tuple(one) for one in asked.cloud.parameters.T.tolist()}) == 400


@settings(max_examples=20, deadline=None, derandomize=True)
@given(SAID)
def test_whatever_is_said_a_third_of_the_guesses_still_count(said):
    days = np.cumsum([gap for gap, _ in said]).tolist()
    seen = [Seen(day, nprs, None) for day, (_, nprs) in zip(days, said, strict=True)]

    weights = learn(crowd(200), seen, luck=LUCK).weights

    assert weights.sum() == pytest.approx(1)
    assert 1 / (weights**2).sum() > 200 / 3
