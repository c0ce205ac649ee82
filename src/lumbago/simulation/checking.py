"""What must hold between the parts of a trial.

    Trial -> faults, the first of each kind first

Each check looks at one thing; the line and the file are the reader's business.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

from lumbago.simulation.kinds import CHANGES, KINDS
from lumbago.simulation.protocol import (
    LIMITS,
    Arm,
    Outcome,
    Phase,
    Population,
    Published,
    Spreading,
    Trial,
    inputs_of,
)


class Fault(NamedTuple):
    """One thing that is wrong.

    Attributes:
        path: Where in the file.
        problem: What is wrong there.
        remedy: What to write instead.
    """

    path: tuple[str | int, ...]
    problem: str
    remedy: str


def faults(trial: Trial) -> Iterator[Fault]:
    """Yield what contradicts itself in a trial."""
    yield from _twice(trial)
    yield from _population(trial.population)
    yield from _lengths(trial)
    for number, arm in enumerate(trial.arm):
        for place, phase in enumerate(arm.phase):
            yield from _phase(phase, ("arm", number, "phase", place))
    for number, outcome in enumerate(trial.outcome):
        yield from _outcome(outcome, trial, ("outcome", number))
    yield from _outside(trial)
    yield from _observed(trial)


def _twice(trial: Trial) -> Iterator[Fault]:
    for table, key, names in (
        ("arm", "name", [arm.name for arm in trial.arm]),
        ("outcome", "id", [outcome.id for outcome in trial.outcome]),
    ):
        for number, name in enumerate(names):
            if name in names[:number]:
                yield Fault((table, number, key), f"'{name}' is there already", "Choose another")


def _population(population: Population) -> Iterator[Fault]:
    for name, (least, most) in LIMITS.items():
        spread = getattr(population, name)
        if spread is None:
            continue
        path = ("population", name)
        if _states_both(spread):
            yield Fault(path, "it states a share and a mean", "Keep { share } or { mean, sd, min, max }")
        for key in ("mean", "min", "max"):
            if _is_outside(getattr(spread, key), least, most):
                yield Fault(
                    (*path, key), f"{getattr(spread, key):g} is not possible", f"Write {least:g} to {most:g}"
                )
        if spread.min is not None and spread.max is not None and spread.min > spread.max:
            yield Fault(path, f"min {spread.min:g} is above max {spread.max:g}", "Change their places")
        elif _is_outside(spread.mean, spread.min, spread.max):
            yield Fault(path, f"the mean {spread.mean:g} lies outside min and max", "Check all three")


def _states_both(spread: Spreading) -> bool:
    others = (spread.mean, spread.sd, spread.min, spread.max)
    return spread.share is not None and any(number is not None for number in others)


def _is_outside(mean: float | None, low: float | None, high: float | None) -> bool:
    return mean is not None and ((low is not None and mean < low) or (high is not None and mean > high))


def _lengths(trial: Trial) -> Iterator[Fault]:
    """Arms are of one length: people are followed as long in each."""
    stated = [(number, arm.days) for number, arm in enumerate(trial.arm) if arm.days is not None]
    expected = trial.days if trial.days is not None else (stated[0][1] if stated else None)
    for number, days in stated:
        if days != expected:
            yield Fault(
                ("arm", number, "days"),
                f"arms are of different length: {days} days here, {expected} elsewhere",
                "Follow every arm for the same days",
            )


def _phase(phase: Phase, path: tuple[str | int, ...]) -> Iterator[Fault]:
    first, last = phase.days
    if first > last:
        yield Fault(
            (*path, "days"), f"it ends on day {last} and begins on day {first}", "Change their places"
        )
        return
    for name, dose in {**inputs_of(phase), "adherence": phase.adherence}.items():
        if isinstance(dose, tuple) and len(dose) != last - first + 1:
            yield Fault(
                (*path, name),
                f"it holds {len(dose)} days of different length from the phase, which has {last - first + 1}",
                "Write one number for each day, or one for all",
            )


def _outcome(outcome: Outcome, trial: Trial, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if outcome.measure not in KINDS:
        nearest = get_close_matches(outcome.measure, KINDS, 1)
        hint = f"Did you mean {nearest[0]}?" if nearest else f"Write one of {', '.join(KINDS)}"
        yield Fault((*path, "measure"), f"there is no measure '{outcome.measure}'", hint)
        return
    yield from _compared(outcome, trial, path)
    yield from _asked(outcome, path)
    if outcome.scale is not None and outcome.scale[0] >= outcome.scale[1]:
        yield Fault((*path, "scale"), "it ends before it begins", "Write the lower end first: [0, 10]")
    if outcome.published is not None:
        yield from _published(outcome.published, (*path, "published"))


def _compared(outcome: Outcome, trial: Trial, path: tuple[str | int, ...]) -> Iterator[Fault]:
    ways = ("arm", "difference", "hazard_ratio", "risk_ratio", "odds_ratio")
    stated = [way for way in ways if getattr(outcome, way) is not None]
    if len(stated) != 1:
        problem = "it names no arm" if not stated else f"it states {' and '.join(stated)}"
        yield Fault(path, problem, 'Write one of arm = "...", difference = ["...", "..."] or a ratio')
        return
    way = stated[0]
    for name in outcome.arms:
        if name not in trial.arms:
            yield Fault((*path, way), f"there is no arm '{name}'", f"Write one of {', '.join(trial.arms)}")
    if way != "arm" and len(set(outcome.arms)) == 1:
        yield Fault((*path, way), "it compares an arm with itself", "Name two arms")
    if way == "hazard_ratio" and not outcome.kind.is_event:
        yield Fault((*path, way), f"{outcome.measure} has no hazard", "Take one of recovery or recurrence")
    if way in {"risk_ratio", "odds_ratio"} and not outcome.kind.is_share:
        yield Fault((*path, way), f"{outcome.measure} is no share", "Write difference = [...] instead")


def _asked(outcome: Outcome, path: tuple[str | int, ...]) -> Iterator[Fault]:
    kind = outcome.kind
    if kind.asks_threshold and outcome.threshold is None:
        yield Fault((*path, "threshold"), f"it is missing, and {outcome.measure} needs one", "Write it")
    if kind.asks_day and outcome.day is None:
        yield Fault((*path, "day"), f"it is missing, and {outcome.measure} needs one", "Write the day")
    if outcome.from_day is not None and outcome.measure not in CHANGES:
        yield Fault((*path, "from_day"), f"{outcome.measure} counts from day 0", "Leave it out")
    elif outcome.from_day is not None and outcome.from_day >= (outcome.day or 0):
        yield Fault((*path, "from_day"), f"day {outcome.from_day} is not before {outcome.day}", "Check both")


def _published(found: Published, path: tuple[str | int, ...]) -> Iterator[Fault]:
    for end, value, is_wrong in (
        ("low", found.low, found.low is not None and found.low > found.value),
        ("high", found.high, found.high is not None and found.high < found.value),
    ):
        if is_wrong:
            side = "above" if end == "low" else "below"
            yield Fault((*path, end), f"{value:g} lies {side} the value {found.value:g}", "Check all three")


def _outside(trial: Trial) -> Iterator[Fault]:
    horizon = trial.horizon
    is_stated = trial.days is not None or any(arm.days for arm in trial.arm)
    for number, outcome in enumerate(trial.outcome):
        for key in ("day", "from_day"):
            day: Any = getattr(outcome, key)
            if day is not None and day > horizon:
                yield Fault(
                    ("outcome", number, key),
                    f"day {day} lies after the trial, which follows people for {horizon} days",
                    "Follow them for longer, or measure earlier",
                )
    for number, arm in enumerate(trial.arm):
        yield from _phases_outside(arm, number, horizon, last=horizon - 1 if is_stated else None)


def _phases_outside(arm: Arm, number: int, horizon: int, *, last: int | None) -> Iterator[Fault]:
    """A phase may outlast the last outcome, but not begin after it, nor outlast days that are stated."""
    for place, phase in enumerate(arm.phase):
        if phase.days[0] >= horizon or (last is not None and phase.days[1] > last):
            yield Fault(
                ("arm", number, "phase", place, "days"),
                f"days {phase.days[0]} to {phase.days[1]} lie outside the trial, which lasts {horizon} days",
                "Write days inside it, counted from 0",
            )


def _observed(trial: Trial) -> Iterator[Fault]:
    if isinstance(trial.observed, dict):
        for name in trial.observed:
            if name not in trial.arms:
                yield Fault(
                    ("observed", name), f"there is no arm '{name}'", f"Write one of {', '.join(trial.arms)}"
                )
