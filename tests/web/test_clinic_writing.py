"""What clinicians write: notes that are never edited, tasks, templates, messages; and who reads them."""

from datetime import timedelta

import pytest
from clinic_cast import account, kept_for, let_in, signed_in, somebody
from following_cast import main_of, of, seen_on

from lumbago.web.clinic.forms import filled
from lumbago.web.clinic.models import LONGEST_TEXT, Message, MessageTemplate, Note, Task
from lumbago.web.clinic.showing import messages_for
from lumbago.web.clinic.writing import MOST_TEMPLATES
from lumbago.web.people.models import GrantRole
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return signed_in("clinician")


@pytest.fixture
def person():
    return somebody()


def test_a_note_is_kept_with_its_author_and_read_by_every_clinician(clinician, person):
    let_in(person, "colleague")

    clinician.post(f"/clinic/{person.pk}/notes/", {"text": "Reflexes normal.\n<b>No</b> scan."})

    seen = signed_in("colleague").get(f"/clinic/{person.pk}/notes/").content.decode()
    assert "Reflexes normal." in seen
    assert "&lt;b&gt;No&lt;/b&gt; scan." in seen
    assert "clinician" in seen


def test_a_note_is_struck_out_after_one_question_and_stays_readable(clinician, person):
    clinician.post(f"/clinic/{person.pk}/notes/", {"text": "Wrong person."})
    note = Note.objects.get()
    address = f"/clinic/{person.pk}/notes/{note.pk}/strike/"

    asked = seen_on(clinician.get(address))
    still = Note.objects.get().struck_at
    clinician.post(address)

    assert "This cannot be undone" in asked
    assert still is None
    assert Note.objects.get().text == "Wrong person."
    page = main_of(clinician.get(f"/clinic/{person.pk}/notes/"))
    assert "<s>Wrong person.</s>" in page
    assert "Struck out on" in page
    assert "Strike it out" not in page


def test_only_its_author_strikes_a_note_out_and_only_once(clinician, person):
    let_in(person, "colleague")
    note = Note.objects.create(person=person, author=account("clinician"), text="Mine")
    address = f"/clinic/{person.pk}/notes/{note.pk}/strike/"

    others = signed_in("colleague").post(address).status_code
    clinician.post(address)
    first = Note.objects.get().struck_at

    assert others == 404
    assert clinician.post(address).status_code == 404
    assert Note.objects.get().struck_at == first


def test_no_address_edits_or_deletes_a_note(clinician, person):
    note = Note.objects.create(person=person, author=account("clinician"), text="As it was")

    for way in ("", "edit/", "delete/"):
        clinician.post(f"/clinic/{person.pk}/notes/{note.pk}/{way}", {"text": "Another"})

    assert Note.objects.get().text == "As it was"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write the note first"),
        ("  \n ", "Write the note first"),
        ("x" * (LONGEST_TEXT + 1), "at most 4000"),
    ],
    ids=["empty", "blank", "too long"],
)
def test_a_note_that_cannot_be_kept_is_told_at_its_field_and_nothing_is_lost(clinician, person, text, words):
    response = clinician.post(f"/clinic/{person.pk}/notes/", {"text": text})

    page = main_of(response)
    assert response.status_code == 400
    assert words in page
    assert 'href="#q-text"' in page
    assert 'aria-invalid="true"' in page
    assert text.strip() in page
    assert not Note.objects.exists()


def test_a_task_is_added_done_and_opened_again(clinician, person):
    clinician.post(f"/clinic/{person.pk}/tasks/", {"text": "Call about the scan", "due": str(today())})
    task = Task.objects.get()

    clinician.post(f"/clinic/{person.pk}/tasks/{task.pk}/done/")
    done = Task.objects.get()
    in_list = seen_on(clinician.get(f"/clinic/{person.pk}/tasks/?show=done"))
    clinician.post(f"/clinic/{person.pk}/tasks/{task.pk}/undo/")

    assert (done.due, done.done_by, done.done_at is None) == (today(), account("clinician"), False)
    assert "Done on" in in_list
    assert Task.objects.get().done_at is None
    assert "Call about the scan" in seen_on(clinician.get(f"/clinic/{person.pk}/tasks/"))


