"""The nouns: what a person says, and each stage's answer to it.

Values only, immutable, with their ranges (`scales`) and the one reader of files.
"""

from lumbago.record.assessment import Assessment, Scope
from lumbago.record.differential import Candidate, Certainty, Differential, Weight
from lumbago.record.forecast import Band, Basis, Chance, Difference, Forecast, WhatIf
from lumbago.record.parsing import Form
from lumbago.record.plan import (
    Amount,
    DailyTotal,
    Estimate,
    LineKind,
    Link,
    MedicineCheck,
    MedicineSafety,
    Option,
    Period,
    Phase,
    Plan,
    PlannedLine,
    Ranking,
    Role,
    RuleApplied,
    Verdict,
)
from lumbago.record.reading import LARGEST_REPORT, history_from, read_history
from lumbago.record.report import (
    CheckIn,
    Felt,
    History,
    Medicine,
    Preferences,
    Region,
    Report,
    Setting,
    Sex,
)
from lumbago.record.triage import Disposition, OpenFlag, RaisedFlag, Status, Triage

__all__ = [
    "LARGEST_REPORT",
    "Amount",
    "Assessment",
    "Band",
    "Basis",
    "Candidate",
    "Certainty",
    "Chance",
    "CheckIn",
    "DailyTotal",
    "Difference",
    "Differential",
    "Disposition",
    "Estimate",
    "Felt",
    "Forecast",
    "Form",
    "History",
    "LineKind",
    "Link",
    "Medicine",
    "MedicineCheck",
    "MedicineSafety",
    "OpenFlag",
    "Option",
    "Period",
    "Phase",
    "Plan",
    "PlannedLine",
    "Preferences",
    "RaisedFlag",
    "Ranking",
    "Region",
    "Report",
    "Role",
    "RuleApplied",
    "Scope",
    "Setting",
    "Sex",
    "Status",
    "Triage",
    "Verdict",
    "Weight",
    "WhatIf",
    "history_from",
    "read_history",
]
