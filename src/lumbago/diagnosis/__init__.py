"""Likelihoods -> Differential: condition -> probability, with every finding's weight.

`differentiate` for one person, `probabilities` for any number; the same weights, the same arrays.
"""

from lumbago.diagnosis.bayes import probabilities
from lumbago.diagnosis.differentiate import differentiate, differentiate_row, name_of
from lumbago.diagnosis.questions import expected_shift
from lumbago.diagnosis.weights import weights_of

__all__ = [
    "differentiate",
    "differentiate_row",
    "expected_shift",
    "name_of",
    "probabilities",
    "weights_of",
]
