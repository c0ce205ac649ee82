"""What a person says: a report, later check-ins, and the history that they make.

A finding that is not among the answers was not asked. Nothing may read it as "no".
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from itertools import takewhile

from pydantic.dataclasses import dataclass

from lumbago.record.scales import (
    STRICT,
    Activity,
    Age,
    Answer,
    Day,
    Days,
    Kilograms,
    Milligrams,
    Nprs,
    Percent,
    RmdqItem,
    StartBackItems,
    TimesADay,
    Weeks,
    Word,
)

WELL_NPRS = 1
"""Pain of at most this is as good as none (the definition of recovery that trials use)."""

FRESH_DAYS = 1
"""A "no" to what can change holds for its day; one midnight may pass while a person answers."""


class Sex(Enum):
    """As the person states it; absent from a report when not asked."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Setting(Enum):
    """Where the report is made; it chooses the pre-test probabilities."""

    SELF_CARE = "self-care"
    PRIMARY_CARE = "primary-care"
    EMERGENCY_DEPARTMENT = "emergency-department"


class Region(Enum):
    """The regions of the pain drawing, as a person sees their own left and right."""

    THORACIC = "thoracic"
    LUMBAR_LEFT = "lumbar-left"
    LUMBAR_CENTRE = "lumbar-centre"
    LUMBAR_RIGHT = "lumbar-right"
    SACRUM = "sacrum"
    SACROILIAC_LEFT = "sacroiliac-left"
    SACROILIAC_RIGHT = "sacroiliac-right"
    FLANK_LEFT = "flank-left"
    FLANK_RIGHT = "flank-right"
    BUTTOCK_LEFT = "buttock-left"
    BUTTOCK_RIGHT = "buttock-right"
    THIGH_BACK_LEFT = "thigh-back-left"
    THIGH_BACK_RIGHT = "thigh-back-right"
    CALF_LEFT = "calf-left"
    CALF_RIGHT = "calf-right"
    FOOT_LEFT = "foot-left"
    FOOT_RIGHT = "foot-right"
    CHEST = "chest"
    ABDOMEN = "abdomen"
    GROIN_LEFT = "groin-left"
    GROIN_RIGHT = "groin-right"
    THIGH_FRONT_LEFT = "thigh-front-left"
    THIGH_FRONT_RIGHT = "thigh-front-right"
    SHIN_LEFT = "shin-left"
    SHIN_RIGHT = "shin-right"


@dataclass(frozen=True, config=STRICT)
class Medicine:
    """A medicine the person takes.

    Attributes:
        name: International non-proprietary name, lower case ("ramipril").
        dose_mg: One dose, mg; absent when not known.
        per_day: Doses a day; absent when not known.
    """

    name: Word
    dose_mg: Milligrams | None = None
    per_day: TimesADay | None = None


class Effort(Enum):
    """How an exercise was for the person."""

    TOO_EASY = "too-easy"
    RIGHT = "right"
    TOO_HARD = "too-hard"


class Fitness(Enum):
    """How used to exercise a person is."""

    NEW = "new"
    SOME = "some"
    REGULAR = "regular"


@dataclass(frozen=True, config=STRICT)
class Felt:
    """How one exercise went.

    Attributes:
        exercise: Id of the exercise.
        could_do: Whether the person could do it.
        hurt: Pain while doing it, NPRS 0-10.
        effort: Whether it was too easy, right or too hard.
        settled: Whether what it stirred up had settled by the next morning.
    """

    exercise: Word
    could_do: Answer | None = None
    hurt: Nprs | None = None
    effort: Effort | None = None
    settled: Answer | None = None


@dataclass(frozen=True, config=STRICT)
class Preferences:
    """What suits the person.

    Attributes:
        minutes_per_day: Minutes for exercise a day.
        equipment: Equipment at hand.
        disliked: Exercises or treatments the person does not want.
        fitness: How used to exercise the person is.
        language: BCP 47 tag.
    """

    minutes_per_day: Days | None = None
    equipment: tuple[Word, ...] = ()
    disliked: tuple[Word, ...] = ()
    fitness: Fitness | None = None
    language: Word | None = None


