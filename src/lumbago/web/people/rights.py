"""The whole law of who may do what, on one page.

(role, address) -> allowed or not; what is not written here is forbidden
"""

from enum import Enum
from types import MappingProxyType


class Role(Enum):
    """As what somebody comes to a person's pages."""

    OWNER = "owner"
    """The account that keeps the person, or the device."""
    FOLLOWER = "follower"
    """Someone of the family, let in by the owner."""
    CLINICIAN = "clinician"
    """A clinician whom the owner let in."""
    GUEST = "guest"
    """Whoever was handed a link that still holds."""


class Right(Enum):
    """What may be done with a person's pages."""

    SUMMARY = "see the one-page summary"
    READ = "see every day, answer and forecast"
    WRITE = "check in, change what suits, take back"
    OWN = "share, export, delete"
    CARE = "keep notes, tasks and messages as a clinician"
    LEAVE = "stop seeing the person"


ALLOWED = MappingProxyType(
    {
        Role.OWNER: frozenset({Right.SUMMARY, Right.READ, Right.WRITE, Right.OWN}),
        Role.FOLLOWER: frozenset({Right.SUMMARY, Right.READ, Right.LEAVE}),
        Role.CLINICIAN: frozenset({Right.SUMMARY, Right.READ, Right.CARE, Right.LEAVE}),
        Role.GUEST: frozenset({Right.SUMMARY}),
    }
)

TO_LOOK = MappingProxyType(
    {
        "kept": Right.READ,
        "kept-plan": Right.READ,
        "today": Right.READ,
        "check-in": Right.WRITE,
        "review": Right.READ,
        "progress": Right.READ,
        "exercises": Right.READ,
        "week": Right.READ,
        "print-week": Right.READ,
        "calendar": Right.READ,
        "sync-day": Right.WRITE,
        "archive": Right.READ,
        "rename": Right.OWN,
        "share": Right.OWN,
        "data": Right.OWN,
        "everything": Right.OWN,
        "tables": Right.OWN,
        "report-json": Right.OWN,
        "person-delete": Right.OWN,
        "summary": Right.SUMMARY,
        "summary-pdf": Right.SUMMARY,
        "messages": Right.WRITE,
        "who-looked": Right.OWN,
        "clinic-history": Right.READ,
        "clinic-day": Right.READ,
        "clinic-notes": Right.CARE,
        "clinic-note-strike": Right.CARE,
        "clinic-tasks": Right.CARE,
        "clinic-messages": Right.CARE,
    }
)
"""What a GET or HEAD of an address needs."""

TO_CHANGE = MappingProxyType(
    {
        "delete": Right.OWN,
        "check-in": Right.WRITE,
        "undo": Right.WRITE,
        "medicines-today": Right.WRITE,
        "feel": Right.WRITE,
        "sync-check-in": Right.WRITE,
        "week": Right.WRITE,
        "rename": Right.OWN,
        "share": Right.OWN,
        "link-end": Right.OWN,
        "grant-end": Right.OWN,
        "leave": Right.LEAVE,
        "person-delete": Right.OWN,
        "message-read": Right.WRITE,
        "clinic-notes": Right.CARE,
        "clinic-note-strike": Right.CARE,
        "clinic-tasks": Right.CARE,
        "clinic-task-done": Right.CARE,
        "clinic-task-undo": Right.CARE,
        "clinic-messages": Right.CARE,
    }
)
"""What a POST to an address needs."""


def needed(address: str, method: str) -> Right | None:
    """Return what an address needs; None where nobody may come."""
    return (TO_LOOK if method in {"GET", "HEAD"} else TO_CHANGE).get(address)
