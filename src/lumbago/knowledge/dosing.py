"""The numbers of the programme and of the follow-up: how much, how often, when more and when less."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic.dataclasses import dataclass

from lumbago.knowledge.expression import Expression
from lumbago.knowledge.names import Id, SourceId, Text
from lumbago.knowledge.treatment import Weight
from lumbago.record import Direction, ExerciseKind, ExercisePhase, Status
from lumbago.record.scales import STRICT


@dataclass(frozen=True, config=STRICT)
class Easing:
    """When a direction of movement is taken to ease a person's pain."""

    direction: Direction
    when: Expression


@dataclass(frozen=True, config=STRICT)
class Advice:
    """One sentence that goes with a programme.

    Attributes:
        topic: What it is about: when to stop, how to go about it, load and lifting, or keeping on.
        phases: In which phases it is said.
    """

    id: Id
    topic: Literal["stop", "pacing", "lifting", "keep-on"]
    phases: tuple[ExercisePhase, ...]
    text: Text
    status: Status
    at: Text
    sources: tuple[SourceId, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Dosing:
    """How a programme is put together; numbers that nobody measured are our own, each with its range.

    Attributes:
        minutes: Minutes a day, where the person said nothing.
        least_a_day: Exercises on a day, at least.
        most_a_day: And at most.
        most_a_week: Different exercises in a week, at most.
        rungs: Steps from the first dose of an exercise to its last.
        good_sessions: Sessions that went well before a dose grows.
        wait_weeks: Weeks before a dose that hurt is tried again; doubles each time it hurts again.
        break_days: Days without an exercise after which it starts one rung lower.
        fresh_weeks: Weeks at the top of an exercise after which another may take its place.
        irritable: NPRS from which a back counts as easily stirred up.
        stirred: NPRS from which it is in between.
        still_up: A rise of NPRS that is still there the next morning, from which an exercise was too much.
        hard: A rise of NPRS during an exercise from which its dose does not grow.
        too_much: And above which it is eased.
        first_days: Days since the pain began that count as the first ones.
        two_weeks: The same for the first two weeks; also the day of the second look.
        subacute_days: Days up to which pain is subacute: those of the weighing.
        conditioning_days: Days of programme before it turns into maintenance.
        maintenance_days: Days a week that keep what was won.
        warm_up: Minutes of easy walking before strengthening.
        rest_s: Seconds between sets.
        change_s: Seconds to change from one exercise to the next.
        short_s: Seconds of the version for a bad day.
        walking_target: Minutes of walking a week that a programme grows to.
        flare: A rise of NPRS over the least of the last week that is a flare.
        much_better: Share by which pain must have fallen to count as better after two weeks.
        false_alarms: Share of people who recover as foretold that may be alerted all the same.
        quiet_days: The longest time between two check-ins that are asked for.
        rmdq_days: Days between two rounds of Roland-Morris questions.
        first_choices: Ladders that win over others of their kind.
        emphasis: By phase and kind: what the first, second, ... exercise of that kind is worth.
        eases: When a direction eases.
        advice: What is said beside the exercises.
    """

    minutes: Weight
    least_a_day: Weight
    most_a_day: Weight
    most_a_week: Weight
    rungs: Weight
    good_sessions: Weight
    wait_weeks: Weight
    break_days: Weight
    fresh_weeks: Weight
    irritable: Weight
    stirred: Weight
    still_up: Weight
    hard: Weight
    too_much: Weight
    first_days: Weight
    two_weeks: Weight
    subacute_days: Weight
    conditioning_days: Weight
    maintenance_days: Weight
    warm_up: Weight
    rest_s: Weight
    change_s: Weight
    short_s: Weight
    walking_target: Weight
    flare: Weight
    much_better: Weight
    false_alarms: Weight
    quiet_days: Weight
    rmdq_days: Weight
    first_choices: tuple[Id, ...]
    emphasis: Mapping[ExercisePhase, Mapping[ExerciseKind, tuple[float, ...]]]
    eases: tuple[Easing, ...]
    advice: tuple[Advice, ...]
    review_by: date
