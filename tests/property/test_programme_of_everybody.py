"""The exercises that people meet, for everybody: each circumstance, alone and with every other one.

Nothing forbidden is shown, the three kinds are there or their absence has its reason, and days are full.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations, product
from pathlib import Path

import pytest

from lumbago import care
from lumbago.knowledge import current, tabulate
from lumbago.knowledge.asking import is_askable
from lumbago.programme import prescribe
from lumbago.programme.circumstances import forbidding
from lumbago.programme.person import person_of
from lumbago.programme.suiting import suiting
from lumbago.record import (
    TOTAL,
    CheckIn,
    Differential,
    ExercisePhase,
    Form,
    History,
    Preferences,
    Report,
    Sex,
    WhyNot,
    read_history,
)

KNOWLEDGE = current()
EXERCISES, DOSING = KNOWLEDGE.exercises, KNOWLEDGE.dosing
EXAMPLE = Path(__file__).parents[2] / "examples" / "strain-ready-for-exercise.toml"
READY = read_history(EXAMPLE.read_text(encoding="utf-8"), Form.TOML, today=date(2026, 11, 29))
UNLIKELY = care.assess(READY, KNOWLEDGE).differential
ON = READY.report.on
ALL = ("band", "step", "weight", "box", "bench", "bike", "pool", "stick")

SINCE = {
    ExercisePhase.FIRST_DAYS: 1,
    ExercisePhase.FIRST_TWO_WEEKS: 8,
    ExercisePhase.SUBACUTE: 40,
    ExercisePhase.PERSISTENT: 200,
    ExercisePhase.PREVENTION: 60,
}
"""Days since it began; for keeping on a check-in a month later tells of no pain."""

NPRS = (2, 5, 8)
MINUTES = (10.0, 30.0, 45.0)
STANDINGS = [
    (phase, irritability)
    for phase, irritability in product(SINCE, range(3))
    if phase is not ExercisePhase.PREVENTION or not irritability
]
PAIRS = list(combinations(sorted(KNOWLEDGE.circumstances), 2))


@lru_cache(maxsize=1)
def all_no() -> dict[str, bool]:
    report = Report(on=ON, age=34.0, sex=Sex.FEMALE, onset_days=5.0, nprs=3)
    table = tabulate([History(report)], KNOWLEDGE)
    return {key: False for key in KNOWLEDGE.findings if is_askable(key, table, KNOWLEDGE)}


def makes_true(when) -> set[str]:
    """The fewest findings that make an expression hold, as far as its first ones do."""
    if when.finding is not None:
        return {when.finding}
    parts = when.all or (when.any or ())[:1] or (when.of or ())[: when.at_least]
    return {key for part in parts for key in makes_true(part)}


def somebody(circumstances, standing, minutes=30.0, *, equipment=ALL) -> tuple[History, date]:
    """A person in these circumstances, who answered all that was asked; and the day of their programme."""
    phase, irritability = standing
    yes = {key for id_ in circumstances for key in makes_true(KNOWLEDGE.circumstances[id_].when)}
    report = Report(
        on=ON,
        age=34.0,
        sex=Sex.FEMALE,
        onset_days=float(SINCE[phase]),
        nprs=NPRS[irritability],
        findings={**all_no(), **dict.fromkeys(yes, True)},
        preferences=Preferences(minutes_per_day=minutes, equipment=equipment),
    )
    if phase is not ExercisePhase.PREVENTION:
        return History(report), ON
    well = tuple(CheckIn(on=ON + timedelta(days=n), nprs=0) for n in (20, 29))
    return History(report, well), ON + timedelta(days=29)


def likely(circumstances) -> Differential:
    """A differential in which what makes these circumstances so is as likely as it must be."""
    causes = {c for id_ in circumstances for c in KNOWLEDGE.circumstances[id_].conditions}
    bar = {
        c: one.likely
        for one in KNOWLEDGE.circumstances.values()
        for c in one.conditions
        if one.likely is not None
    }
    candidates = (
        replace(one, probability=bar[one.condition]) if one.condition in causes else one
        for one in UNLIKELY.candidates
    )
    return replace(UNLIKELY, candidates=tuple(candidates))


def forbidden(circumstances) -> set[str]:
    return {
        e.id
        for e in EXERCISES.values()
        if any(c.verdict == "leave-out" and c.circumstance in circumstances for c in e.cautions)
    }


def check(week, circumstances) -> None:
    """Assert all that must hold for one person's week."""
    shown = {one.exercise for one in (*week.prescribed, *week.short)}
    assert shown.isdisjoint(forbidden(circumstances))
    assert {one.kind for one in week.missing} == set(TOTAL) - {one.kind for one in week.prescribed}
    assert all(week.seconds_on(day) <= week.limit_seconds for day in week.week_days)
    counts = {len(week.on(day)) for day in week.week_days}
    assert counts - ({0} if week.phase is ExercisePhase.PREVENTION else set()) <= {2, 3, 4}
    assert week.short
    for one in week.missing:
        assert one.why not in {WhyNot.ENOUGH, WhyNot.LEVEL}
        assert bool(one.circumstances) is (one.why in {WhyNot.FORBIDDEN, WhyNot.NOT_ASKED})


