"""Red flags -> Triage: how soon someone must look, and why.

`screen` for one person, `screen_table` for any number; the same rules, in the same logic.
"""

from lumbago.triage.explaining import next_asked_in, screen, screen_row
from lumbago.triage.screening import Screened, screen_table

__all__ = ["Screened", "next_asked_in", "screen", "screen_row", "screen_table"]
