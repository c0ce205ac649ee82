"""Words for what an assessment holds as numbers and ids, the same at every front door.

    Disposition, Certainty, Status, probability, time -> words

The words are coarse on purpose: finer ones would claim more than we know.
"""

from collections.abc import Iterable

from lumbago.record import Certainty, Disposition, Status

STRONG_PAIN = 7
"""NPRS from which we add a kind word: our own judgement, as the finding `severe_pain`."""

LIKELIHOOD_WORDS = (
    (0.8, "very likely"),
    (0.5, "likely"),
    (0.2, "possible"),
    (0.05, "less likely"),
    (0.0, "unlikely"),
)
"""Lowest probability for each word: our own judgement; the bar beside it shows the range."""

STATUS_WORDS = {
    Status.PUBLISHED: "published",
    Status.UNVERIFIED: "from a source we could not check",
    Status.JUDGEMENT: "our judgement, awaiting clinical sign-off",
}
LEVEL_WORDS = {
    Disposition.EMERGENCY: "Emergency",
    Disposition.URGENT: "Urgent",
    Disposition.ROUTINE: "Not urgent",
    Disposition.SELF_CARE: "Self-care",
}
WITHIN_WORDS = {
    "now": "Get help now.",
    "today": "See someone today.",
    "days": "See someone within days.",
    "weeks": "See someone within weeks.",
    "none": "",
}
"""In the order of time."""

CERTAINTY_WORDS = {
    Certainty.FIRM: "The first place is firm: it stays first even at the edges of what the numbers allow.",
    Certainty.LIKELY_TO_HOLD: "The first place will probably hold, but it is not firm.",
    Certainty.COULD_CHANGE: "This could change: within what the numbers allow, another cause could be first.",
    Certainty.TOO_EARLY: "It is too early to tell: too few of the answers say anything about the cause.",
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
