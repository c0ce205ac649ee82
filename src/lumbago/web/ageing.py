"""What of a report of an earlier day still holds.

    History, Knowledge, today -> the History to go on with today

A "no" to a sign that can change holds for its day only, so an old report never reassures.
"""

from datetime import date

from lumbago.knowledge import Knowledge, tabulate
from lumbago.record import History, history_from
from lumbago.web.written import report_fields

YEAR = 365
"""Days after which an age is no longer right."""


def renewed(history: History, knowledge: Knowledge, *, today: date) -> History:
    """Return what a history still says today: an old one without each "no" that ages.

    The pain of that day and the drawing are asked anew as well, for they say how it is "now"; so are the
    weeks of a pregnancy, and the age after a year.

    Raises:
        ReportError: When it names a finding that does not exist, or can no longer be true.
    """
    tabulate([history], knowledge)
    if not history.is_old(today):
        return history
    report, days = history.report, (today - history.report.on).days
    answers = [report.findings, *(check_in.findings for check_in in history.check_ins)]
    last = {key: is_present for said in answers for key, is_present in said.items()}
    fields = report_fields(History(report))
    for name in ("nprs", "pain_map", *(("age",) if days >= YEAR else ())):
        fields.pop(name, None)
    if report.onset_days is not None:
        fields["onset_days"] = report.onset_days + days
    if report.pregnancy_weeks:
        fields.pop("pregnancy_weeks")
    still = {key: yes for key, yes in last.items() if yes or not knowledge.findings[key].no_ages}
    return history_from({**fields, "on": today, "findings": still}, today=today)
