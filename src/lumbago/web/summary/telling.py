"""What one page says of a person.

    KeptAssessment, today -> Summary

Whoever reads it has minutes. What is not known is said: open warning signs, answers of an earlier day.
"""

from dataclasses import replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic.dataclasses import dataclass

from lumbago.instruments import disability
from lumbago.knowledge import Knowledge
from lumbago.record import Assessment, Candidate, Disposition, History, Scope, Weight
from lumbago.record.scales import STRICT
from lumbago.web.followed import today_of, with_forecast, with_plan
from lumbago.web.models import KeptAssessment
from lumbago.web.showing import Answer, answer_of
from lumbago.web.summary.asks import Ask, Known, three_things
from lumbago.web.summary.signs import Signs, in_short, signs_of
from lumbago.wording import because
from lumbago.wording.forecasting import tell
from lumbago.wording.language import spoken_language
from lumbago.wording.medicines import Checked
from lumbago.wording.planning import PlanWords, tell_plan
from lumbago.wording.reviewing import ReviewWords, tell_review

MOST_CAUSES, MOST_POINTS, MOST_DAYS, MOST_LINES = 3, 3, 9, 3
"""What fits on a page."""


@dataclass(frozen=True, config=STRICT)
class Reason:
    """A rule that holds, and the answers that make it hold."""

    name: str
    level: str
    because: tuple[str, ...]


@dataclass(frozen=True, config=STRICT)
class Cause:
    """One condition that it may be.

    Attributes:
        plain: In plain words.
        name: As a clinician would say it; empty where that is nearly the same.
        likelihood: In one word.
        percent: Its range.
        points_for: Answers that speak for it, strongest first.
        points_against: Answers that speak against it.
    """

    plain: str
    name: str
    likelihood: str
    percent: str
    points_for: tuple[str, ...]
    points_against: tuple[str, ...]


@dataclass(frozen=True, config=STRICT)
class Course:
    """How it went.

    Attributes:
        pain: Days and pain, the first and the latest.
        left_out: How many days between them are left out.
        disability: Limits in daily life, first and last; empty where nobody asked.
        headline: How it goes in one line; empty without a review.
        why: What that rests on, and what it does not say.
    """

    pain: tuple[tuple[str, int], ...]
    left_out: int
    disability: str
    headline: str
    why: tuple[str, ...]


@dataclass(frozen=True, config=STRICT)
class Dose:
    """One medicine of the plan, with what to look out for."""

    name: str
    amount: str
    cautions: tuple[str, ...]


@dataclass(frozen=True, config=STRICT)
class Advised:
    """The plan in short.

    Attributes:
        about: Whom it is for.
        lines: What comes first.
        doses: Medicines, only if wanted.
        not_for: Medicines that are not for this person, and why.
        alarms: What is taken above its ceiling.
    """

    about: str
    lines: tuple[str, ...]
    doses: tuple[Dose, ...]
    not_for: tuple[str, ...]
    alarms: tuple[str, ...]


@dataclass(frozen=True, config=STRICT)
class Summary:
    """One page about a person.

    Attributes:
        name: What they are called.
        made_on: Today.
        said_on: Day of the last thing said.
        is_old: Whether that is too long ago to rely on a "no".
        about: Age, sex, when the pain began, pain now.
        level: Its id, for the shape; "open" while warning signs are open.
        level_words: How soon someone must look.
        headline: The same as a sentence.
        reasons: Rules that hold.
        asks: Three things to ask, each with its reason.
        causes: What it may be, likeliest first; none for a person under 18.
        certainty: How firmly the first place stands.
        course: How it went.
        forecast: How it may go on; empty where nobody may be shown that.
        plan: What to do; None likewise.
        takes: Medicines that are taken; allergies.
        signs: Warning signs, asked and open.
        knowledge_version: State of the knowledge.
    """

    name: str
    made_on: str
    said_on: str
    is_old: bool
    about: str
    level: str
    level_words: str
    headline: str
    reasons: tuple[Reason, ...]
    asks: tuple[Ask, ...]
    causes: tuple[Cause, ...]
    certainty: str
    course: Course
    forecast: tuple[str, ...]
    plan: Advised | None
    takes: tuple[str, ...]
    signs: Signs
    knowledge_version: str


