"""Medicines and allergies as people write them, read into a report and written back.

    "ibuprofen 400 mg, 3 a day" -> {"name": "ibuprofen", "dose_mg": 400, "per_day": 3}

A line that cannot be read in one way is named, with what to write instead: what is lost here would be a
medicine that nobody checks.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from lumbago.interview.how_often import GAP, SWALLOWED, amounts_in
from lumbago.record.scales import Milligrams, TimesADay

UNNAMED = "one I cannot name"
"""Stands in a list for what a person takes, or cannot take, and has no name for. Nothing is called so."""

NOTHING = frozenset({"none", "no", "nothing", "nil", "n", "0", "no medicines", "no allergies", "none known"})

MOST_LINES = 40
LONGEST_LINE = 120
HOW = "Write it like this: ibuprofen 400 mg, 3 a day"
ONE_A_LINE = "Write one medicine a line, and after it only how much and how often"

_LIQUID = re.compile(r"\d\s*(?:mg|g|mcg)\s*/\s*\d*\s*ml", re.I)
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d+[.)](?=\s))\s*(?=\S)")
_ASIDE = re.compile(
    r"\b(?:(?:when|if|as) (?:needed|required|necessary)|(?:with|after|before) (?:food|meals?|water|eating)"
    r"|now and then|sometimes|occasionally|prn|by mouth|up to|at most|max(?:imum)?|about"
    rf"|for \d+ (?:days?|weeks?|months?)|for [a-z ]+|{SWALLOWED}|\d+(?:[.,]\d+)?\s*(?:%|(?:iu|units?|ml)\b))",
    re.I,
)
_FORM = re.compile(
    r"\b(?:gel|cream|ointment|spray|patch(?:es)?|plasters?|syrup|suppositor(?:y|ies)|eye drops)\b", re.I
)
_SKIN = re.compile(r"\b(?:gel|cream|ointment|spray|patch(?:es)?|plasters?)\b", re.I)
_BARE = re.compile(r"(?<![\w/.,-])\d+(?:[.,]\d+)?(?![\w/-])")
_BOTH = re.compile(r"\s(?:and|&|\+)\s")
_EMPTY = frozenset({"", "and", "a", "of", "the", "each", "x", "take", "i take", "taken"})


def read_medicines(text: str, recognised: Callable[[str], object]) -> list[dict[str, Any]]:
    """Return medicines as a report holds them, from one a line.

    Args:
        text: As typed; one line that says "none" is an empty list.
        recognised: What a name is known as; it tells "Tylenol 3" from "ibuprofen 400".

    Raises:
        ValueError: A sentence that names the line, and what to write instead.
    """
    return [_medicine(number, line, recognised) for number, line in _lines(text)]


def read_allergies(text: str) -> list[str]:
    """Return what a person cannot take: one a line, or with commas between.

    Raises:
        ValueError: A sentence that names the line, and what to write instead.
    """
    parts = [part.strip(" .") for _, line in _lines(text) for part in re.split(r"[,;]|\band\b", line)]
    return list(dict.fromkeys(part for part in parts if part))


def written(medicines: Sequence[Mapping[str, Any]]) -> str:
    r"""Return medicines as lines that are read back as the same.

    Examples:
        >>> written([{"name": "ibuprofen", "dose_mg": 400.0, "per_day": 3.0}, {"name": "ramipril"}])
        'ibuprofen 400 mg, 3 a day\nramipril'
    """
    return "\n".join(_written(medicine) for medicine in medicines if medicine["name"] != UNNAMED)


def _written(medicine: Mapping[str, Any]) -> str:
    dose, per_day = medicine.get("dose_mg"), medicine.get("per_day")
    amount = "" if dose is None else f" {dose:.10g} mg"
    if per_day is None:
        return f"{medicine['name']}{amount}"
    weekly = round(7 * per_day, 6)
    often = f"{weekly:g} a week" if per_day < 1 and weekly.is_integer() else f"{per_day:.10g} a day"
    return f"{medicine['name']}{amount}, {often}"


def _lines(text: str) -> list[tuple[int, str]]:
    lines = [(number, _tidy(line)) for number, line in enumerate(text.splitlines(), start=1)]
    filled = [(number, line) for number, line in lines if line]
    if len(filled) > MOST_LINES:
        raise ValueError(f"These are {len(filled)} lines. Write at most {MOST_LINES}.")
    for number, line in filled:
        if len(line) > LONGEST_LINE:
            raise _unread(number, line, f"it has {len(line)} characters. Write at most {LONGEST_LINE} a line")
    is_nothing = len(filled) == 1 and filled[0][1].strip(" .").casefold() in NOTHING
    return [] if is_nothing else filled


def _tidy(line: str) -> str:
    plain = line.replace("½", "0.5").replace("×", "x").replace("µ", "u").replace("μ", "u")
    return _BULLET.sub("", plain).strip()


def _unread(number: int, line: str, problem: str) -> ValueError:
    shown = line if len(line) <= 60 else f"{line[:60]} …"
    return ValueError(f"Line {number}, “{shown}”: {problem}.")


def _medicine(number: int, line: str, recognised: Callable[[str], object]) -> dict[str, Any]:
    """Read one line. Pieces multiply the dose; where no dose is known, they multiply how often."""
    if _LIQUID.search(line):
        raise _unread(
            number, line, "this is how strong a liquid is. Write how much you take at a time, in mg"
        )
    strengths, pieces, per_day, rest = amounts_in(line)
    if len(strengths) > 1 or len(pieces) > 1:
        raise _unread(number, line, f"it holds two amounts of a kind. {ONE_A_LINE}")
    name = _name(number, line, rest, recognised)
    dose = None if not strengths or _SKIN.search(name) else strengths[0]
    for times in pieces:
        if dose is not None:
            dose *= times
        elif per_day is not None:
            per_day *= times
    _check_scale(number, line, dose, Milligrams)
    _check_scale(number, line, per_day, TimesADay)
    found = {"name": name, "dose_mg": dose, "per_day": per_day}
    return {key: value for key, value in found.items() if value is not None}


def _name(number: int, line: str, rest: str, recognised: Callable[[str], object]) -> str:
    """Return what is left as the name; anything else that is left could be another medicine."""
    kept = _parts(_ASIDE.sub(GAP, rest)) or _parts(rest)
    if not kept or not re.search(r"[^\W\d_]", kept[0]):
        raise _unread(number, line, f"we find no name in it. {HOW}")
    name, *others = kept
    unclear = [part for part in others if not _FORM.fullmatch(part)]
    if unclear:
        raise _unread(number, line, f"we cannot read “{unclear[0]}”. {ONE_A_LINE}")
    if _BOTH.search(name) and not _is_whole(name, _BOTH.split(name), recognised):
        raise _unread(number, line, f"this looks like two medicines. {ONE_A_LINE}")
    bare = _BARE.search(name)
    if bare and not _is_whole(name, [_BARE.sub("", name)], recognised):
        example = f"for example {bare[0]} mg"
        raise _unread(number, line, f"we cannot tell what {bare[0]} stands for. Add the unit, {example}")
    return " ".join([name, *(part for part in others if part.casefold() not in name.casefold())])


def _parts(rest: str) -> list[str]:
    parts = [" ".join(part.split()).strip(" .:-–/") for part in re.split(rf"[{GAP},;]", _unfenced(rest))]
    found = [re.sub(r"^(?:of|i take|take)\s", "", part, flags=re.I) for part in parts]
    return [part for part in found if part.casefold() not in _EMPTY]


def _unfenced(rest: str) -> str:
    """Return a line without brackets: what stands in them says the name once more."""
    return re.sub(r"[()\[\]]", " ", rest)


def _is_whole(name: str, parts: list[str], recognised: Callable[[str], object]) -> bool:
    """Return whether a name is known as a whole, and as something else than its parts."""
    whole = recognised(name)
    return whole is not None and whole not in [recognised(part) for part in parts]


def _check_scale(number: int, line: str, value: float | None, scale: Any) -> None:  # noqa: ANN401
    try:
        TypeAdapter(scale | None).validate_python(value)
    except ValidationError:
        raise _unread(number, line, f"{value:,.10g} cannot be right here. Check the number") from None
