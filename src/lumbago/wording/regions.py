"""What the regions of the pain drawing are called; left and right are the person's own.

region -> its name, marked: whoever shows it says it
"""

from collections.abc import Mapping

from lumbago.record import Region
from lumbago.wording.language import marked

PARTS: Mapping[str, tuple[tuple[str, tuple[tuple[Region, str], ...]], ...]] = {
    "back": (
        (marked("Upper or middle back"), ((Region.THORACIC, marked("here")),)),
        (
            marked("Low back"),
            (
                (Region.LUMBAR_LEFT, marked("left of the spine")),
                (Region.LUMBAR_CENTRE, marked("on the spine")),
                (Region.LUMBAR_RIGHT, marked("right of the spine")),
            ),
        ),
        (
            marked("Side, between ribs and hip"),
            ((Region.FLANK_LEFT, marked("left")), (Region.FLANK_RIGHT, marked("right"))),
        ),
        (
            marked("Base of the spine"),
            (
                (Region.SACROILIAC_LEFT, marked("left dimple")),
                (Region.SACRUM, marked("middle")),
                (Region.SACROILIAC_RIGHT, marked("right dimple")),
            ),
        ),
        (marked("Buttock"), ((Region.BUTTOCK_LEFT, marked("left")), (Region.BUTTOCK_RIGHT, marked("right")))),
        (
            marked("Back of the thigh"),
            ((Region.THIGH_BACK_LEFT, marked("left")), (Region.THIGH_BACK_RIGHT, marked("right"))),
        ),
        (marked("Calf"), ((Region.CALF_LEFT, marked("left")), (Region.CALF_RIGHT, marked("right")))),
        (marked("Foot"), ((Region.FOOT_LEFT, marked("left")), (Region.FOOT_RIGHT, marked("right")))),
    ),
    "front": (
        (marked("Chest"), ((Region.CHEST, marked("here")),)),
        (marked("Belly"), ((Region.ABDOMEN, marked("here")),)),
        (marked("Groin"), ((Region.GROIN_RIGHT, marked("right")), (Region.GROIN_LEFT, marked("left")))),
        (
            marked("Front of the thigh"),
            ((Region.THIGH_FRONT_RIGHT, marked("right")), (Region.THIGH_FRONT_LEFT, marked("left"))),
        ),
        (marked("Shin"), ((Region.SHIN_RIGHT, marked("right")), (Region.SHIN_LEFT, marked("left")))),
    ),
}
"""The parts of the body from behind and from in front, and the regions of each as the picture has them."""

REGION_NAMES = {
    Region.THORACIC: marked("Upper or middle back"),
    Region.LUMBAR_LEFT: marked("Low back, left of the spine"),
    Region.LUMBAR_CENTRE: marked("Low back, on the spine"),
    Region.LUMBAR_RIGHT: marked("Low back, right of the spine"),
    Region.FLANK_LEFT: marked("Side, between ribs and hip, left"),
    Region.FLANK_RIGHT: marked("Side, between ribs and hip, right"),
    Region.SACROILIAC_LEFT: marked("Base of the spine, left dimple"),
    Region.SACRUM: marked("Base of the spine, middle"),
    Region.SACROILIAC_RIGHT: marked("Base of the spine, right dimple"),
    Region.BUTTOCK_LEFT: marked("Buttock, left"),
    Region.BUTTOCK_RIGHT: marked("Buttock, right"),
    Region.THIGH_BACK_LEFT: marked("Back of the thigh, left"),
    Region.THIGH_BACK_RIGHT: marked("Back of the thigh, right"),
    Region.CALF_LEFT: marked("Calf, left"),
    Region.CALF_RIGHT: marked("Calf, right"),
    Region.FOOT_LEFT: marked("Foot, left"),
    Region.FOOT_RIGHT: marked("Foot, right"),
    Region.CHEST: marked("Chest"),
    Region.ABDOMEN: marked("Belly"),
    Region.GROIN_RIGHT: marked("Groin, right"),
    Region.GROIN_LEFT: marked("Groin, left"),
    Region.THIGH_FRONT_RIGHT: marked("Front of the thigh, right"),
    Region.THIGH_FRONT_LEFT: marked("Front of the thigh, left"),
    Region.SHIN_RIGHT: marked("Shin, right"),
    Region.SHIN_LEFT: marked("Shin, left"),
}
