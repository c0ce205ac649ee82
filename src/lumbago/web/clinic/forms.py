"""What a clinician writes: notes, tasks, templates, messages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lumbago.web.clinic.models import LONGEST_TEXT, LONGEST_TITLE
from lumbago.web.people.forms import PeopleForm

NAME = "{name}"
"""Stands in a template for the person's name."""


def _text(label: str, missing: str) -> forms.CharField:
    too_long = _("Write at most %(limit_value)d letters; you wrote %(show_value)d.")
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "class": "text prose-text"}),
        error_messages={"required": missing, "max_length": too_long},
    )


def _line(label: str, missing: str) -> forms.CharField:
    too_long = _("Write at most %(limit_value)d letters; you wrote %(show_value)d.")
    return forms.CharField(
        label=label,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"class": "text prose-text", "autocomplete": "off"}),
        error_messages={"required": missing, "max_length": too_long},
    )


class NoteForm(PeopleForm):
    """A note about a person."""

    text = _text(_("New note"), _("Write the note first: there is nothing in it yet."))


class TaskForm(PeopleForm):
    """What is to be done, and by when."""

    text = _line(_("New task"), _("Write what is to be done."))
    due = forms.DateField(
        label=_("Due on (you may leave this out)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write the day as 2026-03-02, or leave it out.")},
    )


class TemplateForm(PeopleForm):
    """Words that are used often."""

    title = _line(_("What to call it"), _("Give it a name, so that you find it again."))
    text = _text(_("Text"), _("Write the text: there is nothing in it yet."))


class MessageForm(PeopleForm):
    """A message to a person."""

    text = _text(_("Message"), _("Write the message first: there is nothing in it yet."))


def filled(text: str, name: str) -> str:
    """Return the text of a template for one person.

    Examples:
        >>> filled("Dear {name}, please rest {days}.", "Ana")
        'Dear Ana, please rest {days}.'
    """
    return text.replace(NAME, name)
