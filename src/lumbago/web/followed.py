"""What a kept report has become: its check-ins, its additions, and what they mean today.

KeptAssessment -> Said -> History -> Assessment

What the same words mean on the same day is worked out once in a process, and remembered for a while: nothing
but what was said, the day and the knowledge enters.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import ValidationError

from lumbago.care import advise, assess, follow_up, foretell, train
from lumbago.interview.joining import joined
from lumbago.interview.new_signs import new_signs
from lumbago.knowledge import Knowledge, current
from lumbago.record import Assessment, Forecast, History, history_from
from lumbago.web.models import KeptAddition, KeptAssessment
from lumbago.web.written import assessment_from

REMEMBERED = 256
"""Days of people that one process remembers."""

TAKEN_BACK = "taken_back"
"""Where an addition names days: a kept report is never edited, so its check-ins are left out instead."""


class Said(NamedTuple):
    """All that was said, as it is stored: the same texts always mean the same.

    Attributes:
        report: The kept report.
        addition: What was added to it; empty where nothing was.
        check_ins: The check-ins, in order of day.
    """

    report: str
    addition: str
    check_ins: tuple[str, ...]


class First(NamedTuple):
    """What was answered to the report alone, on its day.

    Attributes:
        guideline: Under which the plan was made; empty for none.
        forecast: As it was shown; None where none was.
    """

    guideline: str
    forecast: Forecast | None


class Today(NamedTuple):
    """A kept report as it stands today.

    Attributes:
        history: All that was said.
        assessment: What it means, with review and programme where they may be shown.
        on: Today.
        is_due: Whether a check-in of today is still to come.
        is_fresh: Whether what was said last still holds, so that exercises may be shown.
        said: The same as it is stored.
    """

    history: History
    assessment: Assessment
    on: date
    is_due: bool
    is_fresh: bool
    said: Said

    @property
    def last_kept(self) -> str:
        """Day of the last check-in, which can be taken back, as 2026-03-02; empty where there is none."""
        return self.history.check_ins[-1].on.isoformat() if self.history.check_ins else ""


def said_of(kept: KeptAssessment) -> Said:
    """Return all that was said of a kept report, as it is stored."""
    addition = KeptAddition.objects.filter(kept=kept).values_list("said", flat=True).first() or ""
    check_ins = tuple(one.said for one in kept.check_ins.all())
    return Said(kept.report, addition, check_ins)


def history_of(kept: KeptAssessment, *, today: date) -> History:
    """Return all that a person said, from the report to the last check-in.

    Raises:
        ReportError: When what was kept can no longer be read.
    """
    return _history(said_of(kept), today)


def _history(said: Said, today: date) -> History:
    fields: dict[str, Any] = json.loads(said.report)
    addition = added(said.addition)
    fields["findings"] = {**fields.get("findings", {}), **addition.get("findings", {})}
    fields["preferences"] = {**fields.get("preferences", {}), **addition.get("preferences", {})}
    by_day: dict[str, Mapping[str, Any]] = {}
    for one in (*brought_with(fields, addition), *map(json.loads, said.check_ins)):
        by_day[one["on"]] = joined(by_day.get(one["on"], {}), _so_far(one, today), current())
    fields["check_ins"] = [by_day[on] for on in sorted(by_day)]
    # A clock that was set back must not make the past unreadable.
    latest = date.fromisoformat(max(by_day, default=fields["on"]))
    return history_from(fields, today=max(today, latest))


def brought_with(report: Mapping[str, Any], addition: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the check-ins that a kept report came with, without those that were taken back."""
    gone = addition.get(TAKEN_BACK, ())
    return [one for one in report.get("check_ins", ()) if one["on"] not in gone]


def _so_far(check_in: Mapping[str, Any], today: date) -> Mapping[str, Any]:
    """Return a check-in; without each "no" where its day is still to come, for a clock was wrong."""
    if date.fromisoformat(check_in["on"]) <= today:
        return check_in
    return {**check_in, "findings": {key: True for key, yes in check_in.get("findings", {}).items() if yes}}


