"""Alerts are counted as they should be: by hand-made numbers, each of which a swap would change."""

from datetime import date

import numpy as np
import pytest

from lumbago.knowledge import current
from lumbago.record import Report
from lumbago.validation.cohort import People
from lumbago.validation.follow_up import (
    EITHER,
    LAST,
    ONCE,
    RHYTHMS,
    STALLS,
    THRESHOLDS,
    WEEK_RULE,
    Life,
    Study,
    Watched,
    report,
    rule_of,
    watch_people,
)
from lumbago.validation.follow_up_cohort import cohort_report, count_known, history_of
from lumbago.validation.follow_up_page import page, row_of, targets
from lumbago.validation.follow_up_scores import (
    Lines,
    alerted,
    found,
    fourfold,
    is_much_better,
    is_still_up,
    lines_of,
    no_lower_for_a_week,
    once_at_two_weeks,
    share,
    sooner,
)

WEEKLY = "weekly"
SHIPPED = rule_of(0.1)


def in_turn(task, pieces):
    return map(task, pieces)


def study(people=2, seed=1):
    return Study(current().recovery, None, people, seed)


def test_a_share_has_the_interval_of_wilson():
    assert share(5, 10) == {"n": 10, "k": 5, "share": 0.5, "low": 0.236593, "high": 0.763407}


def test_a_share_of_nobody_is_not_known():
    assert share(0, 0)["share"] is None


def test_an_alert_counts_from_its_day_on():
    days = [3, 28, 29, None]

    assert (alerted(days, by=27)["k"], alerted(days, by=28)["k"], alerted(days, by=84)["k"]) == (1, 2, 3)


def test_a_stall_is_found_by_alerts_from_its_day_on_only():
    told = found([2, 3, 40, None], [3, 3, 14, 14], by=(28, 84))

    assert (told["n"], told["early"]) == (3, 1)
    assert (told["by_28"]["k"], told["by_84"]["k"]) == (1, 2)


def test_the_median_counts_those_who_were_never_alerted():
    assert found([7, 14, 90], [0, 0, 0], by=())["median_days"] == 14
    assert found([7, 14, None], [0, 0, 0], by=())["median_days"] == 14
    assert found([7, None, None], [0, 0, 0], by=())["median_days"] is None


def test_days_are_counted_from_the_stall():
    assert found([20], [14], by=())["median_days"] == 6


def test_a_fourfold_table_knows_alerted_from_not_alerted_and_bad_from_good():
    is_alerted = [True] * 4 + [False] * 7
    is_bad = [True, True, True, False, True, True, False, False, False, False, False]

    told = fourfold(is_alerted, is_bad)

    counted = {name: (row["k"], row["n"]) for name, row in told.items()}
    assert counted == {
        "alerted": (4, 11),
        "bad_of_alerted": (3, 4),
        "bad_of_others": (2, 7),
        "sensitivity": (3, 5),
        "specificity": (5, 6),
    }


def test_an_alert_of_nobody_leaves_its_share_open():
    told = fourfold([False, False], [True, False])

    assert told["bad_of_alerted"]["share"] is None
    assert told["bad_of_others"]["share"] == 0.5


@pytest.mark.parametrize(
    ("began", "now", "still_up"),
    [(10, 7, False), (10, 8, True), (3, 2, False), (1, 1, False), (0, 0, False), (2, 2, True), (2, 5, True)],
)
def test_pain_is_still_up_unless_it_is_well_or_fell_by_the_share_that_matters(began, now, still_up):
    assert is_still_up(began, now, Lines()) == still_up


def test_no_pain_at_all_never_got_better():
    assert not is_much_better(0, 0, Lines())


def test_the_share_that_matters_can_be_another():
    assert is_still_up(10, 7, Lines(much_better=0.5))


def test_the_plain_rule_looks_once_at_two_weeks():
    assert once_at_two_weeks(6, [(13, 6), (15, 6), (18, 1)], Lines()) == 15
    assert once_at_two_weeks(6, [(14, 4), (15, 6)], Lines()) is None
    assert once_at_two_weeks(6, [(13, 6)], Lines()) is None
    assert once_at_two_weeks(6, [(13, 6)], Lines(two_weeks=10)) == 13


def test_a_week_no_lower_is_broken_by_one_better_day():
    assert no_lower_for_a_week(5, [(3, 5), (7, 6)]) == 7
    assert no_lower_for_a_week(5, [(3, 4), (7, 6), (10, 5)]) is None
    assert no_lower_for_a_week(5, [(3, 4), (7, 6), (14, 5)]) == 14


def test_the_sooner_alert_counts_and_silence_does_not():
    assert sooner(9, None, 7) == 7
    assert sooner(None, None) is None


def test_without_dosing_the_usual_lines_are_drawn():
    assert lines_of(None) == Lines(0.3, 14, 0.1)


def life(stalled_on=None, *, recovered=True, bad=False, slow=False):
    said = Report(on=date(2026, 3, 2), nprs=6)
    return Life(said, np.zeros(LAST + 1, np.int64), stalled_on, recovered, slow, bad)


def watched(one, day):
    rules = (*map(rule_of, THRESHOLDS), ONCE, WEEK_RULE, EITHER)
    return Watched(one, {(rhythm, rule): day for rhythm in RHYTHMS for rule in rules})


CAST = [
    *[watched(life(), None)] * 9,
    watched(life(), 20),
    watched(life(recovered=False, bad=True, slow=True), 30),
    watched(life(recovered=False, bad=True), 40),
    *[watched(life(3), 10)] * 3,
    watched(life(14), None),
]
"""Twelve who recover as foretold, three of them alerted; four who stall, three of them found."""


