"""Every measure of a trial, person by person.

    Seen, Asked -> values (rows, n)

One small function for each; what is not a number was not seen. Events are two rows: the day,
and 1 where it happened or 0 where only watching ended.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.simulation.kinds import KINDS
from lumbago.simulation.observing import Seen, reported, visit, visit_nprs
from lumbago.simulation.protocol import Outcome
from lumbago.simulation.runs import NEVER, first_runs, runs_after

Floats = NDArray[np.float32]

FREE_DAYS = 30
"""An episode of pain ends after so many days without (devet2002): who starts in pain can recur only then."""

PERCENT = 100.0

RMDQ_POINTS = 24


class Asked(NamedTuple):
    """What is asked of one arm; two outcomes that ask the same are worked out once.

    Attributes:
        measure: Name of the measure.
        day: Day of the visit, or last day of the count.
        ends: Ends of the scale.
        cut: Threshold.
        running: Days running.
        is_from_onset: Whether days count from the onset of pain.
        is_from_usual: Whether a change counts from the person's own usual and not from a day.
        from_day: Day that a change counts from.
        also: Other days of the same measure and arm.
    """

    measure: str
    day: int
    ends: tuple[float, float] = (0.0, 1.0)
    cut: float = 0.0
    running: int = 1
    is_from_onset: bool = False
    is_from_usual: bool = False
    from_day: int = 0
    also: tuple[int, ...] = ()


def asked(outcome: Outcome, horizon: int, *, also: tuple[int, ...] = ()) -> Asked:
    """Return what an outcome asks of each of its arms."""
    return Asked(
        outcome.measure,
        horizon if outcome.day is None else outcome.day,
        (0.0, 1.0) if outcome.kind.is_share else outcome.ends,
        outcome.cut,
        outcome.running,
        outcome.from_ == "onset",
        outcome.from_ == "usual",
        outcome.from_day or 0,
        also,
    )


def measured(seen: Seen, question: Asked) -> Floats:
    """Return the values of people that answer a question, shape (rows, n)."""
    values = MEASURES[question.measure](seen, question)
    return np.atleast_2d(np.asarray(values, np.float32))


def pain(seen: Seen, question: Asked) -> Floats:
    """Return pain on the study's own scale."""
    return _on_scale(visit_nprs(seen, question.day) / np.float32(10), question)


def rmdq(seen: Seen, question: Asked) -> Floats:
    """Return disability on the study's own scale."""
    return _on_scale(_disability(seen, question.day), question)


def pain_reduction(seen: Seen, question: Asked) -> Floats:
    """Return pain at the start and on the day, shape (2, n)."""
    return np.stack([visit_nprs(seen, 0), visit_nprs(seen, question.day)])


def rmdq_reduction(seen: Seen, question: Asked) -> Floats:
    """Return disability at the start and on the day, shape (2, n)."""
    return np.stack([_disability(seen, 0), _disability(seen, question.day)])


def rmdq_gain(seen: Seen, question: Asked) -> Floats:
    """Return how many points of the scale disability has fallen."""
    low, high = question.ends
    return (_disability(seen, 0) - _disability(seen, question.day)) * (high - low)


def recovered(seen: Seen, question: Asked) -> Floats:
    """Return the day on which pain first stays at the threshold or below, shape (2, n)."""
    first = first_runs(seen.nprs <= question.cut, question.running)
    return _event(seen, question, first)


def recurred(seen: Seen, question: Asked) -> Floats:
    """Return the day on which pain comes back, for those who were free of it, shape (2, n)."""
    is_painful = seen.nprs >= question.cut
    free = first_runs(~is_painful, FREE_DAYS)
    after = np.where(is_painful[0], np.where(free == NEVER, NEVER, free + FREE_DAYS), 0)
    return _event(seen, question, runs_after(is_painful, question.running, after.astype(np.int32)))


def change_of(state: str) -> "Callable[[Seen, Asked], Floats]":
    """Return a measure of the change of a state, per cent of the day it counts from."""

    def change(seen: Seen, question: Asked) -> Floats:
        before = 1.0 if question.is_from_usual else visit(seen, state, question.from_day)
        return np.float32(PERCENT) * (visit(seen, state, question.day) / before - 1)

    return change


def work_days_lost(seen: Seen, question: Asked) -> Floats:
    """Return days off work up to the day; unknown for who left before."""
    lost = seen.paths["absent"][1 : question.day + 1].sum(axis=0, dtype=np.float32)
    return np.where(seen.last_day >= question.day, lost, np.float32(np.nan))


