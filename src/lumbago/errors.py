"""Every exception the project raises on purpose.

LumbagoError
├── ReportError       a person's report cannot be read      names field and remedy
├── KnowledgeError    a knowledge file is wrong             names file and field
├── CaseError         a file of cases cannot be read        names line and field
├── CohortError       a file of a cohort cannot be read     names line and field
├── TrialError        a trial's file cannot be run          names line, field and remedy
├── SynthesisError    studies cannot be pooled              names study, column and remedy
├── ClusterError      a cluster cannot be worked on         says how to reach one
└── UnknownIdError    an id is in no file of knowledge      names the nearest ids

Anything else that escapes is our own fault and keeps its traceback.
"""

ANY_KIND = "finding, red flag, condition, treatment, medicine, guideline, source or page"
"""What an id may name."""


class LumbagoError(Exception):
    """A fault that a person can mend; its message is one sentence that says how."""


class ReportError(LumbagoError):
    """A report that cannot be read.

    Attributes:
        field: Where in the report, in the words of the file (`findings.fever`).
        problem: What is wrong there.
        remedy: What to write instead.
    """

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field}: {problem}. {remedy}")
        self.field = field
        self.problem = problem
        self.remedy = remedy


class KnowledgeError(LumbagoError):
    """A knowledge file that must not reach a patient.

    Attributes:
        file: Path below `knowledge/`.
        field: Where in the file; empty for the file as a whole.
    """

    def __init__(self, file: str, field: str, problem: str) -> None:
        super().__init__(f"{file}: {field + ': ' if field else ''}{problem}")
        self.file = file
        self.field = field


class CaseError(LumbagoError):
    """A file of cases that cannot be read.

    Attributes:
        line: Line in the file, counted from 1.
        field: Which field of that line.
    """

    def __init__(self, line: int, field: str, problem: str) -> None:
        super().__init__(f"line {line}: {field}: {problem}")
        self.line = line
        self.field = field


class CohortError(LumbagoError):
    """A file of a cohort that cannot be read or learnt from.

    Attributes:
        line: Line in the file, counted from 1.
        field: Which column, or `line` or `file`.
    """

    def __init__(self, line: int, field: str, problem: str) -> None:
        super().__init__(f"line {line}: {field}: {problem}")
        self.line = line
        self.field = field


class TrialError(LumbagoError):
    """A trial's file that cannot be run.

    Attributes:
        field: Where in the file, in its own words (`arm.1.phase.0.rest`).
        problem: What is wrong there.
        remedy: What to write instead.
        line: Line in the file, counted from 1; 0 when no single line is at fault.
    """

    def __init__(self, field: str, problem: str, remedy: str, *, line: int = 0) -> None:
        place = f"line {line}: {field}" if line else field
        super().__init__(f"{place}: {problem}. {remedy}")
        self.field = field
        self.problem = problem
        self.remedy = remedy
        self.line = line


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


class ClusterError(LumbagoError):
    """A cluster that cannot be worked on; the message says how to reach one."""


class UnknownIdError(LumbagoError):
    """An id that names nothing in knowledge."""

    def __init__(self, unknown: str, nearest: list[str], *, kinds: str = ANY_KIND) -> None:
        hint = f" Did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"'{unknown}' is the id of no {kinds}.{hint}")