def added_to(kept: KeptAssessment) -> dict[str, Any]:
    """Return what was added to a report after it was kept."""
    return added(KeptAddition.objects.filter(kept=kept).values_list("said", flat=True).first() or "")


def added(text: str) -> dict[str, Any]:
    """Return what an addition says, as it is stored; nothing where there is none."""
    said: dict[str, Any] = json.loads(text) if text else {}
    return said


@lru_cache(maxsize=REMEMBERED)
def first_of(kept_id: str) -> First:
    """Return what was answered to a kept report on its day; what was kept is never edited."""
    try:
        stored = assessment_from(KeptAssessment.objects.values_list("assessment", flat=True).get(id=kept_id))
    except ValidationError:  # of a version long gone: the day goes on without it
        return First("", None)
    guideline = stored.plan.guideline if stored.plan else ""
    return First(guideline if guideline in current().guidelines else "", stored.forecast)


def today_of(kept: KeptAssessment, knowledge: Knowledge, *, today: date) -> Today:
    """Return a kept report as it stands today: the one care path, run on all that was said.

    Raises:
        ReportError: When what was kept can no longer be read.
    """
    said = said_of(kept)
    if knowledge is current():
        return remembered(said, today, knowledge.version)
    return _stand(said, today, knowledge)


@lru_cache(maxsize=REMEMBERED)
def remembered(said: Said, today: date, version: str) -> Today:
    """Return what was said as it stands on a day, by the knowledge of a version: the one that is loaded."""
    return _stand(said, today, current())


def _stand(said: Said, today: date, knowledge: Knowledge) -> Today:
    history = _history(said, today)
    assessment = reviewed(history, knowledge)
    is_fresh = not assessment.history.is_old(today)
    if is_fresh:
        assessment = train(assessment, knowledge, on=max(today, history.on))
    told_today = history.report.on == today or any(
        c.on == today and c.nprs is not None for c in history.check_ins
    )
    return Today(history, assessment, today, is_due=not told_today, is_fresh=is_fresh, said=said)


def reviewed(history: History, knowledge: Knowledge) -> Assessment:
    """Return what a history means, with its review where it may be shown: of today, or of any day before."""
    return follow_up(assess(last_told(history), knowledge), knowledge)


def last_told(history: History) -> History:
    """Return a history without a last check-in that tells of exercises only: its tile is still to come."""
    last = history.check_ins[-1] if history.check_ins else None
    is_silent = last is not None and last.nprs is None and not last.findings
    return History(history.report, history.check_ins[:-1]) if is_silent else history


def with_forecast(standing: Today, knowledge: Knowledge) -> Assessment:
    """Return the assessment with its forecast, for the pages that draw it; sliders compare for themselves."""
    if knowledge is current():
        return _foretold(standing.said, standing.on, knowledge.version)
    return foretell(standing.assessment, knowledge, ways=())


@lru_cache(maxsize=REMEMBERED)
def _foretold(said: Said, today: date, version: str) -> Assessment:
    return foretell(remembered(said, today, version).assessment, current(), ways=())


def with_plan(standing: Today, kept: KeptAssessment) -> Assessment:
    """Return the assessment with its plan, under the guideline of the first; none of a day that is over."""
    if not standing.is_fresh:
        return standing.assessment
    return _advised(standing.said, standing.on, current().version, first_of(kept.id).guideline)


@lru_cache(maxsize=REMEMBERED)
def _advised(said: Said, today: date, version: str, guideline: str) -> Assessment:
    return advise(remembered(said, today, version).assessment, current(), guideline)


def signs_of(standing: Today) -> tuple[str, ...]:
    """Return every sign that a check-in of today asks about."""
    return _asked(standing.said, standing.on, current().version)


@lru_cache(maxsize=REMEMBERED)
def _asked(said: Said, today: date, version: str) -> tuple[str, ...]:
    return new_signs(remembered(said, today, version).history, current(), on=today)