def summary_of(
    kept: KeptAssessment, knowledge: Knowledge, *, today: date, words: Knowledge | None = None
) -> Summary:
    """Return the summary of a kept report and all that was said after it.

    Args:
        kept: The kept report.
        knowledge: What decides.
        today: The day it is made.
        words: The same knowledge in the language of the reader; English where it is not given.

    Raises:
        ReportError: When what was kept can no longer be read.
    """
    assessment = assessed(kept, knowledge, today=today)
    return told(assessment, words or knowledge, name=kept.person.name, today=today)


def assessed(kept: KeptAssessment, knowledge: Knowledge, *, today: date) -> Assessment:
    """Return what all that was said means, with the forecast and the plan that the pages of the day show."""
    standing = today_of(kept, knowledge, today=today)
    return replace(with_forecast(standing, knowledge), plan=with_plan(standing, kept).plan)


def told(assessment: Assessment, words: Knowledge, *, name: str, today: date) -> Summary:
    """Put an assessment onto one page."""
    history, answer = assessment.history, answer_of(assessment, words)
    plan = tell_plan(history, assessment.plan, words) if assessment.plan else None
    review = tell_review(assessment, assessment.review, words) if assessment.review else None
    is_old = history.is_old(today)
    is_open = assessment.scope is Scope.INCOMPLETE and not answer.level.is_soon
    return Summary(
        name=name,
        made_on=_day(today),
        said_on=_day(history.on),
        is_old=is_old,
        about=_about(history),
        level="open" if is_open or (is_old and not answer.level.is_soon) else answer.level.value,
        level_words=_("Not complete") if is_open else answer.level_words,
        headline=_headline(answer, is_open),
        reasons=_reasons(assessment, answer, words),
        asks=three_things(Known(assessment, answer, plan, review, words, is_old)),
        causes=_causes(assessment, answer, words),
        certainty=answer.certainty,
        course=_course(history, review),
        forecast=tell(history, assessment.forecast).in_short if assessment.forecast else (),
        plan=_advised(plan) if plan else None,
        takes=_takes(history),
        signs=signs_of(history, words),
        knowledge_version=assessment.knowledge_version,
    )


def _headline(answer: Answer, is_open: object) -> str:
    if is_open:
        return _("Warning signs are open, so nothing here says that all is well. So far: %(level)s.") % {
            "level": answer.level_words
        }
    soon = {Disposition.URGENT, Disposition.EMERGENCY}
    return answer.soon if answer.level in soon else f"{answer.texts.headline}."


def _reasons(assessment: Assessment, answer: Answer, words: Knowledge) -> tuple[Reason, ...]:
    """Return the rules that hold, with what makes them hold as a clinician would note it."""
    keys = {flag.id: flag.because for flag in assessment.triage.raised}

    def noted(key: str) -> str:
        finding = words.findings.get(key)
        return in_short(finding.clinician) if finding else because(key, assessment.history, words)

    found = []
    for one in answer.reasons:
        grounds = dict.fromkeys(map(noted, keys.get(one.id, ())))
        found.append(Reason(one.name, one.level, tuple(ground for ground in grounds if ground != one.name)))
    return tuple(found)


def _about(history: History) -> str:
    """Return who it is about, in the words of a letter."""
    report, days = history.report, history.duration_days
    parts = [
        "" if report.age is None else _("%(age)s years") % {"age": f"{report.age:g}"},
        {"female": _("female"), "male": _("male"), "other": _("other sex")}[report.sex.value]
        if report.sex
        else "",
        ""
        if days is None
        else ngettext("pain for one day", "pain for %(days)d days", int(days)) % {"days": int(days)},
        "" if history.nprs is None else _("pain %(nprs)s of 10") % {"nprs": history.nprs},
    ]
    return ", ".join(part for part in parts if part)


