"""The check-in of one day: three taps when all is well, more when it is worse.

posted fields -> fields of a check-in
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbago.instruments import disability, instrument
from lumbago.interview.new_signs import SignGroup, told_before
from lumbago.knowledge import Knowledge
from lumbago.record import History

SCALE = [(str(number), str(number)) for number in range(11)]
ACTIVITY = [
    ("0", _("Nothing")),
    ("3", _("A little")),
    ("5", _("About half")),
    ("8", _("Most things")),
    ("10", _("As usual")),
]
WORSE = 2
"""A rise of pain, NPRS points, from which every sign is shown to be looked at again."""

ROLAND_MORRIS = "rmdq-24"
BOTH = _("You ticked sentences, and also that none of them fits you today. Keep one of the two.")


class CheckInForm(forms.Form):
    """Pain, what the person could do, and whether anything is new.

    The button that is pressed says whether anything is new: `none`, `some`, or `looked` once every sign was
    shown with its own box. `shown` names the signs of the page that was sent: knowledge may have grown since.
    """

    nprs = forms.ChoiceField(
        choices=SCALE, error_messages={"required": _("Choose a number from 0 to 10 for your pain.")}
    )
    activity = forms.ChoiceField(choices=ACTIVITY, required=False)
    new = forms.ChoiceField(
        choices=[("none", ""), ("some", ""), ("looked", "")],
        error_messages={"required": _("Say whether anything is new, with one of the buttons at the end.")},
    )
    done = forms.MultipleChoiceField(required=False)
    signs = forms.MultipleChoiceField(required=False)
    shown = forms.CharField(required=False)
    rmdq = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": _("Tick only sentences that are shown.")}
    )
    rmdq_none = forms.BooleanField(required=False)

    def __init__(self, history: History, signs: Sequence[str], knowledge: Knowledge, data: Any = None):
        super().__init__(data)
        self.history, self.asked = history, tuple(signs)
        self.there = told_before(history, signs)
        self.roland_morris = instrument(ROLAND_MORRIS)
        self.fields["rmdq"].choices = self.sentences
        self.fields["signs"].choices = [(key, key) for key in signs]
        self.fields["done"].choices = [(id_, id_) for id_ in knowledge.exercises]

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """The Roland-Morris sentences, each with its number."""
        return [(str(number), one.text or "") for number, one in enumerate(self.roland_morris.items, start=1)]

    def clean(self) -> dict[str, Any]:
        """Refuse sentences that fit beside "none of them fits": which of the two counts is never guessed."""
        if self.cleaned_data.get("rmdq") and self.cleaned_data.get("rmdq_none"):
            self.add_error("rmdq", BOTH)
        return self.cleaned_data

    @property
    def shows_signs(self) -> bool:
        """Whether each sign must have its own box.

        One is new, was there before or was not on the page that was sent, or pain is clearly up.
        """
        if not self.is_bound or self.errors or self.cleaned_data["new"] == "looked":
            return False
        before = self.history.nprs
        is_worse = before is not None and int(self.cleaned_data["nprs"]) - before >= WORSE
        was_all = self._seen().issuperset(self.asked)
        return self.cleaned_data["new"] == "some" or is_worse or bool(self.there) or not was_all

    def said(self) -> dict[str, Any]:
        """Return the fields of the check-in; every sign that was shown and not ticked is a "no".

        A sign that was not shown stays unasked, whichever button was pressed.

        Roland-Morris sentences without a tick count only beside one with a tick, or with "none of them fits":
        a form left blank was not filled in.
        """
        ticked = set(self.cleaned_data["signs"])
        answered = ticked | self._seen()
        fields: dict[str, Any] = {
            "nprs": int(self.cleaned_data["nprs"]),
            "findings": {key: key in ticked for key in self.asked if key in answered},
        }
        if self.cleaned_data["activity"]:
            fields["activity"] = int(self.cleaned_data["activity"])
        if self.cleaned_data["rmdq"] or self.cleaned_data["rmdq_none"]:
            fits = {int(number) for number in self.cleaned_data["rmdq"]}
            fields["rmdq_percent"] = round(disability(fits).percent, 1)
        if self.cleaned_data["done"]:
            fields["done"] = self.cleaned_data["done"]
        return fields

    def _seen(self) -> frozenset[str]:
        return frozenset(self.cleaned_data["shown"].split())


class FeelForm(forms.Form):
    """How one exercise went."""

    exercise = forms.ChoiceField()
    could_do = forms.ChoiceField(choices=[("yes", ""), ("no", "")], required=False)
    hurt = forms.ChoiceField(choices=SCALE, required=False)
    effort = forms.ChoiceField(choices=[("too-easy", ""), ("right", ""), ("too-hard", "")], required=False)

    def __init__(self, exercises: Sequence[str], data: Any) -> None:
        super().__init__(data)
        self.fields["exercise"].choices = [(id_, id_) for id_ in exercises]

    def said(self) -> dict[str, Any]:
        """Return how it felt, as a check-in says it."""
        fields: dict[str, Any] = {"exercise": self.cleaned_data["exercise"]}
        if self.cleaned_data["could_do"]:
            fields["could_do"] = self.cleaned_data["could_do"] == "yes"
        if self.cleaned_data["hurt"]:
            fields["hurt"] = int(self.cleaned_data["hurt"])
        if self.cleaned_data["effort"]:
            fields["effort"] = self.cleaned_data["effort"]
        return fields


class FitForm(forms.Form):
    """What suits the person: time, what is at hand, how used to exercise; and what could forbid some."""

    minutes_per_day = forms.IntegerField(min_value=1, max_value=240, required=False)
    equipment = forms.MultipleChoiceField(required=False)
    fitness = forms.ChoiceField(choices=[("new", ""), ("some", ""), ("regular", "")], required=False)
    disliked = forms.MultipleChoiceField(required=False)

    def __init__(self, questions: Mapping[str, str], knowledge: Knowledge, data: Any = None) -> None:
        super().__init__(data)
        self.questions = tuple(questions)
        needed = sorted({thing for one in knowledge.exercises.values() for thing in one.equipment})
        self.fields["equipment"].choices = [(thing, thing) for thing in needed]
        self.fields["disliked"].choices = [(id_, id_) for id_ in knowledge.exercises]
        choices = [("yes", ""), ("no", ""), ("unsure", "")]
        for key, before in questions.items():
            self.fields[key] = forms.ChoiceField(choices=choices, required=False, initial=before)

    def said(self) -> dict[str, Any]:
        """Return what is added to the report; "not sure" answers nothing, and takes an answer back."""
        chosen = {
            key: self.cleaned_data[key]
            for key in ("minutes_per_day", "equipment", "fitness", "disliked")
            if self.cleaned_data[key] not in (None, "")
        }
        if "minutes_per_day" in chosen:
            chosen["minutes_per_day"] = float(chosen["minutes_per_day"])
        answers = {key: self.cleaned_data[key] for key in self.questions}
        meant = {"yes": True, "no": False, "unsure": None}
        findings = {key: meant[answer] for key, answer in answers.items() if answer}
        return {"preferences": chosen, "findings": findings}


def sign_rows(groups: Sequence[SignGroup], knowledge: Knowledge) -> list[dict[str, Any]]:
    """Return signs for the page: a title, and for each sign its key, its few words and its question."""
    return [
        {
            "title": group.title,
            "signs": [
                (key, knowledge.findings[key].sign or key, knowledge.findings[key].question)
                for key in group.findings
            ],
        }
        for group in groups
    ]
