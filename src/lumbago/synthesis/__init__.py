"""Evidence synthesis: pairwise, network and component meta-analysis.

Pure statistics on arrays: it knows no medicine. Arms or contrasts -> Synthesis, by `synthesise`.
"""

from lumbago.synthesis.analysis import Choices, Synthesis, synthesise
from lumbago.synthesis.studies import Contrasts, EventArms, MeanArms, Measure

__all__ = ["Choices", "Contrasts", "EventArms", "MeanArms", "Measure", "Synthesis", "synthesise"]