def _causes(assessment: Assessment, answer: Answer, words: Knowledge) -> tuple[Cause, ...]:
    if assessment.scope is Scope.TRIAGE_ONLY:
        return ()
    pairs = zip(answer.causes, assessment.differential.candidates, strict=False)
    return tuple(
        Cause(
            plain=cause.plain,
            name=cause.name,
            likelihood=cause.likelihood,
            percent=cause.percent,
            points_for=_points(candidate, candidate.weights_for, words),
            points_against=_points(candidate, candidate.weights_against, words),
        )
        for cause, candidate in list(pairs)[:MOST_CAUSES]
    )


def _points(candidate: Candidate, weights: tuple[Weight, ...], words: Knowledge) -> tuple[str, ...]:
    """Return answers as a clinician would note them."""
    answers = {True: _("yes"), False: _("no")}
    known = [weight for weight in weights if weight.finding in words.findings][:MOST_POINTS]
    return tuple(
        f"{in_short(words.findings[one.finding].clinician)}: {answers[one.present]}" for one in known
    )


def _course(history: History, review: ReviewWords | None) -> Course:
    stated = [(_short(on), nprs) for on, nprs in history.stated]
    shown = stated if len(stated) <= MOST_DAYS else [stated[0], *stated[1 - MOST_DAYS :]]
    return Course(
        pain=tuple(shown),
        left_out=len(stated) - len(shown),
        disability=_limits(history),
        headline=review.headline if review else "",
        why=(review.change, *review.why) if review else (),
    )


def _limits(history: History) -> str:
    report = history.report
    began = disability(report.rmdq).percent if report.rmdq is not None else report.rmdq_percent
    said = [(report.on, began), *((one.on, one.rmdq_percent) for one in history.check_ins)]
    known = [(_short(on), f"{percent:.0f}") for on, percent in said if percent is not None]
    if not known:
        return ""
    ends = [known[0]] if len(known) == 1 else [known[0], known[-1]]
    figures = "; ".join(f"{percent} ({on})" for on, percent in ends)
    return _("Limits in daily life, Roland-Morris, of 100: %(figures)s.") % {"figures": figures}


def _advised(plan: PlanWords) -> Advised:
    lines = [card.text for _title, cards in plan.periods for card in cards if card.kind == "do"]
    medicines = plan.medicines
    return Advised(
        about=f"{plan.about}.",
        lines=tuple(
            lines[1 : MOST_LINES + 1] or lines
        ),  # the first says how backs get better, as the forecast does
        doses=tuple(
            Dose(one.name, one.amount, tuple(why.says for why in one.whys if not why.is_open))
            for one in medicines.chosen
        ),
        not_for=_not_for(medicines.forbidden),
        alarms=medicines.alarms,
    )


def _not_for(forbidden: tuple[Checked, ...]) -> tuple[str, ...]:
    """Return medicines that are not for this person, by the gravest reason."""
    by_reason: dict[str, list[str]] = {}
    for one in forbidden:
        reason = next((why.says for why in one.whys if not why.is_open), "")
        by_reason.setdefault(reason, []).append(one.name)
    return tuple(f"{_listed(names)}. {reason}".strip() for reason, names in by_reason.items())


def _listed(names: list[str]) -> str:
    """Return names in a row; German writes each with a capital, the others only the first."""
    return ", ".join(names) if spoken_language() == "de" else ", ".join(names).capitalize()


def _takes(history: History) -> tuple[str, ...]:
    report = history.report
    taken, allergies = ", ".join(one.name for one in report.medicines), ", ".join(report.allergies)
    return tuple(
        words % {"names": names}
        for words, names in ((_("Takes: %(names)s."), taken), (_("Allergies: %(names)s."), allergies))
        if names
    )


def _day(on: date) -> str:
    return date_format(on, _("j F Y"))


def _short(on: date) -> str:
    return date_format(on, _("j M"))
