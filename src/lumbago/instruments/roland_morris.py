"""Roland-Morris: how many everyday things the back makes harder.

    ticked items -> Disability

A person ticks what applies and leaves the rest, so an item without a tick is a "no" unless
somebody recorded that it was never answered.
"""

from collections.abc import Collection

from pydantic.dataclasses import dataclass

from lumbago.errors import ReportError
from lumbago.record.scales import STRICT, Percent, Rmdq

VERSIONS = (24, 23)
"""Items of the original and of the sciatica version."""


@dataclass(frozen=True, config=STRICT)
class Disability:
    """What a Roland-Morris questionnaire says.

    Attributes:
        rmdq: Items ticked; a lower bound when incomplete.
        percent: The same of all items, 0-100; a lower bound when incomplete.
        answered: Items ticked or left blank on purpose.
        is_complete: Whether no item is known to be unanswered.
    """

    rmdq: Rmdq
    percent: Percent
    answered: int
    is_complete: bool


def disability(ticked: Collection[int], *, missing: Collection[int] = (), items: int = 24) -> Disability:
    """Count the ticked items.

    An unanswered item earns no point, as on paper, and the result says that it is incomplete.
    Some cohorts divide by the answered items instead; no such rule is standard.

    Args:
        ticked: Numbers of the items ticked, counted from 1.
        missing: Numbers of the items recorded as unanswered; empty when the form only has ticks.
        items: Length of the version used, 24 or 23.

    Raises:
        ReportError: When a number is no item, stands twice, or nothing at all was answered.

    Source:
        roland1983.

    Examples:
        >>> disability([1, 4, 9])
        Disability(rmdq=3, percent=12.5, answered=24, is_complete=True)
    """
    if items not in VERSIONS:
        raise ReportError("rmdq", f"there is no version with {items} items", "Choose 24 or 23")
    _check([*ticked, *missing], items)
    if len(missing) == items:
        raise ReportError("rmdq", "no item was answered", "Leave rmdq out when it was not asked")
    return Disability(
        rmdq=len(ticked),
        percent=100 * len(ticked) / items,
        answered=items - len(missing),
        is_complete=not missing,
    )


def _check(numbers: list[int], items: int) -> None:
    for place, number in enumerate(numbers):
        if type(number) is not int or not 1 <= number <= items:
            raise ReportError(
                "rmdq", f"there is no item '{number}'", f"Write whole numbers from 1 to {items}"
            )
        if number in numbers[:place]:
            raise ReportError("rmdq", f"item {number} stands there twice", "Name each item once")
