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
from lumbago.knowledge.checking_exercise import check_exercises
from lumbago.knowledge.checking_terms import check_terms
from lumbago.knowledge.checking_treatment import check_treatment
from lumbago.knowledge.dosing import Dosing
from lumbago.knowledge.exercise import Circumstance, Exercise
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
from lumbago.knowledge.term import Term
from lumbago.knowledge.treatment import Guideline, Treatment, Weighing

FOLDERS: Mapping[str, type] = {
    "sources": Source,
    "topics": Topic,
    "findings": Finding,
    "red_flags": RedFlag,
    "conditions": Condition,
    "explanations": Explanation,
    "terms": Term,
    "dispositions": DispositionText,
    "treatments": Treatment,
    "guidelines": Guideline,
    "medicines": Substance,
    "medicine_classes": MedicineClass,
    "medicine_rules": MedicineRule,
    "products": Product,
    "circumstances": Circumstance,
    "exercises": Exercise,
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
        root: Folder that holds `sources/`, `findings/`, ..., `differential.toml`, `weighing.toml` and
            `programme.toml`.

    Raises:
        KnowledgeError: When a file is broken, or contradicts another.
    """
    digest = hashlib.sha256()
    folders: dict[str, Any] = {
        folder: load_folder(root, folder, fact, digest) for folder, fact in FOLDERS.items()
    }
    settings = load_file(root, root / "differential.toml", TypeAdapter(Differencing), digest, id_=None)
    recovery = _load_recovery(root, digest)
    weighing = load_file(root, root / "weighing.toml", TypeAdapter(Weighing), digest, id_=None)
    dosing = load_file(root, root / "programme.toml", TypeAdapter(Dosing), digest, id_=None)
    knowledge = Knowledge(digest.hexdigest()[:16], settings, recovery, weighing, dosing, **folders)
    check(knowledge)
    check_treatment(knowledge)
    check_exercises(knowledge)
    check_terms(knowledge)
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
    arrows = load_file(root, root / ARROWS, TypeAdapter(Arrows), digest, id_=None)
    calibration = _load_if_there(root, FITTED, Calibration, digest)
    personal = _load_if_there(root, PERSONAL, Personal, digest)
    return Recovery(arrows.arrow, arrows.population, arrows.effect, calibration, personal)


def _load_if_there(root: Path, name: str, fact: type[_Fact], digest: Any) -> _Fact | None:  # noqa: ANN401
    """Read what a run writes: before the first run it is not there."""
    if not (root / name).exists():
        return None
    return load_file(root, root / name, TypeAdapter(fact), digest, id_=None)


def load_folder(root: Path, folder: str, fact: type[_Fact], digest: Any) -> dict[str, _Fact]:  # noqa: ANN401 - hashlib names no type
    """Read every file of one folder; the files' names are the ids.

    Args:
        root: Folder that holds it.
        folder: Its name.
        fact: What each of its files holds.
        digest: Hash that is fed with all that is read.

    Raises:
        KnowledgeError: When it is empty, or a file is broken.
    """
    adapter = TypeAdapter(fact)
    paths = sorted((root / folder).glob("*.toml"))
    if not paths:
        raise KnowledgeError(folder, "", "the folder is missing or empty; install Lumbago anew")
    return {path.stem: load_file(root, path, adapter, digest, id_=path.stem) for path in paths}


def load_file(root: Path, path: Path, adapter: TypeAdapter[_Fact], digest: Any, *, id_: str | None) -> _Fact:  # noqa: ANN401
    """Read one file.

    Args:
        root: Folder of knowledge that its name is told from.
        path: Where it is.
        adapter: Checks what it holds.
        digest: Hash that is fed with what is read.
        id_: Its name where that is an id; None where there is one such file only.

    Raises:
        KnowledgeError: When it is broken.
    """
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
