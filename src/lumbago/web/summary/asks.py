"""Three things to ask a clinician, each with the reason why.

    Assessment, in numbers and in words -> three questions

They are chosen from what the assessment leaves open, gravest first; nothing is asked that it does not raise.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from pydantic.dataclasses import dataclass

from lumbago.knowledge import Knowledge
from lumbago.knowledge.schema import AskedOf
from lumbago.record import Assessment, Going, Scope
from lumbago.record.scales import STRICT
from lumbago.web.showing import Answer
from lumbago.web.summary.signs import in_short
from lumbago.wording.planning import PlanWords
from lumbago.wording.reviewing import ReviewWords

HOW_MANY = 3
MOST_NAMED = 3
"""Findings that one question names."""

POSSIBLE = 0.2
"""Upper end of a range from which a cause is called possible."""

STUCK = frozenset({Going.STALLED, Going.FLARE, Going.RECURRENCE})


@dataclass(frozen=True, config=STRICT)
class Ask:
    """One thing to ask.

    Attributes:
        what: The question, as the person would say it.
        why: What it comes from.
    """

    what: str
    why: str


class Known(NamedTuple):
    """What the questions are chosen from.

    Attributes:
        assessment: What was decided.
        answer: The same in words.
        plan: The plan in words; None where there is none.
        review: How it goes in words; None likewise.
        knowledge: What ids mean.
        is_old: Whether the last thing said is too long ago to rely on a "no".
    """

    assessment: Assessment
    answer: Answer
    plan: PlanWords | None
    review: ReviewWords | None
    knowledge: Knowledge
    is_old: bool


def three_things(known: Known) -> tuple[Ask, ...]:
    """Return three things to ask, gravest first."""
    by_question: dict[str, Ask] = {}
    for source in (_alarm, _aged, _open_signs, _medicines, _stuck, _unlooked, _rival, _weeks, _always):
        for ask in source(known):
            by_question.setdefault(ask.what, ask)
    return tuple(islice(by_question.values(), HOW_MANY))


def _alarm(known: Known) -> Iterator[Ask]:
    """Ask about the gravest rules, and about the gravest condition that the first suspects."""
    triage, knowledge = known.assessment.triage, known.knowledge
    soon = [flag for flag in triage.raised if flag.disposition.is_soon and flag.id in knowledge.red_flags]
    rules = [knowledge.red_flags[flag.id] for flag in soon[:2]]
    about = [
        Ask(_("What has to be checked because of this: %(rule)s?") % {"rule": rule.name}, rule.says)
        for rule in rules
    ]
    suspects = [knowledge.conditions[one] for rule in rules for one in rule.suspects[:1]]
    causes = [
        Ask(_("Could it be this: %(cause)s? What would tell?") % {"cause": one.plain}, one.confirmed_by)
        for one in suspects
    ]
    yield from (*about[:1], *causes[:1], *about[1:], *causes[1:])


def _aged(known: Known) -> Iterator[Ask]:
    if known.is_old:
        on = date_format(known.assessment.history.on, _("j F Y"))
        yield Ask(
            _("Can you go through the warning signs with me again?"),
            _("I was last asked on %(day)s, and a “no” holds for its day only.") % {"day": on},
        )


def _open_signs(known: Known) -> Iterator[Ask]:
    unasked = [key for key in known.assessment.triage.unasked if key in known.knowledge.findings]
    if not unasked:
        return
    signs = [known.knowledge.findings[key] for key in unasked[:MOST_NAMED]]
    named = "; ".join(one.sign or in_short(one.clinician).lower() for one in signs)
    yield Ask(
        _("Can you go through the warning signs that are still open with me, first: %(signs)s?")
        % {"signs": named},
        _("%(number)s are open. Until they are answered, nothing says that this is harmless.")
        % {"number": len(unasked)},
    )


def _medicines(known: Known) -> Iterator[Ask]:
    if known.plan is None:
        return
    medicines = known.plan.medicines
    for alarm in medicines.alarms[:1]:
        yield Ask(_("I take more of a medicine than one day allows. What should I do?"), alarm)
    careful = [
        one for one in (*medicines.chosen, *medicines.ask_first) if any(not why.is_open for why in one.whys)
    ]
    for one in careful[:1]:
        why = next(why for why in one.whys if not why.is_open)
        yield Ask(_("Is %(medicine)s safe for me?") % {"medicine": one.name.lower()}, why.says)


def _stuck(known: Known) -> Iterator[Ask]:
    going = known.assessment.review.going if known.assessment.review else None
    if going not in STUCK or known.review is None:
        return
    words = {
        Going.STALLED: _("It is not getting better as hoped. What should be looked at again?"),
        Going.FLARE: _("It has flared up. What should I change, and for how long?"),
        Going.RECURRENCE: _("It has come back. What can keep it away next time?"),
    }
    yield Ask(words[going], " ".join((known.review.change, *known.review.why)).strip() or known.review.means)


def _unlooked(known: Known) -> Iterator[Ask]:
    """Ask for what nobody asked or looked at, where it could move the first causes."""
    if known.assessment.scope is Scope.TRIAGE_ONLY:
        return
    differential, findings = known.assessment.differential, known.knowledge.findings
    signs = [key for one in differential.candidates[:2] for key in one.unasked]
    seen = [key for key in signs if key in findings and findings[key].asked_of is AskedOf.CLINICIAN]
    wanted = dict.fromkeys((*(key for key in differential.would_change if key in findings), *seen))
    if wanted:
        first = known.answer.causes[0].plain
        yield Ask(
            _("Can you look into this: %(signs)s?") % {"signs": _names(list(wanted), known.knowledge)},
            _("Nobody asked about it, and it could change what comes first: %(cause)s.") % {"cause": first},
        )


def _rival(known: Known) -> Iterator[Ask]:
    """Ask how the first causes would be told apart, where another could be first or is not far behind."""
    assessment = known.assessment
    if assessment.scope not in {Scope.WHOLE, Scope.INCOMPLETE}:
        return
    rivals = assessment.differential.rivals
    pairs = zip(known.answer.causes, assessment.differential.candidates, strict=False)
    near = (cause for cause, one in list(pairs)[1:] if one.condition in rivals or one.high >= POSSIBLE)
    for rival in islice(near, 1):
        why = _("It is not far behind: %(percent)s people with answers like these.") % {
            "percent": rival.percent
        }
        yield Ask(_("Could it be this as well: %(cause)s? How would you tell?") % {"cause": rival.plain}, why)


def _weeks(known: Known) -> Iterator[Ask]:
    """Ask when to look again, where a forecast says how long it takes."""
    forecast = known.assessment.forecast
    if forecast is None:
        return
    from lumbago.wording.forecasting import tell

    time = tell(known.assessment.history, forecast).recovery[-1]
    yield Ask(_("If it takes longer than it does for most, when should you look again?"), time)


def _always(known: Known) -> Iterator[Ask]:
    """Ask what anybody may ask: what the words of the level already say."""
    texts, answer = known.answer.texts, known.answer
    if known.assessment.scope is not Scope.EMERGENCY and texts.safety_net:
        yield Ask(_("What should bring me back at once?"), texts.safety_net[0])
    for line in texts.comfort[:1]:
        yield Ask(_("What can I do myself until then?"), line)
    yield Ask(_("What happens next, and when?"), answer.soon)
    yield Ask(_("Who will tell me, and how do I reach them?"), texts.what_to_do[0])


def _names(keys: list[str], knowledge: Knowledge) -> str:
    return "; ".join(in_short(knowledge.findings[key].clinician).lower() for key in keys[:MOST_NAMED])
