"""Differential: conditions with probabilities, and what argued for and against each."""

from enum import Enum

from pydantic.dataclasses import dataclass

from lumbago.record.scales import STRICT, Probability
from lumbago.record.triage import Status


class Certainty(Enum):
    """How firmly the first place stands."""

    FIRM = "firm"
    LIKELY_TO_HOLD = "likely to hold"
    COULD_CHANGE = "could change"
    TOO_EARLY = "too early to tell"


@dataclass(frozen=True, config=STRICT)
class Weight:
    """What one finding did to one condition.

    Attributes:
        finding: The finding, by id.
        present: Whether it was present (LR+) or absent (LR−).
        likelihood_ratio: The ratio used, above 0.
        low: Lower end of its interval or range.
        high: Upper end of its interval or range.
        status: What the ratio rests on.
        source: Source id; None for our own judgement.
    """

    finding: str
    present: bool
    likelihood_ratio: float
    low: float
    high: float
    status: Status
    source: str | None


@dataclass(frozen=True, config=STRICT)
class Candidate:
    """One condition of a differential.

    Attributes:
        condition: The condition, by id.
        group: Its group.
        probability: Post-test probability among all conditions that we know.
        low: Lower end of its 80 % range when every weight varies within its own.
        high: Upper end of that range.
        pre_test_probability: Before any finding.
        weights_for: Findings that raised it, strongest first.
        weights_against: Findings that lowered it, strongest first.
        unasked: Findings not asked that could move it, strongest first.
    """

    condition: str
    group: str
    probability: Probability
    low: Probability
    high: Probability
    pre_test_probability: Probability
    weights_for: tuple[Weight, ...] = ()
    weights_against: tuple[Weight, ...] = ()
    unasked: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Differential:
    """Conditions by probability.

    Attributes:
        candidates: Most probable first; all that we know.
        certainty: How firmly the first place stands.
        rivals: Conditions that could take the first place within the ranges of the weights.
        would_change: Unasked findings that would change the first place, strongest first.
    """

    candidates: tuple[Candidate, ...]
    certainty: Certainty
    rivals: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()

    @property
    def first(self) -> Candidate:
        """The most probable condition."""
        return self.candidates[0]
