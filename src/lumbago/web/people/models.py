"""People whose backs are followed, who was let in by them, and who looked."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

LONGEST_NAME = 60


class Person(models.Model):
    """Somebody whose back is followed here.

    Attributes:
        name: What those who may see them call them, such as "Me" or "Mum".
        owner: The account that keeps them; none while they are kept for one device only.
        device: Digest of the key in the cookie of that device; empty once an account keeps them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="people"
    )
    device = models.CharField(max_length=64, blank=True, db_index=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order in which they came."""

        ordering = ("made_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False, device="")
                | models.Q(owner__isnull=True) & ~models.Q(device=""),
                name="kept_by_an_account_or_a_device",
            ),
        )

    def __str__(self) -> str:
        return f"person {self.id}"


class Open(models.QuerySet["Grant"]):
    """What still holds."""

    def open(self) -> "Open":
        """Return what was given and not ended."""
        return self.filter(ended_at__isnull=True)


class GrantRole(models.TextChoices):
    """As what somebody was let in."""

    FOLLOWER = "follower", "follower"
    CLINICIAN = "clinician", "clinician"


class Grant(models.Model):
    """A person let an account see them, and may end it at any time.

    Attributes:
        to: The account that was let in.
        role: As what.
        ended_at: When it ended, by either side; none while it holds.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=12, choices=GrantRole.choices)
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Open.as_manager()

    class Meta:
        """One of a kind at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=("person", "to", "role"),
                condition=models.Q(ended_at__isnull=True),
                name="one_open_grant_of_a_role",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} of {self.person}"


class LinkKind(models.TextChoices):
    """What a link opens."""

    LOOK = "look", "look at the summary"
    FOLLOWER = "follower", "become a follower"
    CLINICIAN = "clinician", "become a clinician of this person"
    CALENDAR = "calendar", "read the calendar"


class ShareLink(models.Model):
    """A link that a person handed out. Only the digest of its secret is kept.

    Attributes:
        digest: SHA-256 of the secret, in hex.
        label: For whom, in the person's words.
        expires_at: From when it opens nothing.
        ended_at: When it was taken back; none while it holds.
        opened: How often it was opened.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=LinkKind.choices)
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=LONGEST_NAME, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        """Newest first."""

        ordering = ("-made_at",)

    def holds(self, now: datetime | None = None) -> bool:
        """Return whether it still opens anything."""
        return self.ended_at is None and (now or timezone.now()) < self.expires_at

    def __str__(self) -> str:
        return f"{self.kind} link of {self.person}"


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or delete a line of the audit log."""


class AuditEntry(models.Model):
    """Who did what, to whom, when. Added to, never changed: here and by triggers of the database.

    It names ids only, so that it outlives an account or a person without telling anything of them.

    Attributes:
        by: Id of the account, or "link:" and the id of a share link, or "device".
        role: As what they acted.
        act: Name of the address, such as "today" or "note-add".
        person: Id of the person it was about; none for an account's own affairs.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.CharField(max_length=48)
    role = models.CharField(max_length=12)
    act = models.CharField(max_length=40)
    method = models.CharField(max_length=8)
    person = models.UUIDField(null=True, db_index=True)

    class Meta:
        """Newest first."""

        ordering = ("-id",)

    def save(self, *args: Any, **named: Any) -> None:
        """Add it.

        Raises:
            AppendOnlyError: When it is there already.
        """
        if self.pk is not None:
            raise AppendOnlyError("a line of the audit log is never changed")
        super().save(*args, **named)

    def delete(self, *args: Any, **named: Any) -> tuple[int, dict[str, int]]:
        """Refuse.

        Raises:
            AppendOnlyError: Always.
        """
        raise AppendOnlyError("a line of the audit log is never deleted")

    def __str__(self) -> str:
        return f"{self.act} by {self.by}"
