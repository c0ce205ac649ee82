"""Plain words for the options of a phase: a league table, and why this and not that.

    Ranking, Knowledge -> OptionRow for each

An effect is never said without its interval, nor a place without what it cannot be told apart from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.knowledge.treatment import Effect, Treatment
from lumbago.record import Estimate, Link, Option, Phase, Ranking, Role
from lumbago.wording.language import marked, say, say_n, say_number
from lumbago.wording.planning import PHASES, cited
from lumbago.wording.words import STATUS_WORDS

GRADES = {
    "high": marked("high certainty"),
    "moderate": marked("moderate certainty"),
    "low": marked("low certainty"),
    "very-low": marked("very low certainty"),
    "not-rated": marked("certainty not rated"),
}
LINKS = {
    Link.DIRECT: marked("compared directly"),
    Link.MIXED: marked("compared directly and by way of others"),
    Link.INDIRECT: marked("compared only by way of others"),
}
WHY_NOT = {
    "not-counted": marked("No study gives a number that can be placed beside the others."),
    "not-connected": marked("Its trials compared it with something that no other trial joins to the rest."),
    "against-guideline": marked("The guideline advises against it."),
}
STANCES = {"do": marked("for"), "consider": marked("may be considered"), "do-not": marked("against")}
ROLES = {
    Role.CORE: marked("first step for everybody"),
    Role.OPTION: marked("may be chosen"),
    Role.AVOID: marked("not to do"),
}
OUTCOMES = {
    "pain": marked("pain"),
    "disability": marked("disability"),
    "recovery": marked("recovery"),
    "work": marked("work"),
    "recurrence": marked("recurrence"),
    "adverse": marked("adverse"),
    "care-seeking": marked("care seeking"),
}
MEASURES = {"percent": marked("percent"), "days": marked("days")}
"""Kinds of number that are words; the others are the same in every language."""

AGAINST = {
    "first-line-care": marked("first line care"),
    "inert": marked("inert"),
    "minimal-intervention": marked("minimal intervention"),
    "no-treatment": marked("no treatment"),
    "placebo": marked("placebo"),
    "sham": marked("sham"),
    "usual-care": marked("usual care"),
}
"""What a treatment is compared with that is none of ours; another is told by its id."""


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
        return [say("No two of these can be told apart: the order is the likeliest one, and no more.")]
    return [
        say(
            "{name} cannot be told apart from: {others}.",
            name=row.name[:1].upper() + row.name[1:],
            others="; ".join(row.level_with),
        )
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
        role="" if place is None else say(ROLES[place.role]),
        is_core=place is not None and place.role is Role.CORE,
        why="" if place is None else place.why,
        why_not_ranked=_told(option.why_not_ranked, WHY_NOT),
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
    known = {
        "points": say_number(f"{abs(estimate.value):.1f}"),
        "low": _side(estimate.low),
        "high": _side(estimate.high),
        "link": say(LINKS[estimate.link]),
    }
    if estimate.value <= 0:
        gain = say("{points} points of 100 less pain (95 % interval: {low} to {high}), {link}", **known)
    else:
        gain = say("{points} points of 100 more pain (95 % interval: {low} to {high}), {link}", **known)
    if estimate.is_converted:
        return say("{gain}; put on this scale by an assumption of ours", gain=gain)
    return gain


def _side(points: float) -> str:
    size = say_number(f"{abs(points):.1f}")
    return say("{points} less", points=size) if points <= 0 else say("{points} more", points=size)


def _chance(estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    percent = 5 * round(20 * estimate.worthwhile)
    return say("under 5 in 100") if percent == 0 else say("about {percent} in 100", percent=percent)


def _net(option: Option) -> str:
    if option.net_benefit is None:
        return ""
    numbers = {"number": option.net_benefit, "low": option.net_low, "high": option.net_high}
    return _with_interval({name: f"{number:z.1f}" for name, number in numbers.items()})


def _with_interval(figures: Mapping[str, str]) -> str:
    said = {name: say_number(number) for name, number in figures.items()}
    return say("{number} ({low} to {high})", **said)


def _stances(treatment: str, phase: Phase, knowledge: Knowledge) -> list[str]:
    return [
        f"{guideline.name} ({guideline.edition}): {say(STANCES[position.stance])}. {position.text}"
        for guideline in knowledge.guidelines.values()
        for position in guideline.positions
        if position.treatment == treatment and phase in position.phases
    ]


def _effect(effect: Effect, treatment: Treatment, knowledge: Knowledge) -> EffectWords:
    against = knowledge.treatments.get(effect.against)
    other = against.plain if against is not None else _told(effect.against, AGAINST)
    mixed = ", ".join(say(PHASES[phase]) for phase in effect.phases) if len(effect.phases) > 1 else ""
    return EffectWords(
        what=say("{outcome}, against {other}", outcome=_told(effect.outcome, OUTCOMES), other=other),
        number=_printed(effect),
        who="; ".join(part for part in (effect.population, effect.when, _counted(effect)) if part),
        certainty=say(GRADES[effect.certainty]),
        counts=effect.counts,
        mixed=say("Its people were mixed: {phases}", phases=mixed) if mixed else "",
        cite=f"{treatment.id}/{effect.id}",
        status=say(STATUS_WORDS[effect.status]),
        sources=cited((effect.source,), knowledge),
        note=effect.note or "",
    )


def _told(key: str, words: Mapping[str, str]) -> str:
    """Return what a key is called; the key itself where nothing calls it otherwise."""
    return say(words[key]) if key in words else key.replace("-", " ")


def _counted(effect: Effect) -> str:
    counted = []
    if effect.trials is not None:
        counted.append(
            say_n("{count} trials", "{count} trials", effect.trials, count=say_number(f"{effect.trials:,}"))
        )
    if effect.people is not None:
        counted.append(
            say_n("{count} people", "{count} people", effect.people, count=say_number(f"{effect.people:,}"))
        )
    return ", ".join(counted)


def _printed(effect: Effect) -> str:
    if effect.value is None:
        return effect.words or ""
    number = f"{effect.value:g}"
    if effect.ci95 is None:
        number = say_number(number)
    else:
        low, high = effect.ci95
        number = _with_interval({"number": number, "low": f"{low:g}", "high": f"{high:g}"})
    told = f"{_told(effect.measure, MEASURES)} {number}"
    if effect.top is not None:
        told = say("{number} on 0-{top}", number=told, top=say_number(f"{effect.top:g}"))
    if effect.p is not None:
        told = say("{number}, P {p}", number=told, p=say_number(f"{effect.p:g}"))
    if effect.better == "lower":
        return say("{number}; lower is better", number=told)
    return say("{number}; higher is better", number=told)
