"""Plain words for a plan, the same at every front door.

    History, Plan, Knowledge -> PlanWords

Every line carries where it comes from: an id for `lumbago cite`, its status and its sources.
"""

from dataclasses import dataclass, replace

from lumbago.knowledge import Knowledge
from lumbago.record import History, LineKind, MedicineSafety, Period, Phase, Plan, PlannedLine, Status
from lumbago.wording.language import marked, say
from lumbago.wording.medicines import MedicineWords, tell_medicines
from lumbago.wording.words import STATUS_WORDS

PERIODS = {
    Period.TODAY: marked("Today"),
    Period.THIS_WEEK: marked("This week"),
    Period.BY_DAY_14: marked("By two weeks"),
    Period.AFTER: marked("After that"),
}
PHASES = {
    Phase.ACUTE: marked("new pain, up to six weeks"),
    Phase.SUBACUTE: marked("pain of six to twelve weeks"),
    Phase.PERSISTENT: marked("pain of more than twelve weeks"),
}
MARKS = {LineKind.DO: "•", LineKind.AVOID: "✗", LineKind.HELP: "!", LineKind.REVIEW: "↻"}
NOT_SAID = marked(
    "You did not say when this pain began. This plan is for new pain; if it has lasted more than six weeks, "
    "say so and ask again."
)
CLAIM = marked(
    "Nobody has tested whether people who follow this plan fare better. It puts together what trials found."
)
NO_MEDICINE = marked("No medicine is part of this plan.")


@dataclass(frozen=True)
class Card:
    """One line with its evidence.

    Attributes:
        text: What the person reads.
        mark: A sign for its kind.
        kind: "do", "avoid", "help" or "review".
        cite: What `lumbago cite` takes.
        standing: What it rests on ("published", "judgement", "unverified"), to be compared.
        status: The same in words.
        is_judgement: Whether it is ours.
        sources: Ids and citations.
        at: Places in the sources, or our reason.
    """

    text: str
    mark: str
    kind: str
    cite: str
    standing: str
    status: str
    is_judgement: bool
    sources: tuple[tuple[str, str], ...]
    at: str


@dataclass(frozen=True)
class Avoided:
    """Something not to do, and why."""

    name: str
    why: str
    cite: str
    standing: str
    status: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PlanWords:
    """A plan in words.

    Attributes:
        about: Whom it is for, and under which guideline.
        notes: What a reader must know before the lines.
        periods: Title and lines of each period.
        medicines: What may be taken, what to ask about, and what not to take.
        avoid: What not to do, and why.
        claim: What nobody claims.
    """

    about: str
    notes: tuple[str, ...]
    periods: tuple[tuple[str, tuple[Card, ...]], ...]
    medicines: MedicineWords
    avoid: tuple[Avoided, ...]
    claim: str


def tell_plan(history: History, plan: Plan, knowledge: Knowledge) -> PlanWords:
    """Put a plan into words.

    Args:
        history: Whose it is.
        plan: What was decided.
        knowledge: What its ids mean; what it no longer holds is left out.
    """
    return PlanWords(
        about=_about(plan, knowledge),
        notes=() if plan.is_phase_known else (say(NOT_SAID),),
        periods=tuple(
            (say(title), cards)
            for period, title in PERIODS.items()
            if (cards := tuple(_cards(plan.lines, period, knowledge)))
        ),
        medicines=tell_medicines(history, _considered(plan), knowledge, plan.chosen),
        avoid=tuple(_avoided(plan, knowledge)),
        claim=say(CLAIM),
    )


def _about(plan: Plan, knowledge: Knowledge) -> str:
    phase, guideline = say(PHASES[plan.phase]), knowledge.guidelines.get(plan.guideline)
    if guideline is None:
        return say("For {phase}", phase=phase)
    return say(
        "For {phase}, under the guideline of {name} ({edition})",
        phase=phase,
        name=guideline.name,
        edition=guideline.edition,
    )


def _considered(plan: Plan) -> MedicineSafety:
    """Return the checks of what the plan considers, and of what is taken already."""
    safety = plan.medicines
    checks = tuple(c for c in safety.checks if c.medicine in plan.considered or c.is_taken)
    undecided = {key for check in checks for one in check.applied for key in one.unasked}
    return replace(safety, checks=checks, unasked=tuple(k for k in safety.unasked if k in undecided))


def _cards(lines: tuple[PlannedLine, ...], period: Period, knowledge: Knowledge) -> list[Card]:
    cards = (_card(line, knowledge) for line in lines if line.period is period)
    return [card for card in cards if card is not None]


def _card(planned: PlannedLine, knowledge: Knowledge) -> Card | None:
    treatment = knowledge.treatments.get(planned.treatment)
    lines = treatment.lines if treatment is not None else ()
    line = next((line for line in lines if line.id == planned.line), None)
    if line is None:
        return None
    return Card(
        text=line.if_unsure or line.text if planned.is_unsure else line.text,
        mark=MARKS[planned.kind],
        kind=planned.kind.value,
        cite=f"{planned.treatment}/{planned.line}",
        standing=line.status.value,
        status=say(STATUS_WORDS[line.status]),
        is_judgement=line.status is Status.JUDGEMENT,
        sources=cited(line.sources, knowledge),
        at=line.at,
    )


def _avoided(plan: Plan, knowledge: Knowledge) -> list[Avoided]:
    found = []
    for id_ in plan.avoid:
        treatment = knowledge.treatments.get(id_)
        place = treatment.place_in(plan.phase) if treatment is not None else None
        if treatment is not None and place is not None:
            avoided = Avoided(
                name=treatment.plain,
                why=place.why,
                cite=id_,
                standing=place.status.value,
                status=say(STATUS_WORDS[place.status]),
                sources=cited(place.sources, knowledge),
            )
            found.append(avoided)
    return found


def cited(ids: tuple[str, ...], knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """Return sources as id and citation."""
    return tuple((id_, knowledge.sources[id_].citation) for id_ in ids if id_ in knowledge.sources)
