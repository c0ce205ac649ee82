"""What an arm asks of its people, day by day.

    Arm, days -> inputs (days, inputs)

What is not stated stays as people usually live.
"""

import numpy as np
from numpy.typing import NDArray

from lumbago.recovery import INPUTS
from lumbago.simulation.protocol import Arm, inputs_of

Floats = NDArray[np.float32]

NOT_A_TREATMENT = ("load", "immobilised")
"""What happens to people whether they adhere or not."""


def inputs(arm: Arm, days: int) -> Floats:
    """Return what each day of an arm brings, shape (days, inputs); later phases win.

    Args:
        arm: With its phases.
        days: How long people are followed; what a phase says beyond is left out.
    """
    rows = np.zeros((days, len(INPUTS)), np.float32)
    rows[:, INPUTS.index("load")] = np.nan
    adherence = np.ones((days, 1), np.float32)
    for phase in arm.phase:
        first, last = phase.days
        for name, dose in inputs_of(phase).items():
            _put(rows[:, INPUTS.index(name)], first, last, dose)
        if phase.adherence is not None:
            _put(adherence[:, 0], first, last, phase.adherence)
    treatments = [column for column, name in enumerate(INPUTS) if name not in NOT_A_TREATMENT]
    rows[:, treatments] *= adherence
    return rows


def _put(row: Floats, first: int, last: int, dose: float | tuple[float, ...]) -> None:
    room = row[first : last + 1]
    room[:] = dose[: room.size] if isinstance(dose, tuple) else dose
