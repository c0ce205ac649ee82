"""What studies found, in the three forms in which they report it.

    means by arm | events by arm | contrasts

Every form becomes contrasts: one row for each pair of arms of a study. That loses nothing: effects and
standard errors of all pairs fix the covariances within a study.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Names: TypeAlias = tuple[str, ...]


class Measure(Enum):
    """How two arms are compared; ratios are pooled as natural logarithms."""

    MD = "MD"
    SMD = "SMD"
    OR = "OR"
    RR = "RR"
    HR = "HR"

    @property
    def is_ratio(self) -> bool:
        """Whether effects are logarithms of ratios."""
        return self in {Measure.OR, Measure.RR, Measure.HR}

    @property
    def in_words(self) -> str:
        """What a person calls it."""
        return _WORDS[self]


_WORDS = {
    Measure.MD: "mean difference",
    Measure.SMD: "standardised mean difference",
    Measure.OR: "odds ratio",
    Measure.RR: "risk ratio",
    Measure.HR: "hazard ratio",
}


class ZeroCells(Enum):
    """What happens to a study in which an arm has no event, or nobody without one."""

    HALF = "half"
    """Half an event and half a person without are added to each arm of that study."""

    EVERYWHERE = "everywhere"
    """They are added to each arm of every study as soon as one study has a zero cell."""

    LEAVE_OUT = "leave-out"
    """The study is left out, and named."""


@dataclass(frozen=True)
class MeanArms:
    """Means by arm; every field has one entry for each arm.

    Attributes:
        studies: Name of the study.
        treatments: Name of the treatment.
        n: People, shape (arms,).
        means: Mean, in the unit of the scale, shape (arms,).
        sds: Standard deviation between people, same unit, shape (arms,).
    """

    studies: Names
    treatments: Names
    n: Floats
    means: Floats
    sds: Floats


@dataclass(frozen=True)
class EventArms:
    """People with an event, by arm; every field has one entry for each arm.

    Attributes:
        studies: Name of the study.
        treatments: Name of the treatment.
        events: People who had the event, shape (arms,).
        n: People, shape (arms,).
    """

    studies: Names
    treatments: Names
    events: Floats
    n: Floats


@dataclass(frozen=True)
class Contrasts:
    """Pairs of arms; a study of k arms has all k (k - 1) / 2 of them.

    Attributes:
        studies: Name of the study.
        first: Name of a treatment.
        second: Name of the one it is compared with.
        effects: First minus second; ratios as natural logarithms; shape (contrasts,).
        errors: Their standard errors, shape (contrasts,).
        left_out: Studies that say nothing on this measure and were left out.
    """

    studies: Names
    first: Names
    second: Names
    effects: Floats
    errors: Floats
    left_out: Names = ()
