"""Every write of the web app, and nothing else writes.

Answers go to the person's own browser (a signed cookie); an assessment goes to the
database only when the person asks to keep it, and check-ins after it.
"""

import json
from collections.abc import MutableMapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lumbago.errors import LumbagoError, ReportError
from lumbago.interview import Step
from lumbago.interview.joining import joined
from lumbago.knowledge import Knowledge, current, tabulate
from lumbago.record import Assessment, History
from lumbago.web.answers import LARGEST_COOKIE, pack, size, unpack
from lumbago.web.followed import TAKEN_BACK, Said, added_to, brought_with, history_of
from lumbago.web.heard import Interview, laid_out, with_page
from lumbago.web.models import KeptAddition, KeptAssessment, KeptCheckIn
from lumbago.web.people.models import Person
from lumbago.web.people.once import secret_from
from lumbago.web.written import assessment_json, report_fields, report_json

Session = MutableMapping[str, Any]


class TooLongToRememberError(LumbagoError):
    """Answers that no longer fit in the cookie of one browser."""


def recall(session: Session, knowledge: Knowledge, *, today: date) -> Interview:
    """Return the interview in this browser, or an empty one."""
    if not session.get("s") and not session.get("l"):
        return Interview(today)
    pages = tuple(page for page in unpack(session["s"], knowledge) if page.asked)
    besides = unpack(session["l"], knowledge)[0] if session.get("l") else None
    return Interview(date.fromisoformat(session["on"]), pages, besides)


def start(session: Session) -> None:
    """Forget every answer in this browser."""
    for key in ("s", "l", "on"):
        session.pop(key, None)


def answer(session: Session, interview: Interview, place: int, step: Step) -> Interview:
    """Take the answers of one page; everything else that was said stays as it is.

    Args:
        session: Where answers live.
        interview: As recalled.
        place: Which page it is, the first being 0.
        step: What was answered.

    Raises:
        TooLongToRememberError: When the browser cannot hold them; it keeps what it had.
    """
    changed = with_page(interview, place, step)
    _remember(session, changed)
    return changed


def open_again(session: Session, history: History, knowledge: Knowledge) -> Interview:
    """Start an interview from a report, so that what it leaves open can be answered.

    Raises:
        ReportError: When the report holds what an interview cannot carry on.
        TooLongToRememberError: When the browser cannot hold the report.
    """
    if history.check_ins:
        raise ReportError(
            "check_ins", _("questions go on from a first report only"), _("Leave the check-ins out")
        )
    tabulate([history], knowledge)  # refuses a finding that does not exist, which the cookie would lose
    fields = report_fields(history)
    del fields["on"]
    if "onset" in fields:
        fields["onset"] = history.report.onset
    interview = laid_out(history.report.on, fields, knowledge)
    _remember(session, interview)
    return interview


def keep(assessment: Assessment, person: Person, form_key: str = "") -> KeptAssessment:
    """Store one assessment of a person on this machine, because they asked; once for the key of one form."""
    text = assessment_json(assessment)
    stored = {"person": person, "report": report_json(assessment.history), "assessment": text}
    kept_id = secret_from(form_key, "kept", str(person.pk), text)
    return KeptAssessment.objects.get_or_create(id=kept_id, defaults=stored)[0]


def delete(kept: KeptAssessment) -> None:
    """Delete a kept assessment whole."""
    kept.delete()


def check_in(kept: KeptAssessment, said: dict[str, Any], *, on: date, seen: Said | None = None) -> None:
    """Store what was said at the check-in of a day; what that day already holds stays beside it.

    Args:
        kept: The kept report.
        said: Fields of a check-in; each replaces the same field, findings and feelings one by one.
        on: The day.
        seen: What was known when it was said. Where more was said meanwhile, a "no" takes no "yes" from it.

    Raises:
        ReportError: When the check-in is impossible; nothing is stored.
    """
    with transaction.atomic():
        row, _ = KeptCheckIn.objects.select_for_update().get_or_create(
            kept=kept, on=on, defaults={"said": json.dumps({"on": on.isoformat()})}
        )
        before = json.loads(row.said)
        if seen is not None and row.said not in seen.check_ins:
            said = _beside(before, said)
        row.said = json.dumps(joined(before, said, current()))
        row.save()
        history_of(kept, today=on)  # refuses what is impossible, and with it the whole transaction


def _beside(before: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Return what is said now without each "no" to what the day holds as a "yes"."""
    there = {key for key, yes in before.get("findings", {}).items() if yes}
    findings = {key: yes for key, yes in said.get("findings", {}).items() if yes or key not in there}
    return {**said, "findings": findings}


def undo_check_in(kept: KeptAssessment, on: date) -> None:
    """Take the check-in of a day back, if nothing was said after it: a second tap takes nothing more.

    What the report came with of that day goes too: to the person, a day has one check-in.
    """
    with transaction.atomic():
        KeptAssessment.objects.select_for_update().only("id").get(pk=kept.pk)
        added, report = added_to(kept), json.loads(kept.report)
        brought = {one["on"] for one in brought_with(report, added)}
        rows = {row.on.isoformat(): row for row in KeptCheckIn.objects.filter(kept=kept)}
        last = max(brought | set(rows), default="")
        if last != on.isoformat():
            return
        if last in rows:
            rows[last].delete()
        if last in brought:
            _write_addition(kept, {**added, TAKEN_BACK: [*added.get(TAKEN_BACK, ()), last]})


def add(kept: KeptAssessment, said: dict[str, Any], *, on: date) -> None:
    """Add answers about exercise to a kept report, and put what suits the person now in place of what did.

    An answer of None takes an earlier one back.

    Raises:
        ReportError: When an answer is impossible; nothing is stored.
    """
    before = added_to(kept)
    answers = {**before.get("findings", {}), **said.get("findings", {})}
    whole = {
        **before,
        "findings": {key: yes for key, yes in answers.items() if yes is not None},
        "preferences": said.get("preferences", {}),
    }
    with transaction.atomic():
        _write_addition(kept, whole)
        history_of(kept, today=on)


def _write_addition(kept: KeptAssessment, whole: dict[str, Any]) -> None:
    KeptAddition.objects.update_or_create(kept=kept, defaults={"said": json.dumps(whole)})


def _remember(session: Session, interview: Interview) -> None:
    kept = {"on": interview.on.isoformat(), "s": pack(interview.pages)}
    if interview.besides:
        kept["l"] = pack([interview.besides])
    if size(kept) > LARGEST_COOKIE:
        raise TooLongToRememberError(
            _(
                "answers: they no longer fit into this browser's memory (4 kB). "
                "See what we know so far and download the report; your earlier answers are still here"
            )
        )
    start(session)
    session.update(kept)
