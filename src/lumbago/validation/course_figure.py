"""One picture of all published results: where each lies in the interval that the model predicted.

rows -> SVG
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import numpy as np

INSIDE, OUTSIDE = "#0072B2", "#D55E00"
"""Two colours that colour-blind people tell apart; the marks differ too."""

ROW_INCHES = 0.13
FARTHEST = 2.5
"""Half-widths of an interval; what lies further out is drawn at the edge."""


def figure(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the picture as SVG; the same rows give the same bytes.

    Args:
        rows: As `course.course` returns them.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    shown = [row for row in rows if row["predicted"] is not None]
    with rc_context({"svg.hashsalt": "lumbago", "svg.fonttype": "none", "font.size": 7}):
        drawn = Figure(figsize=(7.4, 1.2 + ROW_INCHES * len(shown)), layout="constrained")
        axis = drawn.subplots()
        axis.axvspan(-1, 1, color="#dddddd", lw=0)
        places = np.arange(len(shown))[::-1]
        for place, row in zip(places, shown, strict=True):
            mark, colour = ("o", INSIDE) if row["inside"] else ("D", OUTSIDE)
            axis.plot([_place(row)], [place], marker=mark, color=colour, ms=4, ls="")
        axis.set_yticks(places, [f"{row['trial']}  {row['outcome']}" for row in shown])
        axis.set(xlim=(-FARTHEST - 0.2, FARTHEST + 0.2), ylim=(-1, len(shown)))
        axis.set_xlabel("Published result; grey: the predicted 90 % interval, 0 its middle")
        held = BytesIO()
        drawn.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
    return held.getvalue()


def _place(row: Mapping[str, Any]) -> float:
    middle, half = (row["low"] + row["high"]) / 2, max((row["high"] - row["low"]) / 2, 1e-9)
    return float(np.clip((row["published"] - middle) / half, -FARTHEST, FARTHEST))
