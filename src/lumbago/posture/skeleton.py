"""Forward kinematics: from joint angles to where every part of the body is.

Angles (n, joints), Body -> Skeleton, n bodies at once

World and body agree when a person stands upright: x forward, y to the left, z up; the middle of the hips
lies at the origin; body height is 1. Where the body stands in the room is for `settling` to find.
"""

from typing import NamedTuple

import numpy as np

from lumbago.posture.body import Body
from lumbago.posture.pose import JOINTS, Floats

TRUNK = ("crotch", "pelvis", "sacrum", "waist", "ribs", "back", "chest", "neck")
"""Cross-sections of the trunk from below upward."""

LIMBS = (
    *("hip", "thigh", "knee", "shin", "ankle", "heel", "toe"),
    *("shoulder", "elbow", "forearm", "wrist", "palm", "hand"),
)

BEHIND = ("tailbone", "blades", "nape")
"""Points on the skin of the back, against which a stick or a wall lies."""

POINTS = (*TRUNK, "head", *BEHIND, *(f"{part}_{side}" for side in ("left", "right") for part in LIMBS))
"""Every named point of the body, in order."""

PLACE = {name: place for place, name in enumerate(POINTS)}

COLUMN = {joint: place for place, joint in enumerate(JOINTS)}

RISE = {"sacrum": 0.045, "waist": 0.09, "ribs": 0.145, "back": 0.2, "chest": 0.25, "neck": 0.305}
"""Height of each section above the hips when standing; scaled to the body's trunk."""

STANDING_CURVE = {"sacrum": 16.0, "waist": -9.0, "ribs": -10.0, "back": -4.0, "chest": 7.0, "neck": 10.0}
"""Degrees that each section leans forward upon the one below in a person who stands: the hollow low back
and the round upper back that make a spine look like one. Ours."""

SHAPE = {
    "crotch": (0.80, 0.80),
    "pelvis": (1.0, 1.12),
    "sacrum": (1.0, 1.08),
    "waist": (0.82, 0.95),
    "ribs": (0.84, 1.0),
    "back": (0.98, 1.12),
    "chest": (1.04, 1.08),
    "neck": (0.42, 0.62),
}
"""Half breadth and half depth of each section, as parts of half the hips' breadth and of the belly. Ours."""

BELLY_RISE = 0.45
"""How much deeper the belly is after breathing in; more than in life, so that it shows."""


TIP = 0.015
"""Half the thickness of toes and fingers. Ours."""

CURLED = 0.75
"""How much of a hand's length a resting hand keeps. Ours."""


class Skeleton(NamedTuple):
    """Where n bodies are.

    Attributes:
        points: By place in `POINTS`; shape (n, points, 3).
        axes: Forward, left and up of each trunk section, then of the head; shape (n, 9, 3, 3), axes last.
        radii: Half breadth of each trunk section (left, forward, up); shape (n, 8, 3).
        thickness: Radius of the points that are round; shape (points,).
    """

    points: Floats
    axes: Floats
    radii: Floats
    thickness: Floats

    def reach(self, direction: Floats) -> Floats:
        """How far the body reaches from each point towards a direction; shape (n, points)."""
        reach = np.broadcast_to(self.thickness, self.points.shape[:2]).copy()
        along = np.einsum("nsij,i->nsj", self.axes[:, : len(TRUNK)], direction)
        forward_left_up = self.radii[:, :, [1, 0, 2]]
        reach[:, : len(TRUNK)] = np.sqrt(((along * forward_left_up) ** 2).sum(axis=2))
        return reach


def skeleton(angles: Floats, body: Body) -> Skeleton:
    """Return where every part is, with the middle of the hips at the origin.

    Args:
        angles: In the order of `JOINTS`, degrees; shape (n, joints).
        body: Its lengths.
    """
    points = np.zeros((len(angles), len(POINTS), 3))
    pelvis = about_y(_of(angles, "lean")) @ about_x(_of(angles, "tilt")) @ about_z(_of(angles, "turn"))
    axes = _trunk(points, pelvis, angles, body)
    chest = axes[TRUNK.index("chest")]
    axes.append(_head(points, axes[-1], angles, body))
    radii = _radii(angles, body)
    _back(points, axes, radii, body)
    for side, outward in (("left", 1.0), ("right", -1.0)):
        _leg(points, pelvis, angles, body, (side, outward))
        _arm(points, chest, angles, body, (side, outward))
    return Skeleton(points, np.stack(axes, axis=1), radii, _thickness(body))


