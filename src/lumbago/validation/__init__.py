"""Runs against what others published; writes the public report.

So far: cases with a diagnosis and one reader's triage level.
"""

from lumbago.validation.cases import Case, read_cases
from lumbago.validation.page import page, targets
from lumbago.validation.scoring import Outcome, report, score_case

__all__ = ["Case", "Outcome", "page", "read_cases", "report", "score_case", "targets"]
