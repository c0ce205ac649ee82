"""What each part of a fact rests on, and what each fact names: the same walk for every kind.

fact -> its statements;  fact -> the facts it names;  all facts -> what names this one
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from types import MappingProxyType

from django.utils.translation import gettext as _

from lumbago.knowledge import Knowledge
from lumbago.knowledge.names import id_of
from lumbago.knowledge.recovery import Reached
from lumbago.knowledge.schema import Source
from lumbago.record import Status
from lumbago.web.evidence.kinds import KINDS, Fact, every_fact, fact_of
from lumbago.web.languages import spoken
from lumbago.wording.language import say
from lumbago.wording.words import STATUS_WORDS

DERIVED = "derived"
"""The status of numbers in a study file that somebody worked out from what was printed."""

STATUSES = (Status.PUBLISHED.value, DERIVED, *(s.value for s in Status if s is not Status.PUBLISHED))
"""The firmest first."""

AWAITS_SIGN_OFF = Status.JUDGEMENT.value

_LINKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("finding", "unless", "implies", "asks", "persistent", "subacute"), ("findings",)),
        **dict.fromkeys(("suspects", "conditions", "diagnosed"), ("conditions",)),
        **dict.fromkeys(("source", "sources"), ("sources",)),
        **dict.fromkeys(("treatment", "against"), ("treatments",)),
        **dict.fromkeys(("about", "allergies", "medicines"), ("medicines", "medicine_classes")),
        **dict.fromkeys(("classes", "within"), ("medicine_classes",)),
        **dict.fromkeys(("overdose_of", "contains", "members"), ("medicines",)),
        "circumstance": ("circumstances",),
        "topic": ("topics",),
        "explanation": ("explanations",),
        "disposition": ("dispositions",),
        "trial": ("trials",),
    }
)
"""By the field of a fact, the kinds of fact that it may name."""

_NOT_LINKS = {"Advice.topic"}


@dataclass(frozen=True)
class Use:
    """A fact that names another, and how often."""

    fact: Fact
    times: int


def status_in_words(status: str) -> str:
    """Return a status as people read it."""
    if status == DERIVED:
        return _("worked out from published numbers")
    return say(STATUS_WORDS[Status(status)])


def named_by(owner: type, field: str, value: object) -> Fact | None:
    """Return the fact that a value of a field names; None where it names none."""
    if field == "see":
        return fact_of(*str(value).split("/"))
    if f"{owner.__name__}.{field}" in _NOT_LINKS:
        return None
    text = str(value.value) if isinstance(value, Enum) else value
    if not isinstance(text, str):
        return None
    found = (fact_of(kind, id_) for kind in _LINKS.get(field, ()) for id_ in (text, id_of(text)))
    return next((fact for fact in found if fact is not None), None)


@lru_cache(maxsize=4096)
def statuses_of(fact: Fact) -> Counter[str]:
    """Count what a fact says by what that rests on."""
    if isinstance(fact.value, Source):
        return Counter([(Status.PUBLISHED if fact.value.resolves else Status.UNVERIFIED).value])
    return Counter(status for status in _statuses_in(fact.value) if status)


def review_of(fact: Fact) -> date | None:
    """Return the day by which a fact is looked at again; None where nobody set one."""
    day: date | None = getattr(fact.value, "review_by", None)
    return day


def sources_of(fact: Fact) -> tuple[Fact, ...]:
    """Return every source that a fact cites, in the order in which it does."""
    return tuple(dict.fromkeys(named for named in _named_in(fact.value) if named.kind == "sources"))


def uses_of(fact: Fact) -> Mapping[str, tuple[Use, ...]]:
    """Return what names a fact, by kind, in the order of the kinds."""
    return _uses_in(spoken()).get((fact.kind, fact.id), {})


@lru_cache(maxsize=8)
def _uses_in(_knowledge: Knowledge) -> Mapping[tuple[str, str], Mapping[str, tuple[Use, ...]]]:
    named: dict[tuple[str, str], dict[str, list[Use]]] = defaultdict(lambda: {kind: [] for kind in KINDS})
    for fact in every_fact():
        for other, times in Counter(_named_in(fact.value)).items():
            named[other.kind, other.id][fact.kind].append(Use(fact, times))
    return {
        place: {kind: tuple(uses) for kind, uses in by_kind.items() if uses}
        for place, by_kind in named.items()
    }


def _statuses_in(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for part in value:
            if not isinstance(part, str | float):
                yield from _statuses_in(part)
    elif isinstance(value, Mapping):
        yield from _statuses_in(tuple(value.values()))
    elif is_dataclass(value) and not isinstance(value, Reached):  # it repeats the study's own status
        status = getattr(value, "status", "")
        yield str(status.value if isinstance(status, Status) else status)
        for field in fields(value):
            yield from _statuses_in(getattr(value, field.name))


def _named_in(value: object, owner: type = object, field: str = "") -> Iterator[Fact]:
    """Yield every fact that a value names, as often as it does."""
    if isinstance(value, tuple):
        for part in value:
            yield from _named_in(part, owner, field)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _named_in(key, owner, field)
            yield from _named_in(part, owner, field)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _named_in(getattr(value, part.name), type(value), part.name)
    elif (fact := named_by(owner, field, value)) is not None:
        yield fact


def weakest_of(fact: Fact) -> int:
    """Return the place of the least firm status of a fact; higher is less firm."""
    return max((STATUSES.index(status) for status in statuses_of(fact)), default=-1)
