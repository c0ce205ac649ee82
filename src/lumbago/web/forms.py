"""Forms of the web: the screens of the interview.

    what was posted -> Step

Each answer is read by `typed`; here stands what a page of answers must hold together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lumbago.errors import ReportError
from lumbago.interview import Screen, Step
from lumbago.knowledge import Knowledge
from lumbago.record import history_from
from lumbago.web.heard import without
from lumbago.web.typed import (
    EXTRA_FIELDS,
    NO,
    TITLES,
    check_typed,
    in_words,
    legible,
    missing,
    read_finding,
    values_of,
)
from lumbago.web.typed import (
    READERS as BASIC_READERS,
)
from lumbago.web.typed_medicines import MEDICINE_READERS, values_of_lists

READERS = {**BASIC_READERS, **MEDICINE_READERS}
SHOWN = "shown"
"""Names the questions of the page that was sent: our knowledge may have grown since."""

NOT_ANSWERS = {"csrfmiddlewaretoken", "action", SHOWN}
OTHER_PAGE = {
    "onset_days": gettext_lazy("You gave your age on page 1."),
    "age": gettext_lazy("You said on page 2 when it began."),
}
"""Where the other of two answers stands that must fit together."""


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

    @property
    def template(self) -> str:
        """Which template shows it."""
        return f"parts/item_{self.kind}.html"


class ScreenForm(forms.Form):
    """One screen of the interview; every question wants an answer, "not sure" being one."""

    insists = True

    def __init__(self, screen: Screen, knowledge: Knowledge, *, on: date, heard: Step, data=None) -> None:
        super().__init__(data=data, initial={**values_of(heard), **values_of_lists(heard)})
        self.screen, self.knowledge, self.on = screen, knowledge, on
        self.elsewhere = without(heard, screen.asks).fields
        self.answered: dict[str, dict[str, Any]] = {}
        for key in screen.asks:
            for name in (key, *EXTRA_FIELDS.get(key, ())):
                self.fields[name] = _AsTyped()
        if "pain_map" in self.fields:
            self.fields["pain_map"] = forms.Field(required=False, widget=forms.SelectMultiple)

    def clean(self) -> dict[str, Any]:
        """Read every answer; one fault a question, each with its remedy."""
        cleaned = super().clean()
        for key in set(self.data) - set(self.fields) - NOT_ANSWERS:
            fault = _("%(key)s: there is no such question on this page. Leave it out.")
            self.add_error(None, fault % {"key": legible(key)})
        if len(self.data.getlist("action")) > 1:
            self.add_error(None, _("Your browser sent two buttons at once. Press one button."))
        for key in self.screen.asks:
            self._read(key, cleaned)
        self._check_together()
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
            )

    def faults(self) -> list[tuple[str, str]]:
        """Return every fault as the key it belongs to and its words, in the order of the page."""
        listed = [(key, words) for key in self.screen.asks for words in self.errors.get(key, ())]
        return [*(("", words) for words in self.non_field_errors()), *listed]

    def title_of(self, key: str) -> str:
        """Return the question in plain words."""
        return str(TITLES.get(key) or self.knowledge.findings[key].question)

    def _read(self, key: str, cleaned: Mapping[str, Any]) -> None:
        title = self.title_of(key)
        try:
            for name in (key, *EXTRA_FIELDS.get(key, ())):
                check_typed(name, self.data.getlist(name), title)
            found = self._found(key, cleaned)
            if found is None and self.insists:
                raise ValueError(missing(key, title))
            if found is not None:
                history_from({"on": self.on, **found}, today=self.on)
                self.answered[key] = found
        except ReportError as fault:
            self.add_error(key, f"{title} {in_words(cleaned[key], fault)}")
        except ValueError as fault:
            self.add_error(key, str(fault))

    def _found(self, key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the fields of a report that answer a question; None when it was left out."""
        if key in READERS:
            return READERS[key](key, cleaned)
        return read_finding(key, cleaned, self.title_of(key))

    def _check_together(self) -> None:
        """Refuse an age and a beginning that cannot both be true, whichever page asked the other."""
        key = next((key for key in OTHER_PAGE if key in self.answered), None)
        said = {**self.elsewhere, **self.step().fields}
        measures = {name: said[name] for name in ("age", "onset", "onset_days") if name in said}
        try:
            history_from({"on": self.on, **measures}, today=self.on)
        except ReportError as fault:
            if key is not None:
                del self.answered[key]
                self.add_error(key, f"{TITLES[key]} {in_words('', fault)} {OTHER_PAGE[key]}")


class PartialScreenForm(ScreenForm):
    """The same for someone who stops here: what is answered counts, the rest stays unasked."""

    insists = False


class NoneOfTheseForm(ScreenForm):
    """The same for "No to all of these", which answers a whole checklist as it was shown."""

    def clean(self) -> dict[str, Any]:
        """Read every answer as "no"; where one is not, that conflict is the only fault."""
        if any(value not in {"", NO} for key in self.screen.asks for value in self.data.getlist(key)):
            raise forms.ValidationError(
                _(
                    "You chose \u201cNo to all of these\u201d, but one answer below is not \u201cNo\u201d. "
                    "If that answer is right, answer the others and choose \u201cNext\u201d."
                )
            )
        if not set(self.data.get(SHOWN, "").split()).issuperset(self.screen.asks):
            raise forms.ValidationError(
                _("A question was added to this page since you opened it. Please look at all of them again.")
            )
        return super().clean()

    def _found(self, key: str, cleaned: Mapping[str, Any]) -> dict[str, Any] | None:
        return super()._found(key, cleaned) if key in READERS else {"findings": {key: False}}


class _AsTyped(forms.Field):
    """A text as it was typed; the form reads it, and says in its own words what is wrong."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: str | None) -> str:
        return (value or "").strip()
