"""One page about a person to take to a clinician: as a web page, and as a PDF.

KeptAssessment -> Summary -> PDF
"""

from lumbago.web.summary.paper import pdf_of
from lumbago.web.summary.telling import Summary, summary_of

__all__ = ["Summary", "pdf_of", "summary_of"]
