"""Follow the same people through every arm, block by block.

    Trial, Calibrated, crew -> Answers

Same luck in every arm: arms differ by what is done in them and by nothing else. What comes back of
each person is a few numbers, joined in the order of people; counts are whole. So neither the size of
a block, nor who worked on it, nor when, shows in a result.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.recovery import Luck, follow
from lumbago.shards import Block, Crew, blocks, gather
from lumbago.simulation.cohort import Calibrated, cohort
from lumbago.simulation.living import inputs
from lumbago.simulation.measures import Asked, asked, measured, states_read
from lumbago.simulation.observing import see
from lumbago.simulation.protocol import Trial

Values = NDArray[np.float32]
Counts = NDArray[np.int64]

BLOCK = 4_096
"""People in a block: the kernel's own threads start above, and memory is bounded by it."""

PEOPLE_FOR_EACH_DRAW = 500
"""Fewer people would say little about what one draw of the posterior predicts."""

BINS_FOR_EACH_POINT = 20
BINS = 10 * BINS_FOR_EACH_POINT + 1
"""Pain is counted in twentieths of a point."""

RECOVERED_NPRS, RECOVERED_DAYS = 1.0, 7
"""The usual definition of recovery from an acute episode (williams2014): pain 0-1 for seven days."""


class ArmAnswers(NamedTuple):
    """What came of one arm.

    Attributes:
        values: By question, shape (rows, n).
        pain: People by day and by pain in twentieths of a point, shape (days + 1, `BINS`).
    """

    values: Mapping[Asked, Values]
    pain: Counts


class Answers(NamedTuple):
    """What came of a trial.

    Attributes:
        arms: By name of arm.
        which: Number of the posterior draw that each person was made from, ascending, shape (n,).
    """

    arms: Mapping[str, ArmAnswers]
    which: NDArray[np.int64]


def answers(
    trial: Trial,
    calibrated: Calibrated,
    crew: Crew,
    *,
    block: int = BLOCK,
    watch: Callable[[int], None] | None = None,
) -> Answers:
    """Run a trial.

    Args:
        trial: What is done.
        calibrated: What the calibration found.
        crew: Who works on the blocks.
        block: People in a block; it changes no number.
        watch: Told the people that are done, block after block.
    """
    pieces = blocks(trial.n, block)
    parts = []
    for piece, part in zip(pieces, gather(partial(_block, trial, calibrated), pieces, crew), strict=True):
        parts.append(part)
        if watch is not None:
            watch(piece.stop)
    arms = {name: _joined([part[name] for part in parts]) for name in trial.arms}
    return Answers(arms, draws_of_people(Block(0, trial.n), trial.n, len(calibrated.draws)))


def draws_of_people(block: Block, n: int, draws: int) -> NDArray[np.int64]:
    """Return which posterior draw each person of a block is made from, ascending, shape (people,).

    Args:
        block: People.
        n: People in the whole cohort.
        draws: Draws there are; a small cohort uses some of them, evenly apart.
    """
    used = max(1, min(draws, n // PEOPLE_FOR_EACH_DRAW))
    person = np.arange(block.start, block.stop, dtype=np.int64)
    return (person * used // n) * draws // used


def questions(trial: Trial) -> dict[str, set[Asked]]:
    """Return what is asked of each arm; when people recover is always asked."""
    recovery = recovery_of(trial)
    found: dict[str, set[Asked]] = {name: {recovery} for name in trial.arms}
    for outcome in trial.outcome:
        for name in outcome.arms:
            found[name].add(question_of(trial, outcome.id, name))
    return found


def question_of(trial: Trial, outcome_id: str, arm: str) -> Asked:
    """Return the question that answers an outcome in one arm."""
    outcome = next(one for one in trial.outcome if one.id == outcome_id)
    same = [one for one in trial.outcome if one.measure == outcome.measure and arm in one.arms]
    also = tuple(sorted({one.day for one in same if one.day is not None}))
    return asked(outcome, trial.horizon, also=also if outcome.measure.endswith("_of_peak") else ())


def recovery_of(trial: Trial) -> Asked:
    """Return the question when people recover."""
    return Asked("recovered_share", trial.horizon, cut=RECOVERED_NPRS, running=RECOVERED_DAYS)


def _block(trial: Trial, calibrated: Calibrated, block: Block) -> dict[str, ArmAnswers]:
    """Follow one block of people through every arm."""
    which = draws_of_people(block, trial.n, len(calibrated.draws))
    luck = Luck(trial.seed, block.start)
    people = cohort(trial.population, calibrated, which, luck=luck)
    onset = people.facts.get("onset_days", np.zeros(block.size)).astype(np.float32)
    found = {}
    for name, wanted in questions(trial).items():
        days = inputs(trial.arms[name], trial.horizon)
        paths = follow(people.cloud, days, luck=luck, record=states_read(wanted), threads=1).of
        seen = see(paths, onset, trial.observation, luck)
        values = {question: measured(seen, question) for question in sorted(wanted)}
        found[name] = ArmAnswers(values, _counted(paths["pain"]))
    return found


def _counted(pain: Values) -> Counts:
    """Count people by day and pain."""
    days = len(pain)
    bins = np.clip(np.rint(pain * BINS_FOR_EACH_POINT), 0, BINS - 1).astype(np.int64)
    bins += np.arange(days, dtype=np.int64)[:, None] * BINS
    return np.bincount(bins.ravel(), minlength=days * BINS).reshape(days, BINS)


def _joined(parts: list[ArmAnswers]) -> ArmAnswers:
    """Join blocks row after row: how numbers lie in memory decides how they are rounded when added."""
    values = {
        question: np.ascontiguousarray(np.concatenate([part.values[question] for part in parts], axis=1))
        for question in parts[0].values
    }
    return ArmAnswers(values, np.sum([part.pain for part in parts], axis=0))
