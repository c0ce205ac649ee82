"""What stands elsewhere and belongs to a treatment: its place among others, what guidelines say, studies.

Fact of a treatment -> sections
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lumbago.knowledge import current
from lumbago.knowledge.treatment import Position, Weighing
from lumbago.record import Phase
from lumbago.simulation.protocol import Trial, inputs_of
from lumbago.treatment import rank
from lumbago.treatment.contrasting import Found, found_in
from lumbago.web.evidence.kinds import Fact, fact_of, facts_of
from lumbago.web.evidence.markup import ground_of, link_to, shown, words_of
from lumbago.web.evidence.sections import Links, Picture, Row, Section, Table
from lumbago.web.evidence.statements import sources_of
from lumbago.web.forest import forest_of
from lumbago.web.languages import spoken
from lumbago.wording.language import say
from lumbago.wording.options import STANCES, OptionRow, rows_of
from lumbago.wording.planning import PHASES

TAKEN_FOR: Mapping[str, str] = MappingProxyType(
    {
        "rest": "bed-rest",
        "heat": "heat",
        "ice": "ice",
        "nsaid": "nsaid-oral",
        "paracetamol": "paracetamol",
        "relaxant": "muscle-relaxant",
        "opioid": "opioid",
        "stretching": "stretching",
        "strengthening": "strength-training",
        "aerobic": "aerobic-exercise",
        "education": "education",
    }
)
"""The treatment that each input of a study's arm stands for."""


def of_treatment(fact: Fact) -> Iterator[Section]:
    """Yield its picture, its place in each phase, the contrasts that count, guidelines, and studies."""
    weighing = current().weighing
    if weighing is None:
        return
    yield from _place(fact, weighing)
    yield from _contrasts(fact, weighing)
    yield from _stances(fact)
    yield from _studies(fact)


def _place(fact: Fact, weighing: Weighing) -> Iterator[Section]:
    """Yield what the network of trials says of it, phase by phase, as picture and as table."""
    held = dict(_options(fact))
    bars = [replace(row, name=say(PHASES[phase])) for phase, row in held.items() if row.estimate is not None]
    forest = forest_of(bars, weighing.worthwhile.value)
    if forest is not None:
        yield Picture(_("What it does to pain, against placebo, sham or nothing"), forest)
    if held:
        columns = (
            _("Length of pain"),
            _("What it does to pain"),
            _("Chance of a gain worth having"),
            _("Gain after doubt and harm, 80 % range"),
            _("Place in the order"),
        )
        rows = tuple(Row("", _standing(phase, row)) for phase, row in held.items())
        yield Table(_("Its place among others"), columns, rows)


def _options(fact: Fact) -> Iterator[tuple[Phase, OptionRow]]:
    for phase in Phase:
        for row in rows_of(rank(phase, current()), spoken()):
            if row.id == fact.id:
                yield phase, row


def _standing(phase: Phase, row: OptionRow) -> tuple[SafeString, ...]:
    place = row.place or row.why_not_ranked
    if row.level_with:
        place = _("%(place)s; cannot be told apart from: %(others)s") % {
            "place": place,
            "others": ", ".join(row.level_with),
        }
    words = (capfirst(say(PHASES[phase])), row.gain or _("no number"), row.worthwhile, row.net, place)
    return tuple(format_html("{}", one) for one in words)


def _contrasts(fact: Fact, weighing: Weighing) -> Iterator[Section]:
    rows = tuple(
        Row("", (format_html("{}", capfirst(say(PHASES[phase]))), *_contrast(found)))
        for phase in Phase
        for found in found_in(phase, current(), weighing)
        if fact.id in (found.treatment, found.against)
    )
    if rows:
        columns = (
            _("Length of pain"),
            _("Contrast"),
            _("Points of 100; below 0 is less pain"),
            _("Standard error"),
            _("Doubt added"),
            _("Scale"),
        )
        yield Table(_("Contrasts that count in the ranking"), columns, rows)


def _contrast(found: Found) -> tuple[SafeString, ...]:
    treatment, other = (_node(id_) for id_ in (found.treatment, found.against))
    numbers = (f"{one:.2f}" for one in (found.value, found.error, found.doubt))
    scale = _("put on 0–100 by an assumption of ours") if found.is_converted else _("as printed")
    effect = format_html(
        '{} {} {} <span class="hint"><code>{}</code></span>', treatment, _("against"), other, found.effect.id
    )
    return (effect, *(format_html("{}", one) for one in (*numbers, scale)))


def _node(id_: str) -> SafeString:
    fact = fact_of("treatments", id_)
    return link_to(fact) if fact is not None else format_html("{}", words_of(id_))


def _stances(fact: Fact) -> Iterator[Section]:
    rows = tuple(
        Row("", (link_to(one), shown(Position, "phases", position.phases), *_stance(position)))
        for one in facts_of("guidelines").values()
        for position in one.value.positions
        if position.treatment == fact.id
    )
    if rows:
        columns = (
            _("Guideline"),
            _("In which phases"),
            _("For or against"),
            _("In our words"),
            _("Rests on"),
        )
        yield Table(_("What guidelines say"), columns, rows)


def _stance(position: Position) -> tuple[SafeString, ...]:
    stance = say(STANCES[position.stance])
    return (format_html("{}", stance), format_html("{}", position.text), ground_of(position))


def _studies(fact: Fact) -> Iterator[Section]:
    """Yield published studies with an arm that has it, and those that its numbers come from."""
    sources = {source.id for source in sources_of(fact)}
    studies = facts_of("trials").values()
    groups = {
        _("With it in an arm"): [one for one in studies if fact.id in _treatments_in(one.value)],
        _("From a source cited here"): [one for one in studies if one.value.source in sources],
    }
    held = {words: tuple(link_to(one) for one in found) for words, found in groups.items() if found}
    if held:
        yield Links(_("Published studies that the recovery model is held against"), held)


def _treatments_in(trial: Trial) -> set[str]:
    return {
        TAKEN_FOR[name]
        for arm in trial.arm
        for phase in arm.phase
        for name, dose in inputs_of(phase).items()
        if name in TAKEN_FOR and dose
    }
