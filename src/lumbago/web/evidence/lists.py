"""Every fact of a kind in a table: sorted, filtered by status, page by page; and what words lead to.

kind, order, status -> rows;  words -> facts
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lumbago.knowledge import search as search_in_plain_words
from lumbago.web.evidence.kinds import KINDS, Fact, every_fact, fact_of, facts_of
from lumbago.web.evidence.labels import label_of
from lumbago.web.evidence.markup import shown
from lumbago.web.evidence.statements import (
    AWAITS_SIGN_OFF,
    STATUSES,
    review_of,
    status_in_words,
    statuses_of,
    weakest_of,
)
from lumbago.web.languages import spoken

A_PAGE = 50
MOST_HITS = 40

TITLE, STATUS, REVIEW = "title", "status", "review"
LATEST = date.max


@dataclass(frozen=True)
class Entry:
    """One fact in a list.

    Attributes:
        fact: Which.
        cells: What its columns hold.
        statuses: What it rests on: status, words and how many statements.
        review: When it is looked at again.
    """

    fact: Fact
    cells: tuple[tuple[str, SafeString], ...]
    statuses: tuple[tuple[str, str, int], ...]
    review: date | None


@dataclass(frozen=True)
class Overview:
    """What there is of one kind.

    Attributes:
        kind: Its name.
        count: Facts.
        statements: What they say, by what that rests on.
        awaiting: Facts that hold a judgement of ours, which awaits clinical sign-off.
        next_review: The earliest review that is due; None where there is none.
    """

    kind: str
    count: int
    statements: Mapping[str, int]
    awaiting: int
    next_review: date | None


@lru_cache(maxsize=1)
def overviews() -> tuple[Overview, ...]:
    """Return what there is of each kind."""
    return tuple(_overview(kind) for kind in KINDS)


def columns_of(kind: str) -> tuple[tuple[str, str], ...]:
    """Return key and heading of each column of a list, after which it can be sorted."""
    first = next(iter(facts_of(kind).values()))
    own = tuple((name, label_of(type(first.value), name)) for name in KINDS[kind].columns)
    return ((TITLE, _("What it is called")), *own, (STATUS, _("Rests on")), (REVIEW, _("Review by")))


def listed(kind: str, *, order: str, status: str) -> list[Fact]:
    """Return the facts of a kind.

    Args:
        kind: Which.
        order: Key of the column that decides; with a minus, the other way round.
        status: Only facts with a statement of this status; empty for all.
    """
    facts = [fact for fact in facts_of(kind).values() if not status or statuses_of(fact)[status]]
    key = order.removeprefix("-")
    by = _ORDERS.get(key, lambda fact: _sortable(getattr(fact.value, key)))
    facts.sort(key=lambda fact: (str(fact.title).casefold(), fact.id))
    return sorted(facts, key=by, reverse=order.startswith("-"))


def entry_of(fact: Fact) -> Entry:
    """Return one fact as a row of its list."""
    owner = type(fact.value)
    return Entry(
        fact=fact,
        cells=tuple(
            (str(label_of(owner, name)), shown(owner, name, getattr(fact.value, name)))
            for name in KINDS[fact.kind].columns
        ),
        statuses=told(statuses_of(fact)),
        review=review_of(fact),
    )


def told(statements: Mapping[str, int]) -> tuple[tuple[str, str, int], ...]:
    """Return each status that counts, in words, and how often; the firmest first."""
    counted = ((status, statements.get(status, 0)) for status in STATUSES)
    return tuple((status, status_in_words(status), count) for status, count in counted if count)


def found_by(words: str) -> list[Fact]:
    """Return the facts that words lead to: names in plain words first, then whatever holds all the words."""
    hits = [fact_of(hit.folder, hit.id) for hit in search_in_plain_words(words, spoken())]
    wanted = re.findall(r"\w+", words.casefold())
    others = [fact for fact in every_fact() if wanted and all(word in _words_of(fact) for word in wanted)]
    return list(dict.fromkeys(fact for fact in (*hits, *others) if fact is not None))[:MOST_HITS]


def _overview(kind: str) -> Overview:
    facts = list(facts_of(kind).values())
    reviews = [day for fact in facts if (day := review_of(fact)) is not None]
    counted: Counter[str] = Counter()
    for fact in facts:
        counted.update(statuses_of(fact))
    awaiting = sum(bool(statuses_of(fact)[AWAITS_SIGN_OFF]) for fact in facts)
    return Overview(kind, len(facts), counted, awaiting, min(reviews, default=None))


def _sortable(value: Any) -> tuple[int, float, str]:
    """Return a value so that any two can be put in order."""
    plain = getattr(value, "value", value)
    if isinstance(plain, int | float):
        return (0, float(plain), "")
    return (1, 0.0, " ".join(plain) if isinstance(plain, tuple) else str(plain))


_ORDERS: Mapping[str, Callable[[Fact], Any]] = {
    TITLE: lambda fact: str(fact.title).casefold(),
    STATUS: lambda fact: (weakest_of(fact), sum(statuses_of(fact).values())),
    REVIEW: lambda fact: review_of(fact) or LATEST,
}


@lru_cache(maxsize=4096)
def _words_of(fact: Fact) -> str:
    """Return all words of a fact's title, id, lead and other names."""
    value, kind = fact.value, KINDS[fact.kind]
    lead = str(getattr(value, kind.lead)) if kind.lead else ""
    parts: Iterator[str] = iter((str(fact.title), fact.id, lead, *getattr(value, "synonyms", ())))
    return " ".join(parts).casefold().replace("_", " ")
