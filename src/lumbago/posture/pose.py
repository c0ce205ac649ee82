"""Pose: how every joint is bent, in degrees.

All zero is a person who stands upright with hanging arms. A joint that both sides have may be written
without its side and then counts for both: `knee_flexion = 90`.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from typing import Annotated, get_type_hints

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass
from pydantic.fields import FieldInfo

from lumbago.record.scales import STRICT

Floats = NDArray[np.float64]


def _human(least: float, most: float) -> FieldInfo:
    field: FieldInfo = Field(strict=True, ge=least, le=most, allow_inf_nan=False)
    return field


Turn = Annotated[float, _human(-180, 180)]
LumbarFlexion = Annotated[float, _human(-40, 65)]
ThoracicFlexion = Annotated[float, _human(-30, 45)]
NeckFlexion = Annotated[float, _human(-70, 60)]
NeckRotation = Annotated[float, _human(-85, 85)]
SideBend = Annotated[float, _human(-40, 40)]
TrunkRotation = Annotated[float, _human(-50, 50)]
Breath = Annotated[float, _human(0, 1)]
HipFlexion = Annotated[float, _human(-30, 135)]
HipAbduction = Annotated[float, _human(-30, 50)]
HipRotation = Annotated[float, _human(-45, 60)]
KneeFlexion = Annotated[float, _human(0, 160)]
Dorsiflexion = Annotated[float, _human(-60, 40)]
ShoulderFlexion = Annotated[float, _human(-60, 180)]
ShoulderAbduction = Annotated[float, _human(-45, 180)]
ShoulderRotation = Annotated[float, _human(-90, 90)]
ElbowFlexion = Annotated[float, _human(0, 150)]
WristExtension = Annotated[float, _human(-80, 90)]


@dataclass(frozen=True, slots=True, config=STRICT)
class Pose:
    """How a person holds every joint. Degrees, each within what a human joint can do.

    Attributes:
        lean: The pelvis forward: 0 upright, 90 face down, -90 on the back, head to the left.
        tilt: The pelvis to the side; above 0 to the right.
        turn: The pelvis about the body's own length; above 0 to the left.
        lumbar_flexion: The low back; above 0 rounded, below 0 arched.
        thoracic_flexion: The upper back; above 0 rounded.
        neck_flexion: Above 0 chin to chest.
        neck_rotation: The face; above 0 to the left.
        side_bend: The trunk; above 0 to the left.
        rotation: The trunk upon the pelvis; above 0 to the left.
        breath: How far the belly rises: 0 at rest, 1 after breathing in.
        hip_flexion_left: Thigh forward. Likewise on the right, as all that follow.
        hip_abduction_left: Thigh outward.
        hip_rotation_left: Thigh about its length; above 0 outward.
        knee_flexion_left: Never below 0: knees do not bend backwards.
        ankle_dorsiflexion_left: Above 0 toes up to the shin, below 0 toes pointed.
        shoulder_flexion_left: Arm forward and up.
        shoulder_abduction_left: Arm outward.
        shoulder_rotation_left: Upper arm about its length; above 0 outward.
        elbow_flexion_left: Never below 0.
        wrist_extension_left: With palms down, above 0 fingers up.
    """

    lean: Turn = 0.0
    tilt: Turn = 0.0
    turn: Turn = 0.0
    lumbar_flexion: LumbarFlexion = 0.0
    thoracic_flexion: ThoracicFlexion = 0.0
    neck_flexion: NeckFlexion = 0.0
    neck_rotation: NeckRotation = 0.0
    side_bend: SideBend = 0.0
    rotation: TrunkRotation = 0.0
    breath: Breath = 0.0
    hip_flexion_left: HipFlexion = 0.0
    hip_flexion_right: HipFlexion = 0.0
    hip_abduction_left: HipAbduction = 0.0
    hip_abduction_right: HipAbduction = 0.0
    hip_rotation_left: HipRotation = 0.0
    hip_rotation_right: HipRotation = 0.0
    knee_flexion_left: KneeFlexion = 0.0
    knee_flexion_right: KneeFlexion = 0.0
    ankle_dorsiflexion_left: Dorsiflexion = 0.0
    ankle_dorsiflexion_right: Dorsiflexion = 0.0
    shoulder_flexion_left: ShoulderFlexion = 0.0
    shoulder_flexion_right: ShoulderFlexion = 0.0
    shoulder_abduction_left: ShoulderAbduction = 0.0
    shoulder_abduction_right: ShoulderAbduction = 0.0
    shoulder_rotation_left: ShoulderRotation = 0.0
    shoulder_rotation_right: ShoulderRotation = 0.0
    elbow_flexion_left: ElbowFlexion = 0.0
    elbow_flexion_right: ElbowFlexion = 0.0
    wrist_extension_left: WristExtension = 0.0
    wrist_extension_right: WristExtension = 0.0

    @property
    def angles(self) -> Floats:
        """Every angle in the order of `JOINTS`, degrees; shape (joints,)."""
        return np.array([getattr(self, joint) for joint in JOINTS])

    @property
    def mirrored(self) -> "Pose":
        """The same pose with left and right exchanged."""
        own = asdict(self)
        swapped = {_other_side(joint): degrees for joint, degrees in own.items()}
        return Pose(**(swapped | {joint: -own[joint] for joint in TO_ONE_SIDE}))


JOINTS = tuple(field.name for field in fields(Pose))
"""Every angle of a pose, in order."""

TO_ONE_SIDE = ("tilt", "turn", "neck_rotation", "side_bend", "rotation")
"""Angles whose sign tells left from right."""


def both_sides(name: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the names that one name stands for: `knee` means both knees.

    An unknown name stands for itself, to be refused later.

    Args:
        name: As a person wrote it.
        known: Names in full.
    """
    sides = (f"{name}_left", f"{name}_right")
    return sides if all(side in known for side in sides) else (name,)


def spread(written: Mapping[str, object]) -> dict[str, object]:
    """Return what was written for joints, by full name; a joint with its side wins over one without."""
    general = sorted(written, key=lambda name: name in JOINTS)
    return {joint: written[name] for name in general for joint in both_sides(name, JOINTS)}


def _written(given: object) -> object:
    return spread(given) if isinstance(given, Mapping) else given


WrittenPose = Annotated[Pose, BeforeValidator(_written)]
"""A pose as a file writes it: unnamed joints are neutral, a joint without its side means both."""


def changed(pose: Pose, changes: object) -> object:
    """Return what `changes` leave of a pose, to be checked as a pose."""
    own, written = asdict(pose), _written(changes)
    return {**own, **written} if isinstance(written, dict) else written


def posed(angles: Floats) -> Pose:
    """Return the pose with these angles, to a tenth of a degree, within human range.

    Args:
        angles: In the order of `JOINTS`, degrees; shape (joints,).
    """
    within = np.clip(angles, *LIMITS).round(1).tolist()
    return Pose(**dict(zip(JOINTS, within, strict=True)))


def _limits() -> tuple[Floats, Floats]:
    hints = get_type_hints(Pose, include_extras=True)
    marks = [hints[joint].__metadata__[0].metadata for joint in JOINTS]
    least = [next(mark.ge for mark in found if hasattr(mark, "ge")) for found in marks]
    most = [next(mark.le for mark in found if hasattr(mark, "le")) for found in marks]
    return np.array(least, float), np.array(most, float)


LIMITS = _limits()
"""Least and most that each joint can do, degrees; each of shape (joints,)."""


def _other_side(joint: str) -> str:
    stem, _, side = joint.rpartition("_")
    other = {"left": "right", "right": "left"}.get(side)
    return f"{stem}_{other}" if other else joint
