"""What a device sends of a check-in, and what it is answered.

Every number has the range that `record.scales` gives it; a field that nobody knows is refused.
"""

from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from lumbago.record import Effort
from lumbago.record.scales import Activity, Answer, Day, Nprs, RmdqItem, Word

MOST = 100
"""Exercises or findings in one piece; a page shows far fewer."""


class Strict(Schema):
    """Something sent: a misspelt field is refused, never ignored."""

    model_config = ConfigDict(extra="forbid")


class SentFelt(Strict):
    """How one exercise went."""

    exercise: Word
    could_do: Answer | None = None
    hurt: Nprs | None = None
    effort: Effort | None = None


class SentSaid(Strict):
    """What a person said; what they left out is not sent.

    Attributes:
        nprs: Pain now, 0-10.
        activity: What they could do, 0 none to 10 as usual.
        rmdq: Numbers of the Roland-Morris sentences that fit; empty where none does, None where not asked.
        findings: Answers about signs of the tile.
        done: Exercises done, by id.
        felt: How each felt.
    """

    nprs: Nprs | None = None
    activity: Activity | None = None
    rmdq: list[RmdqItem] | None = Field(default=None, max_length=24)
    findings: dict[Word, Answer] = Field(default_factory=dict, max_length=MOST)
    done: list[Word] = Field(default_factory=list, max_length=MOST)
    felt: list[SentFelt] = Field(default_factory=list, max_length=MOST)


class Sent(Strict):
    """A piece of a check-in.

    Attributes:
        key: Made by the device when the person pressed the button; the same key is never taken twice.
        on: The day it was said.
        said: What was said.
        based_on: Digest of what that day held when the page was made; empty where the day held nothing.
    """

    key: UUID
    on: Day
    said: SentSaid
    based_on: str = Field(default="", max_length=64)


class Taken(Schema):
    """It is stored.

    Attributes:
        before: Digest of what the day held until then.
        based_on: Digest of what the day holds now.
        was_current: Whether nothing else had come to that day meanwhile.
        stayed: Signs whose earlier "yes" of that day stays, in a few words each.
    """

    key: UUID
    on: Day
    before: str = ""
    based_on: str
    was_current: bool
    stayed: list[str]


class Clash(Schema):
    """One thing that was said in two ways.

    Attributes:
        field: Its place in `said`; `felt:` and the exercise for how one went.
        about: What it is, in words.
        mine: What the device sent, in words.
        there: What is stored, in words.
    """

    field: str
    about: str
    mine: str
    there: str


class Clashed(Schema):
    """The person must choose, and nothing is stored until then but each "yes" to a sign.

    Attributes:
        before: Digest of what the day held until then.
        based_on: Digest of what the day holds now.
        stored: Signs whose "yes" is stored, in a few words each.
    """

    code: str
    detail: str
    on: Day
    before: str
    based_on: str
    stored: list[str]
    clashes: list[Clash]


class Refused(Schema):
    """Nothing is stored.

    Attributes:
        code: Why, for a program.
        detail: Why, and what to do, for a person.
    """

    code: str
    detail: str


class DayState(Schema):
    """What to base the next piece on, and the token that a sender must give back.

    Attributes:
        on: The day asked for.
        today: The day it is where the instance is.
        based_on: Digest of what the day holds; empty where it holds nothing.
        csrf_token: For the header X-CSRFToken.
    """

    on: Day
    today: Day
    based_on: str
    csrf_token: str
