"""The same knowledge in another language: what a person reads changes, what is decided does not.

    Knowledge, language -> Knowledge

English is the language of the files; what has no translation stays English. Ids, numbers, rules and the names
that medicines are recognised by are the same in every language.
"""

import gettext
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from lumbago.knowledge.schema import Knowledge

LANGUAGES = ("en", "es", "de")
"""The first is the language that everything is written in."""

SOURCE_LANGUAGE = LANGUAGES[0]

TEXTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "topics": ("title", "intro"),
        "findings": ("question", "sign", "why", "clinician", "synonyms"),
        "red_flags": ("name", "says"),
        "conditions": (
            "name", "plain", "summary", "confirmed_by", "pattern/name", "pattern/plain", "synonyms",
        ),
        "explanations": ("title", "lead", "sections/heading", "sections/text", "synonyms"),
        "terms": ("name", "means", "synonyms"),
        "dispositions": ("headline", "what_to_do", "comfort", "safety_net"),
        "treatments": (
            "name", "plain", "summary", "places/why", "harms/text", "lines/text", "lines/if_unsure",
            "effects/population", "effects/when", "effects/words", "synonyms",
        ),
        "guidelines": ("name", "edition", "about", "positions/text", "positions/strength"),
        "medicines": ("plain", "how", "too_much"),
        "medicine_rules": ("says",),
        "circumstances": ("name", "plain"),
        "exercises": (
            "name", "plain", "purpose", "steps", "mistakes", "muscles", "cautions/says", "synonyms",
        ),
        "dosing": ("advice/text",),
    }
)  # fmt: skip
"""What a person reads, by folder; `dosing` is `programme.toml`."""

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"medicines": ("name",), "exercises": ("position", "equipment")}
)
"""What a person reads and what something is recognised by: knowledge keeps it, `known_as` tells it."""

NAMES = ("name", "plain", "title", "clinician")
"""What a fact is called: its English names are still found once it is called otherwise."""

BETWEEN = "; "
"""Stands between two synonyms: a language may have more of them, or fewer."""

OWN_CATALOGUE = {"exercises/cautions/says": "cautions"}
"""What fills a catalogue of its own; the others are in that of their folder."""

Tell = Callable[[str, str, str], str]
"""Tells a text: context ("exercises/steps"), the id of its fact, text -> text."""


@lru_cache(maxsize=8)
def in_language(knowledge: Knowledge, language: str) -> Knowledge:
    """Return the same knowledge in a language; what nobody translated stays English."""
    if language == SOURCE_LANGUAGE:
        return knowledge
    return told(knowledge, lambda context, _, text: known_as(context, text, language))


def known_as(context: str, text: str, language: str) -> str:
    """Return a text of knowledge in a language; as it is where nobody translated it.

    Args:
        context: Folder and field ("medicines/name").
        text: As the file has it.
        language: One of `LANGUAGES`.
    """
    message = unwrapped(text)
    said = _catalogue(catalogue_of(context), language).pgettext(context, message)
    return text if said == message else said


def catalogue_of(context: str) -> str:
    """Return the name of the catalogue that holds a context.

    Examples:
        >>> catalogue_of("findings/question"), catalogue_of("exercises/cautions/says")
        ('findings', 'cautions')
    """
    return OWN_CATALOGUE.get(context, context.partition("/")[0])


def unwrapped(text: str) -> str:
    r"""Return a text without the line ends of its file: those of paragraphs and lists only.

    Examples:
        >>> unwrapped("One\nline.\n\nWatch for:\n- fever\n- a numb\n  leg\n")
        'One line.\n\nWatch for:\n- fever\n- a numb leg'
    """
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.replace("\n- ", "\n\n- ").split("\n\n"))
    return "\n\n".join(filter(None, paragraphs)).replace("\n\n- ", "\n- ")


def told(knowledge: Knowledge, tell: Tell, texts: Mapping[str, tuple[str, ...]] = TEXTS) -> Knowledge:
    """Return knowledge with each of its texts told anew."""
    changed: dict[str, Any] = {}
    for folder, paths in texts.items():
        facts = getattr(knowledge, folder)
        if isinstance(facts, Mapping):
            changed[folder] = {
                id_: _told(fact, paths, folder, _about(id_, tell)) for id_, fact in facts.items()
            }
        elif facts is not None:
            changed[folder] = _told(facts, paths, folder, _about(folder, tell))
    return replace(knowledge, **changed)


def _about(id_: str, tell: Tell) -> Callable[[str, str], str]:
    return lambda context, text: tell(context, id_, text)


def _told(value: Any, paths: Iterable[str], context: str, say: Callable[[str, str], str]) -> Any:  # noqa: ANN401
    """Tell a value anew: a text, or what has texts at these paths."""
    if value is None or isinstance(value, str):
        return value and say(context, value)
    if isinstance(value, tuple):
        return tuple(_told(part, paths, context, say) for part in value)
    below: dict[str, list[str]] = {}
    for path in paths:
        head, _, rest = path.partition("/")
        below.setdefault(head, []).append(rest)
    changed = {
        head: _told(getattr(value, head), rests, f"{context}/{head}", say)
        for head, rests in below.items()
        if head != "synonyms"
    }
    if "synonyms" in below:
        changed["synonyms"] = _synonyms(value, changed, context, say)
    return replace(value, **changed)


def _synonyms(
    fact: Any,  # noqa: ANN401
    changed: Mapping[str, Any],
    context: str,
    say: Callable[[str, str], str],
) -> tuple[str, ...]:
    """Return other words for a fact: those of the language, then those of its file and its English names."""
    words = BETWEEN.join(fact.synonyms)
    said = say(f"{context}/synonyms", words).split(BETWEEN) if words else []
    names = (name.name for name in fields(fact) if name.name in NAMES)
    before = [getattr(fact, name) for name in names if changed.get(name) not in {None, getattr(fact, name)}]
    return tuple(dict.fromkeys((*said, *fact.synonyms, *before)))


@lru_cache(maxsize=64)
def _catalogue(name: str, language: str) -> gettext.NullTranslations:
    folder = resources.files("lumbago.knowledge") / "locale"
    return gettext.translation(name, str(folder), [language], fallback=True)
