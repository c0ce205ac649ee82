"""Every write of the web app, and nothing else writes.

Answers go to the person's own browser (a signed cookie); an assessment goes to the
database only when the person asks to keep it.
"""

from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lumbago.errors import LumbagoError
from lumbago.interview import Step, next_screen
from lumbago.knowledge import Knowledge
from lumbago.record import Assessment, History
from lumbago.web.answers import BASICS, LARGEST_COOKIE, pack, size, unpack
from lumbago.web.models import KeptAssessment
from lumbago.web.written import assessment_json, report_fields, report_json

Session = MutableMapping[str, Any]

FRESH_DAYS = 1
"""An answer such as "no fever" holds for its day; one midnight may pass while a person answers."""


class TooLongToRememberError(LumbagoError):
    """Answers that no longer fit in the cookie of one browser."""


@dataclass(frozen=True)
class Interview:
    """Where a person is in the questions.

    Attributes:
        on: Day on which it was started.
        steps: Screens answered, in order.
        later: What was answered on screens that a change of an earlier answer took away.
    """

    on: date
    steps: tuple[Step, ...] = ()
    later: Step | None = None

    def is_stale(self, today: date) -> bool:
        """Whether the answers are of an earlier day than one may rely on."""
        return bool(self.steps) and not timedelta(0) <= today - self.on <= timedelta(days=FRESH_DAYS)


def recall(session: Session, knowledge: Knowledge, *, today: date) -> Interview:
    """Return the interview in this browser, or an empty one."""
    if not session.get("s"):
        return Interview(today)
    later = unpack(session["l"], knowledge)[0] if session.get("l") else None
    return Interview(date.fromisoformat(session["on"]), tuple(unpack(session["s"], knowledge)), later)


def start(session: Session) -> None:
    """Forget every answer in this browser."""
    for key in ("s", "l", "on"):
        session.pop(key, None)


def answer(session: Session, interview: Interview, place: int, step: Step, knowledge: Knowledge) -> Interview:
    """Take the answers of one screen; later screens that still fit keep theirs.

    Args:
        session: Where answers live.
        interview: As recalled.
        place: Which screen it is, the first being 0.
        step: What was answered.
        knowledge: What the questions come from.

    Raises:
        TooLongToRememberError: When the browser cannot hold them; it keeps what it had.
    """
    replaced = interview.steps[place:]
    remembered = merged([interview.later, *replaced]) if interview.later else merged(replaced)
    first = Step(step.asked, {**_beyond_questions(replaced[:1]), **step.fields})
    steps = [*interview.steps[:place], first]
    waiting = without(remembered, step.asked)
    while waiting.asked:
        screen = next_screen(tuple(steps), knowledge, on=interview.on)
        if screen is None or not set(screen.asks) <= set(waiting.asked):
            break
        steps.append(only(waiting, screen.asks))
        waiting = without(waiting, screen.asks)
    changed = Interview(interview.on, tuple(steps), waiting if waiting.asked else None)
    _remember(session, changed)
    return changed


def open_again(session: Session, history: History) -> Interview:
    """Start an interview from a report, so that what it leaves open can be answered.

    Raises:
        TooLongToRememberError: When the browser cannot hold the report.
    """
    fields = report_fields(history)
    on = date.fromisoformat(fields.pop("on"))
    if "onset" in fields:
        fields["onset"] = date.fromisoformat(fields["onset"])
    asked = [key for key in BASICS if key in fields or (key == "onset_days" and "onset" in fields)]
    interview = Interview(on, (Step((*asked, *fields.get("findings", {})), fields),))
    _remember(session, interview)
    return interview


def keep(assessment: Assessment) -> KeptAssessment:
    """Store one assessment on this machine, because its person asked."""
    return KeptAssessment.objects.create(
        report=report_json(assessment.history), assessment=assessment_json(assessment)
    )


def delete(kept: KeptAssessment) -> None:
    """Delete a kept assessment whole."""
    kept.delete()


def merged(steps: Sequence[Step]) -> Step:
    """Return steps as one; the later answer wins."""
    asked = tuple(dict.fromkeys(key for step in steps for key in step.asked))
    fields: dict[str, Any] = {}
    findings: dict[str, bool] = {}
    for step in steps:
        fields.update(step.fields)
        findings.update(step.fields.get("findings", {}))
    return Step(asked, {**fields, "findings": findings} if findings else fields)


def only(step: Step, keys: Sequence[str]) -> Step:
    """Return the part of a step that answers these keys."""
    names = {name for key in keys for name in names_of(key)}
    fields = {name: value for name, value in step.fields.items() if name in names}
    findings = {key: value for key, value in step.fields.get("findings", {}).items() if key in keys}
    return Step(
        tuple(key for key in step.asked if key in keys),
        {**fields, "findings": findings} if findings else fields,
    )


def without(step: Step, keys: Sequence[str]) -> Step:
    """Return the part of a step that answers other keys than these."""
    return only(step, [key for key in step.asked if key not in keys])


def names_of(key: str) -> Iterator[str]:
    """Yield the fields of a report that answer a question of the interview."""
    if key in BASICS:
        yield key
    if key == "onset_days":
        yield "onset"


def _beyond_questions(steps: Sequence[Step]) -> dict[str, Any]:
    """Return what an opened report says beyond any question, such as medicines."""
    asked = {"findings", *(name for key in BASICS for name in names_of(key))}
    return {name: value for step in steps for name, value in step.fields.items() if name not in asked}


def _remember(session: Session, interview: Interview) -> None:
    kept = {"on": interview.on.isoformat(), "s": pack(interview.steps)}
    if interview.later:
        kept["l"] = pack([interview.later])
    if size(kept) > LARGEST_COOKIE:
        raise TooLongToRememberError(
            "answers: they no longer fit into this browser's memory (4 kB). "
            "See what we know so far and download the report; your earlier answers are still here"
        )
    start(session)
    session.update(kept)
