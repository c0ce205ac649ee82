"""What was typed about medicines, allergies and what some medicines depend on, read and written back.

    answer of one question -> fields of a report, or a fault with its remedy

What a person takes and cannot name stands in the list as such: then every medicine is one to ask about first.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lumbago.interview import Step
from lumbago.interview.medicine_lines import UNNAMED, read_allergies, read_medicines, written
from lumbago.knowledge import current
from lumbago.knowledge.medicine_names import recognise
from lumbago.web.faults_again import said_again
from lumbago.web.typed import LISTS, TITLES, number_in


def values_of_lists(step: Step) -> dict[str, Any]:
    """Return the form values that would say the same as the lists of a step."""
    values: dict[str, Any] = {}
    for key in LISTS.intersection(step.asked):
        listed = step.fields.get(key)
        names = [entry["name"] if key == "medicines" else entry for entry in listed or ()]
        lines = (
            written(listed or (), get_language() or "en")
            if key == "medicines"
            else "\n".join(n for n in names if n != UNNAMED)
        )
        values[key] = lines
        values[f"{key}_none"] = "on" if listed is not None and not names else ""
        values[f"{key}_unnamed"] = "on" if UNNAMED in names else ""
    return values


def _read_medicines(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    recognised = partial(recognise, knowledge=current())
    return _read_list(key, cleaned, partial(read_medicines, recognised=recognised), {"name": UNNAMED})


def _read_allergies(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    return _read_list(key, cleaned, read_allergies, UNNAMED)


def _read_list(
    key: str, cleaned: Mapping[str, Any], read: Callable[[str], list[Any]], unnamed: object
) -> dict[str, Any] | None:
    """Read a list; None where nothing was written and nothing ticked."""
    typed, is_none, is_more = (cleaned.get(name) for name in (key, f"{key}_none", f"{key}_unnamed"))
    title = TITLES[key]
    if is_none and is_more:
        raise ValueError(f"{title} {_('You ticked both boxes below the list. Keep one of the two.')}")
    try:
        listed = read(typed or "")
    except ValueError as fault:
        raise ValueError(f"{title} {said_again(str(fault))}") from None
    if listed and is_none:
        fault = _("You wrote a list and also ticked that there is none. Keep one of the two.")
        raise ValueError(f"{title} {fault}")
    if not (typed or is_none or is_more):
        return None
    return {key: [*listed, *([unnamed] if is_more else [])]}


def _read_weight(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    return _read_measure(key, cleaned, "70")


def _read_weeks(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    return _read_measure(key, cleaned, "12")


def _read_measure(key: str, cleaned: Mapping[str, Any], example: str) -> dict[str, Any] | None:
    typed, is_unsaid = cleaned.get(key), cleaned.get(f"{key}_unsaid")
    if typed and is_unsaid:
        fault = _("You gave a number and also ticked the box. Keep one of the two.")
        raise ValueError(f"{TITLES[key]} {fault}")
    if typed:
        return {key: number_in(typed, TITLES[key], example)}
    return {} if is_unsaid else None


MEDICINE_READERS: Mapping[str, Callable[[str, Mapping[str, Any]], dict[str, Any] | None]] = {
    "medicines": _read_medicines,
    "allergies": _read_allergies,
    "weight_kg": _read_weight,
    "pregnancy_weeks": _read_weeks,
}
