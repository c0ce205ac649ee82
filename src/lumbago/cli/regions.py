"""What the regions of the pain drawing are called, in the order of the numbered list.

Left and right are the person's own.
"""

from lumbago.record import Region

_ONCE = {
    Region.THORACIC: "Upper or middle back",
    Region.LUMBAR_CENTRE: "Low back, on the spine",
    Region.SACRUM: "Bone at the base of the spine",
    Region.CHEST: "Chest",
    Region.ABDOMEN: "Belly",
}
_TWICE = {
    "lumbar": "Low back, beside the spine",
    "sacroiliac": "Dimple beside the bone at the base of the spine",
    "flank": "Side, between ribs and hip",
    "buttock": "Buttock",
    "thigh-back": "Back of the thigh",
    "calf": "Calf",
    "foot": "Foot",
    "groin": "Groin",
    "thigh-front": "Front of the thigh",
    "shin": "Shin",
}


def region_name(region: Region) -> str:
    """Return what a person calls a region.

    Examples:
        >>> region_name(Region.CALF_LEFT)
        'Calf, left'
    """
    if region in _ONCE:
        return _ONCE[region]
    part, _, side = region.value.rpartition("-")
    return f"{_TWICE[part]}, {side}"
