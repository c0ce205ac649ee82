"""What files about medicines and treatments must not say, to each other or at all.

A dose that nobody published, a rest of three days, a treatment with two places in one phase, a tie between
two positions of one guideline: each stops the program.
"""

from collections import Counter
from itertools import chain

from lumbago.errors import KnowledgeError
from lumbago.knowledge.checking import check_expression, check_sources, check_sources_of, must_exist
from lumbago.knowledge.medicine import MedicineRule, Substance
from lumbago.knowledge.schema import Knowledge
from lumbago.knowledge.treatment import Effect, Guideline, Line, Treatment, Weight
from lumbago.record import Status


def check_treatment(knowledge: Knowledge) -> None:
    """Refuse treatments and medicines that contradict themselves or claim more than their sources.

    Raises:
        KnowledgeError: Naming the first faulty file and field.
    """
    _check_classes(knowledge)
    for substance in knowledge.medicines.values():
        _check_substance(knowledge, substance)
    for product in knowledge.products.values():
        check_sources_of(knowledge, f"products/{product.id}.toml", "source", product)
    for rule in knowledge.medicine_rules.values():
        _check_rule(knowledge, rule)
    for treatment in knowledge.treatments.values():
        _check_treatment(knowledge, treatment)
    for guideline in knowledge.guidelines.values():
        _check_guideline(knowledge, guideline)
    _check_weighing(knowledge)


def _check_classes(knowledge: Knowledge) -> None:
    classes = knowledge.medicine_classes
    for class_ in classes.values():
        for wider in class_.within:
            must_exist(f"medicine_classes/{class_.id}.toml", "within", wider, classes, "medicine_classes")
    for finding in knowledge.findings.values():
        if finding.overdose_of is not None:
            file = f"findings/{finding.id}.toml"
            must_exist(file, "overdose_of", finding.overdose_of, knowledge.medicines, "medicines")
        for id_ in finding.classes:
            must_exist(f"findings/{finding.id}.toml", "classes", id_, classes, "medicine_classes")


def _check_substance(knowledge: Knowledge, substance: Substance) -> None:
    file = f"medicines/{substance.id}.toml"
    for class_id in substance.classes:
        must_exist(file, "classes", class_id, knowledge.medicine_classes, "medicine_classes")
    if substance.dose is not None:
        check_sources_of(knowledge, file, "dose", substance.dose)
        if substance.dose.status is not Status.PUBLISHED:
            raise KnowledgeError(file, "dose", "only a published dose may be told: leave it out")
        if not any(ceiling.when is None for ceiling in substance.ceilings) or not substance.longest:
            raise KnowledgeError(file, "ceilings", "a dose needs a ceiling for everybody, and a longest use")
    for ceiling in substance.ceilings:
        check_sources_of(knowledge, file, "ceilings", ceiling)
        check_expression(knowledge, file, "ceilings", ceiling.when)
        if ceiling.when is not None and ceiling.when.finding is None:
            raise KnowledgeError(file, "ceilings", "`when` names one finding, and no more")
    for longest in substance.longest:
        check_sources_of(knowledge, file, "longest", longest)


def _check_rule(knowledge: Knowledge, rule: MedicineRule) -> None:
    file = f"medicine_rules/{rule.id}.toml"
    check_sources(knowledge, file, "sources", rule.sources, rule.status)
    check_expression(knowledge, file, "when", rule.when)
    if not rule.verdict.severity:
        raise KnowledgeError(file, "verdict", "a rule forbids, asks first or warns; it never clears")
    for about in rule.about:
        if about not in knowledge.medicine_classes and about not in knowledge.medicines:
            raise KnowledgeError(file, "about", f"'{about}' is neither a medicine nor a class")
    for key in rule.asks:
        must_exist(file, "asks", key, knowledge.findings, "findings")
    for figure in rule.figures:
        check_sources_of(knowledge, file, "figures", figure)


