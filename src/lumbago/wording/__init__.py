"""What an assessment, and what a person said, are called in plain words at every front door.

Only words are chosen here; what is true was decided below.
"""

from lumbago.wording import words
from lumbago.wording.regions import PARTS, REGION_NAMES
from lumbago.wording.retelling import because, questions, said, told

__all__ = ["PARTS", "REGION_NAMES", "because", "questions", "said", "told", "words"]
