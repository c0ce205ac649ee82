"""A word that a person meets in the app, on its paper or at a doctor's, in plain words."""

from datetime import date
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from lumbago.knowledge.names import Id, SourceId, Text
from lumbago.record import Status
from lumbago.record.scales import STRICT

LEADS_TO = ("explanations", "conditions", "treatments", "exercises", "medicines", "terms")
"""Kinds of fact that a word may lead to."""

Place = Annotated[str, Field(pattern=rf"^({'|'.join(LEADS_TO)})/[a-z0-9]+(-[a-z0-9]+)*$")]


@dataclass(frozen=True, config=STRICT)
class Term:
    """What one word means. It holds no number without a source, and reassures nobody.

    Attributes:
        name: The word.
        means: What it means, in one or two sentences.
        synonyms: Other words that people use for it.
        see: Where to read on, as folder and id ("explanations/sciatica").
        status: What the sentences rest on; our own words are a judgement.
        sources: What they cite.
        at: Places in those sources.
    """

    id: Id
    name: Text
    means: Text
    status: Status
    review_by: date
    synonyms: tuple[Text, ...] = ()
    see: tuple[Place, ...] = ()
    sources: tuple[SourceId, ...] = ()
    at: Text | None = None
