"""Arrows that show which way a part of the body moves.

Arrow, Settled, Camera -> Shapes
"""

import numpy as np

from lumbago.posture.camera import Camera
from lumbago.posture.movement import Arrow
from lumbago.posture.pose import Floats
from lumbago.posture.settling import Settled
from lumbago.posture.shapes import Shape, bow, closed
from lumbago.posture.skeleton import PLACE

SHORTEST = 0.13
"""A shorter way is drawn longer about its middle, body heights, so that the arrow can be seen."""

BARB, HALF_BARB = 34.0, 19.0
"""Length and half breadth of an arrow's head, picture units."""

BREADTH = 11
"""Breadth of an arrow's line, picture units."""


def way_of(arrow: Arrow, settled: Settled, camera: Camera) -> Floats:
    """Return where an arrow starts, passes and ends: right and up, body heights; shape (3, 2)."""
    first, last = settled.shown["start"], settled.shown["end"]
    way = camera.flat(settled.bodies.points[first : last + 1, PLACE[arrow.part]])
    if arrow.along is not None:
        way = way[:1] + np.array(arrow.along) * [[0.0], [0.5], [1.0]]
    gone = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1))])
    at = np.array([0.0, 0.5, 1.0]) * gone[-1]
    three = np.stack([np.interp(at, gone, way[:, axis]) for axis in (0, 1)], axis=1)
    middle = (three[0] + three[2]) / 2
    straight = max(float(np.linalg.norm(three[2] - three[0])), 1e-6)
    shown: Floats = middle + (three - middle) * max(1.0, SHORTEST / straight) + np.array(arrow.shift)
    return shown


def arrow_shapes(arrow: Arrow, settled: Settled, camera: Camera) -> list[Shape]:
    """Return the line of one arrow and its head or heads."""
    start, middle, end = camera.pictured(way_of(arrow, settled, camera))
    over = 2 * middle - (start + end) / 2
    over = (over + middle) / 2
    heads = [_head(over, end), _head(over, start)] if arrow.both_ways else [_head(over, end)]
    line = np.stack([heads[-1][3] if arrow.both_ways else start, middle, heads[0][3]])
    shaft = Shape("arrow", BREADTH, (bow(line),), np.inf, "arrow")
    return [shaft, *(Shape("arrow-head", 4, (closed(head[:3]),), np.inf, "arrow") for head in heads)]


def _head(before: Floats, tip: Floats) -> Floats:
    """Return the three corners of an arrow's head, and where its line ends; shape (4, 2)."""
    along = (tip - before) / max(float(np.hypot(*(tip - before))), 1e-6)
    across = np.array([-along[1], along[0]])
    foot = tip - BARB * along
    return np.stack([tip, foot + HALF_BARB * across, foot - HALF_BARB * across, foot])
