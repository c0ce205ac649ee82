"""Outlines: points in the picture as the text of an SVG path, in whole units and relative steps."""

from typing import NamedTuple

import numpy as np

from lumbago.posture.pose import Floats


class Shape(NamedTuple):
    """One thing that is painted, frame by frame.

    Attributes:
        paint: Which colour, by name.
        width: How broad its rounded line is, picture units; 0 for none.
        outlines: A path for each frame; one alone where nothing moves.
        nearness: How near the eye it lies, body heights.
        group: What it belongs to; a group is painted as one.
    """

    paint: str
    width: int
    outlines: tuple[str, ...]
    nearness: float
    group: str


def closed(points: Floats) -> str:
    """Return the straight-sided outline through points; shape (k, 2)."""
    return opened(points) + "z"


def opened(points: Floats) -> str:
    """Return the line from point to point; shape (k, 2)."""
    whole = np.rint(points).astype(int)
    return f"M{_pairs(whole[:1])}l{_pairs(np.diff(whole, axis=0))}"


def smooth(points: Floats) -> str:
    """Return the smooth line from the first point to the last; shape (k, 2)."""
    if len(points) < 3:
        return opened(points)
    middles = (points[1:-2] + points[2:-1]) / 2
    pulled = np.stack([points[1:-2], middles], axis=1).reshape(-1, 2)
    return _curve(np.concatenate([points[:1], pulled, points[-2:]]))


def bow(points: Floats) -> str:
    """Return the plain bow from the first of three points over the second to the last; shape (3, 2)."""
    return _curve(np.stack([points[0], 2 * points[1] - (points[0] + points[2]) / 2, points[2]]))


def tapered(first: Floats, second: Floats, thicker: float) -> str:
    """Return the outline of a limb whose first end is thicker than its second by so much on each side."""
    along = second - first
    length = float(np.hypot(*along))
    across = np.array([-along[1], along[0]]) / length if length > 1 else np.array([0.0, 1.0])
    return closed(np.stack([first + across * thicker, second, first - across * thicker]))


def dot(middle: Floats) -> str:
    """Return a point; painted with a round line it is a disc."""
    return f"M{_pairs(np.rint(middle).astype(int))}h0"


def _curve(points: Floats) -> str:
    whole = np.rint(points).astype(int)
    text = f"M{_pairs(whole[:1])}q"
    for place in range(0, len(whole) - 2, 2):
        step = _pairs(whole[place + 1 : place + 3] - whole[place])
        text += step if text[-1] == "q" or step[0] == "-" else f" {step}"
    return text


def _pairs(whole: Floats) -> str:
    words = [str(number) for number in whole.ravel().tolist()]
    return words[0] + "".join(word if word[0] == "-" else f" {word}" for word in words[1:])
