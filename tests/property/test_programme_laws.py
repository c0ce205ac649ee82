"""Laws of the programme, for any exercises that we may ever write and for whatever a person says.

The exercises are invented; test_programme_of_everybody.py has the real ones.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from invented import ON
from invented_exercises import (
    CIRCUMSTANCES,
    LIKELY,
    SEEDS,
    answers_of,
    caution,
    differential,
    exercise,
    felt_of,
    life_of,
    of_exercises,
    with_time,
)

from lumbago.programme import prescribe
from lumbago.record import (
    TOTAL,
    CheckIn,
    Effort,
    ExerciseKind,
    Felt,
    History,
    Move,
    Preferences,
    Report,
    WhyNot,
)

WEEK = timedelta(days=7)
DAYS = st.integers(0, 60)
NO_CAUSE = differential()


few = settings(max_examples=20)
many = settings(max_examples=50)


def programme(life, on=0, cause=0.0):
    facts, history = life
    day = history.on + timedelta(days=on)
    return prescribe(history, differential(cause), facts, on=day)


def places(week):
    """The place on each ladder that a week shows."""
    return {one.exercise.rsplit("-", 1)[0]: (one.level, one.rung) for one in week.prescribed}


def with_check_in(history, check_in):
    return replace(history, check_ins=(*history.check_ins, check_in))


def barred(facts, findings, cause=0.0):
    """What nobody in these circumstances may be shown, written out by hand for the invented ones."""
    a, b, c, d = (findings.get(key) for key in "abcd")
    both = False if False in (b, c) else True if b and c else None
    held = {
        "presumed": a is not False,
        "mentioned": b is True,
        "of-two": both is not False,
        "of-any": True in (c, d),
        "of-a-cause": d is True or cause >= LIKELY,
    }
    assert set(held) == {one.id for one in CIRCUMSTANCES}
    return {
        e.id
        for e in facts.exercises.values()
        if any(x.verdict == "leave-out" and held[x.circumstance] for x in e.cautions)
    }


@many
@given(SEEDS, DAYS, st.sampled_from([0.0, 0.29, 0.3, 0.9]))
def test_nothing_that_is_forbidden_or_might_be_is_ever_shown(seed, on, cause):
    life = facts, history = life_of(seed)

    week = programme(life, on, cause)

    shown = {one.exercise for one in (*week.prescribed, *week.short)}
    assert shown.isdisjoint(barred(facts, history.report.findings, cause))


@few
@given(SEEDS)
def test_what_a_check_in_says_forbids_from_its_day_on(seed):
    facts, history = life_of(seed)
    rng = np.random.default_rng(seed)
    said, later = answers_of(rng), answers_of(rng)
    report = replace(history.report, findings=said)
    history = with_check_in(replace(history, report=report), CheckIn(on=history.on, findings=later))

    week = prescribe(history, NO_CAUSE, facts)

    shown = {one.exercise for one in (*week.prescribed, *week.short)}
    assert shown.isdisjoint(barred(facts, {**said, **later}))


@few
@given(SEEDS, DAYS)
def test_every_exercise_is_prescribed_or_left_out_with_a_reason(seed, on):
    life = facts, _ = life_of(seed)

    week = programme(life, on)

    told = [one.exercise for one in (*week.prescribed, *week.left_out)]
    assert sorted(told) == sorted(facts.exercises)


@few
@given(SEEDS, DAYS)
def test_all_three_kinds_are_there_or_it_says_which_and_why(seed, on):
    life = life_of(seed)
    week = programme(life, on)

    held = {one.kind for one in week.prescribed}
    assert {one.kind for one in week.missing} == set(TOTAL) - held
    for one in week.missing:
        assert bool(one.circumstances) is (one.why in {WhyNot.FORBIDDEN, WhyNot.NOT_ASKED})


@many
@given(SEEDS, DAYS)
def test_a_kind_is_never_missing_because_another_one_of_it_is_right(seed, on):
    life = life_of(seed)
    for one in programme(life, on).missing:
        assert one.why not in {WhyNot.LEVEL, WhyNot.ENOUGH}


@many
@given(SEEDS, DAYS)
def test_every_limit_is_kept(seed, on):
    life = facts, history = life_of(seed)
    dosing = facts.dosing

    week = programme(life, on)

    minutes = history.report.preferences.minutes_per_day
    assert week.limit_seconds == 60 * (dosing.minutes.value if minutes is None else minutes)
    assert len(week.prescribed) <= dosing.most_a_week.value
    for day in week.week_days:
        there = week.on(day)
        assert week.seconds_on(day) + len(there) * dosing.change_s.value <= week.limit_seconds
        assert len(there) <= dosing.most_a_day.value
    changing = max(0, len(week.short) - 1) * dosing.change_s.value
    assert sum(one.seconds for one in week.short) + changing <= dosing.short_s.value


@few
@given(SEEDS, DAYS)
def test_no_dose_is_more_than_the_last_of_its_file_or_less_than_the_first(seed, on):
    life = facts, _ = life_of(seed)

    for one in programme(life, on).prescribed:
        dose = facts.exercises[one.exercise].dose
        for field in ("sets", "reps", "hold_s"):
            first, last = getattr(dose, field)
            assert first <= getattr(one, field) <= last
        assert 0 <= one.rung < facts.dosing.rungs.value
        assert len(one.days) <= max(dose.days_a_week)


@few
@given(SEEDS, DAYS)
def test_what_needs_a_rest_is_not_done_on_two_days_running(seed, on):
    life = life_of(seed)
    for one in programme(life, on).prescribed:
        if len(one.days) <= 3:
            assert all(later - earlier > 1 for earlier, later in pairwise(one.days))


@few
@given(SEEDS, DAYS)
def test_the_same_history_gives_the_same_programme(seed, on):
    life = facts, history = life_of(seed)
    again = History(replace(history.report), tuple(replace(one) for one in history.check_ins))

    assert programme(life, on) == programme((facts, again), on)


@few
@given(SEEDS, st.integers(0, 30))
def test_what_is_said_later_does_not_change_an_earlier_week(seed, on):
    facts, history = life_of(seed)
    day = ON + timedelta(days=on)

    assert prescribe(history, NO_CAUSE, facts, on=day) == prescribe(
        history.until(day), NO_CAUSE, facts, on=day
    )


@many
@given(SEEDS, st.integers(0, 6))
def test_what_hurt_and_still_hurt_the_next_morning_never_grows(seed, on):
    life = facts, history = life_of(seed)
    now = programme(life, on)
    assume(now.prescribed)
    rng = np.random.default_rng(seed)
    one = now.prescribed[rng.integers(len(now.prescribed))]
    others = [felt_of(facts, rng) for _ in range(rng.integers(4))]
    hurt = Felt(one.exercise, could_do=True, settled=False)
    day = history.on + timedelta(days=on)
    told = with_check_in(history, CheckIn(on=day, nprs=1, felt=(hurt, *others)))

    then = prescribe(told, NO_CAUSE, facts, on=now.starts + WEEK)

    ladder = one.exercise.rsplit("-", 1)[0]
    assert places(then).get(ladder, (0, 0)) <= (one.level, one.rung)


@few
@given(SEEDS, st.integers(0, 6))
def test_silence_about_an_exercise_never_makes_it_grow(seed, on):
    life = facts, history = life_of(seed)
    now = programme(life, on)
    assume(now.prescribed)
    one = now.prescribed[seed % len(now.prescribed)]
    done = CheckIn(on=history.on + timedelta(days=on), done=(one.exercise,))

    then, silent = (
        prescribe(told, NO_CAUSE, facts, on=now.starts + WEEK)
        for told in (with_check_in(history, done), history)
    )

    ladder = one.exercise.rsplit("-", 1)[0]
    if ladder in places(silent):
        assert places(then).get(ladder, (0, 0)) <= places(silent)[ladder]


@few
@given(SEEDS)
def test_no_ladder_is_climbed_by_two_levels_between_two_weeks_that_show_it(seed):
    """Of somebody who does only what fits in, so that time is no reason to pass over a level."""
    facts, history = life_of(seed)
    history, shown = with_time(history), {}

    for number in range((history.on - ON).days // 7 + 3):
        week = prescribe(history, NO_CAUSE, facts, on=ON + number * WEEK)
        for ladder, place in places(week).items():
            assert place[0] <= shown.get(ladder, place)[0] + 1
            shown[ladder] = place


@many
@given(SEEDS)
def test_within_a_week_nothing_grows_while_the_phase_is_the_same(seed):
    facts, history = life_of(seed)
    first = history.on - timedelta(days=(history.on - ON).days % 7)
    days = sorted({first, *(one.on for one in history.check_ins if one.on > first)})
    weeks = [prescribe(history, NO_CAUSE, facts, on=day) for day in days]

    for earlier, later in pairwise(weeks):
        if earlier.phase is later.phase:
            before = places(earlier)
            assert later.irritability >= earlier.irritability
            assert all(place <= before.get(ladder, place) for ladder, place in places(later).items())


@few
@given(SEEDS)
def test_a_missed_week_changes_no_place(seed):
    facts, history = life_of(seed)
    start = ON + WEEK * ((history.on - ON).days // 7 + 1)
    tried = CheckIn(on=start - timedelta(days=1), done=tuple(facts.exercises))
    history = with_check_in(history, tried)

    now, later = (prescribe(history, NO_CAUSE, facts, on=start + n * WEEK) for n in (0, 1))

    assume((now.phase, now.irritability) == (later.phase, later.irritability))
    before = places(now)
    assert all(place >= before.get(ladder, place) for ladder, place in places(later).items())


@settings(max_examples=8)
@given(SEEDS)
def test_what_went_well_never_makes_a_dose_smaller(seed):
    facts, history = life_of(seed, longest=0)
    history = with_time(history)
    now = prescribe(history, NO_CAUSE, facts)
    for number in range(1, 12):
        well = tuple(Felt(one.exercise, effort=Effort.TOO_EASY, settled=True) for one in now.prescribed)
        history = with_check_in(history, CheckIn(on=now.starts, felt=well))

        then = prescribe(history, NO_CAUSE, facts, on=history.on + WEEK)

        if number > 1 and (now.phase, now.irritability) == (then.phase, then.irritability):
            before = places(now)
            assert all(place >= before.get(ladder, place) for ladder, place in places(then).items())
        now = then


@few
@given(SEEDS, DAYS)
def test_a_move_says_what_became_of_the_dose(seed, on):
    life = facts, history = life_of(seed)
    now = programme(life, on)
    assume(now.week)
    before = prescribe(history, NO_CAUSE, facts, on=now.starts - timedelta(days=1))
    shown = {one.exercise: one.rung for one in before.prescribed}

    for one in now.prescribed:
        if one.exercise in shown and one.move is not Move.NEW and not before.is_eased:
            grown = one.rung - shown[one.exercise]
            assert one.move is (Move.SAME if grown == 0 else Move.MORE if grown > 0 else Move.LESS)


@few
@given(SEEDS, DAYS)
def test_what_was_never_done_is_new(seed, on):
    life = _, history = life_of(seed)
    week = programme(life, on)
    done = {f.exercise for c in history.check_ins if c.on < week.starts for f in c.felt}

    assert all((one.move is Move.NEW) is (one.exercise not in done) for one in week.prescribed)


@few
@given(SEEDS, DAYS)
def test_the_version_for_a_bad_day_is_of_two_at_most_and_gentle(seed, on):
    life = facts, _ = life_of(seed)
    week = programme(life, on)

    assert len(week.short) <= 2
    assert all(facts.exercises[one.exercise].irritability == 2 for one in week.short)
    gentle = {ExerciseKind.MOBILITY, ExerciseKind.RELAXATION, ExerciseKind.STRETCHING}
    assert all(one.kind in gentle and (one.sets, one.times_a_day) == (1, 1) for one in week.short)


@few
@given(SEEDS, DAYS)
def test_walking_is_the_sum_of_what_is_aerobic(seed, on):
    life = life_of(seed)
    week = programme(life, on)

    aerobic = (one for one in week.prescribed if one.kind is ExerciseKind.AEROBIC)
    assert week.walking_seconds == sum(one.seconds * len(one.days) for one in aerobic)


@few
@given(SEEDS, DAYS)
def test_what_nobody_asked_is_told_where_it_matters(seed, on):
    life = facts, history = life_of(seed)
    week = programme(life, on)

    bars = {c for out in week.left_out if out.why is WhyNot.NOT_ASKED for c in out.circumstances}
    asked = set(history.report.findings)
    needed = {"presumed": {"a"}, "of-two": {"b", "c"}}
    assert set(week.unasked) == {key for c in bars for key in needed[c]} - asked
    shown = [facts.exercises[one.exercise] for one in week.prescribed]
    silent = {"mentioned": {"b"}, "of-any": {"c", "d"}, "of-a-cause": {"d"}}
    told = {
        x.circumstance
        for e in shown
        for x in e.cautions
        if x.verdict == "leave-out" and silent.get(x.circumstance, set()) - asked
    }
    assert set(week.mentions) == told


def test_a_plan_for_three_days_still_has_all_three_kinds_or_blames_the_time():
    """Once well, a week has three days, all of one kind: what does not fit one of them fits none."""
    kinds = [kind.value for kind in TOTAL]
    facts = of_exercises(
        [exercise(kind, kind=kind, dose={"reps": (1, 1), "hold_s": (60, 60), "pace_s": 0}) for kind in kinds]
    )
    well = tuple(CheckIn(on=ON + timedelta(days=n), nprs=0) for n in (1, 40))
    preferences = Preferences(minutes_per_day=4.0)
    history = History(Report(on=ON, nprs=4, onset_days=20.0, preferences=preferences), well)

    week = prescribe(history, NO_CAUSE, facts, on=ON + timedelta(days=40))

    assert {one.why for one in week.missing} <= {WhyNot.TIME}


def test_a_kind_whose_only_exercise_hurt_says_so():
    one = exercise("only-1", ladder="only", cautions=(caution("presumed", "change"),))
    facts = of_exercises([one, exercise("only-2", ladder="only", level=2)])
    hurt = CheckIn(on=ON + timedelta(days=1), nprs=2, felt=(Felt("only-1", settled=False),))
    history = History(Report(on=ON, nprs=2, onset_days=20.0), (hurt,))

    week = prescribe(history, NO_CAUSE, facts, on=ON + WEEK)

    (strengthening,) = (m for m in week.missing if m.kind is ExerciseKind.STRENGTHENING)
    assert strengthening.why is WhyNot.HURT
