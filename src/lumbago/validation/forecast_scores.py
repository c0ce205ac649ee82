"""Score forecasts that give a chance to each step of a grid.

    chances (n, grid), step that came true (n,) -> one number for each person

A band on a grid has ends that many people sit on. Coverage is counted by the randomised probability
integral transform (PIT): a person whose step reaches from 0.85 to 0.95 of the forecast lies half inside
the band from 0.1 to 0.9.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

ROUNDING = 1e-9
"""Cumulated chances are compared up to this."""


def crps(chances: Floats, came: Places, step: float) -> Floats:
    """Return the continuous ranked probability score of each forecast, in the outcome's unit; 0 is best.

    Args:
        chances: Shape (n, grid), rows sum to 1.
        came: Step that came true, shape (n,).
        step: Width of a step in the outcome's unit.
    """
    below = np.cumsum(chances, axis=1)[:, :-1]
    happened = came[:, None] <= np.arange(below.shape[1])
    return np.asarray(step * ((below - happened) ** 2).sum(axis=1))


def pit(chances: Floats, came: Places) -> tuple[Floats, Floats]:
    """Return where the step that came true begins and ends in each forecast, shape (n,) each, 0-1."""
    upper = np.minimum(np.cumsum(chances, axis=1), 1.0)
    rows = np.arange(len(came))
    ends = upper[rows, came]
    return np.maximum(ends - chances[rows, came], 0.0), ends


def share_between(ends: tuple[Floats, Floats], low: float, high: float) -> Floats:
    """Return the share of each randomised PIT that lies between two levels, shape (n,), 0-1.

    Args:
        ends: Where each begins and ends; a step of no width counts whole or not at all.
        low: Lower level, 0-1.
        high: Upper level, 0-1.
    """
    begins, stops = ends
    width = stops - begins
    inside = np.clip(np.minimum(stops, high) - np.maximum(begins, low), 0, None)
    at_a_point = ((begins >= low) & (begins <= high)).astype(np.float64)
    return np.where(width > ROUNDING, inside / np.maximum(width, ROUNDING), at_a_point)


def coverage(ends: tuple[Floats, Floats], level: float) -> Floats:
    """Return the expected share of each person inside the central interval, shape (n,), 0-1.

    Args:
        ends: Of `pit`.
        level: Of the interval, 0-1.
    """
    return share_between(ends, (1 - level) / 2, (1 + level) / 2)


def quantile(chances: Floats, level: float) -> Places:
    """Return the lowest step that at least this share lies at or below, shape (n,)."""
    below = np.cumsum(chances, axis=1)
    return np.asarray(np.minimum((below < level - ROUNDING).sum(axis=1), chances.shape[1] - 1), np.int64)


def width(chances: Floats, level: float, step: float) -> Floats:
    """Return how far apart the ends of the central interval are, in the outcome's unit, shape (n,)."""
    return np.asarray(
        step * (quantile(chances, (1 + level) / 2) - quantile(chances, (1 - level) / 2)), np.float64
    )


def on_grid(below: Floats) -> Floats:
    """Return the chance of each step from the chance of being below the middle between it and the next.

    Args:
        below: Shape (n, grid - 1), 0-1, ascending along a row.
    """
    n = len(below)
    return np.diff(np.concatenate([np.zeros((n, 1)), below, np.ones((n, 1))], axis=1), axis=1)
