"""Laws of triage on the real red flags.

Every assignment of each rule's own findings, and random answers to all findings. What a rule
says is read from its file again, by another, plainer reader.
"""

import itertools
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import ON, answers, history, table_of

from lumbago.interview import Stage, Step, history_of, next_screen
from lumbago.knowledge import current, tabulate
from lumbago.knowledge.asking import is_askable
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.table import ABSENT, NOT_ASKED, PRESENT, columns
from lumbago.record import Disposition
from lumbago.triage import screen, screen_table

LARGEST_WHOLE = 8
"""Findings of a rule whose 3 ** m assignments are all tried."""

RANDOM_ASSIGNMENTS = 3000
LIMITS = {"age": "age", "duration_days": "duration_days", "nprs": "nprs"}


@cache
def rules():
    folder = resources.files("lumbago.knowledge") / "red_flags"
    return {
        path.name.removesuffix(".toml"): tomllib.loads(path.read_text(encoding="utf-8"))
        for path in folder.iterdir()
        if path.name.endswith(".toml")
    }


def truth(when, state, numbers) -> bool | None:
    """Return whether an expression as written holds; None where nobody can tell."""
    if isinstance(when, str):
        return {PRESENT: True, ABSENT: False, NOT_ASKED: None}[state[when]]
    if "finding" in when:
        return truth(when["finding"], state, numbers)
    for limit in LIMITS:
        if limit in when:
            if np.isnan(numbers[limit]):
                return True if when.get("presumed") else None
            return bool(when[limit][0] <= numbers[limit] <= when[limit][1])
    parts = [truth(part, state, numbers) for part in when.get("all") or when.get("any") or when["of"]]
    needed = len(parts) if "all" in when else when.get("at_least", 1)
    if parts.count(True) >= needed:
        return True
    return False if parts.count(True) + parts.count(None) < needed else None


def limits_in(when) -> Iterator[tuple[str, list[float]]]:
    if isinstance(when, dict):
        for name in LIMITS:
            if name in when:
                yield name, when[name]
        for part in (*when.get("all", ()), *when.get("any", ()), *when.get("of", ())):
            yield from limits_in(part)


def own_findings(rule: str) -> list[str]:
    red_flag = current().red_flags[rule]
    return list(dict.fromkeys((*findings_in(red_flag.when), *red_flag.unless)))


def assignments(rule: str) -> np.ndarray:
    """Return joint answers to a rule's own findings, shape (rows, m)."""
    m = len(own_findings(rule))
    if m <= LARGEST_WHOLE:
        return np.array(list(itertools.product((-1, 0, 1), repeat=m)), dtype=np.int8).reshape(3**m, m)
    rng = np.random.default_rng(m)
    sparse = rng.choice([-1, 0, 1], size=(RANDOM_ASSIGNMENTS, m), p=[0.5, 0.3, 0.2])
    return sparse.astype(np.int8)


def cases_of_numbers(rule: str) -> list[dict[str, float]]:
    """Return each number of a rule not known, at, and just outside its limits, one rule's worth at a time."""
    spans: dict[str, set[float]] = {}
    for name, (low, high) in limits_in(rules()[rule]["when"]):
        spans.setdefault(name, {np.nan}).update({low, high, max(low - 1, 0), high + 1})
    names = sorted(spans)
    return [
        {**dict.fromkeys(LIMITS, np.nan), **dict(zip(names, values, strict=True))}
        for values in itertools.product(*(sorted(spans[name], key=str) for name in names))
    ]


def whole_table(rule: str, assigned: np.ndarray, numbers: dict[str, float]):
    known = current()
    states = np.zeros((len(assigned), len(known.findings)), dtype=np.int8)
    states[:, [columns(known)[key] for key in own_findings(rule)]] = assigned
    return table_of(states, **{name: np.full(len(assigned), value) for name, value in numbers.items()})


def row_of(rule: str) -> int:
    return list(current().red_flags).index(rule)


@pytest.mark.parametrize("rule", sorted(current().red_flags))
def test_a_real_rule_means_what_its_file_says(rule):
    file, keys, assigned = rules()[rule], own_findings(rule), assignments(rule)
    code = {True: PRESENT, False: ABSENT, None: NOT_ASKED}
    for numbers in cases_of_numbers(rule):
        expected = []
        for values in assigned.tolist():
            state = dict(zip(keys, values, strict=True))
            is_set_aside = any(state[key] == PRESENT for key in file.get("unless", ()))
            expected.append(ABSENT if is_set_aside else code[truth(file["when"], state, numbers)])

        states = screen_table(whole_table(rule, assigned, numbers), current()).rules[row_of(rule)]

        assert np.array_equal(states, expected), numbers


@pytest.mark.parametrize("rule", sorted(current().red_flags))
def test_a_real_rule_is_monotone_and_no_answer_contradicts_it(rule):
    known, keys, assigned = current(), own_findings(rule), assignments(rule)
    unless = set(known.red_flags[rule].unless)
    numbers = cases_of_numbers(rule)[0]
    before = screen_table(whole_table(rule, assigned, numbers), known)
    state = before.rules[row_of(rule)]
    for place, key in enumerate(keys):
        for answer in (ABSENT, PRESENT):
            changed = assigned.copy()
            changed[:, place] = answer
            after = screen_table(whole_table(rule, changed, numbers), known)
            was_silent = assigned[:, place] == NOT_ASKED
            if key not in unless:
                decided = was_silent & (state != NOT_ASKED)
                assert np.array_equal(after.rules[row_of(rule)][decided], state[decided]), key
            if answer == PRESENT and key not in unless:
                assert np.all(after.rules[row_of(rule)] >= state), key
                assert np.all(after.urgency >= before.urgency), key
            if answer == ABSENT:
                assert np.all(after.urgency[was_silent] == before.urgency[was_silent]), key


