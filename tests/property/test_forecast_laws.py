"""Laws of a forecast, for any history that a person may give."""

from datetime import date, timedelta

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
