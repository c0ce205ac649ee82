"""What a report says that bears on how somebody recovers, in the units of the cohort it was learnt from.

History -> facts by name; what was not asked is not a number
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lumbago.instruments import Risk, disability, start_back
from lumbago.record import History, Report, Sex

FACTS = (
    "pain", "leg_pain", "disability", "risk", "duration", "long_year", "doubts_recovery", "age", "male",
)  # fmt: skip
"""NPRS 0-10; leg pain 0 none, 1 mild, 2 more; Roland-Morris 0-100; STarT Back 1 low to 3 high; duration
1 up to two weeks, 2 up to four, 3 up to three months, 4 longer; 1 for more than thirty days of pain last
year, for doubting that one will recover, and for men; age in years."""

DURATION_ENDS = (14, 28, 91)
"""Days at which a duration goes into the next class."""

CHECK_IN_DAY, NEAR_DAYS = 14, 3
"""A check-in so near to the day counts as one on it."""

NEVER_BETTER_ITEM = 7
"""Item of STarT Back: it is terrible and will never get any better."""

RISKS = (Risk.LOW, Risk.MEDIUM, Risk.HIGH)


def facts_of(history: History) -> dict[str, float]:
    """Return what is known at the report; not a number where nobody asked."""
    report = as_reported(history)
    return {
        "pain": _number(report.nprs),
        "leg_pain": _leg_pain(report.findings),
        "disability": _number(stated_disability(report)),
        "risk": _risk(report),
        "duration": _duration(report.duration_days),
        "long_year": _long_year(report),
        "doubts_recovery": np.nan
        if report.start_back is None
        else float(report.start_back[NEVER_BETTER_ITEM - 1]),
        "age": _number(report.age),
        "male": {Sex.MALE: 1.0, Sex.FEMALE: 0.0}.get(report.sex, np.nan) if report.sex else np.nan,
    }


def arrays_of(history: History) -> dict[str, NDArray[np.float64]]:
    """Return the same as arrays of one person, with the check-in of day 14 where there is one near it."""
    known = facts_of(history)
    near = [c for c in history.check_ins if abs((c.on - history.report.on).days - CHECK_IN_DAY) <= NEAR_DAYS]
    pain = [_number(check_in.nprs) for check_in in near if check_in.nprs is not None]
    percent = [_number(check_in.rmdq_percent) for check_in in near if check_in.rmdq_percent is not None]
    known |= {"pain_14": pain[-1] if pain else np.nan, "disability_14": percent[-1] if percent else np.nan}
    return {name: np.array([value]) for name, value in known.items()}


def as_reported(history: History) -> Report:
    """Return the report with what was said once more on its own day in the place of the first."""
    report = history.report
    for check_in in history.check_ins:
        if check_in.on == report.on:
            nprs = report.nprs if check_in.nprs is None else check_in.nprs
            report = replace(report, nprs=nprs)
            if check_in.rmdq_percent is not None:
                report = replace(report, rmdq=None, rmdq_percent=check_in.rmdq_percent)
    return report


def stated_disability(report: Report) -> float | None:
    """Return disability at the report, 0-100; None when nobody asked."""
    return disability(report.rmdq).percent if report.rmdq is not None else report.rmdq_percent


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)


def _leg_pain(findings: Mapping[str, bool]) -> float:
    if findings.get("leg_pain_worse_than_back"):
        return 2.0
    stated = findings.get("leg_pain")
    return np.nan if stated is None else float(stated)


def _risk(report: Report) -> float:
    if report.start_back is None:
        return np.nan
    group = start_back(report.start_back).group
    return np.nan if group is None else 1.0 + RISKS.index(group)


def _duration(days: float | None) -> float:
    return np.nan if days is None else 1.0 + sum(days > end for end in DURATION_ENDS)


def _long_year(report: Report) -> float:
    if report.findings.get("chronic_back_pain") or (report.duration_days or 0) > 30:
        return 1.0
    return np.nan
