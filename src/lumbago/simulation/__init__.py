"""Virtual cohorts and in-silico trials: trial.toml in, what a study of this kind would find out.

The same people with the same luck live through every arm.
"""

from lumbago.simulation.cohort import Calibrated, Effect
from lumbago.simulation.power import power
from lumbago.simulation.protocol import Trial
from lumbago.simulation.reading import read_trial
from lumbago.simulation.result import Result, run

__all__ = ["Calibrated", "Effect", "Result", "Trial", "power", "read_trial", "run"]
