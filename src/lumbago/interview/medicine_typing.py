"""What people type, made plain before it is read; and medicines, written as they would type them.

"• Ibuprofen ½ g" -> "Ibuprofen 0.5 g", and {"name": "Ibuprofen", "per_day": 3} -> "Ibuprofen, 3 am Tag"
"""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from lumbago.interview.how_often import GAP, HELD, is_a_thousand
from lumbago.interview.medicine_words import ENGLISH, LANGUAGES, Words, any_of

UNNAMED = "one I cannot name"
"""Stands in a list for what a person takes, or cannot take, and has no name for. Nothing is called so."""

_BULLET = re.compile(r"^\s*(?:[-*•·]|\d+[.)](?=\s))\s*(?=\S)")
_BEFORE = re.compile(rf"^{any_of('before')}\s+", re.I)
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75", "1/2": "5", "1/4": "25", "3/4": "75"}
_FRACTION = re.compile(
    r"(?:(?<![\w/.,])(\d{1,3}(?=[½¼¾])|\d )|(?<!\d))([½¼¾]|(?<![\w/.,])(?:1/2|1/4|3/4)(?![\w/]))"
)
_THOUSANDS = re.compile(r"(?<![\w.,/-])(\d{1,3})(?:[\u00a0\u2009\u202f'’](?=\d{3}(?!\d))| (?=000(?!\d)))")
_TELLING = str.maketrans({"×": "x", "µ": "u", "μ": "u", GAP: " ", HELD: " "})


def plain(line: str) -> str:
    r"""Return a line without a bullet, with fractions and thousands in figures.

    Examples:
        >>> plain("- Paracetamol 1 000 mg,1½ Tabletten"), plain("tomo 2×500 µg")
        ('Paracetamol 1000 mg, 1.5 Tabletten', '2 x 500 ug')
    """
    line = _BULLET.sub("", unicodedata.normalize("NFC", line)).translate(_TELLING)
    line = re.sub(r"(?<!\d),(?=[\d½¼¾])", ", ", _THOUSANDS.sub(r"\1", line))
    line = re.sub(r"(?<![^\s(])\.(?=\d)", "0.", line)
    line = _FRACTION.sub(lambda found: f"{(found[1] or '0').strip()}.{_FRACTIONS[found[2]]}", line)
    line = re.sub(r"(?<=\d)\s*x\s*(?=\d)", " x ", line, flags=re.I)
    line = re.sub(r"\ball in one\b", "all-in-one", line, flags=re.I)
    return _BEFORE.sub("", " ".join(line.split()))


def written(medicines: Sequence[Mapping[str, Any]], language: str = "en") -> str:
    r"""Return medicines with a name as lines that are read back as the same.

    Args:
        medicines: As a report holds them.
        language: Whose words are used; English where we have none of that language.

    Examples:
        >>> written([{"name": "ibuprofen", "dose_mg": 400.0, "per_day": 3.0}, {"name": "ramipril"}])
        'ibuprofen 400 mg, 3 a day\nramipril'
        >>> written([{"name": "prednisolona", "dose_mg": 2.5, "per_day": 0.5}], "es")
        'prednisolona 2,5 mg, cada 2 días'
    """
    words = LANGUAGES.get(language, ENGLISH)
    return "\n".join(_written(medicine, words) for medicine in medicines if medicine["name"] != UNNAMED)


def _written(medicine: Mapping[str, Any], words: Words) -> str:
    dose, per_day = medicine.get("dose_mg"), medicine.get("per_day")
    amount = "" if dose is None else f" {_amount(dose, words)}"
    return f"{medicine['name']}{amount}{'' if per_day is None else f', {_often(per_day, words)}'}"


def _amount(dose_mg: float, words: Words) -> str:
    """Return a dose in figures; in micrograms where mg would look like a thousand, or like nothing."""
    in_mg = _figures(dose_mg, words)
    is_plain = dose_mg >= 0.001 and not is_a_thousand(in_mg)
    return f"{in_mg} mg" if is_plain else f"{_figures(1000 * dose_mg, words)} mcg"


def _often(per_day: float, words: Words) -> str:
    """Return how often in a whole number of something, where there is one."""
    ways = (
        (words.a_day, per_day),
        (words.a_week, 7 * per_day),
        (words.every_days, 1 / per_day),
        (words.a_month, 30 * per_day),
        (words.every_hours, 24 / per_day),
    )
    whole = (way.format(round(number)) for way, number in ways if _is_whole(number))
    return next(whole, words.a_day.format(_figures(per_day, words)))


def _is_whole(number: float) -> bool:
    return round(number) >= 1 and math.isclose(number, round(number), rel_tol=1e-9)


def _figures(number: float, words: Words) -> str:
    return f"{number:.10g}".replace(".", words.decimal)
