"""What Lumbago knows: one fact a file, checked at start, compiled for the array kernels.

Read `current()` for the facts, `tabulate` for the table of findings that kernels take.
"""

from lumbago.knowledge.loading import current, load, overdue
from lumbago.knowledge.schema import Knowledge
from lumbago.knowledge.search import cite, search
from lumbago.knowledge.table import tabulate

__all__ = ["Knowledge", "cite", "current", "load", "overdue", "search", "tabulate"]
