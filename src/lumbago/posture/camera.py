"""From the room to the picture: where the eye stands, and how large things are drawn.

Points (..., 3) -> points (..., 2) in picture units, right and down
"""

from typing import NamedTuple

import numpy as np

from lumbago.posture.movement import View
from lumbago.posture.pose import Floats

WIDE = 800
"""Breadth of one picture in its own units."""

LOWEST, HIGHEST = 400, 600
"""Least and most height of a picture: people who lie need less."""

MARGIN = 36
LARGEST = 600
"""Picture units to one body height at most, so that all figures look like one person."""


class Camera(NamedTuple):
    """An eye far away, so that what is farther is no smaller.

    Attributes:
        right: Direction in the room that is to the right in the picture; shape (3,).
        up: Direction that is upward in it; shape (3,).
        near: Direction towards the eye; shape (3,).
        scale: Picture units to one body height.
        middle: What lies in the middle of the picture: right and up, body heights; shape (2,).
        high: Height of the picture, in its own units.
    """

    right: Floats
    up: Floats
    near: Floats
    scale: float = 1.0
    middle: Floats = np.zeros(2)
    high: int = HIGHEST

    @property
    def is_level(self) -> bool:
        """Whether the floor is seen as a line."""
        return bool(abs(self.up[2]) > 0.999)

    @property
    def before(self) -> Floats:
        """Direction in which things lie before others: level, unless seen from high above; shape (3,)."""
        return self.near if self.near[2] > 0.7 else self.near * [1.0, 1.0, 0.0]

    def flat(self, points: Floats) -> Floats:
        """Return points as right and up, body heights; shape (..., 2)."""
        return points @ np.stack([self.right, self.up], axis=1)

    def seen(self, points: Floats) -> Floats:
        """Return points in the picture; shape (..., 2)."""
        return self.pictured(self.flat(points))

    def pictured(self, flat: Floats) -> Floats:
        """Return points given as right and up in the picture; shape (..., 2)."""
        return (flat - self.middle) * [self.scale, -self.scale] + [WIDE / 2, self.high / 2]

    def fitted(self, flat: Floats) -> "Camera":
        """Return this camera so near that all these points are in the picture.

        Args:
            flat: Right and up, body heights; shape (k, 2).
        """
        least, most = flat.min(axis=0), flat.max(axis=0)
        room = np.array([WIDE - 2 * MARGIN, HIGHEST - 2 * MARGIN]) / (most - least)
        scale = min(float(room.min()), LARGEST)
        high = max(LOWEST, int(np.ceil((most - least)[1] * scale)) + 2 * MARGIN)
        return self._replace(scale=scale, middle=(least + most) / 2, high=high)


def camera(view: View) -> Camera:
    """Return the camera of a view."""
    round_, above = np.radians(view.degrees)
    ahead = np.array([np.sin(round_), -np.cos(round_), 0.0])
    up = np.array([0.0, 0.0, 1.0])
    return Camera(
        right=np.array([np.cos(round_), np.sin(round_), 0.0]),
        up=np.cos(above) * up - np.sin(above) * ahead,
        near=np.cos(above) * ahead + np.sin(above) * up,
    )
