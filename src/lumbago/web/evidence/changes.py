"""What changed in the knowledge, release by release.

    knowledge/changes.toml -> Change, newest first

No answer rests on it, so that it is no part of the version of knowledge.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from lumbago.knowledge.loading import load_file
from lumbago.knowledge.names import Text
from lumbago.record.scales import STRICT
from lumbago.web.evidence.kinds import ROOT

LOG = "changes.toml"


@dataclass(frozen=True, config=STRICT)
class Change:
    """One release of the knowledge.

    Attributes:
        on: Day of the release; of what is still in work, the day it began.
        changed: What changed, in words.
        version: Hash of the knowledge; None while it is in work, since every edit makes another.
    """

    on: date
    changed: Annotated[tuple[Text, ...], Field(min_length=1)]
    version: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] | None = None


@dataclass(frozen=True, config=STRICT)
class ChangeLog:
    """Every release, newest first."""

    release: tuple[Change, ...]


@lru_cache(maxsize=1)
def changes() -> tuple[Change, ...]:
    """Return every release, newest first.

    Raises:
        KnowledgeError: When the log is broken.
    """
    return load_file(ROOT, ROOT / LOG, TypeAdapter(ChangeLog), hashlib.sha256(), id_=None).release


@lru_cache(maxsize=1)
def files() -> Mapping[str, int]:
    """Return how many files of knowledge each folder holds; those that stand alone under the empty name."""
    found = sorted(path.relative_to(ROOT) for path in ROOT.glob("**/*.toml"))
    folders = ["" if len(path.parts) == 1 else path.parts[0] for path in found]
    return {folder: folders.count(folder) for folder in dict.fromkeys(folders)}
