"""Evidence that cannot be pooled, and what to do about it.

A message names the study; where it came from a file, also line and column.
"""

from lumbago.errors import LumbagoError


class SynthesisError(LumbagoError):
    """Evidence that cannot be pooled.

    Attributes:
        study: Which study; empty when no single one is at fault.
        problem: What is wrong there.
        remedy: What to do.
        column: Column of the file or table; empty for the study as a whole.
        row: Row of the arrays, counted from 0; -1 for the study as a whole.
        line: Line in the file, counted from 1; 0 when it came from no file.
    """

    def __init__(self, study: str, problem: str, remedy: str, *, column: str = "", row: int = -1) -> None:
        super().__init__()
        self.study = study
        self.problem = problem
        self.remedy = remedy
        self.column = column
        self.row = row
        self.line = 0

    def __str__(self) -> str:
        places = (
            f"line {self.line}" if self.line else "",
            self.column,
            f"study '{self.study}'" if self.study else "",
        )
        return ": ".join((*filter(None, places), f"{self.problem}. {self.remedy}"))
