"""Plain words for a trial of one: what it told, and what it cannot tell yet.

Trial, Analysis -> TrialWords
"""

from dataclasses import dataclass

from lumbago.n_of_1 import Analysis, Trial, Verdict
from lumbago.wording.language import marked, say, say_n, say_number

HEADLINES = {
    Verdict.HELPS: marked("It helps you: less pain on days with {treatment}"),
    Verdict.HARMS: marked("It makes it worse: more pain on days with {treatment}"),
    Verdict.NO_MATTER: marked("It makes no difference worth the trouble: {treatment}"),
    Verdict.CANNOT_TELL: marked("Cannot tell yet: {treatment}"),
}
PEEKING = marked(
    "No verdict before the last day: luck alone makes some days look good. So far the days only show a trend."
)
ONLY_YOU = marked(
    "This is about you and these days only. It says nothing of why, and nothing of other people."
)
NOT_BLIND = marked(
    "You knew which day it was, and that alone can ease pain: part of any difference may be that."
)


@dataclass(frozen=True)
class TrialWords:
    """What a trial of one told, in words."""

    headline: str
    sentences: tuple[str, ...]


def tell_trial(trial: Trial, found: Analysis) -> TrialWords:
    """Put what a trial of one told into words."""
    sentences = [_difference(found)] if found.difference is not None else []
    if not found.is_over:
        sentences.append(say(PEEKING))
    elif found.more_pairs is not None:
        sentences.append(say("About {pairs} more could tell.", pairs=_pairs(found.more_pairs)))
    if found.left_out:
        sentences.append(
            say("{pairs} left out: pain is missing, or a day was not as drawn.", pairs=_pairs(found.left_out))
        )
    headline = say(HEADLINES[found.verdict], treatment=trial.treatment)
    return TrialWords(headline, (*sentences, say(NOT_BLIND), say(ONLY_YOU)))


def _difference(found: Analysis) -> str:
    mean = found.difference or 0.0
    known = {"pairs": _pairs(found.pairs), "points": say_number(f"{abs(mean):.1f}")}
    if mean < 0:
        told = say("{pairs}: on average {points} points less pain with it than without", **known)
    else:
        told = say("{pairs}: on average {points} points more pain with it than without", **known)
    if found.interval is None:
        return say("{difference}. Three pairs are the least that tells anything.", difference=told)
    low, high = map(_signed, found.interval)
    return say(
        "{difference}; the truth may lie between {low} and {high} (95 of 100 times).",
        difference=told,
        low=low,
        high=high,
    )


def _pairs(n: int) -> str:
    return say_n("{n} pair of days", "{n} pairs of days", n)


def _signed(points: float) -> str:
    size = say_number(f"{abs(points):.1f}")
    return say("{points} less", points=size) if points < 0 else say("{points} more", points=size)
