"""Print an assessment for a person: how soon, why, and - where that may be shown - what it is.

    Assessment, Knowledge -> text

An emergency is shown alone. What is not complete never reassures: neither a headline nor
a cause is printed while a question that could make it more urgent is unanswered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lumbago.cli import words
from lumbago.cli.leaving import one_line
from lumbago.cli.printing import bullets, heading, paragraph
from lumbago.diagnosis import name_of
from lumbago.knowledge import Knowledge, tabulate
from lumbago.record import Assessment, Candidate, Disposition, RaisedFlag, Scope
from lumbago.wording import because, questions
from lumbago.wording.forecasting import CLAIM, tell
from lumbago.wording.retelling import question
from lumbago.wording.words import CERTAINTY_WORDS, STRONG_PAIN, WITHIN_WORDS, likelihood_words, soonest

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 3
"""Conditions shown to a person; `--clinician` shows more."""

MOST_FOR_CLINICIAN = 10
MOST_ARGUMENTS = 4
MOST_QUESTIONS = 5

MOST_COUNTED = 10
"""Open questions up to which their number is said; a larger one only frightens."""

KIND = (
    "Severe pain is frightening, but severe pain by itself is not dangerous. "
    "None of your answers points to an emergency."
)
KIND_WHILE_OPEN = (
    "Severe pain is frightening. How strong it is cannot tell whether something dangerous is wrong: "
    "the questions below can. Please answer them."
)
WHILE_OPEN = (
    "We cannot say yet whether this can wait. Answer the questions below, or let a clinician ask them "
    "('lumbago interview' asks them one by one). Until then, take the warning signs at the end seriously."
)
OLD = (
    "These are answers of {on}, and this is what they meant then. A 'no' to a warning sign holds for its "
    "day only: answer again before you rely on it today ('lumbago interview')."
)
MORE_FORECAST = "'lumbago forecast FILE' draws it, and says what you could do and what that would change."
FOOTER = "Not a medical device. No efficacy is claimed. Knowledge version"


@dataclass(frozen=True)
class Page:
    """Where an assessment is printed, and what its ids mean."""

    console: "Console"
    assessment: Assessment
    knowledge: Knowledge
    today: date

    @property
    def level(self) -> Disposition:
        """The disposition."""
        return self.assessment.triage.disposition

    @property
    def may_reassure(self) -> bool:
        """Whether nothing unanswered could make it more urgent."""
        return self.assessment.triage.is_complete


def show(page: Page) -> None:
    """Print what a person may be shown."""
    scope = page.assessment.scope
    if not page.level.is_soon:
        _of_an_earlier_day(page)
    if _may_say(page):
        _headline(page)
    else:
        _not_complete(page)
    if page.level.is_soon:
        _of_an_earlier_day(page)
    _kind_word(page)
    _reasons(page)
    if scope is not Scope.EMERGENCY:
        _open_questions(page)
        _comfort(page)
    if scope in {Scope.CLEARANCE_FIRST, Scope.WHOLE}:
        _causes(page)
    if scope is Scope.WHOLE:
        _what_could_change(page)
        _how_long(page)
    _safety_net(page)
    _not_understood(page)
    _footer(page)


def show_around(page: Page, while_open: str, inner: Callable[[], None]) -> None:
    """Print one thing for a person, between what must come before it and after it.

    Args:
        page: Where, and whose.
        while_open: What it means while a question about warning signs is open.
        inner: Prints it.
    """
    _of_an_earlier_day(page)
    if not page.may_reassure:
        _not_complete(page)
        page.console.print()
        paragraph(page.console, while_open, style="bold")
        _open_questions(page)
    inner()
    _safety_net(page)
    _not_understood(page)
    _footer(page)


def show_clinician(page: Page) -> None:
    """Print what a person may be shown, and then all that stands behind it."""
    show(page)
    heading(page.console, "FOR THE CLINICIAN")
    for flag in page.assessment.triage.raised:
        rule = page.knowledge.red_flags[flag.id]
        bullets(page.console, [f"{rule.rule} {rule.name}: {rule.reasoning} {rule.at}"])
    heading(page.console, "Differential (share among known conditions, 80 % range)")
    for candidate in page.assessment.differential.candidates[:MOST_FOR_CLINICIAN]:
        _cause(page, candidate, name=_names(page, candidate)[0])
        _arguments(page, candidate)


def _of_an_earlier_day(page: Page) -> None:
    history = page.assessment.history
    if history.is_old(page.today):
        page.console.print()
        paragraph(page.console, OLD.format(on=f"{history.on:%-d %B %Y}"), style="bold")
        page.console.print()


def _headline(page: Page) -> None:
    texts = page.knowledge.dispositions[page.level.value]
    _banner(page, texts.headline, words.LEVEL_STYLES[page.level])
    heading(page.console, "What to do")
    bullets(page.console, texts.what_to_do, mark="1")
    if not page.may_reassure:
        page.console.print()
        paragraph(
            page.console, "This is not complete: it could be more urgent than that. See the questions below."
        )


def _not_complete(page: Page) -> None:
    asked = questions(page.assessment.triage.unasked, page.knowledge)
    number = "many" if len(asked) > MOST_COUNTED else str(len(asked))
    words_for = "answer is" if len(asked) == 1 else "answers are"
    _banner(page, f"Not complete: {number} {words_for} missing about warning signs", words.OPEN_STYLE)
    page.console.print()
    paragraph(page.console, WHILE_OPEN)


def _banner(page: Page, sentence: str, style: str) -> None:
    from rich import box
    from rich.panel import Panel
    from rich.text import Text

    edge = style.rpartition(" ")[2]
    page.console.print(Panel(Text(f" {sentence} ", style), box=box.HEAVY, border_style=edge))


def _kind_word(page: Page) -> None:
    nprs = page.assessment.history.nprs or 0
    if nprs >= STRONG_PAIN and page.level.urgency < Disposition.URGENT.urgency:
        page.console.print()
        paragraph(page.console, KIND if page.may_reassure else KIND_WHILE_OPEN, style="italic")


def _reasons(page: Page) -> None:
    """Print the rules that decided; milder ones by name only, lest they soften the first.

    No time later than the soonest is said.
    """
    raised = page.assessment.triage.raised
    if not raised:
        return
    heading(page.console, "Why" if _may_say(page) else "What your answers say so far")
    deciding = [flag for flag in raised if flag.disposition is page.level]
    time = soonest(page.knowledge.red_flags[flag.id].within for flag in deciding)
    for flag in deciding:
        _reason(page, flag, time)
    milder = [page.knowledge.red_flags[flag.id].name for flag in raised if flag.disposition is not page.level]
    if milder:
        bullets(page.console, [f"Also noted: {'; '.join(milder)}."])


def _may_say(page: Page) -> bool:
    """Whether mild words may be shown: they soothe, and nothing soothes while a question is open."""
    return page.may_reassure or page.level.urgency >= Disposition.URGENT.urgency


def _reason(page: Page, flag: RaisedFlag, time: str) -> None:
    rule = page.knowledge.red_flags[flag.id]
    within = WITHIN_WORDS[rule.within] if rule.within == time else ""
    bullets(page.console, [rule.name], style="bold")
    if _may_say(page):
        paragraph(page.console, f"{rule.says} {within}".strip(), by=4)
    for key in flag.because:
        paragraph(page.console, because(key, page.assessment.history, page.knowledge), by=4)
    paragraph(page.console, _rests_on(page, flag.id), style="dim", by=4)


def _rests_on(page: Page, id_: str) -> str:
    rule = page.knowledge.red_flags[id_]
    sources = f"sources: {', '.join(rule.sources)}" if rule.sources else ""
    return " ".join(
        part for part in (f"Rule {rule.rule} {id_};", sources, words.STATUS_TAGS[rule.status]) if part
    )


def _open_questions(page: Page) -> None:
    """Print what is unanswered by kind, each with the key that a report gives it."""
    unasked = page.assessment.triage.unasked
    if not unasked:
        return
    heading(page.console, "Questions that must be answered first")
    for title, keys in _by_topic(unasked, page.knowledge).items():
        paragraph(page.console, title, by=2, style="bold")
        asked = (f"{question(key, page.knowledge)} [{_field(key)}]" for key in keys)
        bullets(page.console, dict.fromkeys(asked), mark="?")


def _by_topic(keys: Iterable[str], knowledge: Knowledge) -> dict[str, list[str]]:
    topics: dict[str, list[str]] = {}
    for key in keys:
        finding = knowledge.findings.get(key)
        topics.setdefault(knowledge.topics[finding.topic].title if finding else "About you", []).append(key)
    return topics


def _field(key: str) -> str:
    """Return the field of a report that answers a question: a finding, or the number of a limit."""
    return {"duration_days": "onset"}.get(name := key.partition(":")[0], name)


def _comfort(page: Page) -> None:
    comfort = page.knowledge.dispositions[page.level.value].comfort
    if comfort and page.assessment.scope in {Scope.CLEARANCE_FIRST, Scope.WHOLE}:
        heading(page.console, "What may ease it meanwhile")
        bullets(page.console, comfort)


def _causes(page: Page) -> None:
    is_whole = page.assessment.scope is Scope.WHOLE
    heading(
        page.console, "What it probably is" if is_whole else "What it may be (a clinician must look first)"
    )
    for candidate in page.assessment.differential.candidates[:SHOWN]:
        _cause(page, candidate, name=_names(page, candidate)[1])
        if is_whole:
            _arguments(page, candidate)


def _cause(page: Page, candidate: Candidate, *, name: str) -> None:
    likely = likelihood_words(candidate.probability)
    page.console.print()
    paragraph(page.console, f"{name}: {likely}", by=2, style="bold")
    paragraph(page.console, words.bar(candidate), by=4)


def _names(page: Page, candidate: Candidate) -> tuple[str, str]:
    table = tabulate([page.assessment.history], page.knowledge)
    return name_of(candidate, table, page.knowledge)


def _arguments(page: Page, candidate: Candidate) -> None:
    for mark, weights in (("+", candidate.weights_for), ("−", candidate.weights_against)):
        said = [words.argument(weight, page.knowledge) for weight in weights[:MOST_ARGUMENTS]]
        more = len(weights) - len(said)
        bullets(page.console, [*said, *([f"and {more} more"] if more > 0 else [])], mark=f"  {mark}")


def _what_could_change(page: Page) -> None:
    differential = page.assessment.differential
    heading(page.console, "How sure is this?")
    paragraph(page.console, CERTAINTY_WORDS[differential.certainty], by=2)
    rivals = [page.knowledge.conditions[rival].plain for rival in differential.rivals[:SHOWN]]
    if rivals:
        paragraph(page.console, f"Could be first instead: {'; '.join(rivals)}.", by=2)
    _asked_if_unasked(page, "An answer to these could change it:", differential.would_change)
    others = (key for key in differential.first.unasked if key not in differential.would_change)
    _asked_if_unasked(page, "Not asked, and it would say more about the first:", others)


def _asked_if_unasked(page: Page, sentence: str, keys: Iterable[str]) -> None:
    asked = questions(keys, page.knowledge)[:MOST_QUESTIONS]
    if asked:
        paragraph(page.console, sentence, by=2)
        bullets(page.console, asked, mark="  ?")


def _how_long(page: Page) -> None:
    forecast = page.assessment.forecast
    if forecast is None:
        return
    told = tell(page.assessment.history, forecast)
    heading(page.console, "How long it may take")
    bullets(page.console, (told.since, *told.in_short, CLAIM, MORE_FORECAST))


def _safety_net(page: Page) -> None:
    heading(page.console, "Watch for these, whatever it is")
    bullets(page.console, page.knowledge.dispositions[page.level.value].safety_net, mark="!")


def _not_understood(page: Page) -> None:
    if page.assessment.not_understood:
        heading(page.console, "Not understood; these words changed nothing")
        bullets(page.console, map(one_line, page.assessment.not_understood))


def _footer(page: Page) -> None:
    page.console.print()
    paragraph(page.console, f"{FOOTER} {page.assessment.knowledge_version}.", style="dim")
