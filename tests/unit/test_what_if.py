"""What doing something would change: told of guesses that count, in days of work, each with its luck."""

import numpy as np
import pytest
from recovery_cast import crowd

from lumbago.prognosis.learning import Learnt
from lumbago.prognosis.what_if import ways, what_ifs
from lumbago.recovery import INPUTS, Cloud, Luck

LUCK = Luck(5)
EXERCISES = ("stretching", "strengthening", "aerobic")
AT_WORK, OFF_WORK = 200.0, -1.0
"""Disability above which they stay off work: more than there is, or none at all."""


def learnt(cloud, weights=None, *, day=0, well_days=0):
    n = cloud.parameters.shape[1]
    counts = np.ones(n) if weights is None else np.asarray(weights, float)
    return Learnt(cloud, counts / counts.sum(), day, np.full(n, well_days))


def told(some):
    return {way.id: way for way in what_ifs(some, luck=LUCK)}


def workers(off_work, of=100):
    """People of whom so many are off work whatever they do; the others go unless they lie in bed."""
    return crowd(of, only={"work_limit": np.where(np.arange(of) < off_work, OFF_WORK, AT_WORK)})


def brought(way, name):
    return ways()[way][:, INPUTS.index(name)]


def test_guesses_that_do_not_count_change_nothing():
    everybody, counts = crowd(120), np.arange(1, 61)
    those = Cloud(*(rows[:, :60] for rows in everybody))

    found, alone = told(learnt(everybody, [*counts, *[0] * 60])), told(learnt(those, counts))

    for way, what_if in found.items():
        assert what_if.work_days == alone[way].work_days
        for one, other in zip(what_if.differences, alone[way].differences, strict=True):
            assert (one.median, one.most) == (other.median, other.most)
            assert one.recovered == pytest.approx(other.recovered)
    assert any(difference.recovered for way in alone.values() for difference in way.differences)


def test_the_likelier_guess_is_the_one_that_is_told():
    """One in four would lose work by lying in bed, but that one is nearly sure to be the person."""
    people = workers(off_work=75)

    likely = told(learnt(people, np.where(np.arange(100) < 75, 1, 99)))

    assert likely["rest-14-days"].work_days[0] == 10


def test_asked_for_some_ways_they_are_the_same_and_for_none_there_is_none():
    some = learnt(crowd(60))

    found = what_ifs(some, ("programme", "rest-4-days"), luck=LUCK)

    assert found == (told(some)["rest-4-days"], told(some)["programme"])
    assert what_ifs(some, (), luck=LUCK) == ()


@pytest.mark.parametrize(("rest", "work_days"), [(0, 0), (7, 5), (14, 10)])
def test_a_week_in_bed_costs_the_five_days_of_work_that_it_has(rest, work_days):
    lost = told(learnt(workers(off_work=0)))[f"rest-{rest}-days"].work_days

    assert lost == pytest.approx((work_days,) * 3)


@pytest.mark.parametrize(("unlike", "low"), [(5, 10), (15, 0)])
def test_a_difference_is_told_with_the_band_that_holds_eighty_of_a_hundred(unlike, low):
    """Who is off work anyway loses nothing: one in twenty lies outside the band, three in twenty do not."""
    lost = told(learnt(workers(off_work=unlike)))["rest-14-days"].work_days

    assert lost == pytest.approx((10, low, 10))


def test_who_rests_lies_in_bed_and_in_no_cast():
    usual = ways()["rest-0-days"]

    for days in (2, 4, 7, 14):
        rest = brought(f"rest-{days}-days", "rest")
        others = np.delete(ways()[f"rest-{days}-days"], INPUTS.index("rest"), axis=1)
        assert rest.tolist() == [1] * days + [0] * (len(rest) - days)
        assert np.array_equal(others, np.delete(usual, INPUTS.index("rest"), axis=1), equal_nan=True)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_programme_brings_a_session_of_each_exercise_on_about_half_of_the_days(exercise):
    assert brought("programme", exercise).mean() == pytest.approx(0.5, abs=0.15)
    assert not brought("stay-active", exercise).any()


@pytest.mark.parametrize("way", ["programme", "stay-active"])
def test_advice_to_stay_active_goes_with_the_programme_too(way):
    assert (brought(way, "education") == 1).all()
    assert not brought(way, "rest").any()


def test_the_programme_does_more_to_people_than_advice_alone():
    """Whatever its sign: a session on healing tissue is felt."""
    found = told(learnt(crowd(60, only={"soreness_exercise": 2.0})))

    assert found["programme"].differences != found["stay-active"].differences


def test_who_has_already_recovered_recovers_no_sooner_whatever_they_do():
    differences = [
        difference for way in told(learnt(crowd(60), well_days=7)).values() for difference in way.differences
    ]

    assert {difference.recovered for difference in differences} == {0}


def test_days_ahead_have_a_luck_of_their_own():
    """The same people a month later meet other days."""
    people = crowd(60, only={"hazard": 0.2})

    now, later = (told(learnt(people, day=day))["rest-7-days"] for day in (0, 30))

    assert [one.most for one in now.differences] != [one.most for one in later.differences]
    assert [one.day + 30 for one in now.differences] == [one.day for one in later.differences]
