"""STarT Back: the risk that this back pain stays and disables.

    nine answers -> StartBack

A missing answer is not a "no". The group is given only where no answer to what is missing
could change it.
"""

from collections.abc import Sequence
from enum import Enum

from pydantic.dataclasses import dataclass

from lumbago.errors import ReportError
from lumbago.record.scales import STRICT

ITEMS = 9
FIRST_DISTRESS_ITEM = 5
"""Items 5 to 9 make the distress subscale."""
HIGHEST_LOW_TOTAL = 3
HIGHEST_MEDIUM_DISTRESS = 3


class Risk(Enum):
    """Risk of lasting disability, lowest first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """Place in the order above; higher is worse."""
        return list(Risk).index(self)


@dataclass(frozen=True, config=STRICT)
class StartBack:
    """What a STarT Back questionnaire says.

    Attributes:
        total: Points of the answered items, 0-9; a lower bound when incomplete.
        distress: Points of the answered items 5 to 9, 0-5; a lower bound when incomplete.
        group: Risk group; None when the missing answers could change it.
        answered: Items answered.
        is_complete: Whether all nine were.
    """

    total: int
    distress: int
    group: Risk | None
    answered: int
    is_complete: bool


def start_back(points: Sequence[int | None]) -> StartBack:
    """Score the nine items and find the risk group.

    Args:
        points: Nine, in order: 1 agrees (item 9: very or extremely bothersome), 0 does not,
            None was not answered.

    Raises:
        ReportError: When there are not nine, or one is neither 0, 1 nor None.

    Source:
        hill2008, Abstract.

    Examples:
        >>> start_back([1, 1, 1, 0, 1, 0, 0, 0, 0]).group
        <Risk.MEDIUM: 'medium'>
    """
    _check(points)
    total, distress = _sums([point or 0 for point in points])
    lowest = _group(total, distress)
    highest = _group(*_sums([1 if point is None else point for point in points]))
    answered = sum(point is not None for point in points)
    return StartBack(
        total=total,
        distress=distress,
        # A further point never lowers the group, so when both ends agree all between do.
        group=lowest if lowest is highest else None,
        answered=answered,
        is_complete=answered == ITEMS,
    )


def _sums(points: list[int]) -> tuple[int, int]:
    return sum(points), sum(points[FIRST_DISTRESS_ITEM - 1 :])


def _group(total: int, distress: int) -> Risk:
    if total <= HIGHEST_LOW_TOTAL:
        return Risk.LOW
    return Risk.MEDIUM if distress <= HIGHEST_MEDIUM_DISTRESS else Risk.HIGH


def _check(points: Sequence[int | None]) -> None:
    if len(points) != ITEMS:
        raise ReportError(
            "start_back", f"it holds {len(points)} answers", f"Write {ITEMS}, one for each item in order"
        )
    for place, point in enumerate(points):
        if point is not None and (type(point) is not int or point not in {0, 1}):
            raise ReportError(
                f"start_back.{place}", f"'{point}' is not possible for item {place + 1}", "Write 1 or 0"
            )
