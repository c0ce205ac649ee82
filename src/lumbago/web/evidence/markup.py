"""Values of knowledge as safe HTML: numbers as printed, names as links, rules in words.

value of a field -> HTML
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbago.knowledge.schema import Expression
from lumbago.web.evidence.kinds import Fact, fact_of
from lumbago.web.evidence.labels import label_of
from lumbago.web.evidence.statements import named_by, status_in_words

ELSEWHERE: Mapping[str, str] = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
}
"""Where an identifier leads, outside this site; nothing is ever loaded from there."""

PAIRS = {
    "age", "ci95", "days", "days_a_week", "duration_days", "every_hours", "hold_s", "level_range", "nprs",
    "only_age", "reps", "scale", "sets", "single", "times_a_day",
}  # fmt: skip
"""Fields in which two values are a first and a last."""

CODES = {"id", "row", "snomed", "loinc"}
"""Fields that hold a code and no word."""

KEYS = {
    "against", "asked_of", "certainty", "columns", "correlated", "diagnosed", "fact", "first_choices",
    "group", "inert", "kind", "ladder", "latents", "measure", "outcome", "parameter", "preset",
    "source_state", "stance", "target_state", "topic", "verdict", "within",
}  # fmt: skip
"""Fields that hold a short key: its hyphens are blanks when it is read."""

SPOKEN: Mapping[str, Mapping[str, str]] = {
    "whose": {
        "lay": gettext_lazy("whoever treats themselves"),
        "prescribed": gettext_lazy("also whoever it was prescribed for"),
    },
    "unknown": {
        "presume": gettext_lazy("it is taken to be so"),
        "mention": gettext_lazy("it is only said whom it is about"),
    },
}
"""Keys that say nothing to whoever does not know the schema, by field."""

SHORT = 60
"""Letters up to which the entries of a list stand on one line."""

LIMITS: Mapping[str, str] = {
    "age": gettext_lazy("age"),
    "duration_days": gettext_lazy("days since it began:"),
    "nprs": gettext_lazy("pain of 10:"),
    "sex": gettext_lazy("sex:"),
}
"""What the limits of a rule are called."""

NOTHING = SafeString("")


def number_of(value: float) -> str:
    """Return a number as it is written in its file, but for zeros at its end.

    Examples:
        >>> number_of(10.0), number_of(0.0068), number_of(-7.29)
        ('10', '0.0068', '-7.29')
    """
    return f"{value:.15g}"


def number_in(holder: Any) -> SafeString:
    """Return a number with its interval, as printed.

    Examples:
        >>> from lumbago.knowledge.recovery import Strength
        >>> number_in(Strength(0.06, 0.025, 0.14))
        '0.06 (0.025 to 0.14)'
    """
    value = holder.median if hasattr(holder, "median") else holder.value
    if value is None:
        return format_html("{}", getattr(holder, "words", None) or "")
    low, high = getattr(holder, "ci95", None) or (getattr(holder, "low", None), getattr(holder, "high", None))
    if low is None or low == value == high:
        return format_html("{}", number_of(value))
    return format_html(_("{} ({} to {})"), number_of(value), number_of(low), number_of(high))


def words_of(value: str) -> str:
    """Return a short key as words ("ask-first" -> "ask first")."""
    return value.replace("-", " ").replace("_", " ")


@lru_cache(maxsize=8192)
def link_to(fact: Fact) -> SafeString:
    """Return a link to the page of a fact."""
    address = reverse("evidence-fact", kwargs={"kind": fact.kind, "id_": fact.id})
    return format_html('<a href="{}">{}</a>', address, short_title(fact))


def short_title(fact: Fact) -> str:
    """Return what a fact is called within a line: of a source, authors and year."""
    if fact.kind != "sources":
        return str(fact.title)
    authors, bracket, _rest = str(fact.title).partition(")")
    return f"{authors}{bracket}"


def elsewhere(field: str, value: object) -> SafeString:
    """Return an identifier as a link out of this site."""
    address = ELSEWHERE[field].format(value)
    return format_html('<a href="{}" rel="noreferrer noopener">{}</a>', address, value)


def tag_of(status: str) -> SafeString:
    """Return a status in words."""
    return format_html('<span class="tag tag-{}">{}</span>', status, status_in_words(status))


def ground_of(value: Any) -> SafeString:
    """Return what a part of a fact rests on: status, sources, the place in them or our reason."""
    status = getattr(value, "status", "")
    status = str(getattr(status, "value", status))
    ids = getattr(value, "sources", ()) or tuple(filter(None, [getattr(value, "source", None)]))
    named = [link_to(fact) for id_ in ids if (fact := fact_of("sources", id_)) is not None]
    place = getattr(value, "at", "")
    words = joined([part for part in (joined(named, "; "), place) if part], ": ")
    return joined([part for part in (tag_of(status) if status else NOTHING, words) if part], " ")


def shown(owner: type, field: str, value: object) -> SafeString:
    """Return the value of one field; empty where it says nothing.

    Args:
        owner: The type whose field it is.
        field: Its name.
        value: What it holds.
    """
    if value is None or value in ("", ()):
        return NOTHING
    if isinstance(value, tuple):
        return _several(owner, field, value)
    if isinstance(value, Mapping):
        pairs = ((shown(owner, field, key), shown(owner, field, part)) for key, part in value.items())
        return format_html_join("; ", "{}: {}", pairs)
    if field in SPOKEN:
        return format_html("{}", SPOKEN[field][str(value)])
    if field in KEYS and isinstance(value, str):
        return _named(owner, field, value) or format_html("{}", words_of(value))
    return _named(owner, field, value) or _plain(value)


def _named(owner: type, field: str, value: object) -> SafeString:
    """Return a value that is an address, a code or the id of a fact; empty where it is none of them."""
    if field in ELSEWHERE:
        return elsewhere(field, value)
    if field in CODES:
        return format_html("<code>{}</code>", value)
    fact = named_by(owner, field, value)
    return NOTHING if fact is None else link_to(fact)


def _several(owner: type, field: str, values: tuple[object, ...]) -> SafeString:
    words = [shown(owner, field, value) for value in values]
    if field in PAIRS and len(words) == 2:
        return words[0] if words[0] == words[1] else format_html(_("{} to {}"), *words)
    if all(len(str(value)) <= SHORT for value in values):
        return joined(words, ", ")
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((word,) for word in words)))


def _plain(value: object) -> SafeString:
    """Return one value by its type; a small group of numbers is told on one line."""
    for types, told in _TOLD:
        if isinstance(value, types):
            return format_html("{}", told(value))
    if not is_dataclass(value) or isinstance(value, type):
        return format_html("{}", value)
    parts = [
        (label_of(type(value), field.name), shown(type(value), field.name, part))
        for field in fields(value)
        if (part := getattr(value, field.name)) not in (None, ())
    ]
    return format_html_join(", ", "{} {}", parts)


def sentence_of(rule: Expression) -> SafeString:
    """Return a rule on one line, as one would read it aloud."""
    if rule.all is not None:
        return joined([_nested(part) for part in rule.all], f" {_('and')} ")
    if rule.any is not None:
        return joined([_nested(part) for part in rule.any], f" {_('or')} ")
    if rule.of is not None:
        return format_html("{}: {}", _at_least(rule), joined([_nested(part) for part in rule.of], "; "))
    return _leaf(rule)


def tree_of(rule: Expression) -> SafeString:
    """Return a rule as a list in a list, each with how many of its parts must hold."""
    parts = rule.all or rule.any or rule.of
    if parts is None:
        return _leaf(rule)
    words = _at_least(rule) if rule.of else _("all of these") if rule.all else _("any of these")
    lines = format_html_join("", "<li>{}</li>", ((tree_of(part),) for part in parts))
    return format_html("<strong>{}:</strong><ul>{}</ul>", capfirst(words), lines)


def _nested(rule: Expression) -> SafeString:
    is_several = rule.all or rule.any or rule.of
    return format_html("({})", sentence_of(rule)) if is_several else sentence_of(rule)


def _at_least(rule: Expression) -> str:
    return _("at least %(count)s of these") % {"count": rule.at_least}


def _leaf(rule: Expression) -> SafeString:
    if rule.finding is not None:
        return shown(Expression, "finding", rule.finding)
    field = next(name for name in ("age", "duration_days", "nprs", "sex") if getattr(rule, name) is not None)
    words = format_html("{} {}", LIMITS[field], shown(Expression, field, getattr(rule, field)))
    return format_html(_("{}, or not known"), words) if rule.presumed else words


def joined(parts: Iterable[object], separator: str) -> SafeString:
    """Return parts that are safe, or made so, one after another."""
    return format_html_join(separator, "{}", ((part,) for part in parts))


def _yes_or_no(value: object) -> str:
    return _("yes") if value else _("no")


_TOLD: tuple[tuple[Any, Callable[[Any], object]], ...] = (
    (Expression, sentence_of),
    (Enum, lambda value: words_of(str(value.value))),
    (bool, _yes_or_no),
    ((int, float), number_of),
    (date, date_format),
)
