"""What a kept report has become: its check-ins, its additions, and what they mean today.

KeptAssessment -> History -> Assessment
"""

import json
from datetime import date, timedelta
from typing import Any, NamedTuple

from lumbago.care import assess, follow_up, foretell, train
from lumbago.interview.joining import joined
from lumbago.knowledge import Knowledge, current
from lumbago.record import Assessment, History, history_from
from lumbago.web.models import KeptAddition, KeptAssessment


class Today(NamedTuple):
    """A kept report as it stands today.

    Attributes:
        history: All that was said.
        assessment: What it means, with review and programme where they may be shown.
        on: Today.
        is_due: Whether a check-in of today is still to come.
        is_fresh: Whether what was said last still holds, so that exercises may be shown.
    """

    history: History
    assessment: Assessment
    on: date
    is_due: bool
    is_fresh: bool


def history_of(kept: KeptAssessment, *, today: date) -> History:
    """Return all that a person said, from the report to the last check-in.

    Raises:
        ReportError: When what was kept can no longer be read.
    """
    fields: dict[str, Any] = json.loads(kept.report)
    addition = added_to(kept)
    fields["findings"] = {**fields.get("findings", {}), **addition.get("findings", {})}
    fields["preferences"] = {**fields.get("preferences", {}), **addition.get("preferences", {})}
    by_day: dict[str, dict[str, Any]] = {}
    for said in (*fields.get("check_ins", ()), *(json.loads(one.said) for one in kept.check_ins.all())):
        by_day[said["on"]] = joined(by_day.get(said["on"], {}), said, current())
    fields["check_ins"] = [by_day[on] for on in sorted(by_day)]
    # A clock that was set back must not make the past unreadable.
    latest = date.fromisoformat(max(by_day, default=fields["on"]))
    return history_from(fields, today=max(today, latest))


def added_to(kept: KeptAssessment) -> dict[str, Any]:
    """Return what was added to a report after it was kept."""
    addition = KeptAddition.objects.filter(kept=kept).first()
    said: dict[str, Any] = json.loads(addition.said) if addition else {}
    return said


def today_of(kept: KeptAssessment, knowledge: Knowledge, *, today: date) -> Today:
    """Return a kept report as it stands today: the one care path, run on all that was said.

    Raises:
        ReportError: When what was kept can no longer be read.
    """
    history = history_of(kept, today=today)
    assessment = follow_up(assess(_spoken(history), knowledge), knowledge)
    is_fresh = not assessment.history.is_old(today)
    if is_fresh:
        assessment = train(assessment, knowledge, on=max(today, history.on))
    told_today = history.report.on == today or any(
        c.on == today and c.nprs is not None for c in history.check_ins
    )
    return Today(history, assessment, today, is_due=not told_today, is_fresh=is_fresh)


def _spoken(history: History) -> History:
    """Return a history without a last check-in that tells of exercises only: its tile is still to come."""
    last = history.check_ins[-1] if history.check_ins else None
    is_silent = last is not None and last.nprs is None and not last.findings
    return History(history.report, history.check_ins[:-1]) if is_silent else history


def with_forecast(standing: Today, knowledge: Knowledge) -> Assessment:
    """Return the assessment with its forecast, for the pages that draw it."""
    return foretell(standing.assessment, knowledge)


def days_until(day: date, *, today: date) -> str:
    """Return how far a day lies ahead, in words."""
    days = (day - today) / timedelta(days=1)
    return {0: "today", 1: "tomorrow"}.get(int(days), f"in {days:.0f} days") if days >= 0 else "now"
