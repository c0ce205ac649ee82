"""What each measure of a trial is, before any number is known.

    name of a measure -> what it reads, how it is summed up, what it asks of its outcome

A trial is checked against this list; how a measure is taken stands in `measures.py`.
"""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple


class Sum(Enum):
    """How the values of people become one number of an arm."""

    MEAN = "mean of people"
    REDUCTION = "per cent lost from the arm's own first mean"
    OF_PEAK = "per cent of the arm's own highest mean over the measured days"
    SHARE_BY = "share by a day, after Kaplan and Meier"
    MEDIAN_TIME = "median time, after Kaplan and Meier"


class Kind(NamedTuple):
    """One measure.

    Attributes:
        reads: States of the recovery model that it needs.
        summed: How people become one number.
        scale: Ends of its scale when a trial states none.
        asks_threshold: Whether an outcome must state a threshold.
        threshold: What holds when an outcome states none.
        for_days: Days running, when an outcome states none.
        asks_day: Whether an outcome must state its day.
        is_share: Whether risk and odds ratios can be formed from it.
    """

    reads: tuple[str, ...]
    summed: Sum = Sum.MEAN
    scale: tuple[float, float] = (0.0, 1.0)
    asks_threshold: bool = False
    threshold: float | None = None
    for_days: int = 1
    asks_day: bool = True
    is_share: bool = False

    @property
    def is_event(self) -> bool:
        """Whether it is about the time until something happens."""
        return self.summed in {Sum.SHARE_BY, Sum.MEDIAN_TIME}


_NPRS = (0.0, 10.0)
_RMDQ = (0.0, 24.0)
_PERCENT = (0.0, 100.0)
_RECURRING_NPRS = 2.0
_RECURRING_DAYS = 2

KINDS: Mapping[str, Kind] = {
    "pain_mean": Kind(("pain",), scale=_NPRS),
    "rmdq_mean": Kind(("disability",), scale=_RMDQ),
    "pain_reduction_percent": Kind(("pain",), Sum.REDUCTION, _PERCENT),
    "rmdq_reduction_percent": Kind(("disability",), Sum.REDUCTION, _PERCENT),
    "rmdq_gain_mean": Kind(("disability",), scale=_RMDQ),
    "recovered_share": Kind(("pain",), Sum.SHARE_BY, asks_threshold=True, is_share=True),
    "days_to_recovery_median": Kind(("pain",), Sum.MEDIAN_TIME, asks_threshold=True, asks_day=False),
    "recurrence_share": Kind(
        ("pain",), Sum.SHARE_BY, threshold=_RECURRING_NPRS, for_days=_RECURRING_DAYS, is_share=True
    ),
    "days_to_recurrence_median": Kind(
        ("pain",), Sum.MEDIAN_TIME, threshold=_RECURRING_NPRS, for_days=_RECURRING_DAYS, asks_day=False
    ),
    "strength_change_percent": Kind(("strength",), scale=_PERCENT),
    "muscle_size_change_percent": Kind(("size",), scale=_PERCENT),
    "aerobic_change_percent": Kind(("aerobic",), scale=_PERCENT),
    "flexibility_change_percent": Kind(("flexibility",), scale=_PERCENT),
    "work_days_lost_mean": Kind(("absent",)),
    "off_work_share": Kind(("absent",), is_share=True),
    "nprs_share_at_least": Kind(("pain",), asks_threshold=True, is_share=True),
    "rmdq_share_at_least": Kind(("disability",), asks_threshold=True, is_share=True),
    "rmdq_improved_share": Kind(("disability",), asks_threshold=True, is_share=True),
    "activity_percent": Kind(("activity",), scale=_PERCENT),
    "inflammation_percent_of_peak": Kind(("inflammation",), Sum.OF_PEAK, _PERCENT),
    "resolution_percent_of_peak": Kind(("resolution",), Sum.OF_PEAK, _PERCENT),
    "soreness_peak_day": Kind(("inflammation",), asks_day=False),
}
"""Every measure that an outcome may name."""

CHANGES = frozenset(name for name in KINDS if name.endswith("_change_percent"))
"""Measures that may count from a later day than the first (`from_day`)."""
