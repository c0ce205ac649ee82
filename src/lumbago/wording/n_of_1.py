"""Plain words for a trial of one: what it told, and what it cannot tell yet.

Trial, Analysis -> TrialWords
"""

from dataclasses import dataclass

from lumbago.n_of_1 import Analysis, Trial, Verdict

HEADLINES = {
    Verdict.HELPS: "It helps you: less pain on days with {treatment}",
    Verdict.HARMS: "It makes it worse: more pain on days with {treatment}",
    Verdict.NO_MATTER: "It makes no difference worth the trouble: {treatment}",
    Verdict.CANNOT_TELL: "Cannot tell yet: {treatment}",
}
PEEKING = (
    "No verdict before the last day: luck alone makes some days look good. So far the days only show a trend."
)
ONLY_YOU = "This is about you and these days only. It says nothing of why, and nothing of other people."
NOT_BLIND = "You knew which day it was, and that alone can ease pain: part of any difference may be that."


@dataclass(frozen=True)
class TrialWords:
    """What a trial of one told, in words."""

    headline: str
    sentences: tuple[str, ...]


def tell_trial(trial: Trial, found: Analysis) -> TrialWords:
    """Put what a trial of one told into words."""
    sentences = [_difference(found)] if found.difference is not None else []
    if not found.is_over:
        sentences.append(PEEKING)
    elif found.more_pairs is not None:
        sentences.append(f"About {_pairs(found.more_pairs)} more could tell.")
    if found.left_out:
        sentences.append(f"{_pairs(found.left_out)} left out: pain is missing, or a day was not as drawn.")
    headline = HEADLINES[found.verdict].format(treatment=trial.treatment)
    return TrialWords(headline, (*sentences, NOT_BLIND, ONLY_YOU))


def _difference(found: Analysis) -> str:
    mean = found.difference or 0.0
    word = "less" if mean < 0 else "more"
    text = f"{_pairs(found.pairs)}: on average {abs(mean):.1f} points {word} pain with it than without"
    if found.interval is None:
        return f"{text}. Three pairs are the least that tells anything."
    low, high = found.interval
    return f"{text}; the truth may lie between {_signed(low)} and {_signed(high)} (95 of 100 times)."


def _pairs(n: int) -> str:
    return f"{n} pair{'s' * (n != 1)} of days"


def _signed(points: float) -> str:
    return f"{abs(points):.1f} {'less' if points < 0 else 'more'}"
