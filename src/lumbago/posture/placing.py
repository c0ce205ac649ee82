"""Where things stand: each prop is placed by the body in its starting pose, and then stays there.

Prop, Skeleton -> Placed
"""

from typing import NamedTuple

import numpy as np

from lumbago.posture.movement import Prop, PropKind
from lumbago.posture.pose import Floats
from lumbago.posture.skeleton import PLACE, Skeleton

UP = np.array([0.0, 0.0, 1.0])

HEIGHTS = {
    PropKind.CHAIR: 0.25,
    PropKind.STEP: 0.1,
    PropKind.BOX: 0.16,
    PropKind.BENCH: 0.25,
    PropKind.MAT: 0.012,
    PropKind.WALL: 1.15,
    PropKind.DOOR: 1.0,
    PropKind.BIKE: 0.53,
    PropKind.WATER: 0.72,
    PropKind.CUSHION: 0.05,
    PropKind.WEIGHT: 0.07,
}
"""Usual height above the floor, or size of what is carried; body heights. Ours."""

CRANK = 0.1
"""Length of a bicycle's crank, body heights. Ours."""

HOLDS = {
    "chair.back_left": (-0.13, 0.08, 0.5),
    "chair.back_right": (-0.13, -0.08, 0.5),
    "door.handle": (0.0, 0.0, 0.62),
    "bike.saddle": (0.0, 0.0, 0.53),
    "bike.bar_left": (0.42, 0.09, 0.62),
    "bike.bar_right": (0.42, -0.09, 0.62),
    "bike.pedal_left": (0.13, 0.06, 0.14),
    "bike.pedal_right": (0.13, -0.06, 0.14),
}
"""Places to hold to: forward, to the left and above the floor from where the prop stands. Ours.
A pedal's place is its axle: the foot goes round it."""


class Placed(NamedTuple):
    """A prop where it stands.

    Attributes:
        prop: What it is.
        origin: The point of the floor that it stands on, or of the wall's face; shape (3,).
    """

    prop: Prop
    origin: Floats

    @property
    def height(self) -> float:
        """Of its upper side above the floor, or its size; body heights."""
        return self.prop.height or HEIGHTS.get(self.prop.kind, 0.0)

    @property
    def facing(self) -> Floats:
        """The way it faces; shape (3,)."""
        turned = np.radians(self.prop.turned)
        return np.array([np.cos(turned), np.sin(turned), 0.0])

    @property
    def is_upright(self) -> bool:
        """Whether one leans against it rather than on it."""
        return self.prop.kind in (PropKind.WALL, PropKind.DOOR)

    @property
    def surface(self) -> tuple[Floats, float]:
        """The plane that bodies bear on: its outward direction, and how far out it lies."""
        if self.is_upright:
            return self.facing, float(self.facing @ self.origin)
        return UP, self.height

    def spot(self, forward: float, left: float, up: float) -> Floats:
        """Return a spot on the prop, as seen from where it stands; shape (3,)."""
        facing = self.facing
        return self.origin + facing * forward + np.array([-facing[1], facing[0], 0.0]) * left + UP * up


def place(prop: Prop, starting: Skeleton) -> Placed:
    """Return where a prop stands, given the body in its starting pose."""
    point = PLACE[prop.at]
    free = Placed(prop, starting.points[0, point] + np.array(prop.offset))
    if free.is_upright:
        touching = starting.reach(-free.facing)[0, point]
        return free._replace(origin=(free.origin - free.facing * touching) * [1.0, 1.0, 0.0])
    return free._replace(origin=free.origin * [1.0, 1.0, 0.0])