@dataclass(frozen=True, config=STRICT)
class CheckIn:
    """A later, shorter self-report.

    Attributes:
        on: Date of this check-in.
        nprs: Pain now, 0-10.
        rmdq_percent: Disability, 0-100.
        activity: Activity, 0 none to 10 as usual.
        done: Ids of exercises done.
        felt: How each felt.
        findings: Answers of that day; they replace earlier ones.
    """

    on: Day
    nprs: Nprs | None = None
    rmdq_percent: Percent | None = None
    activity: Activity | None = None
    done: tuple[Word, ...] = ()
    felt: tuple[Felt, ...] = ()
    findings: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, config=STRICT)
class Report:
    """What a person says at the start of an episode; every field but the date may be missing.

    Attributes:
        on: Date of this report.
        age: Years.
        sex: As stated.
        setting: Where the report is made.
        onset: Date the episode began.
        onset_days: Days since it began, where the date is not known.
        nprs: Pain now, 0-10.
        pain_map: Regions marked on the drawing; None when it was not shown.
        findings: Answers; true present, false absent, missing not asked.
        diagnosed: Conditions the person already has, by id.
        medicines: Medicines the person takes.
        allergies: Substances, by name.
        weight_kg: Body weight.
        pregnancy_weeks: 0 when not pregnant; None when not asked.
        breastfeeding: Whether breastfeeding.
        rmdq: Roland-Morris items ticked, by number.
        rmdq_percent: Roland-Morris, where only the per cent is known.
        start_back: The nine STarT Back items, each scored 0 or 1.
        preferences: What suits the person.
    """

    on: Day
    age: Age | None = None
    sex: Sex | None = None
    setting: Setting = Setting.SELF_CARE
    onset: Day | None = None
    onset_days: Days | None = None
    nprs: Nprs | None = None
    pain_map: tuple[Region, ...] | None = None
    findings: Mapping[str, Answer] = field(default_factory=dict)
    diagnosed: tuple[Word, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    allergies: tuple[Word, ...] = ()
    weight_kg: Kilograms | None = None
    pregnancy_weeks: Weeks | None = None
    breastfeeding: Answer | None = None
    rmdq: tuple[RmdqItem, ...] | None = None
    rmdq_percent: Percent | None = None
    start_back: StartBackItems | None = None
    preferences: Preferences = field(default_factory=Preferences)

    @property
    def duration_days(self) -> float | None:
        """Days from onset to this report; None when not known."""
        if self.onset is not None:
            return float((self.on - self.onset).days)
        return self.onset_days


@dataclass(frozen=True, config=STRICT)
class History:
    """One report and its check-ins in order of date.

    A check-in changes nothing: it makes the history longer, and the same path runs
    again from the top. Replaying a past day is `until(day)`.
    """

    report: Report
    check_ins: tuple[CheckIn, ...] = ()

    @property
    def on(self) -> date:
        """Date of the last thing said."""
        return self.check_ins[-1].on if self.check_ins else self.report.on

    @property
    def nprs(self) -> int | None:
        """Pain that was stated last, 0-10; None where it never was."""
        return self.stated[-1][1] if self.stated else None

    @cached_property
    def stated(self) -> tuple[tuple[date, int], ...]:
        """Every pain that was stated, 0-10, with its day."""
        said = [(self.report.on, self.report.nprs), *((c.on, c.nprs) for c in self.check_ins)]
        return tuple((on, nprs) for on, nprs in said if nprs is not None)

    @property
    def well_days(self) -> int | None:
        """Days that the pain 0 or 1 with which it ends has lasted, as far as stated; None without one."""
        well = list(takewhile(lambda said: said[1] <= WELL_NPRS, reversed(self.stated)))
        return (well[0][0] - well[-1][0]).days if well else None

    @property
    def duration_days(self) -> float | None:
        """Days from onset to the last thing said; None when not known."""
        days = self.report.duration_days
        return None if days is None else days + (self.on - self.report.on).days

    def is_old(self, today: date) -> bool:
        """Return whether the last thing said is of an earlier day than one may rely on."""
        return today - self.on > timedelta(days=FRESH_DAYS)

    def until(self, day: date) -> "History":
        """Return the history as it stood at the end of that day."""
        return History(self.report, tuple(c for c in self.check_ins if c.on <= day))
