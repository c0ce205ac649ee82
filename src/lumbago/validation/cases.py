"""Read case files that others bring, in our words.

    JSON lines -> cases with histories

Present is yes, stated absent is no, all else was not asked. What a person at the front
door does not have (images, laboratory values) is dropped by `case_tokens.toml`.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from lumbago.errors import CaseError
from lumbago.record import Disposition, History, Report, Sex

NEW_DAYS = 14
"""A nerve, bladder or bowel symptom is new up to here (formats of case files)."""

ON = date(2026, 1, 1)
"""Cases carry no date; any day serves, durations count from it."""

LONGEST_LINE = 1_000_000

RESULTS = ("mri_", "ct_", "xray_", "bone_scan", "dexa", "psa", "m_spike")
"""How words begin that a person at the front door does not have: images and laboratory values."""

_LEVELS = {
    "self_care": Disposition.SELF_CARE,
    "routine": Disposition.ROUTINE,
    "urgent": Disposition.URGENT,
    "emergency": Disposition.EMERGENCY,
}
_TIERS = ("core", "implied", "trap")
_SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}


@dataclass(frozen=True)
class Tokens:
    """What the words of case files mean in ours.

    Attributes:
        findings: Present says yes to these, stated absent says no.
        present_only: Used only when present: the word is narrower than the finding.
        nprs: Words that give the pain now.
        dropped: Words left out, with the reason.
        recent: Words that say a nerve symptom is new.
        neurological: Nerve, bladder and bowel words.
    """

    findings: Mapping[str, tuple[str, ...]]
    present_only: Mapping[str, tuple[str, ...]]
    nprs: Mapping[str, int]
    dropped: Mapping[str, str]
    recent: frozenset[str]
    neurological: frozenset[str]

    @property
    def known(self) -> frozenset[str]:
        """Every word with a place in the map."""
        return frozenset((*self.findings, *self.present_only, *self.nprs, *self.dropped))


@dataclass(frozen=True)
class Case:
    """One published case.

    Attributes:
        id: As in the file.
        category: Answer category.
        groups: Condition groups that count as right.
        tier: core, implied or trap.
        expected: The reader's level.
        history: The case as a report.
    """

    id: str
    category: str
    groups: tuple[str, ...]
    tier: str
    expected: Disposition
    history: History


@dataclass(frozen=True)
class Stated:
    """What one case states, still in its own words.

    Attributes:
        age: Years.
        sex: As stated.
        days: Duration.
        present: Words that are present.
        absent: Words stated absent.
    """

    age: float | None
    sex: Sex | None
    days: float | None
    present: list[str]
    absent: list[str]


@lru_cache(maxsize=1)
def tokens() -> Tokens:
    """Return the map of case words, read once."""
    raw = tomllib.loads(_packaged("case_tokens.toml"))
    return Tokens(
        findings={token: tuple(keys) for token, keys in raw["findings"].items()},
        present_only={token: tuple(keys) for token, keys in raw["present_only"].items()},
        nprs=raw["nprs"],
        dropped=raw["dropped"],
        recent=frozenset(raw["recent"]),
        neurological=frozenset(raw["neurological"]),
    )


@lru_cache(maxsize=1)
def groups_by_category() -> Mapping[str, tuple[str, ...]]:
    """Return the condition groups that count as right for each category."""
    return {name: tuple(groups) for name, groups in tomllib.loads(_packaged("categories.toml")).items()}


def read_cases(lines: Iterable[str]) -> list[Case]:
    """Read cases, one a line.

    Raises:
        CaseError: Naming the line and field of the first fault.
    """
    return [_case(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def history_of_case(stated: Stated) -> History:
    """Translate the words of one case into a report."""
    mapped = tokens()
    findings: dict[str, bool] = {}
    for token in stated.absent:
        findings.update(dict.fromkeys(mapped.findings.get(token, ()), False))
    for token in stated.present:
        findings.update(dict.fromkeys(mapped.findings.get(token, ()), True))
        findings.update(dict.fromkeys(mapped.present_only.get(token, ()), True))
    if mapped.neurological.intersection(stated.present):
        findings["nerve_symptoms_new"] = _is_new(stated)
        if not _is_new(stated):
            _forget_what_must_be_new(findings)
    pain = [mapped.nprs[token] for token in stated.present if token in mapped.nprs]
    report = Report(
        on=ON,
        age=stated.age,
        sex=stated.sex,
        onset=None if stated.days is None else ON - timedelta(days=round(stated.days)),
        nprs=max(pain, default=None),
        findings=findings,
    )
    return History(report)


def _is_new(stated: Stated) -> bool:
    is_recent = bool(tokens().recent.intersection(stated.present))
    return stated.days is None or stated.days <= NEW_DAYS or is_recent


def _forget_what_must_be_new(findings: dict[str, bool]) -> None:
    """A long-standing loss of continence alone is not the new one that our question means.

    Saddle numbness, retention and loss of the bowel stay: they are an emergency at any age.
    """
    for key in ("urinary_incontinence", "sexual_function_lost", "weakness_progressive"):
        if findings.get(key):
            del findings[key]


def _case(number: int, line: str) -> Case:
    raw = _fields(number, line)
    category = _text(number, raw, "category")
    groups = groups_by_category().get(category)
    if groups is None:
        raise CaseError(number, "category", f"'{category}' is not in the list of categories")
    level = _text(number, raw, "triage_by_reader")
    if level not in _LEVELS:
        raise CaseError(number, "triage_by_reader", f"'{level}' is none of {', '.join(_LEVELS)}")
    tier = _text(number, raw, "tier")
    if tier not in _TIERS:
        raise CaseError(number, "tier", f"'{tier}' is none of {', '.join(_TIERS)}")
    history = _history(number, raw.get("findings"))
    return Case(_text(number, raw, "id"), category, groups, tier, _LEVELS[level], history)


def _history(number: int, findings: Any) -> History:  # noqa: ANN401 - parsed JSON
    if not isinstance(findings, dict):
        raise CaseError(
            number, "findings", "it is missing; give age, sex, duration_days, present, stated_absent"
        )
    present = _words(number, findings, "present")
    absent = _words(number, findings, "stated_absent")
    age = _number(number, findings, "age", 120)
    days = _number(number, findings, "duration_days", 36_500)
    sex = findings.get("sex")
    if sex is not None and (not isinstance(sex, str) or sex not in _SEXES):
        raise CaseError(number, "findings.sex", f"'{sex}' is neither M nor F")
    return history_of_case(Stated(age, _SEXES.get(sex or ""), days, present, absent))


def _fields(number: int, line: str) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise CaseError(number, "line", f"it holds {len(line):,} characters; at most {LONGEST_LINE:,}")
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as broken:
        raise CaseError(number, "line", f"this is not JSON ({broken})") from None
    if not isinstance(raw, dict):
        raise CaseError(number, "line", "it holds no fields")
    return raw


def _text(number: int, raw: dict[str, Any], field: str) -> str:
    value = raw.get(field)
    if not isinstance(value, str) or not value:
        raise CaseError(number, field, "it is missing or not a text")
    return value


def _number(number: int, raw: dict[str, Any], field: str, most: float) -> float | None:
    value = raw.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise CaseError(number, f"findings.{field}", f"'{value}' is not a number from 0 to {most:g}, or null")
    return float(value)


def _words(number: int, raw: dict[str, Any], field: str) -> list[str]:
    words = raw.get(field)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise CaseError(number, f"findings.{field}", "it is missing or not a list of words")
    for word in words:
        if word not in tokens().known and not word.startswith(RESULTS):
            raise CaseError(number, f"findings.{field}", f"'{word}' is not in the vocabulary of findings")
    return words


def _packaged(name: str) -> str:
    return resources.files("lumbago.validation").joinpath(name).read_text(encoding="utf-8")
