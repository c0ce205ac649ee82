"""What treatments, medicines, their rules, guidelines and the weighing rest on.

    id -> Cited

A line of a plan and one effect are cited as `treatment/line` and `treatment/effect`.
"""

from collections.abc import Iterator
from typing import TypeAlias

from lumbago.knowledge.cited import Cited, Ground, sources_in
from lumbago.knowledge.medicine import Ceiling, Dose, Figure, Longest, MedicineRule, Product, Substance
from lumbago.knowledge.schema import Knowledge
from lumbago.knowledge.treatment import Effect, Guideline, Place, Position, Treatment, Weighing, Weight

WEIGHING = "weighing"


def cite_treatments(id_: str, knowledge: Knowledge) -> list[Cited]:
    """Return every fact about treating with that id, and what it rests on."""
    whole, _, part = id_.partition("/")
    found: list[Cited] = []
    if whole in knowledge.treatments:
        found.append(_treatment(knowledge.treatments[whole], part, knowledge))
    if id_ in knowledge.medicines:
        found.append(_substance(knowledge.medicines[id_], knowledge))
    if id_ in knowledge.products:
        found.append(_product(knowledge.products[id_], knowledge))
    found += [_rule(r, knowledge) for r in knowledge.medicine_rules.values() if id_ in {r.id, r.rule}]
    for guideline in knowledge.guidelines.values():
        if id_ == guideline.id:
            found.append(_guideline(guideline, guideline.positions, knowledge))
        elif here := tuple(p for p in guideline.positions if p.rule == id_):
            found.append(_guideline(guideline, here, knowledge))
    if id_ == WEIGHING and knowledge.weighing is not None:
        found.append(_weighing(knowledge.weighing, knowledge))
    return found


def treatment_ids(knowledge: Knowledge) -> Iterator[str]:
    """Yield every id that `cite_treatments` knows, parts of treatments apart."""
    yield from knowledge.treatments
    yield from knowledge.medicines
    yield from knowledge.products
    yield from knowledge.medicine_rules
    yield from knowledge.guidelines
    yield WEIGHING


def _treatment(treatment: Treatment, part: str, knowledge: Knowledge) -> Cited:
    grounds = [
        *(g for place in treatment.places for g in _place_grounds(place, knowledge) if not part),
        *(
            g
            for line in treatment.lines
            if part in {"", line.id}
            for g in sources_in(line.sources, line.status, line.text, line.at, knowledge)
        ),
        *(_effect(effect, knowledge) for effect in treatment.effects if part in {"", effect.id}),
        *(
            g
            for harm in treatment.harms
            if not part
            for g in sources_in(harm.sources, harm.status, harm.text, harm.at, knowledge)
        ),
    ]
    id_ = f"{treatment.id}/{part}" if part else treatment.id
    return Cited(id_, "treatments", treatment.name, treatment.summary, tuple(grounds))


def _place_grounds(place: Place, knowledge: Knowledge) -> tuple[Ground, ...]:
    phases = ", ".join(phase.value for phase in place.phases)
    return sources_in(place.sources, place.status, f"{phases}: {place.role.value}", place.why, knowledge)


def _effect(effect: Effect, knowledge: Knowledge) -> Ground:
    phases = " and ".join(phase.value for phase in effect.phases)
    number = (
        effect.words if effect.value is None else f"{effect.measure} {effect.value:g}{_span(effect.ci95)}"
    )
    statement = (
        f"{effect.outcome} against {effect.against}, {phases}: {number}; {effect.better} is better; "
        f"{effect.when}; {effect.certainty} certainty{'; counts in the ranking' if effect.counts else ''}"
    )
    citation = knowledge.sources[effect.source].citation
    return Ground(statement, effect.status, effect.source, citation, effect.at)


def _span(ci95: tuple[float, float] | None) -> str:
    return "" if ci95 is None else f" ({ci95[0]:g} to {ci95[1]:g})"


def _substance(substance: Substance, knowledge: Knowledge) -> Cited:
    grounds: list[Ground] = []
    if substance.dose is not None:
        low, high = substance.dose.single
        hours = "{:g} to {:g}".format(*substance.dose.every_hours)
        statement = f"one dose: {low:g} to {high:g} {substance.unit}, every {hours} hours"
        grounds += _one(statement, substance.dose, knowledge)
    for ceiling in substance.ceilings:
        who = "without a clinician" if ceiling.whose == "lay" else "for anybody"
        only = f", with {ceiling.when.finding}" if ceiling.when is not None else ""
        grounds += _one(f"at most {ceiling.per_day:g} {substance.unit} a day {who}{only}", ceiling, knowledge)
    for longest in substance.longest:
        grounds += _one(f"at most {longest.days:g} days without asking", longest, knowledge)
    return Cited(substance.id, "medicines", substance.name, substance.plain, tuple(grounds))


def _product(product: Product, knowledge: Knowledge) -> Cited:
    held = ", ".join(f"{inn} {amount:g} mg" for inn, amount in product.contains.items())
    return Cited(product.id, "products", product.name, held, tuple(_one(held, product, knowledge)))


def _rule(rule: MedicineRule, knowledge: Knowledge) -> Cited:
    statement = f"{', '.join(rule.about)}: {rule.verdict.value}"
    grounds = [
        *sources_in(rule.sources, rule.status, statement, rule.at, knowledge),
        *(g for f in rule.figures for g in _one(f"{f.what}: {f.value:g}{_span(f.ci95)}", f, knowledge)),
    ]
    return Cited(rule.id, "medicine_rules", f"{rule.rule} {rule.says}", rule.reasoning, tuple(grounds))


def _guideline(guideline: Guideline, positions: tuple[Position, ...], knowledge: Knowledge) -> Cited:
    grounds = tuple(
        ground
        for position in positions
        for ground in sources_in(
            position.sources,
            position.status,
            f"{position.rule} {position.treatment}: {position.stance}. {position.text}",
            position.at,
            knowledge,
        )
    )
    return Cited(
        guideline.id, "guidelines", f"{guideline.name} ({guideline.edition})", guideline.about, grounds
    )


def _weighing(weighing: Weighing, knowledge: Knowledge) -> Cited:
    fields = type(weighing).__dataclass_fields__
    named = {name: getattr(weighing, name) for name in fields}
    doubt = {f"doubt, {grade}": weight for grade, weight in named.pop("doubt").items()}
    grounds = [
        ground
        for name, weight in {**named, **doubt}.items()
        if isinstance(weight, Weight)
        for ground in _one(f"{name}: {weight.value:g} ({weight.low:g} to {weight.high:g})", weight, knowledge)
    ]
    words = "How effects and harms are weighed against each other."
    return Cited(WEIGHING, "weighing", "Weighing", words, tuple(grounds))


Numbered: TypeAlias = Dose | Ceiling | Longest | Figure | Product | Weight


def _one(statement: str, number: Numbered, knowledge: Knowledge) -> list[Ground]:
    citation = knowledge.sources[number.source].citation if number.source else None
    return [Ground(statement, number.status, number.source, citation, number.at)]
