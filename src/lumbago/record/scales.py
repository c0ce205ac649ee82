"""What each number may be. Every field that holds a number uses a type from here."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StrictInt


def _written_day(value: object) -> object:
    """Let through a date, or one written as 2026-03-02: a bare number is no date."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError("not a date")


Day = Annotated[date, BeforeValidator(_written_day), Field(description="A date, written as 2026-03-02")]

Age = Annotated[
    float,
    Field(strict=True, ge=0, le=120, allow_inf_nan=False, description="Years, whole or decimal, 0 to 120"),
]
Nprs = Annotated[
    StrictInt, Field(ge=0, le=10, description="Numeric Pain Rating Scale: whole, 0 none to 10 worst")
]
Rmdq = Annotated[StrictInt, Field(ge=0, le=24, description="Roland-Morris: 0 no disability to 24 severe")]
RmdqItem = Annotated[StrictInt, Field(ge=1, le=24, description="Number of a Roland-Morris item, 1 to 24")]
Percent = Annotated[
    float, Field(strict=True, ge=0, le=100, allow_inf_nan=False, description="Per cent, 0 to 100")
]
Days = Annotated[
    float, Field(strict=True, ge=0, le=36_500, allow_inf_nan=False, description="Days, 0 to 36500")
]
Weeks = Annotated[
    float, Field(strict=True, ge=0, le=45, allow_inf_nan=False, description="Weeks of pregnancy, 0 to 45")
]
Kilograms = Annotated[
    float, Field(strict=True, ge=1, le=500, allow_inf_nan=False, description="Kilograms, 1 to 500")
]
Milligrams = Annotated[
    float, Field(strict=True, gt=0, le=100_000, allow_inf_nan=False, description="Milligrams above 0")
]
TimesADay = Annotated[
    float, Field(strict=True, gt=0, le=48, allow_inf_nan=False, description="Times a day above 0")
]
Activity = Annotated[StrictInt, Field(ge=0, le=10, description="Activity: whole, 0 none to 10 as usual")]
StartBackItem = Annotated[StrictInt, Field(ge=0, le=1, description="STarT Back item: 1 or 0")]
StartBackItems = Annotated[
    tuple[StartBackItem, ...], Field(min_length=9, max_length=9, description="All nine items, in order")
]
Probability = Annotated[float, Field(strict=True, ge=0, le=1, description="Probability, 0 to 1")]
Answer = Annotated[
    StrictBool, Field(description="true (present) or false (absent); leave out when not asked")
]
Word = Annotated[str, Field(min_length=1, max_length=120, description="A short text, 1 to 120 characters")]

ADULT_AGE = 18
"""Years; below it a person gets triage and safety net only."""

STRICT = ConfigDict(extra="forbid")
"""A misspelt field is refused, never ignored."""
