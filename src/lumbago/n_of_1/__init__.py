"""A trial of one, for the question "does heat help me?".

`schedule` draws the days, in pairs; `analyse` says what they told, or that they cannot tell yet.
"""

from lumbago.n_of_1.analysing import Analysis, Verdict, analyse
from lumbago.n_of_1.drawing import Trial, schedule
from lumbago.n_of_1.reading import read_trial

__all__ = ["Analysis", "Trial", "Verdict", "analyse", "read_trial", "schedule"]