def test_doing_a_task_twice_keeps_who_did_it_first(clinician, person):
    let_in(person, "colleague")
    task = Task.objects.create(person=person, text="Call", author=account("clinician"))
    clinician.post(f"/clinic/{person.pk}/tasks/{task.pk}/done/")

    again = signed_in("colleague").post(f"/clinic/{person.pk}/tasks/{task.pk}/done/")

    assert again.status_code == 302
    assert Task.objects.get().done_by == account("clinician")


def test_what_is_due_first_is_first_and_what_is_late_says_so(clinician, person):
    for text, days in (("Later", 3), ("Late", -1), ("Sometime", None)):
        due = None if days is None else today() + timedelta(days=days)
        Task.objects.create(person=person, text=text, due=due, author=account("clinician"))

    seen = seen_on(clinician.get(f"/clinic/{person.pk}/tasks/"))

    assert seen.index("Late Due on") < seen.index("Later Due on") < seen.index("Sometime No day set")
    assert seen.count(" late ") == 1


def test_a_day_that_is_none_is_told_at_its_field(clinician, person):
    response = clinician.post(f"/clinic/{person.pk}/tasks/", {"text": "Call", "due": "soon"})

    assert response.status_code == 400
    assert "Write the day as 2026-03-02, or leave it out." in seen_on(response)
    assert not Task.objects.exists()


def test_a_message_from_a_template_has_the_persons_name(clinician, person):
    clinician.post("/clinic/templates/", {"title": "Walk", "text": "Dear {name}, walk {more}."})
    template = MessageTemplate.objects.get()

    page = main_of(clinician.get(f"/clinic/{person.pk}/messages/?template={template.pk}"))
    clinician.post(f"/clinic/{person.pk}/messages/", {"text": template.text})

    assert "Dear Ana, walk {more}." in page
    assert Message.objects.get().text == "Dear Ana, walk {more}."
    assert Message.objects.get().author == account("clinician")


def test_a_name_with_signs_of_its_own_fills_a_template_as_it_is():
    assert filled("{name} {0} {name.x}", "{name} %s") == "{name} %s {0} {name.x}"


def test_templates_are_of_one_account_alone(clinician):
    template = MessageTemplate.objects.create(author=account("colleague"), title="Theirs", text="Words")
    person = somebody()

    answers = [
        clinician.get(f"/clinic/templates/{template.pk}/").status_code,
        clinician.post(f"/clinic/templates/{template.pk}/", {"title": "x", "text": "x"}).status_code,
        clinician.post(f"/clinic/templates/{template.pk}/delete/").status_code,
    ]

    assert answers == [404] * 3
    assert MessageTemplate.objects.get().title == "Theirs"
    assert "Theirs" not in seen_on(clinician.get("/clinic/templates/"))
    assert "Words" not in main_of(clinician.get(f"/clinic/{person.pk}/messages/?template={template.pk}"))


def test_a_template_is_changed_and_deleted_after_one_question(clinician, person):
    template = MessageTemplate.objects.create(author=account("clinician"), title="Old", text="Words")
    clinician.post(f"/clinic/{person.pk}/messages/", {"text": "Words"})

    clinician.post(f"/clinic/templates/{template.pk}/", {"title": "New", "text": "Others"})
    changed = MessageTemplate.objects.get().title
    asked = seen_on(clinician.get(f"/clinic/templates/{template.pk}/delete/"))
    still = MessageTemplate.objects.count()
    clinician.post(f"/clinic/templates/{template.pk}/delete/")

    assert (changed, still, MessageTemplate.objects.count()) == ("New", 1, 0)
    assert "Delete “New”?" in asked
    assert Message.objects.get().text == "Words"


def test_there_is_an_end_to_templates(clinician):
    author = account("clinician")
    MessageTemplate.objects.bulk_create(
        MessageTemplate(author=author, title=str(number), text="x") for number in range(MOST_TEMPLATES)
    )

    response = clinician.post("/clinic/templates/", {"title": "One more", "text": "x"})

    assert response.status_code == 400
    assert MessageTemplate.objects.count() == MOST_TEMPLATES


