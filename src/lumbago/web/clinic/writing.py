"""Every write of the clinic.

Whoever comes here was let in by the guard; a note, a task or a message of somebody else is not found.
"""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404
from django.utils import timezone

from lumbago.web.clinic.forms import filled
from lumbago.web.clinic.models import Message, MessageTemplate, Note, Task
from lumbago.web.people.models import Person

MOST_TEMPLATES = 100
"""Templates of one account."""


def write_note(person: Person, author: AbstractBaseUser, text: str) -> Note:
    """Add a note."""
    return Note.objects.create(person=person, author=author, text=text)


def own_note(person: Person, author: AbstractBaseUser, note_id: int) -> Note:
    """Return a note that its author may still strike out.

    Raises:
        Http404: When there is none.
    """
    note = Note.objects.filter(pk=note_id, person=person, author=author, struck_at__isnull=True).first()
    if note is None:
        raise Http404
    return note


def strike(note: Note) -> None:
    """Strike a note out; it stays readable."""
    Note.objects.filter(pk=note.pk, struck_at__isnull=True).update(struck_at=timezone.now())


def add_task(person: Person, author: AbstractBaseUser, text: str, due: date | None) -> Task:
    """Add what is to be done."""
    return Task.objects.create(person=person, author=author, text=text, due=due)


def finish(person: Person, by: AbstractBaseUser, task_id: int) -> None:
    """Mark a task as done."""
    open_task = Task.objects.filter(pk=task_id, person=person, done_at__isnull=True)
    _changed(open_task.update(done_at=timezone.now(), done_by=by.pk), Task, person, task_id)


def reopen(person: Person, task_id: int) -> None:
    """Mark a task as open again."""
    done = Task.objects.filter(pk=task_id, person=person)
    _changed(done.update(done_at=None, done_by=None), Task, person, task_id)


def send(person: Person, author: AbstractBaseUser, text: str) -> Message:
    """Write to a person; their name stands where the text has `{name}`."""
    return Message.objects.create(person=person, author=author, text=filled(text, person.name))


def mark_read(person: Person, message_id: int) -> None:
    """Note that the person has read a message."""
    unread = Message.objects.filter(pk=message_id, person=person, read_at__isnull=True)
    _changed(unread.update(read_at=timezone.now()), Message, person, message_id)


def own_template(author: AbstractBaseUser, template_id: int) -> MessageTemplate:
    """Return a template of an account.

    Raises:
        Http404: When it has none of that number.
    """
    template = MessageTemplate.objects.filter(pk=template_id, author=author.pk).first()
    if template is None:
        raise Http404
    return template


def keep_template(author: AbstractBaseUser, title: str, text: str, template: MessageTemplate | None) -> None:
    """Add a template, or change one."""
    if template is None:
        MessageTemplate.objects.create(author=author, title=title, text=text)
    else:
        MessageTemplate.objects.filter(pk=template.pk).update(title=title, text=text)


def _changed(rows: int, model: type[Task] | type[Message], person: Person, pk: int) -> None:
    """Refuse what is not there; what was done before is done."""
    if not rows and not model.objects.filter(pk=pk, person=person).exists():
        raise Http404