def about_x(degrees: Floats) -> Floats:
    """Rotations about the forward axis; shape (n, 3, 3)."""
    return _rotations(degrees, (1, 2))


def about_y(degrees: Floats) -> Floats:
    """Rotations about the axis to the left, up leaning forward; shape (n, 3, 3)."""
    return _rotations(degrees, (2, 0))


def about_z(degrees: Floats) -> Floats:
    """Rotations about the upward axis, to the left; shape (n, 3, 3)."""
    return _rotations(degrees, (0, 1))


def _rotations(degrees: Floats, plane: tuple[int, int]) -> Floats:
    first, second = plane
    turned = np.zeros((len(degrees), 3, 3))
    turned[:] = np.eye(3)
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turned[:, first, first] = turned[:, second, second] = cosine
    turned[:, second, first], turned[:, first, second] = sine, -sine
    return turned


def _of(angles: Floats, joint: str) -> Floats:
    return angles[:, COLUMN[joint]]


def _trunk(points: Floats, pelvis: Floats, angles: Floats, body: Body) -> list[Floats]:
    """Place the trunk's sections one upon the other; return the axes of each."""
    scale = body.trunk.value / 0.288
    points[:, PLACE["crotch"]] = pelvis @ [0.0, 0.0, -0.035]
    axes, below, height = [pelvis, pelvis], points[:, PLACE["pelvis"]], 0.0
    for section in TRUNK[2:]:
        axes.append(_bent(axes[-1], section, angles))
        rise = RISE[section] * scale
        below = below + axes[-1] @ [0.0, 0.0, rise - height]
        height = rise
        points[:, PLACE[section]] = below
    return axes


def _bent(below: Floats, section: str, angles: Floats) -> Floats:
    """Axes of a section upon the one below it: the lumbar ones share flexion, and so do the thoracic ones."""
    flexion = np.full(len(angles), STANDING_CURVE[section])
    if section in ("waist", "ribs", "back"):
        flexion = flexion + _of(angles, "lumbar_flexion") / 3
    if section in ("chest", "neck"):
        flexion = flexion + _of(angles, "thoracic_flexion") / 2
    if section in ("sacrum", "neck"):
        return below @ about_y(flexion)
    aside, round_ = _of(angles, "side_bend") / 4, _of(angles, "rotation") / 4
    return below @ about_y(flexion) @ about_x(-aside) @ about_z(round_)


def _head(points: Floats, below: Floats, angles: Floats, body: Body) -> Floats:
    flexion = _of(angles, "neck_flexion")
    neck = below @ about_y(flexion * 0.6 - 2.0)
    head = neck @ about_y(flexion * 0.4 - 2.0) @ about_z(_of(angles, "neck_rotation"))
    half = [0.012, 0.0, body.neck.value / 2]
    points[:, PLACE["head"]] = points[:, PLACE["neck"]] + neck @ half + head @ half
    return head


def _back(points: Floats, axes: list[Floats], radii: Floats, body: Body) -> None:
    """Place the points on the skin of the back."""
    for name, section in (("tailbone", "pelvis"), ("blades", "chest")):
        deep = axes[PLACE[section]][:, :, 0] * radii[:, PLACE[section], 1:2]
        points[:, PLACE[name]] = points[:, PLACE[section]] - deep
    points[:, PLACE["nape"]] = points[:, PLACE["head"]] - axes[-1][:, :, 0] * body.head.value / 2


