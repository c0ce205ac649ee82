"""The operating curve of the alert "not recovering", from virtual people whose truth is known.

    Recovery, seed -> virtual people, their check-ins, every rule's alerts -> rows

The forecaster draws its own guesses and is never told the truth. People who recover as foretold are drawn
from the model that forecasts; only those who stall live by a rule that it does not know.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.followup import review, weigh
from lumbago.knowledge.dosing import Dosing
from lumbago.knowledge.recovery import Recovery
from lumbago.prognosis import foresee
from lumbago.prognosis.cloud import guesses
from lumbago.prognosis.learning import MISREPORT_NPRS, ODD_NPRS, ODD_SHARE
from lumbago.prognosis.summing import recovery_days
from lumbago.record import CheckIn, Foreseen, History, Report
from lumbago.recovery import Cloud, Luck, follow
from lumbago.recovery.course import usual_days
from lumbago.shards import Block, Crew, blocks, gather
from lumbago.validation.follow_up_scores import (
    Alert,
    Said,
    alerted,
    found,
    lines_of,
    no_lower_for_a_week,
    once_at_two_weeks,
    sooner,
)

THRESHOLDS = (0.02, 0.05, 0.1, 0.2, 0.3)
"""Stated false-alarm rates that are tried."""

LAST, MONTH = 84, 28
"""Days after the report: the last that anybody is followed to, and an earlier look."""

RHYTHMS: Mapping[str, tuple[int, ...]] = {
    "daily for two weeks, then every third day": (*range(1, 15), *range(17, LAST + 1, 3)),
    "every third day": tuple(range(3, LAST + 1, 3)),
    "weekly": tuple(range(7, LAST + 1, 7)),
}
"""Days after the report on which people check in."""

PAINS, ONSETS, AGES = (3, 9), (1, 14), (18, 75)
"""First reports: each whole number within is as likely. NPRS, days since onset, years; our own choice."""

STALLS = (3, 7, 14)
"""Days after the report on which pain stops falling; a third of those who stall each."""

SWING = 1.0
"""SD of felt pain from day to day around where it stopped, NPRS; range 0.5 to 1.5, our own judgement."""

BAD_NPRS, BAD_SHARE = 3, 0.7
"""Pain that still matters, and the share of the first report from which somebody has hardly got better."""

TRIES = 8
"""Guesses at a person from which one is taken whose pain, when it stalls, still matters."""

FIRST_PERSON = 1_000_000
"""Virtual people are numbered from here: no draw of theirs is one of the forecaster's."""

TOGETHER = 20
"""Virtual people of each kind that one piece of work holds."""

ON = date(2026, 3, 2)
"""Any day will do: nothing depends on it."""

ONCE, WEEK_RULE, EITHER, SHOWN = "two-weeks", "week-no-lower", "test-or-two-weeks", "as-shown"
"""Much better by two weeks, looked at once; pain no lower for a week; the test or the first; the review."""

PEERS = (ONCE, WEEK_RULE)

PROMISED = "recovered"
"""The group about whom the test makes its promise: those who got well by the last day."""


class Life(NamedTuple):
    """One virtual person.

    Attributes:
        report: What they first said.
        stated: NPRS they would state after 0, 1, ... days, shape (days + 1,).
        stalled_on: Day after the report; None for whoever recovers as foretold.
        recovered: Whether a week of pain 0 or 1 came by the last day.
        slow: Whether pain on the last day still matters and has hardly fallen.
        bad: Whether pain on the last day still matters.
    """

    report: Report
    stated: NDArray[np.int64]
    stalled_on: int | None
    recovered: bool
    slow: bool
    bad: bool


class Watched(NamedTuple):
    """One virtual person, and when each rule alerted: by rhythm and rule."""

    life: Life
    alerts: Mapping[tuple[str, str], Alert]


