"""A "yes" to a warning sign that was said without a network is never held back by a clash."""

from datetime import timedelta

import pytest
from following_cast import keep, of, seen_on
from people_cast import account, kept_for, let_in, person_of, signed_in
from sync_cast import GRAVE, MILD, digest, piece, send, stored

from lumbago.knowledge import current
from lumbago.web import actions
from lumbago.web.offline.models import Received
from lumbago.web.people.models import GrantRole
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db

RETENTION = "urinary_retention"
ALARMING = {"nprs": 8, "done": ["short-walks"], "findings": {GRAVE: True, RETENTION: True, MILD: False}}
EMERGENCY = "Emergency: get help now"


@pytest.fixture
def address():
    """A kept report of which another device said today that pain is down."""
    address = keep()
    actions.check_in(of(address), {"nprs": 5, "activity": 5}, on=today())
    return address


def test_each_yes_of_a_piece_that_clashes_is_stored_at_once_and_the_rest_waits_for_the_person(
    client, address
):
    before = digest(address)

    answer = send(client, address, piece(ALARMING))

    told = answer.json()
    assert answer.status_code == 409
    assert stored(address) == {"nprs": 5, "activity": 5, "findings": {GRAVE: True, RETENTION: True}}
    assert told["stored"] == [current().findings[key].sign for key in (GRAVE, RETENTION)]
    assert (told["before"], told["based_on"]) == (before, digest(address))
    assert Received.objects.count() == 0


@pytest.mark.parametrize("page", ["today", "exercises", "week", "progress"])
def test_an_alarm_in_a_piece_that_clashes_stands_on_every_page_before_anybody_chose(client, address, page):
    send(client, address, piece(ALARMING))

    assert EMERGENCY in seen_on(client.get(f"{address}{page}/"))


def test_a_clinician_sees_the_alarm_of_a_piece_that_clashes():
    person = person_of(account("anna"))
    kept = kept_for(person)
    actions.check_in(kept, {"nprs": 5}, on=today())
    let_in(person, "dr-cox", GrantRole.CLINICIAN)
    clinician = signed_in("dr-cox")
    calm = seen_on(clinician.get("/clinic/"))

    send(signed_in("anna"), f"/kept/{kept.id}/", piece(ALARMING))

    assert "Emergency" not in calm
    assert "Emergency" in seen_on(clinician.get("/clinic/"))


@pytest.mark.parametrize(
    "chosen",
    [
        ALARMING,
        {"findings": {GRAVE: True, RETENTION: True}},
        {"findings": ALARMING["findings"], "done": ["short-walks"]},
        {"nprs": 8, "findings": {GRAVE: False, RETENTION: False}},
    ],
    ids=["mine", "there", "both", "one that takes it back"],
)
def test_whatever_is_chosen_after_a_clash_each_yes_stays(client, address, chosen):
    clash = send(client, address, piece(ALARMING)).json()

    answer = send(client, address, piece(chosen, based_on=clash["based_on"]))

    assert answer.status_code == 200
    assert [stored(address)["findings"][key] for key in (GRAVE, RETENTION)] == [True, True]
    assert stored(address)["nprs"] == chosen.get("nprs", 5)


def test_a_clash_that_is_sent_twice_is_answered_alike(client, address):
    sent = piece(ALARMING)

    first, again = send(client, address, sent).json(), send(client, address, sent).json()

    assert again == {**first, "before": first["based_on"]}


def test_a_piece_that_clashes_and_cannot_be_stores_no_yes_either(client):
    address, early = keep(days_ago=2), today() - timedelta(days=3)

    answer = send(client, address, piece(ALARMING, on=early))

    assert answer.status_code == 422
    assert stored(address, early) == {}


def test_what_was_stored_says_what_the_day_held_before(client, address):
    before = digest(address)

    answer = send(client, address, piece({"findings": {MILD: False}}))

    assert (answer.json()["before"], answer.json()["based_on"]) == (before, digest(address))
