"""Forecast: how long it may take, with what is not known kept in sight.

Days are counted from the report. Bands hold the truth 50, 80 and 95 times in a hundred.
"""

from enum import Enum
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from lumbago.record.scales import STRICT, Probability

Level = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
DayNumber = Annotated[int, Field(ge=0)]
Change = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]


class Basis(Enum):
    """What a forecast was computed with."""

    MODEL = "recovery model"
    STACKED = "recovery model and statistical forecast"


@dataclass(frozen=True, config=STRICT)
class Band:
    """Where a number may lie on one day.

    Attributes:
        day: Days after the report.
        median: As likely to be above as below.
        half: Lowest and highest of the band that holds 50 of 100.
        most: The same for 80 of 100.
        nearly_all: The same for 95 of 100.
    """

    day: DayNumber
    median: Level
    half: tuple[Level, Level]
    most: tuple[Level, Level]
    nearly_all: tuple[Level, Level]


@dataclass(frozen=True, config=STRICT)
class Chance:
    """Chance that something has happened by the end of a day."""

    day: DayNumber
    chance: Probability


@dataclass(frozen=True, config=STRICT)
class Difference:
    """What doing something changes on one day, against going on as usual.

    Attributes:
        day: Days after the report.
        median: Change of pain, NPRS points; below 0 is less pain.
        most: Band that holds 80 of 100.
        recovered: Change of the chance of having recovered by then.
    """

    day: DayNumber
    median: Change
    most: tuple[Change, Change]
    recovered: Annotated[float, Field(ge=-1, le=1)]


@dataclass(frozen=True, config=STRICT)
class WhatIf:
    """One thing a person could do from now on.

    Attributes:
        id: Its name (`rest-2-days`, `stay-active`, `programme`).
        differences: What it changes, by day.
        work_days: Change of the days off work within twelve weeks: median and the band that holds 80 of 100.
    """

    id: str
    differences: tuple[Difference, ...]
    work_days: tuple[Change, Change, Change]


@dataclass(frozen=True, config=STRICT)
class Forecast:
    """How long it may take.

    Attributes:
        from_day: Day of the last thing said; what lies before was already lived.
        pain: NPRS, 0-10, by day.
        disability: Roland-Morris, per cent, by day; from pain alone where it was never stated.
        recovered: Chance of having had a week of pain 0 or 1, by day.
        days_to_recovery: Median and the band that holds 80 of 100, days; an end beyond the horizon is None.
        too_early: Days ahead for which the band is too wide to act on.
        what_ifs: What doing something would change.
        check_ins: Check-ins that taught it something.
        basis: What it was computed with.
        weight: Share of the statistical forecast in it, 0-1.
        seed: What fixed its luck.
    """

    from_day: DayNumber
    pain: tuple[Band, ...]
    disability: tuple[Band, ...]
    recovered: tuple[Chance, ...]
    days_to_recovery: tuple[DayNumber | None, DayNumber | None, DayNumber | None]
    too_early: tuple[DayNumber, ...]
    what_ifs: tuple[WhatIf, ...]
    check_ins: Annotated[int, Field(ge=0)]
    basis: Basis
    weight: Probability
    seed: int

    def band(self, bands: tuple[Band, ...], day: int) -> Band:
        """Return the band of the last forecast day that is not after `day`."""
        return next((band for band in reversed(bands) if band.day <= day), bands[0])
