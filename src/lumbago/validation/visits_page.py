"""The public page of what the medicine checks withheld on real visits.

Withheld, Knowledge -> Markdown
"""

from collections.abc import Iterator, Mapping

from lumbago.knowledge import Knowledge
from lumbago.record import Verdict
from lumbago.validation.visits import Withheld

MOST_RULES = 6
INTRODUCTION = """# Medicines on real visits

Every visit of a public table (US physicians, people with back pain who were newly given an anti-inflammatory)
was put through the medicine checks. **A zero in that table means "not recorded", never "no".** So it is left
unasked, and so are pregnancy, alcohol, the liver and much else that the table does not hold: whatever could
forbid a medicine and is not known makes it one to ask about first. No dose is judged here, and no visit: this
only shows that the checks run on real mixes of illnesses and medicines, and what they withhold.
"""
COUNTED = (
    "{visits:,} visits, none refused by an error; {stopped:,} got no medicine at all, because an alarm among "
    "what was\nrecorded comes first (`lumbago validate medicines VISITS.csv`)."
)
REASONS = "most frequent reasons that were on record"


def visits_page(found: Withheld, knowledge: Knowledge) -> str:
    """Return the page."""
    return "\n".join(_lines(found, knowledge)).rstrip() + "\n"


def _lines(found: Withheld, knowledge: Knowledge) -> Iterator[str]:
    yield INTRODUCTION
    yield COUNTED.format(visits=found.visits, stopped=found.stopped)
    yield ""
    yield _cells("medicine", *(verdict.value for verdict in Verdict), REASONS)
    yield "|---|" + "---:|" * len(Verdict) + "---|"
    for medicine, verdicts in sorted(found.verdicts.items()):
        counts = (str(verdicts.get(verdict.value, 0)) for verdict in Verdict)
        yield _cells(knowledge.medicines[medicine].name, *counts, _listed(found.reasons.get(medicine, {})))
    yield ""
    yield "## What was not recorded and made a medicine one to ask about first"
    yield ""
    yield _cells("medicine", "rules that could not be decided, visits")
    yield "|---|---|"
    for medicine, rules in sorted(found.open.items()):
        yield _cells(knowledge.medicines[medicine].name, _listed(rules))


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _listed(rules: Mapping[str, int]) -> str:
    often = sorted(rules.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_RULES]
    return ", ".join(f"`{rule}` {count}" for rule, count in often) or "none"
