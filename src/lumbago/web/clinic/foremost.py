"""Of several reports of one person, the one that counts: an alarm that still holds, else the last spoken in.

rows of Standing -> row

An alarm is about a person and not about one of their reports: a check-in of another report takes it from
nobody. Only a whole report that was made after it, every warning sign asked anew and none there, does.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from lumbago.record import Assessment, Disposition
from lumbago.web.clinic.standing import UNREADABLE
from lumbago.web.clinic.words import LEVELS, shown_level
from lumbago.web.models import KeptAssessment
from lumbago.web.written import assessment_from

Row = dict[str, Any]

ALARMS = frozenset({Disposition.EMERGENCY.value, Disposition.URGENT.value})
_PLACE_OF_LEVEL = {level: place for place, level in enumerate(LEVELS)}

COLUMNS = ("level", "is_complete", "going", "nprs", "on")
"""Of `Standing`, in a row under "standing__" and its name; beside them pk, person_id, kept_at, and whether
there are check-ins, as `has_check_ins`."""


def foremost(rows: Iterable[Row]) -> Row | None:
    """Return the row that counts; None where there is none.

    Of alarms the gravest. Of other reports the one that was last spoken in; of two of one day the more
    urgent; and what is not worked out yet before all of these, for it may hide an alarm.
    """
    known = list(rows)
    alarms = [row for row in known if level_of(row) in ALARMS and not _is_over(row, known)]
    if alarms:
        return min(alarms, key=lambda row: (_PLACE_OF_LEVEL[level_of(row)], -row["kept_at"].timestamp()))
    return max(known, key=_spoken, default=None)


def level_of(row: Row) -> str:
    """Return the level that is shown of a report, one of `words.LEVELS`."""
    return shown_level(row["standing__level"] or "", complete=row["standing__is_complete"])


def _spoken(row: Row) -> tuple[Any, ...]:
    level = level_of(row)
    unread_on = row["kept_at"].date() if level == UNREADABLE else date.max
    return row["standing__on"] or unread_on, -_PLACE_OF_LEVEL[level], row["kept_at"]


def _is_over(alarm: Row, rows: Sequence[Row]) -> bool:
    """Whether somebody answered a whole report after an alarm, and nothing alarms in it."""
    later = [row["pk"] for row in rows if row["kept_at"] > alarm["kept_at"] or alarm["has_check_ins"]]
    others = KeptAssessment.objects.filter(pk__in=later).exclude(pk=alarm["pk"])
    return any(_clears(alarm, row) for row in others.only("kept_at", "assessment"))


def _clears(alarm: Row, other: KeptAssessment) -> bool:
    try:
        given: Assessment = assessment_from(other.assessment)
    except ValidationError:  # of a version long gone: nobody knows what it asked
        return False
    if not given.triage.is_complete or given.triage.disposition.is_soon:
        return False
    on = given.history.on
    if on != alarm["standing__on"]:
        return on > alarm["standing__on"]
    return other.kept_at > alarm["kept_at"] and not alarm["has_check_ins"]
