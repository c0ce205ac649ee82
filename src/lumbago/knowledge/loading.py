"""Read every knowledge file, refuse what is wrong, and hand out one checked value.

    files -> Knowledge

Bad knowledge stops the program at start, never in front of a patient.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import tomli  # the standard parser, compiled: knowledge is most of a cold start
from pydantic import TypeAdapter, ValidationError

from lumbago.errors import KnowledgeError
from lumbago.knowledge.checking import check
from lumbago.knowledge.checking_treatment import check_treatment
from lumbago.knowledge.medicine import MedicineClass, MedicineRule, Product, Substance
from lumbago.knowledge.recovery import (
    ARROWS,
    FITTED,
    PERSONAL,
    Arrows,
    Calibration,
    Personal,
    Recovery,
    check_recovery,
)
from lumbago.knowledge.schema import (
    Condition,
    Differencing,
    DispositionText,
    Explanation,
    Finding,
    Knowledge,
    RedFlag,
    Source,
    Topic,
)
from lumbago.knowledge.treatment import Guideline, Treatment, Weighing

FOLDERS: Mapping[str, type] = {
    "sources": Source,
    "topics": Topic,
    "findings": Finding,
    "red_flags": RedFlag,
    "conditions": Condition,
    "explanations": Explanation,
    "dispositions": DispositionText,
    "treatments": Treatment,
    "guidelines": Guideline,
    "medicines": Substance,
    "medicine_classes": MedicineClass,
    "medicine_rules": MedicineRule,
    "products": Product,
}

_Fact = TypeVar("_Fact")


@lru_cache(maxsize=1)
def current() -> Knowledge:
    """Return the knowledge that came with the package, loaded and checked once.

    Raises:
        KnowledgeError: When any file is wrong.
    """
    return load(Path(str(resources.files("lumbago.knowledge"))))


def load(root: Path) -> Knowledge:
    """Load the knowledge below a folder.

    Args:
        root: Folder that holds `sources/`, `findings/`, ..., `differential.toml` and `weighing.toml`.

    Raises:
        KnowledgeError: When a file is broken, or contradicts another.
    """
    digest = hashlib.sha256()
    folders: dict[str, Any] = {
        folder: _load_folder(root, folder, fact, digest) for folder, fact in FOLDERS.items()
    }
    settings = _load_file(root, root / "differential.toml", TypeAdapter(Differencing), digest, id_=None)
    recovery = _load_recovery(root, digest)
    weighing = _load_file(root, root / "weighing.toml", TypeAdapter(Weighing), digest, id_=None)
    knowledge = Knowledge(digest.hexdigest()[:16], settings, recovery, weighing, **folders)
    check(knowledge)
    check_treatment(knowledge)
    check_recovery(recovery, knowledge.sources)
    return knowledge


def overdue(knowledge: Knowledge, today: date) -> list[str]:
    """Return the files whose review date has passed, as `folder/id`."""
    return [
        f"{folder}/{fact.id}"
        for folder in FOLDERS
        for fact in getattr(knowledge, folder).values()
        if getattr(fact, "review_by", today) < today
    ]


def _load_recovery(root: Path, digest: Any) -> Recovery:  # noqa: ANN401
    arrows = _load_file(root, root / ARROWS, TypeAdapter(Arrows), digest, id_=None)
    calibration = _load_if_there(root, FITTED, Calibration, digest)
    personal = _load_if_there(root, PERSONAL, Personal, digest)
    return Recovery(arrows.arrow, arrows.population, arrows.effect, calibration, personal)


def _load_if_there(root: Path, name: str, fact: type[_Fact], digest: Any) -> _Fact | None:  # noqa: ANN401
    """Read what a run writes: before the first run it is not there."""
    if not (root / name).exists():
        return None
    return _load_file(root, root / name, TypeAdapter(fact), digest, id_=None)


def _load_folder(root: Path, folder: str, fact: type[_Fact], digest: Any) -> dict[str, _Fact]:  # noqa: ANN401 - hashlib names no type
    adapter = TypeAdapter(fact)
    paths = sorted((root / folder).glob("*.toml"))
    if not paths:
        raise KnowledgeError(folder, "", "the folder is missing or empty; install Lumbago anew")
    return {path.stem: _load_file(root, path, adapter, digest, id_=path.stem) for path in paths}


def _load_file(root: Path, path: Path, adapter: TypeAdapter[_Fact], digest: Any, *, id_: str | None) -> _Fact:  # noqa: ANN401
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
        digest.update(f"{name}\0{text}\0".encode())
        fields = tomli.loads(text)
    except (OSError, ValueError) as broken:
        raise KnowledgeError(name, "", str(broken)) from None
    if "id" in fields:
        raise KnowledgeError(name, "id", "leave it out: the file's name is the id")
    try:
        return adapter.validate_python(fields if id_ is None else {"id": id_, **fields})
    except ValidationError as invalid:
        error = invalid.errors(include_url=False)[0]
        raise KnowledgeError(name, ".".join(map(str, error["loc"])), error["msg"]) from None
