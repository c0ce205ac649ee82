"""Questionnaires as data, each with its licence, and their scoring as pure functions.

An item nobody answered is never counted as "no": the result says that it is incomplete.
"""

from lumbago.instruments.keele import Risk, StartBack, start_back
from lumbago.instruments.questionnaire import Instrument, instrument
from lumbago.instruments.roland_morris import Disability, disability

__all__ = ["Disability", "Instrument", "Risk", "StartBack", "disability", "instrument", "start_back"]
