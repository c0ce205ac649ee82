"""Fit the arrows to what was published.

    Recovery, studies -> Fit

Gauss and Newton on the logarithms of the parameters, with the prior as one more set of observations. All
evaluations share one luck, so a difference between two is a difference between their numbers; the
posterior is the normal distribution at the top. Each evaluation depends on its own numbers alone: a run
that was stopped goes on where it was and ends with the same result.
"""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.recovery import Recovery
from lumbago.shards import Crew, cores, gather
from lumbago.simulation.known import at
from lumbago.simulation.predicting import predict
from lumbago.simulation.protocol import Trial
from lumbago.simulation.running import answers
from lumbago.simulation.targets import Target, spread_between, targets

Floats = NDArray[np.float64]

NINETY = 1.6448536269514722
WIDE = 2 * NINETY
"""Standard deviations from end to end of a 90 % range."""

BETWEEN_SD = 0.35
"""Prior standard deviation of the logarithm of a spread between people: a factor 1.8, our judgement."""

STEP = 0.5
"""A derivative is taken over half a prior standard deviation: shares of a finite cohort move in jumps."""

LONGEST_MOVE = 1.5
"""No number moves further in one round than this many prior standard deviations."""

SHARES = (1.0, 0.5, 0.2)
"""How much of a move is tried."""

ROUNDS = 5
DRAWS = 24
DRAWS_SEED = 1
MENDINGS = 3
"""Moves of each draw of the posterior."""

LEAVINGS = 3
"""Moves away from what a family that is left out had said."""


NOT_REACHED_DAYS = 730.0
"""A median that is not reached within the days followed is taken to lie at two years."""

FIRST_SPREAD = 0.08
"""Spread between studies before any fit: shares of a scale, or a logarithm; our judgement."""


class Kept(Protocol):
    """Evaluations already made, by stage and number."""

    def setdefault(self, name: str, default: Any = None, /) -> MutableMapping[int, Floats]:  # noqa: ANN401
        """Return a stage, new where there is none."""


class Number(NamedTuple):
    """One number to fit; what it is called says what it is (see `Calibration.numbers`)."""

    name: str
    mean: float
    sd: float

    @property
    def is_change(self) -> bool:
        """Whether it is a change of a logarithm (a shift, an effect) and not a logarithm itself."""
        return " " in self.name and not self.name.startswith("between ")


class Fit(NamedTuple):
    """What came of it.

    Attributes:
        numbers: What was fitted.
        found: Their values, shape (numbers,).
        covariance: Of the posterior near its top, shape (numbers, numbers).
        draws: From the posterior, shape (draws, numbers).
        predicted: Of each target, mean of the draws, on the working scale, shape (targets,).
        errors: Standard deviations of what each study could have found, shape (targets,).
        left_out: The same two with the family of the study left out of the fit.
        spread: Study-to-study spread by kind.
        targets: What it was fitted to.
    """

    numbers: list[Number]
    found: Floats
    covariance: Floats
    draws: Floats
    predicted: Floats
    errors: Floats
    left_out: tuple[Floats, Floats]
    spread: dict[str, float]
    targets: list[Target]


def numbers_of(recovery: Recovery) -> list[Number]:
    """Return what is fitted, with its prior."""
    found = []
    for name, arrow in recovery.arrows.items():
        prior = arrow.prior
        found.append(Number(name, float(np.log(prior.median)), float(np.log(prior.high / prior.low) / WIDE)))
        if arrow.between:
            found.append(Number(f"between {name}", float(np.log(arrow.between)), BETWEEN_SD))
    for preset, population in recovery.populations.items():
        for name, (low, high) in population.shift.items():
            found.append(Number(f"{preset} {name}", (low + high) / 2, (high - low) / WIDE))
    for name, effect in recovery.effects.items():
        middle, low, high = effect.prior
        found.append(Number(f"effect {name}", middle, (high - low) / WIDE))
    return found


def evaluations(recovery: Recovery, studies: Mapping[str, Trial]) -> int:
    """Return how many evaluations a calibration makes."""
    families = {trial.family for trial in studies.values()}
    slopes = (ROUNDS + 1) * (len(numbers_of(recovery)) + 1)
    return slopes + ROUNDS * len(SHARES) + LEAVINGS * len(families) + MENDINGS * DRAWS


