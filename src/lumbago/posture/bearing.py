"""What bears on what, as numbers that are nought when everything touches as it should.

Support, Placed -> Bearing;  Skeleton -> misses, body heights
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from lumbago.posture.movement import Movement, Support
from lumbago.posture.placing import CRANK, HOLDS, UP, Placed
from lumbago.posture.pose import Floats
from lumbago.posture.skeleton import PLACE, TRUNK, Skeleton


class Bearing(NamedTuple):
    """One part that bears on one thing.

    Attributes:
        part: Place of the part among the points of the body.
        during: Poses in which it does; empty for all.
        slides: Whether it may move along a surface.
        plane: A surface: its outward direction, and how far out it lies.
        other: Another part that it touches, by place.
        spot: A spot that it holds to; shape (3,).
        away: How far from the spot it stays, body heights.
    """

    part: int
    during: tuple[str, ...]
    slides: bool
    plane: tuple[Floats, float] | None = None
    other: int | None = None
    spot: Floats | None = None
    away: float = 0.0

    def holds_in(self, poses: Sequence[str]) -> bool:
        """Whether it bears in every one of these poses."""
        return not self.during or set(poses) <= set(self.during)


def bearings(movement: Movement, placed: Mapping[str, Placed]) -> list[Bearing]:
    """Return what bears on what, as far as the props already stand.

    Args:
        movement: Its supports.
        placed: Props that stand, by kind.
    """
    return [
        bearing
        for support in movement.support
        for part in support.parts
        if (bearing := _bearing(support, part, placed)) is not None
    ]


def misses(body: Skeleton, bearing: Bearing, stays: Floats | None) -> Floats:
    """Return how far a part is from where it should bear; shape (n, 1 or 3).

    Args:
        body: Bodies in the room.
        bearing: What should touch what.
        stays: Where the part has to stay; None while it is free to settle.
    """
    at = body.points[:, bearing.part]
    if bearing.plane is not None:
        outward, lies = bearing.plane
        off = (at @ outward - body.reach(-outward)[:, bearing.part] - lies)[:, None]
        if stays is None or bearing.slides:
            return off
        along = (at - stays) - ((at - stays) @ outward)[:, None] * outward
        return np.concatenate([off, along @ _across(outward)], axis=1)
    if bearing.other is not None:
        apart = np.linalg.norm(at - body.points[:, bearing.other], axis=1)
        touching = body.thickness[bearing.part] + _round(body, bearing.other)
        return np.asarray(apart - touching)[:, None]
    from_spot: Floats = at - np.asarray(bearing.spot)
    if bearing.away == 0.0:
        return from_spot
    return np.asarray(np.linalg.norm(from_spot[:, [0, 2]], axis=1) - bearing.away)[:, None]


def sunk(body: Skeleton) -> Floats:
    """Return how far each point is below the floor, 0 above it; shape (n, points)."""
    return np.minimum(body.points[:, :, 2] - body.reach(-UP), 0.0)


def _bearing(support: Support, part: str, placed: Mapping[str, Placed]) -> Bearing | None:
    bare = Bearing(PLACE[part], support.during, support.slides)
    if support.on == "floor":
        return bare._replace(plane=(UP, 0.0))
    if support.on in PLACE:
        return bare._replace(other=PLACE[support.on])
    kind = support.on.partition(".")[0]
    if kind not in placed:
        return None
    if support.on in HOLDS:
        away = CRANK if "pedal" in support.on else 0.0
        return bare._replace(spot=placed[kind].spot(*HOLDS[support.on]), away=away)
    return bare._replace(plane=placed[kind].surface)


def _round(body: Skeleton, part: int) -> Floats:
    """How thick a part is where a hand touches it; a trunk section counts by its half depth. Shape (n,)."""
    if part < len(TRUNK):
        return body.radii[:, part, 1]
    return np.full(len(body.points), body.thickness[part])


def _across(outward: Floats) -> Floats:
    """Two directions along a surface, as columns; shape (3, 2)."""
    first = np.array([outward[2], 0.0, -outward[0]]) if abs(outward[1]) < 0.9 else np.array([1.0, 0.0, 0.0])
    first = first / np.linalg.norm(first)
    return np.stack([first, np.cross(outward, first)], axis=1)
