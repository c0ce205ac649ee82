"""Notes, tasks and messages about a person, kept by clinicians whom the person let in."""

from django.conf import settings
from django.db import models

from lumbago.web.people.models import Person

LONGEST_TEXT = 4000
LONGEST_TITLE = 120
AUTHOR = settings.AUTH_USER_MODEL


class Note(models.Model):
    """What a clinician wrote down; never edited, a mistake is struck out and stays readable.

    Attributes:
        struck_at: When it was struck out; none while it stands.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(AUTHOR, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(max_length=LONGEST_TEXT)
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-written_at",)

    def __str__(self) -> str:
        return f"note about {self.person}"


class Task(models.Model):
    """What is still to be done for a person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tasks")
    author = models.ForeignKey(AUTHOR, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    text = models.CharField(max_length=LONGEST_TITLE)
    due = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(AUTHOR, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """What is due first, first."""

        ordering = (models.F("due").asc(nulls_last=True), "made_at")

    def __str__(self) -> str:
        return f"task for {self.person}"


class MessageTemplate(models.Model):
    """Words that a clinician uses often; `{name}` stands for the person's name."""

    author = models.ForeignKey(AUTHOR, on_delete=models.CASCADE, related_name="message_templates")
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField(max_length=LONGEST_TEXT)

    class Meta:
        """By title."""

        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """What a clinician wrote to a person; it is shown on the person's day.

    Attributes:
        read_at: When the person said that they had read it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(AUTHOR, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(max_length=LONGEST_TEXT)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Newest first."""

        ordering = ("-sent_at",)

    def __str__(self) -> str:
        return f"message to {self.person}"
