"""What a person's answers say about how they recover: a shift of what differs between people.

    latent draws (people, particles, latents), facts (people, facts) -> shift, fitted to what happened

Particles are made once from the calibrated population; an answer only changes how much each counts. So a
fit to a cohort needs no second simulation, and a forecast can draw from the shifted population directly.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LATENTS = ("sensitise", "settle", "primed", "mature")
"""Parameters whose place between people answers may tell something about, in standard deviations."""

RIDGE = 20.0
"""How strongly coefficients are drawn to none: each counts as one result with this precision."""

MOST_SHIFT = 2.5
"""Nobody is shifted further than this many standard deviations."""


class Happened(NamedTuple):
    """What particles foresaw of what then happened; people first.

    Attributes:
        latents: Standard normal place of each particle, shape (people, particles, latents).
        chances: For each result that is known, by name: chance that the particle's person would have stated
            just that, shape (people, particles); 1 where nothing was stated.
    """

    latents: Floats
    chances: Mapping[str, Floats]


def shifts(coefficients: Floats, facts: Floats) -> Floats:
    """Return each person's shift, in standard deviations, shape (people, latents).

    Args:
        coefficients: Shape (1 + facts, latents); the first row holds for everybody.
        facts: Standardised, 0 where not known, shape (people, facts).
    """
    with_one = np.concatenate([np.ones((len(facts), 1)), facts], axis=1)
    return np.asarray(MOST_SHIFT * np.tanh(with_one @ coefficients / MOST_SHIFT))


def log_weights(shift: Floats, latents: Floats) -> Floats:
    """Return how much each particle counts after a shift, as a logarithm, shape (people, particles)."""
    moved = np.einsum("pnl,pl->pn", latents, shift)
    return np.asarray(moved - 0.5 * (shift**2).sum(axis=1)[:, None])


def fit_coefficients(happened: Happened, facts: Floats) -> Floats:
    """Fit the coefficients to what happened, shape (1 + facts, latents).

    Args:
        happened: What particles foresaw of it.
        facts: Standardised, 0 where not known, shape (people, facts).
    """
    from scipy.optimize import minimize  # half a second: only a fit needs it

    shape = (1 + facts.shape[1], happened.latents.shape[2])

    def badness(flat: Floats) -> tuple[float, Floats]:
        return _badness(flat.reshape(shape), happened, facts)

    found = minimize(badness, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(found.x).reshape(shape)


def _badness(coefficients: Floats, happened: Happened, facts: Floats) -> tuple[float, Floats]:
    """Return the penalised negative logarithm of the likelihood, and its slope."""
    with_one = np.concatenate([np.ones((len(facts), 1)), facts], axis=1)
    linear = with_one @ coefficients / MOST_SHIFT
    shift = MOST_SHIFT * np.tanh(linear)
    before = _shares(log_weights(shift, happened.latents))
    expected = np.einsum("pn,pnl->pl", before, happened.latents)
    total, slope = 0.0, np.zeros_like(shift)
    for chance in happened.chances.values():
        joint = before * chance
        evidence = joint.sum(axis=1)
        total -= float(np.log(evidence).sum())
        slope -= np.einsum("pn,pnl->pl", joint / evidence[:, None], happened.latents) - expected
    slope = with_one.T @ (slope * (1 - np.tanh(linear) ** 2))
    kept = np.vstack([np.zeros((1, coefficients.shape[1])), coefficients[1:]])
    return total + 0.5 * RIDGE * float((kept**2).sum()), (slope + RIDGE * kept).ravel()


def _shares(logarithms: Floats) -> Floats:
    weights = np.exp(logarithms - logarithms.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def on_grid(readings: Floats, grid: Floats, misreport: float) -> Floats:
    """Return the chance of stating each value of a grid, shape (..., grid).

    Args:
        readings: What is felt, shape (...).
        grid: What may be stated, ascending and evenly spaced.
        misreport: Standard deviation of what is stated around what is felt.
    """
    from scipy.special import ndtr  # a third of a second: only a fit needs it

    middles = (grid[1:] + grid[:-1]) / 2
    below = ndtr((middles - readings[..., None]) / misreport)
    ends = np.concatenate([np.zeros((*below.shape[:-1], 1)), below, np.ones((*below.shape[:-1], 1))], axis=-1)
    return np.asarray(np.diff(ends, axis=-1))
