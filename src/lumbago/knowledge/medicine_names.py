"""What a medicine is, from what a person wrote: a name, a brand, a class, or nearly one of these.

"Nurofen 400 mg" -> ibuprofen, of the class of oral NSAIDs

A near miss is taken for what it nearly is: that may forbid or warn, and it is always said.
"""

import difflib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from lumbago.knowledge.names import Id
from lumbago.knowledge.schema import Knowledge
from lumbago.record import Report

NEAR = 0.82
"""Likeness from which a misspelt name is taken for a known one; 0.75 to 0.9, our own judgement."""

SHORTEST_NEAR = 5
"""Shorter words are too alike to guess from."""

_SEPARATORS = re.compile(r"[\W_]+")
_BETWEEN = re.compile(r"[,;+&\n]|\band\b|\bwith\b", re.IGNORECASE)


class Recognised(NamedTuple):
    """What a person's word for a medicine stands for.

    Attributes:
        name: Name that was recognised, as knowledge has it.
        contains: Amount of each substance in one unit, by INN; None where that is not fixed.
        classes: Every class that any of it belongs to, the wider ones too.
        is_near: Whether it was misspelt.
    """

    name: str
    contains: Mapping[str, float | None]
    classes: frozenset[Id]
    is_near: bool = False


@lru_cache(maxsize=4096)
def recognise(written: str, knowledge: Knowledge) -> Recognised | None:
    """Return what a name, a brand or a class stands for; None when nothing is known by it.

    Args:
        written: As the person wrote it; salt, strength and form may follow the name.
        knowledge: What is known by which names.
    """
    known = _names(knowledge)
    words = _words(written)
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            found = known.get(" ".join(words[start : start + length]))
            if found is not None:
                return found
    return _nearly(words, known)


def classes_taken(report: Report, knowledge: Knowledge) -> frozenset[Id]:
    """Return every class that any medicine of a report belongs to."""
    found = (one for medicine in report.medicines for one in recognised_in(medicine.name, knowledge))
    return frozenset(id_ for one in found if one is not None for id_ in one.classes)


def classes_of(inn: str, knowledge: Knowledge) -> frozenset[Id]:
    """Return every class that a substance belongs to, the wider ones too; empty when nobody knows it."""
    found = _names(knowledge).get(" ".join(_words(inn)))
    return found.classes if found is not None else frozenset()


def _nearly(words: list[str], known: Mapping[str, Recognised]) -> Recognised | None:
    for word in (" ".join(words), *words):
        if len(word) >= SHORTEST_NEAR:
            nearest = difflib.get_close_matches(word, known, n=1, cutoff=NEAR)
            if nearest:
                return known[nearest[0]]._replace(is_near=True)
    return None


def recognised_in(written: str, knowledge: Knowledge) -> tuple[Recognised | None, ...]:
    """Return every medicine of one entry: people write "ramipril and furosemide" on one line.

    None stands for each part that nobody knows.
    """
    whole = recognise(written, knowledge)
    parts = [part for part in _BETWEEN.split(written) if part.strip()]
    if len(parts) < 2 or (whole is not None and len(whole.contains) > 1):
        return (whole,)
    return tuple(recognise(part, knowledge) for part in parts)


@lru_cache(maxsize=4)
def _names(knowledge: Knowledge) -> Mapping[str, Recognised]:
    """Return everything that names lead to, by name in lower case."""
    names: dict[str, Recognised] = {}
    for class_ in knowledge.medicine_classes.values():
        for word in (class_.name, class_.plain, *class_.synonyms):
            names[" ".join(_words(word))] = Recognised(word, {}, _widened({class_.id}, knowledge))
    for inn, classes in _substances(knowledge).items():
        for word in (inn, *_other_names(inn, knowledge)):
            names[" ".join(_words(word))] = Recognised(inn, {inn: None}, classes)
    for product in knowledge.products.values():
        held = frozenset(id_ for inn in product.contains for id_ in _substances(knowledge).get(inn, ()))
        for word in (product.name, product.id, *product.synonyms):
            names[" ".join(_words(word))] = Recognised(product.name, product.contains, held)
    return names


def _substances(knowledge: Knowledge) -> dict[str, frozenset[Id]]:
    """Return the classes of every substance, by INN."""
    found: dict[str, set[Id]] = {s.name: set(s.classes) for s in knowledge.medicines.values()}
    for class_ in knowledge.medicine_classes.values():
        for inn in class_.members:
            found.setdefault(inn, set()).add(class_.id)
    return {inn: _widened(classes, knowledge) for inn, classes in found.items()}


def _other_names(inn: str, knowledge: Knowledge) -> list[str]:
    listed = [word for c in knowledge.medicine_classes.values() for word in c.members.get(inn, ())]
    return [*listed, *(word for s in knowledge.medicines.values() if s.name == inn for word in s.synonyms)]


def _widened(classes: set[Id], knowledge: Knowledge) -> frozenset[Id]:
    found, waiting = set(classes), list(classes)
    while waiting:
        for wider in knowledge.medicine_classes[waiting.pop()].within:
            if wider not in found:
                found.add(wider)
                waiting.append(wider)
    return frozenset(found)


def _words(written: str) -> list[str]:
    return [word for word in _SEPARATORS.split(written.casefold()) if word]
