"""Props as plain shapes: what stands in the room, and what the body carries.

Settled, Camera -> Shapes
"""

from collections.abc import Iterator

import numpy as np

from lumbago.posture.camera import Camera
from lumbago.posture.movement import Movement, Prop, PropKind
from lumbago.posture.placing import HEIGHTS, HOLDS, Placed
from lumbago.posture.pose import Floats
from lumbago.posture.settling import Settled
from lumbago.posture.shapes import Shape, closed, dot, opened
from lumbago.posture.skeleton import PLACE

Piece = tuple[str, float, Floats]
"""Paint, breadth of its line in body heights (0: a filled plate), and its corners (k, 3)."""


def standing_pieces(placed: Placed) -> list[Piece]:
    """Return what a prop that stands in the room is made of."""
    kind = placed.prop.kind
    if kind is PropKind.CHAIR:
        return _chair(placed)
    if kind in (PropKind.WALL, PropKind.DOOR):
        return _wall(placed)
    if kind is PropKind.BIKE:
        return _bike(placed)
    if kind is PropKind.WATER:
        return _water(placed)
    half = {PropKind.STEP: (0.15, 0.2), PropKind.BOX: (0.11, 0.13), PropKind.BENCH: (0.3, 0.13)}
    long, wide = half.get(kind, (0.6, 0.2))
    return _block(placed, long, wide)


def furniture(movement: Movement, settled: Settled, camera: Camera) -> list[Shape]:
    """Return the shapes of every prop, frame by frame where it moves."""
    shapes = []
    for placed in settled.placed:
        for paint, breadth, corners in standing_pieces(placed):
            shapes.append(_still(paint, breadth, corners, camera)._replace(group=placed.prop.kind.value))
        if placed.prop.kind is PropKind.BIKE:
            shapes += _cranks(placed, settled, camera)
    for count, prop in enumerate(movement.props):
        if prop.through is not None:
            carried = _carried(prop, settled, camera)
            shapes += [shape._replace(group=f"{shape.group}-{count}") for shape in carried]
    return shapes


def _still(paint: str, breadth: float, corners: Floats, camera: Camera) -> Shape:
    seen = camera.seen(corners)
    outline = opened(seen) if breadth and paint != "plate" else closed(seen)
    nearness = float((corners @ camera.before).mean())
    return Shape(paint, round(breadth * camera.scale), (outline,), nearness, "")


def _plate(placed: Placed, long: tuple[float, float], wide: tuple[float, float], up: float) -> Floats:
    corners = [(long[0], wide[0]), (long[1], wide[0]), (long[1], wide[1]), (long[0], wide[1])]
    return np.stack([placed.spot(forward, left, up) for forward, left in corners])


def _chair(placed: Placed) -> list[Piece]:
    seat = placed.height - 0.014
    pieces: list[Piece] = []
    for left in (0.1, -0.1):
        back = [placed.spot(-0.12, left, 0.0), placed.spot(-0.12, left, seat), placed.spot(-0.14, left, 0.5)]
        pieces.append(("prop", 0.018, np.stack(back)))
        front = [placed.spot(0.15, left, 0.0), placed.spot(0.15, left, seat)]
        pieces.append(("prop", 0.018, np.stack(front)))
    pieces.append(("plate", 0.022, _plate(placed, (-0.12, 0.16), (-0.1, 0.1), seat)))
    for up in (0.38, 0.5):
        pieces.append(("prop", 0.022, np.stack([placed.spot(-0.14, -0.1, up), placed.spot(-0.14, 0.1, up)])))
    return pieces


def _wall(placed: Placed) -> list[Piece]:
    is_door = placed.prop.kind is PropKind.DOOR
    half, thin = (0.2 if is_door else 0.32), -0.02
    corners = [(-half, 0.0), (half, 0.0), (half, placed.height), (-half, placed.height)]
    pieces: list[Piece] = [("plate", 0.04, np.stack([placed.spot(thin, *corner) for corner in corners]))]
    if is_door:
        pieces.append(("prop", 0.03, np.stack([placed.spot(0.0, 0.0, 0.62), placed.spot(0.02, 0.0, 0.62)])))
    return pieces


def _water(placed: Placed) -> list[Piece]:
    along, level = np.linspace(-0.6, 0.6, 13), placed.height
    waves = [placed.spot(x, 0.0, level + 0.008 * (-1) ** step) for step, x in enumerate(along)]
    sheet = [placed.spot(-0.6, 0.0, 0.0), *waves, placed.spot(0.6, 0.0, 0.0)]
    return [("water", 0.0, np.stack(sheet))]