def _check_treatment(knowledge: Knowledge, treatment: Treatment) -> None:
    file = f"treatments/{treatment.id}.toml"
    phases = Counter(phase for place in treatment.places for phase in place.phases)
    if any(times > 1 for times in phases.values()):
        raise KnowledgeError(file, "places", "a phase has two places")
    for medicine in treatment.medicines:
        must_exist(file, "medicines", medicine, knowledge.medicines, "medicines")
    for place in treatment.places:
        check_sources(knowledge, file, "places", place.sources, place.status)
    for harm in treatment.harms:
        check_sources(knowledge, file, "harms", harm.sources, harm.status)
    _check_ids(file, treatment)
    for effect in treatment.effects:
        _check_effect(knowledge, file, effect)
    for line in treatment.lines:
        _check_line(knowledge, file, line)
    _check_counted_once(file, treatment)


def _check_ids(file: str, treatment: Treatment) -> None:
    for ids, field in (
        ([e.id for e in treatment.effects], "effects"),
        ([n.id for n in treatment.lines], "lines"),
    ):
        if len(set(ids)) < len(ids):
            raise KnowledgeError(file, field, "an id is given twice")


def _check_effect(knowledge: Knowledge, file: str, effect: Effect) -> None:
    field = f"effects.{effect.id}"
    check_sources_of(knowledge, file, field, effect)
    if (effect.measure == "verdict") != (effect.value is None) or (effect.value is None and not effect.words):
        raise KnowledgeError(file, field, "give a value, or a verdict in words")
    if effect.ci95 is not None and effect.value is not None:
        low, high = effect.ci95
        if not low <= effect.value <= high:
            raise KnowledgeError(file, field, f"{effect.value} lies outside {low} to {high}")
    if effect.measure == "MD" and effect.top is None:
        raise KnowledgeError(file, field, "a mean difference needs the top of its scale")
    if effect.counts:
        _check_counts(file, field, effect)


def _check_counts(file: str, field: str, effect: Effect) -> None:
    if effect.status is not Status.PUBLISHED:
        raise KnowledgeError(file, field, "only a published effect counts in the ranking")
    if effect.outcome != "pain" or effect.measure not in {"MD", "SMD"}:
        raise KnowledgeError(file, field, "only a mean difference of pain counts in the ranking")
    if effect.ci95 is None and effect.p is None:
        raise KnowledgeError(file, field, "what counts needs an interval, or a P value to make one from")


def _check_counted_once(file: str, treatment: Treatment) -> None:
    """One effect against one thing in one phase: the reviews share their trials."""
    counted = Counter(
        (phase, effect.against) for effect in treatment.effects if effect.counts for phase in effect.phases
    )
    for (phase, against), times in counted.items():
        if times > 1:
            raise KnowledgeError(file, "effects", f"two count against {against} in {phase.value} pain")


def _check_line(knowledge: Knowledge, file: str, line: Line) -> None:
    check_sources(knowledge, file, f"lines.{line.id}", line.sources, line.status)
    if line.if_unsure is not None and line.unless is None:
        raise KnowledgeError(file, f"lines.{line.id}", "if_unsure belongs to an exception: give `unless`")
    for expression in (line.when, line.unless):
        check_expression(knowledge, file, f"lines.{line.id}", expression)


def _check_guideline(knowledge: Knowledge, guideline: Guideline) -> None:
    file = f"guidelines/{guideline.id}.toml"
    taken: set[tuple[str, object, int]] = set()
    for position in guideline.positions:
        field = f"positions.{position.rule}"
        must_exist(file, field, position.treatment, knowledge.treatments, "treatments")
        check_sources(knowledge, file, field, position.sources, position.status)
        for phase in position.phases:
            place = (position.treatment, phase, len(position.phases))
            if place in taken:
                raise KnowledgeError(file, field, f"ties with another on {position.treatment}, {phase.value}")
            taken.add(place)


def _check_weighing(knowledge: Knowledge) -> None:
    weighing = knowledge.weighing
    if weighing is None:
        return
    named = (getattr(weighing, name) for name in type(weighing).__dataclass_fields__)
    weights = [weight for weight in chain(named, weighing.doubt.values()) if isinstance(weight, Weight)]
    for key in (*weighing.persistent, *weighing.subacute):
        must_exist("weighing.toml", "persistent, subacute", key, knowledge.findings, "findings")
    for weight in weights:
        check_sources_of(knowledge, "weighing.toml", weight.at, weight)
        if not weight.low <= weight.value <= weight.high:
            raise KnowledgeError("weighing.toml", weight.at, "the value lies outside its range")
