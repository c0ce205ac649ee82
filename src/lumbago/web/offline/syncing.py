"""A piece of a check-in from a device that had no network: taken in once, beside what its day holds by now.

    kept report, Sent, today -> Taken, or ClashError, or RefusedError

A "yes" to a sign is never taken back by a "no" that comes in this way: it may be the older of the two. Nor
does it wait for a choice: where the rest of its piece clashes, the "yes" is stored all the same.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lumbago.errors import LumbagoError
from lumbago.instruments import disability
from lumbago.interview.joining import joined
from lumbago.knowledge import current
from lumbago.web import actions
from lumbago.web.followed import added_to, brought_with
from lumbago.web.languages import spoken
from lumbago.web.models import KeptAssessment, KeptCheckIn
from lumbago.web.offline.clashing import Clash, clashes_of
from lumbago.web.offline.models import Received
from lumbago.web.offline.sent import Sent, SentSaid

DAYS_BACK = 14
"""Days after which a check-in is no longer taken: its forecast and its week are over by then."""


class RefusedError(LumbagoError):
    """A piece that cannot be stored.

    Attributes:
        code: Why, for a program.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class ClashError(LumbagoError):
    """A piece that says otherwise than its day by now; nothing of it is stored but each "yes" to a sign.

    Attributes:
        clashes: What was said in two ways.
        before: Digest of what the day held.
        based_on: Digest of what it holds now.
        stored: The signs whose "yes" is stored.
    """

    def __init__(self, clashes: list[Clash], before: str, based_on: str, stored: Iterable[str] = ()) -> None:
        super().__init__(_("That day has changed meanwhile, and the two do not agree. Choose what holds."))
        self.clashes = clashes
        self.before = before
        self.based_on = based_on
        self.stored = tuple(stored)


def said_on(kept: KeptAssessment, on: date) -> dict[str, Any]:
    """Return what a day of a kept report holds; empty where nothing was said."""
    brought = brought_with(json.loads(kept.report), added_to(kept))
    told = [one for one in brought if one["on"] == on.isoformat()]
    row = KeptCheckIn.objects.filter(kept=kept, on=on).first()
    whole: dict[str, Any] = {}
    for part in (*told, *((json.loads(row.said),) if row else ())):
        whole = joined(whole, part, current())
    return whole


def digest_of(said: Mapping[str, Any]) -> str:
    """Return a few letters that change when what a day holds does; empty for an empty day."""
    told = {name: value for name, value in said.items() if name != "on"}
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16] if told else ""


def receive(kept: KeptAssessment, sent: Sent, *, today: date) -> dict[str, Any]:
    """Store one piece, or answer as before where its key was taken already.

    Raises:
        RefusedError: When it cannot be stored, or was stored and then taken back.
        ClashError: When the person must choose first.
        ReportError: When what it says is impossible.
    """
    if before := _answered(kept, sent.key):
        return before
    _check(sent, today)
    try:
        with transaction.atomic():
            # Whoever sends the same key at the same time waits here, and then finds it taken.
            taken = Received.objects.create(kept=kept, key=sent.key, answer="")
            answer = _stored(kept, sent)
            taken.answer = json.dumps(answer)
            taken.check_in = KeptCheckIn.objects.get(kept=kept, on=sent.on)
            taken.save()
    except ClashError as clash:
        raise _alarmed(kept, sent, clash) from None
    except IntegrityError:
        if before := _answered(kept, sent.key):
            return before
        raise
    return answer


def _answered(kept: KeptAssessment, key: UUID) -> dict[str, Any] | None:
    taken = Received.objects.filter(kept=kept, key=key).first()
    if taken is None:
        return None
    if taken.check_in_id is None:
        raise RefusedError(
            "taken-back",
            _("It was sent and then taken back, so it is not stored. Check in again if it still holds."),
        )
    return json.loads(taken.answer)


def _check(sent: Sent, today: date) -> None:
    """Refuse a day that is too far, and names that nobody knows: they would make the report unreadable."""
    if sent.on > today:
        raise RefusedError("future", _("That day has not come yet here. Look at the clock of your device."))
    if today - sent.on > timedelta(days=DAYS_BACK):
        raise RefusedError(
            "too-old",
            _("It is more than %(days)s days old, so it is not stored. Check in again.")
            % {"days": DAYS_BACK},
        )
    known, said = current(), sent.said
    unknown = [
        *(key for key in said.findings if key not in known.findings or not known.findings[key].sign),
        *(id_ for id_ in (*said.done, *(one.exercise for one in said.felt)) if id_ not in known.exercises),
    ]
    if unknown:
        raise RefusedError(
            "unknown", _("It names something that a check-in does not ask about. Check in again.")
        )
    if not _fields(said):
        raise RefusedError("empty", _("It says nothing, so there is nothing to store."))


def _stored(kept: KeptAssessment, sent: Sent) -> dict[str, Any]:
    KeptAssessment.objects.select_for_update().only("id").get(pk=kept.pk)
    there, said = said_on(kept, sent.on), _fields(sent.said)
    before = digest_of(there)
    was_current = sent.based_on == before
    if not was_current and (clashes := clashes_of(said, there)):
        raise ClashError(clashes, before, before)
    stayed = _keep_each_yes(said, there)
    _keep_each_feeling(said, there)
    actions.check_in(kept, said, on=sent.on)
    return {
        "key": str(sent.key),
        "on": sent.on.isoformat(),
        "before": before,
        "based_on": digest_of(said_on(kept, sent.on)),
        "was_current": was_current,
        "stayed": [spoken().findings[key].sign for key in stayed],
    }


def _alarmed(kept: KeptAssessment, sent: Sent, clash: ClashError) -> ClashError:
    """Store each "yes" of a piece that clashes: no alarm waits until somebody has chosen a number."""
    yes = [key for key, there in sent.said.findings.items() if there]
    if not yes:
        return clash
    with transaction.atomic():
        KeptAssessment.objects.select_for_update().only("id").get(pk=kept.pk)
        before = digest_of(said_on(kept, sent.on))
        actions.check_in(kept, {"findings": dict.fromkeys(yes, True)}, on=sent.on)
        now = digest_of(said_on(kept, sent.on))
    return ClashError(clash.clashes, before, now, yes)


def _fields(said: SentSaid) -> dict[str, Any]:
    """Return the fields of a check-in; what was not said is left out."""
    fields: dict[str, Any] = said.model_dump(mode="json", exclude_none=True)
    sentences = fields.pop("rmdq", None)
    if sentences is not None:
        fields["rmdq_percent"] = round(disability(set(sentences)).percent, 1)
    return {name: value for name, value in fields.items() if value not in ([], {})}


def _keep_each_yes(said: dict[str, Any], there: Mapping[str, Any]) -> list[str]:
    """Leave out each "no" to what that day's check-in says "yes" to; return which."""
    findings = said.get("findings", {})
    stayed = [key for key, yes in there.get("findings", {}).items() if yes and findings.get(key) is False]
    for key in stayed:
        del findings[key]
    return stayed


def _keep_each_feeling(said: dict[str, Any], there: Mapping[str, Any]) -> None:
    """Put what was said of the same exercise before beside what is said of it now."""
    before = {one["exercise"]: one for one in there.get("felt", ())}
    if "felt" in said:
        said["felt"] = [{**before.get(one["exercise"], {}), **one} for one in said["felt"]]
