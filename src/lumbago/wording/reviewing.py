"""Plain words for how recovery goes: calm, and never a threat.

Review -> ReviewWords
"""

from dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.record import Assessment, Going, Review, Scope
from lumbago.wording.language import marked, say, say_day
from lumbago.wording.retelling import questions

GOING = {
    Going.TOO_EARLY: marked("Too early to say how it goes"),
    Going.RECOVERING: marked("You are getting better"),
    Going.FLARE: marked("A flare: worse than some days ago"),
    Going.STALLED: marked("Not getting better as hoped"),
    Going.RECOVERED: marked("You have recovered"),
    Going.RECURRENCE: marked("A new bout, after a time without"),
}
NOT_COMPLETE = {
    Going.RECOVERING: marked("Your pain is going down"),
    Going.RECOVERED: marked("Your pain has nearly gone"),
}
"""What may be said while warning signs are open: what the numbers are, and nothing that reassures."""

MEANS = {
    Going.TOO_EARLY: marked("Check in again, and we can tell you more."),
    Going.RECOVERING: marked("Your pain is lower than at the start. Ups and downs on the way are normal."),
    Going.FLARE: marked("Flares are common on the way to getting better. Most settle within days."),
    Going.STALLED: marked("That happens to many people, and it does not mean that something is damaged."),
    Going.RECOVERED: marked(
        "A week or more of pain 0 or 1. It can come back; staying active makes that rarer."
    ),
    Going.RECURRENCE: marked(
        "Bouts come back in many people. Start a new report, so that all is asked anew."
    ),
}
TO_DO = {
    Going.TOO_EARLY: (),
    Going.RECOVERING: (marked("Go on as you do, and do a little more of your usual day each day."),),
    Going.FLARE: (
        marked(
            "Ease off for a day or two, and keep moving a little. "
            "Do the two-minute version of your exercises."
        ),
        marked("Answer the warning signs again, at every check-in."),
    ),
    Going.STALLED: (
        marked("Check again: answer all the questions anew, for something may have changed."),
        marked("Move a little more: one more short walk a day, as far as the pain lets you."),
        marked("Ask for help: see a doctor or a physiotherapist, and take this page along."),
    ),
    Going.RECOVERED: (marked("Go on with exercise two or three days a week."),),
    Going.RECURRENCE: (marked("Start a new report today."),),
}
TWO_WEEKS = marked("Two weeks have passed: time for a second look.")
BY_TEST = marked(
    'What you told us fits "no better" more than a forecast of getting well. Of people who get well within '
    "twelve weeks, at most about {share} in 100 are ever told this by that test."
)
BY_FLOOR = marked(
    "Pain that has fallen by less than a third after two weeks deserves a second look. Most people still "
    "get better."
)


@dataclass(frozen=True)
class ReviewWords:
    """How it goes, in words.

    Attributes:
        headline: In one line.
        means: What that means.
        change: Pain then and now.
        why: Why the alert is given; empty without one.
        to_do: What to do.
        next_check_in: When to check in again.
        open_signs: Warning signs that nobody asked about today; while there are any, nothing reassures.
    """

    headline: str
    means: str
    change: str
    why: tuple[str, ...]
    to_do: tuple[str, ...]
    next_check_in: str
    open_signs: tuple[str, ...]


def tell_review(assessment: Assessment, review: Review, knowledge: Knowledge) -> ReviewWords:
    """Put a review into words; while a warning sign is open, without a word that reassures."""
    is_open = assessment.scope is Scope.INCOMPLETE
    headline = NOT_COMPLETE.get(review.going, GOING[review.going]) if is_open else GOING[review.going]
    quiet = is_open and review.going in NOT_COMPLETE
    return ReviewWords(
        headline=say(headline),
        means="" if quiet else say(MEANS[review.going]),
        change=_change(review),
        why=tuple(_why(review)),
        to_do=() if quiet else _to_do(review),
        next_check_in=say(
            "Check in again by {day}; sooner if anything changes.", day=say_day(review.next_check_in)
        ),
        open_signs=questions(assessment.triage.unasked, knowledge) if is_open else (),
    )


def _change(review: Review) -> str:
    if review.nprs is None or review.change is None:
        return ""
    before = review.nprs - review.change
    return say("Pain {nprs} of 10 now, {before} at the start.", nprs=review.nprs, before=before)


def _to_do(review: Review) -> tuple[str, ...]:
    """Return what to do; a flare takes away nothing of what a stall asks for."""
    own = TO_DO[review.going]
    is_both = review.is_not_recovering and review.going is Going.FLARE
    return tuple(say(step) for step in (*own, *(TO_DO[Going.STALLED] if is_both else ())))


def _why(review: Review) -> list[str]:
    if not review.is_not_recovering:
        return []
    why = [say(TWO_WEEKS)] if review.two_weeks else []
    if review.by_test and review.test is not None:
        why.append(say(BY_TEST, share=round(100 * review.test.false_alarms)))
    else:
        why.append(say(BY_FLOOR))
    return why
