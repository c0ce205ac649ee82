"""Everything a person said on every day, and what each of those days meant.

Person -> Said;  Person, kept report, day -> Replay

Replaying a day is truncating the history to it: the one care path runs again on what was known then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from lumbago.care import foretell
from lumbago.errors import ReportError
from lumbago.instruments import disability
from lumbago.knowledge import Knowledge
from lumbago.record import Assessment, CheckIn, History, Report
from lumbago.web.clinic.standing import UNREADABLE, level_of
from lumbago.web.clinic.words import SHAPES, level_name, shown_level
from lumbago.web.followed import added_to, history_of, reviewed
from lumbago.web.models import KeptAssessment
from lumbago.web.people.models import Person
from lumbago.web.written import assessment_from


@dataclass(frozen=True)
class Said:
    """What was said on one day, in numbers.

    Attributes:
        kept: The kept report that it belongs to.
        on: The day.
        is_report: Whether it is the report itself, not a later check-in.
        nprs: Pain, 0-10.
        rmdq_percent: Disability, Roland-Morris, 0-100.
        activity: Activity, 0 none to 10 as usual.
        done: Exercises done.
        level: Level that is shown of that day; empty where nobody worked it out.
    """

    kept: str
    on: date
    is_report: bool
    nprs: int | None
    rmdq_percent: float | None
    activity: int | None = None
    done: int = 0
    level: str = ""

    @property
    def level_words(self) -> str:
        """The level in words."""
        return level_name(self.level) if self.level else ""

    @property
    def shape(self) -> str:
        """Picture beside the level."""
        return SHAPES.get(self.level, "open")


@dataclass(frozen=True)
class Replay:
    """One day again.

    Attributes:
        assessment: What the history up to that day means, with today's knowledge.
        given: The assessment as it was given; None on any other day.
        is_same: Whether level, rules that hold and first cause are those that were given.
        earlier: The last day before on which something was said; None on the first.
        later: The first day after; None on the last.
        has_addition: Whether answers about exercise were added, nobody knows on which day.
    """

    assessment: Assessment
    given: Assessment | None
    is_same: bool
    earlier: date | None
    later: date | None
    has_addition: bool


def histories(person: Person, *, today: date) -> tuple[dict[str, History], list[str]]:
    """Return every history of a person by its kept report, and what can no longer be read."""
    found, unreadable = {}, []
    for kept in person.kept.defer("assessment").prefetch_related("check_ins"):
        try:
            found[kept.pk] = history_of(kept, today=today)
        except ReportError:
            unreadable.append(kept.pk)
    return found, unreadable


def said_in(kept: str, history: History) -> Iterator[Said]:
    """Yield the days of one history in order; a check-in of the report's day is a line of its own."""
    report = history.report
    yield Said(kept, report.on, is_report=True, nprs=report.nprs, rmdq_percent=_disability(report))
    for one in history.check_ins:
        yield _checked_in(kept, one)


def with_levels(rows: Iterable[Said], found: dict[str, History], knowledge: Knowledge) -> list[Said]:
    """Return days with their levels: rules of red flags only, which is quick."""
    return [replace(row, level=_level(found[row.kept], row.on, knowledge)) for row in rows]


def replayed(kept: KeptAssessment, day: date, knowledge: Knowledge, *, today: date) -> Replay | None:
    """Return one day again; None where nothing was said on it.

    Raises:
        ReportError: When what was kept can no longer be read.
    """
    history = history_of(kept, today=today)
    days = sorted({history.report.on, *(one.on for one in history.check_ins)})
    if day not in days:
        return None
    place = days.index(day)
    assessment = reviewed(history.until(day), knowledge)
    given = assessment_from(kept.assessment)
    return Replay(
        assessment=assessment,
        given=given if given.history.on == day else None,
        is_same=_in_short(given) == _in_short(assessment),
        earlier=days[place - 1] if place else None,
        later=days[place + 1] if place + 1 < len(days) else None,
        has_addition=any(added_to(kept).get(kind) for kind in ("findings", "preferences")),
    )


def with_its_forecast(replay: Replay, knowledge: Knowledge) -> Replay:
    """Return a day with its forecast, where its reader might have been shown one."""
    return replace(replay, assessment=foretell(replay.assessment, knowledge))


def _in_short(assessment: Assessment) -> tuple[object, ...]:
    """Return what a person is told first: level, rules that hold, first cause."""
    triage = assessment.triage
    raised = frozenset(flag.id for flag in triage.raised)
    return triage.disposition, triage.is_complete, raised, assessment.differential.first.condition


def _level(history: History, on: date, knowledge: Knowledge) -> str:
    try:
        triage = level_of(history.until(on), knowledge)
    except ReportError:
        return UNREADABLE
    return shown_level(triage.disposition.value, complete=triage.is_complete)


def _checked_in(kept: str, one: CheckIn) -> Said:
    return Said(
        kept,
        one.on,
        is_report=False,
        nprs=one.nprs,
        rmdq_percent=one.rmdq_percent,
        activity=one.activity,
        done=len(one.done),
    )


def _disability(report: Report) -> float | None:
    return disability(report.rmdq).percent if report.rmdq is not None else report.rmdq_percent