class Study(NamedTuple):
    """What a run is of.

    Attributes:
        recovery: The calibrated model.
        dosing: Where the lines are drawn; None for the usual ones, and nothing is shown then.
        people: Virtual people who recover as foretold, and as many who stall.
        seed: What fixes every draw.
    """

    recovery: Recovery
    dosing: Dosing | None
    people: int
    seed: int


def rule_of(false_alarms: float) -> str:
    """Return what the test with a stated false-alarm rate is called in rows."""
    return f"test-{false_alarms:g}"


def watch_people(study: Study, crew: Crew) -> Iterator[list[Watched]]:
    """Yield virtual people of both kinds with all their alerts, block by block."""
    return gather(partial(_watched, study), blocks(study.people, TOGETHER), crew)


def report(study: Study, people: Sequence[Watched]) -> dict[str, Any]:
    """Count alerts.

    Returns:
        `false_alarms`: a row for each rhythm, rule and group of those who recover as foretold; `stalls`: a
        row for each rhythm, rule and kind of stall; `cohort`: None; with what the run was.
    """
    foretold = [one for one in people if one.life.stalled_on is None]
    stalled = [one for one in people if one.life.stalled_on is not None]
    return {
        "seed": study.seed,
        "people": {"foretold": len(foretold), "stalled": len(stalled)},
        "lines": lines_of(study.dosing)._asdict(),
        "month": MONTH,
        "last": LAST,
        "stall_days": list(STALLS),
        "reports": {"pain": PAINS, "onset": ONSETS, "age": AGES},
        "noise": {"near": MISREPORT_NPRS, "odd": ODD_NPRS, "odd_share": ODD_SHARE, "swing": SWING},
        "false_alarms": list(_false_alarms(foretold)),
        "stalls": list(_stalls(foretold, stalled)),
        "cohort": None,
    }


def _false_alarms(foretold: Sequence[Watched]) -> Iterator[dict[str, Any]]:
    groups = {
        "all": foretold,
        "recovered": [one for one in foretold if one.life.recovered],
        "bad": [one for one in foretold if one.life.bad],
    }
    stated = {rule_of(rate): rate for rate in THRESHOLDS}
    for rhythm, rule in _cells(foretold):
        for group, some in groups.items():
            row = {"rhythm": rhythm, "rule": rule, "stated": stated.get(rule), "group": group}
            yield row | alerted(_of(some, rhythm, rule), by=LAST)


def _stalls(foretold: Sequence[Watched], stalled: Sequence[Watched]) -> Iterator[dict[str, Any]]:
    kinds = {
        "all": stalled,
        **{f"day {day}": [one for one in stalled if one.life.stalled_on == day] for day in STALLS},
        "slow": [one for one in foretold if one.life.slow],
    }
    for rhythm, rule in _cells(foretold):
        for kind, some in kinds.items():
            began = [one.life.stalled_on or 0 for one in some]
            row = {"rhythm": rhythm, "rule": rule, "kind": kind}
            yield row | found(_of(some, rhythm, rule), began, by=(MONTH, LAST))


def _cells(people: Sequence[Watched]) -> list[tuple[str, str]]:
    return list(people[0].alerts) if people else []


def _of(people: Sequence[Watched], rhythm: str, rule: str) -> list[Alert]:
    return [one.alerts[rhythm, rule] for one in people]


def _watched(study: Study, block: Block) -> list[Watched]:
    lives = [
        life
        for number in range(block.start, block.stop)
        for stalled_on in (None, STALLS[number % len(STALLS)])
        if (life := _life(study, number, stalled_on)) is not None
    ]
    return [Watched(life, _alerts(life, study)) for life in lives]


