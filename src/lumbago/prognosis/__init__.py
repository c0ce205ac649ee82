"""How long it may take: a forecast for one person with bands, from a report and any number of check-ins.

The recovery model bends to what was said; a plain statistical forecast stands beside it.
"""

from lumbago.prognosis.predict import foresee, predict

__all__ = ["foresee", "predict"]
