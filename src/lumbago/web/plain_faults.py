"""What is wrong with a report, for someone who never saw a program.

ReportError -> PlainFault
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lumbago.errors import ReportError
from lumbago.web.faults_again import said_again

COMMAND = re.compile(r"List\ them\ with:\ lumbago\ .*")
"""A remedy for those who have the command line."""

INSTEAD = _(
    "Check its spelling, or leave it out. A report that you download here shows how names are written"
)


@dataclass(frozen=True)
class PlainFault:
    """A fault in whole sentences.

    Attributes:
        field: Where in the report.
        problem: What is wrong there.
        remedy: What to do about it.
    """

    field: str
    problem: str
    remedy: str


def plain(fault: ReportError) -> PlainFault:
    """Return a fault in plain words, each sentence with one full stop or question mark."""
    return PlainFault(fault.field, _sentence(fault.problem), _sentence(fault.remedy))


def _sentence(words: str) -> str:
    said = COMMAND.sub(str(INSTEAD), said_again(words))
    return said if said.endswith((".", "?", "!")) else f"{said}."
