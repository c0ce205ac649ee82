"""Triage: how soon someone must look, and why."""

from enum import Enum

from pydantic.dataclasses import dataclass

from lumbago.record.scales import STRICT


class Disposition(Enum):
    """How soon a clinician must see this person, least urgent first."""

    SELF_CARE = "self-care"
    ROUTINE = "routine"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def urgency(self) -> int:
        """Place in the order above; higher is sooner."""
        return list(Disposition).index(self)

    @property
    def is_soon(self) -> bool:
        """Whether a clinician must look within days: the level of the must-ask red flags."""
        return self in {Disposition.URGENT, Disposition.EMERGENCY}


class Status(Enum):
    """What a number or a rule rests on."""

    PUBLISHED = "published"
    UNVERIFIED = "unverified"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, config=STRICT)
class RaisedFlag:
    """A red-flag rule that holds.

    Attributes:
        id: The rule, by its file's name.
        disposition: What it calls for.
        because: Findings and limits that make it hold.
    """

    id: str
    disposition: Disposition
    because: tuple[str, ...]


@dataclass(frozen=True, config=STRICT)
class OpenFlag:
    """A red-flag rule that nobody can decide yet. Never read it as absent.

    Attributes:
        id: The rule, by its file's name.
        disposition: What it would call for.
        unasked: Findings and limits whose answers would decide it.
    """

    id: str
    disposition: Disposition
    unasked: tuple[str, ...]


@dataclass(frozen=True, config=STRICT)
class Triage:
    """The outcome of screening one history for red flags.

    Flags are named, not copied: look them up in the knowledge they came from.

    Attributes:
        disposition: The most urgent disposition that any raised flag calls for.
        raised: Rules that hold, most urgent first.
        open: Rules still undecided that would call for more than the disposition.
        unasked: Must-ask findings: those of open rules that would be urgent or an emergency.
    """

    disposition: Disposition
    raised: tuple[RaisedFlag, ...] = ()
    open: tuple[OpenFlag, ...] = ()
    unasked: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every must-ask red flag is decided. Only then may we reassure."""
        return not any(flag.disposition.is_soon for flag in self.open)
