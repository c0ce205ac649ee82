"""What the clinic's pages call levels and courses: short, and of somebody else.

Standing -> words
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbago.record import Disposition, Going
from lumbago.web.clinic.standing import NO_REVIEW, UNREADABLE
from lumbago.wording.language import say
from lumbago.wording.words import LEVEL_WORDS

GOING_WORDS = {
    Going.STALLED.value: gettext_lazy("Not getting better as hoped"),
    Going.FLARE.value: gettext_lazy("A flare"),
    Going.RECURRENCE.value: gettext_lazy("A new bout"),
    Going.TOO_EARLY.value: gettext_lazy("Too early to say"),
    Going.RECOVERING.value: gettext_lazy("Getting better"),
    Going.RECOVERED.value: gettext_lazy("Recovered"),
    NO_REVIEW: gettext_lazy("No review"),
    "": gettext_lazy("Being worked out"),
}
"""In the order of a list: what wants a look first."""

OPEN_GOING_WORDS = {
    Going.RECOVERING.value: gettext_lazy("Pain is going down"),
    Going.RECOVERED.value: gettext_lazy("Pain has nearly gone"),
}
"""What is said while warning signs are open: what the numbers are, and nothing that reassures."""

UNKNOWN = "unknown"
NOTHING_KEPT = "nothing"

SHAPES = {"emergency": "emergency", "urgent": "urgent", "routine": "routine", "self-care": "self-care"}
"""Picture beside a level; that of an open question for every other."""

LEVELS = ("emergency", "urgent", UNREADABLE, UNKNOWN, "open", "routine", "self-care", NOTHING_KEPT)
"""In the order of a list."""


def level_name(level: str) -> str:
    """Return what a level is called."""
    others = {
        UNREADABLE: _("Cannot be read"),
        UNKNOWN: _("Being worked out"),
        "open": _("Not complete"),
        NOTHING_KEPT: _("Nothing kept yet"),
    }
    return others.get(level) or say(LEVEL_WORDS[Disposition(level)])


def shown_level(level: str, *, complete: object) -> str:
    """Return the level that is shown: nothing is called harmless while a warning sign is open.

    Args:
        level: As worked out; empty while it is not.
        complete: Truthy where every must-ask sign was answered.
    """
    if not level:
        return UNKNOWN
    is_mild = level in {Disposition.ROUTINE.value, Disposition.SELF_CARE.value}
    return "open" if is_mild and not complete else level


def going_name(going: str, level: str) -> str:
    """Return how it goes in words; an open level takes away what would reassure."""
    words = OPEN_GOING_WORDS.get(going) if level == "open" else None
    return str(words or GOING_WORDS[going])
