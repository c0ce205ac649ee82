"""What stands elsewhere and belongs to a fact: its notes, its ladder, the rules about it, what uses it.

Fact -> sections
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lumbago.knowledge import current
from lumbago.web.evidence.kinds import KINDS, ROOT, Fact, facts_of
from lumbago.web.evidence.markup import NOTHING, ground_of, link_to, number_in, sentence_of, shown
from lumbago.web.evidence.of_treatments import of_treatment
from lumbago.web.evidence.sections import Links, Passage, Passages, Row, Section, Table
from lumbago.web.evidence.shapes import Answer, spread_of
from lumbago.web.evidence.statements import uses_of
from lumbago.web.evidence.tables import table_of
from lumbago.web.views.words import address_of

FOUND_THERE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"exercises": ("exercise", "exercise"), "explanations": ("explanation", "page_id")}
)
"""Kinds whose facts have a page for people: its address, and what that calls the id."""


def related_to(fact: Fact) -> tuple[Section, ...]:
    """Return what belongs to a fact and stands elsewhere."""
    told = [section for find in _FINDERS.get(fact.kind, ()) for section in find(fact)]
    return (*told, *_used_by(fact))


def page_for_people(fact: Fact) -> str:
    """Return the address of the page that shows a fact to people; empty where there is none."""
    if fact.kind == "terms":
        return address_of(fact.id)
    if fact.kind not in FOUND_THERE:
        return ""
    address, called = FOUND_THERE[fact.kind]
    return reverse(address, kwargs={called: fact.id})


def _used_by(fact: Fact) -> Iterator[Section]:
    groups = {
        str(KINDS[kind].many): tuple(
            format_html("{} × {}", link_to(use.fact), use.times) if use.times > 1 else link_to(use.fact)
            for use in uses
        )
        for kind, uses in uses_of(fact).items()
    }
    if groups:
        yield Links(_("What rests on it") if fact.kind == "sources" else _("What names it"), groups)


def _notes(fact: Fact) -> Iterator[Section]:
    """Yield what is written above the file itself: of a study, what we read into it."""
    written = (ROOT / fact.file).read_text(encoding="utf-8").splitlines()
    head: list[str] = []
    for line in written:
        if not line.startswith("#"):
            break
        head.append(line.removeprefix("#").strip())
    text = " ".join(head)
    if text:
        yield Passages("", (Passage(_("What we read into it"), (text,), NOTHING),))


def _ladder(fact: Fact) -> Iterator[Section]:
    steps = [one for one in facts_of("exercises").values() if one.value.ladder == fact.value.ladder]
    steps.sort(key=lambda one: (one.value.level, one.id))
    rows = tuple(
        Row("", (format_html("{}", one.value.level), _here(one, fact), format_html("{}", one.value.plain)))
        for one in steps
    )
    if len(rows) > 1:
        yield Table(_("Easier and harder"), (_("Step"), _("Exercise"), _("What one does")), rows)


def _here(one: Fact, fact: Fact) -> SafeString:
    return format_html("<strong>{}</strong>", one.title) if one is fact else link_to(one)


def _exercises_in(fact: Fact) -> Iterator[Section]:
    rows = tuple(
        Row("", (link_to(one), shown(type(caution), "verdict", caution.verdict), *_said(caution)))
        for one in facts_of("exercises").values()
        for caution in one.value.cautions
        if caution.circumstance == fact.id
    )
    if rows:
        columns = (_("Exercise"), _("Verdict"), _("What the person reads"), _("Rests on"))
        yield Table(_("What it means for each exercise"), columns, rows)


def _said(caution: object) -> tuple[SafeString, SafeString]:
    return format_html("{}", getattr(caution, "says", "")), ground_of(caution)


def _ratios(fact: Fact) -> Iterator[Section]:
    """Yield what a finding does to the odds of each condition."""
    rows = tuple(
        Row("", (link_to(one), _answer(answer), number_in(answer.ratio), ground_of(answer.ratio)))
        for one in facts_of("conditions").values()
        for likelihood in one.value.likelihoods
        if likelihood.finding == fact.id
        for answer in spread_of(likelihood)
    )
    if rows:
        columns = (_("Condition"), _("Answer"), _("Ratio"), _("Rests on"))
        yield Table(_("How it moves the odds"), columns, rows)


def _answer(answer: Answer) -> SafeString:
    return format_html("{}", _("yes: LR+") if answer.is_present else _("no: LR−"))


def _rules_about(fact: Fact) -> Iterator[Section]:
    """Yield the rules that are about a medicine, by its name or by a class that holds it."""
    named = {fact.id, *_wider(fact.value.classes)}
    rows = tuple(
        Row("", (link_to(one), sentence_of(one.value.when), format_html("{}", one.value.says)))
        for one in facts_of("medicine_rules").values()
        if named & set(one.value.about)
    )
    if rows:
        yield Table(_("Rules about it"), (_("Rule"), _("When it holds"), _("What the person reads")), rows)


def _wider(classes: Sequence[str]) -> set[str]:
    """Return classes and all that hold them."""
    found: set[str] = set()
    waiting = list(classes)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += current().medicine_classes[one].within
    return found


def _reached(fact: Fact) -> Iterator[Section]:
    """Yield what the fitted model makes of each number of a study."""
    recovery = current().recovery
    fit = recovery.calibration if recovery is not None else None
    held = tuple(one for one in fit.reached if one.trial == fact.id) if fit is not None else ()
    if held:
        yield table_of(_("What the recovery model makes of it"), held)


def _narrower(fact: Fact) -> Iterator[Section]:
    """Yield the classes within a class, and the medicines of a plan that belong to it."""
    names = [one for one in facts_of("medicines").values() if fact.id in _wider(one.value.classes)]
    if names:
        yield Links(_("Medicines of a plan that belong to it"), {"": tuple(link_to(one) for one in names)})


_FINDERS: Mapping[str, tuple[Callable[[Fact], Iterator[Section]], ...]] = MappingProxyType(
    {
        "treatments": (of_treatment,),
        "medicines": (_rules_about,),
        "medicine_classes": (_narrower,),
        "exercises": (_ladder,),
        "circumstances": (_exercises_in,),
        "findings": (_ratios,),
        "trials": (_notes, _reached),
        "methods": (_notes,),
    }
)
