"""The one thing ever stored: an assessment that a person asked to keep."""

import secrets
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction


def unguessable_id() -> str:
    """Return 192 bits of luck: whoever has the link may read and delete, and nobody else."""
    return secrets.token_urlsafe(24)


class KeptAssessment(models.Model):
    """An assessment as it was given; never edited, deleted whole.

    Attributes:
        report: The report as JSON, in the form of report.json.
        assessment: The whole assessment as JSON, with its knowledge version.
    """

    id = models.CharField(primary_key=True, max_length=64, default=unguessable_id, editable=False)
    kept_at = models.DateTimeField(auto_now_add=True)
    report = models.TextField()
    assessment = models.TextField()

    def delete(self, using: str | None = None, *args: Any, **named: Any) -> tuple[int, dict[str, int]]:
        """Delete it so that its words are in no file any more, the write-ahead log included."""
        deleted = super().delete(using, *args, **named)
        alias = using or self._state.db or DEFAULT_DB_ALIAS
        transaction.on_commit(lambda: _empty_log(alias), using=alias)
        return deleted

    def __str__(self) -> str:
        return f"kept {self.kept_at:%Y-%m-%d}"


def _empty_log(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
