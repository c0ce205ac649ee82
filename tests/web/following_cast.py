"""Kept reports for the tests of the pages from day to day: an example, as if it had been written lately."""

import re
from datetime import timedelta
from pathlib import Path

from web_cast import DEVICE, text_of

from lumbago.care import assess
from lumbago.interview.new_signs import new_signs
from lumbago.knowledge import current
from lumbago.record import Form, read_history
from lumbago.web import actions
from lumbago.web.followed import history_of
from lumbago.web.models import KeptAssessment
from lumbago.web.people.device import digest_of
from lumbago.web.people.models import Person
from lumbago.web.views.interview import today

EXAMPLES = Path(__file__).parents[2] / "examples"
READY = "strain-ready-for-a-plan"
TABS = ("today", "exercises", "week", "week/print", "check-in", "progress")
SHOWN = " ".join(key for key, finding in current().findings.items() if finding.sign)
"""What a page of a check-in says that it showed: every sign there is."""
GOOD_DAY = {"nprs": "5", "activity": "5", "new": "none", "shown": SHOWN}
NUMB = {
    "nprs": "7",
    "activity": "3",
    "new": "looked",
    "shown": SHOWN,
    "signs": ["saddle_numbness", "urinary_retention"],
}
FIT = dict.fromkeys(
    (
        "recent_back_surgery",
        "heart_disease",
        "recent_heart_attack",
        "heart_rhythm_problem",
        "recent_heart_surgery",
        "hip_replacement",
        "falls",
    ),
    "no",
)


def keep(name=READY, *, days_ago=5):
    """Keep an example whose pain began the day before; return the address of what was kept."""
    text = (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")
    on = today() - timedelta(days=days_ago)
    text = re.sub(r"^on = \S+", f"on = {on}", text, flags=re.MULTILINE)
    text = re.sub(r"^onset = \S+", f"onset = {on - timedelta(days=1)}", text, flags=re.MULTILINE)
    kept = actions.keep(assess(read_history(text, Form.TOML, today=today()), current()), somebody())
    return f"/kept/{kept.id}/"


def somebody(name="Me"):
    """Return a person who is kept for the device of the tests."""
    return Person.objects.get_or_create(name=name, owner=None, device=digest_of(DEVICE))[0]


def of(address):
    """Return what was kept at an address."""
    return KeptAssessment.objects.get(id=address.split("/")[2])


def said_earlier(address, nprs, *, days_ago, **findings):
    """Check in on an earlier day, with no to every sign but these."""
    kept, on = of(address), today() - timedelta(days=days_ago)
    signs = dict.fromkeys(new_signs(history_of(kept, today=on), current(), on=on), False)
    actions.check_in(kept, {"nprs": nprs, "findings": {**signs, **findings}}, on=on)


def take_back(client, address):
    """Take the last check-in back by the button of its page."""
    last = of(address).check_ins.last()
    return client.post(f"{address}undo/", {"on": last.on.isoformat()})


def main_of(response):
    """Return the part of a page between masthead and foot."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def seen_on(response):
    """Return what a person reads between masthead and foot."""
    return text_of("<main" + main_of(response))
