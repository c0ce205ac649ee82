"""Turn histories into the table that every array kernel reads.

    histories, Knowledge -> Table

A finding is 1 (present), -1 (absent) or 0 (not asked). Whatever a report implies is
filled in here, once: regions of the drawing, numbers, diagnoses, medicines, and what
one finding implies about another. Where two answers disagree, "present" wins.
"""

import difflib
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lumbago.errors import ReportError
from lumbago.knowledge.daily_totals import daily_totals
from lumbago.knowledge.medicine_names import recognised_in, taken_in
from lumbago.knowledge.names import id_of, is_one_of
from lumbago.knowledge.schema import Derived, Finding, Knowledge
from lumbago.record import History, Region, Report, Setting, Sex

PRESENT, NOT_ASKED, ABSENT = 1, 0, -1

SETTINGS = tuple(Setting)
SEXES = tuple(Sex)

_LEG = ("thigh", "calf", "shin", "foot")
_LEFT_LEG = frozenset(r for r in Region if r.value.startswith(_LEG) and r.value.endswith("-left"))
_RIGHT_LEG = frozenset(Region(r.value.replace("-left", "-right")) for r in _LEFT_LEG)

PREGNANT = "pregnant"
BOTH_LEGS = "bilateral_leg_pain"

CHRONIC_DAYS = 90
"""Days; criteria of axial spondyloarthritis are for pain of three months or more (sieper2009)."""


@dataclass(frozen=True)
class Table:
    """What n histories say, column by column.

    Attributes:
        states: Present 1, absent -1, not asked 0; shape (n, findings), columns contiguous.
        age: Years, shape (n,); NaN when not known.
        duration_days: Days since onset, shape (n,); NaN when not known.
        nprs: Pain 0-10, shape (n,); NaN when not known.
        sex: Place in `SEXES`, shape (n,); -1 when not known.
        setting: Place in `SETTINGS`, shape (n,).
    """

    states: NDArray[np.int8]
    age: NDArray[np.float32]
    duration_days: NDArray[np.float32]
    nprs: NDArray[np.float32]
    sex: NDArray[np.int8]
    setting: NDArray[np.int8]

    def __len__(self) -> int:
        """Return the number of histories."""
        return len(self.age)

    def rows(self, start: int, stop: int) -> "Table":
        """Return a view of some rows."""
        part = slice(start, stop)
        return Table(
            self.states[part],
            self.age[part],
            self.duration_days[part],
            self.nprs[part],
            self.sex[part],
            self.setting[part],
        )


@lru_cache(maxsize=8)
def columns(knowledge: Knowledge) -> Mapping[str, int]:
    """Return the column of each finding in a table."""
    return {key: column for column, key in enumerate(knowledge.findings)}


def tabulate(histories: Sequence[History], knowledge: Knowledge) -> Table:
    """Lay histories out as one table.

    Raises:
        ReportError: When a history names a finding that does not exist.
    """
    states = np.zeros((len(histories), len(knowledge.findings)), dtype=np.int8, order="F")
    for row, history in enumerate(histories):
        states[row] = _states(history, knowledge)
    return Table(
        states=states,
        age=_numbers([history.report.age for history in histories]),
        duration_days=_numbers([history.duration_days for history in histories]),
        nprs=_numbers([history.nprs for history in histories]),
        sex=np.array([_place(SEXES, history.report.sex) for history in histories], dtype=np.int8),
        setting=np.array([_place(SETTINGS, history.report.setting) for history in histories], dtype=np.int8),
    )


def not_understood(report: Report, knowledge: Knowledge) -> tuple[str, ...]:
    """Return diagnoses and medicines of a report that no finding knows; they change no urgency."""
    medicines = {name for finding in knowledge.findings.values() for name in finding.medicines}
    return (
        *diagnoses_not_understood(report, knowledge),
        *(m.name for m in report.medicines if not _is_understood(m.name, medicines, knowledge)),
    )


