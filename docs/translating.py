"""Keep the catalogues of translations: what is said in English, and the same in the other languages.

    knowledge, sentences, templates -> locale/<language>/LC_MESSAGES/<name>.po -> .mo

`python docs/translating.py` takes in what is new, drops what is no longer said, and compiles. With names
(`es/findings de/cautions`) it does so for these only. `--check` writes nothing, says what is missing or wrong
and exits 1.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

from lumbago.knowledge import current
from lumbago.knowledge.languages import (
    KEYS,
    LANGUAGES,
    OWN_CATALOGUE,
    SOURCE_LANGUAGE,
    TEXTS,
    catalogue_of,
    told,
    unwrapped,
)

SOURCE = Path(__file__).parents[1] / "src" / "lumbago"
TARGETS = tuple(language for language in LANGUAGES if language != SOURCE_LANGUAGE)
KNOWLEDGE = (*TEXTS, *OWN_CATALOGUE.values())

SENTENCES = {"say": (0,), "marked": (0,), "say_n": (0, 1), "Screen": (1, 2)}
"""What sentences are given to, at which places; a `Screen` of the interview lies below the room of words."""

DJANGO = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (0,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (0, 1)),
}
DJANGO_IN_CONTEXT = {**dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1)), "npgettext": (0, 1, 2)}

MOST_PLACES = 3
"""So many places are named beside a text; the rest is counted."""

_LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\((\s*{_LITERAL}(?:\s*,\s*{_LITERAL})*)")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+[^{}]*\}|<(?!\d)[^<>]+>")


class Message(NamedTuple):
    """Something to translate; `context` tells apart what is the same in English."""

    context: str | None
    one: str
    many: str = ""


Found = dict[Message, list[str]]
"""Where each message is said, in the order in which a translator reads them."""


def catalogues() -> list[str]:
    """Return every catalogue by its name ("es/findings")."""
    return [f"{language}/{name}" for language in TARGETS for name in (*KNOWLEDGE, "wording", "django")]


def path_of(catalogue: str) -> Path:
    """Return the file of a catalogue."""
    language, name = catalogue.split("/")
    room = {"wording": "wording", "django": "web"}.get(name, "knowledge")
    return SOURCE / room / "locale" / language / "LC_MESSAGES" / f"{name}.po"


@lru_cache(maxsize=1)
def said_in_english() -> dict[str, Found]:
    """Return all that is to be translated, by the name of its catalogue."""
    rooms = [*(SOURCE / "wording").rglob("*.py"), *(SOURCE / "interview").rglob("*.py")]
    found: Found = {}
    for path in sorted((SOURCE / "web").rglob("*.py")):
        _gather(found, path, _in_calls(path, DJANGO, DJANGO_IN_CONTEXT))
    for path in sorted((SOURCE / "web" / "templates").rglob("*.html")):
        _gather(found, path, _in_template(path.read_text(encoding="utf-8")))
    sentences: Found = {}
    for path in sorted(rooms):
        _gather(sentences, path, _in_calls(path, SENTENCES, {}))
    return {**_in_knowledge(), "wording": sentences, "django": found}


def _in_knowledge() -> dict[str, Found]:
    """Return the texts of knowledge, fact by fact; what is said twice in one field is translated once."""
    found: dict[str, Found] = {name: {} for name in KNOWLEDGE}

    def take(context: str, id_: str, text: str) -> str:
        message = Message(context, unwrapped(text))
        found[catalogue_of(context)].setdefault(message, []).append(id_)
        return text

    for fields in (KEYS, TEXTS):
        told(current(), take, fields)
    return {name: _by_fact(messages) for name, messages in found.items()}


def _by_fact(messages: Found) -> Found:
    places = {
        place: at for at, place in enumerate(dict.fromkeys(p for all_ in messages.values() for p in all_))
    }
    return dict(sorted(messages.items(), key=lambda entry: places[entry[1][0]]))


def _gather(found: Found, path: Path, messages: Iterable[Message]) -> None:
    for message in messages:
        found.setdefault(message, []).append(path.relative_to(SOURCE).as_posix())


def _in_calls(
    path: Path, plain: dict[str, tuple[int, ...]], in_context: dict[str, tuple[int, ...]]
) -> Iterator[Message]:
    walked = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    calls = [node for node in walked if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = _name_of(node.func)
        places = plain.get(name) or in_context.get(name)
        if places is None or max(places) >= len(node.args):
            continue
        given = [node.args[place] for place in places]
        texts = [
            g.value for g in given if isinstance(g, ast.Constant) and isinstance(g.value, str) and g.value
        ]
        if len(texts) == len(given):
            yield from _messages(name, texts, name in in_context)


def _messages(name: str, texts: list[str], has_context: bool) -> Iterator[Message]:
    """Return one message with its plural; what is no plural is several messages."""
    if has_context:
        yield Message(*texts)
    elif name in {"say_n", "ngettext", "ngettext_lazy"}:
        yield Message(None, *texts)
    else:
        yield from (Message(None, text) for text in texts)


def _name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _in_template(text: str) -> Iterator[Message]:
    for name, literals in _IN_TEMPLATE.findall(templatize(text)):
        yield from _messages(
            name, list(ast.literal_eval(f"({literals},)")), "p" in name.partition("gettext")[0]
        )


def merged(catalogue: str) -> polib.POFile:
    """Return a catalogue with all that is said today: translations are kept, what is not said is dropped."""
    language, name = catalogue.split("/")
    path = path_of(catalogue)
    before = (
        {(e.msgctxt, e.msgid, e.msgid_plural): e for e in polib.pofile(str(path))} if path.exists() else {}
    )
    written = polib.POFile(wrapwidth=110)
    written.metadata = {
        "Project-Id-Version": "Lumbago",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message, places in said_in_english()[name].items():
        old = before.get((message.context, message.one, message.many))
        written.append(_entry(message, places, old))
    return written


def _entry(message: Message, places: list[str], old: polib.POEntry | None) -> polib.POEntry:
    once = list(dict.fromkeys(places))
    more = f" and {len(once) - MOST_PLACES} more" if len(once) > MOST_PLACES else ""
    entry = polib.POEntry(
        msgctxt=message.context, msgid=message.one, comment=", ".join(once[:MOST_PLACES]) + more
    )
    if message.many:
        entry.msgid_plural = message.many
        entry.msgstr_plural = old.msgstr_plural if old else {0: "", 1: ""}
    elif old:
        entry.msgstr = old.msgstr
    if old:
        entry.flags, entry.tcomment = old.flags, old.tcomment
    return entry


def faults_of(entry: polib.POEntry) -> Iterator[str]:
    """Yield what is wrong with a translation; nothing where it is missing."""
    if entry.fuzzy:
        yield "it is marked fuzzy: look at it, then take the mark away"
    wanted = (*dict.fromkeys((entry.msgid, entry.msgid_plural or entry.msgid)),)
    allowed = [sorted(_PLACEHOLDER.findall(text)) for text in wanted]
    for text in filter(None, entry.msgstr_plural.values() if entry.msgid_plural else (entry.msgstr,)):
        if sorted(_PLACEHOLDER.findall(text)) not in allowed:
            yield f"placeholders differ: {' '.join(allowed[-1]) or 'none'} in English"
        if text.count("\n") != entry.msgid.count("\n") and not entry.msgid_plural:
            yield "paragraphs or lines of a list differ in number"
        if _edges(text) != _edges(entry.msgid):
            yield "blanks at the beginning or the end differ"


def _edges(text: str) -> tuple[bool, bool]:
    return text != text.lstrip(), text != text.rstrip()


def missing_in(catalogue: polib.POFile) -> list[polib.POEntry]:
    """Return the entries without a translation."""
    return [entry for entry in catalogue if not entry.translated() and not entry.fuzzy]


def compiled(catalogue: polib.POFile) -> bytes:
    """Return what the program reads."""
    return bytes(catalogue.to_binary())


def _write(name: str, catalogue: polib.POFile) -> None:
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = str(catalogue).rstrip("\n") + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def _told(name: str, catalogue: polib.POFile) -> str:
    """Return how far a catalogue is, in a line, and each fault in one more."""
    words = sum(len(entry.msgid.split()) for entry in catalogue)
    missing = missing_in(catalogue)
    left = sum(len(entry.msgid.split()) for entry in missing)
    faults = [f"    {e.msgid[:60]!r}: {fault}" for e in catalogue for fault in faults_of(e)]
    count = f"{len(catalogue)} texts, {words} words; missing {len(missing)} texts, {left} words"
    return "\n".join([f"{name:20} {count}", *faults])


def main(arguments: list[str]) -> int:
    """Merge and compile catalogues, or only say how they are."""
    names = [argument for argument in arguments if not argument.startswith("-")] or catalogues()
    unknown = [name for name in names if name not in catalogues()]
    if unknown:
        print(f"There is no catalogue {', '.join(unknown)}. There are: {', '.join(catalogues())}")
        return 2
    act: Callable[[str, polib.POFile], None] = (lambda *_: None) if "--check" in arguments else _write
    found = {name: merged(name) for name in names}
    for name, catalogue in found.items():
        act(name, catalogue)
        print(_told(name, catalogue))
    is_wrong = any(missing_in(c) or any(map(list, map(faults_of, c))) for c in found.values())
    return int(is_wrong and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