def _block(placed: Placed, long: float, wide: float) -> list[Piece]:
    half = min(0.012, placed.height / 2)
    reach = ((-long + half, long - half), (-wide + half, wide - half))
    top, bottom = _plate(placed, *reach, placed.height - half), _plate(placed, *reach, half)
    sides = [np.stack([bottom[a], bottom[b], top[b], top[a]]) for a, b in ((0, 1), (1, 2), (2, 3), (3, 0))]
    plates = [("plate", 2 * half, plate) for plate in (bottom, *sides)]
    return [*plates, ("plate-top", 2 * half, top)]


def _bike(placed: Placed) -> list[Piece]:
    saddle, axle = (0.0, 0.0, placed.height - 0.07), (0.13, 0.0, 0.14)
    head, bar = (0.36, 0.0, 0.42), (0.38, 0.0, 0.6)
    frame = [(saddle, axle), (axle, (0.34, 0.0, 0.3)), ((0.04, 0.0, 0.36), head)]
    feet = [((-0.12, 0.0, 0.015), (0.5, 0.0, 0.015)), ((-0.05, 0.0, 0.015), axle), (bar, (0.42, 0.0, 0.015))]
    lines = [*frame, *feet, ((-0.07, 0.0, placed.height - 0.068), (0.06, 0.0, placed.height - 0.075))]
    lines += [(bar, HOLDS["bike.bar_left"]), (bar, HOLDS["bike.bar_right"])]
    pieces = [("prop", 0.026, np.stack([placed.spot(*one), placed.spot(*two)])) for one, two in lines]
    turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    wheel = [placed.spot(0.42 + 0.13 * np.cos(turn), 0.0, 0.17 + 0.13 * np.sin(turn)) for turn in turns]
    return [("plate", 0.02, np.stack(wheel)), *pieces]


def _cranks(placed: Placed, settled: Settled, camera: Camera) -> Iterator[Shape]:
    for side in ("left", "right"):
        axle = placed.spot(*HOLDS[f"bike.pedal_{side}"])
        ball = settled.bodies.points[:, PLACE[f"toe_{side}"]]
        lines = [opened(camera.seen(np.stack([axle, foot]))) for foot in ball]
        nearness = float(axle @ camera.before)
        yield Shape("prop", round(0.022 * camera.scale), tuple(lines), nearness, f"crank_{side}")


def _carried(prop: Prop, settled: Settled, camera: Camera) -> list[Shape]:
    run = np.stack([_track(point, settled) for point in prop.through or (prop.at,)], axis=1)
    run = run + np.array(prop.offset)
    nearness = float((run @ camera.before).mean())
    size = prop.height or HEIGHTS.get(prop.kind, 0.0)
    if prop.kind in (PropKind.CUSHION, PropKind.WEIGHT, PropKind.BOX):
        return _lumps(prop, run.mean(axis=1), size, (camera, nearness))
    if prop.kind is PropKind.STICK:
        along = run[:, -1] - run[:, 0]
        ends = 0.1 * along / np.linalg.norm(along, axis=1, keepdims=True)
        run = np.stack([run[:, 0] - ends, run[:, -1] + ends], axis=1)
        nearness += 0.02  # along the back, and yet not hidden by it
    outlines = tuple(opened(camera.seen(points)) for points in run)
    breadth = {PropKind.BAND: 0.012, PropKind.TOWEL: 0.024}.get(prop.kind, 0.018)
    return [Shape("held", round(breadth * camera.scale), outlines, nearness, prop.kind.value)]


def _track(point: str, settled: Settled) -> Floats:
    """Where a point of the body, or a place on a prop, is in each frame; shape (n, 3)."""
    if point in PLACE:
        return settled.bodies.points[:, PLACE[point]]
    kind = point.partition(".")[0]
    placed = next(found for found in settled.placed if found.prop.kind.value == kind)
    return np.broadcast_to(placed.spot(*HOLDS[point]), (len(settled.bodies.points), 3))


def _lumps(prop: Prop, middles: Floats, size: float, seen_by: tuple[Camera, float]) -> list[Shape]:
    camera, nearness = seen_by
    seen = camera.seen(middles)
    name = prop.kind.value
    if prop.kind is PropKind.WEIGHT:
        return [
            Shape("held", round(size * camera.scale), tuple(dot(middle) for middle in seen), nearness, name)
        ]
    if prop.kind is PropKind.BOX:
        half = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * size * camera.scale * 0.4
        boxes = tuple(closed(middle + half) for middle in seen)
        return [Shape("held", round(0.2 * size * camera.scale), boxes, nearness, name)]
    reach = np.array([size * camera.scale * 0.9, 0.0])
    outlines = tuple(opened(np.stack([middle - reach, middle + reach])) for middle in seen)
    return [Shape("cushion", round(size * camera.scale), outlines, nearness, name)]