def _leg(points: Floats, pelvis: Floats, angles: Floats, body: Body, side: tuple[str, float]) -> None:
    name, outward = side
    thigh = (
        pelvis
        @ about_y(-_of(angles, f"hip_flexion_{name}"))
        @ about_x(outward * _of(angles, f"hip_abduction_{name}"))
        @ about_z(outward * _of(angles, f"hip_rotation_{name}"))
    )
    shank = thigh @ about_y(_of(angles, f"knee_flexion_{name}"))
    foot = shank @ about_y(-_of(angles, f"ankle_dorsiflexion_{name}"))
    apart = outward * (body.hips.value / 2 - body.thigh_thickness.value)
    sole = TIP - body.ankle.value

    hip = pelvis @ [0.0, apart, 0.0]
    knee = hip + thigh @ [0.0, 0.0, -body.thigh.value]
    ankle = knee + shank @ [0.0, 0.0, -body.shank.value]
    _put(points, name, hip=hip, thigh=(hip + knee) / 2, knee=knee, shin=(knee + ankle) / 2, ankle=ankle)
    heel = ankle + foot @ [TIP - 0.25 * body.foot.value, 0.0, sole]
    toe = ankle + foot @ [0.75 * body.foot.value - TIP, 0.0, sole]
    _put(points, name, heel=heel, toe=toe)


def _arm(points: Floats, chest: Floats, angles: Floats, body: Body, side: tuple[str, float]) -> None:
    name, outward = side
    upper = (
        chest
        @ about_y(-_of(angles, f"shoulder_flexion_{name}"))
        @ about_x(outward * _of(angles, f"shoulder_abduction_{name}"))
        @ about_z(outward * _of(angles, f"shoulder_rotation_{name}"))
    )
    forearm = upper @ about_y(-_of(angles, f"elbow_flexion_{name}"))
    hand = forearm @ about_y(-_of(angles, f"wrist_extension_{name}"))
    apart = outward * (body.shoulders.value / 2 - body.arm_thickness.value)

    shoulder = points[:, PLACE["chest"]] + chest @ [0.0, apart, 0.028]
    elbow = shoulder + upper @ [0.0, 0.0, -body.upper_arm.value]
    wrist = elbow + forearm @ [0.0, 0.0, -body.forearm.value]
    tip = wrist + hand @ [0.0, 0.0, -CURLED * body.hand.value]
    _put(points, name, shoulder=shoulder, elbow=elbow, forearm=(elbow + wrist) / 2)
    _put(points, name, wrist=wrist, palm=(wrist + tip) / 2, hand=tip)


def _put(points: Floats, side: str, **parts: Floats) -> None:
    for part, where in parts.items():
        points[:, PLACE[f"{part}_{side}"]] = where


def _radii(angles: Floats, body: Body) -> Floats:
    """Half breadth, half depth and half height of each trunk section; shape (n, 8, 3)."""
    radii = np.empty((len(angles), len(TRUNK), 3))
    for place, section in enumerate(TRUNK):
        broad, deep = SHAPE[section]
        radii[:, place] = broad * body.hips.value / 2, deep * body.belly.value, 0.03
    radii[:, PLACE["pelvis"], 2] = body.thigh_thickness.value
    breath = _of(angles, "breath")
    radii[:, PLACE["waist"], 1] *= 1 + BELLY_RISE * breath
    radii[:, PLACE["ribs"], 1] *= 1 + BELLY_RISE * breath / 2
    return radii


def _thickness(body: Body) -> Floats:
    thigh, knee, ankle = body.thigh_thickness.value, body.knee_thickness.value, body.ankle_thickness.value
    arm, wrist = body.arm_thickness.value, body.wrist_thickness.value
    limbs = {
        "hip": thigh,
        "thigh": (thigh + knee) / 2,
        "knee": knee,
        "shin": (knee + ankle) / 2,
        "ankle": ankle,
        "heel": TIP,
        "toe": TIP,
        "shoulder": arm,
        "elbow": (arm + wrist) / 2,
        "forearm": (arm + 3 * wrist) / 4,
        "wrist": wrist,
        "palm": wrist,
        "hand": TIP,
    }
    thickness = np.zeros(len(POINTS))
    thickness[PLACE["head"]] = body.head.value / 2
    for part, radius in limbs.items():
        thickness[[PLACE[f"{part}_left"], PLACE[f"{part}_right"]]] = radius
    return thickness
