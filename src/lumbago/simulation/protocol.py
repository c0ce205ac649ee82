"""A trial as it is written down: who takes part, what each arm does, what is measured.

    fields of trial.toml -> Trial

Everything here is frozen, and a misspelt key is refused. What only shows when the parts are
put together (an outcome of an unknown arm) is checked in `reading.py`.
"""

from dataclasses import field, fields
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, StrictBool, StrictInt
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from lumbago.record.scales import STRICT, Word
from lumbago.simulation.kinds import KINDS, Kind

LONGEST_DAYS = 3_650
"""Ten years; no trial of back pain follows people for longer."""

LARGEST_N = 10_000_000

Presets = Literal[
    "acute-primary-care", "acute-emergency", "general", "persistent", "recovered", "healthy", "bed-rest"
]
Whole = Annotated[StrictInt, Field(ge=0, le=LONGEST_DAYS)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
People = Annotated[StrictInt, Field(ge=1, le=LARGEST_N)]
Pair = tuple[Word, Word]


LIMITS = {
    "onset_days": (0.0, 36_500.0),
    "age": (0.0, 120.0),
    "nprs": (0.0, 10.0),
    "rmdq_percent": (0.0, 100.0),
    "previous_episodes": (0.0, 1_000.0),
}
"""What a fact about a person can be."""

HARDEST_SESSIONS = 4.0
"""Sessions a day times intensity: nobody trains more."""


def _dose(value: Any, *, most: float, words: str) -> float | tuple[float, ...]:  # noqa: ANN401
    """Let through a number, or one for each day of the phase."""
    days = value if isinstance(value, list | tuple) else [value]
    if not days or any(not _lies_in(day, most) for day in days):
        raise PydanticCustomError(
            "dose", "It should be {words}, or a list with one for each day", {"words": words}
        )
    numbers = tuple(float(day) for day in days)
    return numbers if isinstance(value, list | tuple) else numbers[0]


def _lies_in(value: Any, most: float) -> bool:  # noqa: ANN401
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value <= most


_share_of_day = partial(_dose, most=1.0, words="a number from 0 to 1")
_sessions = partial(_dose, most=HARDEST_SESSIONS, words="sessions a day times intensity, from 0 to 4")


def _written_mean(value: object) -> object:
    """A bare number is a mean."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return {"mean": value} if is_number else value


Dose = Annotated[float | tuple[float, ...], PlainValidator(_share_of_day)]
Sessions = Annotated[float | tuple[float, ...], PlainValidator(_sessions)]


@dataclass(frozen=True, config=STRICT)
class Spreading:
    """How a number is spread over people; what is not stated is taken from the preset.

    Attributes:
        mean: Mean of the people.
        sd: Their standard deviation.
        min: Nobody lies below.
        max: Nobody lies above.
        share: Share of people who have it, instead of all of these.
    """

    mean: Number | None = None
    sd: NotNegative | None = None
    min: Number | None = None
    max: Number | None = None
    share: Share | None = None


Spread = Annotated[Spreading, BeforeValidator(_written_mean)]


@dataclass(frozen=True, config=STRICT)
class Population:
    """Who takes part.

    Attributes:
        preset: The kind of people; its numbers are those of the calibration.
        onset_days: Days since the pain began, at the start of the trial.
        age: Years.
        nprs: Pain at the start, 0-10.
        rmdq_percent: Disability at the start, per cent of the Roland-Morris scale.
        previous_episodes: Earlier episodes, or the share of people who had any.
        start_risk: STarT Back group of all of them; None when they were mixed.
        injury: Share of fibres torn at the start, 0-1; None as in the preset.
    """

    preset: Presets = "acute-primary-care"
    onset_days: Spread | None = None
    age: Spread | None = None
    nprs: Spread | None = None
    rmdq_percent: Spread | None = None
    previous_episodes: Spread | None = None
    start_risk: Literal["low", "medium", "high"] | None = None
    injury: Share | None = None


@dataclass(frozen=True, config=STRICT)
class Phase:
    """What an arm does on some days; what is not stated stays as people usually live.

    Attributes:
        days: First and last day, counted from the start.
        rest: 0 an ordinary day to 1 in bed.
        load: Share of a heavy working day, 0-1.
        heat: 1 when used, else 0; `ice` and the medicines likewise.
        stretching: Sessions a day times intensity; the other exercises likewise.
        education: 1 while the advice to stay active is given, else 0.
        immobilised: 1 for a cast or strict bed rest in a study, else 0.
        adherence: How much of it is done, 0-1.
    """

    days: tuple[Whole, Whole]
    rest: Dose | None = None
    load: Dose | None = None
    heat: Dose | None = None
    ice: Dose | None = None
    nsaid: Dose | None = None
    paracetamol: Dose | None = None
    relaxant: Dose | None = None
    opioid: Dose | None = None
    stretching: Sessions | None = None
    strengthening: Sessions | None = None
    aerobic: Sessions | None = None
    education: Dose | None = None
    immobilised: Dose | None = None
    adherence: Dose | None = None


@dataclass(frozen=True, config=STRICT)
class Arm:
    """A treatment as given in a trial.

    Attributes:
        name: What outcomes call it.
        phase: What is done when; later phases win.
        days: How long the arm lasts; the same for all arms.
    """

    name: Word
    phase: tuple[Phase, ...] = ()
    days: Annotated[StrictInt, Field(ge=1, le=LONGEST_DAYS)] | None = None


@dataclass(frozen=True, config=STRICT)
class Published:
    """What a study found.

    Attributes:
        value: As printed.
        low: Lower end of its interval; `high` the upper.
        interval: Width of the interval, per cent.
        at: Where it stands in the paper.
        spread: A standard deviation or error, where that was printed; `spread_kind` says which.
        spread_kind: What kind of spread was printed.
        n: People it was measured in.
        note: Anything a reader must know.
    """

    value: Number
    low: Number | None = None
    high: Number | None = None
    interval: Annotated[float, Field(gt=0, lt=100)] = 95
    at: str = ""
    spread: Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)] | None = None
    spread_kind: str = ""
    n: People | None = None
    note: str = ""


@dataclass(frozen=True, config=STRICT)
class Outcome:
    """One number of a trial.

    Attributes:
        id: Its name.
        measure: What is measured; one of `kinds.KINDS`.
        scale: Ends of the scale that the study used.
        day: Day of the measurement, or last day of the count; from the start.
        arm: The arm it is of; or one of the four comparisons, first arm against second.
        threshold: Where the measure cuts.
        for_days: Days running that the threshold must hold.
        from_: What days are counted from (the onset of pain or the start of the trial), or what a change
            counts from (the person's own `usual`, before an injury).
        from_day: Day that a change is counted from.
        published: What a study found; None predicts only.
        row: Row of a table of evidence; `status` how well it is verified; `note` for a reader.
    """

    id: Word
    measure: Word
    scale: tuple[Number, Number] | None = None
    day: Annotated[StrictInt, Field(ge=0, le=LONGEST_DAYS)] | None = None
    arm: Word | None = None
    difference: Pair | None = None
    hazard_ratio: Pair | None = None
    risk_ratio: Pair | None = None
    odds_ratio: Pair | None = None
    threshold: NotNegative | None = None
    for_days: Annotated[StrictInt, Field(ge=1, le=LONGEST_DAYS)] | None = None
    from_: Annotated[Literal["onset", "start", "usual"], Field(alias="from")] = "start"
    from_day: Whole | None = None
    published: Published | None = None
    row: str = ""
    status: Literal["published", "unverified", "derived", ""] = ""
    note: str = ""

    @property
    def kind(self) -> Kind:
        """What its measure is."""
        return KINDS[self.measure]

    @property
    def comparison(self) -> str:
        """How arms are compared; `arm` when only one is looked at."""
        ways = ("difference", "hazard_ratio", "risk_ratio", "odds_ratio")
        return next((way for way in ways if getattr(self, way) is not None), "arm")

    @property
    def arms(self) -> tuple[str, ...]:
        """The arms it is about: one, or the first and the second of a comparison."""
        named = getattr(self, self.comparison)
        return named if isinstance(named, tuple) else (named,)

    @property
    def ends(self) -> tuple[float, float]:
        """Ends of the scale."""
        return self.scale or self.kind.scale

    @property
    def cut(self) -> float:
        """The threshold, or what holds without one."""
        return self.threshold if self.threshold is not None else (self.kind.threshold or 0.0)

    @property
    def running(self) -> int:
        """Days running that the threshold must hold."""
        return self.for_days or self.kind.for_days


@dataclass(frozen=True, config=STRICT)
class Observation:
    """How a study looks at its people.

    Attributes:
        rounding: Whether pain is reported in whole numbers, as on paper.
        dropout_per_month: Share of people lost in 30 days.
        dropout_ratio_per_nprs: How many times likelier a person is to leave for each point of pain
            above 3; 1 when leaving has nothing to do with pain.
        missed_share: Share of later visits that are missed.
        recall_sd: Standard deviation of the error of remembered pain, NPRS points.
    """

    rounding: StrictBool = True
    dropout_per_month: Annotated[float, Field(strict=True, ge=0, lt=1)] = 0.0
    dropout_ratio_per_nprs: Annotated[float, Field(strict=True, gt=0, le=10)] = 1.0
    missed_share: Annotated[float, Field(strict=True, ge=0, lt=1)] = 0.0
    recall_sd: Annotated[float, Field(strict=True, ge=0, le=10)] = 0.0


@dataclass(frozen=True, config=STRICT)
class Trial:
    """An experiment on virtual people.

    Attributes:
        name: What it is called.
        arm: What each arm does.
        outcome: What is measured.
        source: Id of the paper it copies.
        seed: What fixes every draw.
        n: Virtual people in each arm.
        observed: People in each arm of the study, or by arm; sets the sampling interval.
        days: How long people are followed; None means until the last outcome.
        population: Who takes part.
        observation: How a study looks at them.
        family: Family of evidence it belongs to; `note` for a reader.
    """

    name: Word
    arm: Annotated[tuple[Arm, ...], Field(min_length=1)]
    outcome: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    source: str = ""
    seed: Annotated[StrictInt, Field(ge=0, lt=2**32)] = 1
    n: People = 20_000
    observed: People | dict[str, People] | None = None
    days: Annotated[StrictInt, Field(ge=1, le=LONGEST_DAYS)] | None = None
    population: Population = field(default_factory=Population)
    observation: Observation = field(default_factory=Observation)
    family: str = ""
    note: str = ""

    @property
    def arms(self) -> dict[str, Arm]:
        """Arms by name, in the order of the file."""
        return {arm.name: arm for arm in self.arm}

    @property
    def horizon(self) -> int:
        """How many days people are followed."""
        stated = [self.days or 0, *(arm.days or 0 for arm in self.arm)]
        return max(stated) or max(_last_day(outcome) for outcome in self.outcome) or 1

    def observed_in(self, arm: str) -> int | None:
        """Return how many people a study had in an arm; None when it is not stated."""
        return self.observed.get(arm) if isinstance(self.observed, dict) else self.observed


YEAR_DAYS = 365


def _last_day(outcome: Outcome) -> int:
    """A median without a day is looked for during a year."""
    return outcome.day if outcome.day is not None else YEAR_DAYS


NOT_INPUTS = {"days", "adherence"}


def inputs_of(phase: Phase) -> dict[str, Any]:
    """Return what a phase states, by name; `days` and `adherence` apart."""
    named = {one.name: getattr(phase, one.name) for one in fields(phase) if one.name not in NOT_INPUTS}
    return {key: dose for key, dose in named.items() if dose is not None}
