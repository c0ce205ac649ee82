"""What the regions of the pain drawing are called; left and right are the person's own."""

from collections.abc import Mapping

from lumbago.record import Region

PARTS: Mapping[str, tuple[tuple[str, tuple[tuple[Region, str], ...]], ...]] = {
    "back": (
        ("Upper or middle back", ((Region.THORACIC, "here"),)),
        (
            "Low back",
            (
                (Region.LUMBAR_LEFT, "left of the spine"),
                (Region.LUMBAR_CENTRE, "on the spine"),
                (Region.LUMBAR_RIGHT, "right of the spine"),
            ),
        ),
        ("Side, between ribs and hip", ((Region.FLANK_LEFT, "left"), (Region.FLANK_RIGHT, "right"))),
        (
            "Base of the spine",
            (
                (Region.SACROILIAC_LEFT, "left dimple"),
                (Region.SACRUM, "middle"),
                (Region.SACROILIAC_RIGHT, "right dimple"),
            ),
        ),
        ("Buttock", ((Region.BUTTOCK_LEFT, "left"), (Region.BUTTOCK_RIGHT, "right"))),
        ("Back of the thigh", ((Region.THIGH_BACK_LEFT, "left"), (Region.THIGH_BACK_RIGHT, "right"))),
        ("Calf", ((Region.CALF_LEFT, "left"), (Region.CALF_RIGHT, "right"))),
        ("Foot", ((Region.FOOT_LEFT, "left"), (Region.FOOT_RIGHT, "right"))),
    ),
    "front": (
        ("Chest", ((Region.CHEST, "here"),)),
        ("Belly", ((Region.ABDOMEN, "here"),)),
        ("Groin", ((Region.GROIN_RIGHT, "right"), (Region.GROIN_LEFT, "left"))),
        ("Front of the thigh", ((Region.THIGH_FRONT_RIGHT, "right"), (Region.THIGH_FRONT_LEFT, "left"))),
        ("Shin", ((Region.SHIN_RIGHT, "right"), (Region.SHIN_LEFT, "left"))),
    ),
}
"""The parts of the body from behind and from in front, and the regions of each as the picture has them."""

REGION_NAMES = {
    region: part if place == "here" else f"{part}, {place}"
    for rows in PARTS.values()
    for part, regions in rows
    for region, place in regions
}
