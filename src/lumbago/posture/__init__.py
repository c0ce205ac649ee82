"""Pictures of movements: poses as joint angles, a body from the pelvis outward, drawn as SVG.

Movement, Body -> an animated figure, or frames for print. Pure geometry: it knows no medicine.
"""

from lumbago.posture.body import Body
from lumbago.posture.drawing import Form, draw
from lumbago.posture.movement import Movement
from lumbago.posture.pose import Pose
from lumbago.posture.settling import Settled, settle

__all__ = ["Body", "Form", "Movement", "Pose", "Settled", "draw", "settle"]
