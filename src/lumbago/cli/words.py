"""Words and bars for what an assessment holds as numbers and ids.

    Disposition, Status, probability, rule -> words

The words are coarse on purpose: finer ones would claim more than we know.
"""

from collections.abc import Iterable

from lumbago.knowledge import Knowledge
from lumbago.knowledge.schema import AskedOf
from lumbago.record import Candidate, Certainty, Disposition, History, Status, Weight

PROBABILITY_WORDS = (
    (0.8, "very likely"),
    (0.5, "likely"),
    (0.2, "possible"),
    (0.05, "less likely"),
    (0.0, "unlikely"),
)
"""Lowest probability for each word: our own judgement; the bar beside it shows the range."""

STATUS_TAGS = {
    Status.PUBLISHED: "",
    Status.UNVERIFIED: "[unverified]",
    Status.JUDGEMENT: "[our judgement, awaiting clinical sign-off]",
}
LEVEL_WORDS = {
    Disposition.EMERGENCY: "Emergency",
    Disposition.URGENT: "Urgent",
    Disposition.ROUTINE: "Not urgent",
    Disposition.SELF_CARE: "Self-care",
}
LEVEL_STYLES = {
    Disposition.EMERGENCY: "bold white on red",
    Disposition.URGENT: "bold black on yellow",
    Disposition.ROUTINE: "bold white on blue",
    Disposition.SELF_CARE: "bold black on green",
}
OPEN_STYLE = "bold black on yellow"
WITHIN_WORDS = {
    "now": "Get help now.",
    "today": "See someone today.",
    "days": "See someone within days.",
    "weeks": "See someone within weeks.",
    "none": "",
}
CERTAINTY_WORDS = {
    Certainty.FIRM: "The first place is firm: it stays first even at the edges of what the numbers allow.",
    Certainty.LIKELY_TO_HOLD: "The first place will probably hold, but it is not firm.",
    Certainty.COULD_CHANGE: "This could change: within what the numbers allow, another cause could be first.",
    Certainty.TOO_EARLY: "It is too early to tell: no answer so far says anything about the cause.",
}
LIMIT_WORDS = {
    "age": "your age",
    "duration_days": "days since the pain began",
}
LIMIT_QUESTIONS = {
    "age": "How old are you?",
    "sex": "What is your sex?",
    "duration_days": "When did this pain begin?",
    "nprs": "How strong is your pain now, from 0 to 10?",
}

BAR_CELLS = 20


def probability_words(probability: float) -> str:
    """Return a probability in one coarse word.

    Examples:
        >>> probability_words(0.5)
        'likely'
    """
    return next(words for lowest, words in PROBABILITY_WORDS if probability >= lowest)


def bar(candidate: Candidate) -> str:
    """Return the 80 % range as a bar and in steps of five: finer figures would claim too much."""
    low, high = (5 * round(20 * share) for share in (candidate.low, candidate.high))
    first = min(low * BAR_CELLS // 100, BAR_CELLS - 1)
    last = max(high * BAR_CELLS // 100, first + 1)
    drawn = "·" * first + "█" * (last - first) + "·" * (BAR_CELLS - last)
    return f"|{drawn}| {_span(low, high)}"


def _span(low: int, high: int) -> str:
    if high == 0:
        return "under 5 in 100"
    if low == 100:
        return "over 95 in 100"
    return f"about {low} in 100" if low == high else f"{low} to {high} in 100"


def question(key: str, knowledge: Knowledge) -> str:
    """Return what a person would be asked; for a limit of a rule, the question behind it."""
    if key in knowledge.findings:
        return knowledge.findings[key].question
    return LIMIT_QUESTIONS.get(key.partition(":")[0], key)


def questions(keys: Iterable[str], knowledge: Knowledge) -> list[str]:
    """Return what a person would be asked, each question once."""
    return list(dict.fromkeys(question(key, knowledge) for key in keys))


def soonest(times: Iterable[str]) -> str:
    """Return the soonest of the times that rules call for; "none" where there is no rule.

    Examples:
        >>> soonest(["weeks", "today"])
        'today'
    """
    return min(times, key=list(WITHIN_WORDS).index, default="none")


def because(key: str, history: History, knowledge: Knowledge) -> str:
    """Return in words an answer, or a limit, that made a rule hold."""
    finding = knowledge.findings.get(key)
    if finding is not None:
        said = [history.report.findings, *(check_in.findings for check_in in history.check_ins)]
        if any(findings.get(key) for findings in said):
            return f"You said yes to: {finding.question}"
        if finding.derived is not None and finding.derived.measure == "nprs" and (nprs := last_nprs(history)):
            return f"You gave your pain {nprs}"
        return f"It follows from your report: {finding.clinician}"
    name, _, span = key.partition(": ")
    if name == "sex":
        return f"Because of your sex: {span}"
    if name == "nprs":
        return f"You gave your pain {last_nprs(history)}"
    low, _, high = span.partition(" to ")
    return f"Because of {LIMIT_WORDS.get(name, name)}: {_limit(float(low), float(high))}"


def last_nprs(history: History) -> int | None:
    """Return the pain that was stated last, 0-10; None where it never was."""
    stated = [history.report.nprs, *(check_in.nprs for check_in in history.check_ins)]
    return next((nprs for nprs in reversed(stated) if nprs is not None), None)


def _limit(low: float, high: float) -> str:
    if low <= 0:
        return f"{high:g} or less"
    return f"{low:g} or more" if high >= 100 else f"{low:g} to {high:g}"


def argument(weight: Weight, knowledge: Knowledge) -> str:
    """Return what one answer did to one condition, with its ratio and what that rests on."""
    finding = knowledge.findings[weight.finding]
    answer = "yes" if weight.present else "no"
    said = (
        f"{answer} to: {finding.question}"
        if finding.asked_of is AskedOf.PERSON
        else f"{answer}: {finding.clinician}"
    )
    sign = "LR+" if weight.present else "LR−"
    ratio = f"{sign} {weight.likelihood_ratio:.2g} ({weight.low:.2g} to {weight.high:.2g})"
    rests = " ".join(part for part in (weight.source or "", STATUS_TAGS[weight.status]) if part)
    return f"{said} {ratio}, {rests}"
