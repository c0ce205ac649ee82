"""Programme: which exercises, how much of each, on which days of the week, and why.

Stretching, strengthening and aerobic work belong to every week; where a rule forbids one of them, the
programme says which rule.
"""

from datetime import date, timedelta
from enum import Enum
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from lumbago.record.scales import STRICT

Count = Annotated[int, Field(ge=0)]
WeekDay = Annotated[int, Field(ge=0, le=6)]
Seconds = Annotated[float, Field(ge=0)]


class ExerciseKind(Enum):
    """What sort of exercise."""

    STRETCHING = "stretching"
    STRENGTHENING = "strengthening"
    AEROBIC = "aerobic"
    MOBILITY = "mobility"
    MOTOR_CONTROL = "motor-control"
    RELAXATION = "relaxation"


TOTAL = (ExerciseKind.STRETCHING, ExerciseKind.STRENGTHENING, ExerciseKind.AEROBIC)
"""What makes a programme total; no week goes without one of them unless a rule forbids it."""


class Direction(Enum):
    """Which way an exercise moves the low back."""

    FLEXION = "flexion"
    EXTENSION = "extension"
    ROTATION = "rotation"
    SIDE_BENDING = "side-bending"
    NEUTRAL = "neutral"


class ExercisePhase(Enum):
    """Where a person stands in an episode, as far as exercise is concerned, in order."""

    FIRST_DAYS = "first-days"
    FIRST_TWO_WEEKS = "first-two-weeks"
    SUBACUTE = "subacute"
    PERSISTENT = "persistent"
    PREVENTION = "prevention"


class Because(Enum):
    """Why an exercise was chosen."""

    TOTAL = "total"
    """It is one of the three kinds that every week has."""
    KEPT = "kept"
    """The person has been doing it."""
    EASES = "eases"
    """It moves the way that eases this person's pain."""
    GENTLE = "gentle"
    """It may be done while the back is easily stirred up."""
    FRESH = "fresh"
    """It takes the place of one that was done for weeks."""
    ROOM = "room"
    """It fits, and there is time for it."""


class WhyNot(Enum):
    """Why an exercise was left out, the gravest reason first."""

    FORBIDDEN = "forbidden"
    """A circumstance of the person forbids it."""
    NOT_ASKED = "not-asked"
    """A circumstance would forbid it, and nobody asked about that."""
    NOT_YET = "not-yet"
    """It belongs to another phase."""
    TOO_IRRITABLE = "too-irritable"
    """The back is too easily stirred up for it."""
    HURT = "hurt"
    """It hurt, also the next morning, at its easiest."""
    DISLIKED = "disliked"
    """The person does not want it."""
    EQUIPMENT = "equipment"
    """It needs something that is not at hand."""
    LEVEL = "level"
    """An easier or a harder one of its ladder is the right one now."""
    TIME = "time"
    """It takes more time than the person has."""
    ENOUGH = "enough"
    """It would fit; the week is full without it."""


class Move(Enum):
    """What became of a dose since the week before."""

    NEW = "new"
    SAME = "same"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, config=STRICT)
class Prescribed:
    """One exercise of a week, and how much of it.

    Attributes:
        exercise: Its id.
        kind: What sort it is.
        level: Its place in its ladder, from 1.
        rung: How far its dose has come, 0 the least.
        days: Days of the week on which it is done; 0 is the programme's first day.
        sets: Sets each time.
        reps: Repetitions in a set; of each side where there are two.
        hold_s: Seconds each repetition is held; the length of a walk or ride.
        times_a_day: How often on its day.
        sides: 2 where left and right take turns.
        seconds: All of it on one day.
        move: What became of its dose.
        because: Why it was chosen.
        changed_by: Circumstances that change how it is done.
        may_change: Circumstances that would, and that nobody could tell.
    """

    exercise: str
    kind: ExerciseKind
    level: Annotated[int, Field(ge=1)]
    rung: Count
    days: tuple[WeekDay, ...]
    sets: Count
    reps: Count
    hold_s: Seconds
    times_a_day: Count
    sides: Count
    seconds: Seconds
    move: Move
    because: tuple[Because, ...]
    changed_by: tuple[str, ...] = ()
    may_change: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class LeftOut:
    """One exercise that the week goes without.

    Attributes:
        exercise: Its id.
        why: The gravest reason.
        circumstances: Which circumstances forbid it, where that is the reason.
    """

    exercise: str
    why: WhyNot
    circumstances: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class MissingKind:
    """One of the three kinds that a week must go without, and the rules that forbid it."""

    kind: ExerciseKind
    why: WhyNot
    circumstances: tuple[str, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Programme:
    """One week of exercise.

    Attributes:
        starts: First day of the week.
        week: How many weeks went before it.
        phase: Where the person stands.
        irritability: 0 calm, 1 in between, 2 easily stirred up.
        is_eased: Whether it was made easier within its week, because something got worse.
        eases: The direction that eases this person's pain; None where none is known.
        limit_seconds: The most that one day may take.
        prescribed: What is done, in the order in which it is done on a day.
        left_out: Everything else, with the reason.
        missing: Kinds of the three that a rule forbids.
        short: The two-minute version for a bad day; each once.
        walking_seconds: Aerobic work in this week, seconds.
        walking_target_seconds: What it grows to, seconds a week.
        mentions: Circumstances that nobody could tell, and that would forbid something here.
        unasked: Findings whose answers would free what is left out because nobody asked.
    """

    starts: date
    week: Count
    phase: ExercisePhase
    irritability: Annotated[int, Field(ge=0, le=2)]
    is_eased: bool
    eases: Direction | None
    limit_seconds: Seconds
    prescribed: tuple[Prescribed, ...]
    left_out: tuple[LeftOut, ...]
    missing: tuple[MissingKind, ...]
    short: tuple[Prescribed, ...]
    walking_seconds: Seconds
    walking_target_seconds: Seconds
    mentions: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()

    def on(self, day: date) -> tuple[Prescribed, ...]:
        """Return what is done on a day, in order; nothing outside its week."""
        number = (day - self.starts).days
        return tuple(one for one in self.prescribed if number in one.days)

    def seconds_on(self, day: date) -> float:
        """Return how long a day takes, seconds."""
        return sum(one.seconds for one in self.on(day))

    @property
    def week_days(self) -> tuple[date, ...]:
        """The seven days."""
        return tuple(self.starts + timedelta(days=number) for number in range(7))
