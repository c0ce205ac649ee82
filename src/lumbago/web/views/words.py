"""Words explained: what each means, in the order of the alphabet of whoever reads.

terms -> letters, each with its words
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from lumbago.knowledge import Knowledge, current
from lumbago.knowledge.languages import BETWEEN, known_as
from lumbago.knowledge.names import folded
from lumbago.knowledge.schema import Source
from lumbago.knowledge.term import Term
from lumbago.web.languages import spoken
from lumbago.wording.language import say, spoken_language
from lumbago.wording.words import STATUS_WORDS

DIGITS = "0–9"

TOLD_AS = {
    "explanations": "title",
    "conditions": "plain",
    "treatments": "plain",
    "exercises": "name",
    "medicines": "name",
    "terms": "name",
}
"""By the kind of fact that a word leads to, the field that is shown."""

ADDRESSES: Mapping[str, tuple[str, str]] = {
    "explanations": ("explanation", "page_id"),
    "exercises": ("exercise", "exercise"),
}
"""Kinds with a page for people: its address, and what that calls the id. Others show what they rest on."""


@dataclass(frozen=True)
class Word:
    """One word as the page has it.

    Attributes:
        term: The word and what it means.
        others: Other words for it, in the language that is spoken.
        see: Where to read on: address and words.
        sources: What it cites.
        status: What that makes of it, in words.
    """

    term: Term
    others: tuple[str, ...]
    see: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    status: str


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Say what each word means."""
    knowledge = spoken()
    terms = sorted(knowledge.terms.values(), key=lambda term: (letter_of(term), folded(term.name)))
    letters = [
        (letter, [_word(term, knowledge) for term in held]) for letter, held in groupby(terms, key=letter_of)
    ]
    return render(request, "words.html", {"letters": letters})


def letter_of(term: Term) -> str:
    """Return the letter that a word stands under; all figures stand together, before A."""
    first = folded(term.name)[0]
    return DIGITS if first.isdigit() else first.upper()


def address_of(term_id: str) -> str:
    """Return where a word is explained."""
    return f"{reverse('words')}#{term_id}"


def _word(term: Term, knowledge: Knowledge) -> Word:
    return Word(
        term=term,
        others=_others(term.id),
        see=tuple(_link(*place.split("/"), knowledge) for place in term.see),
        sources=tuple(knowledge.sources[source] for source in term.sources),
        status=say(STATUS_WORDS[term.status]),
    )


def _others(term_id: str) -> tuple[str, ...]:
    """Return other words of the language that is spoken; the English ones are for search alone."""
    written = BETWEEN.join(current().terms[term_id].synonyms)
    return tuple(known_as("terms/synonyms", written, spoken_language()).split(BETWEEN)) if written else ()


def _link(folder: str, id_: str, knowledge: Knowledge) -> tuple[str, str]:
    title = capfirst(getattr(getattr(knowledge, folder)[id_], TOLD_AS[folder]))
    if folder == "terms":
        return f"#{id_}", title
    address, called = ADDRESSES.get(folder, ("grounds", "fact_id"))
    return reverse(address, kwargs={called: id_}), title
