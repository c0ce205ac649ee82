"""Facts as JSON, for programs: the fields and numbers of the file, and the sources that it cites.

Fact -> what becomes JSON

A field without a value is left out, as in the file. Keys change only with the schema of knowledge.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import override
from pydantic import TypeAdapter

from lumbago.knowledge import current
from lumbago.knowledge.languages import SOURCE_LANGUAGE
from lumbago.web.evidence.kinds import Fact, fact_of, facts_of
from lumbago.web.evidence.statements import review_of, sources_of, statuses_of
from lumbago.wording.language import speaking


def record_of(kind: str, id_: str) -> dict[str, Any] | None:
    """Return everything that one fact says, as its file has it; None where there is none."""
    with _as_written():
        fact = fact_of(kind, id_)
        return (
            None
            if fact is None
            else {
                **_entry(fact),
                "knowledge_version": current().version,
                "fact": _fields(fact),
                "sources": {source.id: _fields(source) for source in sources_of(fact)},
            }
        )


def records_of(kind: str) -> dict[str, Any]:
    """Return what there is of a kind: for each fact, where it is found and what it rests on."""
    with _as_written():
        return {
            "kind": kind,
            "knowledge_version": current().version,
            "facts": [_entry(fact) for fact in facts_of(kind).values()],
        }


@contextmanager
def _as_written() -> Iterator[None]:
    """Speak the language of the files: what programs read does not depend on who asks."""
    with speaking(SOURCE_LANGUAGE), override(SOURCE_LANGUAGE):
        yield


def _entry(fact: Fact) -> dict[str, Any]:
    review = review_of(fact)
    return {
        "kind": fact.kind,
        "id": fact.id,
        "title": str(fact.title),
        "address": reverse("evidence-record", kwargs={"kind": fact.kind, "id_": fact.id}),
        "statements": dict(statuses_of(fact)),
        "review_by": review.isoformat() if review is not None else None,
    }


def _fields(fact: Fact) -> Any:
    written = _adapter(type(fact.value)).dump_python(
        fact.value, mode="json", exclude_none=True, by_alias=True
    )
    written.pop("id", None)
    return written


@lru_cache(maxsize=64)
def _adapter(shape: type) -> TypeAdapter[Any]:
    return TypeAdapter(shape)
