"""Columns of the tables whose things hold more fields than a row has room for.

type of a thing -> its columns
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lumbago.knowledge.condition import Factor, Likelihood, LikelihoodRatio
from lumbago.knowledge.recovery import Arrow, Reached
from lumbago.knowledge.treatment import Effect, Line
from lumbago.simulation.protocol import Arm, Outcome, Phase, inputs_of
from lumbago.web.evidence.labels import label_of
from lumbago.web.evidence.markup import (
    NOTHING,
    ground_of,
    joined,
    number_in,
    number_of,
    shown,
    tag_of,
    words_of,
)
from lumbago.wording.language import say
from lumbago.wording.options import GRADES

Column: TypeAlias = tuple[str, Callable[[Any], SafeString]]

BREAK = SafeString("<br>")


class Answer(NamedTuple):
    """What one answer to one question does to the odds."""

    finding: str
    is_present: bool
    ratio: LikelihoodRatio


class Stretch(NamedTuple):
    """Some days of one arm; an arm in which people live as usual has no phase."""

    arm: Arm
    phase: Phase | None


def spread_of(thing: Any) -> list[Any]:
    """Return the rows that a thing takes: an answer each for yes and no, a row for each phase of an arm."""
    if isinstance(thing, Likelihood):
        given = ((True, thing.present), (False, thing.absent))
        return [Answer(thing.finding, is_present, ratio) for is_present, ratio in given if ratio is not None]
    if isinstance(thing, Arm):
        return [Stretch(thing, phase) for phase in thing.phase or (None,)]
    return [thing]


def lines(*parts: object) -> SafeString:
    """Return what there is of some parts, each on a line of its own."""
    return joined([part for part in parts if part not in (None, "")], BREAK)


def hint(words: object) -> SafeString:
    """Return a remark in smaller letters; nothing where there is none."""
    return format_html('<span class="hint">{}</span>', words) if words else NOTHING


def _field(thing: Any, name: str) -> SafeString:
    return shown(type(thing), name, getattr(thing, name))


def _named(thing: Any, *names: str) -> list[SafeString]:
    """Return each field that says something, with its name."""
    told = [(name, _field(thing, name)) for name in names]
    return [format_html("{}: {}", label_of(type(thing), name), words) for name, words in told if words]


def _answers() -> list[Column]:
    intervals = {
        "ci95": _("95 % interval as printed"),
        "calculated": _("interval worked out from printed figures"),
        "range": _("our range"),
    }

    def whom(one: Answer) -> SafeString:
        target = _("for: %(target)s") % {"target": one.ratio.target} if one.ratio.target else ""
        return lines(one.ratio.population, hint(target))

    return [
        (_("Finding"), lambda one: shown(Likelihood, "finding", one.finding)),
        (_("Answer"), lambda one: format_html("{}", _("yes: LR+") if one.is_present else _("no: LR−"))),
        (_("Ratio"), lambda one: lines(number_in(one.ratio), hint(intervals[one.ratio.interval]))),
        (_("In whom"), whom),
        (_("Rests on"), lambda one: ground_of(one.ratio)),
    ]


def _factors() -> list[Column]:
    def whom(one: Factor) -> SafeString:
        return lines(*_named(one, "sex", "age")) or format_html("{}", _("everybody"))

    return [(_("Whom"), whom), (_("Odds times"), number_in), (_("Rests on"), ground_of)]


def _effects() -> list[Column]:
    better = {"lower": _("lower is better"), "higher": _("higher is better")}

    def found(one: Effect) -> SafeString:
        measure = "" if one.value is None else one.measure
        top = _(" on 0–%(top)s") % {"top": number_of(one.top)} if one.top is not None else ""
        p = f", P {number_of(one.p)}" if one.p is not None else ""
        number = format_html("{} {}{}{}", measure, number_in(one), top, p)
        relief = _("a scale of relief: that it fits 0–100 is our assumption") if one.is_relief else ""
        counts = format_html('<span class="tag">{}</span>', _("counts")) if one.counts else ""
        return lines(number, hint(better[one.better]), hint(relief), counts)

    def whom(one: Effect) -> SafeString:
        counted = [
            _("%(count)s trials") % {"count": one.trials} if one.trials is not None else "",
            _("%(count)s people") % {"count": one.people} if one.people is not None else "",
        ]
        return lines(one.population, _field(one, "phases"), one.when, *counted)

    def what(one: Effect) -> SafeString:
        against = format_html(_("against {}"), _field(one, "against"))
        return lines(_field(one, "outcome"), against, hint(_field(one, "id")))

    return [
        (_("What was measured"), what),
        (_("Found, as printed"), found),
        (_("In whom, when"), whom),
        (_("How certain"), lambda one: lines(say(GRADES[one.certainty]), hint(one.note))),
        (_("Rests on"), ground_of),
    ]


def _lines() -> list[Column]:
    return [
        (_("What the person reads"), lambda one: lines(one.text, hint(_field(one, "id")))),
        (_("When"), lambda one: lines(_field(one, "period"), _field(one, "phases"), *_named(one, "kind"))),
        (_("For whom only"), lambda one: lines(*_only(one))),
        (_("Rests on"), ground_of),
    ]


def _only(one: Line) -> list[SafeString]:
    rest = _("%(days)s days of rest at most") % {"days": one.rest_days} if one.rest_days is not None else ""
    parts = (
        (_("only with: {}"), _field(one, "when")),
        (_("not with: {}"), _field(one, "unless")),
        (_("if nobody knows: {}"), _field(one, "if_unsure")),
    )
    return [*(format_html(words, part) for words, part in parts if part), format_html("{}", rest)]


def _stretches() -> list[Column]:
    def done(one: Stretch) -> SafeString:
        if one.phase is None:
            return format_html("{}", _("nothing but usual days"))
        named = (
            f"{label_of(Phase, name)}: {shown(Phase, name, dose)}"
            for name, dose in inputs_of(one.phase).items()
        )
        return lines(*named, *_named(one.phase, "adherence"))

    return [
        (_("Arm"), lambda one: lines(one.arm.name, *_named(one.arm, "days"))),
        (_("Days"), lambda one: _field(one.phase, "days") if one.phase else NOTHING),
        (_("What is done"), done),
    ]


def _outcomes() -> list[Column]:
    ways = {
        "arm": "",
        "difference": _("difference"),
        "hazard_ratio": _("hazard ratio"),
        "risk_ratio": _("risk ratio"),
        "odds_ratio": _("odds ratio"),
    }

    def what(one: Outcome) -> SafeString:
        scale = _("scale %(low)s to %(high)s") % dict(
            zip(("low", "high"), map(number_of, one.ends), strict=True)
        )
        cut = (
            _("threshold %(cut)s") % {"cut": number_of(one.cut)}
            if one.cut or one.threshold is not None
            else ""
        )
        days = _("%(days)s days running") % {"days": one.running} if one.running > 1 else ""
        since = "" if one.from_ == "start" else _("counted from: %(start)s") % {"start": one.from_}
        day = _("counted from day %(day)s") % {"day": one.from_day} if one.from_day is not None else ""
        return lines(
            words_of(one.measure), *map(hint, (scale, cut, days, since, day)), hint(_field(one, "id"))
        )

    return [
        (_("What was measured"), what),
        (_("Day"), lambda one: _field(one, "day")),
        (_("Arms"), lambda one: lines(ways[one.comparison], joined(one.arms, _(" against ")))),
        (_("Published"), _published),
        (_("Rests on"), _ground_of_outcome),
    ]


def _published(one: Outcome) -> SafeString:
    found = one.published
    if found is None:
        return format_html("{}", _("nothing: it is foretold only"))
    # Where a kind of spread is named without a number, it says what the two ends are.
    ends = found.spread_kind if found.spread_kind and found.spread is None else ""
    ends = ends or _("%(width)s %% interval") % {"width": number_of(found.interval)}
    interval = ends if found.low is not None else ""
    spread = f"{found.spread_kind} {number_of(found.spread)}" if found.spread is not None else ""
    people = _("%(count)s people") % {"count": found.n} if found.n is not None else ""
    return lines(number_in(found), *map(hint, (interval, spread, people, found.note, one.note)))


def _ground_of_outcome(one: Outcome) -> SafeString:
    tag = tag_of(one.status) if one.status else NOTHING
    return lines(tag, one.published.at if one.published else "", hint(_field(one, "row")))


def _reached() -> list[Column]:
    def inside(predicted: float, low: float, high: float) -> SafeString:
        return format_html(_("{} ({} to {})"), number_of(predicted), number_of(low), number_of(high))

    return [
        (_("Study"), lambda one: lines(_field(one, "trial"), hint(one.outcome))),
        (_("Family"), lambda one: _field(one, "family")),
        (
            _("Published"),
            lambda one: lines(number_of(one.published), tag_of(one.status) if one.status else ""),
        ),
        (_("Model, 90 % interval"), lambda one: inside(one.predicted, one.low, one.high)),
        (
            _("With its family left out of the fit"),
            lambda one: inside(one.left_out_predicted, one.left_out_low, one.left_out_high),
        ),
    ]


def _arrows() -> list[Column]:
    return [
        (_("What it does"), lambda one: lines(one.meaning, hint(_field(one, "claims")))),
        (_("From, to"), lambda one: lines(one.source_state, f"→ {one.target_state}")),
        (_("Before the fit, 90 % range"), lambda one: lines(number_in(one.prior), hint(one.unit))),
        (_("Spread between people"), lambda one: _field(one, "between")),
        (_("Our reading"), lambda one: lines(one.why, ground_of(one))),
    ]


SHAPES: Mapping[type, Callable[[], list[Column]]] = {
    Answer: _answers,
    Arrow: _arrows,
    Effect: _effects,
    Factor: _factors,
    Line: _lines,
    Outcome: _outcomes,
    Reached: _reached,
    Stretch: _stretches,
}
