"""What was typed for one question, read.

    answer of one question -> fields of a report, or a fault with its remedy

Ranges are not known here: `record` names them. Nothing is read that could be read two ways.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import TypeAdapter

from lumbago.errors import ReportError
from lumbago.interview import Step
from lumbago.record import Region, Sex
from lumbago.record.scales import Age, Days, Kilograms, Nprs, Weeks
from lumbago.web.faults_again import said_again

UNSAID = "unsaid"
YES, NO, UNSURE = "yes", "no", "unsure"
SEXES = (
    (Sex.FEMALE.value, gettext_lazy("Female")),
    (Sex.MALE.value, gettext_lazy("Male")),
    (Sex.OTHER.value, gettext_lazy("Other")),
    (UNSAID, gettext_lazy("I would rather not say")),
)
EXTRA_FIELDS: Mapping[str, tuple[str, ...]] = {
    "age": ("age_unsaid",),
    "onset_days": ("onset", "onset_days_unsaid"),
    "pain_map": ("pain_map_none", "pain_map_unsaid"),
    "medicines": ("medicines_none", "medicines_unnamed"),
    "allergies": ("allergies_none", "allergies_unnamed"),
    "weight_kg": ("weight_kg_unsaid",),
    "pregnancy_weeks": ("pregnancy_weeks_unsaid",),
}
LONGEST_ANSWER = 120
"""Characters of one answer."""

LONGEST_LIST = 3000
"""Characters of an answer of many lines."""

LISTS = frozenset({"medicines", "allergies"})

LONGEST_SHOWN = 40
"""Characters of an answer that a fault repeats."""

NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
"""A thousand, or one and no thousandths: people write both ways."""

TITLES = {
    "age": gettext_lazy("How old are you?"),
    "sex": gettext_lazy("What is your sex?"),
    "onset_days": gettext_lazy("When did this pain begin?"),
    "nprs": gettext_lazy("How strong is your pain right now?"),
    "pain_map": gettext_lazy("Where does it hurt?"),
    "medicines": gettext_lazy("Which medicines do you take?"),
    "allergies": gettext_lazy("Which medicines or other substances are you allergic to?"),
    "weight_kg": gettext_lazy("How much do you weigh?"),
    "pregnancy_weeks": gettext_lazy("How many weeks pregnant are you?"),
}


@dataclass(frozen=True)
class Limits:
    """The range of a number, as `record.scales` states it."""

    low: float
    high: float
    words: str


def limits_of(scale: Any) -> Limits:
    """Return the range of a scale."""
    schema = TypeAdapter(scale).json_schema()
    return Limits(schema["minimum"], schema["maximum"], schema["description"])


LIMITS = {
    "age": limits_of(Age),
    "onset_days": limits_of(Days),
    "nprs": limits_of(Nprs),
    "weight_kg": limits_of(Kilograms),
    "pregnancy_weeks": limits_of(Weeks),
}


def values_of(step: Step) -> dict[str, Any]:
    """Return the form values that would say the same as a step, lists of medicines apart."""
    values: dict[str, Any] = {}
    for key in step.asked:
        if key in LISTS:
            continue
        if key not in TITLES:
            answer = step.fields.get("findings", {}).get(key)
            values[key] = UNSURE if answer is None else YES if answer else NO
        elif key in {"sex", "nprs"}:
            values[key] = str(step.fields.get(key, UNSAID))
        elif key == "pain_map" and step.fields.get(key) == []:
            values["pain_map_none"] = "on"
        elif key == "onset_days" and "onset" in step.fields:
            values["onset"] = step.fields["onset"].isoformat()
        elif key in step.fields:
            value = step.fields[key]
            values[key] = figures(value) if isinstance(value, float) else value
        else:
            values[f"{key}_unsaid"] = "on"
    return values


def figures(number: float) -> str:
    """Return a number in figures that are read back as exactly the same number.

    Examples:
        >>> [figures(number) for number in (45.0, 17.9995, 0.00001, 45.125)]
        ['45', '17.9995', '0.00001', '45.1250']
    """
    written = format(Decimal(repr(number)), "f").removesuffix(".0")
    return f"{written}0" if AMBIGUOUS.fullmatch(written) else written


def check_typed(name: str, values: list[str], title: str) -> None:
    """Refuse what nobody can read as one answer."""
    given = [value for value in values if value]
    if any("\0" in value for value in given):
        words = _("What you typed holds a character that nobody can read. Delete it and answer again.")
        raise _fault(title, words)
    longest, most = max(map(len, given), default=0), LONGEST_LIST if name in LISTS else LONGEST_ANSWER
    if longest > most:
        words = _("You typed %(longest)s characters. Write at most %(most)s.")
        raise _fault(title, words % {"longest": longest, "most": most})
    if len(given) > 1 and name != "pain_map":
        listed = ", ".join(f"'{legible(value)}'" for value in given[:3])
        words = _(
            "%(count)s answers came where there can be one (%(listed)s). Choose one and send the page again."
        )
        raise _fault(title, words % {"count": len(given), "listed": listed})


def legible(text: str) -> str:
    """Return the beginning of what was typed, fit to be shown."""
    return text[:LONGEST_SHOWN].replace("\0", "\ufffd")


def read_finding(key: str, cleaned: Mapping[str, Any], title: str) -> dict[str, Any] | None:
    """Read Yes, No or Not sure; None when it was left out."""
    answer = cleaned.get(key)
    if not answer:
        return None
    if answer not in {YES, NO, UNSURE}:
        words = _("'%(answer)s' is no answer here. Choose Yes, No or Not sure.")
        raise _fault(title, words % {"answer": legible(answer)})
    return {} if answer == UNSURE else {"findings": {key: answer == YES}}


def _read_age(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    if cleaned.get("age") and cleaned.get("age_unsaid"):
        words = _("You gave your age and also ticked that you would rather not. Keep one of the two.")
        raise _fault(TITLES[key], words)
    if cleaned.get("age"):
        return {key: number_in(cleaned["age"], TITLES[key], "45")}
    return {} if cleaned.get("age_unsaid") else None


def _read_sex(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    answer = cleaned.get(key)
    if not answer:
        return None
    if answer not in dict(SEXES):
        words = _("'%(answer)s' is no answer here. Choose one of the answers below.")
        raise _fault(TITLES[key], words % {"answer": legible(answer)})
    return {} if answer == UNSAID else {key: answer}


def _read_onset(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    title, days, day = TITLES[key], cleaned.get("onset_days"), cleaned.get("onset")
    if days and day:
        raise _fault(title, _("You gave days and a date. Keep one of the two."))
    if (days or day) and cleaned.get("onset_days_unsaid"):
        words = _(
            "You said when and also ticked that you are not sure. Keep one of the two; "
            "a rough number of days is fine."
        )
        raise _fault(title, words)
    if days:
        return {key: number_in(days, title, "3")}
    if day:
        try:
            return {"onset": date.fromisoformat(day)}
        except ValueError:
            words = _("'%(day)s' is not a date. Write it as 2026-03-02.")
            raise _fault(title, words % {"day": legible(day)}) from None
    return {} if cleaned.get("onset_days_unsaid") else None


def _read_nprs(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    if not cleaned.get(key):
        return None
    if cleaned[key] == UNSAID:
        return {}
    number = number_in(cleaned[key], TITLES[key], "7")
    return {key: int(number) if number.is_integer() else number}


def _read_pain_map(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    regions, alone = cleaned.get(key), [n for n in EXTRA_FIELDS[key] if cleaned.get(n)]
    unknown = set(regions or ()) - {region.value for region in Region}
    if unknown:
        words = _("'%(place)s' is no place on this drawing. Mark the places that are.")
        raise _fault(TITLES[key], words % {"place": legible(min(unknown))})
    if (regions and alone) or len(alone) > 1:
        raise _fault(
            TITLES[key],
            _("You marked a place and also ticked a box below. Keep one of the two.")
            if regions
            else _("You ticked both boxes below the list. Keep one of the two."),
        )
    if regions:
        return {key: list(dict.fromkeys(regions))}
    if not alone:
        return None
    return {key: []} if alone[0] == "pain_map_none" else {}


READERS: Mapping[str, Callable[[str, Mapping[str, Any]], dict[str, Any] | None]] = {
    "age": _read_age,
    "sex": _read_sex,
    "onset_days": _read_onset,
    "nprs": _read_nprs,
    "pain_map": _read_pain_map,
}


def number_in(text: str, title: str, example: str) -> float:
    """Read a number with a point or a comma; nothing that could be read as two numbers.

    Raises:
        ValueError: A sentence that says what to write instead.
    """
    if not NUMBER.fullmatch(text):
        words = _("'%(typed)s' is not a number. Write it in figures, for example %(example)s.")
        raise _fault(title, words % {"typed": legible(text), "example": example})
    number = float(text.replace(",", "."))
    if AMBIGUOUS.fullmatch(text):
        whole = re.sub("[.,]", "", text)
        words = _("'%(typed)s' could mean %(whole)s or %(number)s. Write one of these.")
        raise _fault(title, words % {"typed": text, "whole": whole, "number": figures(number)})
    return number


def _fault(title: object, words: str) -> ValueError:
    return ValueError(f"{title} {words}")


def missing(key: str, title: str) -> str:
    """Say that an answer is missing, and what would be one."""
    if key not in TITLES:
        return f"{title} {_('Choose Yes, No or Not sure.')}"
    remedy = {
        "age": _("Write your age in years, or tick that you would rather not say."),
        "sex": _("Choose one answer; \u201cI would rather not say\u201d is fine."),
        "onset_days": _("Give the days or the date, or tick that you are not sure."),
        "nprs": _("Choose a number from 0 to 10, or \u201cI cannot say\u201d."),
        "pain_map": _("Mark at least one place, or tick one of the two boxes below the list."),
        "medicines": _("Write one a line, or tick one of the two boxes below."),
        "allergies": _("Write one a line, or tick one of the two boxes below."),
        "weight_kg": _("Write your weight in kilograms, or tick that you would rather not say."),
        "pregnancy_weeks": _("Write the weeks, or tick that you are not sure."),
    }
    return f"{title} {remedy[key]}"


def in_words(typed: str, fault: ReportError) -> str:
    """Say why an answer is impossible, showing it as it was typed; empty where several are at odds."""
    limits = LIMITS.get(fault.field)
    if typed and limits is not None:
        words = _("'%(typed)s' is not possible here. What fits: %(limits)s.")
        return words % {"typed": legible(typed), "limits": said_again(limits.words)}
    problem = said_again(fault.problem)
    return f"{problem[:1].upper()}{problem[1:]}. {said_again(fault.remedy)}."
