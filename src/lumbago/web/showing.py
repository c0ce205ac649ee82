"""An assessment in words that a person can read.

    Assessment, Knowledge -> Answer

Only words are chosen here; what is true was decided before. A stored assessment may name
facts that knowledge no longer holds: those are shown by their id.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbago.diagnosis import name_of
from lumbago.knowledge import Knowledge, tabulate
from lumbago.knowledge.schema import DispositionText
from lumbago.knowledge.table import Table
from lumbago.record import (
    Assessment,
    Candidate,
    Disposition,
    History,
    RaisedFlag,
    Scope,
    Status,
    Weight,
)
from lumbago.wording import because, questions, said, told
from lumbago.wording.language import say, say_number
from lumbago.wording.words import (
    CERTAINTY_WORDS,
    LEVEL_WORDS,
    STATUS_WORDS,
    STRONG_PAIN,
    WITHIN_WORDS,
    likelihood_words,
    soonest,
)

SHOWN = 3
"""Conditions shown to a person; a clinician may open the rest."""

ALIKE = 0.6
"""Share of words in common from which two names are not worth telling apart."""

WEIGHT_WORDS = (
    (10.0, gettext_lazy("strongly")),
    (5.0, gettext_lazy("clearly")),
    (2.0, gettext_lazy("somewhat")),
    (1.0, gettext_lazy("slightly")),
)
"""Ratio (or its inverse) from which each word is used, as teaching of likelihood ratios has it."""


@dataclass(frozen=True)
class Citation:
    """A source as a link."""

    id: str
    text: str


@dataclass(frozen=True)
class Reason:
    """Why one rule holds, in words."""

    id: str
    name: str
    says: str
    because: tuple[str, ...]
    level: str
    within: str
    status: str
    is_judgement: bool
    sources: tuple[Citation, ...]


@dataclass(frozen=True)
class Argument:
    """What one answer did to one condition, in words."""

    said: str
    strength: str
    ratio: str
    fact: str
    status: str
    is_judgement: bool


@dataclass(frozen=True)
class Cause:
    """One condition of the differential, in words; `name` is empty where it is nearly the plain one."""

    id: str
    plain: str
    name: str
    summary: str
    confirmed_by: str
    page: str
    likelihood: str
    percent: str
    low: float
    width: float
    arguments_for: tuple[Argument, ...]
    arguments_against: tuple[Argument, ...]


@dataclass(frozen=True)
class Answer:
    """Everything the result page shows."""

    assessment: Assessment
    level: Disposition
    level_words: str
    scope: Scope
    texts: DispositionText
    within: str
    reasons: tuple[Reason, ...]
    causes: tuple[Cause, ...]
    others: tuple[Cause, ...]
    certainty: str
    rivals: tuple[str, ...]
    would_change: tuple[str, ...]
    unasked: tuple[str, ...]
    strong_pain: int | None
    said: tuple[str, ...]

    @property
    def soon(self) -> str:
        """What to do, as a sentence, and by when, where that does not say so already."""
        said = f"{self.texts.headline}."
        return said if self.within.lower().rstrip(".") in said.lower() else f"{said} {self.within}"


def answer_of(assessment: Assessment, knowledge: Knowledge, unsure: Collection[str] = ()) -> Answer:
    """Put an assessment into words.

    Args:
        assessment: What was decided.
        knowledge: What its ids mean.
        unsure: What was asked and answered with "not sure".
    """
    triage, differential = assessment.triage, assessment.differential
    # An older knowledge may have had other columns: then no narrower name is looked for.
    is_of_today = assessment.knowledge_version == knowledge.version
    table = tabulate([assessment.history], knowledge) if is_of_today else None
    causes = tuple(_cause(c, assessment, knowledge, table) for c in differential.candidates)
    raised = [flag for flag in triage.raised if flag.disposition is triage.disposition]
    return Answer(
        assessment=assessment,
        level=triage.disposition,
        level_words=say(LEVEL_WORDS[triage.disposition]),
        scope=assessment.scope,
        texts=knowledge.dispositions[triage.disposition.value],
        within=_soonest(raised, knowledge),
        reasons=_reasons(assessment, knowledge),
        causes=causes[:SHOWN],
        others=causes[SHOWN:],
        certainty=say(CERTAINTY_WORDS[differential.certainty]),
        rivals=tuple(_plain_name(rival, knowledge) for rival in differential.rivals),
        would_change=questions(differential.would_change, knowledge),
        unasked=questions(triage.unasked, knowledge),
        strong_pain=_strong_pain(assessment),
        said=tuple(told(assessment.history, knowledge, unsure)),
    )


def _reasons(assessment: Assessment, knowledge: Knowledge) -> tuple[Reason, ...]:
    """Return the rules that hold, soonest first; none speaks of a later time than the first.

    Milder ones are named and explained, and their advice left out, lest it soften the first.
    """
    triage, order = assessment.triage, [say(words) for words in WITHIN_WORDS.values()]
    level = say(LEVEL_WORDS[triage.disposition])
    found = [_reason(flag, assessment.history, knowledge) for flag in triage.raised]
    top = sorted((r for r in found if r.level == level), key=lambda reason: order.index(reason.within))
    soonest = top[0].within if top else ""
    return (
        *(reason if reason.within == soonest else replace(reason, within="") for reason in top),
        *(replace(reason, says="", within="") for reason in found if reason.level != level),
    )


def _reason(flag: RaisedFlag, history: History, knowledge: Knowledge) -> Reason:
    rule = knowledge.red_flags.get(flag.id)
    words = tuple(because(key, history, knowledge) for key in flag.because)
    level = say(LEVEL_WORDS[flag.disposition])
    if rule is None:
        return Reason(flag.id, flag.id, "", words, level, "", "", False, ())
    return Reason(
        id=flag.id,
        name=rule.name,
        says=rule.says,
        because=words,
        level=level,
        within=say(WITHIN_WORDS[rule.within]),
        status=say(STATUS_WORDS[rule.status]),
        is_judgement=rule.status is Status.JUDGEMENT,
        sources=tuple(Citation(s, knowledge.sources[s].citation) for s in rule.sources),
    )


def _soonest(raised: list[RaisedFlag], knowledge: Knowledge) -> str:
    flags = [knowledge.red_flags[flag.id] for flag in raised if flag.id in knowledge.red_flags]
    return say(WITHIN_WORDS[soonest(flag.within for flag in flags)])


def _cause(candidate: Candidate, assessment: Assessment, knowledge: Knowledge, table: Table | None) -> Cause:
    condition = knowledge.conditions.get(candidate.condition)
    name = plain = candidate.condition
    if condition is not None:
        name, plain = condition.name, condition.plain
        if table is not None:
            name, plain = name_of(candidate, table, knowledge)
    return Cause(
        id=candidate.condition,
        plain=plain,
        name="" if is_nearly(name, plain) else name,
        summary=condition.summary if condition else "",
        confirmed_by=condition.confirmed_by if condition else "",
        page=condition.explanation if condition else "",
        likelihood=say(likelihood_words(candidate.probability)),
        percent=_percent(candidate),
        low=round(100 * candidate.low, 1),
        width=round(max(100 * (candidate.high - candidate.low), 1.5), 1),
        arguments_for=tuple(
            _argument(w, candidate.condition, assessment.history, knowledge) for w in candidate.weights_for
        ),
        arguments_against=tuple(
            _argument(w, candidate.condition, assessment.history, knowledge)
            for w in candidate.weights_against
        ),
    )


def is_nearly(name: str, plain: str) -> bool:
    """Whether two names say the same, but for a word or an ending.

    Examples:
        >>> is_nearly("Pelvic-girdle pain", "Pelvic-girdle pain of pregnancy")
        True
        >>> is_nearly("Herpes zoster (shingles)", "Shingles")
        False
    """
    first, second = _stems(name), _stems(plain)
    return len(first & second) >= ALIKE * len(first | second)


def _stems(name: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[^\W\d_]{4,}", name.lower())}


def _percent(candidate: Candidate) -> str:
    """Return the range in steps of five: finer figures would claim more than we know."""
    low, high = (5 * round(20 * share) for share in (candidate.low, candidate.high))
    if low == 0:
        return _("at most %(high)s in 100") % {"high": max(high, 5)}
    words = _("about %(low)s in 100") if low == high else _("between %(low)s and %(high)s in 100")
    return words % {"low": low, "high": high}


def _argument(weight: Weight, condition: str, history: History, knowledge: Knowledge) -> Argument:
    answer = "yes" if weight.present else "no"
    ratio = max(weight.likelihood_ratio, 1 / weight.likelihood_ratio)
    strength = next(words for lowest, words in WEIGHT_WORDS if ratio >= lowest)
    numbers = {"ratio": weight.likelihood_ratio, "low": weight.low, "high": weight.high}
    figures = {name: say_number(f"{number:.2g}") for name, number in numbers.items()}
    return Argument(
        said=said(weight.finding, answer=answer, history=history, knowledge=knowledge),
        strength=str(strength),
        ratio=_("LR %(ratio)s, %(low)s to %(high)s") % figures,
        fact=f"{condition}/{weight.finding}",
        status=say(STATUS_WORDS[weight.status]),
        is_judgement=weight.status is Status.JUDGEMENT,
    )


def _plain_name(condition: str, knowledge: Knowledge) -> str:
    return knowledge.conditions[condition].plain if condition in knowledge.conditions else condition


def _strong_pain(assessment: Assessment) -> int | None:
    last = assessment.history.nprs
    is_said_already = assessment.scope is not Scope.INCOMPLETE and any(
        "severe_pain" in flag.because for flag in assessment.triage.raised
    )
    if last is None or last < STRONG_PAIN or assessment.scope is Scope.EMERGENCY or is_said_already:
        return None
    return last