def evaluation(
    recovery: Recovery, studies: Mapping[str, Trial], people: int, seed: int
) -> Callable[[Floats], Floats]:
    """Return the function from numbers to what all studies would have found.

    Args:
        recovery: Arrows and populations.
        studies: By name.
        people: Virtual people in each arm.
        seed: What fixes the luck of all evaluations.
    """
    smaller = [replace(trial, n=people, seed=seed) for trial in studies.values()]
    names = [number.name for number in numbers_of(recovery)]

    def evaluate(point: Floats) -> Floats:
        numbers = dict(zip(names, map(float, point), strict=True))
        return np.concatenate([_predicted(trial, recovery, numbers) for trial in smaller])

    return evaluate


def _predicted(trial: Trial, recovery: Recovery, numbers: Mapping[str, float]) -> Floats:
    known = at(recovery, [dict(numbers)], trial.population.preset)
    found = predict(trial, known, answers(trial, known, cores(1)))
    working = np.array([one.working for one in found if one.outcome.published is not None])
    return np.where(np.isfinite(working), working, np.log(NOT_REACHED_DAYS))


def calibrate(
    recovery: Recovery,
    studies: Mapping[str, Trial],
    evaluate: Callable[[Floats], Floats],
    *,
    crew: Crew,
    kept: Kept,
) -> Fit:
    """Fit all numbers to all studies, and again without each family.

    Args:
        recovery: Arrows and populations.
        studies: By name.
        evaluate: From `evaluation`.
        crew: Who works on the points.
        kept: Evaluations already made, by stage and number; each new one is put there at once.
    """

    def ask(stage: str, points: Sequence[Floats]) -> list[Floats]:
        return list(gather(evaluate, list(points), crew, kept=kept.setdefault(stage, {})))

    numbers, found = numbers_of(recovery), targets(studies)
    problem = Problem(
        np.array([n.mean for n in numbers]),
        np.array([n.sd for n in numbers]),
        np.array([one.value for one in found]),
        np.array([one.trusted for one in found]),
    )
    point, spread = problem.mean, dict.fromkeys((one.kind for one in found), FIRST_SPREAD)
    for number in range(ROUNDS):
        base, slopes = _slopes(partial(ask, f"round {number}"), point, problem)
        errors = np.hypot(problem.trusted, _of_studies(found, spread))
        point, base = _best(partial(ask, f"step {number}"), point, problem, (base, slopes, errors))
        spread = spread_between(found, list(problem.values - base), list(problem.trusted))
    return _finished(ask, point, (numbers, found, problem), spread)


class Problem(NamedTuple):
    """Prior and results as arrays: of the numbers `mean` and `sd`; of the targets `values` and `trusted`."""

    mean: Floats
    sd: Floats
    values: Floats
    trusted: Floats


Linear = tuple[Floats, Floats, Floats]
"""Predictions, their slopes (targets, numbers) and the errors of the targets, around one point."""


def _slopes(
    ask: Callable[[Sequence[Floats]], list[Floats]], point: Floats, problem: Problem
) -> tuple[Floats, Floats]:
    """Return predictions at a point, and how each number moves them."""
    steps = STEP * problem.sd
    base, *moved = ask([point, *(point + row for row in np.diag(steps))])
    return base, np.stack([(one - base) / step for one, step in zip(moved, steps, strict=True)], axis=1)


