"""What is ever stored: an assessment that a person asked to keep, and what they said after it."""

import secrets
from string import ascii_letters, digits
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction


def unguessable_id() -> str:
    """Return 191 bits of luck, so that no address can be guessed.

    A letter or a digit comes first: where "-" does, a spreadsheet takes the id for a formula.
    """
    return secrets.choice(ascii_letters + digits) + secrets.token_urlsafe(24)[1:]


class KeptAssessment(models.Model):
    """An assessment as it was given; never edited, deleted whole.

    Attributes:
        person: Whose back it is about.
        report: The report as JSON, in the form of report.json.
        assessment: The whole assessment as JSON, with its knowledge version.
    """

    id = models.CharField(primary_key=True, max_length=64, default=unguessable_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="kept")
    kept_at = models.DateTimeField(auto_now_add=True)
    report = models.TextField()
    assessment = models.TextField()

    class Meta:
        """The latest last."""

        ordering = ("kept_at",)

    def delete(self, using: str | None = None, *args: Any, **named: Any) -> tuple[int, dict[str, int]]:
        """Delete it so that its words are in no file any more, the write-ahead log included."""
        deleted = super().delete(using, *args, **named)
        alias = using or self._state.db or DEFAULT_DB_ALIAS
        transaction.on_commit(lambda: empty_log(alias), using=alias)
        return deleted

    def __str__(self) -> str:
        return f"kept {self.kept_at:%Y-%m-%d}"


class KeptAddition(models.Model):
    """What was added to a kept report: answers about exercise, what suits, and what no longer holds.

    Attributes:
        said: JSON with `findings` and `preferences`, in the form of report.json, and with `taken_back`, the
            days of those check-ins of the report that were taken back.
    """

    kept = models.OneToOneField(KeptAssessment, on_delete=models.CASCADE, related_name="addition")
    said = models.TextField()

    def __str__(self) -> str:
        return f"addition to {self.kept}"


class KeptCheckIn(models.Model):
    """A check-in of one day after a kept report.

    Attributes:
        on: Its day; one a day.
        said: JSON, in the form of a check-in of report.json.
    """

    kept = models.ForeignKey(KeptAssessment, on_delete=models.CASCADE, related_name="check_ins")
    on = models.DateField()
    said = models.TextField()

    class Meta:
        """In order of day, one a day."""

        ordering = ("on",)
        constraints = (models.UniqueConstraint(fields=("kept", "on"), name="one_check_in_a_day"),)

    def __str__(self) -> str:
        return f"check-in of {self.on}"


def empty_log(alias: str) -> None:
    """Empty the write-ahead log, so that what was deleted is in no file any more."""
    if connections[alias].vendor != "sqlite":
        return
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
