"""Body: how long and how thick its parts are, as fractions of body height.

Lengths come from anthropometry and name their source. Thicknesses are ours: they only have to look right.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from lumbago.record.scales import STRICT, Word

Fraction = Annotated[float, Field(strict=True, gt=0, lt=1, description="Fraction of body height")]


@dataclass(frozen=True, slots=True, config=STRICT)
class Measure:
    """One length of the body.

    Attributes:
        value: Fraction of body height.
        status: What the number rests on.
        at: Place in the source, or the reason for a judgement.
        sources: Where it is printed; none for our own judgement.
    """

    value: Fraction
    status: Literal["published", "unverified", "judgement"]
    at: Annotated[str, Field(min_length=1)]
    sources: tuple[Word, ...] = ()

    @model_validator(mode="after")
    def _judgement_is_ours(self) -> "Measure":
        if (self.status == "judgement") is bool(self.sources):
            raise ValueError("a judgement names no source, and every other number names one")
        return self


@dataclass(frozen=True, slots=True, config=STRICT)
class Body:
    """The lengths and thicknesses of one body; height is 1.

    Attributes:
        trunk: Hip joint to the height of the shoulder joint.
        lumbar: The part of the trunk that the low back bends over.
        neck: From the base of the neck to the middle of the head.
        head: Chin to crown.
        upper_arm: Shoulder to elbow.
        forearm: Elbow to wrist.
        hand: Wrist to fingertips.
        thigh: Hip to knee.
        shank: Knee to ankle.
        ankle: Height of the ankle above the sole.
        foot: Heel to toes.
        shoulders: Breadth across both shoulders.
        hips: Breadth across both hips.
        waist: Half the breadth of the waist.
        belly: Half the depth of the waist, back to front.
        thigh_thickness: Half the thickness at the hip. Likewise those that follow, at their upper end.
        knee_thickness: Half the thickness of the knee.
        ankle_thickness: Half the thickness of the ankle.
        arm_thickness: Half the thickness at the shoulder.
        wrist_thickness: Half the thickness of the wrist.
    """

    trunk: Measure
    lumbar: Measure
    neck: Measure
    head: Measure
    upper_arm: Measure
    forearm: Measure
    hand: Measure
    thigh: Measure
    shank: Measure
    ankle: Measure
    foot: Measure
    shoulders: Measure
    hips: Measure
    waist: Measure
    belly: Measure
    thigh_thickness: Measure
    knee_thickness: Measure
    ankle_thickness: Measure
    arm_thickness: Measure
    wrist_thickness: Measure
