"""How people stand, worked out once for every time that they say something.

kept reports -> Standing

A list of hundreds of people cannot run the care path for each. The level of the warning signs is quick and
is never left for later; how it goes takes a forecast, so a request works out a few and leaves the others.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_save

from lumbago.errors import ReportError
from lumbago.knowledge import Knowledge, tabulate
from lumbago.record import History, Triage
from lumbago.triage import screen_row
from lumbago.web.clinic.models import Standing
from lumbago.web.followed import history_of, last_told, reviewed
from lumbago.web.models import KeptAddition, KeptAssessment, KeptCheckIn

UNREADABLE = "unreadable"
"""In place of a level, where what was kept can no longer be read."""
NO_REVIEW = "none"
AT_ONCE = 8
"""Reviews that one request works out: each takes about a tenth of a second."""


def listen() -> None:
    """Forget how somebody stood as soon as they say more, or take something back."""
    for sender in (KeptCheckIn, KeptAddition):
        post_save.connect(_said, sender=sender, dispatch_uid=f"said-{sender.__name__}")
        post_delete.connect(_taken_back, sender=sender, dispatch_uid=f"taken-back-{sender.__name__}")


def level_of(history: History, knowledge: Knowledge) -> Triage:
    """Return how soon somebody must look, as the page of the day has it.

    Raises:
        ReportError: When it names a finding that does not exist.
    """
    return screen_row(tabulate([last_told(history)], knowledge), knowledge)


def bring_up_to_date(
    kept_ids: Iterable[str], knowledge: Knowledge, *, today: date, reviews: int | None = None
) -> int:
    """Work out every level that is wanting, and some reviews.

    Args:
        kept_ids: Kept reports.
        knowledge: What decides.
        today: Of whoever asks.
        reviews: How many at most; `AT_ONCE` where it is not given.

    Returns:
        How many reviews are left to work out.
    """
    wanted = list(kept_ids)
    _see_to_rows(wanted)
    is_old = Q(level="") | ~Q(knowledge=knowledge.version)
    _work_out(Standing.objects.filter(is_old, kept__in=wanted), knowledge, today)
    waiting = Standing.objects.filter(kept__in=wanted, going="").order_by("-on", "kept_id")
    for standing in waiting[: AT_ONCE if reviews is None else reviews]:
        _review(standing, knowledge, today)
    return waiting.count()


def _said(instance: KeptCheckIn | KeptAddition, raw: bool = False, **named: Any) -> None:
    """Make what was worked out void; the row is there from now on, whoever reads it meanwhile."""
    if raw or _forget(instance.kept_id):
        return
    _, is_new = Standing.objects.get_or_create(kept_id=instance.kept_id, defaults={"said": 1})
    if not is_new:  # somebody made it between the two
        _forget(instance.kept_id)


def _taken_back(instance: KeptCheckIn | KeptAddition, **named: Any) -> None:
    _forget(instance.kept_id)


def _forget(kept_id: str) -> int:
    return Standing.objects.filter(kept=kept_id).update(said=F("said") + 1, level="", going="")


def _see_to_rows(kept_ids: list[str]) -> None:
    """See to it that a row is there before anything is read, so that whoever says more meanwhile finds it."""
    there = set(Standing.objects.filter(kept__in=kept_ids).values_list("kept_id", flat=True))
    missing = [Standing(kept_id=kept_id) for kept_id in kept_ids if kept_id not in there]
    if missing:
        Standing.objects.bulk_create(missing, ignore_conflicts=True)


def _work_out(standings: Iterable[Standing], knowledge: Knowledge, today: date) -> None:
    said = {standing.kept_id: standing.said for standing in standings}
    kept = KeptAssessment.objects.filter(pk__in=said).defer("assessment").prefetch_related("check_ins")
    found = {one.pk: _level(one, knowledge, today) for one in kept}
    with transaction.atomic():
        for kept_id, values in found.items():
            _write(kept_id, said[kept_id], values)


def _level(kept: KeptAssessment, knowledge: Knowledge, today: date) -> dict[str, Any]:
    own = {"knowledge": knowledge.version}
    try:
        history = last_told(history_of(kept, today=today))
        triage = level_of(history, knowledge)
    except ReportError:
        return {
            **own,
            "level": UNREADABLE,
            "is_complete": False,
            "going": NO_REVIEW,
            "nprs": None,
            "on": None,
        }
    has_review = bool(history.check_ins) and not triage.disposition.is_soon
    return {
        "knowledge": knowledge.version,
        "level": triage.disposition.value,
        "is_complete": triage.is_complete,
        "going": "" if has_review else NO_REVIEW,
        "nprs": history.nprs,
        "on": history.on,
    }


def _review(standing: Standing, knowledge: Knowledge, today: date) -> None:
    kept = KeptAssessment.objects.defer("assessment").filter(pk=standing.kept_id).first()
    if kept is None:
        return
    review = reviewed(history_of(kept, today=today), knowledge).review
    _write(standing.kept_id, standing.said, {"going": review.going.value if review else NO_REVIEW})


def _write(kept_id: str, said: int, values: dict[str, Any]) -> None:
    """Keep what was worked out, unless more was said meanwhile."""
    Standing.objects.filter(kept=kept_id, said=said).update(**values)
