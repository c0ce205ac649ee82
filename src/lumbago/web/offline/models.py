"""What came in from a device that had no network, each once."""

from django.db import models

from lumbago.web.models import KeptAssessment, KeptCheckIn


class Received(models.Model):
    """A piece of a check-in that came with a key of its own; the same key is never taken twice.

    Attributes:
        key: Made by the device when the person pressed the button.
        answer: JSON: what was answered, given again to whoever sends the same key again.
        check_in: The day it became part of; None once that was taken back.
    """

    kept = models.ForeignKey(KeptAssessment, on_delete=models.CASCADE, related_name="received")
    key = models.UUIDField()
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField()
    check_in = models.ForeignKey(KeptCheckIn, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """A key once."""

        constraints = (models.UniqueConstraint(fields=("kept", "key"), name="a_key_once"),)

    def __str__(self) -> str:
        return f"received {self.key}"