def diagnoses_not_understood(report: Report, knowledge: Knowledge) -> tuple[str, ...]:
    """Return diagnoses of a report that neither a finding nor a condition knows."""
    diagnosed = {name for finding in knowledge.findings.values() for name in finding.diagnosed}
    known = diagnosed | set(knowledge.conditions)
    return tuple(name for name in report.diagnosed if id_of(name) not in known)


def _is_understood(medicine: str, listed: Collection[str], knowledge: Knowledge) -> bool:
    return is_one_of(medicine, listed) or None not in recognised_in(medicine, knowledge)


def _states(history: History, knowledge: Knowledge) -> NDArray[np.int8]:
    """Return one row: answers in order of date, then what the rest of the report implies."""
    answers = _answers(history, knowledge)
    taken = taken_in(history.report, knowledge)
    for finding in _implied(knowledge):
        implied = _implied_by_report(finding, history, taken)
        if implied == PRESENT or finding.id not in answers:
            answers[finding.id] = implied
    answers = dict.fromkeys(knowledge.findings, NOT_ASKED) | answers
    _close(answers, knowledge)
    if history.report.medicines and _take_too_much(answers, history.report, knowledge):
        _close(answers, knowledge)
    return np.array([answers[key] for key in knowledge.findings], dtype=np.int8)


@lru_cache(maxsize=8)
def _implied(knowledge: Knowledge) -> tuple[Finding, ...]:
    """Return the findings that the rest of a report can imply; all others are only ever answered."""
    return tuple(
        finding
        for finding in knowledge.findings.values()
        if finding.regions
        or finding.id == BOTH_LEGS
        or finding.diagnosed
        or finding.medicines
        or finding.classes
        or finding.allergies
        or finding.derived
    )


def _take_too_much(answers: dict[str, int], report: Report, knowledge: Knowledge) -> bool:
    """Mark what is taken above what even a clinician would allow; return whether anything is.

    More than the ceiling of those who treat themselves is said by the medicine check.
    """
    is_present = lambda key: answers[key] == PRESENT  # noqa: E731
    totals = daily_totals(report, knowledge, is_present, Setting.PRIMARY_CARE)
    above = {total.medicine for total in totals if total.is_above}
    found = [finding.id for finding in knowledge.findings.values() if finding.overdose_of in above]
    answers.update(dict.fromkeys(found, PRESENT))
    return bool(found)


def _answers(history: History, knowledge: Knowledge) -> dict[str, int]:
    """Fold reports into answers: a "no" that ages holds for its day, a "yes" until withdrawn if at all."""
    answers: dict[str, int] = {}
    said: list[tuple[date, Mapping[str, bool], str]] = [
        (history.report.on, history.report.findings, "findings"),
        *((c.on, c.findings, f"check_ins.{n}.findings") for n, c in enumerate(history.check_ins)),
    ]
    for on, findings, place in said:
        for key, is_present in findings.items():
            finding = knowledge.findings.get(key)
            if finding is None:
                raise _unknown_finding(key, place, knowledge)
            if is_present or (finding.yes_stays and answers.get(key) == PRESENT):
                answers[key] = PRESENT
            elif finding.no_ages and on < history.on:
                answers.pop(key, None)
            else:
                answers[key] = ABSENT
    return answers


def _unknown_finding(key: str, place: str, knowledge: Knowledge) -> ReportError:
    nearest = difflib.get_close_matches(key, knowledge.findings, n=3, cutoff=0.6)
    remedy = f"Did you mean {', '.join(nearest)}?" if nearest else "List them with: lumbago cite --findings"
    return ReportError(f"{place}.{key}", "there is no such finding", remedy)


