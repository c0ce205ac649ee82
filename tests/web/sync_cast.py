"""What a device sends, for the tests of check-ins that were made without a network."""

import json
import uuid

from following_cast import of

from lumbago.web.models import KeptCheckIn
from lumbago.web.offline.syncing import digest_of, said_on
from lumbago.web.views.interview import today

GRAVE = "saddle_numbness"
MILD = "fever"
"""Of the two only the first stays once it was said, whatever else is said later."""


def piece(said, *, on=None, based_on="", key=None):
    """Return a piece of a check-in as a device writes it."""
    day = (on or today()).isoformat()
    return {"key": key or str(uuid.uuid4()), "on": day, "said": said, "based_on": based_on}


def send(client, address, sent, **headers):
    """Send one piece; return the answer."""
    return client.post(f"/api{address}check-ins", sent, content_type="application/json", headers=headers)


def state(client, address, on=None):
    """Return what the instance says of a day."""
    return client.get(f"/api{address}day/{(on or today()).isoformat()}")


def digest(address, on=None):
    """Return the digest of a day."""
    return digest_of(said_on(of(address), on or today()))


def stored(address, on=None):
    """Return what a day holds; nothing where it holds nothing."""
    row = KeptCheckIn.objects.filter(kept=of(address), on=on or today()).first()
    return {key: value for key, value in json.loads(row.said).items() if key != "on"} if row else {}
