"""Movement: where an exercise starts, where it ends, and what bears on what.

A file of knowledge -> Movement. The end lists only what changes from the start.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator
from pydantic.dataclasses import dataclass

from lumbago.posture.pose import JOINTS, Pose, WrittenPose, both_sides, changed, spread
from lumbago.posture.skeleton import POINTS
from lumbago.record.scales import STRICT, Word


class View(Enum):
    """From where the figure is seen."""

    SIDE = "side"
    """From its right; a standing figure faces to the right of the picture."""
    SIDE_RAISED = "side-raised"
    """From its right and a little above, so that both legs show."""
    FRONT = "front"
    THREE_QUARTER = "three-quarter"
    """From its right, before it and above it."""
    REAR_QUARTER = "rear-quarter"
    """From its right, behind it and above it."""
    ABOVE = "above"
    """From its right and high above it."""

    @property
    def degrees(self) -> tuple[float, float]:
        """How far the eye has gone round from the right side to the front, and how far up."""
        return {
            View.SIDE: (0, 0),
            View.SIDE_RAISED: (14, 12),
            View.FRONT: (90, 0),
            View.THREE_QUARTER: (40, 20),
            View.REAR_QUARTER: (-38, 16),
            View.ABOVE: (0, 50),
        }[self]


class PropKind(Enum):
    """What stands about."""

    CHAIR = "chair"
    WALL = "wall"
    DOOR = "door"
    STEP = "step"
    BOX = "box"
    BENCH = "bench"
    MAT = "mat"
    BAND = "band"
    TOWEL = "towel"
    STICK = "stick"
    CUSHION = "cushion"
    WEIGHT = "weight"
    BIKE = "bike"
    WATER = "water"


Small = Annotated[float, Field(strict=True, ge=-2, le=2, description="Body heights, -2 to 2")]
Seconds = Annotated[float, Field(strict=True, gt=0, le=30, description="Seconds above 0, at most 30")]
Degrees = Annotated[float, Field(strict=True, gt=0, le=90, description="Degrees above 0, at most 90")]


def _points(names: object) -> object:
    if not isinstance(names, (list, tuple)):
        return names
    parts = [part for name in names for part in SOLES.get(name, (name,))]
    return tuple(point for part in parts for point in both_sides(part, POINTS))


SOLES = {
    "sole": ("heel", "toe"),
    "sole_left": ("heel_left", "toe_left"),
    "sole_right": ("heel_right", "toe_right"),
}
"""A flat foot stands on its heel and its toes."""

Points = Annotated[tuple[Word, ...], BeforeValidator(_points), Field(min_length=1)]
"""Points of the body; `knee` means both knees."""


@dataclass(frozen=True, slots=True, config=STRICT)
class Phase:
    """One stretch of the movement.

    Attributes:
        name: What happens.
        seconds: How long it takes in the moving picture.
        to: The pose that it reaches; a phase that reaches the pose it begins in is a pause.
    """

    name: Literal["out", "hold", "back", "rest"]
    seconds: Seconds
    to: Word


@dataclass(frozen=True, slots=True, config=STRICT)
class Support:
    """Parts of the body that bear on something.

    Attributes:
        parts: Points of the body.
        on: `floor`, the kind of a prop, a point of the body, or a place on a prop (`chair.back`).
        during: Poses in which they do; empty for all.
        slides: Whether they may move along it. Those that may not stay where they are.
    """

    parts: Points
    on: Word = "floor"
    during: tuple[Word, ...] = ()
    slides: bool = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Prop:
    """A thing that is used.

    Attributes:
        kind: What it is.
        at: The point of the body that it is placed by, as it is in the starting pose.
        through: Points that something carried or stretched runs through, in every pose.
        offset: From that point: forward, to the left, up; body heights.
        height: Of its upper side above the floor, or its size; body heights. None for the usual.
        turned: Which way it faces, degrees to the left; at 0 it faces as a standing figure does.
    """

    kind: PropKind
    at: Word = "pelvis"
    through: Points | None = None
    offset: tuple[Small, Small, Small] = (0.0, 0.0, 0.0)
    height: Small | None = None
    turned: Annotated[float, Field(strict=True, ge=-180, le=180)] = 0.0


@dataclass(frozen=True, slots=True, config=STRICT)
class Arrow:
    """An arrow along the way that a part of the body takes from start to end.

    Attributes:
        part: Whose way it shows.
        shift: How far beside it, to the right and up in the picture; body heights.
        along: Its own way, to the right and up; None for the way that the part takes.
        both_ways: Whether it points there and back.
    """

    part: Word
    shift: tuple[Small, Small] = (0.0, 0.0)
    along: tuple[Small, Small] | None = None
    both_ways: bool = False


THERE_AND_BACK = (
    Phase(name="out", seconds=2.0, to="end"),
    Phase(name="hold", seconds=1.0, to="end"),
    Phase(name="back", seconds=2.0, to="start"),
    Phase(name="rest", seconds=1.0, to="start"),
)
"""What most exercises do."""


@dataclass(frozen=True, slots=True, config=STRICT)
class Movement:
    """How a body moves in one exercise.

    Attributes:
        id: The exercise that it shows.
        start: Pose in which it starts.
        end: Pose that it reaches; written as changes from the start.
        between: Poses on the way, by name; written as changes from the start.
        view: From where it reads best.
        phases: What happens in order, over and over.
        support: What bears on what, in the order of importance.
        props: Things that are used.
        arrows: What moves which way.
        tolerances: Degrees by which a joint may differ and still be right; by joint.
    """

    id: Word
    start: WrittenPose
    end: Pose = Field(default_factory=dict, validate_default=True)
    between: Mapping[Word, Pose] = Field(default_factory=dict)
    view: View = View.SIDE
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)] = THERE_AND_BACK
    support: Annotated[tuple[Support, ...], Field(min_length=1)] = (Support(parts=("sole",)),)
    props: tuple[Prop, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    tolerances: Mapping[Word, Degrees] = Field(default_factory=dict)

    @field_validator("end", mode="before")
    @classmethod
    def _end_changes_start(cls, end: object, given: ValidationInfo) -> object:
        return changed(given.data["start"], end) if "start" in given.data else Pose()

    @field_validator("between", mode="before")
    @classmethod
    def _between_changes_start(cls, between: object, given: ValidationInfo) -> object:
        if not isinstance(between, Mapping) or "start" not in given.data:
            return {}
        return {name: changed(given.data["start"], changes) for name, changes in between.items()}

    @field_validator("tolerances", mode="before")
    @classmethod
    def _tolerances_of_both_sides(cls, written: object) -> object:
        return spread(written) if isinstance(written, Mapping) else written

    @model_validator(mode="after")
    def _names_exist(self) -> "Movement":
        for field, named, known in self._named():
            unknown = sorted(set(named) - set(known))
            if unknown:
                raise ValueError(f"{field}: '{unknown[0]}' is none of {', '.join(sorted(known))}")
        return self

    @property
    def poses(self) -> dict[str, Pose]:
        """Every pose by name."""
        return {"start": self.start, **self.between, "end": self.end}

    @property
    def moves(self) -> bool:
        """Whether anything changes."""
        return any(pose != self.start for pose in self.poses.values())

    def _named(self) -> list[tuple[str, list[str], set[str]]]:
        points, poses = set(POINTS), set(self.poses)
        kinds = {prop.kind.value for prop in self.props}
        places = {f"{kind}.{place}" for kind in kinds for place in PLACES.get(kind, ())}
        through = [point for prop in self.props for point in prop.through or ()]
        return [
            ("phases", [phase.to for phase in self.phases], poses),
            ("support.during", [name for support in self.support for name in support.during], poses),
            ("support.parts", [part for support in self.support for part in support.parts], points),
            ("support.on", [support.on for support in self.support], {"floor"} | points | kinds | places),
            ("props.at", [prop.at for prop in self.props], points),
            ("props.through", through, points | places),
            ("arrows", [arrow.part for arrow in self.arrows], points),
            ("tolerances", list(self.tolerances), set(JOINTS)),
        ]


PLACES = {
    "chair": ("back_left", "back_right"),
    "door": ("handle",),
    "bike": ("saddle", "bar_left", "bar_right", "pedal_left", "pedal_right"),
}
"""Places on props that a hand or foot may hold to."""
