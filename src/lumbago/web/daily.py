"""What the plan says for one day: its lines, and medicines with their cautions.

    Today, KeptAssessment -> Daily

The plan is made anew from all that was said up to today, so a line or a dose that no longer holds is gone.
Nothing here makes a schedule: what the plan allows is shown as the plan says it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lumbago.knowledge import current
from lumbago.record import Going, History, LineKind, Period, Plan, PlannedLine
from lumbago.web.followed import Today, with_plan
from lumbago.web.languages import spoken
from lumbago.web.models import KeptAssessment
from lumbago.wording.medicines import Checked
from lumbago.wording.planning import Card, PlanWords, tell_plan

MEDICINE = "medicine"
"""The kind of treatment whose lines belong beside the medicines."""

TOLD_ONCE = frozenset({"education"})
"""Treatments whose lines tell how it goes, and are nothing to do on a day."""


@dataclass(frozen=True)
class Ended:
    """A medicine whose longest time is over.

    Attributes:
        name: What it is called.
        days: The most days that the plan allows.
    """

    name: str
    days: int


@dataclass(frozen=True)
class MedicinesToday:
    """Medicines as the plan has them today.

    Attributes:
        alarms: What is taken above its ceiling.
        asks: Whether questions that could forbid one are open, or were not asked today: then none is named.
        questions: Those questions, id and words, where each was answered before and its answer has aged.
        chosen: What the plan allows, each with its amount and its cautions.
        ended: What it allowed, and no longer does.
        said: Lines of the plan about medicines.
        ask_first: What to ask a pharmacist or doctor about first.
        forbidden: What not to take.
    """

    alarms: tuple[str, ...]
    asks: bool
    questions: tuple[tuple[str, str], ...]
    chosen: tuple[Checked, ...]
    ended: tuple[Ended, ...]
    said: tuple[Card, ...]
    ask_first: tuple[Checked, ...]
    forbidden: tuple[Checked, ...]


@dataclass(frozen=True)
class Daily:
    """What the plan says for one day.

    Attributes:
        day: Which day of the plan it is, from 1.
        do: What to do.
        avoid: What not to do.
        help: When to get help.
        medicines: Medicines; None for a person who has recovered.
    """

    day: int
    do: tuple[Card, ...]
    avoid: tuple[Card, ...]
    help: tuple[Card, ...]
    medicines: MedicinesToday | None


def daily_of(standing: Today, kept: KeptAssessment) -> Daily | None:
    """Return what the plan says for today; None where no plan may be shown today."""
    assessment = with_plan(standing, kept)
    plan, history = assessment.plan, assessment.history
    if plan is None:
        return None
    is_well = assessment.review is not None and assessment.review.going is Going.RECOVERED
    lines = _lines(plan, Period.AFTER if is_well else Period.TODAY, history, on=standing.on)
    told = tell_plan(history, replace(plan, lines=tuple(lines)), spoken())
    cards = [card for _, cards in told.periods for card in cards]
    day = (standing.on - history.report.on).days + 1
    return Daily(
        day=day,
        do=tuple(card for card in cards if card.kind == LineKind.DO.value and not _is_of_medicine(card)),
        avoid=tuple(card for card in cards if card.kind == LineKind.AVOID.value),
        help=tuple(card for card in cards if card.kind == LineKind.HELP.value),
        medicines=None if is_well else _medicines(plan, told, cards, day, is_due=standing.is_due),
    )


def _lines(plan: Plan, period: Period, history: History, *, on: date) -> Iterator[PlannedLine]:
    """Yield the lines of a period that still hold: rest is for so many days since the pain began."""
    began = history.duration_days
    days = None if began is None else began + (on - history.on).days
    for one in plan.lines:
        if one.period is period and one.treatment not in TOLD_ONCE and not _is_over(one, days):
            yield one


def _is_over(planned: PlannedLine, days: float | None) -> bool:
    line = next(line for line in current().treatments[planned.treatment].lines if line.id == planned.line)
    return bool(line.rest_days) and days is not None and days > line.rest_days


def _is_of_medicine(card: Card) -> bool:
    return current().treatments[card.cite.partition("/")[0]].kind == MEDICINE


def _medicines(
    plan: Plan, told: PlanWords, cards: Sequence[Card], day: int, *, is_due: bool
) -> MedicinesToday:
    """Return the medicines; none is named where what could forbid one is open, or was not asked today."""
    longest = {c.medicine: c.amount.longest_days for c in plan.medicines.checks if c.amount is not None}
    asks = is_due or bool(told.medicines.questions)
    allowed = () if asks else told.medicines.chosen
    chosen = tuple(one for one in allowed if day <= longest[one.id])
    do = (card for card in cards if card.kind == LineKind.DO.value and _is_of_medicine(card))
    return MedicinesToday(
        alarms=told.medicines.alarms,
        asks=asks,
        questions=tuple((key, spoken().findings[key].question) for key in _aged(plan)),
        chosen=chosen,
        ended=tuple(Ended(one.name, int(longest[one.id])) for one in allowed if one not in chosen),
        said=tuple(do) if chosen else (),
        ask_first=told.medicines.ask_first,
        forbidden=told.medicines.forbidden,
    )


def _aged(plan: Plan) -> tuple[str, ...]:
    """Return the open questions about what the plan considers, where all of them are of answers that age.

    Where one is open that does not age, the medicines were never checked: that is for the interview, which
    asks for allergies and names as well.
    """
    considered = [c for c in plan.medicines.checks if c.medicine in plan.considered or c.is_taken]
    undecided = {key for check in considered for one in check.applied for key in one.unasked}
    keys = tuple(key for key in plan.medicines.unasked if key in undecided)
    known = current().findings
    return keys if all(key in known and known[key].no_ages for key in keys) else ()
