"""What an id, a key and a text look like in knowledge files, and how what people write is matched to them."""

import re
import unicodedata
from collections.abc import Collection
from typing import Annotated

from pydantic import Field

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FindingKey = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
SourceId = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1)]


def folded(words: str) -> str:
    """Return words in small letters and without accents: people leave them out, and sort by the letter below.

    Examples:
        >>> folded("Tirón"), folded("Übung")
        ('tiron', 'ubung')
    """
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def id_of(name: str) -> str:
    """Return a name as ids are written: people write capitals and blanks as they like.

    Examples:
        >>> id_of("Spinal Infection ")
        'spinal-infection'
    """
    return "-".join(_words_of(name))


def is_one_of(medicine: str, names: Collection[str]) -> bool:
    """Return whether a medicine is one of these, salt and dose apart.

    Examples:
        >>> is_one_of("Warfarin sodium, 5 mg", ["warfarin"])
        True
    """
    words = _words_of(medicine)
    return any(_words_of(name) == words[: len(_words_of(name))] for name in names)


def _words_of(name: str) -> list[str]:
    return re.split(r"[\W_]+", name.casefold().strip(" .,;-_"))
