"""Which question next; it stops when more questions would change nothing.

Steps in, a screen out: an interview has no state but the list of its steps.
"""

from lumbago.interview.choosing import Progress, next_screen, progress
from lumbago.interview.steps import Screen, Stage, Step, history_of

__all__ = ["Progress", "Screen", "Stage", "Step", "history_of", "next_screen", "progress"]
