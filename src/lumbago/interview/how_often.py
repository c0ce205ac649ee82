"""How often and how much at a time, from words: "2 tablets of 500 mg, 4 times a day".

    a line -> what was read, and what is left of the line

Of a range the most counts, of hours between doses the fewest: what is checked is what may be too much.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

GAP = "\x1f"
"""Stands where something was read, so that words on either side of it never become one name."""

SWALLOWED = r"(?:tablet|tab|capsule|cap|caplet|pill|sachet|dose|spoonful|spoon)s?"
PIECE = rf"(?:{SWALLOWED}|patch(?:es)?|puffs?|drops?|applications?)"
_WORDS = {
    "half": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "once": 1, "twice": 2, "thrice": 3,
}  # fmt: skip
_SHORTHAND = {"od": 1, "bd": 2, "bid": 2, "tds": 3, "tid": 3, "qds": 4, "qid": 4}
_IN_MG = {
    "mg": 1.0, "milligram": 1.0, "g": 1000.0, "gram": 1000.0, "mcg": 0.001, "ug": 0.001, "microgram": 0.001,
}  # fmt: skip
_N = r"(?<![\w.,/-])(\d+(?:[.,]\d+)?|half|one|two|three|four|five|six|seven|eight)"
_RANGE = _N + r"(?:\s*(?:-|–|to|or)\s*(\d+(?:[.,]\d+)?))?"
_SPELL = r"(?:(day|daily|24 ?h(?:ours)?)|(week|weekly)|(month|monthly))\b"
_STRENGTH = re.compile(_N + r"\s*(mg|milligram|g|gram|mcg|ug|microgram)s?\b", re.I)
_PIECES = re.compile(rf"{_RANGE}\s*(?:an? )?{PIECE}\b|{_N}\s*x(?=\s)", re.I)
_MOMENT = re.compile(
    r"\b(?:in the (?:morning|evening|afternoon)|at (?:night|bedtime|noon)|before bed)\b", re.I
)
_THOUSAND = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")

Reading = Callable[[re.Match[str]], float]


def _counted(match: re.Match[str]) -> float:
    """Read "3 times a day", "1 to 2 tablets a day", "once a week"."""
    *numbers, day, week, _ = match.groups()
    often = next(number for number in reversed(numbers) if number)
    return number_of(often) / (1 if day else 7 if week else 30)


def _hours_or_days(match: re.Match[str]) -> float:
    return (24 if match[2] else 1) / float(match[1])


_WAYS: tuple[tuple[re.Pattern[str], Reading], ...] = (
    (re.compile(rf"\b(once|twice|thrice)\s*(?:a|per|each|every)?\s*{_SPELL}", re.I), _counted),
    (
        re.compile(rf"{_RANGE}\s*(?:x|times?)?\s*(?:{PIECE})?\s*(?:a|per|each|every|in|/)?\s*{_SPELL}", re.I),
        _counted,
    ),
    (
        re.compile(
            r"\bevery\s+([1-9]\d*)(?:\s*(?:-|–|to|or)\s*\d+)?\s*(?:(hours?|h|hrs?)|(?:days?))\b", re.I
        ),
        _hours_or_days,
    ),
    (re.compile(r"\bevery (?:other|second) day\b", re.I), lambda _: 0.5),
    (re.compile(r"\b(?:weekly|(?:every|each|a) week)\b", re.I), lambda _: 1 / 7),
    (re.compile(rf"\b({'|'.join(_SHORTHAND)})\b", re.I), lambda match: _SHORTHAND[match[1].casefold()]),
    (
        re.compile(r"\b(?:daily|nightly|(?:every|each|a|per) (?:day|night|morning|evening))\b", re.I),
        lambda _: 1,
    ),
)


class Amounts(NamedTuple):
    """What a line says besides the name.

    Attributes:
        strengths: Every amount with a unit, mg.
        pieces: How many at a time, each time that is said.
        per_day: Times a day; None when it was not said.
        rest: The line without all this.
    """

    strengths: tuple[float, ...]
    pieces: tuple[float, ...]
    per_day: float | None
    rest: str


def amounts_in(line: str) -> Amounts:
    """Return the amounts of a line.

    Examples:
        >>> amounts_in("paracetamol 500 mg, 2 tablets, 4 times a day")[:3]
        ((500.0,), (2.0,), 4.0)
    """
    per_day, rest = _often(line)
    strengths = tuple(_in_mg(match) for match in _STRENGTH.finditer(rest))
    rest = _STRENGTH.sub(GAP, rest)
    pieces = tuple(number_of(next(filter(None, reversed(m.groups())))) for m in _PIECES.finditer(rest))
    return Amounts(strengths, pieces, per_day, _PIECES.sub(GAP, rest))


def number_of(written: str) -> float:
    """Return a number in figures or in a word."""
    word = written.casefold()
    return float(_WORDS[word]) if word in _WORDS else float(word.replace(",", "."))


def _often(line: str) -> tuple[float | None, str]:
    for pattern, reading in _WAYS:
        match = pattern.search(line)
        if match is not None:
            return float(reading(match)), _MOMENT.sub(
                GAP, f"{line[: match.start()]}{GAP}{line[match.end() :]}"
            )
    moments = len(_MOMENT.findall(line))
    return (float(moments) if moments else None), _MOMENT.sub(GAP, line)


def _in_mg(strength: re.Match[str]) -> float:
    """Return an amount in mg; a thousand may be written with a mark, for nobody weighs out a mg and a bit."""
    unit = strength[2].casefold()
    if _THOUSAND.fullmatch(strength[1]) and _IN_MG[unit] == 1:
        return float(re.sub("[.,]", "", strength[1]))
    return number_of(strength[1]) * _IN_MG[unit]
