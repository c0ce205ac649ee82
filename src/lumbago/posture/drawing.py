"""Draw a movement as SVG: a figure that moves without script, or still frames for print.

Movement, Settled -> SVG

A page may set the colours by the custom properties `--figure-...` named in `paint`. Whoever has asked for
less motion sees where the movement starts, faint, and where it ends.
"""

from collections.abc import Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape
from zlib import crc32

import numpy as np

from lumbago.posture.arrows import arrow_shapes, way_of
from lumbago.posture.camera import WIDE, Camera, camera
from lumbago.posture.figure import figure
from lumbago.posture.furniture import furniture, standing_pieces
from lumbago.posture.movement import Movement
from lumbago.posture.paint import ALWAYS, EDGE, LINES, UNEDGED, style
from lumbago.posture.pose import Floats
from lumbago.posture.settling import Settled
from lumbago.posture.shapes import Shape, closed


class Form(Enum):
    """In which form a movement is drawn."""

    ANIMATED = "animated"
    FRAMES = "frames"


def draw(movement: Movement, settled: Settled, *, form: Form, title: str, description: str) -> str:
    """Return the picture of a movement as one SVG file.

    Args:
        movement: What moves.
        settled: The same as it is settled: nearly all the work, and the same for every form and title.
        form: Moving, or still frames side by side.
        title: What it shows, for those who hear the page.
        description: What happens in it, for the same.
    """
    eye = _fitted(movement, settled, camera(movement.view))
    shapes = _in_order([*furniture(movement, settled, eye), *figure(settled.bodies, eye)])
    arrows = [shape for arrow in movement.arrows for shape in arrow_shapes(arrow, settled, eye)]
    scene = _Scene(f"m{crc32(movement.id.encode()) % 4096:x}", settled, eye, shapes, arrows)
    panels = 2 if form is Form.FRAMES and movement.moves else 1
    inside = _moving(scene) if form is Form.ANIMATED and movement.moves else _frames(scene, panels)
    looks = style({shape.paint for shape in (*shapes, *arrows)} | ALWAYS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE * panels} {eye.high}" '
        'role="img" class="figure">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc><style>{looks}</style>{inside}</svg>\n"
    )


class _Scene(NamedTuple):
    name: str
    settled: Settled
    eye: Camera
    shapes: list[Shape]
    arrows: list[Shape]


def _moving(scene: _Scene) -> str:
    """The moving figure, and for whoever asked for less motion a faint start beneath a still end."""
    shown, timing = scene.settled.shown, _timing(scene.settled.seconds)
    names = [f"{scene.name}-{place}" for place in range(len(scene.shapes))]
    ends, defined = [], []
    for name, shape in zip(names, scene.shapes, strict=True):
        ends.append(name if _rests(shape) else f"{name}e")
        defined.append(_defined(name, shape, 0, timing))
        if not _rests(shape):
            defined.append(_defined(ends[-1], shape, shown["end"]))
    return (
        f"{_ground(scene)}<defs>{''.join(defined)}</defs>"
        f'<g class="moving">{_painted(scene.shapes, names)}</g>'
        f'<g class="still">{_ghost(scene.shapes)}{_painted(scene.shapes, ends)}</g>{_arrows(scene)}'
    )


def _frames(scene: _Scene, panels: int) -> str:
    """The start, and beside it the end with arrows that show how one gets there."""
    drawn = []
    for place, pose in enumerate(("start", "end")[:panels]):
        names = [f"{scene.name}-{place + 1}-{count}" for count in range(len(scene.shapes))]
        frame = scene.settled.shown[pose]
        defined = [_defined(name, shape, frame) for name, shape in zip(names, scene.shapes, strict=True)]
        inside = f"{_ground(scene)}<defs>{''.join(defined)}</defs>{_painted(scene.shapes, names)}"
        if place == panels - 1:
            inside += _arrows(scene)
        if panels > 1:
            inside += '<circle cx="48" cy="50" r="29" class="f-label"/>'
            inside += f'<text x="48" y="66" class="f-paper">{place + 1}</text>'
        drawn.append(f'<g transform="translate({WIDE * place})">{inside}</g>' if place else inside)
    return "".join(drawn)