@pytest.mark.parametrize("standing", STANDINGS, ids=str)
def test_each_circumstance_alone(standing):
    for place, id_ in enumerate(KNOWLEDGE.circumstances):
        history, on = somebody([id_], standing, MINUTES[place % len(MINUTES)])

        week = prescribe(history, UNLIKELY, KNOWLEDGE, on=on)

        assert (week.phase, week.irritability) == standing
        check(week, {id_})


@pytest.mark.parametrize("part", range(6))
def test_every_two_circumstances_together(part):
    """Each pair at one phase, irritability and time: those take turns."""
    for place, pair in list(enumerate(PAIRS))[part::6]:
        standing = STANDINGS[place % len(STANDINGS)]
        history, on = somebody(pair, standing, MINUTES[place % len(MINUTES)])

        check(prescribe(history, UNLIKELY, KNOWLEDGE, on=on), set(pair))


@pytest.mark.parametrize("standing", STANDINGS[::5], ids=str)
def test_nothing_that_two_circumstances_forbid_is_ever_a_candidate(standing):
    """A week is chosen from these and from nothing else."""
    history, on = somebody([], standing)
    person = person_of(history, UNLIKELY, KNOWLEDGE, DOSING, on)
    for pair in PAIRS:
        for name in ("holding", "presumed"):
            circumstances = person.circumstances._replace(**{name: frozenset(pair)})

            found = suiting(replace(person, circumstances=circumstances), EXERCISES, DOSING)

            assert set(found.suited).isdisjoint(forbidden(pair))
            assert {*found.suited, *(out.exercise for out in found.left_out)} == set(EXERCISES)


@pytest.mark.parametrize("id_", [c.id for c in KNOWLEDGE.circumstances.values() if c.conditions])
@pytest.mark.parametrize("standing", STANDINGS[::3], ids=str)
def test_a_circumstance_that_follows_from_a_probable_cause(id_, standing):
    history, on = somebody([], standing)

    check(prescribe(history, likely([id_]), KNOWLEDGE, on=on), {id_})


@pytest.mark.parametrize("standing", STANDINGS, ids=str)
@pytest.mark.parametrize("minutes", MINUTES)
def test_who_was_never_asked_is_shown_nothing_that_could_harm(standing, minutes):
    history, on = somebody([], standing, minutes)
    silent = replace(history, report=replace(history.report, findings={}, sex=None, age=None))
    presumed = {c.id for c in KNOWLEDGE.circumstances.values() if c.unknown == "presume"}

    week = prescribe(silent, UNLIKELY, KNOWLEDGE, on=on)

    check(week, presumed)
    assert week.unasked