REAL = current()
SET_ASIDE = {key for f in REAL.red_flags.values() for key in f.unless}
REAL_ALARMS = sorted({key for f in REAL.red_flags.values() for key in findings_in(f.when)} - SET_ASIDE)
REAL_NUMBERS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.integers(0, 100),
        "onset_days": st.sampled_from([0, 3, 14, 15, 42, 43, 100, 3000]),
        "nprs": st.integers(0, 10),
        "pregnancy_weeks": st.sampled_from([0, 20]),
        "sex": st.sampled_from(["female", "male", "other"]),
        "pain_map": st.sampled_from(
            [(), ("lumbar-left",), ("calf-left", "foot-right"), ("abdomen", "chest")]
        ),
    },
)
REAL_ANSWERS = answers(REAL.findings)


@given(REAL_ANSWERS, REAL_NUMBERS, st.sampled_from(REAL_ALARMS))
def test_one_more_real_alarm_never_lowers_urgency(said, numbers, alarm):
    before, after = (
        screen_table(tabulate([history(a, **numbers)], REAL), REAL) for a in (said, {**said, alarm: True})
    )

    assert before.urgency[0] <= after.urgency[0]
    assert np.all(before.rules <= after.rules)


@given(REAL_ANSWERS, REAL_NUMBERS, st.sampled_from(sorted(REAL.findings)))
def test_no_real_denial_in_place_of_silence_lowers_urgency(said, numbers, key):
    if key in said:
        return

    before, after = (
        screen_table(tabulate([history(a, **numbers)], REAL), REAL) for a in (said, {**said, key: False})
    )

    assert before.urgency[0] == after.urgency[0]
    assert np.all((before.rules == NOT_ASKED) | (before.rules == after.rules))


@given(REAL_ANSWERS, REAL_NUMBERS)
def test_nothing_sets_a_real_emergency_aside(said, numbers):
    before, after = (
        screen_table(tabulate([history(a, **numbers)], REAL), REAL)
        for a in (said, {**said, **dict.fromkeys(SET_ASIDE, True)})
    )

    if before.urgency[0] == Disposition.EMERGENCY.urgency:
        assert after.urgency[0] == Disposition.EMERGENCY.urgency


@given(REAL_ANSWERS, REAL_NUMBERS)
def test_every_raised_real_rule_says_why(said, numbers):
    triage = screen(history(said, **numbers), REAL)

    assert all(f.because for f in triage.raised)
    assert all(f.unasked for f in triage.open)


def everything_denied(**numbers):
    table = tabulate([history({}, **numbers)], REAL)
    return history(
        {key: False for key in REAL_ALARMS if is_askable(key, table, REAL) and key != "severe_pain"},
        **numbers,
    )


@pytest.mark.parametrize("nprs", [7, 8, 9, 10])
def test_severe_pain_alone_is_never_urgent(nprs):
    silent = screen(history({}, nprs=nprs), REAL)
    denied = screen(everything_denied(age=40, nprs=nprs, onset_days=3, sex="female", pregnancy_weeks=0), REAL)

    assert silent.disposition is Disposition.ROUTINE
    assert not silent.is_complete
    assert denied.disposition is Disposition.ROUTINE
    assert denied.is_complete


def test_self_care_needs_every_must_ask_flag_answered_no():
    calm = everything_denied(age=40, nprs=3, onset_days=3, sex="male")
    triage = screen(calm, REAL)
    must_ask = [
        key
        for f in REAL.red_flags.values()
        if f.disposition.is_soon and f.when.finding is None and f.when.any is not None
        for key in (part.finding for part in f.when.any)
        if key in calm.report.findings
    ]

    assert triage.disposition is Disposition.SELF_CARE
    assert triage.is_complete
    for key in must_ask:
        without = {k: v for k, v in calm.report.findings.items() if k != key}
        answers_kept = replace(calm, report=replace(calm.report, findings=without))
        implied_by_another_no = set(REAL.findings[key].implies) & set(without)
        assert implied_by_another_no or not screen(answers_kept, REAL).is_complete, key


def test_the_interview_asks_a_person_in_pain_nothing_about_the_cause_before_safety():
    step = Step(
        ("age", "sex", "onset_days", "nprs", "pain_map"),
        {"age": 40, "sex": "female", "onset_days": 2, "nprs": 10, "pain_map": ["lumbar-left"]},
    )

    assert next_screen([step], REAL, on=ON).stage is Stage.SAFETY


def test_what_was_asked_in_vain_lets_the_next_question_come():
    """A fever nobody is sure of stays open; whether a risk goes with it must then be asked."""
    basics = {"age": 40, "sex": "male", "onset_days": 2, "nprs": 5, "pain_map": ["lumbar-left"]}
    steps = []
    while (screen := next_screen(steps, REAL, on=ON)) is not None:
        said = {key: False for key in screen.asks if key in REAL.findings and key != "fever"}
        fields = {key: basics[key] for key in screen.asks if key in basics}
        steps.append(Step(screen.asks, {**fields, "findings": said}))
    asked = {key for step in steps for key in step.asked}

    still_open = screen_open(history_of(steps, on=ON))

    assert "fever" in still_open
    assert still_open <= asked


def screen_open(heard):
    return set(screen(heard, REAL).unasked)
