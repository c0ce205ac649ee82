"""Knowledge as its files have it, read apart from the code that shows it; and the pages that show it."""

import html
import re
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.test import Client
from django.utils.formats import date_format

import lumbago.knowledge

ROOT = Path(lumbago.knowledge.__file__).parent
NO_FACTS = {"poses", "changes"}
"""Pictures, and the log of changes."""

FILES = {
    ("methods" if path.parent == ROOT else path.parent.name, path.stem): path
    for path in sorted(ROOT.glob("**/*.toml"))
    if NO_FACTS.isdisjoint({path.parent.name, path.stem})
}
KINDS = sorted({kind for kind, _ in FILES})

NUMBER = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?(?!\.?\d)")

IN_JSON_ONLY = {"draws", "numbers", "coefficients", "correlation", "plain"}
"""Rows of bare numbers; `plain` is a text in every other file but `personal`."""

TOLD_IN_OTHER_WORDS = {"interval", "measure", "status", "from", "whose", "unknown"}
"""Fields whose keys stand on a page as a sentence."""


def ids_of(kind):
    return [id_ for held, id_ in FILES if held == kind]


def written(kind, id_):
    return tomllib.loads(FILES[kind, id_].read_text(encoding="utf-8"))


def address_of(kind, id_):
    return f"/evidence/{kind}/{id_}/"


@lru_cache(maxsize=2048)
def page(address):
    """Open a page once for all tests of a process."""
    return Client().get(address)


def main_of(address):
    """The HTML of what a page is about: no header, no footer."""
    return page(address).content.decode().split('<main id="main"')[1].split("</main>")[0]


@lru_cache(maxsize=2048)
def text_on(address):
    """What can be read on a page, and where its links lead."""
    main = main_of(address)
    links = re.findall(r'href="([^"]*)"', main)
    return html.unescape(re.sub(r"<[^>]+>", " ", main)) + " " + " ".join(links)


@lru_cache(maxsize=2048)
def words_on(address):
    """The same in small letters; hyphens and blanks are one."""
    return plain(text_on(address))


@lru_cache(maxsize=2048)
def numbers_on(address):
    """Every whole number on a page, with its sign; never a part of one."""
    return set(NUMBER.findall(text_on(address)))


def plain(text):
    return re.sub(r"[\s_-]+", " ", text.casefold())


def leaves(value, field=""):
    """Yield every text, number and day of a file, as a page must hold it."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, field)
    elif isinstance(value, bool) or field in TOLD_IN_OTHER_WORDS:
        return
    elif isinstance(value, date):
        yield date_format(value)
    elif isinstance(value, str):
        yield value.strip()
    else:
        yield f"{value:.15g}"


def is_on(leaf, address):
    """Whether a text or a number of a file can be read on a page."""
    return leaf in numbers_on(address) if NUMBER.fullmatch(leaf) else plain(leaf) in words_on(address)