def test_a_person_reads_a_message_and_the_clinician_sees_that(clinician, person):
    kept = kept_for(person)
    clinician.post(f"/clinic/{person.pk}/messages/", {"text": "Please call."})
    before = seen_on(clinician.get(f"/clinic/{person.pk}/messages/"))
    owner = signed_in("owner")
    (message,) = messages_for(person)
    waiting = seen_on(owner.get(f"/person/{person.pk}/messages/"))

    response = owner.post(f"/person/{person.pk}/messages/{message.pk}/read/")

    assert "Not read yet" in before
    assert "A message from your clinic" in waiting
    assert "Please call." in waiting
    assert response.headers["Location"] == f"/kept/{of(kept).pk}/today/"
    assert messages_for(person) == []
    assert "Read on" in seen_on(clinician.get(f"/clinic/{person.pk}/messages/"))
    assert "Please call." in seen_on(owner.get(f"/person/{person.pk}/messages/"))


def test_after_reading_the_page_of_messages_leads_back_to_itself(person):
    message = Message.objects.create(person=person, author=account("clinician"), text="Words")
    owner = signed_in("owner")

    here = owner.post(f"/person/{person.pk}/messages/{message.pk}/read/", {"then": "messages"})
    again = owner.post(f"/person/{person.pk}/messages/{message.pk}/read/")

    assert here.headers["Location"] == again.headers["Location"] == f"/person/{person.pk}/messages/"


def test_what_waits_for_a_person_is_shown_to_them_alone(person):
    from django.template.loader import render_to_string

    from lumbago.web.people.rights import Role

    Message.objects.create(person=person, author=account("clinician"), text="Please <b>call</b>.")
    shown = {"unread_messages": messages_for(person)}

    owners = render_to_string("clinic/messages_for.html", {**shown, "role": Role.OWNER})
    familys = render_to_string("clinic/messages_for.html", {**shown, "role": Role.FOLLOWER})

    assert "Please &lt;b&gt;call&lt;/b&gt;." in owners
    assert "I have read it" in owners
    assert familys.strip() == ""


def test_words_of_an_account_that_is_gone_stay_without_its_name(clinician, person):
    let_in(person, "leaving")
    leaving = account("leaving")
    Note.objects.create(person=person, author=leaving, text="Seen in March.")
    Message.objects.create(person=person, author=leaving, text="See you in May.")
    Task.objects.create(person=person, author=leaving, text="Ask for the scan", done_by=leaving)
    leaving.delete()

    pages = [seen_on(clinician.get(f"/clinic/{person.pk}/{tab}/")) for tab in ("notes", "messages", "tasks")]

    assert all("somebody who is not here any more" in page for page in pages)
    assert "Seen in March." in pages[0]


@pytest.mark.parametrize("tab", ["notes", "tasks", "messages"])
def test_what_grows_is_paged(clinician, person, tab, monkeypatch):
    monkeypatch.setattr("lumbago.web.clinic.views.caring.ON_A_PAGE", 2)
    for number in range(3):
        clinician.post(f"/clinic/{person.pk}/{tab}/", {"text": f"Number {number}"})

    first = seen_on(clinician.get(f"/clinic/{person.pk}/{tab}/"))
    second = seen_on(clinician.get(f"/clinic/{person.pk}/{tab}/?page=2"))

    assert "Page 1 of 2" in first
    assert sum(f"Number {number}" in first for number in range(3)) == 2
    assert sum(f"Number {number}" in second for number in range(3)) == 1


@pytest.mark.parametrize("tab", ["notes", "tasks", "messages"])
def test_an_empty_page_says_what_to_do(clinician, person, tab):
    seen = seen_on(clinician.get(f"/clinic/{person.pk}/{tab}/"))

    assert any(words in seen for words in ("in the box above", "Nothing was sent yet", "You have none yet"))


def test_family_never_sees_notes_or_messages(person):
    let_in(person, "family", GrantRole.FOLLOWER)
    Note.objects.create(person=person, author=account("clinician"), text="Only for us")
    kept_for(person)

    page = signed_in("family").get(f"/clinic/{person.pk}/").content.decode()

    assert "Only for us" not in page
    assert f"/clinic/{person.pk}/notes/" not in page
