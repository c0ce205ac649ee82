"""Score triage and differential against what readers of published cases said.

cases -> rates by tier and category
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from lumbago.care import assess
from lumbago.interview import Step, history_of, next_screen
from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.schema import AskedOf
from lumbago.knowledge.table import ABSENT, PRESENT, columns
from lumbago.record import Assessment, Disposition
from lumbago.validation.cases import Case

FIRST_PLACES = 3


@dataclass(frozen=True)
class Outcome:
    """What we said of one case.

    Attributes:
        case: The case.
        assessment: From everything the case states.
        conditions: The first three conditions.
        groups: Their groups.
        screens: Screens the interview took; None when it was not asked.
        interview_level: Disposition that the interview ended with.
        full_level: Disposition that asking everything finds.
    """

    case: Case
    assessment: Assessment
    conditions: tuple[str, ...]
    groups: tuple[str, ...]
    screens: int
    interview_level: Disposition
    full_level: Disposition

    @property
    def distance(self) -> int:
        """Levels too urgent (above 0) or not urgent enough (below 0)."""
        return self.assessment.triage.disposition.urgency - self.case.expected.urgency


def score_case(case: Case, knowledge: Knowledge) -> Outcome:
    """Run one case through the path and through the interview."""
    assessment = assess(case.history, knowledge)
    first = assessment.differential.candidates[:FIRST_PLACES]
    answered = _everything_answered(case, knowledge)
    steps = _interviewed(case, answered, knowledge)
    heard = assess(history_of(steps, on=case.history.on), knowledge)
    everything = Step(("everything",), {**_basics(case), "findings": answered})
    return Outcome(
        case=case,
        assessment=assessment,
        conditions=tuple(candidate.condition for candidate in first),
        groups=tuple(candidate.group for candidate in first),
        screens=len(steps),
        interview_level=heard.triage.disposition,
        full_level=assess(history_of([everything], on=case.history.on), knowledge).triage.disposition,
    )


def report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return all figures, as `lumbago validate cases --json` prints them."""
    tiers = sorted({outcome.case.tier for outcome in outcomes})
    categories = sorted({outcome.case.category for outcome in outcomes})
    screens = [outcome.screens for outcome in outcomes]
    return {
        "overall": _measures(outcomes),
        "tiers": {tier: _measures([o for o in outcomes if o.case.tier == tier]) for tier in tiers},
        "categories": {
            category: _measures([o for o in outcomes if o.case.category == category])
            for category in categories
        },
        "questions": {
            "median": median(screens) if screens else None,
            "max": max(screens, default=None),
            "missed_emergencies": [o.case.id for o in outcomes if _is_missed(o)],
        },
        "cases": [_row(outcome) for outcome in outcomes],
    }


def _is_missed(outcome: Outcome) -> bool:
    return outcome.full_level is Disposition.EMERGENCY is not outcome.interview_level


def _measures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    emergencies = [o for o in outcomes if o.case.expected is Disposition.EMERGENCY]
    soon = {Disposition.EMERGENCY, Disposition.URGENT}
    return {
        "n": len(outcomes),
        "triage": {
            "exact": _rate(outcomes, lambda o: o.distance == 0),
            "under": _rate(outcomes, lambda o: o.distance < 0),
            "under_two": _rate(outcomes, lambda o: o.distance <= -2),
            "over": _rate(outcomes, lambda o: o.distance > 0),
            "over_two": _rate(outcomes, lambda o: o.distance >= 2),
            "emergency_recall": _rate(
                emergencies, lambda o: o.assessment.triage.disposition is Disposition.EMERGENCY
            ),
            "emergency_or_urgent_recall": _rate(
                emergencies, lambda o: o.assessment.triage.disposition in soon
            ),
        },
        "diagnosis": {
            "top1": _rate(outcomes, lambda o: o.groups[0] in o.case.groups),
            "top3": _rate(outcomes, lambda o: bool(set(o.groups) & set(o.case.groups))),
        },
    }


def _rate(outcomes: Sequence[Outcome], is_so: Callable[[Outcome], bool]) -> float | None:
    return sum(map(is_so, outcomes)) / len(outcomes) if outcomes else None


def _row(outcome: Outcome) -> dict[str, Any]:
    triage = outcome.assessment.triage
    return {
        "id": outcome.case.id,
        "category": outcome.case.category,
        "tier": outcome.case.tier,
        "expected": outcome.case.expected.value.replace("-", "_"),
        "given": triage.disposition.value.replace("-", "_"),
        "conditions": list(outcome.conditions),
        "right": list(outcome.case.groups),
        "in_first_three": bool(set(outcome.groups) & set(outcome.case.groups)),
        "screens": outcome.screens,
        "why": "; ".join(
            f"{flag.id}: {', '.join(flag.because)}"
            for flag in triage.raised
            if flag.disposition is triage.disposition
        )
        or "no rule holds",
    }


def _basics(case: Case) -> dict[str, Any]:
    said = case.history.report
    fields = {
        "age": said.age,
        "sex": said.sex.value if said.sex else None,
        "onset_days": said.duration_days,
        "nprs": said.nprs,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _everything_answered(case: Case, knowledge: Knowledge) -> dict[str, bool]:
    """Answer every question: present is yes, the rest no; signs nobody looked for stay open.

    What the case implies (a fever, pain in both legs) counts as present as well.
    """
    states = tabulate([case.history], knowledge).states[0]
    place = columns(knowledge)
    answers: dict[str, bool] = {}
    for key, finding in knowledge.findings.items():
        if states[place[key]] == PRESENT:
            answers[key] = True
        elif states[place[key]] == ABSENT or finding.asked_of is AskedOf.PERSON:
            answers[key] = False
    return answers


def _interviewed(case: Case, answered: dict[str, bool], knowledge: Knowledge) -> list[Step]:
    """Let the adaptive interview ask the case, and return its steps.

    Signs that the case reports are known from the start: an interview cannot ask for them.
    """
    on: date = case.history.on
    basics = _basics(case)
    signs = {
        key: yes for key, yes in answered.items() if knowledge.findings[key].asked_of is not AskedOf.PERSON
    }
    steps: list[Step] = []
    while (screen := next_screen(steps, knowledge, on=on)) is not None:
        fields: dict[str, Any] = {key: basics[key] for key in screen.asks if key in basics}
        said = {key: answered[key] for key in screen.asks if key in answered}
        steps.append(Step(screen.asks, {**fields, "findings": said if steps else {**signs, **said}}))
    return steps