def off_work(seen: Seen, question: Asked) -> Floats:
    """Return 1 for who is off work on the day."""
    return visit(seen, "absent", question.day)


def nprs_at_least(seen: Seen, question: Asked) -> Floats:
    """Return 1 for who reports at least so much pain."""
    return _reached(visit_nprs(seen, question.day), question.cut)


def rmdq_at_least(seen: Seen, question: Asked) -> Floats:
    """Return 1 for who has at least so much disability, in points of 24."""
    points = _disability(seen, question.day) * np.float32(RMDQ_POINTS)
    return _reached(reported(points) if seen.observation.rounding else points, question.cut)


def rmdq_improved(seen: Seen, question: Asked) -> Floats:
    """Return 1 for whose disability fell by at least so many per cent; unknown for who had none."""
    before = _disability(seen, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        fallen = PERCENT * (before - _disability(seen, question.day)) / before
    return _reached(np.where(before > 0, fallen, np.nan), question.cut)


def activity(seen: Seen, question: Asked) -> Floats:
    """Return activity, per cent of usual."""
    return np.float32(PERCENT) * visit(seen, "activity", question.day)


def of_peak(state: str) -> "Callable[[Seen, Asked], Floats]":
    """Return a measure of a state on the day and on all measured days, shape (1 + days, n)."""

    def level(seen: Seen, question: Asked) -> Floats:
        return np.stack([visit(seen, state, day) for day in (question.day, *question.also)])

    return level


def soreness_peak(seen: Seen, question: Asked) -> Floats:
    """Return the day of the worst soreness after an injury: that of inflammation."""
    return np.asarray(seen.paths["inflammation"][: question.day + 1].argmax(axis=0), np.float32)


MEASURES: Mapping[str, Callable[[Seen, Asked], Floats]] = {
    "pain_mean": pain,
    "rmdq_mean": rmdq,
    "pain_reduction_percent": pain_reduction,
    "rmdq_reduction_percent": rmdq_reduction,
    "rmdq_gain_mean": rmdq_gain,
    "recovered_share": recovered,
    "days_to_recovery_median": recovered,
    "recurrence_share": recurred,
    "days_to_recurrence_median": recurred,
    "strength_change_percent": change_of("strength"),
    "muscle_size_change_percent": change_of("size"),
    "aerobic_change_percent": change_of("aerobic"),
    "flexibility_change_percent": change_of("flexibility"),
    "work_days_lost_mean": work_days_lost,
    "off_work_share": off_work,
    "nprs_share_at_least": nprs_at_least,
    "rmdq_share_at_least": rmdq_at_least,
    "rmdq_improved_share": rmdq_improved,
    "activity_percent": activity,
    "inflammation_percent_of_peak": of_peak("inflammation"),
    "resolution_percent_of_peak": of_peak("resolution"),
    "soreness_peak_day": soreness_peak,
}
"""How each measure of `kinds.KINDS` is taken."""


def states_read(questions: "set[Asked]") -> tuple[str, ...]:
    """Return the states that must be recorded to answer; pain always is."""
    return tuple(sorted({"pain", *(state for q in questions for state in KINDS[q.measure].reads)}))


def _disability(seen: Seen, day: int) -> Floats:
    """Return disability as a share of its scale, 0-1."""
    return visit(seen, "disability", day) / np.float32(PERCENT)


def _on_scale(share: Floats, question: Asked) -> Floats:
    low, high = question.ends
    return np.float32(low) + share * np.float32(high - low)


def _reached(values: NDArray[np.floating[Any]], cut: float) -> Floats:
    """Return 0 or 1, and not a number where a value is not."""
    return np.where(np.isnan(values), np.nan, values >= cut).astype(np.float32)


def _event(seen: Seen, question: Asked, first: NDArray[np.int32]) -> Floats:
    """Return day and event; a run counts when all of it was seen by the last day of the count."""
    shift = seen.onset_days if question.is_from_onset else np.zeros_like(seen.onset_days)
    until = np.minimum(question.day - shift, seen.last_day)
    sure = until - question.running + 1
    has_event = (first != NEVER) & (first <= sure)
    time = np.where(has_event, first, np.maximum(sure, 0)) + shift
    return np.stack([time, has_event]).astype(np.float32)
