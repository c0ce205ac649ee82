"""Run the medicine checks on real visits: what is withheld from whom, and why.

    CSV text -> Visits -> counts by medicine, verdict and rule

Columns as in the public table of visits to US physicians. A zero there means "not recorded", never "no":
it is left unasked, and so most medicines are to ask about first. What a table of illnesses cannot
show, such as pregnancy, alcohol or the liver, stays unasked too.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lumbago.care import assess, safe_medicines
from lumbago.errors import CohortError
from lumbago.knowledge import Knowledge
from lumbago.record import History, Medicine, MedicineSafety, Report, Setting, Sex, Verdict

ON = date(2026, 1, 1)
"""The day of every visit here: only the year is on record, and nothing depends on it."""

DIAGNOSED = {
    "asthma": "asthma",
    "cancer": "cancer",
    "cebvd": "stroke",
    "crf": "chronic-kidney-disease",
    "chf": "heart-failure",
    "diabetes": "diabetes",
    "htn": "hypertension",
    "ihd": "ischaemic-heart-disease",
    "ostprsis": "osteoporosis",
}
"""Columns of illnesses, and what a report calls them."""

TAKEN = {
    "contanticoag": "anticoagulant",
    "contaspirin": "aspirin",
    "contsteroids": "corticosteroid",
    "contaht": "blood pressure tablets",
}
"""Columns of medicines that go on, and what a report calls them."""

NEEDED = ("age", "male", *DIAGNOSED, *TAKEN)
MISSING = {"", "na", "nan"}
MOST_VISITS = 1_000_000


@dataclass(frozen=True)
class Withheld:
    """What the checks made of visits.

    Attributes:
        visits: How many were checked.
        stopped: How many got no medicine at all, because an alarm came first.
        verdicts: Visits by medicine and verdict.
        reasons: Visits by medicine and rule, where the rule holds; worst first.
        open: Visits by medicine and rule, where the rule cannot be decided.
    """

    visits: int
    stopped: int
    verdicts: Mapping[str, Mapping[str, int]]
    reasons: Mapping[str, Mapping[str, int]]
    open: Mapping[str, Mapping[str, int]]


def read_visits(text: str) -> list[History]:
    """Read visits.

    Raises:
        CohortError: Naming the line and the column.
    """
    reader = csv.DictReader(io.StringIO(text))
    columns = {name.casefold().strip(): name for name in reader.fieldnames or ()}
    lacking = [name for name in NEEDED if name not in columns]
    if lacking:
        raise CohortError(1, lacking[0], "the column is missing; columns as in the public table are needed")
    visits = [_visit(row, columns, line) for line, row in enumerate(reader, start=2)]
    if not visits:
        raise CohortError(1, "file", "it holds no visit")
    if len(visits) > MOST_VISITS:
        raise CohortError(MOST_VISITS + 2, "file", f"it holds more than {MOST_VISITS:,} visits; split it")
    return visits


def _visit(row: Mapping[str, Any], columns: Mapping[str, str], line: int) -> History:
    told = {name: _number(row.get(columns[name]), line, name) for name in NEEDED}
    age, male = told["age"], told["male"]
    if age is not None and not 0 <= age <= 120:
        raise CohortError(line, "age", f"{age:g} is no age in years, 0 to 120")
    return History(
        Report(
            on=ON,
            age=age,
            sex=None if male is None else Sex.MALE if male else Sex.FEMALE,
            setting=Setting.PRIMARY_CARE,
            diagnosed=tuple(id_ for name, id_ in DIAGNOSED.items() if told[name]),
            medicines=tuple(Medicine(taken) for name, taken in TAKEN.items() if told[name]),
        )
    )


def _number(written: object, line: int, column: str) -> float | None:
    text = str(written or "").strip()
    if text.casefold() in MISSING:
        return None
    try:
        return float(text)
    except ValueError:
        raise CohortError(line, column, f"'{text[:40]}' is no number") from None


def checked(visits: Sequence[History], knowledge: Knowledge) -> Iterator[MedicineSafety | None]:
    """Yield the checks of each visit; None where an alarm comes first."""
    for visit in visits:
        yield safe_medicines(assess(visit, knowledge), knowledge)


def withheld(checks: Sequence[MedicineSafety | None]) -> Withheld:
    """Count what was withheld, and why."""
    verdicts: dict[str, Counter[str]] = {}
    reasons: dict[str, Counter[str]] = {}
    undecided: dict[str, Counter[str]] = {}
    for safety in checks:
        for check in safety.checks if safety is not None else ():
            verdicts.setdefault(check.medicine, Counter())[check.verdict.value] += 1
            for applied in check.applied:
                counts = undecided if applied.unasked else reasons
                if applied.verdict is not Verdict.FINE:
                    counts.setdefault(check.medicine, Counter())[applied.rule] += 1
    return Withheld(
        visits=len(checks),
        stopped=sum(safety is None for safety in checks),
        verdicts=verdicts,
        reasons=reasons,
        open=undecided,
    )
