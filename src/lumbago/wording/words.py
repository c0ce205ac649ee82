"""Words for what an assessment holds as numbers and ids, the same at every front door.

    Disposition, Certainty, Status, probability, time -> words

The words are coarse on purpose: finer ones would claim more than we know. They are marked, and whoever shows
one says it.
"""

from collections.abc import Iterable

from lumbago.record import Certainty, Disposition, Status
from lumbago.wording.language import marked

STRONG_PAIN = 7
"""NPRS from which we add a kind word: our own judgement, as the finding `severe_pain`."""

LIKELIHOOD_WORDS = (
    (0.8, marked("very likely")),
    (0.5, marked("likely")),
    (0.2, marked("possible")),
    (0.05, marked("less likely")),
    (0.0, marked("unlikely")),
)
"""Lowest probability for each word: our own judgement; the bar beside it shows the range."""

STATUS_WORDS = {
    Status.PUBLISHED: marked("published"),
    Status.UNVERIFIED: marked("from a source we could not check"),
    Status.JUDGEMENT: marked("our judgement, awaiting clinical sign-off"),
}
LEVEL_WORDS = {
    Disposition.EMERGENCY: marked("Emergency"),
    Disposition.URGENT: marked("Urgent"),
    Disposition.ROUTINE: marked("Not urgent"),
    Disposition.SELF_CARE: marked("Self-care"),
}
WITHIN_WORDS = {
    "now": marked("Get help now."),
    "today": marked("See someone today."),
    "days": marked("See someone within days."),
    "weeks": marked("See someone within weeks."),
    "none": "",
}
"""In the order of time."""

CERTAINTY_WORDS = {
    Certainty.FIRM: marked(
        "The first place is firm: it stays first even at the edges of what the numbers allow."
    ),
    Certainty.LIKELY_TO_HOLD: marked("The first place will probably hold, but it is not firm."),
    Certainty.COULD_CHANGE: marked(
        "This could change: within what the numbers allow, another cause could be first."
    ),
    Certainty.TOO_EARLY: marked(
        "It is too early to tell: too few of the answers say anything about the cause."
    ),
}


def likelihood_words(probability: float) -> str:
    """Return a probability in one coarse word.

    Examples:
        >>> likelihood_words(0.5)
        'likely'
    """
    return next(words for lowest, words in LIKELIHOOD_WORDS if probability >= lowest)


def soonest(times: Iterable[str]) -> str:
    """Return the soonest of the times that rules call for; "none" where there is no rule.

    Examples:
        >>> soonest(["weeks", "today"])
        'today'
    """
    return min(times, key=list(WITHIN_WORDS).index, default="none")
