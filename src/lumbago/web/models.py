"""The one thing ever stored: an assessment that a person asked to keep."""

import secrets

from django.db import models


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

    def __str__(self) -> str:
        return f"kept {self.kept_at:%Y-%m-%d}"
