"""How recovery goes: against the person's own forecast, and when to ask again.

`review` reads a history; `weigh` is the sequential test alone.
"""

from lumbago.followup.reviewing import review
from lumbago.followup.testing import weigh

__all__ = ["review", "weigh"]