def _move(point: Floats, problem: Problem, linear: Linear, kept: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return the move to the top of the posterior that the kept targets give, and its covariance."""
    base, slopes, errors = linear
    weighted = slopes[kept].T / errors[kept] ** 2
    precision = weighted @ slopes[kept] + np.diag(problem.sd**-2)
    pull = weighted @ (problem.values - base)[kept] + (problem.mean - point) / problem.sd**2
    covariance = np.linalg.inv(precision)
    move = covariance @ pull
    longest = float(np.abs(move / problem.sd).max())
    return move * (LONGEST_MOVE / max(longest, LONGEST_MOVE)), np.asarray(covariance, np.float64)


def _best(
    ask: Callable[[Sequence[Floats]], list[Floats]], point: Floats, problem: Problem, linear: Linear
) -> tuple[Floats, Floats]:
    """Return the best point along the move, and the predictions there."""
    move, _ = _move(point, problem, linear, np.ones(len(problem.values), bool))
    points = [point + share * move for share in SHARES]
    found = [(point, linear[0]), *zip(points, ask(points), strict=True)]
    return min(found, key=lambda one: _badness(one[0], one[1], problem, linear[2]))


def _badness(point: Floats, predicted: Floats, problem: Problem, errors: Floats) -> float:
    left, moved = (problem.values - predicted) / errors, (point - problem.mean) / problem.sd
    return float(left @ left + moved @ moved)


def _of_studies(found: Sequence[Target], spread: Mapping[str, float]) -> Floats:
    return np.array([spread[one.kind] * one.width for one in found])


def _finished(
    ask: Callable[[str, Sequence[Floats]], list[Floats]],
    point: Floats,
    fitted: tuple[list[Number], list[Target], Problem],
    spread: dict[str, float],
) -> Fit:
    """Take the posterior around the top, and look at each family from a fit without it."""
    numbers, found, problem = fitted
    base, slopes = _slopes(partial(ask, "posterior"), point, problem)
    studies = _of_studies(found, spread)
    linear = base, slopes, np.hypot(problem.trusted, studies)
    everything = np.ones(len(found), bool)
    _, covariance = _move(point, problem, linear, everything)
    possible = np.hypot(np.array([one.error for one in found]), studies)
    left_out, left_out_errors = base.copy(), possible.copy()
    families = np.array([one.family for one in found])
    for family in sorted(set(families)):
        mine = families == family
        moves = [partial(ask, f"without {family} {number}") for number in range(LEAVINGS)]
        predicted, without = _without(moves, point, problem, linear, ~mine)
        left_out[mine] = predicted[mine]
        left_out_errors[mine] = np.hypot(possible, _propagated(slopes, without))[mine]
    draws, foretold = _draws(ask, point, problem, linear)
    errors = np.hypot(possible, foretold.std(axis=0, ddof=1))
    mean = foretold.mean(axis=0)
    return Fit(numbers, point, covariance, draws, mean, errors, (left_out, left_out_errors), spread, found)


def _without(
    asks: Sequence[Callable[[Sequence[Floats]], list[Floats]]],
    point: Floats,
    problem: Problem,
    linear: Linear,
    kept: NDArray[np.bool_],
) -> tuple[Floats, Floats]:
    """Return what a fit to the kept targets alone predicts, and its covariance.

    One move is cut short so as not to leave where the slopes hold; it is repeated, so that numbers which only
    the others spoke for get back to their priors.
    """
    said, slopes, errors = linear
    for ask in asks:
        move, covariance = _move(point, problem, (said, slopes, errors), kept)
        point = point + move
        (said,) = ask([point])
    return said, covariance


def _draws(
    ask: Callable[[str, Sequence[Floats]], list[Floats]],
    point: Floats,
    problem: Problem,
    linear: Linear,
) -> tuple[Floats, Floats]:
    """Draw from the posterior, and return with each draw what it predicts.

    Randomised maximum likelihood (Oliver, He, Reynolds 1996): prior and results are shaken by their own
    errors and fitted again, in pairs shaken both ways. The slopes are those at the top, so the first move is
    the normal approximation; moves after it mend what is not straight, unless they make the fit worse.
    """
    _, slopes, errors = linear
    normal = np.random.default_rng(DRAWS_SEED).standard_normal((DRAWS // 2, len(point) + len(errors)))
    shaken = np.concatenate([normal, -normal])
    own = [
        problem._replace(
            mean=problem.mean + problem.sd * shakes[: len(point)],
            values=problem.values + errors * shakes[len(point) :],
        )
        for shakes in shaken
    ]
    everything = np.ones(len(errors), bool)
    draws, foretold = [point] * DRAWS, [linear[0]] * DRAWS
    for number in range(MENDINGS):
        tried = [
            here + _move(here, one, (said, slopes, errors), everything)[0]
            for here, one, said in zip(draws, own, foretold, strict=True)
        ]
        for k, (place, said) in enumerate(zip(tried, ask(f"draws {number}", tried), strict=True)):
            before = _badness(draws[k], foretold[k], own[k], errors)
            if number == 0 or _badness(place, said, own[k], errors) < before:
                draws[k], foretold[k] = place, said
    return np.array(draws), np.array(foretold)


def _propagated(slopes: Floats, covariance: Floats) -> Floats:
    return np.asarray(np.sqrt(np.einsum("tn,nm,tm->t", slopes, covariance, slopes)))
