"""Exercise as a programme: which, how much, on which days, and why.

`prescribe` turns a history into one week; the same history gives the same week.
"""

from lumbago.programme.prescribing import prescribe

__all__ = ["prescribe"]
