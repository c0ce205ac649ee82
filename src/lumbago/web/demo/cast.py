"""Who is in the demonstration.

cast.toml -> stories
"""

import tomllib
from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from importlib import resources
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from lumbago.record.scales import STRICT, Age, Days, Kilograms, Nprs, Weeks, Word


class Course(Enum):
    """Which course to look for among virtual people."""

    RECOVERING = "recovering"
    EASING = "easing"
    FLARING = "flaring"
    STALLED = "stalled"
    WELL = "well"
    AS_IT_COMES = "as-it-comes"


@dataclass(frozen=True, config=STRICT)
class Story:
    """One invented person.

    Attributes:
        name: What they are called.
        told: Their story, after the name.
        since: Days from the report to today.
        yes: Findings they answer with "yes"; `unsure` with "not sure", every other with "no".
        kind: The population of the recovery model that they are drawn from.
        every: Days between check-ins; 0 for none.
        silent: Days without a check-in, up to today.
        trains: Share of the exercises that they do.
        signs: Signs that are new at a check-in, by how many days ago it was.
        task: What their clinician still has to do, `task_in` days from today.
    """

    name: Word
    told: Word
    age: Age
    sex: Literal["female", "male", "other"]
    since: int
    onset_days: Days
    nprs: Nprs
    pain_map: tuple[Word, ...]
    yes: tuple[Word, ...]
    course: Course
    every: int
    unsure: tuple[Word, ...] = ()
    kind: Word = "acute-primary-care"
    silent: int = 0
    trains: float = 0.0
    signs: Mapping[int, tuple[Word, ...]] = field(default_factory=dict)
    weight_kg: Kilograms | None = None
    pregnancy_weeks: Weeks | None = None
    medicines: tuple[Mapping[str, Any], ...] = ()
    allergies: tuple[Word, ...] = ()
    minutes: int = 20
    equipment: tuple[Word, ...] = ()
    note: str = ""
    message: str = ""
    task: str = ""
    task_in: int = 7

    @property
    def days(self) -> tuple[int, ...]:
        """Days after the report on which they check in, the last of them today or before they fell silent."""
        if not self.every:
            return ()
        last = self.since - self.silent
        return tuple(sorted(last - back for back in range(0, last, self.every)))


@dataclass(frozen=True, config=STRICT)
class Template:
    """Words that the clinician uses often."""

    title: Word
    text: str


@dataclass(frozen=True, config=STRICT)
class Cast:
    """Everybody, and the clinician's templates."""

    story: tuple[Story, ...]
    template: tuple[Template, ...]


def cast() -> Cast:
    """Return who is in the demonstration."""
    text = (resources.files(__package__) / "cast.toml").read_text(encoding="utf-8")
    return TypeAdapter(Cast).validate_python(tomllib.loads(text))
