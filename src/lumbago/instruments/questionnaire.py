"""A questionnaire as data: who owns it, what it asks, and which change matters.

    id -> Instrument

Wording that its owner protects is not in these files: a deployment brings it under its own licence.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from enum import Enum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from lumbago.errors import KnowledgeError, ReportError, UnknownIdError
from lumbago.record import Status
from lumbago.record.scales import STRICT, Nprs

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that says something: blanks alone are refused."""

HIGHEST_NPRS: int = TypeAdapter(Nprs).json_schema()["maximum"]

T = TypeVar("T")


class Response(Enum):
    """How a person answers an item."""

    TICK = "tick"
    """Tick what applies. Never offer yes and no: that is another questionnaire."""
    CHOICE = "choice"
    NUMBER = "number"


@dataclass(frozen=True, config=STRICT)
class Citation:
    """A paper that an instrument rests on.

    Attributes:
        citation: As a reader would look it up.
        doi: Digital object identifier, where it was seen.
        pmid: PubMed id, where it was seen.
    """

    citation: Text
    doi: Text | None = None
    pmid: int | None = None

    @property
    def resolves(self) -> bool:
        """Whether a reader can find it by an identifier."""
        return any((self.doi, self.pmid))


@dataclass(frozen=True, config=STRICT)
class Mic:
    """Minimal important change: the least improvement that matters to one person.

    Attributes:
        points: On the instrument's own scale.
        percent: Of the score before, per cent.
        status: What the two numbers rest on; only published ones may reassure.
        at: Place in the source, or the reason for a judgement.
        source: Key of the paper among the instrument's sources; None for our own judgement.
        range: Least and most points that we think possible; only for a judgement.
    """

    points: Annotated[float, Field(gt=0)]
    percent: Annotated[float, Field(gt=0, le=100)]
    status: Status
    at: Text
    source: Text | None = None
    range: tuple[float, float] | None = None


