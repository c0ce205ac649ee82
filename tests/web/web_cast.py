"""The people of the web tests, and how each walks through the interview without a browser."""

import html
import re
from dataclasses import dataclass, replace

from lumbago.web.forms import TITLES


@dataclass(frozen=True)
class Person:
    """Someone who answers "no" to every finding but these."""

    age: str = "40"
    sex: str = "male"
    onset_days: str = "2"
    nprs: str = "5"
    pain_map: tuple[str, ...] = ("lumbar-left",)
    yes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    medicines: str = ""
    allergies: str = ""
    weight_kg: str = "70"
    pregnancy_weeks: str = "12"

    def answers(self, asks):
        """What this person posts for one screen."""
        posted = {"action": "next"}
        for key in asks:
            if key in TITLES:
                posted[key] = getattr(self, key)
                if key in {"medicines", "allergies"} and not posted[key]:
                    posted[f"{key}_none"] = "on"
            else:
                posted[key] = "yes" if key in self.yes else "unsure" if key in self.unsure else "no"
        return posted


STRAINED = Person(yes=("lifted", "muscle_spasm", "worse_movement", "better_rest", "local_tenderness"))
NUMB = Person(age="45", sex="female", yes=("saddle_numbness", "urinary_retention"))
HAD_CANCER = Person(age="61", yes=("history_of_cancer",))
UNSURE_OF_FEVER = replace(STRAINED, unsure=("fever",))
IN_STRONG_PAIN = replace(STRAINED, nprs="9")
CHILD = Person(age="12", yes=("lifted",))

LONGEST_WALK = 40

DEVICE = "the-key-of-the-device-of-the-tests"


def answer_until(client, person, stop):
    """Answer screens until `stop(screen)`, or to the end; return the last response to a GET."""
    for _ in range(LONGEST_WALK):
        response = client.get("/interview/", follow=True)
        screen = response.context.get("screen")
        if screen is None or stop(screen):
            return response
        posted = client.post(response.request["PATH_INFO"], person.answers(screen.asks))
        assert posted.status_code == 302, posted.context["faults"]
    raise AssertionError("the interview does not end")


def check_medicines(client, person):
    """Answer everything, then what decides which medicines are safe; return the page of the result."""
    walk(client, person)
    posted = client.post("/interview/medicines/", person.answers(("medicines", "allergies")))
    assert posted.status_code == 302, posted.context["faults"]
    return walk(client, person)


def walk(client, person):
    """Answer everything; return the page of the result."""
    return answer_until(client, person, lambda screen: False)


def text_of(markup):
    """Return what a person reads of a piece of a page."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)))


def answers_of(client):
    """Return the interview in a client's cookie, to be saved and given back."""
    from django.contrib.sessions.backends.signed_cookies import SessionStore

    return SessionStore(client.cookies["answers"].value)
