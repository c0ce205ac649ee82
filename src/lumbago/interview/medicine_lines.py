"""Medicines and allergies as people write them, read into a report and written back.

    "ibuprofeno 400 mg, 3 al día" -> {"name": "ibuprofeno", "dose_mg": 400, "per_day": 3}

A line that cannot be read in one way is named, with what to write instead: what is lost here would be a
medicine that nobody checks. Every language is read everywhere (`medicine_words.py`).
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError

from lumbago.interview.how_often import (
    END,
    GAP,
    HELD,
    ONE_A_LINE,
    STRAY,
    TWO_AMOUNTS,
    UNIT,
    Amounts,
    amounts_in,
)
from lumbago.interview.medicine_typing import UNNAMED, plain, written
from lumbago.interview.medicine_words import any_of
from lumbago.knowledge.medicine_names import Recognised
from lumbago.record.scales import Milligrams, TimesADay

MOST_LINES = 40
LONGEST_LINE = 120
HOW = "Write it like this: ibuprofen 400 mg, 3 a day"
TWO_MEDICINES = f"this looks like two medicines. {ONE_A_LINE}"
A_LIQUID = "this is how strong a liquid is. Write how much you take at a time, in mg"

__all__ = ["UNNAMED", "read_allergies", "read_medicines", "written"]

Known: TypeAlias = Callable[[str], Recognised | None]

_NOTHING = re.compile(any_of("nothing"), re.I)
_LIQUID = re.compile(r"\d\s*(?:mg|g|mcg|ug)\s*(?:/|per|in|pro|por|en)\s*\d*\s*ml", re.I)
_BETWEEN = rf"(?<!\w){any_of('both')}(?!\w)"
_BOTH = re.compile(rf"\s(?:{any_of('both')}|&|\+)\s", re.I)
_OPEN_END = re.compile(rf"^{any_of('both')}(?=\s)|(?<=\s){any_of('both')}$", re.I)
_ASIDE = re.compile(
    rf"(?<!\w){any_of('asides')}{END}|(?<![\w/])\d[\d.,]*\s*(?:%|{any_of('units')}{END})", re.I
)
_PIECE = re.compile(rf"\b{any_of('pieces')}{END}", re.I)
_REASON = re.compile(
    rf"(?<!\w){any_of('reasons')}\s+(?:{any_of('whose')}\s+)*"
    rf"(?!{any_of('linking')}{END})(?P<noun>[^\W\d_]+)(?:\s+{any_of('ailing')}{END})*",
    re.I,
)
_NO_MEDICINE = frozenset({"stomach", "contraception", "arthrose"})
"""Nouns of reasons that are nearly the name of a medicine."""

_FORM = re.compile(any_of("forms"), re.I)
_SKIN = re.compile(rf"(?<!\w){any_of('on_skin')}{END}", re.I)
_BARE = re.compile(rf"(?<![\w/.,{HELD}-])\d+(?:[.,]\d+)?(?![\w/-])")
_AROUND = re.compile(rf"^{any_of('before')}\s+|\s+{any_of('before')}$", re.I)
_EMPTY = re.compile(rf"(?:{any_of('before')}|{any_of('glue')})?", re.I)
_NO_AMOUNT = rf"(?![.,]?\d|/|\s*(?:{UNIT}|{any_of('units')}{END}|%|x\b))"
_NUMBERED = re.compile(rf"([^\W\d_][^\d,;:]*?)\s(\d{{2,3}}){_NO_AMOUNT}", re.I)
_NEVER_COUNTED = re.compile(rf"(vitamina? [a-k]|omega|coen[zc]yme? q)\s(\d{{1,2}}){_NO_AMOUNT}", re.I)


def read_medicines(text: str, recognised: Known) -> list[dict[str, Any]]:
    """Return medicines as a report holds them, from one a line.

    Args:
        text: As typed; one line that says "none" is an empty list.
        recognised: What a name is known as; it tells "Tylenol 3" from "ibuprofen 400".

    Raises:
        ValueError: A sentence that names the line, and what to write instead.
    """
    return [_medicine(number, line, recognised) for number, line in _lines(text)]


def read_allergies(text: str) -> list[str]:
    """Return what a person cannot take: one a line, or with commas or "and" between.

    Raises:
        ValueError: A sentence that names the line, and what to write instead.

    Examples:
        >>> read_allergies("Penicillin, Latex und Nüsse"), read_allergies("ninguna")
        (['Penicillin', 'Latex', 'Nüsse'], [])
    """
    parts = [
        part.strip(" .")
        for _, line in _lines(text)
        for part in re.split(rf"[,;]|\s[&+]\s|{_BETWEEN}", line, flags=re.I)
    ]
    return list(dict.fromkeys(part for part in parts if part))


def _lines(text: str) -> list[tuple[int, str]]:
    lines = [(number, plain(line)) for number, line in enumerate(text.splitlines(), start=1)]
    filled = [(number, line) for number, line in lines if line]
    if len(filled) > MOST_LINES:
        raise ValueError(f"These are {len(filled)} lines. Write at most {MOST_LINES}.")
    for number, line in filled:
        if len(line) > LONGEST_LINE:
            raise _unread(number, line, f"it has {len(line)} characters. Write at most {LONGEST_LINE} a line")
    is_nothing = len(filled) == 1 and _says_nothing(filled[0][1])
    return [] if is_nothing else filled


def _says_nothing(line: str) -> bool:
    return all(_NOTHING.fullmatch(part.strip(" .!")) for part in line.strip(" .,").split(","))


def _unread(number: int, line: str, problem: str) -> ValueError:
    shown = line if len(line) <= 60 else f"{line[:60]} …"
    return ValueError(f"Line {number}, “{shown}”: {problem}.")


def _medicine(number: int, line: str, recognised: Known) -> dict[str, Any]:
    """Read one line. Pieces multiply the dose; where no dose is known, they multiply how often."""
    try:
        amounts = _amounts(_held(line, recognised))
        name = _name(amounts.rest, recognised).replace(HELD, " ")
        _refuse_a_number_of_the_name(name, line, recognised)
        dose = None if not amounts.strengths or _SKIN.search(name) else amounts.strengths[0]
        per_day = amounts.per_day[0] if amounts.per_day else None
        for times in amounts.pieces:
            if dose is not None:
                dose *= times
            elif per_day is not None:
                per_day *= times
        _check_scale(dose, Milligrams)
        _check_scale(per_day, TimesADay)
    except ValueError as problem:
        raise _unread(number, line, str(problem)) from None
    found = {"name": name, "dose_mg": dose, "per_day": per_day}
    return {key: value for key, value in found.items() if value is not None}


def _amounts(line: str) -> Amounts:
    """Return the amounts of a line; refuse what could be meant in two ways."""
    if _LIQUID.search(line):
        raise ValueError(A_LIQUID)
    amounts = amounts_in(line)
    if any(len(said) > 1 for said in (amounts.strengths, amounts.pieces, amounts.per_day)):
        raise ValueError(TWO_AMOUNTS)
    if amounts.has_drops and amounts.strengths:
        raise ValueError(A_LIQUID)
    return amounts


def _held(line: str, recognised: Known) -> str:
    """Return a line whose number is part of the name ("ASS 100"), with the two held together."""
    found = _NUMBERED.match(line)
    if found is None or not _is_whole(f"{found[1]} {found[2]}", [found[1]], recognised):
        found = _NEVER_COUNTED.match(line)
    if found is None:
        return line
    return f"{found[1]}{HELD}{line[found.start(2) :]}"


def _refuse_a_number_of_the_name(name: str, line: str, recognised: Known) -> None:
    """Refuse a number that was read as how many, and makes another medicine of the name before it."""
    found = re.search(rf"(?<!\w){re.escape(name)}\s+(\d){_NO_AMOUNT}", line, re.I)
    if found and _is_whole(f"{name} {found[1]}", [name], recognised):
        raise ValueError(f"“{name} {found[1]}” may be a name, or how many. Put a comma after the name")


def _name(rest: str, recognised: Known) -> str:
    """Return what is left as the name; anything else that is left could be another medicine."""
    kept = _kept(rest, recognised)
    if not kept or not re.search(r"[^\W\d_]", kept[0]):
        raise ValueError(f"we find no name in it. {HOW}")
    name, *others = kept
    unclear = [part for part in others if not _FORM.fullmatch(part)]
    unclear += _OPEN_END.findall(name)
    if unclear:
        raise ValueError(f"we cannot read “{unclear[0]}”. {ONE_A_LINE}")
    if _BOTH.search(name) and not _is_whole(name, _BOTH.split(name), recognised):
        raise ValueError(TWO_MEDICINES)
    bare, stray = _BARE.search(name), STRAY.search(name)
    if bare and not _is_whole(name, _around(bare), recognised):
        raise ValueError(f"we cannot tell what {bare[0]} stands for. Add the unit, for example {bare[0]} mg")
    if stray and not _is_whole(name, _around(stray), recognised):
        raise ValueError(f"we cannot read “{stray[0]}”. {ONE_A_LINE}")
    return " ".join([name, *(part for part in others if part.casefold() not in name.casefold())])


def _kept(rest: str, recognised: Known) -> list[str]:
    """Return the parts of a line without what says nothing; with it, where it makes another medicine.

    "Sleeping pills" are no "sleeping", and "Solpadeine Max" is no Solpadeine. And a medicine may stand in
    what reads like a reason.
    """
    for reason in _REASON.finditer(_ASIDE.sub(GAP, rest)):
        if recognised(reason["noun"]) and reason["noun"].casefold() not in _NO_MEDICINE:
            raise ValueError(TWO_MEDICINES)
    full, bare = _parts(rest), _bare(rest)
    if not full or not _is_known(full[0], recognised) or recognised(" ".join(bare)) == recognised(full[0]):
        return bare or full
    return [full[0], *_bare(GAP.join(full[1:]))]


def _bare(rest: str) -> list[str]:
    return _parts(_PIECE.sub(GAP, _REASON.sub(GAP, _ASIDE.sub(GAP, rest))))


def _parts(rest: str) -> list[str]:
    """Return what stands between amounts and commas; what stands in brackets says the name once more."""
    unfenced = re.sub(r"[()\[\]]", " ", rest)
    parts = (" ".join(part.split()).strip(" .:-–/&+=") for part in re.split(rf"[{GAP},;]", unfenced))
    return [_AROUND.sub("", part) for part in parts if not _EMPTY.fullmatch(part)]


def _is_known(name: str, recognised: Known) -> bool:
    """Return whether a name is known as it is written, and not only nearly."""
    found = recognised(name)
    return found is not None and not found.is_near


def _around(found: re.Match[str]) -> list[str]:
    """Return a name without what was found in it, and what stands before that and after it."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    return [f"{before}{after}", before, after]


def _is_whole(name: str, parts: Sequence[str], recognised: Known) -> bool:
    """Return whether a name is known as a whole, and as something else than its parts."""
    whole = recognised(name) if _is_known(name, recognised) else None
    return whole is not None and whole not in [recognised(part) for part in parts]


def _check_scale(value: float | None, scale: Any) -> None:  # noqa: ANN401
    try:
        TypeAdapter(scale | None).validate_python(value)
    except ValidationError:
        raise ValueError(f"{value:,.10g} cannot be right here. Check the number") from None
