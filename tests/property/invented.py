"""Invented knowledge for the laws of the engines.

An engine test that leaned on today's knowledge would pass for reasons that tomorrow's
knowledge takes away. Facts of the loader's own types, none of them about medicine.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from hypothesis import strategies as st
from pydantic import TypeAdapter

from lumbago.knowledge import Knowledge
from lumbago.knowledge.schema import Condition, Differencing, Finding, RedFlag
from lumbago.knowledge.table import SETTINGS, SEXES, Table
from lumbago.record import History, Report, Setting

ON = date(2026, 3, 2)
NEVER = date(2099, 1, 1)

_FINDING, _FLAG, _CONDITION = TypeAdapter(Finding), TypeAdapter(RedFlag), TypeAdapter(Condition)


def finding(id_: str, **fields) -> Finding:
    """Return a finding that anyone may be asked."""
    plain = {"question": "An invented question?", "why": "To test.", "clinician": id_, "kind": "symptom"}
    place = {"topic": "invented", "asked_of": "person", "no_ages": False, "review_by": NEVER}
    return _FINDING.validate_python({"id": id_, **plain, **place, **fields})


def flag(id_: str, disposition: str, when, *, unless: Iterable[str] = ()) -> RedFlag:
    """Return a rule of that level."""
    return _FLAG.validate_python(
        {
            "id": id_,
            "rule": "R99",
            "name": id_,
            "suspects": (),
            "disposition": disposition,
            "within": "none",
            "when": when,
            "unless": tuple(unless),
            "says": "An invented sentence.",
            "reasoning": "To test.",
            "status": "judgement",
            "level_range": (disposition, disposition),
            "sources": (),
            "at": "nowhere",
            "review_by": NEVER,
        }
    )


def ratio(value: float, *, spread: float = 1.0) -> dict:
    """Return a likelihood ratio whose range is value / spread to value * spread."""
    return {
        "value": value,
        "low": value / spread,
        "high": value * spread,
        "interval": "range",
        "status": "judgement",
        "at": "invented",
    }


def condition(id_: str, prior: float, likelihoods: Mapping[str, tuple], *, spread: float = 1.0) -> Condition:
    """Return a condition; likelihoods give LR+ and LR- by finding, None where it says nothing."""
    return _CONDITION.validate_python(
        {
            "id": id_,
            "name": id_,
            "plain": id_,
            "group": id_,
            "serious": False,
            "summary": "Invented.",
            "confirmed_by": "Nothing.",
            "explanation": "invented",
            "review_by": NEVER,
            "priors": [
                {
                    "setting": setting.value,
                    "value": prior,
                    "low": prior / spread,
                    "high": min(prior * spread, 1.0),
                    "status": "judgement",
                    "at": "invented",
                }
                for setting in Setting
            ],
            "likelihoods": [
                {
                    "finding": key,
                    "present": None if present is None else ratio(present, spread=spread),
                    "absent": None if absent is None else ratio(absent, spread=spread),
                }
                for key, (present, absent) in likelihoods.items()
                if present is not None or absent is not None
            ],
        }
    )


def knowledge(
    findings: Iterable[Finding],
    *,
    flags: Iterable[RedFlag] = (),
    conditions: Iterable[Condition] = (),
    cap: float = 1e9,
) -> Knowledge:
    """Return knowledge of these facts and no other; unchecked, as its laws hold for any."""
    settings = Differencing(cap=cap, reasons="To test.", status="judgement", review_by=NEVER)
    return Knowledge(
        version="invented",
        differencing=settings,
        findings={fact.id: fact for fact in findings},
        red_flags={fact.id: fact for fact in flags},
        conditions={fact.id: fact for fact in conditions},
    )


def history(answers: Mapping[str, bool], **fields) -> History:
    """Return a history of one report with these answers."""
    return History(Report(on=ON, findings=dict(answers), **fields))


def table_of(states, *, age=None, duration_days=None, nprs=None, sex=None) -> Table:
    """Return a table of these states, shape (n, findings); numbers not given are not known."""
    states = np.asfortranarray(states, dtype=np.int8)
    n = len(states)

    def numbers(values):
        return (
            np.full(n, np.nan, dtype=np.float32) if values is None else np.asarray(values, dtype=np.float32)
        )

    return Table(
        states=states,
        age=numbers(age),
        duration_days=numbers(duration_days),
        nprs=numbers(nprs),
        sex=np.full(n, -1, dtype=np.int8) if sex is None else np.asarray(sex, dtype=np.int8),
        setting=np.full(n, SETTINGS.index(Setting.SELF_CARE), dtype=np.int8),
    )


def answers(keys: Iterable[str]) -> st.SearchStrategy:
    """Return answers to any of these findings; those left out were not asked."""
    return st.dictionaries(st.sampled_from(sorted(keys)), st.booleans())


def sexes(n: int, rng: np.random.Generator) -> np.ndarray:
    """Return n stated sexes, some not stated, shape (n,)."""
    return rng.integers(-1, len(SEXES), n)