@pytest.mark.parametrize("id_", KNOWLEDGE.circumstances)
def test_a_circumstance_told_at_a_check_in_forbids_from_that_day_on(id_):
    history, _ = somebody([], (ExercisePhase.SUBACUTE, 0))
    yes = dict.fromkeys(makes_true(KNOWLEDGE.circumstances[id_].when), True)
    later = CheckIn(on=ON + timedelta(days=9), nprs=2, findings={**all_no(), **yes})

    check(prescribe(replace(history, check_ins=(later,)), UNLIKELY, KNOWLEDGE), {id_})


@pytest.mark.parametrize("standing", STANDINGS, ids=str)
@pytest.mark.parametrize("minutes", [5.0, 30.0])
@pytest.mark.parametrize("equipment", [(), ALL], ids=["nothing at hand", "all at hand"])
def test_who_may_do_all_has_all_three_kinds_and_two_to_four_a_day(standing, minutes, equipment):
    history, on = somebody([], standing, minutes, equipment=equipment)

    week = prescribe(history, UNLIKELY, KNOWLEDGE, on=on)

    assert week.missing == ()
    counts = [len(week.on(day)) for day in week.week_days]
    if week.phase is ExercisePhase.PREVENTION:
        counts = [count for count in counts if count]
        assert len(counts) == 3
    assert set(counts) <= {2, 3, 4}
    assert week.short


def test_only_who_was_operated_on_of_late_goes_without_a_kind_and_is_told_why():
    """Of all circumstances alone; stretching waits then."""
    missing = set()
    for id_ in KNOWLEDGE.circumstances:
        history, on = somebody([id_], (ExercisePhase.FIRST_TWO_WEEKS, 2))
        week = prescribe(history, UNLIKELY, KNOWLEDGE, on=on)
        missing |= {(id_, one.kind.value, one.why, one.circumstances) for one in week.missing}

    assert missing == {("recent-back-surgery", "stretching", WhyNot.FORBIDDEN, ("recent-back-surgery",))}


def test_a_lone_minute_still_gives_a_week():
    for standing in STANDINGS:
        history, on = somebody([], standing, 1.0)

        week = prescribe(history, UNLIKELY, KNOWLEDGE, on=on)

        assert all(week.seconds_on(day) <= 60 for day in week.week_days)
        assert {one.why for one in week.missing} <= {WhyNot.TIME}


def test_no_time_at_all_is_an_empty_week_with_reasons():
    history, on = somebody([], (ExercisePhase.SUBACUTE, 0), 0.0)

    week = prescribe(history, UNLIKELY, KNOWLEDGE, on=on)

    assert week.prescribed == ()
    assert {one.why for one in week.missing} == {WhyNot.TIME}


def test_circumstances_are_as_the_findings_say():
    for id_ in KNOWLEDGE.circumstances:
        history, on = somebody([id_], (ExercisePhase.SUBACUTE, 0))

        found = person_of(history, UNLIKELY, KNOWLEDGE, DOSING, on).circumstances

        assert id_ in found.holding
        assert found.presumed == frozenset()


def test_a_man_is_never_taken_to_be_pregnant():
    history, on = somebody([], (ExercisePhase.SUBACUTE, 0))
    man = replace(history, report=replace(history.report, sex=Sex.MALE, findings={}))

    found = person_of(man, UNLIKELY, KNOWLEDGE, DOSING, on).circumstances

    assert not any("pregnancy" in id_ for id_ in (*found.presumed, *found.holding, *found.unasked))


def test_changes_that_a_circumstance_asks_for_are_told():
    told = 0
    for id_ in KNOWLEDGE.circumstances:
        history, on = somebody([id_], (ExercisePhase.SUBACUTE, 1))
        week = prescribe(history, UNLIKELY, KNOWLEDGE, on=on)
        for one in week.prescribed:
            wanted = {c.circumstance for c in EXERCISES[one.exercise].cautions if c.verdict == "change"}
            assert (id_ in one.changed_by) is (id_ in wanted)
            told += id_ in wanted
            assert not forbidding(EXERCISES[one.exercise], one.changed_by)
    assert told > 10
