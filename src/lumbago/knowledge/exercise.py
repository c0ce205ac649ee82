"""What an exercise file may say: what it is for, how it is done, for whom it is not, and how much.

An exercise that a circumstance forbids is never shown to anybody in it, nor to anybody who was not asked.
How much of an exercise is printed somewhere or is our own starting point; its status says which.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from lumbago.knowledge.expression import Expression
from lumbago.knowledge.names import Id, SourceId, Text
from lumbago.record import Direction, ExerciseKind, ExercisePhase, Status
from lumbago.record.scales import STRICT, Probability

Equipment = Literal[
    "chair", "cushion", "towel", "wall", "step", "band", "weight", "bike", "pool", "stick", "bench", "box"
]
"""What a person may need. A chair, a cushion, a towel and a wall are taken to be in every home."""

Position = Literal[
    "lying on the back",
    "lying on the front",
    "lying on the side",
    "on hands and knees",
    "kneeling",
    "sitting",
    "standing",
    "walking",
    "in water",
]

Irritability = Annotated[int, Field(ge=0, le=2)]
Seconds = Annotated[float, Field(ge=0, le=600)]


@dataclass(frozen=True, config=STRICT)
class ExerciseCaution:
    """What one circumstance means for one exercise.

    Attributes:
        circumstance: Which.
        verdict: Whether it is left out, or done in another way.
        says: Why it is left out, or how it is done instead; one plain sentence.
    """

    circumstance: Id
    verdict: Literal["leave-out", "change"]
    says: Text
    status: Status
    at: Text
    sources: tuple[SourceId, ...] = ()


@dataclass(frozen=True, config=STRICT)
class ExerciseDose:
    """How much, from the first rung to the last; a pair gives both.

    Attributes:
        sets: Sets each time.
        reps: Repetitions in a set; of each side where there are two. 1 for a hold, a walk or a ride.
        hold_s: Seconds each repetition is held; the length of the walk or ride where it is one.
        pace_s: Seconds that moving there and back takes, for one repetition.
        times_a_day: How often on its day.
        days_a_week: On how many days.
        sides: 2 where each side has its turn.
    """

    sets: tuple[Annotated[int, Field(ge=1, le=5)], Annotated[int, Field(ge=1, le=5)]]
    reps: tuple[Annotated[int, Field(ge=1, le=30)], Annotated[int, Field(ge=1, le=30)]]
    hold_s: tuple[Annotated[float, Field(ge=0, le=3600)], Annotated[float, Field(ge=0, le=3600)]]
    pace_s: Seconds
    times_a_day: tuple[Annotated[int, Field(ge=1, le=8)], Annotated[int, Field(ge=1, le=8)]]
    days_a_week: tuple[Annotated[int, Field(ge=1, le=7)], Annotated[int, Field(ge=1, le=7)]]
    sides: Literal[1, 2]
    status: Status
    at: Text
    sources: tuple[SourceId, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Exercise:
    """One exercise.

    Attributes:
        name: Its usual name.
        plain: What one does, in three to six plain words.
        kind: Stretching, strengthening, aerobic, mobility, motor control or relaxation.
        purpose: What it is for, in one plain sentence.
        steps: How it is done, in order.
        mistakes: What people often do wrong, and what to do instead.
        muscles: What works or is stretched.
        position: How the body is held.
        equipment: What it needs.
        phases: When in an episode it fits.
        irritability: The highest at which it may be given: 0 calm, 1 in between, 2 easily stirred up.
        directions: Which way it moves the low back.
        ladder: The row of exercises of rising difficulty that it belongs to.
        level: Its place in that row, from 1; the next one is the progression, the one before the regression.
        dose: How much.
        cautions: Circumstances that forbid or change it.
        synonyms: Words that people use for it.
    """

    id: Id
    name: Text
    plain: Text
    kind: ExerciseKind
    purpose: Text
    steps: tuple[Text, ...]
    mistakes: tuple[Text, ...]
    muscles: tuple[Text, ...]
    position: Position
    equipment: tuple[Equipment, ...]
    phases: tuple[ExercisePhase, ...]
    irritability: Irritability
    directions: tuple[Direction, ...]
    ladder: Id
    level: Annotated[int, Field(ge=1, le=5)]
    dose: ExerciseDose
    review_by: date
    cautions: tuple[ExerciseCaution, ...] = ()
    synonyms: tuple[Text, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Circumstance:
    """Something about a person that forbids or changes exercises.

    Attributes:
        name: The clinician's words.
        plain: The same in plain words ("brittle bones").
        when: Findings that make it so.
        conditions: Conditions that make it so once they are at least `likely` in the differential.
        likely: Post-test probability from which one of them counts; our own judgement.
        unknown: What is done while nobody was asked: hold it to be so, or only say whom it is about.
    """

    id: Id
    name: Text
    plain: Text
    when: Expression
    unknown: Literal["presume", "mention"]
    status: Status
    at: Text
    review_by: date
    conditions: tuple[Id, ...] = ()
    likely: Probability | None = None
    sources: tuple[SourceId, ...] = ()
