"""A code as a picture that a telephone can read.

text -> squares of a QR code
"""

from typing import NamedTuple

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4
"""Squares of white around it, as the standard asks."""


class Squares(NamedTuple):
    """A QR code as one path of an SVG, a square being one unit.

    Attributes:
        side: Width and height, the white around it included.
        path: The dark squares.
    """

    side: int
    path: str


def squares_of(text: str) -> Squares:
    """Return the QR code of a text."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return Squares(len(rows), path)
