"""The figure: rounded limbs on a trunk with a low back that shows, frame by frame.

Skeleton, Camera -> Shapes
"""

from collections.abc import Callable

import numpy as np

from lumbago.posture.camera import Camera
from lumbago.posture.pose import Floats
from lumbago.posture.shapes import Shape, closed, dot, opened, smooth, tapered
from lumbago.posture.skeleton import PLACE, TIP, TRUNK, Skeleton

SEGMENTS = {
    "thigh": ("legs", "hip", "knee"),
    "shank": ("legs", "knee", "ankle"),
    "upper_arm": ("top", "shoulder", "elbow"),
    "forearm": ("skin", "elbow", "wrist"),
    "palm": ("skin", "wrist", "hand"),
}
"""Limbs from the trunk outward: their paint and their ends."""

JOINTS_OF = {"leg": ("knee", "ankle"), "arm": ("elbow", "wrist", "hand")}
SEGMENTS_OF = {"leg": ("shank", "thigh"), "arm": ("palm", "forearm", "upper_arm")}

OTHER = {"left": "right", "right": "left"}

FAR = 0.05
"""A limb so much farther than its fellow is painted lighter, body heights. A leg so much nearer, and
an arm as near, is joined to the trunk without an edge between."""

SOFT = 0.022
"""Radius by which the corners of the trunk are rounded, body heights."""

FACE, HAIR = 0.055, 0.06
"""Radius of the face and of the hair around it, body heights. Ours."""


def figure(bodies: Skeleton, camera: Camera) -> list[Shape]:
    """Return the body's shapes, frame by frame.

    Args:
        bodies: The body in each frame.
        camera: From where it is seen.
    """
    trunk = float((bodies.points[:, : len(TRUNK)] @ camera.before).mean())
    shapes = [*_trunk(bodies, camera, trunk), *_head(bodies, camera)]
    for side in OTHER:
        for limb in ("leg", "arm"):
            shapes += [
                part._replace(nearness=trunk) if part.group == "trunk" else part
                for part in _limb(bodies, camera, limb, side, trunk)
            ]
    return shapes


def _limb(bodies: Skeleton, camera: Camera, limb: str, side: str, trunk: float) -> list[Shape]:
    """A leg or an arm, lighter where it is far; none where its fellow hides it."""
    own = [PLACE[f"{point}_{side}"] for point in JOINTS_OF[limb]]
    other = [PLACE[f"{point}_{OTHER[side]}"] for point in JOINTS_OF[limb]]
    behind = float(((bodies.points[:, other] - bodies.points[:, own]) @ camera.before).mean())
    is_far = behind > FAR and _root_behind(bodies, camera, limb, side) > 0.5
    if is_far and _coincides(bodies, camera, own, other):
        return []
    parts = [_segment(bodies, camera, name, side) for name in SEGMENTS_OF[limb]]
    parts = [_foot(bodies, camera, side), *parts] if limb == "leg" else parts
    root = parts[-1].nearness
    parts.sort(key=lambda part: part.nearness > root + FAR)
    is_joined = behind < -FAR if limb == "leg" else abs(behind) < FAR
    group = "trunk" if is_joined else f"{limb}_{side}"
    tone = "-far" if is_far else ""
    nearness = float((bodies.points[:, own] @ camera.before).mean())
    if limb == "leg" and behind > FAR:
        nearness = min(nearness, trunk - FAR)  # its fellow is painted with the trunk, and over it
    return [part._replace(paint=part.paint + tone, nearness=nearness, group=group) for part in parts]


def _root_behind(bodies: Skeleton, camera: Camera, limb: str, side: str) -> float:
    """How squarely the hip or shoulder of a limb lies behind its fellow: 1 behind it, 0 beside it."""
    root = "hip" if limb == "leg" else "shoulder"
    apart = bodies.points[:, PLACE[f"{root}_{OTHER[side]}"]] - bodies.points[:, PLACE[f"{root}_{side}"]]
    return float((apart @ camera.before).mean() / np.linalg.norm(apart, axis=1).mean())


def _coincides(bodies: Skeleton, camera: Camera, places: list[int], other: list[int]) -> bool:
    """Whether a limb lies exactly behind its fellow, so that nobody could see it."""
    apart = camera.flat(bodies.points[:, places] - bodies.points[:, other])
    return bool(np.abs(apart).max() < 0.004)


