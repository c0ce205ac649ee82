"""Notes, tasks and messages about a person, kept by clinicians whom they let in; and how people stand."""

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


class Standing(models.Model):
    """What a kept report means, for lists of many people; forgotten as soon as more is said.

    It holds nothing that `followed.reviewed` would not work out again. Nobody reads it but a list.

    Attributes:
        said: How often something was said or taken back; what was worked out from less is not kept.
        knowledge: Version of the knowledge that it was worked out with; empty while it is not.
        level: Disposition of the triage, or "unreadable"; empty while it is not worked out.
        is_complete: Whether every must-ask warning sign was answered.
        going: How it goes; "none" without a review, empty while it is not worked out.
        nprs: Pain that was stated last; none where it never was.
        on: Day of the last thing said.
    """

    kept = models.OneToOneField(
        "web.KeptAssessment", primary_key=True, on_delete=models.CASCADE, related_name="standing"
    )
    said = models.PositiveIntegerField(default=0)
    knowledge = models.CharField(max_length=64, blank=True)
    level = models.CharField(max_length=12, blank=True)
    is_complete = models.BooleanField(default=False)
    going = models.CharField(max_length=12, blank=True)
    nprs = models.PositiveSmallIntegerField(null=True)
    on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"standing of {self.kept_id}"
