"""Check every medicine against one person: fine, caution, ask first or contraindicated.

    History, Knowledge -> MedicineSafety

The worst that any rule says counts, whatever the others say. What nobody was asked is never read as "no":
a rule that could forbid, and cannot be decided, makes the medicine one to ask about first.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.asking import is_askable, without_what_cannot_be
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.daily_totals import ceiling_of, daily_totals
from lumbago.knowledge.logic import evaluate
from lumbago.knowledge.medicine import Access, MedicineRule, Substance
from lumbago.knowledge.medicine_names import Recognised, classes_of, recognised_in
from lumbago.knowledge.reasons import because
from lumbago.knowledge.table import (
    ABSENT,
    NOT_ASKED,
    PRESENT,
    Table,
    columns,
    diagnoses_not_understood,
)
from lumbago.record import (
    Amount,
    History,
    MedicineCheck,
    MedicineSafety,
    Report,
    RuleApplied,
    Setting,
    Status,
    Verdict,
)

ALREADY_TAKEN = "of-a-kind-already-taken"
ALLERGY = "allergy-stated"
UNKNOWN_MEDICINE = "medicine-not-recognised"
UNKNOWN_ALLERGY = "allergy-not-recognised"
UNKNOWN_ILLNESS = "illness-not-recognised"
GUESSED = "name-was-guessed"
NOT_LISTED = "medicines-not-listed"
OVER_THE_DAY = "more-than-a-day-allows"
"""Rules that hold for every medicine, and so stand here and in no file."""

TAKES_MEDICINE = "takes_medicine"
"""The general question: whoever says yes to it and lists nothing may take anything."""


class Person(NamedTuple):
    """What the checks look at.

    Attributes:
        report: As told.
        table: The same as findings, one row; what only the other sex can have is absent.
        taken: What was stated, and what it is; None where nobody knows.
        allergies: The same for stated allergies.
        illnesses: Stated diagnoses that nobody knows.
    """

    report: Report
    table: Table
    taken: tuple[tuple[str, Recognised | None], ...]
    allergies: tuple[tuple[str, Recognised | None], ...]
    illnesses: tuple[str, ...]


def check_medicines(history: History, knowledge: Knowledge) -> MedicineSafety:
    """Return every medicine of knowledge, checked against one person.

    Raises:
        ReportError: When the history names a finding that does not exist.
    """
    person = _person(history, knowledge)
    totals = daily_totals(person.report, knowledge, lambda key: _state(key, person, knowledge) == PRESENT)
    above = {total.medicine for total in totals if total.is_above}
    holding = _holding(person, knowledge)
    checks = [
        _check(substance, person, above, holding, knowledge) for substance in knowledge.medicines.values()
    ]
    return MedicineSafety(
        checks=tuple(sorted(checks, key=lambda check: (check.verdict.severity, check.medicine))),
        totals=totals,
        not_recognised=tuple(dict.fromkeys(name for name, known in person.taken if known is None)),
        near=tuple((name, known.name) for name, known in _guessed(person)),
        unasked=_to_ask(checks, knowledge),
    )


def _guessed(person: Person) -> Iterator[tuple[str, Recognised]]:
    """Yield what was misspelt, and what it was taken for."""
    for name, known in (*person.taken, *person.allergies):
        if known is not None and known.is_near:
            yield name, known


def _to_ask(checks: list[MedicineCheck], knowledge: Knowledge) -> tuple[str, ...]:
    """Return what to ask about medicines that a person may buy; special questions wait for general ones."""
    bought = (
        check
        for check in checks
        if knowledge.medicines[check.medicine].access is Access.WITHOUT_PRESCRIPTION
        and check.verdict is not Verdict.CONTRAINDICATED
    )
    open_keys = dict.fromkeys(key for check in bought for one in check.applied for key in one.unasked)
    wider = {key: set(knowledge.findings[key].implies) for key in open_keys if key in knowledge.findings}
    return tuple(key for key in open_keys if not wider.get(key, set()) & open_keys.keys())


def _person(history: History, knowledge: Knowledge) -> Person:
    report = history.report
    return Person(
        report,
        without_what_cannot_be(tabulate([history], knowledge), knowledge),
        tuple((m.name, known) for m in report.medicines for known in recognised_in(m.name, knowledge)),
        tuple((name, known) for name in report.allergies for known in recognised_in(name, knowledge)),
        diagnoses_not_understood(report, knowledge),
    )


def _state(key: str, person: Person, knowledge: Knowledge) -> int:
    return int(person.table.states[0, columns(knowledge)[key]])


def _holding(person: Person, knowledge: Knowledge) -> dict[str, RuleApplied]:
    """Return the rules that hold or may hold: each is looked at once, for it may be about many medicines."""
    applied = ((rule, _applied(rule, person, knowledge)) for rule in knowledge.medicine_rules.values())
    return {rule.id: one for rule, one in applied if one is not None}


def _check(
    substance: Substance,
    person: Person,
    above: set[str],
    holding: Mapping[str, RuleApplied],
    knowledge: Knowledge,
) -> MedicineCheck:
    classes = classes_of(substance.name, knowledge)
    about = classes | {substance.id}
    applied = [
        *_for_every_medicine(substance, person, above, knowledge),
        *(one for id_, one in holding.items() if about.intersection(knowledge.medicine_rules[id_].about)),
    ]
    applied.sort(key=lambda one: (-one.verdict.severity, bool(one.unasked), one.rule))
    verdict = max((one.verdict for one in applied), key=lambda v: v.severity, default=Verdict.FINE)
    is_taken = any(known is not None and substance.name in known.contains for _, known in person.taken)
    is_free = verdict.severity <= Verdict.CAUTION.severity and not is_taken
    amount = _amount(substance, person, knowledge) if is_free else None
    return MedicineCheck(substance.id, verdict, tuple(applied), is_taken, amount)


def _applied(rule: MedicineRule, person: Person, knowledge: Knowledge) -> RuleApplied | None:
    """Return what a rule makes of a medicine; None where it does not hold for certain."""
    state = evaluate(rule.when, person.table, columns(knowledge))[0]
    if state == ABSENT:
        return None
    if state == PRESENT:
        return RuleApplied(rule.id, rule.verdict, because=tuple(because(rule.when, person.table, knowledge)))
    asked = rule.asks or tuple(findings_in(rule.when))
    unasked = tuple(
        key
        for key in dict.fromkeys(asked)
        if _state(key, person, knowledge) == NOT_ASKED and is_askable(key, person.table, knowledge)
    )
    milder = min(rule.verdict, Verdict.ASK_FIRST, key=lambda verdict: verdict.severity)
    if person.report.age is None and not unasked:
        unasked = ("age",)
    return RuleApplied(rule.id, milder, unasked=unasked or tuple(asked))


def _for_every_medicine(
    substance: Substance, person: Person, above: set[str], knowledge: Knowledge
) -> Iterator[RuleApplied]:
    """Yield what follows from what is taken, and from allergies, for any medicine."""
    if substance.id in above:
        yield RuleApplied(OVER_THE_DAY, Verdict.CONTRAINDICATED)
    for stated, known in person.taken:
        if known is not None and (
            substance.name in known.contains or known.classes.intersection(substance.classes)
        ):
            yield RuleApplied(ALREADY_TAKEN, Verdict.CONTRAINDICATED, because=(stated,))
    for stated, known in person.allergies:
        if known is not None and (
            substance.name in known.contains or known.classes & classes_of(substance.name, knowledge)
        ):
            yield RuleApplied(ALLERGY, Verdict.CONTRAINDICATED, because=(stated,))
    yield from _not_known(person, knowledge)


def _not_known(person: Person, knowledge: Knowledge) -> Iterator[RuleApplied]:
    """Yield what nobody knows about a person: all medicines are then to ask about."""
    takes = knowledge.findings.get(TAKES_MEDICINE)
    if takes is not None and not person.taken and _state(takes.id, person, knowledge) == PRESENT:
        yield RuleApplied(NOT_LISTED, Verdict.ASK_FIRST)
    unknown = {
        UNKNOWN_MEDICINE: [name for name, known in person.taken if known is None],
        UNKNOWN_ALLERGY: [name for name, known in person.allergies if known is None],
        UNKNOWN_ILLNESS: list(person.illnesses),
        GUESSED: [name for name, _ in _guessed(person)],
    }
    for rule, names in unknown.items():
        for name in dict.fromkeys(names):
            yield RuleApplied(rule, Verdict.ASK_FIRST, because=(name,))


def _amount(substance: Substance, person: Person, knowledge: Knowledge) -> Amount | None:
    """Return how much may be taken; None where it needs a prescription or no dose was published."""
    dose = substance.dose
    if (
        dose is None
        or dose.status is not Status.PUBLISHED
        or substance.access is not Access.WITHOUT_PRESCRIPTION
    ):
        return None
    most = ceiling_of(substance, Setting.SELF_CARE, lambda key: _state(key, person, knowledge) != ABSENT)
    longest = min((use.days for use in substance.longest), default=None)
    if most is None or longest is None or dose.single[0] > most:
        return None
    single = dose.single[0], min(dose.single[1], most)
    return Amount(single, substance.unit, dose.every_hours, most, longest)