def _painted(shapes: Sequence[Shape], names: Sequence[str]) -> str:
    """Paint groups from far to near: in each the light edge of every part, then the parts."""
    drawn = []
    for _, members in groupby(zip(shapes, names, strict=True), key=lambda member: member[0].group):
        edges, fills = [], []
        for shape, name in members:
            if shape.paint not in UNEDGED:
                edges.append(f'<use href="#{name}" stroke-width="{shape.width + 2 * EDGE}"/>')
            fills.append(f'<use href="#{name}" class="f-{shape.paint}" stroke-width="{shape.width}"/>')
        drawn += ['<g class="f-edge">', *edges, "</g>", *fills] if edges else fills
    return "".join(drawn)


def _arrows(scene: _Scene) -> str:
    names = [f"{scene.name}-a{place}" for place in range(len(scene.arrows))]
    defined = [_defined(name, shape, 0) for name, shape in zip(names, scene.arrows, strict=True)]
    return f"<defs>{''.join(defined)}</defs>{_painted(scene.arrows, names)}" if defined else ""


def _defined(name: str, shape: Shape, frame: int, timing: str = "") -> str:
    """A path to be painted by its name; with timing, one that moves."""
    outline = shape.outlines[0 if _rests(shape) else frame]
    if not timing or _rests(shape):
        return f'<path id="{name}" d="{outline}"/>'
    values = ";".join(shape.outlines)
    return f'<path id="{name}" d="{outline}"><animate attributeName="d" {timing} values="{values}"/></path>'


def _ghost(shapes: Sequence[Shape]) -> str:
    """Where all that moves starts, in one pale tone."""
    outlines: dict[int, str] = {}
    for shape in shapes:
        if not _rests(shape) and shape.paint not in LINES:
            outlines[shape.width] = outlines.get(shape.width, "") + shape.outlines[0]
    paths = "".join(f'<path stroke-width="{width}" d="{outline}"/>' for width, outline in outlines.items())
    return f'<g class="f-ghost">{paths}</g>'


def _rests(shape: Shape) -> bool:
    return len(set(shape.outlines)) == 1


def _timing(seconds: Floats) -> str:
    shares = (f"{share:.2f}".rstrip("0").rstrip(".").lstrip("0") or "0" for share in seconds / seconds[-1])
    times = ";".join(shares)
    return f'dur="{seconds[-1]:g}s" repeatCount="indefinite" keyTimes="{times}"'


BEHIND = ("chair", "wall", "door", "step", "box", "bench", "mat", "bike")
"""Groups that stand behind the body however near they are."""


def _in_order(shapes: list[Shape]) -> list[Shape]:
    """Return shapes from far to near, those of a group together; what stands about comes first."""
    nearness: dict[str, list[float]] = {}
    for shape in shapes:
        nearness.setdefault(shape.group, []).append(shape.nearness)
    near = {group: float(np.mean(found)) for group, found in nearness.items()}
    return sorted(
        shapes,
        key=lambda shape: (shape.group not in BEHIND, shape.group == "water", near[shape.group], shape.group),
    )


def _fitted(movement: Movement, settled: Settled, eye: Camera) -> Camera:
    """Return the camera so near that body, props and arrows fill the picture."""
    bodies = settled.bodies
    sides = (eye.right, eye.up, -eye.right, -eye.up)
    around = [bodies.points + side * bodies.reach(side)[:, :, None] for side in sides]
    props = [corners for placed in settled.placed for _, _, corners in standing_pieces(placed)]
    arrows = [way_of(arrow, settled, eye) for arrow in movement.arrows]
    flat = [eye.flat(points.reshape(-1, 3)) for points in (*around, *props)]
    return eye.fitted(np.concatenate([*flat, *arrows]))


def _ground(scene: _Scene) -> str:
    """The paper, and the floor: a line where it is seen edge on, else a sheet under the body."""
    eye = scene.eye
    paper = f'<rect width="{WIDE}" height="{eye.high}" rx="24" class="f-paper"/>'
    if eye.is_level:
        level = round(float(eye.seen(np.zeros(3))[1])) + 3
        return f'{paper}<path class="f-floor" stroke-width="6" d="M24 {level}h{WIDE - 48}"/>'
    flat = scene.settled.bodies.points[:, :, :2].reshape(-1, 2)
    (west, south), (east, north) = flat.min(axis=0) - 0.04, flat.max(axis=0) + 0.04
    corners = np.array([(west, south, 0), (east, south, 0), (east, north, 0), (west, north, 0)])
    return f'{paper}<path class="f-sheet" stroke-width="20" d="{closed(eye.seen(corners))}"/>'