@dataclass(frozen=True, config=STRICT)
class Item:
    """One thing that an instrument asks.

    Attributes:
        topic: What it is about, in our words; not to be shown in place of the wording.
        text: Its wording; None where it is not free, until a deployment supplies it.
        answers: Answers to choose from, mildest first; empty where it is ticked or a number.
        positive: Answers that count one point.
    """

    topic: Text
    text: Text | None = None
    answers: tuple[Text, ...] = ()
    positive: tuple[Text, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Instrument:
    """A questionnaire.

    Attributes:
        id: Its file's name.
        name: As the field calls it.
        measures: What it measures.
        field: The field of a report that holds it.
        recall: The time that it asks about.
        response: How an item is answered.
        licence: What may be done with the wording, and what we did.
        source: Key of the paper that describes it.
        sources: Papers, by key.
        items: What it asks, in order.
        review_by: The day by which licence and numbers are looked at again.
        mic: Minimal important change, where one is published.
        loinc: LOINC code, where one was seen.
        instruction: What a person reads before the items; part of the wording.
        wording_licence: Licence under which a deployment supplied the wording.
    """

    id: Text
    name: Text
    measures: Text
    field: Text
    recall: Text
    response: Response
    licence: Text
    source: Text
    sources: Mapping[str, Citation]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    review_by: date
    mic: Mic | None = None
    loinc: Text | None = None
    instruction: Text | None = None
    wording_licence: Text | None = None

    @property
    def is_worded(self) -> bool:
        """Whether every item has the words a person must be shown."""
        return all(item.text for item in self.items)

    @property
    def highest(self) -> int:
        """The worst score; the best is 0."""
        return HIGHEST_NPRS if self.response is Response.NUMBER else len(self.items)

    def is_important_improvement(self, before: int, after: int) -> bool:
        """Whether a person's improvement reaches the MIC, in points or in per cent.

        Either suffices. From a low score a single point reaches the per cent, so near the good
        end this says little. Look at `mic.status` before telling anyone that they are better.

        Args:
            before: Score on the instrument's own scale, 0 to `highest`.
            after: The later score, same scale.

        Raises:
            ReportError: When a score lies off the scale, or no MIC is published.

        Source:
            ostelo2008, Abstract.
        """
        if self.mic is None:
            raise ReportError(self.field, f"{self.name} has no published MIC", "Compare its groups instead")
        gain = self._on_scale(before) - self._on_scale(after)
        return gain > 0 and (gain >= self.mic.points or gain * 100 >= self.mic.percent * before)

    def points(self, answers: Sequence[str | None]) -> tuple[int | None, ...]:
        """Return 1 or 0 for each chosen answer, and None where there was none.

        Args:
            answers: One a item, in order, in the words of the data file ("agree").

        Raises:
            ReportError: When there are too many or too few, or an answer is not offered.
        """
        if len(answers) != len(self.items):
            raise ReportError(
                self.field, f"it holds {len(answers)} answers", f"Write {len(self.items)}, in order"
            )
        return tuple(self._point(place, answer) for place, answer in enumerate(answers))

    def worded(self, path: Path) -> "Instrument":
        """Return this instrument with the wording that a deployment may use.

        The file is TOML: `licence`, one text that says by whose leave, and `items`, one text
        for each item, in order; `instruction` where it is not to stay as it is.

        Raises:
            KnowledgeError: When the file cannot be read or does not fit.
        """
        wording = _read(TypeAdapter(_Wording), path.name, {}, path)
        given, needed = len(wording.items), len(self.items)
        if given != needed:
            raise KnowledgeError(
                path.name, "items", f"it holds {given} texts; write {needed}, one for each item in order"
            )
        items = tuple(replace(item, text=text) for item, text in zip(self.items, wording.items, strict=True))
        instruction = wording.instruction or self.instruction
        return replace(self, items=items, instruction=instruction, wording_licence=wording.licence)

    def _on_scale(self, value: int) -> int:
        if type(value) is not int or not 0 <= value <= self.highest:
            remedy = f"Write a whole number from 0 to {self.highest}"
            raise ReportError(self.field, f"'{value}' is not possible here", remedy)
        return value

    def _point(self, place: int, answer: str | None) -> int | None:
        item = self.items[place]
        if answer is None:
            return None
        if answer not in item.answers:
            offered = ", ".join(item.answers) or "no words: it is not answered by choosing"
            raise ReportError(
                f"{self.field}.{place}",
                f"'{answer}' is no answer to item {place + 1}",
                f"It offers {offered}",
            )
        return int(answer in item.positive)


@dataclass(frozen=True, config=STRICT)
class _Wording:
    licence: Text
    items: tuple[Text, ...]
    instruction: Text | None = None


@cache
def instrument(name: str) -> Instrument:
    """Return the instrument of that id: nprs, rmdq-23, rmdq-24 or start-back.

    Raises:
        UnknownIdError: When there is none.
        KnowledgeError: When its file is wrong.

    Examples:
        >>> len(instrument("start-back").items)
        9
    """
    files = {file.name.removesuffix(".toml"): file for file in _files()}
    if name not in files:
        raise UnknownIdError(name, get_close_matches(name, sorted(files)))
    file = f"instruments/{name}.toml"
    loaded = _read(TypeAdapter(Instrument), file, {"id": name}, files[name])
    _check_source(loaded, loaded.source, file, "source")
    if loaded.mic:
        _check_mic(loaded, loaded.mic, file)
    return loaded


def _check_source(loaded: Instrument, key: str | None, file: str, field: str) -> None:
    if key is None or key not in loaded.sources:
        raise KnowledgeError(file, field, f"'{key}' is not among its sources")
    if not loaded.sources[key].resolves:
        raise KnowledgeError(file, field, f"'{key}' has neither DOI nor PMID, so nobody can check it")


def _check_mic(loaded: Instrument, mic: Mic, file: str) -> None:
    if mic.status is not Status.JUDGEMENT:
        _check_source(loaded, mic.source, file, "mic.source")
    elif mic.source is not None:
        raise KnowledgeError(file, "mic.source", "a judgement is our own; leave the source out")
    elif mic.range is None or not mic.range[0] <= mic.points <= mic.range[1]:
        raise KnowledgeError(file, "mic.range", "a judgement needs a range that holds its points")


def _files() -> list[Traversable]:
    return [file for file in resources.files(__package__).iterdir() if file.name.endswith(".toml")]


def _read(adapter: TypeAdapter[T], file: str, given: dict[str, Any], path: Path | Traversable) -> T:
    try:
        return adapter.validate_python(tomllib.loads(path.read_text(encoding="utf-8")) | given)
    except ValidationError as invalid:
        error = invalid.errors(include_url=False)[0]
        field = ".".join(str(part) for part in error["loc"])
        raise KnowledgeError(file, field, error["msg"]) from None
    except (OSError, ValueError) as broken:
        raise KnowledgeError(file, "", f"it cannot be read ({broken})") from None
