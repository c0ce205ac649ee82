"""Each address of the clinic, asked by everybody: what the table of rights says, and nothing else."""

import json

import pytest
from clinic_cast import NOBODY, browsers_of, kept_for, signed_in, somebody
from following_cast import of

from lumbago.web.clinic.models import Message, Note, Task
from lumbago.web.people.rights import TO_CHANGE, TO_LOOK

pytestmark = pytest.mark.django_db

EVERYBODY = {"owner", "clinician", "follower", "guest"}
READERS = {"owner", "clinician", "follower"}
LOOKS = {
    "summary": ("/person/{person}/summary/", EVERYBODY),
    "summary-pdf": ("/person/{person}/summary.pdf", EVERYBODY),
    "messages": ("/person/{person}/messages/", {"owner"}),
    "who-looked": ("/person/{person}/who-looked/", {"owner"}),
    "clinic-history": ("/clinic/{person}/", READERS),
    "clinic-day": ("/clinic/{person}/{kept}/{day}/", READERS),
    "clinic-notes": ("/clinic/{person}/notes/", {"clinician"}),
    "clinic-note-strike": ("/clinic/{person}/notes/{note}/strike/", {"clinician"}),
    "clinic-tasks": ("/clinic/{person}/tasks/", {"clinician"}),
    "clinic-messages": ("/clinic/{person}/messages/", {"clinician"}),
}
CHANGES = {
    "message-read": ("/person/{person}/messages/{message}/read/", {"owner"}),
    "clinic-notes": ("/clinic/{person}/notes/", {"clinician"}),
    "clinic-note-strike": ("/clinic/{person}/notes/{note}/strike/", {"clinician"}),
    "clinic-tasks": ("/clinic/{person}/tasks/", {"clinician"}),
    "clinic-task-done": ("/clinic/{person}/tasks/{task}/done/", {"clinician"}),
    "clinic-task-undo": ("/clinic/{person}/tasks/{task}/undo/", {"clinician"}),
    "clinic-messages": ("/clinic/{person}/messages/", {"clinician"}),
}


@pytest.fixture
def places():
    person = somebody()
    kept = of(kept_for(person))
    clinician = person.grants.get().to
    return {
        "one": person,
        "person": person.pk,
        "kept": kept.pk,
        "day": day_of(kept),
        "note": Note.objects.create(person=person, author=clinician, text="A note").pk,
        "task": Task.objects.create(person=person, author=clinician, text="A task").pk,
        "message": Message.objects.create(person=person, author=clinician, text="A message").pk,
    }


def day_of(kept):
    return json.loads(kept.report)["on"]


def test_the_tables_here_name_every_address_of_the_clinic():
    own = {name for name in TO_LOOK if name.startswith(("clinic", "summary"))} | {"messages", "who-looked"}

    assert set(LOOKS) == own
    assert set(CHANGES) == {name for name in TO_CHANGE if name.startswith("clinic")} | {"message-read"}


@pytest.mark.parametrize("name", LOOKS)
def test_whoever_may_look_sees_it_and_nobody_else(places, name):
    address, allowed = LOOKS[name]

    answers = {
        who: browser.get(address.format(**places)).status_code
        for who, browser in browsers_of(places["one"]).items()
    }

    assert answers == {who: 200 if who in allowed else 404 for who in answers}


@pytest.mark.parametrize("name", CHANGES)
def test_whoever_may_change_can_and_nobody_else(places, name):
    address, allowed = CHANGES[name]
    browsers = browsers_of(places["one"])
    before = [list(model.objects.values_list()) for model in (Note, Task, Message)]

    refused = {
        who: browsers[who].post(address.format(**places), {"text": "Words"}).status_code
        for who in browsers.keys() - allowed
    }
    unchanged = [list(model.objects.values_list()) for model in (Note, Task, Message)] == before
    taken = {
        who: browsers[who].post(address.format(**places), {"text": "Words"}).status_code for who in allowed
    }

    assert set(refused.values()) == {404}
    assert unchanged
    assert set(taken.values()) == {302}


def test_a_clinician_who_is_no_longer_let_in_sees_nothing(places):
    browser = signed_in("clinician")
    places["one"].grants.update(ended_at="2026-01-01T00:00:00Z")

    answers = {browser.get(address.format(**places)).status_code for address, _ in LOOKS.values()}

    assert answers == {404}
    assert "Nobody lets you in" in browser.get("/clinic/").content.decode()


def test_the_ids_of_two_people_never_make_an_address(places):
    other = somebody("Bo")
    kept = of(kept_for(other))
    mixed = f"/clinic/{places['person']}/{kept.pk}/{day_of(kept)}/"

    assert signed_in("clinician").get(mixed).status_code == 404
    assert signed_in("owner").get(mixed).status_code == 404


def test_a_note_a_task_and_a_message_are_found_at_their_own_person_only(places):
    other, browser = somebody("Bo"), signed_in("clinician")

    answers = [
        browser.post(f"/clinic/{other.pk}/notes/{places['note']}/strike/").status_code,
        browser.post(f"/clinic/{other.pk}/tasks/{places['task']}/done/").status_code,
        browser.post(f"/clinic/{other.pk}/tasks/{places['task']}/undo/").status_code,
        signed_in("owner").post(f"/person/{other.pk}/messages/{places['message']}/read/").status_code,
    ]

    assert answers == [404] * 4
    assert not Task.objects.filter(done_at__isnull=False).exists()


def test_what_is_only_a_button_is_no_link(places):
    browser = signed_in("clinician")

    answers = {
        browser.get(CHANGES[name][0].format(**places)).status_code
        for name in ("clinic-task-done", "clinic-task-undo", "message-read")
    }

    assert answers == {405}


@pytest.mark.parametrize("address", ["/clinic/", "/clinic/templates/"])
def test_whoever_is_not_signed_in_is_asked_to(client, address):
    response = client.get(address)

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login/")


def test_there_is_no_log_for_a_clinician_and_no_page_for_nobody():
    browser = signed_in("clinician")
    person = somebody()

    assert browser.get(f"/clinic/{person.pk}/audit/").status_code == 404
    assert browser.get(f"/person/{person.pk}/who-looked/").status_code == 404
    assert browser.get(f"/clinic/{NOBODY}/").status_code == 404


@pytest.mark.parametrize("number", ["0", "99999999999999999999999999"])
def test_a_number_that_nothing_has_is_not_found(number):
    person, browser = somebody(), signed_in("clinician")

    answers = {
        browser.post(f"/clinic/{person.pk}/tasks/{number}/done/").status_code,
        browser.get(f"/clinic/{person.pk}/notes/{number}/strike/").status_code,
        browser.get(f"/clinic/templates/{number}/").status_code,
    }

    assert answers == {404}
    assert browser.get(f"/clinic/{person.pk}/messages/?template={number}").status_code == 200


def test_the_way_to_the_clinic_is_shown_to_clinicians_alone():
    somebody()

    assert 'href="/clinic/"' in signed_in("clinician").get("/what-is/").content.decode()
    assert 'href="/clinic/"' not in signed_in("owner").get("/what-is/").content.decode()
