"""Review: how recovery goes, against this person's own forecast."""

from datetime import date
from enum import Enum
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from lumbago.record.scales import STRICT, Probability

Days = Annotated[int, Field(ge=0)]


class Going(Enum):
    """How recovery goes, from the last thing said."""

    TOO_EARLY = "too-early"
    """Nothing was said that could tell, or pain is not down and it is not time to say more."""
    RECOVERING = "recovering"
    """Pain is down from the report."""
    FLARE = "flare"
    """Worse than some days ago, within the episode."""
    STALLED = "stalled"
    """Not getting better as foretold: the test says so, or two weeks went by with little change."""
    RECOVERED = "recovered"
    """A week or more of pain 0 or 1."""
    RECURRENCE = "recurrence"
    """Pain again after a month without: a new episode."""


@dataclass(frozen=True, config=STRICT)
class Foreseen:
    """What was foretold of one check-in, from everything that was said before it.

    Attributes:
        day: Days after the report.
        nprs: What was then stated, 0-10.
        chances: Chance of stating each of 0 to 10; sums to 1.
    """

    day: Days
    nprs: Annotated[int, Field(ge=0, le=10)]
    chances: tuple[Probability, ...]


@dataclass(frozen=True, config=STRICT)
class Evidence:
    """One step of the sequential test.

    Attributes:
        day: Days after the report.
        value: How many times likelier "no better" made all that was stated so far, than the forecast did.
    """

    day: Days
    value: Annotated[float, Field(ge=0)]


@dataclass(frozen=True, config=STRICT)
class SequentialTest:
    """The sequential test of "recovering as foretold".

    Attributes:
        evidence: One step a check-in.
        threshold: An alert is raised once the evidence reaches this.
        false_alarms: At most this share of people who recover as foretold is ever alerted.
        alerted_on: Day after the report on which it was first reached; None while it was not.
    """

    evidence: tuple[Evidence, ...]
    threshold: Annotated[float, Field(gt=1)]
    false_alarms: Probability
    alerted_on: Days | None = None


@dataclass(frozen=True, config=STRICT)
class Review:
    """How recovery goes, and what follows.

    Attributes:
        on: Day of the last thing said.
        going: How it goes.
        is_not_recovering: Whether the calm alert is due: by the test, or by the floor of two weeks.
        by_test: Whether the test alone says so.
        two_weeks: Whether two weeks since the pain began have passed, so that a second look is due.
        nprs: Pain last stated; None where none was.
        change: Its change since the report; None where either is not known.
        test: The test; None where nothing could be tested.
        next_check_in: When to check in again.
        asks_rmdq: Whether the Roland-Morris questions are due.
    """

    on: date
    going: Going
    is_not_recovering: bool
    by_test: bool
    two_weeks: bool
    nprs: Annotated[int, Field(ge=0, le=10)] | None
    change: Annotated[int, Field(ge=-10, le=10)] | None
    test: SequentialTest | None
    next_check_in: date
    asks_rmdq: bool
