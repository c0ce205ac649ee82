"""How it goes for the people of the demonstration: days that virtual people of the recovery model live.

    Story, Recovery -> pain, activity and disability of every day

The model makes some thousand people of the story's kind; the first whose course has that shape is shown.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.errors import LumbagoError
from lumbago.knowledge.recovery import Recovery
from lumbago.recovery import Luck, follow
from lumbago.simulation.cohort import cohort
from lumbago.simulation.known import calibrated
from lumbago.simulation.living import inputs
from lumbago.simulation.observing import reported
from lumbago.simulation.protocol import Arm, Phase, Population, Spreading
from lumbago.web.demo.cast import Course, Story

Pains = Sequence[int]

CANDIDATES = 4_000
MOST_NPRS = 10
ROLAND_MORRIS_ITEMS = 24
LEAST_HINDERED, MOST_HINDERED = 4, 85
"""Disability at the report, per cent: at least so many for each point of pain, and at most."""

SHARE_OF_A_SESSION = 0.5
"""Sessions a day times intensity of somebody who does all that the programme asks; a rough middle."""


class Lived(NamedTuple):
    """What a person could say on each day after the report, the report's own first.

    Attributes:
        nprs: Pain, 0-10.
        activity: Activity, 0 none to 10 as usual.
        rmdq_percent: Disability, in steps of the Roland-Morris questionnaire, 0-100.
    """

    nprs: tuple[int, ...]
    activity: tuple[int, ...]
    rmdq_percent: tuple[float, ...]


def live(story: Story, recovery: Recovery, *, seed: int) -> Lived:
    """Return how it goes for one person of the demonstration.

    Raises:
        LumbagoError: When none of the virtual people has such a course.
    """
    if not story.since:
        return Lived((story.nprs,), (MOST_NPRS // 2,), (0.0,))
    known = calibrated(recovery, story.kind)
    luck = Luck(seed)
    which = np.arange(CANDIDATES, dtype=np.int64) * len(known.draws) // CANDIDATES
    people = cohort(_population(story), known, which, luck=luck)
    paths = follow(
        people.cloud, _days(story), luck=luck, record=("pain", "activity", "disability"), threads=1
    ).of
    nprs = reported(paths["pain"]).astype(int)
    at = _first_of_shape(story, nprs, usual=_is_usual(story, paths["disability"][0]))
    return Lived(
        (story.nprs, *map(int, nprs[1:, at])),
        tuple(round(MOST_NPRS * min(1.0, float(share))) for share in paths["activity"][:, at]),
        tuple(_in_items(float(percent)) for percent in paths["disability"][:, at]),
    )


def _population(story: Story) -> Population:
    stated = {"age": story.age, "nprs": float(story.nprs), "onset_days": story.onset_days}
    return Population(
        preset=story.kind, **{name: Spreading(mean=mean, sd=0.0) for name, mean in stated.items()}
    )


def _days(story: Story) -> NDArray[np.float32]:
    done = SHARE_OF_A_SESSION * story.trains
    phase = Phase(days=(0, story.since), education=1.0, stretching=done, strengthening=done, aerobic=done)
    return inputs(Arm(name="as advised", phase=(phase,)), story.since)


def _is_usual(story: Story, disability: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return who is as hindered as most people with such pain: an example should not be an odd one."""
    return np.asarray((disability >= LEAST_HINDERED * story.nprs) & (disability <= MOST_HINDERED))


def _first_of_shape(story: Story, nprs: NDArray[np.int64], *, usual: NDArray[np.bool_]) -> int:
    days = story.days
    for at in np.flatnonzero(usual).tolist():
        if SHAPES[story.course]((story.nprs, *(int(nprs[day, at]) for day in days))):
            return at
    raise LumbagoError(f"demonstration: none of {CANDIDATES} virtual people is like {story.name}")


def _in_items(percent: float) -> float:
    return round(100 * round(ROLAND_MORRIS_ITEMS * percent / 100) / ROLAND_MORRIS_ITEMS, 1)


def _rises_little(pains: Pains) -> bool:
    return all(later - before <= 1 for before, later in pairwise(pains))


SHAPES: Mapping[Course, Callable[[Pains], bool]] = {
    Course.RECOVERING: lambda pains: (
        1 <= pains[-1] <= 3 and _rises_little(pains) and pains[1] >= pains[0] - 3
    ),
    Course.EASING: lambda pains: pains[0] - 4 <= pains[-1] <= pains[0] - 2 and min(pains) >= 3,
    Course.FLARING: lambda pains: max(pains[4:-1]) <= 3 and pains[-1] - min(pains[-3:-1]) >= 3,
    Course.STALLED: lambda pains: min(pains) >= pains[0] - 2 and min(pains[-3:]) >= pains[0] - 1,
    Course.WELL: lambda pains: max(pains[-5:]) <= 1 and min(pains[:4]) >= 2,
    Course.AS_IT_COMES: lambda pains: all(2 <= pain <= 9 for pain in pains),
}
"""What the pain at report and check-ins must be like."""
