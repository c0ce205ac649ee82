"""What words explained must not say, to each other or without a source.

Each check names the file, the field and the fault; the first fault stops the program.
"""

import re

from lumbago.errors import KnowledgeError
from lumbago.knowledge.checking import check_sources_of, must_exist
from lumbago.knowledge.names import folded
from lumbago.knowledge.schema import Knowledge
from lumbago.knowledge.term import Term

A_NUMBER = re.compile(
    r"\d|%|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundreds?"
    r"|thousands?|half|quarter|third|twice|per cent)\b",
    re.IGNORECASE,
)
"""A number in figures or in words; "one" is mostly no number."""


def check_terms(knowledge: Knowledge) -> None:
    """Refuse words that clash, lead nowhere, or hold a number that nobody printed.

    Raises:
        KnowledgeError: Naming the first faulty file and field.
    """
    taken: dict[str, str] = {}
    for term in knowledge.terms.values():
        _check_term(knowledge, term)
        for field, words in (("name", (term.name,)), ("synonyms", term.synonyms)):
            for word in words:
                other = taken.setdefault(folded(word), term.id)
                if other != term.id:
                    raise KnowledgeError(_file(term), field, f"'{word}' is explained in terms/{other}.toml")


def _check_term(knowledge: Knowledge, term: Term) -> None:
    file = _file(term)
    if len({folded(word) for word in (term.name, *term.synonyms)}) <= len(term.synonyms):
        raise KnowledgeError(file, "synonyms", "a word stands there twice")
    check_sources_of(knowledge, file, "sources", term)
    if bool(term.sources) != (term.at is not None):
        raise KnowledgeError(file, "at", "name the place where there is a source, and only there")
    number = A_NUMBER.search(term.means)
    if number and not term.sources:
        raise KnowledgeError(file, "means", f"'{number[0]}' is a number, but it cites nothing")
    for place in term.see:
        folder, _, id_ = place.partition("/")
        must_exist(file, "see", id_, getattr(knowledge, folder), folder)
    if f"terms/{term.id}" in term.see:
        raise KnowledgeError(file, "see", "it leads to itself")


def _file(term: Term) -> str:
    return f"terms/{term.id}.toml"
