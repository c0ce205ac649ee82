"""Plain words for the options of a phase: a league table, and why this and not that.

    Ranking, Knowledge -> OptionRow for each

An effect is never said without its interval, nor a place without what it cannot be told apart from.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.knowledge.treatment import Effect, Treatment
from lumbago.record import Estimate, Link, Option, Phase, Ranking, Role
from lumbago.wording.planning import PHASES, cited
from lumbago.wording.words import STATUS_WORDS

GRADES = {
    "high": "high certainty",
    "moderate": "moderate certainty",
    "low": "low certainty",
    "very-low": "very low certainty",
    "not-rated": "certainty not rated",
}
LINKS = {
    Link.DIRECT: "compared directly",
    Link.MIXED: "compared directly and by way of others",
    Link.INDIRECT: "compared only by way of others",
}
WHY_NOT = {
    "not-counted": "No study gives a number that can be placed beside the others.",
    "not-connected": "Its trials compared it with something that no other trial joins to the rest.",
    "against-guideline": "The guideline advises against it.",
}
STANCES = {"do": "for", "consider": "may be considered", "do-not": "against"}
ROLES = {Role.CORE: "first step for everybody", Role.OPTION: "may be chosen", Role.AVOID: "not to do"}


@dataclass(frozen=True)
class EffectWords:
    """One finding of one review or trial, in words.

    Attributes:
        what: Outcome and comparison.
        number: As printed, with its interval.
        who: In whom, when, and how many.
        certainty: As graded by its authors.
        counts: Whether it went into the ranking.
        mixed: Says so where its people were of several phases.
        cite: What `lumbago cite` takes.
        status: What it rests on.
        sources: Ids and citations.
        note: What a reader must know.
    """

    what: str
    number: str
    who: str
    certainty: str
    counts: bool
    mixed: str
    cite: str
    status: str
    sources: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True)
class OptionRow:
    """One treatment in the league table, in words.

    Attributes:
        id: The treatment.
        name: What a person would call it.
        place: Its place; empty where it has none.
        gain: What it does to pain.
        worthwhile: Chance of a worthwhile mean gain.
        net: Gain after doubt and harm.
        level_with: What it cannot be told apart from.
        role: What it is for.
        is_core: Whether it is a first step for everybody.
        why: Why it is for that.
        why_not_ranked: Why it has no place.
        summary: What is known of it.
        harms: What it may do besides.
        guidelines: What each guideline says.
        effects: Everything that was found in this phase, side by side.
        estimate: The numbers, for a figure.
    """

    id: str
    name: str
    place: str
    gain: str
    worthwhile: str
    net: str
    level_with: tuple[str, ...]
    role: str
    is_core: bool
    why: str
    why_not_ranked: str
    summary: str
    harms: tuple[str, ...]
    guidelines: tuple[str, ...]
    effects: tuple[EffectWords, ...]
    estimate: Estimate | None


def rows_of(ranking: Ranking, knowledge: Knowledge) -> tuple[OptionRow, ...]:
    """Put a ranking into words; treatments that knowledge no longer holds are left out."""
    known = (option for option in ranking.options if option.treatment in knowledge.treatments)
    return tuple(_row(option, ranking.phase, knowledge) for option in known)


def levels_of(ranked: Sequence[OptionRow]) -> list[str]:
    """Say which options cannot be told apart: once, where it is so for all of them.

    Args:
        ranked: Options with a place, best first.
    """
    if len(ranked) > 1 and all(len(row.level_with) == len(ranked) - 1 for row in ranked):
        return ["No two of these can be told apart: the order is the likeliest one, and no more."]
    return [
        f"{row.name.capitalize()} cannot be told apart from: {'; '.join(row.level_with)}."
        for row in ranked
        if row.level_with
    ]


def row_of(treatment: str, phase: Phase, knowledge: Knowledge) -> OptionRow:
    """Put one treatment into words that has no place in a ranking: one not to do."""
    return _row(Option(treatment), phase, knowledge)


def _row(option: Option, phase: Phase, knowledge: Knowledge) -> OptionRow:
    treatment = knowledge.treatments[option.treatment]
    place = treatment.place_in(phase)
    return OptionRow(
        id=treatment.id,
        name=treatment.plain,
        place="" if option.place is None else f"{option.place}",
        gain=gain_in_words(option.estimate),
        worthwhile=_chance(option.estimate),
        net=_net(option),
        level_with=tuple(
            knowledge.treatments[id_].plain for id_ in option.level_with if id_ in knowledge.treatments
        ),
        role="" if place is None else ROLES[place.role],
        is_core=place is not None and place.role is Role.CORE,
        why="" if place is None else place.why,
        why_not_ranked=WHY_NOT.get(option.why_not_ranked, option.why_not_ranked),
        summary=treatment.summary,
        harms=tuple(harm.text for harm in treatment.harms),
        guidelines=tuple(_stances(treatment.id, phase, knowledge)),
        effects=tuple(_effect(e, treatment, knowledge) for e in treatment.effects if phase in e.phases),
        estimate=option.estimate,
    )


def gain_in_words(estimate: Estimate | None) -> str:
    """Return an effect on pain with its interval; empty where there is none.

    Examples:
        >>> gain_in_words(Estimate(-7.29, -10.98, -3.61, Link.DIRECT, 0.02, False))
        '7.3 points of 100 less pain (95 % interval: 11.0 less to 3.6 less), compared directly'
    """
    if estimate is None:
        return ""
    converted = "; put on this scale by an assumption of ours" if estimate.is_converted else ""
    side = "less" if estimate.value <= 0 else "more"
    span = f"{_side(estimate.low)} to {_side(estimate.high)}"
    return (
        f"{abs(estimate.value):.1f} points of 100 {side} pain (95 % interval: {span}), "
        f"{LINKS[estimate.link]}{converted}"
    )


def _side(points: float) -> str:
    return f"{abs(points):.1f} {'less' if points <= 0 else 'more'}"


def _chance(estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    percent = 5 * round(20 * estimate.worthwhile)
    return "under 5 in 100" if percent == 0 else f"about {percent} in 100"


def _net(option: Option) -> str:
    if option.net_benefit is None:
        return ""
    return f"{option.net_benefit:z.1f} ({option.net_low:z.1f} to {option.net_high:z.1f})"


def _stances(treatment: str, phase: Phase, knowledge: Knowledge) -> list[str]:
    return [
        f"{guideline.name} ({guideline.edition}): {STANCES[position.stance]}. {position.text}"
        for guideline in knowledge.guidelines.values()
        for position in guideline.positions
        if position.treatment == treatment and phase in position.phases
    ]


def _effect(effect: Effect, treatment: Treatment, knowledge: Knowledge) -> EffectWords:
    against = knowledge.treatments.get(effect.against)
    other = against.plain if against is not None else effect.against.replace("-", " ")
    counted = {"trials": effect.trials, "people": effect.people}
    numbers = ", ".join(f"{number:,} {what}" for what, number in counted.items() if number is not None)
    mixed = ", ".join(PHASES[phase] for phase in effect.phases) if len(effect.phases) > 1 else ""
    return EffectWords(
        what=f"{effect.outcome.replace('-', ' ')}, against {other}",
        number=_printed(effect),
        who="; ".join(part for part in (effect.population, effect.when, numbers) if part),
        certainty=GRADES[effect.certainty],
        counts=effect.counts,
        mixed=f"Its people were mixed: {mixed}" if mixed else "",
        cite=f"{treatment.id}/{effect.id}",
        status=STATUS_WORDS[effect.status],
        sources=cited((effect.source,), knowledge),
        note=effect.note or "",
    )


def _printed(effect: Effect) -> str:
    if effect.value is None:
        return effect.words or ""
    span = "" if effect.ci95 is None else f" ({effect.ci95[0]:g} to {effect.ci95[1]:g})"
    scale = "" if effect.top is None else f" on 0-{effect.top:g}"
    p = "" if effect.p is None else f", P {effect.p:g}"
    better = "lower is better" if effect.better == "lower" else "higher is better"
    return f"{effect.measure} {effect.value:g}{span}{scale}{p}; {better}"
