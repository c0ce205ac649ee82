"""Ways to spend the days, tried out on one person: the numbers of the forecast, and no gain from bed."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from lumbago.knowledge import current
from lumbago.prognosis import predict
from lumbago.prognosis.trying import MOST_REST, rested, tried, trying
from lumbago.prognosis.what_if import ACTIVE, PROGRAMME, way_of
from lumbago.record import CheckIn, History, Report
from lumbago.recovery import INPUTS

ON = date(2026, 3, 2)
FELT = 0.5
"""NPRS points; less cannot be felt."""

PEOPLE = {
    "just begun": History(Report(on=ON, age=40, nprs=6, onset_days=2)),
    "little said": History(Report(on=ON)),
    "better": History(Report(on=ON, nprs=7, onset_days=5), (CheckIn(on=ON + timedelta(days=8), nprs=3),)),
    "no better": History(
        Report(on=ON, nprs=8, onset_days=60),
        tuple(CheckIn(on=ON + timedelta(days=day), nprs=8) for day in (7, 14, 21)),
    ),
}
AS_TOLD = {"rest-4-days": (4, 0), "rest-14-days": (14, 0), "stay-active": (0, 2), "programme": (0, 4)}


@pytest.fixture(scope="module", params=list(PEOPLE))
def person(request):
    return PEOPLE[request.param]


@pytest.fixture(scope="module")
def ready(person):
    return trying(person, current().recovery)


def test_what_is_tried_is_what_the_forecast_itself_compares(person, ready):
    told = {one.id: one for one in predict(person, current().recovery).what_ifs}

    for name, (rest, active) in AS_TOLD.items():
        found = tried(ready, rest=rest, active=active)
        assert (found.differences, found.work_days) == (told[name].differences, told[name].work_days)


def test_a_forecast_that_compares_nothing_says_the_same_of_the_days_ahead(person):
    whole = predict(person, current().recovery)

    assert predict(person, current().recovery, ways=()) == replace(whole, what_ifs=())


def test_going_on_as_usual_changes_nothing(ready):
    found = tried(ready, rest=0, active=0)

    assert {(one.median, one.most, one.recovered) for one in found.differences} == {(0.0, (0.0, 0.0), 0.0)}
    assert found.work_days == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("active", range(len(ACTIVE)))
@pytest.mark.parametrize("rest", [1, 2, 7, MOST_REST])
def test_days_in_bed_never_bring_a_gain_that_can_be_felt_and_never_save_a_day_of_work(ready, rest, active):
    found = rested(ready, rest=rest, active=active)

    assert min(one.median for one in found.differences) > -FELT
    assert found.work_days[0] >= 0


def test_nothing_else_is_done_on_a_day_in_bed():
    way = way_of(3, PROGRAMME)

    assert way[:3, INPUTS.index("rest")].tolist() == [1, 1, 1]
    assert all(
        way[:3, INPUTS.index(name)].max() == 0 < way[3:, INPUTS.index(name)].min() for name in PROGRAMME
    )
    assert way[3:, INPUTS.index("rest")].max() == 0


def test_each_step_is_at_least_as_active_as_the_one_before():
    for less, more in pairwise(ACTIVE):
        assert all(more[name] >= dose for name, dose in less.items())
        assert more != less
