"""The recovery model: strain, inflammation, spasm, perfusion, pain, sensitisation, activity, conditioning.

It knows days and arrays, not evidence. `draw` and `begin` say who starts; `follow` lives their days.
"""

from lumbago.recovery.course import INPUTS, Cloud, follow
from lumbago.recovery.luck import Luck
from lumbago.recovery.people import Spread, begin, draw

__all__ = ["INPUTS", "Cloud", "Luck", "Spread", "begin", "draw", "follow"]
