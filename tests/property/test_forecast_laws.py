"""Laws of a forecast, for any history that a person may give."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbago.knowledge import current
from lumbago.prognosis import predict
from lumbago.record import CheckIn, History, Report

ON = date(2026, 3, 2)
FEW = 512
RECOVERY = current().recovery

NPRS = st.integers(0, 10)
GAPS = st.lists(st.tuples(st.integers(1, 60), NPRS), max_size=5)


def history_of(nprs, said, **report):
    on, check_ins = ON, []
    for gap, pain in said:
        on += timedelta(gap)
        check_ins.append(CheckIn(on=on, nprs=pain))
    return History(Report(on=ON, nprs=nprs, **report), tuple(check_ins))


def foretold(history, **options):
    return predict(history, RECOVERY, particles=FEW, horizon=90, **options)


def width(band):
    return band.most[1] - band.most[0]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NPRS, GAPS)
def test_bands_lie_inside_each_other_and_on_the_scale(nprs, said):
    forecast = foretold(history_of(nprs, said))

    for bands, top in ((forecast.pain, 10), (forecast.disability, 100)):
        for band in bands:
            levels = [
                band.nearly_all[0], band.most[0], band.half[0], band.median,
                band.half[1], band.most[1], band.nearly_all[1],
            ]  # fmt: skip
            assert levels == sorted(levels)
            assert levels[0] >= 0
            assert levels[-1] <= top


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NPRS, GAPS)
def test_the_chance_of_having_recovered_never_falls(nprs, said):
    chances = [chance.chance for chance in foretold(history_of(nprs, said)).recovered]

    assert chances == sorted(chances)


@settings(max_examples=10, deadline=None)
@given(NPRS, GAPS)
def test_the_same_history_gives_the_same_forecast(nprs, said):
    history = history_of(nprs, said)

    assert foretold(history) == foretold(history)


@settings(max_examples=10, deadline=None)
@given(NPRS, GAPS, st.integers(1, 20))
def test_a_check_in_that_says_nothing_changes_nothing(nprs, said, day):
    history = history_of(nprs, said)
    silent = CheckIn(on=history.on + timedelta(day))

    assert foretold(History(history.report, (*history.check_ins, silent))) == foretold(history)


def test_more_pain_foretells_more_pain():
    medians = [foretold(history_of(nprs, [], onset_days=5.0)).pain[14].median for nprs in (2, 4, 6, 8)]

    assert medians == sorted(medians)


def test_not_knowing_the_pain_never_narrows_a_forecast():
    known, unknown = (foretold(history_of(nprs, [], onset_days=5.0)) for nprs in (5, None))

    assert width(unknown.pain[0]) > width(known.pain[0])
    assert width(unknown.pain[7]) >= width(known.pain[7])


def test_a_check_in_teaches():
    before = foretold(history_of(7, [], onset_days=3.0))
    better = foretold(history_of(7, [(7, 1)], onset_days=3.0))
    worse = foretold(history_of(7, [(7, 8)], onset_days=3.0))

    day = 14
    assert better.band(better.pain, day).median < before.band(before.pain, day).median
    assert worse.band(worse.pain, day).median > before.band(before.pain, day).median
    assert width(better.band(better.pain, day)) < width(before.band(before.pain, day))


def test_four_hundred_days_without_a_word_are_no_fault():
    forecast = foretold(history_of(7, [(401, 2)]))

    assert forecast.from_day == 401
    assert forecast.pain[0].day == 401


def test_missing_days_are_normal():
    every_day = history_of(6, [(1, 6), (1, 5), (1, 5), (1, 4), (1, 4), (1, 3), (1, 3)])
    twice = history_of(6, [(4, 4), (3, 3)])

    assert foretold(twice).check_ins == 2
    assert abs(foretold(every_day).pain[14].median - foretold(twice).pain[14].median) < 1.5


def test_going_on_as_usual_is_no_change():
    rest_none = next(way for way in foretold(history_of(6, [])).what_ifs if way.id == "rest-0-days")

    assert all(difference.median == 0 and difference.most == (0, 0) for difference in rest_none.differences)
    assert rest_none.work_days == (0, 0, 0)


def test_a_longer_rest_costs_more_work_days():
    ways = {way.id: way for way in foretold(history_of(6, [], onset_days=2.0)).what_ifs}
    rests = [ways[f"rest-{days}-days"] for days in (0, 2, 4, 7, 14)]

    costs = [way.work_days[0] for way in rests]
    assert costs == sorted(costs)
    assert costs[-1] > 3


def test_two_and_seven_days_of_rest_differ_by_less_than_a_person_would_notice():
    ways = {way.id: way for way in foretold(history_of(6, [], onset_days=2.0)).what_ifs}
    after_four_weeks = [
        next(d for d in ways[f"rest-{days}-days"].differences if d.day == 28).median for days in (2, 7)
    ]

    assert abs(after_four_weeks[1] - after_four_weeks[0]) < 0.5


@pytest.mark.parametrize("particles", [256, 1024])
def test_more_particles_say_the_same(particles):
    some = predict(history_of(6, [], onset_days=4.0), RECOVERY, particles=particles, horizon=30)
    many = predict(history_of(6, [], onset_days=4.0), RECOVERY, particles=4096, horizon=30)

    assert abs(some.pain[14].median - many.pain[14].median) < 0.5


def daily(nprs, days):
    return foretold(history_of(6, [(1, nprs)] * days, onset_days=3.0))


def recovered_at(forecast, day):
    return next(c.chance for c in reversed(forecast.recovered) if c.day <= day)


@pytest.mark.parametrize("days", [4, 14, 40])
def test_worse_check_ins_never_foretell_better(days):
    forecasts = [daily(nprs, days) for nprs in (4, 6, 8, 10)]

    for day in (days + 7, days + 49):
        chances = [recovered_at(forecast, day) for forecast in forecasts]
        medians = [forecast.band(forecast.pain, day).median for forecast in forecasts]
        assert all(worse <= better + 0.05 for better, worse in pairwise(chances))
        assert all(worse >= better - 0.3 for better, worse in pairwise(medians))


def test_one_late_check_in_of_ten_foretells_no_better_than_six():
    six, ten = (foretold(history_of(6, [(84, nprs)], onset_days=3.0)) for nprs in (6, 10))

    assert recovered_at(ten, 160) <= recovered_at(six, 160)
    assert ten.pain[0].median > six.pain[0].median


def test_pain_that_leaps_between_the_ends_is_no_fault():
    forecast = foretold(history_of(6, [(1, 10 * (day % 2)) for day in range(40)], onset_days=3.0))

    assert all(0 <= band.median <= 10 for band in forecast.pain)


def test_a_silence_of_a_thousand_years_is_no_fault():
    history = History(Report(on=date(1026, 3, 2), nprs=6), (CheckIn(on=ON, nprs=2),))

    assert foretold(history).from_day == (ON - date(1026, 3, 2)).days


def test_what_is_said_again_on_the_same_day_takes_the_place_of_the_first():
    said, again = History(Report(on=ON, nprs=2)), History(Report(on=ON, nprs=6), (CheckIn(on=ON, nprs=2),))

    assert foretold(again).pain == foretold(said).pain


def test_disability_at_a_check_in_teaches_too():
    histories = [
        History(
            Report(on=ON, nprs=6, rmdq_percent=60.0), (CheckIn(on=ON + timedelta(10), rmdq_percent=percent),)
        )
        for percent in (5.0, 90.0)
    ]
    better, worse = (foretold(history) for history in histories)

    assert better.disability[7].median < worse.disability[7].median - 5


def test_a_week_without_pain_before_the_last_check_in_counts():
    well = foretold(history_of(3, [(day, 0) for day in (1,) * 14], onset_days=10.0))

    assert well.recovered[0].chance > 0.5


def test_luck_of_the_days_ahead_is_not_that_of_the_days_behind():
    now = foretold(history_of(6, [], onset_days=3.0))
    later = foretold(history_of(6, [(30, 6)], onset_days=3.0))

    assert [band.nearly_all for band in now.pain] != [band.nearly_all for band in later.pain]


def test_rest_lowers_activity_and_advice_and_exercise_help_in_the_end():
    ways = {way.id: way for way in foretold(history_of(6, [], onset_days=2.0)).what_ifs}

    def change(way, day):
        return next(d.median for d in ways[way].differences if d.day == day)

    assert change("rest-7-days", 14) > 0
    assert change("stay-active", 28) < 0
    assert change("programme", 84) < 0
