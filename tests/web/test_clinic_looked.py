"""Who came to a person's pages, in words that the owner understands."""

import re
from pathlib import Path

import pytest
from clinic_cast import account, guest_of, kept_for, let_in, signed_in, somebody
from following_cast import seen_on

from lumbago.web.clinic.looked import ACT_WORDS, CHANGE_WORDS, OTHER_LOOK, act_words, looks_of
from lumbago.web.people.models import AuditEntry, GrantRole
from lumbago.web.people.rights import TO_CHANGE, TO_LOOK

pytestmark = pytest.mark.django_db

WEB = Path(__file__).parents[2] / "src" / "lumbago" / "web"


def looks(person):
    return signed_in("owner").get(f"/person/{person.pk}/who-looked/").context["looks"]


def told(person):
    return [(look.who, look.role, look.what) for look in looks(person)]


@pytest.mark.parametrize("name", sorted(TO_LOOK))
def test_every_address_that_shows_something_is_told_in_words(name):
    assert act_words(name, "GET")
    assert act_words(name, "HEAD") == act_words(name, "GET")


@pytest.mark.parametrize("name", sorted(TO_CHANGE))
def test_every_address_that_changes_something_is_told_in_words(name):
    assert act_words(name, "POST")


def test_every_address_of_the_clinic_has_words_of_its_own():
    def own(table):
        return {name for name in table if name.startswith(("clinic", "summary", "message", "who"))}

    assert own(TO_LOOK) - set(ACT_WORDS) == set()
    assert own(TO_CHANGE) - set(CHANGE_WORDS) == set()


def test_no_words_are_kept_for_an_address_that_nobody_has():
    code = "".join(path.read_text(encoding="utf-8") for path in WEB.rglob("*.py"))
    named = set(re.findall(r'name="([\w-]+)"', code))

    assert set(ACT_WORDS) | set(CHANGE_WORDS) <= named


def test_an_address_without_words_of_its_own_is_still_told():
    assert act_words("a-page-of-tomorrow", "GET") == str(OTHER_LOOK)


def test_whoever_came_is_named_by_account_by_link_or_as_you(client):
    person = somebody()
    kept_for(person)
    let_in(person, "family", GrantRole.FOLLOWER)
    signed_in("clinician").get(f"/clinic/{person.pk}/")
    signed_in("clinician").post(f"/clinic/{person.pk}/tasks/", {"text": "Call"})
    signed_in("family").get(f"/person/{person.pk}/summary/")
    guest_of(person).get(f"/person/{person.pk}/summary.pdf")
    signed_in("owner").post(f"/kept/{person.kept.get().pk}/undo/", {"on": "2026-03-02"})

    assert told(person) == [
        ("You", "owner", "Take a check-in back"),
        ("Dr Who", "by a link", "Fetch the summary as a PDF"),
        ("family", "follower", "Look at the summary"),
        ("clinician", "clinician", "Write down a task"),
        ("clinician", "clinician", "Look at the history"),
    ]


def test_being_seen_in_a_list_is_told_to_the_person():
    person = somebody()

    signed_in("clinician").get("/clinic/")

    assert told(person) == [("clinician", "clinician", "See the name, level and pain in the clinic’s list")]


def test_a_look_that_was_refused_is_no_look():
    person = somebody()

    signed_in("stranger").get(f"/clinic/{person.pk}/")

    assert told(person) == []
    assert "Nobody but you has come here" in seen_on(
        signed_in("owner").get(f"/person/{person.pk}/who-looked/")
    )


def test_whoever_is_gone_is_told_without_a_name():
    person = somebody()
    entries = [
        AuditEntry.objects.create(by=by, role="clinician", act="today", method="GET", person=person.pk)
        for by in ("account:999", "link:none-such", "device", "account:x")
    ]

    assert [look.who for look in looks_of(entries, person)] == [
        "Somebody who is not here any more",
        "Somebody who is not here any more",
        "This device",
        "Somebody who is not here any more",
    ]


def test_nobody_sees_who_looked_at_somebody_else():
    mine, other = somebody("Mine"), somebody("Other", owner="another")
    AuditEntry.objects.create(
        by=f"account:{account('clinician').pk}", role="clinician", act="today", method="GET", person=other.pk
    )

    assert told(mine) == []


def test_the_lines_are_paged_the_latest_first(monkeypatch):
    monkeypatch.setattr("lumbago.web.clinic.views.looking.ON_A_PAGE", 2)
    person = somebody()
    for act in ("today", "kept", "review"):
        AuditEntry.objects.create(by="device", role="owner", act=act, method="GET", person=person.pk)
    owner = signed_in("owner")

    first = owner.get(f"/person/{person.pk}/who-looked/")
    second = owner.get(f"/person/{person.pk}/who-looked/?page=2")

    assert [look.what for look in first.context["looks"]] == [
        "Look at how it goes",
        "Look at an answer as it was given",
    ]
    assert [look.what for look in second.context["looks"]] == ["Look at Today"]
