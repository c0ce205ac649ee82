"""Assessment: the whole answer to one history, with every intermediate kept."""

from enum import Enum

from pydantic.dataclasses import dataclass

from lumbago.record.differential import Differential
from lumbago.record.forecast import Forecast
from lumbago.record.plan import Plan
from lumbago.record.programme import Programme
from lumbago.record.report import History
from lumbago.record.review import Review
from lumbago.record.scales import STRICT
from lumbago.record.triage import Triage


class Scope(Enum):
    """How much of an assessment its reader may be shown."""

    EMERGENCY = "emergency"
    """The emergency alone; the differential is kept for the clinician."""
    CLEARANCE_FIRST = "clearance-first"
    """Comfort and safety net only, until a clinician has looked."""
    TRIAGE_ONLY = "triage-only"
    """Under 18: triage and safety net."""
    INCOMPLETE = "incomplete"
    """A question that could make it more urgent is unanswered: nothing reassures."""
    WHOLE = "whole"


@dataclass(frozen=True, config=STRICT)
class Assessment:
    """What Lumbago says about one history.

    Attributes:
        history: What was said.
        triage: How soon someone must look.
        differential: What it probably is.
        scope: How much of this a person may be shown.
        not_understood: Words of the report that no knowledge file knows; they changed nothing.
        knowledge_version: Hash of the knowledge that gave this answer.
        forecast: How long it may take; None where nobody may be shown one, or nobody asked.
        plan: What to do, day by day; None likewise.
        review: How recovery goes; None without check-ins, or where an alarm comes first.
        programme: A week of exercise; None likewise.
    """

    history: History
    triage: Triage
    differential: Differential
    scope: Scope
    not_understood: tuple[str, ...]
    knowledge_version: str
    forecast: Forecast | None = None
    plan: Plan | None = None
    review: Review | None = None
    programme: Programme | None = None
