"""What is asked for when people are named, shared, moved or deleted."""

from collections.abc import Collection

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lumbago.web.people.keeping import ME
from lumbago.web.people.models import LONGEST_NAME, LinkKind, Person
from lumbago.web.people.names import alike, can_be_read

LONGEST_CODE = 400
"""Letters: a code, or the whole link around it."""

KINDS = (
    (
        LinkKind.LOOK,
        _("Look at the summary"),
        _("One page: what it may be, how it goes, what to ask. Nothing else."),
    ),
    (
        LinkKind.FOLLOWER,
        _("Follow, as family or a friend"),
        _("Every day, every answer and the forecast. They change nothing. They need an account here."),
    ),
    (
        LinkKind.CLINICIAN,
        _("Care, as a clinician"),
        _("The same, and they can keep notes and write messages to you. They need an account here."),
    ),
)
LASTS = ((1, _("1 day")), (7, _("1 week")), (28, _("4 weeks")))


class PeopleForm(forms.Form):
    """A form whose fields can be found by the list of its faults."""

    def __init__(self, *args, **named) -> None:
        super().__init__(*args, auto_id="q-%s", use_required_attribute=False, **named)

    def faults(self) -> list[tuple[str, str]]:
        """Return every fault as the field it belongs to and its words."""
        return [(name, words) for name in self.fields for words in self.errors.get(name, ())]


class NameForm(PeopleForm):
    """What a person is called."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Name: it is empty. Write what you call this person."),
            "max_length": _("Name: it is too long. Write at most %(limit_value)d letters."),
        },
    )

    def __init__(self, taken: Collection[str], *args, **named) -> None:
        super().__init__(*args, **named)
        self.taken = {alike(name) for name in taken}
        self.fields["name"].widget.attrs |= {"autocomplete": "off", "class": "text-line"}

    def clean_name(self) -> str:
        """Refuse what nobody can read, and a second person of the same name: nobody could tell them apart."""
        name: str = self.cleaned_data["name"]
        if not can_be_read(name):
            raise forms.ValidationError(
                _("Name: it holds letters that nobody can see. Type the name anew, letter by letter.")
            )
        if alike(name) in self.taken:
            raise forms.ValidationError(
                _("Name: somebody here is called so already. Add a second name or a number.")
            )
        return name


class LinkForm(NameForm):
    """For whom a link is, what it opens and how long it lasts."""

    kind = forms.ChoiceField(
        label=_("What may they do?"),
        choices=[(kind, title) for kind, title, _says in KINDS],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("What may they do? Choose one."),
            "invalid_choice": _("What may they do? Choose one of these."),
        },
    )
    label = forms.CharField(
        label=_("Who is it for?"),
        max_length=LONGEST_NAME,
        help_text=_("Only you see this. It tells you later which link to end."),
        error_messages={
            "required": _("Who is it for? Write a name, such as “Dr Khan” or “my sister”."),
            "max_length": _("Who is it for? Write at most %(limit_value)d letters."),
        },
    )
    lasts = forms.TypedChoiceField(
        label=_("How long does the link work?"),
        choices=LASTS,
        coerce=int,
        initial=7,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("How long does the link work? Choose one."),
            "invalid_choice": _("How long does the link work? Choose one of these."),
        },
    )
    field_order = ("kind", "label", "name", "lasts")

    def __init__(self, person: Person, taken: Collection[str], *args, **named) -> None:
        named["initial"] = {"name": "" if person.name.casefold() == ME.casefold() else person.name}
        super().__init__(taken, *args, **named)
        name = self.fields["name"]
        name.label, name.help_text = _("Whose back is it?"), _("They see this name, such as “Anna Roth”.")
        name.error_messages["required"] = _("Whose back is it? Write the name that they should see.")
        self.fields["label"].widget.attrs |= {"autocomplete": "off", "class": "text-line"}

    def clean_label(self) -> str:
        """Refuse what nobody can read: it must tell the person later which link to end."""
        label: str = self.cleaned_data["label"]
        if not can_be_read(label):
            raise forms.ValidationError(
                _("Who is it for? It holds letters that nobody can see. Type it anew, letter by letter.")
            )
        return label

    def choices(self) -> list[tuple[str, object, object, bool]]:
        """Return what a link may open: value, title, what it means, and whether it is chosen."""
        chosen = self["kind"].value() or LinkKind.LOOK
        return [(kind.value, title, says, kind == chosen) for kind, title, says in KINDS]


class CodeForm(PeopleForm):
    """The code of a link, or the whole link."""

    code = forms.CharField(
        label=_("The code"),
        max_length=LONGEST_CODE,
        help_text=_("Small or large letters, with or without the dashes. You can paste the whole link."),
        error_messages={
            "required": _("The code: it is empty. Write the code that you were given."),
            "max_length": _("The code: that is too long. A code has 28 letters and numbers."),
        },
    )

    def __init__(self, *args, **named) -> None:
        super().__init__(*args, **named)
        attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        self.fields["code"].widget.attrs |= {**attrs, "class": "text-line", "data-code": ""}


class ClaimForm(PeopleForm):
    """Who moves from this device into the account."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Nobody was chosen, so nobody was moved. Tick who should move."),
            "invalid_choice": _("One of them is not kept on this device any more. Choose again."),
            "invalid_pk_value": _("One of them is not kept on this device any more. Choose again."),
        },
    )

    def __init__(self, here: QuerySet[Person], *args, **named) -> None:
        super().__init__(*args, **named)
        self.fields["people"].queryset = here
