"""An interview written small enough for one signed cookie, and read back.

    steps <-> list of short strings

A browser keeps at most 4 kB of cookie. Every finding is four letters of the hash of its
key, so the text stays readable when knowledge gains or loses findings.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.core import signing

from lumbago.errors import KnowledgeError
from lumbago.interview import Step
from lumbago.knowledge import Knowledge
from lumbago.record import Region

LARGEST_COOKIE = 3900
"""Bytes of value; browsers promise 4096 with the name and attributes."""

CODE_LENGTH = 4
YES, NO, UNSURE = "+", "-", "?"

BASICS: Mapping[str, str] = {
    "age": "a",
    "sex": "s",
    "onset_days": "d",
    "nprs": "n",
    "pain_map": "m",
    "medicines": "t",
    "allergies": "l",
    "weight_kg": "w",
    "pregnancy_weeks": "p",
}
"""What is asked besides findings, and its letter in the cookie."""

_REGIONS = {region.value: chr(ord("A") + place) for place, region in enumerate(Region)}
_REGION_OF = {letter: region for region, letter in _REGIONS.items()}


@lru_cache(maxsize=1024)
def code(key: str) -> str:
    """Return the four letters that stand for a finding."""
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())[:CODE_LENGTH].decode()


def check_codes(knowledge: Knowledge) -> None:
    """Refuse knowledge in which two findings would share a code.

    Raises:
        KnowledgeError: Naming the second of the two.
    """
    seen: dict[str, str] = {}
    for key in knowledge.findings:
        first = seen.setdefault(code(key), key)
        if first != key:
            raise KnowledgeError(f"findings/{key}.toml", "id", f"its code is that of '{first}': rename one")


def pack(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Write steps in short form."""
    return [_packed(step) for step in steps]


def unpack(packed: Sequence[dict[str, Any]], knowledge: Knowledge) -> list[Step]:
    """Read steps back; a finding that knowledge no longer holds is left out."""
    key_of = {code(key): key for key in knowledge.findings}
    return [_unpacked(short, key_of) for short in packed]


def size(session: Mapping[str, Any]) -> int:
    """Return how many bytes a session takes in its cookie."""
    salt = "django.contrib.sessions.backends.signed_cookies"
    return len(signing.dumps(dict(session), compress=True, salt=salt))


def _packed(step: Step) -> dict[str, Any]:
    fields = dict(step.fields)
    findings = fields.pop("findings", {})
    short: dict[str, Any] = {}
    asked = [key for key in step.asked if key not in BASICS]
    if asked:
        short["q"] = "".join(_mark(findings.get(key)) + code(key) for key in asked)
    unsaid = "".join(BASICS[key] for key in step.asked if key in BASICS)
    if unsaid:
        short["b"] = unsaid
    if "pain_map" in fields:
        fields["pain_map"] = "".join(_REGIONS[str(getattr(r, "value", r))] for r in fields["pain_map"])
    if fields:
        short["f"] = json.loads(json.dumps(fields, default=str))
    return short


def _unpacked(short: dict[str, Any], key_of: Mapping[str, str]) -> Step:
    marked = short.get("q", "")
    width = CODE_LENGTH + 1
    pairs = [(marked[i], marked[i + 1 : i + width]) for i in range(0, len(marked), width)]
    answers = {key_of[letters]: mark for mark, letters in pairs if letters in key_of}
    letter_of = {letter: key for key, letter in BASICS.items()}
    fields = dict(short.get("f", {}))
    if "pain_map" in fields:
        fields["pain_map"] = [_REGION_OF[letter] for letter in fields["pain_map"]]
    if "onset" in fields:
        fields["onset"] = date.fromisoformat(fields["onset"])
    findings = {key: mark == YES for key, mark in answers.items() if mark != UNSURE}
    if findings:
        fields["findings"] = findings
    return Step(asked=(*(letter_of[letter] for letter in short.get("b", "")), *answers), fields=fields)


def _mark(answer: bool | None) -> str:
    return UNSURE if answer is None else YES if answer else NO
