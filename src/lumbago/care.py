"""The hall: the whole path of one person on one page.

    History, Knowledge -> Assessment, then its forecast, its plan, its review and its programme

Web, command line and batch call `assess`; nothing else decides what a person is shown.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from lumbago.diagnosis import differentiate_row
from lumbago.errors import UnknownIdError
from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.table import not_understood
from lumbago.record import Assessment, Disposition, Foreseen, History, MedicineSafety, Scope, Triage
from lumbago.record.scales import ADULT_AGE
from lumbago.triage import screen_row

__all__ = ["advise", "assess", "follow_up", "foretell", "safe_medicines", "train", "without_amounts"]

CLEARED = frozenset({Scope.WHOLE})
"""Who may be shown a forecast or a plan: not beside an emergency, before clearance, or with flags unasked."""

REVIEWED = CLEARED | {Scope.INCOMPLETE}


def assess(history: History, knowledge: Knowledge) -> Assessment:
    """Answer one history: how soon someone must look, and what it probably is.

    Raises:
        ReportError: When the history names a finding that does not exist.
    """
    table = tabulate([history], knowledge)
    triage = screen_row(table, knowledge)
    return Assessment(
        history=history,
        triage=triage,
        differential=differentiate_row(table, knowledge),
        scope=_scope(triage, history),
        not_understood=not_understood(history.report, knowledge),
        knowledge_version=knowledge.version,
    )


def foretell(
    assessment: Assessment, knowledge: Knowledge, *, ways: Collection[str] | None = None
) -> Assessment:
    """Add the forecast, where its reader may be shown one.

    Args:
        assessment: What was decided.
        knowledge: The calibrated model.
        ways: Which ways to spend the days it compares, by name: every one where it is not said. Pages that
            show no comparison ask for none, which spares a third of the work.
    """
    from lumbago.prognosis import predict  # loads and compiles the model: only where it is asked for

    if assessment.scope not in CLEARED or knowledge.recovery is None:
        return assessment
    return replace(assessment, forecast=predict(assessment.history, knowledge.recovery, ways=ways))


def advise(assessment: Assessment, knowledge: Knowledge, guideline: str = "") -> Assessment:
    """Add the plan, where its reader may be shown one: no medicine before an alarm is cleared.

    Args:
        assessment: What was decided.
        knowledge: Treatments, medicines and guidelines.
        guideline: Id of an overlay; empty for our own reading.

    Raises:
        UnknownIdError: When there is no such guideline.
    """
    from lumbago.treatment import plan  # weighs trials in a network: only where it is asked for

    if guideline and guideline not in knowledge.guidelines:
        raise UnknownIdError(guideline, list(knowledge.guidelines), kinds="guideline")
    if assessment.scope not in CLEARED or knowledge.weighing is None:
        return assessment
    return replace(assessment, plan=plan(assessment.history, knowledge, guideline))


def follow_up(assessment: Assessment, knowledge: Knowledge) -> Assessment:
    """Add how recovery goes, once somebody has checked in; nothing where an alarm comes first.

    Where warning signs were not asked about it is added as well, for its alert may not wait; whoever shows it
    says first that nothing reassures.
    """
    from lumbago.followup import review

    history, dosing = assessment.history, knowledge.dosing
    if assessment.triage.disposition.is_soon or assessment.scope not in REVIEWED:
        return assessment
    if dosing is None or not history.check_ins:
        return assessment
    foreseen: tuple[Foreseen, ...] = ()
    if knowledge.recovery is not None:
        from lumbago.prognosis import foresee  # loads and compiles the model: only where it is asked for

        foreseen = foresee(history, knowledge.recovery)
    return replace(assessment, review=review(history, foreseen, dosing))


def train(assessment: Assessment, knowledge: Knowledge, *, on: date | None = None) -> Assessment:
    """Add a week of exercise, where its reader may be shown one: no exercise before an alarm is cleared.

    Args:
        assessment: What was decided.
        knowledge: Exercises, circumstances and dosing.
        on: A day of the week that is wanted; that of the last thing said where it is not given.
    """
    from lumbago.programme import prescribe  # loads a solver: only where it is asked for

    if assessment.scope not in CLEARED or knowledge.dosing is None:
        return assessment
    return replace(
        assessment,
        programme=prescribe(assessment.history, assessment.differential, knowledge, on=on),
    )


def safe_medicines(assessment: Assessment, knowledge: Knowledge) -> MedicineSafety | None:
    """Return the medicines, checked; None where an alarm comes first: then there is no medicine at all.

    Amounts are told only where nothing more urgent is open.
    """
    from lumbago.treatment import check_medicines

    if assessment.triage.disposition.is_soon:
        return None
    safety = check_medicines(assessment.history, knowledge)
    if assessment.scope in CLEARED:
        return safety
    return without_amounts(safety)


def without_amounts(safety: MedicineSafety) -> MedicineSafety:
    """Return the checks with no amount told: for answers that are not complete, or of an earlier day."""
    return replace(safety, checks=tuple(replace(check, amount=None) for check in safety.checks))


def _scope(triage: Triage, history: History) -> Scope:
    """Return how much a person may be shown: an emergency stops the path; silence never reassures."""
    if triage.disposition is Disposition.EMERGENCY:
        return Scope.EMERGENCY
    if history.report.age is not None and history.report.age < ADULT_AGE:
        return Scope.TRIAGE_ONLY
    if not triage.is_complete:
        return Scope.INCOMPLETE
    if triage.disposition is Disposition.URGENT:
        return Scope.CLEARANCE_FIRST
    return Scope.WHOLE
