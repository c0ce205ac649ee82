"""A condition over findings, as red-flag rules and patterns write it."""

from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from lumbago.knowledge.names import FindingKey
from lumbago.record import Sex
from lumbago.record.scales import STRICT


@dataclass(frozen=True, config=STRICT)
class Expression:
    """A condition over findings; exactly one of its parts is given.

    Attributes:
        finding: This finding is present.
        all: All of these hold.
        any: At least one of these holds.
        at_least: At least this many of `of` hold.
        of: What `at_least` counts.
        age: Age in years between these, ends included.
        duration_days: Days since onset between these, ends included.
        nprs: Pain between these, ends included.
        sex: The person states this sex.
        presumed: Whether a limit holds while its number is not known: silence on the alarming side.
    """

    finding: FindingKey | None = None
    all: tuple["Expression", ...] | None = None
    any: tuple["Expression", ...] | None = None
    at_least: Annotated[int, Field(ge=1)] | None = None
    of: tuple["Expression", ...] | None = None
    age: tuple[float, float] | None = None
    duration_days: tuple[float, float] | None = None
    nprs: tuple[float, float] | None = None
    sex: Sex | None = None
    presumed: bool = False

    @model_validator(mode="before")
    @classmethod
    def _a_bare_word_is_a_finding(cls, given: Any) -> Any:  # noqa: ANN401 - raw TOML
        args = getattr(given, "args", None)
        if args and isinstance(args[0], str):
            return {"finding": args[0]}
        return {"finding": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _has_exactly_one_part(self) -> "Expression":
        parts = [self.finding, self.all, self.any, self.of, self.age, self.duration_days, self.nprs, self.sex]
        if sum(part is not None for part in parts) != 1:
            raise ValueError("give exactly one of finding, all, any, of, age, duration_days, nprs, sex")
        if (self.at_least is None) != (self.of is None):
            raise ValueError("at_least and of belong together")
        if self.presumed and not (self.age or self.duration_days or self.nprs):
            raise ValueError("only a limit of age, duration_days or nprs may be presumed")
        if self.of is not None and self.at_least is not None and self.at_least > len(self.of):
            raise ValueError(f"at least {self.at_least} of {len(self.of)} can never hold")
        return self
