"""How a terminal shows what an assessment holds as numbers: styles, bars, weights.

Disposition, Status, Candidate, Weight -> text
"""

from lumbago.knowledge import Knowledge
from lumbago.knowledge.schema import AskedOf
from lumbago.record import Candidate, Disposition, Status, Weight

STATUS_TAGS = {
    Status.PUBLISHED: "",
    Status.UNVERIFIED: "[unverified]",
    Status.JUDGEMENT: "[our judgement, awaiting clinical sign-off]",
}
LEVEL_STYLES = {
    Disposition.EMERGENCY: "bold white on red",
    Disposition.URGENT: "bold black on yellow",
    Disposition.ROUTINE: "bold white on blue",
    Disposition.SELF_CARE: "bold black on green",
}
OPEN_STYLE = "bold black on yellow"

BAR_CELLS = 20


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
