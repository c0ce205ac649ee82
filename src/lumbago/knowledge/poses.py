"""Read how the exercises look: apart from all else, since few runs draw anything.

    files, Knowledge -> Poses

No decision rests on a picture, so that poses are no part of the version of knowledge.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from pathlib import Path

from pydantic import TypeAdapter

from lumbago.errors import KnowledgeError
from lumbago.knowledge.checking import check_sources
from lumbago.knowledge.loading import current, load_file, load_folder
from lumbago.knowledge.schema import Knowledge
from lumbago.posture import Body, Movement
from lumbago.record import Status

BODY = "body.toml"


@dataclass(frozen=True, eq=False)
class Poses:
    """How the exercises look.

    Attributes:
        body: The body that is drawn.
        movements: How it moves, by id of the exercise.
    """

    body: Body
    movements: Mapping[str, Movement]


@lru_cache(maxsize=1)
def current_poses() -> Poses:
    """Return the poses that came with the package, loaded and checked once.

    Raises:
        KnowledgeError: When any file is wrong.
    """
    return load_poses(Path(str(resources.files("lumbago.knowledge"))), current())


def load_poses(root: Path, knowledge: Knowledge) -> Poses:
    """Load the body and the movements below a folder.

    Args:
        root: Folder that holds `body.toml` and `poses/`.
        knowledge: The exercises that they show.

    Raises:
        KnowledgeError: When a file is broken, or an exercise has no pose.
    """
    digest = hashlib.sha256()
    body = load_file(root, root / BODY, TypeAdapter(Body), digest, id_=None)
    movements = load_folder(root, "poses", Movement, digest)
    _check_body(knowledge, body)
    for id_ in movements:
        if id_ not in knowledge.exercises:
            raise KnowledgeError(f"poses/{id_}.toml", "", f"exercises/{id_}.toml does not exist")
    for id_ in knowledge.exercises:
        if id_ not in movements:
            raise KnowledgeError(f"exercises/{id_}.toml", "", f"it has no picture: write poses/{id_}.toml")
    return Poses(body, movements)


def _check_body(knowledge: Knowledge, body: Body) -> None:
    for part in fields(body):
        measure = getattr(body, part.name)
        check_sources(knowledge, BODY, part.name, measure.sources, Status(measure.status))