def _segment(bodies: Skeleton, camera: Camera, name: str, side: str) -> Shape:
    paint, first, second = SEGMENTS[name]
    ends = [PLACE[f"{first}_{side}"], PLACE[f"{second}_{side}"]]
    thick, thin = bodies.thickness[ends] * camera.scale
    seen = camera.seen(bodies.points[:, ends])
    shape = _shape(paint, 2 * thin, [tapered(near, far, thick - thin) for near, far in seen])
    return shape._replace(nearness=float((bodies.points[:, ends] @ camera.before).mean()))


def _foot(bodies: Skeleton, camera: Camera, side: str) -> Shape:
    seen = camera.seen(bodies.points[:, [PLACE[f"{point}_{side}"] for point in ("ankle", "heel", "toe")]])
    return _shape("skin", 2 * TIP * camera.scale, [closed(points) for points in seen])


def _trunk(bodies: Skeleton, camera: Camera, nearness: float) -> list[Shape]:
    """The shirt, the seat below it, and the line of the spine where the back can be seen."""
    edges = _edges(bodies, camera)
    low, high = TRUNK.index("sacrum"), len(TRUNK)
    seat = [_ring(frame[: low + 2]) for frame in edges]
    shirt = [_ring(frame[low:high]) for frame in edges]
    soft = 2 * SOFT * camera.scale
    shapes = [
        _shape("legs", soft, [closed(ring) for ring in seat]),
        _shape("top", soft, [closed(ring) for ring in shirt]),
    ]
    spine = _spine(bodies, camera)
    if spine:
        shapes.append(_shape("spine", 0.012 * camera.scale, spine))
    return [shape._replace(nearness=nearness, group="trunk") for shape in shapes]


def _edges(bodies: Skeleton, camera: Camera) -> Floats:
    """Return both edges of each trunk section in the picture; shape (n, 8, 2, 2)."""
    flat = camera.flat(bodies.points[:, : len(TRUNK)])
    along = np.gradient(flat, axis=1)
    along /= np.maximum(np.linalg.norm(along, axis=2, keepdims=True), 1e-6)
    across = np.stack([-along[:, :, 1], along[:, :, 0]], axis=2)
    outward = across @ np.stack([camera.right, camera.up])
    facing = np.einsum("nsij,nsi->nsj", bodies.axes[:, : len(TRUNK)], outward)
    half = np.sqrt(((facing * bodies.radii[:, :, [1, 0, 2]]) ** 2).sum(axis=2))[:, :, None, None] - SOFT
    sides = np.stack([outward, -outward], axis=2)
    return camera.seen(bodies.points[:, : len(TRUNK), None] + half * sides)


def _ring(edges: Floats) -> Floats:
    """Return the outline around sections: up one edge, down the other; shape (2 k, 2)."""
    return np.concatenate([edges[:, 0], edges[::-1, 1]])


def _spine(bodies: Skeleton, camera: Camera) -> list[str]:
    places = [PLACE[section] for section in TRUNK[1:]]
    backward = -bodies.axes[..., 0][:, places]
    if (backward @ camera.near).mean() < -0.5:
        return []
    behind = bodies.points[:, places] + backward * bodies.radii[:, places, 1:2] * 0.62
    return [smooth(points) for points in camera.seen(behind)]


def _head(bodies: Skeleton, camera: Camera) -> list[Shape]:
    """Neck, hair, face and nose; the hair tells which way the head is turned."""
    middle, neck = bodies.points[:, PLACE["head"]], bodies.points[:, PLACE["neck"]]
    forward, up = bodies.axes[:, -1, :, 0], bodies.axes[:, -1, :, 2]
    hair, face = middle - 0.008 * forward + 0.004 * up, middle + 0.008 * forward - 0.008 * up
    nose = middle + 0.064 * forward - 0.012 * up
    scale = camera.scale
    throat = camera.seen(np.stack([neck, middle], axis=1))
    nearness = float((middle @ camera.before).mean())
    around: list[tuple[str, float, Callable[[int], str]]] = [
        ("skin", 0.058 * scale, lambda frame: opened(throat[frame])),
        ("skin", 0.02 * scale, lambda frame: opened(camera.seen(np.stack([face, nose], axis=1))[frame])),
        ("hair", 2 * HAIR * scale, lambda frame: dot(camera.seen(hair)[frame])),
        ("skin", 2 * FACE * scale, lambda frame: dot(camera.seen(face)[frame])),
    ]
    if (forward @ camera.near).mean() < -0.3:
        around = [*around[:2], around[3], around[2]]
    frames = range(len(bodies.points))
    return [
        _shape(paint, width, [outline(frame) for frame in frames])._replace(nearness=nearness, group="head")
        for paint, width, outline in around
    ]


def _shape(paint: str, width: float, outlines: list[str]) -> Shape:
    return Shape(paint, round(width), tuple(outlines), 0.0, "")
