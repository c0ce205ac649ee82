"""Find facts by plain words, and print what a fact rests on.

words -> hits;  id -> Cited
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from lumbago.errors import UnknownIdError
from lumbago.knowledge.checking import findings_in
from lumbago.knowledge.cited import Cited as Cited
from lumbago.knowledge.cited import Ground, sources_in
from lumbago.knowledge.cited_exercises import cite_exercises, exercise_ids
from lumbago.knowledge.cited_treatments import cite_treatments, treatment_ids
from lumbago.knowledge.names import folded
from lumbago.knowledge.schema import Condition, Factor, Finding, Knowledge, LikelihoodRatio, Prior, RedFlag
from lumbago.knowledge.term import Term
from lumbago.record import Status

_Fact = TypeVar("_Fact")

KINDS = ("explanations", "terms", "conditions", "treatments", "exercises", "medicines", "findings")
"""What search finds, in the order in which equals are told."""

SMALL = frozenset(
    """
    a an are do does i is mean meaning means my of the what
    de del el es la las los mi que significa son un una
    bedeutet das dem den der die ein eine einen heisst ist mein meine sind von was
    """.split()  # noqa: SIM905 - a line for each language
)
"""Words that lead nowhere, of every language, as `folded` leaves them."""

EXACT = 2.0
"""Rank of what is called just so."""

LEAST = 0.5
"""Rank below which nothing is told."""


@dataclass(frozen=True)
class Hit:
    """Something that plain words led to.

    Attributes:
        folder: Kind of fact ("conditions").
        id: Its id.
        title: What a person would call it.
        page: Explanation page to read, if any.
        rank: How well the words fit; higher is better.
        says: What it means, of a word explained; empty of all else.
    """

    folder: str
    id: str
    title: str
    page: str | None
    rank: float
    says: str = ""


class _Entry(NamedTuple):
    """Something that can be found: what it is, and all that it is called."""

    folder: str
    id: str
    title: str
    page: str | None
    names: tuple[str, ...]
    says: str = ""

    def at(self, rank: float) -> Hit:
        return Hit(self.folder, self.id, self.title, self.page, rank, self.says)


def search(words: str, knowledge: Knowledge, others: Iterable[Knowledge] = ()) -> list[Hit]:
    """Return what plain words lead to, best first, at most twenty.

    Args:
        words: As a person types them.
        knowledge: Where to look; hits are called what they are called in it.
        others: The same in other languages; looked at only where nothing here is called just so.
    """
    wanted = _tokens(words)
    if not wanted:
        return []
    near = {token: _near(token, knowledge) for token in wanted}
    entries, holding = _entries(knowledge), _holding(knowledge)
    alike = frozenset(near).union(*near.values())
    places = {place for word in alike for place in holding.get(word, ())}
    hits = {
        (entry.folder, entry.id): entry.at(rank)
        for entry in (entries[place] for place in sorted(places))
        if (rank := max(_likeness(near, _tokens(name)) for name in entry.names)) >= LEAST
    }
    if not any(hit.rank == EXACT for hit in hits.values()):
        hits |= _called_elsewhere(wanted, knowledge, others)
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(hits.values(), key=lambda hit: (-hit.rank, order[hit.folder], hit.id))[:20]


def cite(id_: str, knowledge: Knowledge) -> list[Cited]:
    """Return every fact with that id, and what it rests on.

    Args:
        id_: Id of a finding, red flag (or its rule number), condition, treatment, medicine, guideline,
            exercise, circumstance, source, page or word; or `condition/finding` for one likelihood ratio,
            `treatment/line` for one line of a plan, `exercise/circumstance` for one caution.
        knowledge: Where to look.

    Raises:
        UnknownIdError: When nothing has that id.
    """
    condition, _, finding = id_.partition("/")
    cited = [
        *(_cite_condition(c, knowledge, finding) for c in _named(knowledge.conditions, condition)),
        *(_cite_finding(f, knowledge) for f in _named(knowledge.findings, id_)),
        *(_cite_flag(f, knowledge) for f in knowledge.red_flags.values() if id_ in {f.id, f.rule}),
        *_cite_source(id_, knowledge),
        *_cite_page(id_, knowledge),
        *cite_treatments(id_, knowledge),
        *cite_exercises(id_, knowledge),
        *(_cite_term(term, knowledge) for term in _named(knowledge.terms, id_)),
    ]
    if not cited or (finding and not cited[0].grounds):
        raise UnknownIdError(id_, difflib.get_close_matches(id_, list(_ids(knowledge)), n=3, cutoff=0.5))
    return cited


def _called_elsewhere(
    wanted: frozenset[str], knowledge: Knowledge, others: Iterable[Knowledge]
) -> dict[tuple[str, str], Hit]:
    """Return what another language calls just so: people type in the language they think in."""
    called = frozenset[tuple[str, str]]().union(*(_called(other).get(wanted, ()) for other in others))
    found = (entry for entry in _entries(knowledge) if (entry.folder, entry.id) in called)
    return {(entry.folder, entry.id): entry.at(EXACT) for entry in found}


@lru_cache(maxsize=8)
def _called(knowledge: Knowledge) -> dict[frozenset[str], set[tuple[str, str]]]:
    """Return what each set of words is the whole name of, as folders and ids."""
    called: dict[frozenset[str], set[tuple[str, str]]] = {}
    for entry in _entries(knowledge):
        for name in entry.names:
            called.setdefault(_tokens(name), set()).add((entry.folder, entry.id))
    return called


@lru_cache(maxsize=8)
def _entries(knowledge: Knowledge) -> tuple[_Entry, ...]:
    return (*_pages_and_words(knowledge), *_facts(knowledge))


def _pages_and_words(knowledge: Knowledge) -> Iterator[_Entry]:
    for page in knowledge.explanations.values():
        yield _Entry("explanations", page.id, page.title, page.id, (page.title, *page.synonyms))
    for term in knowledge.terms.values():
        yield _Entry("terms", term.id, term.name, None, (term.name, *term.synonyms), term.means)


def _facts(knowledge: Knowledge) -> Iterator[_Entry]:
    for c in knowledge.conditions.values():
        yield _Entry("conditions", c.id, c.plain, c.explanation, (c.name, c.plain, *c.synonyms))
    for treatment in knowledge.treatments.values():
        names = (treatment.name, treatment.plain, *treatment.synonyms)
        yield _Entry("treatments", treatment.id, treatment.plain, None, names)
    for exercise in knowledge.exercises.values():
        names = (exercise.name, exercise.plain, *exercise.synonyms)
        yield _Entry("exercises", exercise.id, exercise.name, None, names)
    for medicine in knowledge.medicines.values():
        yield _Entry("medicines", medicine.id, medicine.name, None, (medicine.name, *medicine.synonyms))
    for finding in knowledge.findings.values():
        names = (finding.id.replace("_", " "), finding.clinician, *finding.synonyms)
        yield _Entry("findings", finding.id, finding.question, None, names)


@lru_cache(maxsize=1 << 14)
def _tokens(words: str) -> frozenset[str]:
    found = re.findall(r"\w+", folded(words))
    return frozenset(token.rstrip("s") or token for token in found if token not in SMALL)


@lru_cache(maxsize=8)
def _holding(knowledge: Knowledge) -> Mapping[str, frozenset[int]]:
    """Return for every word of all names the places of the entries that it is in."""
    holding: dict[str, set[int]] = {}
    for place, entry in enumerate(_entries(knowledge)):
        for token in frozenset().union(*map(_tokens, entry.names)):
            holding.setdefault(token, set()).add(place)
    return {token: frozenset(places) for token, places in holding.items()}


@lru_cache(maxsize=1 << 10)
def _near(token: str, knowledge: Knowledge) -> frozenset[str]:
    """Return every word of all names that this may be, mistyped."""
    known = _holding(knowledge)
    return frozenset(difflib.get_close_matches(token, known, n=len(known) or 1, cutoff=0.8))


def _likeness(near: Mapping[str, frozenset[str]], name: frozenset[str]) -> float:
    """Share of the wanted words that a name holds; an exact name wins, a near one counts half."""
    if near.keys() == name:
        return EXACT
    held = sum(1.0 if token in name else 0.75 if name & alike else 0.0 for token, alike in near.items())
    return held / len(near) + 0.1 * held / max(len(name), 1)


def _ids(knowledge: Knowledge) -> Iterator[str]:
    yield from knowledge.conditions
    yield from knowledge.findings
    yield from knowledge.red_flags
    yield from (flag.rule for flag in knowledge.red_flags.values())
    yield from knowledge.sources
    yield from knowledge.explanations
    yield from treatment_ids(knowledge)
    yield from exercise_ids(knowledge)
    yield from knowledge.terms


def _named(facts: Mapping[str, _Fact], id_: str) -> list[_Fact]:
    return [facts[id_]] if id_ in facts else []


def _ground(statement: str, number: Prior | Factor | LikelihoodRatio, knowledge: Knowledge) -> Ground:
    citation = knowledge.sources[number.source].citation if number.source else None
    return Ground(statement, number.status, number.source, citation, number.at)


def _span(number: Prior | Factor | LikelihoodRatio) -> str:
    return f"{number.value:g} ({number.low:g} to {number.high:g})"


def _ratio_grounds(condition: Condition, finding: str, knowledge: Knowledge) -> Iterator[Ground]:
    for likelihood in condition.likelihoods:
        if finding and likelihood.finding != finding:
            continue
        for sign, ratio in (("LR+", likelihood.present), ("LR−", likelihood.absent)):
            if ratio is not None:
                target = f", for {ratio.target}" if ratio.target else ""
                statement = f"{likelihood.finding}: {sign} {_span(ratio)}, {ratio.population}{target}"
                yield _ground(statement, ratio, knowledge)


def _cite_condition(condition: Condition, knowledge: Knowledge, finding: str) -> Cited:
    ratios = tuple(_ratio_grounds(condition, finding, knowledge))
    if finding:
        return Cited(f"{condition.id}/{finding}", "conditions", condition.name, condition.plain, ratios)
    priors = tuple(
        _ground(f"pre-test probability in {p.setting.value}: {_span(p)}", p, knowledge)
        for p in condition.priors
    )
    factors = tuple(_ground(f"{_whom(f)}: odds × {_span(f)}", f, knowledge) for f in condition.factors)
    return Cited(condition.id, "conditions", condition.name, condition.summary, (*priors, *factors, *ratios))


def _whom(factor: Factor) -> str:
    age = f"age {factor.age[0]:g} to {factor.age[1]:g}" if factor.age else ""
    sex = factor.sex.value if factor.sex else ""
    return " ".join(part for part in (sex, age) if part) or "everyone"


def _cite_finding(finding: Finding, knowledge: Knowledge) -> Cited:
    ratios = tuple(
        _ground(f"{c.name}: {sign} {_span(ratio)}, {ratio.population}", ratio, knowledge)
        for c in knowledge.conditions.values()
        for likelihood in c.likelihoods
        if likelihood.finding == finding.id
        for sign, ratio in (("LR+", likelihood.present), ("LR−", likelihood.absent))
        if ratio is not None
    )
    rules = tuple(
        ground
        for flag in knowledge.red_flags.values()
        if finding.id in findings_in(flag.when)
        for ground in _cite_flag(flag, knowledge).grounds
    )
    return Cited(finding.id, "findings", finding.clinician, finding.question, (*rules, *ratios))


def _cite_flag(flag: RedFlag, knowledge: Knowledge) -> Cited:
    statement = f"{flag.rule} {flag.name}: {flag.disposition.value} ({flag.within})"
    grounds = sources_in(flag.sources, flag.status, statement, flag.at, knowledge)
    return Cited(flag.id, "red_flags", f"{flag.rule} {flag.name}", flag.reasoning, grounds)


def _cite_source(id_: str, knowledge: Knowledge) -> list[Cited]:
    source = knowledge.sources.get(id_)
    if source is None:
        return []
    found = [
        source.doi and f"doi {source.doi}",
        source.pmid and f"PMID {source.pmid}",
        source.pmcid,
        source.edition,
    ]
    identifiers = "; ".join(str(part) for part in found if part) or "no identifier: it verifies nothing"
    status = Status.PUBLISHED if source.resolves else Status.UNVERIFIED
    return [
        Cited(
            id_,
            "sources",
            source.citation,
            identifiers,
            (Ground(source.seen, status, id_, source.citation, "-"),),
        )
    ]


def _cite_page(id_: str, knowledge: Knowledge) -> list[Cited]:
    page = knowledge.explanations.get(id_)
    if page is None:
        return []
    grounds = tuple(
        ground
        for section in page.sections
        for ground in sources_in(section.sources, section.status, section.heading, page.title, knowledge)
    )
    return [Cited(id_, "explanations", page.title, page.lead, grounds)]


def _cite_term(term: Term, knowledge: Knowledge) -> Cited:
    at = term.at or "In our own words"
    grounds = sources_in(term.sources, term.status, term.name, at, knowledge)
    return Cited(term.id, "terms", term.name, term.means, grounds)
