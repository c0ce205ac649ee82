"""How often and how much at a time, from words: "2 tablets of 500 mg, 4 times a day", "1-0-1", "alle 8 h".

    a line -> what was read, and what is left of the line

Of a range the most counts, of hours between doses the fewest: what is checked is what may be too much. Where
a line says how often in two ways that differ, both are returned, for nobody knows which one is meant.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from lumbago.interview.medicine_words import LANGUAGES, any_of

GAP = "\ue000"
"""Stands where something was read, so that words on either side of it never become one name."""

HELD = "\ue001"
"""Stands for the space before a number that belongs to a name ("ASS 100"), so that it is no amount."""

ONE_A_LINE = "Write one medicine a line, and after it only how much and how often"
TWO_AMOUNTS = f"it holds two amounts of a kind. {ONE_A_LINE}"

END = r"(?![^\W_])"
NUMBERS = {word: number for words in LANGUAGES.values() for word, number in words.numbers.items()}
_SHORTHAND = {word: often for words in LANGUAGES.values() for word, often in words.shorthand.items()}

_FREE = rf"(?<![\w.,/{HELD}-])"
_ONCE = r"once(?=/|[\s-]*(?:(?:an?|per|each|every|in) )?(?:day|daily|24|week|month|night|every))"
_WORD = rf"(?:(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))})(?=mal\b|\b)|{_ONCE})"
_MORE = rf"(?:\s+{any_of('half_more')})?"
_NUMBER = rf"(?:(?:\d+(?:[.,]\d+)?(?![.,]?\d)|{_WORD}){_MORE})"
_SMALL = rf"(?:(?:\d(?:[.,]\d+)?(?![.,]?\d)|{_WORD}){_MORE})"
_TO = rf"(?:\s*[-–—]\s*|-?\s+{any_of('to')}\s+)"
_RANGE = rf"{_FREE}(?P<n>{_NUMBER})(?:{_TO}(?P<m>{_NUMBER}))?"
_TIMES = rf"[\s-]*(?:{any_of('times')}(?:{END}|(?=t(?:ä|ae?)?gl)))"
_LEAD = rf"(?:{_FREE}(?P<n>{_SMALL})(?:{_TO}(?P<m>{_SMALL}))?(?:{_TIMES})?\s*{GAP}?[\s-]*)?"
"""How many times, or pieces, each time; never a number that could be a strength without its unit."""

_COUNTED = rf"(?:(?:{any_of('pieces')}|{any_of('portions')}){END})"
_SPELLS = rf"(?:{any_of('days')}|{any_of('weeks')}|{any_of('months')}|{any_of('years')}){END}"
_LASTING = re.compile(
    rf"\b{any_of('lasting')}\s+(?:an?|{_NUMBER})(?:{_TO}{_NUMBER})?\s+{_SPELLS}"
    rf"|{_FREE}{_NUMBER}\s+{_SPELLS}\s+{any_of('long')}{END}",
    re.I,
)
UNIT = rf"(?:(?P<mg>{any_of('milligrams')})|(?P<g>{any_of('grams')})|(?P<mcg>{any_of('micrograms')})){END}"
_STRENGTH = re.compile(rf"{_RANGE}\s*{UNIT}", re.I)
_IN_MG = {"mg": Fraction(1), "g": Fraction(1000), "mcg": Fraction(1, 1000)}
_THOUSAND = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_NO_THOUSAND = frozenset({"3.125", "3,125"})
"""Carvedilol comes in tablets of 3.125 mg, and nothing in 3125 mg."""

_DROPS = re.compile(rf"{_RANGE}\s*{any_of('drops')}{END}", re.I)
_PIECES = re.compile(
    rf"{_RANGE}\s*x?\s*(?:(?:an?|of an?|einer?|de) )?{_COUNTED}"
    rf"|{_FREE}(?P<a>{_NUMBER})\s*x(?=\s*{GAP})|^(?P<b>[1-4]|{_WORD})\s+(?=[^\W\d]{{3}})",
    re.I,
)
_IN_SCHEME = r"\d(?:[.,]\d+)?"
_SCHEME = re.compile(
    rf"{_FREE}{_IN_SCHEME}(?:\s*[-–]\s*{_IN_SCHEME}){{2,3}}(?![\w/]|[.,]\d|\s*[-–]\s*\d)", re.I
)
"""Tablets in the morning, at noon, in the evening and at night, as Germans write it: 1-0-1."""

_SCHEME_OF_DROPS = re.compile(
    rf"{_FREE}\d+(?:\s*[-–]\s*\d+){{2,3}}\s*(?:{any_of('drops')}|{any_of('units')}){END}", re.I
)

_GOES_ON = rf"(?=\s*(?:$|[,;.)/&+{GAP}]|{any_of('both')}\b))"
_GOES_BEFORE = rf"(?:(?<=\band )|(?<=\bund )|(?<=\by )|(?<=[,/&+({GAP}])|(?<=[,/&+({GAP}\d] ))"
_MOMENT = (
    rf"(?:(?<!\w){any_of('moments')}{END}|(?<!\w){any_of('first_moments')}{_GOES_ON}"
    rf"|{_GOES_BEFORE}{any_of('next_moments')}{_GOES_ON})"
)
_MOMENTS = rf"{_MOMENT}(?:\s+{_MOMENT})*"
"""Moments side by side are one ("at night before bed"); with a comma or "and" between they are two."""

_AT_A_MOMENT = re.compile(rf"(?:{_FREE}(?P<n>{_SMALL})(?:{_TO}(?P<m>{_SMALL}))?\s*)?{_MOMENTS}", re.I)
_PIECES_AT_A_MOMENT = re.compile(
    rf"(?:{_FREE}(?P<n>{_SMALL})(?:{_TO}(?P<m>{_SMALL}))?\s*{_COUNTED}?\s*)?{_MOMENTS}", re.I
)


def _ways() -> list[tuple[re.Pattern[str], Fraction]]:
    """Return the ways in which people say how often, and what one time in each of them is a day."""
    few = rf"(?P<few>{_NUMBER})(?:{_TO}(?P<fewer>{_NUMBER}))?[\s-]*"
    rates = {"hour": Fraction(24), "day": Fraction(1), "week": Fraction(1, 7), "month": Fraction(1, 30)}
    ways = [(rf"{_LEAD}(?<!\w){any_of('every_other')}{END}", Fraction(1, 2))]
    ways += [
        (rf"{_LEAD}(?<!\w){any_of('every')}\s*(?:{few})?{any_of(f'{spell}s')}{END}", rate)
        for spell, rate in rates.items()
    ]
    ways += [
        (rf"{_LEAD}/\s*(?!24){few}{any_of('hours')}{END}", Fraction(24)),
        (rf"{_FREE}{few}{any_of('hourly')}{END}", Fraction(24)),
        (rf"{_LEAD}(?<!\w){any_of('hourly')}{END}", Fraction(24)),
    ]
    for spell, adverb in (("month", "monthly"), ("week", "weekly"), ("day", "daily")):
        noun = rf"{any_of(spell)}{END}"
        each = rf"(?:{any_of('per')}\s*{noun}|{any_of(adverb)}{END})"
        product = rf"{_RANGE}{_TIMES}\s*(?P<k>{_SMALL})\s*{_COUNTED}?\s*{each}"
        ways += [
            (f"{product}?" if spell == "day" else product, rates[spell]),
            (rf"{_RANGE}{_TIMES}\s*{noun}", rates[spell]),
            (rf"{_RANGE}(?:{_TIMES}\s*{GAP}?)?[\s-]*{_COUNTED}?[\s-]*{each}", rates[spell]),
            (rf"(?<!\w){each}\s*:?\s*{_RANGE}{_TIMES}", rates[spell]),
            (rf"(?<!\w){each}", rates[spell]),
        ]
    ways += [(rf"{_LEAD}(?<!\w){short}{END}", Fraction(often)) for short, often in _SHORTHAND.items()]
    return [(re.compile(pattern, re.I), rate) for pattern, rate in ways]


_WAYS = _ways()

STRAY = re.compile(
    rf"(?<!\w)(?:once|every|alle|jede[nr]?|cada|{any_of('hourly')}|{any_of('daily')}|{any_of('weekly')}|{any_of('monthly')}"
    rf"|{any_of('week')}|{any_of('month')}|veces|vez|mal|times"
    rf"|\d+(?:\s*[-–]\s*\d+){{2,}}|[½¼¾⅓⅔]|\d{_TIMES}"
    r"|(?:morgen|mittag|abend|nacht|mañana|desayuno|mediod[ií]a|comida|tarde|cena|noche)$"
    rf"|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}){END}",
    re.I,
)
"""Words that say how much or how often, and belong to no name: where one is left, something was not read."""


class Amounts(NamedTuple):
    """What a line says besides the name.

    Attributes:
        strengths: Every amount with a unit, mg.
        pieces: How many at a time, each time that is said.
        per_day: Times a day, each time that is said and differs.
        has_drops: Whether a dose is counted in drops.
        rest: The line without all this.
    """

    strengths: tuple[float, ...]
    pieces: tuple[float, ...]
    per_day: tuple[float, ...]
    has_drops: bool
    rest: str


def amounts_in(line: str) -> Amounts:
    """Return the amounts of a line.

    Examples:
        >>> amounts_in("paracetamol 500 mg, 2 tablets, 4 times a day")[:3]
        ((500.0,), (2.0,), (4.0,))
        >>> amounts_in("Paracetamol 500 mg 2-0-2")[:3]
        ((500.0,), (2.0,), (2.0,))
    """
    rest = _LASTING.sub(GAP, line)
    strengths = tuple(_in_mg(match) for match in _STRENGTH.finditer(rest))
    rest, drops = _DROPS.subn(GAP, _STRENGTH.sub(GAP, rest))
    per_day, at_once, rest = _often(rest)
    pieces = tuple(_most(match) for match in _PIECES.finditer(rest))
    return Amounts(strengths, (*at_once, *pieces), per_day, drops > 0, _PIECES.sub(GAP, rest))


def number_of(written: str) -> float:
    """Return a number in figures or in a word.

    Examples:
        >>> [number_of(written) for written in ("2,5", "dos", "eine halbe", "one and a half")]
        [2.5, 2.0, 0.5, 1.5]
    """
    first, more, _ = re.split(rf"(\s+{any_of('half_more')}|$)", written.casefold(), maxsplit=1)
    number = 1 if first == "once" else NUMBERS.get(first)
    return (float(first.replace(",", ".")) if number is None else float(number)) + (0.5 if more else 0)


def is_a_thousand(written: str) -> bool:
    """Return whether a number of mg is a thousand with a mark: nobody weighs out a mg and a bit.

    Examples:
        >>> [is_a_thousand(written) for written in ("1.000", "1,250", "0.125", "3.125", "2.5")]
        [True, True, False, False, False]
    """
    return _THOUSAND.fullmatch(written) is not None and written not in _NO_THOUSAND


def _most(match: re.Match[str]) -> float:
    """Return the most of a range, and 1 where no number stands."""
    said = match.groupdict()
    least, most = said.get("n"), said.get("m")
    if least and most and number_of(most) <= number_of(least):
        raise ValueError(TWO_AMOUNTS)
    return next((number_of(number) for number in (most, least, said.get("a"), said.get("b")) if number), 1.0)


def _in_mg(strength: re.Match[str]) -> float:
    """Return an amount in mg, the most of a range."""
    unit = next(unit for unit in _IN_MG if strength[unit])
    written = strength["m"] or strength["n"]
    is_thousand = unit != "g" and is_a_thousand(written)
    amount = float(re.sub("[.,]", "", written)) if is_thousand else _most(strength)
    return float(Fraction(str(amount)) * _IN_MG[unit])


def _often(line: str) -> tuple[tuple[float, ...], tuple[float, ...], str]:
    """Return how often a day, each time that differs, what is taken at once, and the rest of a line."""
    at_once: list[float | None] = []
    for scheme in _SCHEME.finditer(line):
        at_once += [number_of(number) for number in re.findall(_IN_SCHEME, scheme[0])]
    for scheme in _SCHEME_OF_DROPS.finditer(line):
        at_once += [min(float(number), 1.0) for number in re.findall(r"\d+", scheme[0])]
    ways, rest = _said(_SCHEME.sub(GAP, _SCHEME_OF_DROPS.sub(GAP, line)))
    moments = _AT_A_MOMENT if ways else _PIECES_AT_A_MOMENT
    if not at_once:
        at_once = [_most(match) if match["n"] else None for match in moments.finditer(rest)]
    per_day, pieces = _together(ways, at_once)
    return per_day, pieces, moments.sub(GAP, rest)


def _said(line: str) -> tuple[set[float], str]:
    ways: set[float] = set()
    for pattern, rate in _WAYS:
        ways |= {_per_day(match, rate) for match in pattern.finditer(line)}
        line = pattern.sub(GAP, line)
    return ways, line


def _per_day(match: re.Match[str], rate: Fraction) -> float:
    """Return how often a day, as often as it may be meant."""
    said = match.groupdict()
    times = _most(match) * number_of(said.get("k") or "1")
    apart = min(number_of(said.get("few") or "1"), number_of(said.get("fewer") or said.get("few") or "1"))
    return float(Fraction(str(times)) * rate / Fraction(str(apart))) if apart else 0.0


def _together(
    ways: set[float], at_once: Sequence[float | None]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Bring together how often was said ("daily"), and how much at which moments ("1 morning, 2 at night").

    Who says how much at one moment says it of the next ones too; "daily" alone leaves it to the moments.
    """
    if all(number is None for number in at_once):
        often = len(at_once)
        is_less = not ways or (len(ways) == 1 and 1 <= min(ways) < often)
        return ((float(often),) if often and is_less else tuple(sorted(ways))), ()
    numbers: list[float] = []
    for number in at_once:
        numbers.append((numbers[-1] if numbers else 1.0) if number is None else number)
    taken = [number for number in numbers if number]
    total, often, alike = float(sum(taken)), len(taken), len(set(taken)) == 1
    if ways == {total}:
        return (total,), ()
    if alike and (ways <= {1.0, float(often)} or often == 1):
        return tuple(ways - {1.0} or {float(often)}), tuple(n for n in taken[:1] if n != 1)
    return tuple(sorted((ways - {1.0}) | {total})), ()
