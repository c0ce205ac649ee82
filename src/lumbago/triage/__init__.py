"""Red flags -> Triage: how soon someone must look, and why.

`screen` for one person, `screen_table` for any number; the same rules, the same arrays.
"""

from lumbago.triage.explaining import screen, screen_row, unasked_in
from lumbago.triage.screen import Screened, screen_table

__all__ = ["Screened", "screen", "screen_row", "screen_table", "unasked_in"]
