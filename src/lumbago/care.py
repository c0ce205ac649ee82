"""The hall: the whole path of one person on one page.

    History, Knowledge -> Assessment

Web, command line and batch call `assess`; nothing else decides what a person is shown.
"""

from dataclasses import replace

from lumbago.diagnosis import differentiate_row
from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.table import not_understood
from lumbago.record import Assessment, Disposition, History, Scope, Triage
from lumbago.record.scales import ADULT_AGE
from lumbago.triage import screen_row

__all__ = ["assess", "foretell"]

FORETOLD = frozenset({Scope.WHOLE})
"""Who may be shown a forecast: nobody beside an emergency, before clearance, or with flags unasked."""


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


def foretell(assessment: Assessment, knowledge: Knowledge) -> Assessment:
    """Add the forecast, where its reader may be shown one."""
    from lumbago.prognosis import predict  # loads and compiles the model: only where it is asked for

    if assessment.scope not in FORETOLD or knowledge.recovery is None:
        return assessment
    return replace(assessment, forecast=predict(assessment.history, knowledge.recovery))


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
