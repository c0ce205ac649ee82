"""What a medicine is, from what a person wrote: a name, a brand, a class, or nearly one of these.

"Nurofen 400 mg" -> ibuprofen, of the class of oral NSAIDs

A near miss is taken for what it nearly is: that may forbid or warn, and it is always said.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from lumbago.knowledge.names import Id
from lumbago.knowledge.schema import Knowledge
from lumbago.record import Report

NEAR = 0.82
"""Likeness from which a misspelt name is taken for a known one; 0.75 to 0.9, our own judgement."""

SHORTEST_NEAR = 5
"""Shorter words are too alike to guess from."""

LONGEST_NEAR = 40
"""Longer words are no names."""

SHORTEST_NAME = 4
"""Fewer letters beside a known name are an abbreviation of a form or a dose."""

MOST_LETTERS_APART = 2
"""How much longer or shorter a misspelt name may be."""

MOST_WORDS = 8
"""No name has more."""

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)?")
_STRENGTH = re.compile(r"(?:(\d+)\s*[x×]\s*)?(\d+(?:[.,]\d+)?)\s*(mg|mcg|µg|g)\b", re.IGNORECASE)
_MILLIGRAMS = {"mg": 1.0, "g": 1000.0, "mcg": 0.001, "µg": 0.001}

BESIDE = frozenset(
    """
    tablet tablets tabs pill pills capsule capsules caplet caplets film coated effervescent soluble
    dispersible chewable lozenge sachet sachets drops syrup solution suspension liquid injection
    infusion patch patches gel cream ointment spray plaster plasters suppository suppositories inhaler
    modified prolonged extended sustained slow release retard depot forte extra strength regular maximum
    rapid fast long acting night time daily sodium potassium calcium magnesium hydrochloride
    hydrochlorid maleate phosphate sulfate sulphate acetate citrate tartrate mesilate besilate fumarate
    succinate bromide chloride free base anhydrous ratiopharm hexal stada teva sandoz mylan viatris
    zentiva aliud heumann actavis accord arrow biogaran with from once twice three times morning evening
    noon when needed before after food meals each every other medicine medicines medication prescribed
    prescription bought take taking taken dose doses
    """.split()  # noqa: SIM905 - a list of eighty words is read best as a text
)
"""Words beside a name that say how it is made, sold or taken, and are no medicine themselves."""


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
def recognised_in(written: str, knowledge: Knowledge) -> tuple[Recognised | None, ...]:
    """Return every medicine of one entry: people write "Losec, warfarin" on one line.

    None stands for a word that nobody knows: it may be a medicine, so it is not passed over.

    Args:
        written: As the person wrote it; salt, strength and form may stand beside a name.
        knowledge: What is known by which names.
    """
    known, words = _names(knowledge), _words(written)
    found: list[Recognised | None] = []
    beside: list[str] = []
    place = 0
    while place < len(words):
        length = _longest_from(words, place, known)
        if length:
            found.append(known[" ".join(words[place : place + length])])
        elif _may_be_a_name(words[place]):
            beside.append(words[place])
        place += length or 1
    if not found:
        whole = _nearly(" ".join(words), known)
        if whole is not None:
            return (whole,)
    found += [_nearly(word, known) for word in beside]
    once = {None if one is None else one.name: one for one in reversed(found)}
    return tuple(reversed(once.values())) or (None,)


def recognise(written: str, knowledge: Knowledge) -> Recognised | None:
    """Return the first medicine of an entry; None when nothing in it is known."""
    return next((one for one in recognised_in(written, knowledge) if one is not None), None)


def strength_in(written: str) -> float | None:
    """Return the dose that stands in a name, mg ("paracetamol 2x500 mg" is 1000); None where there is none.

    Examples:
        >>> [strength_in(name) for name in ("paracetamol 1g", "2 x 500 mg", "ibuprofen")]
        [1000.0, 1000.0, None]
    """
    found = _STRENGTH.search(written)
    if found is None:
        return None
    pieces, amount, unit = found.groups()
    return float(pieces or 1) * float(amount.replace(",", ".")) * _MILLIGRAMS[unit.casefold()]


def taken_in(report: Report, knowledge: Knowledge) -> frozenset[str]:
    """Return every class and every substance, by INN, of all medicines of a report."""
    found = (one for medicine in report.medicines for one in recognised_in(medicine.name, knowledge))
    known = [one for one in found if one is not None]
    return frozenset(name for one in known for name in (*one.classes, *one.contains))


def classes_of(inn: str, knowledge: Knowledge) -> frozenset[Id]:
    """Return every class that a substance belongs to, the wider ones too; empty when nobody knows it."""
    found = _names(knowledge).get(" ".join(_words(inn)))
    return found.classes if found is not None else frozenset()


def _longest_from(words: Sequence[str], place: int, known: Mapping[str, Recognised]) -> int:
    """Return of how many words the longest known name is that begins at a place; 0 for none."""
    longest = min(len(words) - place, MOST_WORDS)
    return next((n for n in range(longest, 0, -1) if " ".join(words[place : place + n]) in known), 0)


def _may_be_a_name(word: str) -> bool:
    return len(word) >= SHORTEST_NAME and word.isalpha() and word not in BESIDE


def _nearly(written: str, known: Mapping[str, Recognised]) -> Recognised | None:
    """Return what a misspelt name is nearly; None where it is nearly nothing."""
    if not SHORTEST_NEAR <= len(written) <= LONGEST_NEAR:
        return None
    alike = [name for name in known if abs(len(name) - len(written)) <= MOST_LETTERS_APART]
    nearest = difflib.get_close_matches(written, alike, n=1, cutoff=NEAR)
    return known[nearest[0]]._replace(is_near=True) if nearest else None


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
    """Return words and numbers in lower case; "500mg" is two of them."""
    return _WORD.findall(written.casefold())
