"""A trial that was run: every outcome, and how pain and recovery went in each arm.

    Trial, Calibrated, crew -> Result -> fields of JSON

Reading it aloud and drawing it are the business of who asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.shards import Crew
from lumbago.simulation.cohort import Calibrated
from lumbago.simulation.predicting import Predicted, predict
from lumbago.simulation.protocol import Trial
from lumbago.simulation.running import BINS_FOR_EACH_POINT, ArmAnswers, answers, recovery_of
from lumbago.simulation.survival import curve_of

Floats = NDArray[np.float64]

QUANTILES = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
"""Ends of the bands of 95, 80 and 50 %, and the middle."""


class Course(NamedTuple):
    """How one arm went.

    Attributes:
        pain: Quantiles of pain by day, 0-10, shape (`QUANTILES`, days + 1).
        mean: Mean pain by day, 0-10, shape (days + 1,).
        recovered: Share who have recovered (pain 0-1 for seven days) by day, shape (days + 1,); the
            last days, in which a recovery could not be confirmed any more, are not a number.
    """

    pain: Floats
    mean: Floats
    recovered: Floats


@dataclass(frozen=True, eq=False)
class Result:
    """A trial that was run.

    Attributes:
        trial: What was done.
        outcomes: What came of it, in the order of the file.
        courses: By arm.
    """

    trial: Trial
    outcomes: tuple[Predicted, ...]
    courses: Mapping[str, Course]


def run(
    trial: Trial, calibrated: Calibrated, crew: Crew, *, watch: Callable[[int], None] | None = None
) -> Result:
    """Run a trial.

    Args:
        trial: What is done.
        calibrated: What the calibration found.
        crew: Who works on the blocks.
        watch: Told the people that are done, block after block.
    """
    answered = answers(trial, calibrated, crew, watch=watch)
    courses = {name: _course(arm, trial) for name, arm in answered.arms.items()}
    return Result(trial, tuple(predict(trial, calibrated, answered)), courses)


def as_fields(result: Result) -> dict[str, Any]:
    """Return a result as JSON holds it."""
    trial = result.trial
    return {
        "name": trial.name,
        "source": trial.source,
        "seed": trial.seed,
        "n": trial.n,
        "outcomes": [_fields(one) for one in result.outcomes],
    }


def _fields(one: Predicted) -> dict[str, Any]:
    outcome = one.outcome
    found = outcome.published
    return {
        "id": outcome.id,
        "measure": outcome.measure,
        "day": outcome.day,
        "comparison": outcome.comparison,
        "arms": list(outcome.arms),
        "predicted": one.predicted,
        "low": one.low,
        "high": one.high,
        "published": None if found is None else _published(found),
        "inside": one.is_inside,
        "z": one.z,
        "errors": one.errors._asdict(),
    }


def _published(found: Any) -> dict[str, Any]:  # noqa: ANN401 - a value of the protocol
    named = {key: getattr(found, key) for key in ("value", "low", "high", "interval", "at")}
    return {key: value for key, value in named.items() if value not in (None, "")}


def _course(arm: ArmAnswers, trial: Trial) -> Course:
    people = arm.pain.sum(axis=1, keepdims=True)
    reached = np.cumsum(arm.pain, axis=1) / people
    pain = np.array([(reached >= quantile).argmax(axis=1) for quantile in QUANTILES]) / BINS_FOR_EACH_POINT
    mean = (arm.pain @ np.arange(arm.pain.shape[1])) / people[:, 0] / BINS_FOR_EACH_POINT
    return Course(pain, mean, _recovered(arm, trial))


def _recovered(arm: ArmAnswers, trial: Trial) -> Floats:
    asked = recovery_of(trial)
    curve = curve_of(arm.values[asked].astype(np.float64), trial.horizon + 1)
    days = np.arange(trial.horizon + 1)
    return np.where(days <= trial.horizon - asked.running + 1, 1 - curve.surviving, np.nan)
