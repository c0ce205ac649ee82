"""Check-ins from a device that had no network: each once, none lost, and no alarm undone."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from following_cast import keep, of, seen_on, take_back
from people_cast import account, device, kept_for, let_in, link_to, opened, person_of, signed_in
from sync_cast import GRAVE, MILD, digest, piece, send, state, stored
from web_cast import DEVICE

from lumbago.knowledge import current
from lumbago.web import actions
from lumbago.web.models import KeptCheckIn
from lumbago.web.offline import syncing
from lumbago.web.offline.models import Received
from lumbago.web.people.models import AuditEntry, GrantRole
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db

SAID = {"nprs": 5, "activity": 8, "findings": {GRAVE: False, MILD: False}, "done": ["short-walks"]}


def elsewhere(address, **said):
    """Say something on another device, which has a network."""
    actions.check_in(of(address), said, on=today())


def test_what_was_said_without_a_network_is_stored_on_its_day(client):
    address, yesterday = keep(), today() - timedelta(days=1)

    answer = send(client, address, piece(SAID, on=yesterday))

    assert answer.status_code == 200
    assert stored(address, yesterday) == SAID
    assert stored(address) == {}


def test_the_same_key_twice_is_stored_once_and_answered_alike(client):
    address, sent = keep(), piece(SAID)

    first = send(client, address, sent)
    elsewhere(address, nprs=2)
    again = send(client, address, sent)

    assert again.json() == first.json()
    assert stored(address)["nprs"] == 2
    assert Received.objects.count() == 1


def test_of_two_that_send_the_same_key_at_the_same_moment_one_is_stored_and_both_hear_the_same(
    client, monkeypatch
):
    address, sent = keep(), piece(SAID)
    first = send(client, address, sent)
    asked, answered = iter([None]), syncing._answered
    monkeypatch.setattr(syncing, "_answered", lambda *of_whom: next(asked, answered(*of_whom)))

    again = send(client, address, sent)

    assert (again.status_code, again.json()) == (200, first.json())
    assert Received.objects.count() == 1


@pytest.mark.parametrize("since", [{}, {"nprs": 2}], ids=["nothing since", "something else since"])
def test_what_was_taken_back_is_not_stored_again_and_whoever_never_heard_the_answer_is_told(client, since):
    address, sent = keep(), piece(SAID)
    send(client, address, sent)

    take_back(client, address)
    if since:
        elsewhere(address, **since)
    answer = send(client, address, sent)

    assert (answer.status_code, answer.json()["code"]) == (422, "taken-back")
    assert "Check in again if it still holds." in answer.json()["detail"]
    assert stored(address) == since


def test_two_devices_that_agree_are_joined(client):
    address = keep()
    elsewhere(address, nprs=5, done=["glute-bridge"])

    answer = send(client, address, piece(SAID))

    assert answer.json()["was_current"] is False
    assert stored(address) == {**SAID, "done": ["glute-bridge", "short-walks"]}


@pytest.mark.parametrize(
    ("there", "mine", "clash"),
    [
        ({"nprs": 7}, {"nprs": 5}, ("nprs", "Pain now", "5 of 10", "7 of 10")),
        ({"activity": 3}, {"activity": 8}, ("activity", "What you could do", "Most things", "A little")),
        (
            {"rmdq_percent": 50.0},
            {"rmdq": [1]},
            ("rmdq", "What your back makes hard", "4 of 100", "50 of 100"),
        ),
        (
            {"felt": [{"exercise": "glute-bridge", "hurt": 6}]},
            {"felt": [{"exercise": "glute-bridge", "hurt": 2, "could_do": True}]},
            ("felt:glute-bridge", "Glute bridge", "could do it, pain 2 of 10", "pain 6 of 10"),
        ),
    ],
    ids=["pain", "activity", "disability", "an exercise"],
)
def test_where_two_devices_do_not_agree_both_are_shown_and_nothing_is_stored(client, there, mine, clash):
    address = keep()
    elsewhere(address, **there)
    before = stored(address)

    answer = send(client, address, piece({**mine, "done": ["short-walks"]}))

    assert answer.status_code == 409
    assert [tuple(one.values()) for one in answer.json()["clashes"]] == [clash]
    assert answer.json()["based_on"] == digest(address)
    assert stored(address) == before
    assert Received.objects.count() == 0


def test_who_chose_their_own_answer_sends_it_again_on_top_of_what_is_there(client):
    address, sent = keep(), piece(SAID)
    elsewhere(address, nprs=7)
    clash = send(client, address, sent).json()

    answer = send(client, address, {**sent, "based_on": clash["based_on"]})

    assert answer.json()["was_current"] is True
    assert stored(address)["nprs"] == 5


def test_a_day_that_changed_again_while_the_person_chose_is_a_clash_again(client):
    address, sent = keep(), piece(SAID)
    elsewhere(address, nprs=7)
    clash = send(client, address, sent).json()
    elsewhere(address, nprs=8)

    answer = send(client, address, {**sent, "based_on": clash["based_on"]})

    assert answer.status_code == 409
    assert stored(address)["nprs"] == 8


def test_the_digest_of_a_day_is_empty_until_something_is_said_and_changes_with_it(client):
    address = keep()

    seen = [state(client, address).json()["based_on"]]
    for nprs in (5, 6):
        elsewhere(address, nprs=nprs)
        seen.append(state(client, address).json()["based_on"])

    assert seen[0] == ""
    assert len(set(seen)) == 3


@pytest.mark.parametrize("sign", [GRAVE, MILD])
@pytest.mark.parametrize("knew", [True, False], ids=["who had seen the yes", "who had not"])
def test_a_no_that_is_sent_later_never_takes_a_yes_of_its_day_back_and_says_so(client, sign, knew):
    address = keep()
    elsewhere(address, findings={sign: True})

    based_on = digest(address) if knew else ""
    answer = send(client, address, piece({"nprs": 1, "findings": {sign: False}}, based_on=based_on))

    assert answer.json()["stayed"] == [current().findings[sign].sign]
    assert stored(address)["findings"][sign] is True
    assert stored(address)["nprs"] == 1


def test_a_yes_that_is_sent_later_counts_though_a_no_was_said_meanwhile(client):
    address = keep()
    elsewhere(address, nprs=3, findings={GRAVE: False, "urinary_retention": False})

    send(client, address, piece({"findings": {GRAVE: True, "urinary_retention": True}}))

    assert "Emergency: get help now" in seen_on(client.get(f"{address}today/"))


def test_of_one_exercise_what_each_device_said_is_kept(client):
    address = keep()
    elsewhere(address, felt=[{"exercise": "glute-bridge", "hurt": 2}])

    send(client, address, piece({"felt": [{"exercise": "glute-bridge", "effort": "right"}]}))

    assert stored(address)["felt"] == [{"exercise": "glute-bridge", "hurt": 2, "effort": "right"}]


@pytest.mark.parametrize(("rmdq", "percent"), [([1, 4, 9], 12.5), ([], 0.0), ([4, 4], 4.2)])
def test_sentences_become_the_share_that_the_form_makes_of_them(client, rmdq, percent):
    address = keep()

    send(client, address, piece({"nprs": 4, "rmdq": rmdq}))

    assert stored(address)["rmdq_percent"] == percent


@pytest.mark.parametrize(
    ("days_ago", "status"), [(-1, 422), (0, 200), (14, 200), (15, 422)], ids=lambda value: str(value)
)
def test_a_day_to_come_or_long_past_is_refused_in_plain_words(client, days_ago, status):
    address = keep(days_ago=20)

    answer = send(client, address, piece(SAID, on=today() - timedelta(days=days_ago)))

    assert answer.status_code == status
    if status == 422:
        told = answer.json()
        assert told["code"] == ("future" if days_ago < 0 else "too-old")
        assert told["detail"].endswith((".", "."))
        assert KeptCheckIn.objects.count() == 0


UNSTORABLE = {
    "a sign that does not exist": {"findings": {"levitation": True}},
    "what a check-in does not ask about": {"findings": {"lifted": False}},
    "an exercise that does not exist": {"done": ["levitation"]},
    "a feeling about none": {"felt": [{"exercise": "levitation", "hurt": 1}]},
    "nothing": {},
    "pain of eleven": {"nprs": 11},
    "pain in words": {"nprs": "5"},
    "a misspelt field": {"nrps": 5},
    "a yes in words": {"findings": {MILD: "yes"}},
    "sentence 25": {"rmdq": [25]},
}


@pytest.mark.parametrize("said", UNSTORABLE.values(), ids=UNSTORABLE)
def test_what_cannot_be_is_refused_and_leaves_no_trace(client, said):
    address = keep()

    answer = send(client, address, piece(said))

    assert answer.status_code == 422
    assert set(answer.json()) == {"code", "detail"}
    assert Received.objects.count() == KeptCheckIn.objects.count() == 0


def test_a_check_in_before_its_report_is_refused(client):
    address = keep(days_ago=2)

    answer = send(client, address, piece(SAID, on=today() - timedelta(days=3)))

    assert (answer.status_code, answer.json()["code"]) == (422, "impossible")
    assert KeptCheckIn.objects.count() == 0


def test_a_refusal_names_the_field_and_never_what_was_in_it(client):
    answer = send(client, keep(), piece({"nprs": "it hurts so much"}))

    assert "said" in answer.json()["detail"]
    assert "hurts" not in answer.text


def test_no_key_is_taken_for_another_report(client):
    one, other, sent = keep(), keep(), piece(SAID)

    send(client, one, sent)
    send(client, other, sent)

    assert stored(one) == stored(other) == SAID


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "check-ins", 405),
        ("post", "day/2026-03-02", 404),
        ("put", "check-ins", 405),
        ("get", "day/yesterday", 422),
        ("get", "nothing", 404),
    ],
)
def test_whatever_is_refused_is_told_as_json(client, method, path, status):
    answer = getattr(client, method)(f"/api{keep()}{path}")

    assert answer.status_code == status
    assert set(answer.json()) == {"code", "detail"}
    assert ("Allow" in answer) == (status == 405)


def test_what_is_no_json_or_too_large_is_refused(client):
    address = f"/api{keep()}check-ins"

    broken = client.post(address, "{", content_type="application/json")
    large = client.post(address, "x" * 5_000_000, content_type="application/json")

    assert (broken.status_code, large.status_code) == (400, 413)
    assert {broken.json()["code"], large.json()["code"]} == {"unreadable", "too-large"}


def with_token(client, address):
    return {"X-CSRFToken": state(client, address).json()["csrf_token"]}


def test_without_the_token_of_this_site_nothing_is_stored():
    client = Client(enforce_csrf_checks=True)
    client.cookies["device"] = DEVICE
    address = keep()

    refused = send(client, address, piece(SAID))
    taken = send(client, address, piece(SAID), **with_token(client, address))

    assert (refused.status_code, refused.json()["code"]) == (403, "token")
    assert taken.status_code == 200


VISITORS = {
    "owner": (lambda person: signed_in("anna"), True),
    "follower": (lambda person: let_in(person, "fay") and signed_in("fay"), False),
    "clinician": (
        lambda person: let_in(person, "dr-cox", GrantRole.CLINICIAN) and signed_in("dr-cox"),
        False,
    ),
    "guest": (lambda person: opened(link_to(person)[1]), False),
    "another account": (lambda person: signed_in("ben"), False),
    "another device": (lambda person: device("another-key"), False),
    "signed out": (lambda person: device(""), False),
}


@pytest.mark.parametrize("visitor", VISITORS)
def test_only_the_owner_sends_and_nobody_else_learns_that_there_is_a_report(visitor):
    person = person_of(account("anna"))
    kept = kept_for(person)
    come, may = VISITORS[visitor]
    client, address = come(person), f"/kept/{kept.id}/"

    looked, sent = state(client, address), send(client, address, piece(SAID))
    nowhere = send(client, "/kept/nothing-was-ever-kept/", piece(SAID))

    assert (looked.status_code, sent.status_code) == ((200, 200) if may else (404, 404))
    assert may or sent.content == nowhere.content
    assert KeptCheckIn.objects.count() == int(may)


def test_each_sending_is_in_the_audit_log_and_says_nothing_of_the_person(client):
    address = keep()

    send(client, address, piece({"nprs": 9, "findings": {GRAVE: True}}))

    line = AuditEntry.objects.get(act="sync-check-in")
    assert (line.method, line.role) == ("POST", "owner")


def test_nothing_private_is_kept_by_caches_on_the_way(client):
    address = keep()

    answers = [state(client, address), send(client, address, piece(SAID)), send(client, address, piece({}))]

    assert all("no-store" in answer["Cache-Control"] for answer in answers)


def test_deleting_a_report_deletes_what_was_received(client):
    address = keep()
    send(client, address, piece(SAID))

    client.post(f"{address}delete/")

    assert Received.objects.count() == 0


def test_the_api_describes_itself_without_any_other_site(client):
    told = client.get("/api/openapi.json")

    assert list(told.json()["paths"]) == ["/api/kept/{kept_id}/day/{on}", "/api/kept/{kept_id}/check-ins"]
    assert "http" not in json.dumps(told.json())
    assert client.get("/api/docs").status_code == 404


def test_the_answer_carries_the_key_that_was_sent(client):
    key = str(uuid.uuid4())

    assert send(client, keep(), piece(SAID, key=key)).json()["key"] == key