def _life(study: Study, number: int, stalled_on: int | None) -> Life | None:
    """Return a virtual person; None where none of the guesses at them still hurts on the day of the stall."""
    draws = np.random.default_rng([study.seed, number, stalled_on or 0])
    low, high = zip(PAINS, ONSETS, AGES, strict=True)
    nprs, onset, age = draws.integers(low, high, endpoint=True).tolist()
    said = Report(on=ON, age=float(age), onset_days=float(onset), nprs=nprs)
    paths = _paths(study, said, number)
    day = stalled_on or 0
    hurting = np.flatnonzero(paths[day] >= (BAD_NPRS if stalled_on else 0))
    if not len(hurting):
        return None
    pain = paths[:, hurting[0]].astype(np.float64)
    if stalled_on:
        swings = draws.normal(0, SWING, LAST - day)
        pain[day + 1 :] = np.clip(pain[day] + swings, 0, 10)
    when = recovery_days(pain[:, None].astype(np.float32), np.zeros(1, np.int64), 0)[0]
    bad = bool(pain[-1] >= BAD_NPRS)
    return Life(
        report=said,
        stated=_stated(pain, draws),
        stalled_on=stalled_on,
        recovered=bool(when <= LAST),
        slow=bad and bool(pain[-1] >= BAD_SHARE * nprs),
        bad=bad,
    )


def _paths(study: Study, said: Report, number: int) -> NDArray[np.float32]:
    """Return pain of a few people who could have written a report, shape (days + 1, tries)."""
    luck = Luck(study.seed, FIRST_PERSON)
    cloud = guesses(History(said), study.recovery, study.people * TRIES, luck=luck)
    first = number * TRIES
    own = Cloud(*(np.ascontiguousarray(rows[:, first : first + TRIES]) for rows in cloud))
    lived = follow(own, usual_days(LAST), luck=luck._replace(first_person=FIRST_PERSON + first))
    return lived.of["pain"]


def _stated(pain: NDArray[np.float64], draws: np.random.Generator) -> NDArray[np.int64]:
    """Return what is stated of felt pain: mostly near it, now and then odd, as the forecaster takes it."""
    spread = np.where(draws.random(len(pain)) < ODD_SHARE, ODD_NPRS, MISREPORT_NPRS)
    return np.clip(np.rint(pain + spread * draws.normal(size=len(pain))), 0, 10).astype(np.int64)


def _alerts(life: Life, study: Study) -> dict[tuple[str, str], Alert]:
    return {
        (rhythm, rule): day
        for rhythm, days in RHYTHMS.items()
        for rule, day in _by_rule(life, days, study).items()
    }


def _by_rule(life: Life, days: Sequence[int], study: Study) -> dict[str, Alert]:
    began, lines = life.report.nprs or 0, lines_of(study.dosing)
    said: Said = [(day, int(life.stated[day])) for day in days]
    check_ins = tuple(CheckIn(on=ON + timedelta(days=day), nprs=nprs) for day, nprs in said)
    history = History(life.report, check_ins)
    foreseen = foresee(history, study.recovery)
    tests = {rate: tested(began, foreseen, rate) for rate in (*THRESHOLDS, lines.false_alarms)}
    once = once_at_two_weeks(began, said, lines)
    return {
        **{rule_of(rate): tests[rate] for rate in THRESHOLDS},
        ONCE: once,
        WEEK_RULE: no_lower_for_a_week(began, said),
        EITHER: sooner(once, tests[lines.false_alarms]),
        **({} if study.dosing is None else {SHOWN: _shown(history, foreseen, study.dosing)}),
    }


def tested(began_at: int, foreseen: Sequence[Foreseen], false_alarms: float) -> Alert:
    """Return the day on which the test alerts."""
    weighed = weigh(began_at, foreseen, false_alarms=false_alarms)
    return weighed.alerted_on if weighed else None


def _shown(history: History, foreseen: Sequence[Foreseen], dosing: Dosing) -> Alert:
    """Return the first check-in after which the review would say "not recovering"."""
    for seen, one in enumerate(foreseen, start=1):
        past = History(history.report, history.check_ins[:seen])
        if review(past, foreseen[:seen], dosing).is_not_recovering:
            return one.day
    return None
