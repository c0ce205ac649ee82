"""The pain drawing: shapes of the body from behind and from in front, a region each.

Seen from behind, a person's left is on the left of the picture; seen from in front it is
on the right. The picture only mirrors the checkboxes beside it, which always work.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lumbago.record import Region
from lumbago.wording import PARTS, REGION_NAMES
from lumbago.wording.language import say

WIDTH, HEIGHT = 260, 620


@dataclass(frozen=True)
class Shape:
    """One region of one picture.

    Attributes:
        region: The region it marks.
        path: SVG path data.
    """

    region: Region
    path: str

    @property
    def name(self) -> str:
        """What the region is called."""
        return say(REGION_NAMES[self.region])


@dataclass(frozen=True)
class View:
    """The body from one side.

    Attributes:
        id: Short name, for the page.
        title: What it is called.
        left_side, right_side: Words at the left and right edge of the picture.
        shapes: Regions that can be marked.
    """

    id: str
    title: str | Promise
    left_side: str | Promise
    right_side: str | Promise
    shapes: tuple[Shape, ...]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The checkboxes: name of the part, then value and place of each."""
        return [
            (say(part), [(region.value, say(place)) for region, place in regions])
            for part, regions in PARTS[self.id]
        ]


BODY = (
    "M130 8 C150 8 160 24 159 42 C158 56 152 65 146 70 L147 84 C150 91 168 94 186 99 "
    "C203 104 211 117 213 134 L220 196 C224 222 232 252 238 282 C242 300 240 318 234 322 "
    "C227 326 222 312 219 298 C212 268 203 240 199 214 L193 176 "
    "C192 198 190 212 190 226 C190 250 198 268 201 294 C204 330 197 380 191 420 "
    "C187 446 189 470 186 500 C183 530 176 556 175 574 C176 588 184 598 183 606 C181 614 156 614 150 607 "
    "C147 601 150 588 150 574 C148 540 144 510 144 478 C144 452 142 430 140 406 L134 334 L130 326 "
    "L126 334 L120 406 C118 430 116 452 116 478 C116 510 112 540 110 574 C110 588 113 601 110 607 "
    "C104 614 79 614 77 606 C76 598 84 588 85 574 C84 556 77 530 74 500 C71 470 73 446 69 420 "
    "C63 380 56 330 59 294 C62 268 70 250 70 226 C70 212 68 198 67 176 L61 214 C57 240 48 268 41 298 "
    "C38 312 33 326 26 322 C20 318 18 300 22 282 C28 252 36 222 40 196 L47 134 C49 117 57 104 74 99 "
    "C92 94 110 91 113 84 L114 70 C108 65 102 56 101 42 C100 24 110 8 130 8 Z"
)
"""Outline of a person, the same from both sides, standing, arms a little away."""


def _both(left: Region, right: Region, path_on_left: str) -> tuple[Shape, Shape]:
    """Mirror a shape from the left half of the picture to the right half."""
    return Shape(left, path_on_left), Shape(right, _mirrored(path_on_left))


def _mirrored(path: str) -> str:
    """Reflect absolute path data (M, L, C, Z) about the middle of the picture."""
    words, is_x = [], True
    for word in path.replace("M", "M ").replace("L", "L ").replace("C", "C ").replace("Z", " Z").split():
        if word.isalpha():
            words.append(word)
            continue
        words.append(f"{WIDTH - float(word):g}" if is_x else word)
        is_x = not is_x
    return " ".join(words)


_CENTRE_LOW_BACK = "M119 206 L141 206 L142 262 L118 262 Z"
_LEFT_LOW_BACK = "M93 206 L116 206 L115 262 L92 262 Z"
_LEFT_FLANK = "M71 206 L90 206 L89 262 L66 262 C69 246 71 230 71 206 Z"
_TRUNK_TOP = "M84 108 C100 102 160 102 176 108 C186 122 190 150 189 203 L71 203 C70 150 74 122 84 108 Z"
_THIGH = "M63 346 L121 346 L117 424 L73 424 C68 396 64 372 63 346 Z"
_LOWER_LEG = "M74 430 L116 430 C115 470 113 520 110 560 L86 560 C83 536 74 500 74 430 Z"
_FOOT = "M86 565 L109 565 C109 582 112 596 109 604 C102 611 82 611 79 604 C80 596 86 582 86 565 Z"

BACK = View(
    id="back",
    title=_("From behind"),
    left_side=_("Your left"),
    right_side=_("Your right"),
    shapes=(
        Shape(Region.THORACIC, _TRUNK_TOP),
        *_both(Region.FLANK_LEFT, Region.FLANK_RIGHT, _LEFT_FLANK),
        *_both(Region.LUMBAR_LEFT, Region.LUMBAR_RIGHT, _LEFT_LOW_BACK),
        Shape(Region.LUMBAR_CENTRE, _CENTRE_LOW_BACK),
        *_both(
            Region.BUTTOCK_LEFT,
            Region.BUTTOCK_RIGHT,
            "M64 265 L88 265 L88 292 L112 302 L127 316 L126 330 L121 343 L62 343 C60 318 61 290 64 265 Z",
        ),
        *_both(Region.SACROILIAC_LEFT, Region.SACROILIAC_RIGHT, "M91 265 L112 265 L114 300 L91 290 Z"),
        Shape(Region.SACRUM, "M115 265 L145 265 L143 298 L130 315 L117 298 Z"),
        *_both(Region.THIGH_BACK_LEFT, Region.THIGH_BACK_RIGHT, _THIGH),
        *_both(Region.CALF_LEFT, Region.CALF_RIGHT, _LOWER_LEG),
        *_both(Region.FOOT_LEFT, Region.FOOT_RIGHT, _FOOT),
    ),
)

FRONT = View(
    id="front",
    title=_("From in front"),
    left_side=_("Your right"),
    right_side=_("Your left"),
    shapes=(
        Shape(Region.CHEST, _TRUNK_TOP),
        Shape(Region.ABDOMEN, "M71 206 L189 206 C189 232 196 252 197 282 L63 282 C64 252 71 232 71 206 Z"),
        *_both(
            Region.GROIN_RIGHT,
            Region.GROIN_LEFT,
            "M62 285 L128 285 L128 323 L121 343 L62 343 C60 322 61 304 62 285 Z",
        ),
        *_both(Region.THIGH_FRONT_RIGHT, Region.THIGH_FRONT_LEFT, _THIGH),
        *_both(Region.SHIN_RIGHT, Region.SHIN_LEFT, _LOWER_LEG),
        *_both(Region.FOOT_RIGHT, Region.FOOT_LEFT, _FOOT),
    ),
)

VIEWS = (BACK, FRONT)

DRAWING = {"views": VIEWS, "outline": BODY, "width": WIDTH, "height": HEIGHT}
"""What the template of the drawing needs."""