def test_false_alarms_are_of_those_who_recover_as_foretold_and_finds_of_those_who_stall():
    told = report(study(), CAST)

    false = {
        group: row_of(told["false_alarms"], rhythm=WEEKLY, rule=SHIPPED, group=group)
        for group in ("all", "recovered", "bad")
    }
    assert {group: (row["k"], row["n"]) for group, row in false.items()} == {
        "all": (3, 12),
        "recovered": (1, 10),
        "bad": (2, 2),
    }
    stalls = {
        kind: row_of(told["stalls"], rhythm=WEEKLY, rule=SHIPPED, kind=kind)
        for kind in ("all", "day 3", "day 14", "slow")
    }
    assert {kind: (row["by_28"]["k"], row["n"]) for kind, row in stalls.items()} == {
        "all": (3, 4),
        "day 3": (3, 3),
        "day 14": (0, 1),
        "slow": (0, 1),
    }
    assert stalls["all"]["median_days"] == 7
    assert stalls["slow"]["median_days"] == 30


def test_a_target_is_met_up_to_the_stated_share_and_no_further():
    met = {one.wanted: one.is_met for one in targets(report(study(), CAST))}

    assert met == {
        "at most 2 %": False,
        "at most 5 %": False,
        "at most 10 %": True,
        "at most 20 %": True,
        "at most 30 %": True,
    }


def test_a_target_takes_the_worst_rhythm():
    quiet = [one._replace(alerts=dict.fromkeys(one.alerts)) for one in CAST]
    loud = dict(quiet[0].alerts) | {(WEEKLY, rule_of(0.05)): 7}

    met = [one.is_met for one in targets(report(study(), [quiet[0]._replace(alerts=loud), *quiet[1:]]))]

    assert met == [True, False, True, True, True]


def test_the_page_says_what_was_measured_and_frightens_nobody():
    text = page(report(study(), CAST))

    assert "25.0 % (8.9 to 53.2)" in text
    assert "**not met**" in text
    assert "No cohort was given." in text
    for word in ("alarming", "serious", "emergency", "fail", "worse"):
        assert word not in text.lower()


@pytest.fixture(scope="module")
def two_of_each():
    return [one for block in watch_people(study(), in_turn) for one in block]


def test_the_same_seed_gives_the_same_people_and_alerts(two_of_each):
    again = [one for block in watch_people(study(), in_turn) for one in block]

    assert [one.alerts for one in again] == [one.alerts for one in two_of_each]
    assert all(
        (one.life.stated == other.life.stated).all() for one, other in zip(again, two_of_each, strict=True)
    )


def test_another_seed_gives_other_people(two_of_each):
    others = next(watch_people(study(seed=2), in_turn))

    assert [one.life.report for one in others] != [one.life.report for one in two_of_each]
    assert (others[0].life.stated != two_of_each[0].life.stated).any()


def test_people_of_both_kinds_are_drawn_and_an_alert_falls_on_a_check_in(two_of_each):
    assert [one.life.stalled_on for one in two_of_each] == [None, STALLS[0], None, STALLS[1]]
    for one in two_of_each:
        for (rhythm, _), day in one.alerts.items():
            assert day is None or day in RHYTHMS[rhythm]


def test_a_looser_test_never_alerts_later(two_of_each):
    for one in two_of_each:
        for rhythm in RHYTHMS:
            days = [one.alerts[rhythm, rule_of(rate)] or LAST + 1 for rate in THRESHOLDS]

            assert days == sorted(days, reverse=True)


NAN = float("nan")


def cohort():
    """Three people: one hardly better who still hurts later, one well, one whose later pain is not known."""
    answers = {
        "pain": [7.4, 6.0, 5.0], "leg_pain": [2, 0, NAN], "disability": [60.0, 40.0, NAN],
        "risk": [2, 1, NAN],
        "duration": [4, 1, NAN], "long_year": [1, 0, NAN], "doubts_recovery": [1, 0, NAN],
        "age": [44.5, 30, NAN], "male": [1, 0, NAN], "pain_14": [7, 1, 2], "disability_14": [55.0, 10.0, NAN],
    }  # fmt: skip
    places = {("pain", 14): np.array([7, 1, 2]), ("pain", 91): np.array([6, 0, -1])}
    return People(("a", "b", "c"), {name: np.array(row, float) for name, row in answers.items()}, places)


def test_a_person_of_a_cohort_says_what_was_asked_and_no_more():
    first, last = history_of(cohort(), 0), history_of(cohort(), 2)

    assert (first.report.nprs, first.nprs, first.report.onset_days) == (7, 7, 300.0)
    assert first.report.findings == {
        "leg_pain": True,
        "leg_pain_worse_than_back": True,
        "chronic_back_pain": True,
    }
    assert (first.check_ins[0].on - first.report.on).days == 14
    assert last.report.findings == {}
    assert (last.report.onset_days, last.report.sex, last.report.rmdq_percent) == (None, None, None)


def test_only_people_with_all_three_answers_are_counted():
    told = cohort_report(study(), cohort())

    assert (told["people"], told["known"], count_known(cohort())) == (3, 2, 2)
    plain = row_of(told["rows"], group="all", rule=ONCE, outcome="bad")
    assert (plain["bad_of_alerted"]["k"], plain["bad_of_alerted"]["n"]) == (1, 1)
    assert (plain["bad_of_others"]["k"], plain["bad_of_others"]["n"]) == (0, 1)
    recent = row_of(told["rows"], group="recent", rule=ONCE, outcome="bad")
    assert (recent["n"], recent["alerted"]["k"]) == (1, 0)