def _implied_by_report(finding: Finding, history: History, taken: Collection[str]) -> int:
    report = history.report
    if _is_listed(finding, report, taken):
        return PRESENT
    if report.pain_map is not None:
        if any(region in finding.regions for region in report.pain_map):
            return PRESENT
        if finding.id == BOTH_LEGS and _is_in_both_legs(report.pain_map):
            return PRESENT
        if finding.regions_deny:
            return ABSENT
    return _implied_by_number(finding, history)


def _is_listed(finding: Finding, report: Report, taken: Collection[str]) -> bool:
    """Return whether a diagnosis, a medicine or an allergy of the report makes a finding present."""
    if not (report.diagnosed or report.medicines or report.allergies):
        return False
    return (
        any(id_of(name) in finding.diagnosed for name in report.diagnosed)
        or any(is_one_of(medicine.name, finding.medicines) for medicine in report.medicines)
        or any(name in taken for name in (*finding.classes, *finding.medicines))
        or any(is_one_of(name, finding.allergies) for name in report.allergies)
    )


def _is_in_both_legs(pain_map: Sequence[Region]) -> bool:
    return bool(_LEFT_LEG.intersection(pain_map)) and bool(_RIGHT_LEG.intersection(pain_map))


def _implied_by_number(finding: Finding, history: History) -> int:
    derived = finding.derived
    if derived is None:
        return NOT_ASKED
    value = _MEASURES[derived.measure](history)
    if value is None:
        return NOT_ASKED
    if derived.at_least <= value <= derived.at_most or _was_new(derived, history):
        return PRESENT
    is_stale = finding.no_ages and history.on > history.report.on
    return ABSENT if derived.else_absent and not is_stale else NOT_ASKED


def _was_new(derived: Derived, history: History) -> bool:
    """Return whether what was new when it was first told is only older now: time passing reassures nobody."""
    first = history.report.duration_days
    if derived.measure != "duration_days" or first is None:
        return False
    return derived.at_least <= first <= derived.at_most


def _close(answers: dict[str, int], knowledge: Knowledge) -> None:
    """Carry "present" up to all it implies, then "absent" down to all that implies it."""
    findings = knowledge.findings
    pairs = [(f.id, implied) for f in findings.values() for implied in f.implies]
    changed = True
    while changed:
        changed = False
        for special, general in pairs:
            if answers[special] == PRESENT != answers[general]:
                answers[general] = PRESENT
                changed = True
    # A "no" that ages is not kept alive by one that does not.
    denials = [(s, g) for s, g in pairs if findings[g].no_ages or not findings[s].no_ages]
    changed = True
    while changed:
        changed = False
        for special, general in denials:
            if answers[general] == ABSENT != answers[special]:
                answers[special] = ABSENT
                changed = True


def _onset_age(history: History) -> float | None:
    """Return the age at which a long-lasting pain began; None while this bout is not long-lasting.

    A new bout says nothing of when the first one came.
    """
    days, age = history.duration_days, history.report.age
    if days is None or age is None or days < CHRONIC_DAYS:
        return None
    return age - days / 365.25


def _pregnancy_weeks(history: History) -> float | None:
    """Return the weeks; not known where somebody says that they are pregnant, and for no weeks."""
    weeks = history.report.pregnancy_weeks
    told = (history.report.findings, *(check_in.findings for check_in in history.check_ins))
    return None if weeks == 0 and any(findings.get(PREGNANT) for findings in told) else weeks


_MEASURES: Mapping[str, Callable[[History], float | None]] = {
    "nprs": lambda history: history.nprs,
    "duration_days": lambda history: history.duration_days,
    "pregnancy_weeks": _pregnancy_weeks,
    "onset_age": _onset_age,
    "weight_kg": lambda history: history.report.weight_kg,
    "breastfeeding": lambda history: history.report.breastfeeding,
}


def _place(values: Sequence[object], value: object) -> int:
    return values.index(value) if value in values else -1


def _numbers(values: Sequence[float | None]) -> NDArray[np.float32]:
    return np.array([math.nan if value is None else value for value in values], dtype=np.float32)
