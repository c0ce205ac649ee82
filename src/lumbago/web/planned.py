"""A plan, its reasons and its picture, as the templates show them.

    Assessment, Knowledge -> Planned

Nothing is decided here: what may be shown was decided by `care.advise`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import pgettext

from lumbago.knowledge import Knowledge
from lumbago.record import Assessment, Plan
from lumbago.web.forest import Forest, forest_of
from lumbago.wording.medicines import Checked, MedicineWords, Why
from lumbago.wording.options import OptionRow, levels_of, row_of, rows_of
from lumbago.wording.planning import PlanWords, tell_plan


@dataclass(frozen=True)
class Choice:
    """A guideline that the plan can be made under."""

    id: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Weighed:
    """One medicine that the plan does not hold.

    Attributes:
        name: What it is called.
        plain: What a person needs to know of it.
        access: How it is sold.
        whys: Rules that hold.
        open_questions: What other rules still depend on.
    """

    name: str
    plain: str
    access: str
    whys: tuple[Why, ...]
    open_questions: tuple[str, ...]


@dataclass(frozen=True)
class Planned:
    """Everything about a plan that a page shows.

    Attributes:
        told: The plan in words.
        groups: Medicines that the plan does not hold, by what to do about them.
        has_help: Whether the plan itself says when to get help.
        ranked: Options with a place, best first.
        unranked: Why options have no place, and which.
        avoided: What is not to be done.
        levels: Which options cannot be told apart.
        forest: The picture; None where nothing was counted.
        worthwhile: Smallest worthwhile gain, points of 100.
        guideline: Which guideline; empty for none.
        about: Whom that guideline is about.
        choices: Guidelines that can be chosen, none among them.
        is_dense: Whether the printed page needs smaller letters.
    """

    told: PlanWords
    groups: Mapping[str, tuple[Weighed, ...]]
    has_help: bool
    ranked: tuple[OptionRow, ...]
    unranked: Mapping[str, tuple[OptionRow, ...]]
    avoided: tuple[OptionRow, ...]
    levels: tuple[str, ...]
    forest: Forest | None
    worthwhile: float
    guideline: str
    about: str
    choices: tuple[Choice, ...]
    is_dense: bool


MOST_LETTERS = 5200
"""Letters of a plan that fit on one printed page at the usual size."""


def planned_of(assessment: Assessment, knowledge: Knowledge) -> Planned | None:
    """Put the plan of an assessment together; None where it has none."""
    plan, weighing = assessment.plan, knowledge.weighing
    if plan is None or weighing is None:
        return None
    told = tell_plan(assessment.history, plan, knowledge)
    rows = rows_of(plan.ranking, knowledge)
    ranked = tuple(row for row in rows if row.place)
    return Planned(
        told=told,
        groups=_groups(told.medicines),
        has_help=any(card.kind == "help" for _, cards in told.periods for card in cards),
        ranked=ranked,
        unranked=_by_reason(rows),
        avoided=tuple(row_of(i, plan.phase, knowledge) for i in plan.avoid if i in knowledge.treatments),
        levels=tuple(levels_of(ranked)),
        forest=forest_of(ranked, weighing.worthwhile.value),
        worthwhile=weighing.worthwhile.value,
        guideline=plan.guideline,
        about=_about(plan, knowledge),
        choices=_choices(plan, knowledge),
        is_dense=_letters(told) > MOST_LETTERS,
    )


def _groups(medicines: MedicineWords) -> dict[str, tuple[Weighed, ...]]:
    """Return medicines by group; of a forbidden one no answer could make it fine, so none is asked for."""
    forbidden = (replace(_weighed(one), open_questions=()) for one in medicines.forbidden)
    others = {
        "ask_first": medicines.ask_first,
        "with_care": medicines.with_care,
        "fine": medicines.fine,
        "discuss": medicines.discuss,
    }
    return {
        "forbidden": tuple(forbidden),
        **{name: tuple(map(_weighed, group)) for name, group in others.items()},
    }


def _weighed(one: Checked) -> Weighed:
    asked = dict.fromkeys(words for why in one.whys if why.is_open for words in why.because)
    return Weighed(one.name, one.plain, one.access, tuple(w for w in one.whys if not w.is_open), tuple(asked))


def _by_reason(rows: tuple[OptionRow, ...]) -> dict[str, tuple[OptionRow, ...]]:
    """Return options without a place by the reason; what everybody does first needs none."""
    without = [row for row in rows if not row.place and not (row.is_core and row.estimate is None)]
    reasons = dict.fromkeys(row.why_not_ranked for row in without)
    return {reason: tuple(row for row in without if row.why_not_ranked == reason) for reason in reasons}


def _about(plan: Plan, knowledge: Knowledge) -> str:
    guideline = knowledge.guidelines.get(plan.guideline)
    return "" if guideline is None else guideline.about


def _choices(plan: Plan, knowledge: Knowledge) -> tuple[Choice, ...]:
    listed = (
        Choice(g.id, f"{g.name}, {g.edition}", g.id == plan.guideline) for g in knowledge.guidelines.values()
    )
    return (Choice("", pgettext("no guideline", "None"), not plan.guideline), *listed)


def _letters(told: PlanWords) -> int:
    """Return how long the printed page is."""
    medicines = told.medicines
    parts = [card.text for _, cards in told.periods for card in cards]
    parts += [part for one in medicines.chosen for part in (one.name, one.amount, *one.how)]
    parts += [f"{one.name}: {why.says}" for one in medicines.forbidden for why in one.whys]
    parts += [one.name for one in (*told.avoid, *medicines.ask_first)]
    return sum(map(len, (*parts, *medicines.alarms)))
