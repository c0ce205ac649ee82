"""Forms of the web: the screens of the interview, and the box for a written report.

    what was posted -> Step

Ranges are not known here: each answer is read by `record`, which names what is wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from pydantic import TypeAdapter

from lumbago.errors import ReportError
from lumbago.interview import Screen, Step
from lumbago.knowledge import Knowledge
from lumbago.record import Region, Sex, history_from
from lumbago.record.scales import Age, Days, Nprs
from lumbago.web.pain_drawing import NAMES

UNSAID = "unsaid"
YES, NO, UNSURE = "yes", "no", "unsure"
ANSWERS = ((YES, "Yes"), (NO, "No"), (UNSURE, "Not sure"))
SEXES = (
    (Sex.FEMALE.value, "Female"),
    (Sex.MALE.value, "Male"),
    (Sex.OTHER.value, "Other"),
    (UNSAID, "I would rather not say"),
)
EXTRA_FIELDS: Mapping[str, tuple[str, ...]] = {
    "age": ("age_unsaid",),
    "onset_days": ("onset", "onset_days_unsaid"),
    "pain_map": ("pain_map_none", "pain_map_unsaid"),
}
NOT_ANSWERS = {"csrfmiddlewaretoken", "action"}
TITLES = {
    "age": "How old are you?",
    "sex": "What is your sex?",
    "onset_days": "When did this pain begin?",
    "nprs": "How strong is your pain right now?",
    "pain_map": "Where does it hurt?",
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


LIMITS = {"age": limits_of(Age), "onset_days": limits_of(Days), "nprs": limits_of(Nprs)}


@dataclass(frozen=True)
class Item:
    """One question as a template shows it."""

    key: str
    kind: str
    question: str
    why: str
    value: Any
    beside: Mapping[str, Any]
    errors: list[str]
    limits: Limits | None

    @property
    def template(self) -> str:
        """Which template shows it."""
        return f"parts/item_{self.kind}.html"


class ScreenForm(forms.Form):
    """One screen of the interview; every question wants an answer, "not sure" being one."""

    insists = True

    def __init__(self, screen: Screen, knowledge: Knowledge, *, on: date, data=None, initial=None) -> None:
        super().__init__(data=data, initial=initial)
        self.screen, self.knowledge, self.on = screen, knowledge, on
        self.answered: dict[str, dict[str, Any]] = {}
        for key in screen.asks:
            self.fields[key] = _field_of(key)
            for extra in EXTRA_FIELDS.get(key, ()):
                self.fields[extra] = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        """Read every answer; one fault a question, each with its remedy."""
        cleaned = super().clean()
        for key in set(self.data) - set(self.fields) - NOT_ANSWERS:
            self.add_error(None, f"{key}: there is no such question on this page. Leave it out.")
        for key in self.screen.asks:
            if key not in self.errors:
                self._read(key, cleaned)
        return cleaned

    def step(self) -> Step:
        """Return what was answered; a question left "not sure" was asked and has no answer."""
        fields: dict[str, Any] = {}
        findings: dict[str, bool] = {}
        for found in self.answered.values():
            findings.update(found.get("findings", {}))
            fields.update({name: value for name, value in found.items() if name != "findings"})
        if findings:
            fields["findings"] = findings
        return Step(asked=tuple(self.answered), fields=fields)

    def items(self) -> Iterator[Item]:
        """Yield the questions in order."""
        for key in self.screen.asks:
            beside = {name: self[name].value() for name in EXTRA_FIELDS.get(key, ())}
            yield Item(
                key=key,
                kind=key if key in TITLES else "finding",
                question=self.title_of(key),
                why="" if key in TITLES else self.knowledge.findings[key].why,
                value=self[key].value(),
                beside=beside,
                errors=list(self.errors.get(key, ())) if self.is_bound else [],
                limits=LIMITS.get(key),
            )

    def faults(self) -> list[tuple[str, str]]:
        """Return every fault as the key it belongs to and its words, in the order of the page."""
        listed = [(key, words) for key in self.screen.asks for words in self.errors.get(key, ())]
        return [*(("", words) for words in self.non_field_errors()), *listed]

    def title_of(self, key: str) -> str:
        """Return the question in plain words."""
        return TITLES.get(key) or self.knowledge.findings[key].question

    def _read(self, key: str, cleaned: Mapping[str, Any]) -> None:
        try:
            found = READERS.get(key, _read_finding)(key, cleaned)
            if found is None:
                if self.insists:
                    raise ValueError(_missing(key, self.title_of(key)))
                return
            history_from({"on": self.on, **found}, today=self.on)
        except ReportError as fault:
            self.add_error(key, f"{self.title_of(key)} {_in_words(key, fault)}")
        except ValueError as fault:
            self.add_error(key, str(fault))
        else:
            self.answered[key] = found


class PartialScreenForm(ScreenForm):
    """The same for someone who stops here: what is answered counts, the rest stays unasked."""

    insists = False


class WrittenReport(forms.Form):
    """A report as a file or as pasted text."""

    file = forms.FileField(required=False)
    text = forms.CharField(required=False, strip=False)


def values_of(step: Step) -> dict[str, Any]:
    """Return the form values that would say the same as a step."""
    values: dict[str, Any] = {}
    for key in step.asked:
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
            values[key] = f"{value:g}" if isinstance(value, float) else value
        else:
            values[f"{key}_unsaid"] = "on"
    return values


def _field_of(key: str) -> forms.Field:
    if key == "pain_map":
        return forms.MultipleChoiceField(required=False, choices=[(r.value, NAMES[r]) for r in Region])
    return forms.CharField(required=False, max_length=120)


def _read_finding(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    answer = cleaned.get(key)
    if not answer:
        return None
    if answer not in {YES, NO, UNSURE}:
        raise ValueError(f"{key}: '{answer}' is no answer here. Choose Yes, No or Not sure.")
    return {} if answer == UNSURE else {"findings": {key: answer == YES}}


def _read_age(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    if cleaned.get("age"):
        return {key: _number(cleaned["age"], "Your age", "45")}
    return {} if cleaned.get("age_unsaid") else None


def _read_sex(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    if not cleaned.get(key):
        return None
    return {} if cleaned[key] == UNSAID else {key: cleaned[key]}


def _read_onset(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    days, day = cleaned.get("onset_days"), cleaned.get("onset")
    if days and day:
        raise ValueError("When did this pain begin? You gave days and a date. Keep one of the two.")
    if days:
        return {key: _number(days, "How many days ago", "3")}
    if day:
        try:
            return {"onset": date.fromisoformat(day)}
        except ValueError:
            raise ValueError(
                f"When did this pain begin? '{day}' is not a date. Write it as 2026-03-02."
            ) from None
    return {} if cleaned.get("onset_days_unsaid") else None


def _read_nprs(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    if not cleaned.get(key):
        return None
    if cleaned[key] == UNSAID:
        return {}
    number = _number(cleaned[key], "How strong your pain is", "7")
    return {key: int(number) if number.is_integer() else number}


def _read_pain_map(key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
    regions, alone = cleaned.get(key), [n for n in EXTRA_FIELDS[key] if cleaned.get(n)]
    if (regions and alone) or len(alone) > 1:
        raise ValueError(
            "Where does it hurt? You marked a place and also ticked a box below. Keep one of the two."
        )
    if regions:
        return {key: list(regions)}
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


def _number(text: str, name: str, example: str) -> float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        raise ValueError(
            f"{name}: '{text[:40]}' is not a number. Write it in figures, for example {example}."
        ) from None


def _missing(key: str, title: str) -> str:
    if key not in TITLES:
        return f"{title} Choose Yes, No or Not sure."
    remedy = {
        "age": "Write your age in years, or tick that you would rather not say.",
        "sex": "Choose one answer; \u201cI would rather not say\u201d is fine.",
        "onset_days": "Give the days or the date, or tick that you are not sure.",
        "nprs": "Choose a number from 0 to 10, or \u201cI cannot say\u201d.",
        "pain_map": "Mark at least one place, or tick one of the two boxes below the list.",
    }
    return f"{title} {remedy[key]}"


def _in_words(key: str, fault: ReportError) -> str:
    limits = LIMITS.get(fault.field)
    if limits is not None:
        return f"{fault.field}: {fault.problem}. What fits: {limits.words}."
    return f"{fault.field}: {fault.problem}. {fault.remedy}."
