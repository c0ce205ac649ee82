"""What an interview has heard so far, and the history that it makes.

    steps -> History

An interview is a list of steps and nothing else: going back is dropping the last one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from lumbago.record import History, history_from

TAKES_MEDICINE = "takes_medicine"
"""The finding that a list of medicines answers, an empty one too."""


class Stage(Enum):
    """What a screen is for."""

    BASICS = "basics"
    SAFETY = "safety"
    CAUSE = "cause"
    MEDICINES = "medicines"


@dataclass(frozen=True)
class Screen:
    """One question, or one short checklist of a kind.

    Attributes:
        id: Stable within one interview.
        title: Heading.
        intro: One sentence above the questions.
        asks: Fields of the report ("age", "sex", "onset_days", "nprs", "pain_map", "medicines", "allergies",
            "weight_kg", "pregnancy_weeks") or findings.
        stage: What the screen is for.
    """

    id: str
    title: str
    intro: str
    asks: tuple[str, ...]
    stage: Stage


@dataclass(frozen=True)
class Step:
    """A screen that was shown, and what was answered.

    Attributes:
        asked: What the screen asked. What it asked and `fields` does not hold was "not sure".
        fields: Fields of a report, `findings` among them.
    """

    asked: tuple[str, ...]
    fields: Mapping[str, Any] = field(default_factory=dict)


def history_of(steps: Sequence[Step], *, on: date) -> History:
    """Return the history that the steps so far make.

    A list of medicines says whether any is taken; a "yes" to that is not undone by an empty list.

    Args:
        steps: What was heard, in order; later answers replace earlier ones.
        on: Date of the report.

    Raises:
        ReportError: When an answer is impossible.
    """
    fields: dict[str, Any] = {"on": on}
    findings: dict[str, bool] = {}
    for step in steps:
        findings.update(step.fields.get("findings", {}))
        fields.update({key: value for key, value in step.fields.items() if key != "findings"})
    if "medicines" in fields:
        findings[TAKES_MEDICINE] = bool(fields["medicines"]) or findings.get(TAKES_MEDICINE, False)
    return history_from({**fields, "findings": findings}, today=on)


def asked_in(steps: Sequence[Step]) -> frozenset[str]:
    """Return everything that was asked, whatever the answer."""
    return frozenset(key for step in steps for key in step.asked)
