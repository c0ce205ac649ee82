"""What a device that several people use tells the next one, and who may be called what on it."""

import pytest
from django.test import Client
from people_cast import PASSWORD, account, person_of, signed_in
from web_cast import NUMB, STRAINED, answers_of, walk

from lumbago.web.people.models import Person

READABLE = ["Anna Roth", "王小明", "محمد", "میلاد\u200cخانی", "Ζωή 😀", "Mum 👩\u200d⚕️", "O’Neil (2)"]
UNREADABLE = [
    "\u200b",
    "\u202e",
    "\u202eannA",
    "An\u200dna\u200d",
    "Anna\u2066",
    "\u3164",
    "\u2800\u2800",
    "\u0301",
    "An\x07na",
    "A\u2028B",
    "\u00ad\ufeff",
]


def named(client, name):
    return client.post("/mine/add/", {"name": name})


@pytest.mark.django_db
def test_signing_out_forgets_the_answers_of_the_last_interview():
    client = signed_in("anna")
    walk(client, STRAINED)
    assert answers_of(client)["s"]

    client.post("/account/logout/")

    assert not client.cookies["answers"].value
    assert client.get("/result/").headers["Location"] == "/"


@pytest.mark.django_db
def test_whoever_was_away_for_too_long_is_signed_out_and_their_answers_are_forgotten(settings):
    client = signed_in("anna")
    walk(client, STRAINED)
    settings.SESSION_LASTS = 0

    answer = client.get("/result/")

    assert answer.headers["Location"] == "/"
    assert not client.cookies["answers"].value


@pytest.mark.django_db
def test_signing_in_keeps_the_answers_so_that_they_can_be_kept():
    client = Client()
    walk(client, STRAINED)
    account("anna").set_password(PASSWORD)
    client.force_login(account("anna"), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/result/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", READABLE)
def test_a_name_of_any_script_is_taken(name):
    assert named(Client(), name).status_code == 302
    assert Person.objects.get().name == name


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNREADABLE, ids=ascii)
def test_a_name_that_nobody_can_read_is_refused_in_plain_words(name):
    page = named(Client(), name)

    assert page.status_code == 400
    assert "letters that nobody can see" in page.text or "it is empty" in page.text
    assert not Person.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["an\u200cna", "ANNA  ROTH"])
def test_two_names_that_look_the_same_are_the_same(name):
    client = signed_in("anna")
    for known in ("Anna", "Anna\u00a0Roth"):
        person_of(account("anna"), known)

    assert named(client, name).status_code == 400


@pytest.mark.django_db
def test_for_whom_a_link_is_must_be_readable_too():
    anna = person_of(account("anna"))
    said = {"kind": "look", "label": "\u202ennaK rD", "name": "Anna", "lasts": "7"}

    page = signed_in("anna").post(f"/person/{anna.pk}/share/", said)

    assert page.status_code == 400
    assert "letters that nobody can see" in page.text
    assert not anna.links.exists()


@pytest.fixture
def page():
    """The page of an answer, in a browser without any cookie of ours but the one of its answers."""
    client = Client()
    return walk(client, STRAINED).context


def kept_by_a_tap(page, **said):
    client = Client()
    answer = client.post("/keep/", {"report": page["report"], "key": page["form_key"], **said})
    return client, answer


@pytest.mark.django_db
@pytest.mark.parametrize("said", [{}, {"name": "Mum"}, {"person": "new"}])
def test_two_taps_on_keep_make_one_person_and_keep_one_answer(page, said):
    first, answer = kept_by_a_tap(page, **said)
    second, again = kept_by_a_tap(page, **said)

    assert Person.objects.get().kept.count() == 1
    assert again.headers["Location"] == answer.headers["Location"]
    assert first.cookies["device"].value == second.cookies["device"].value
    assert second.get(again.headers["Location"]).status_code == 200


@pytest.mark.django_db
def test_a_second_tap_that_brings_the_new_cookie_along_makes_nothing_more(page):
    client, _ = kept_by_a_tap(page)
    said = {"report": page["report"], "key": page["form_key"], "person": "new", "name": "Mum"}

    for _tap in range(2):
        assert client.post("/keep/", said).status_code == 302

    assert sorted(Person.objects.values_list("name", flat=True)) == ["Me", "Mum"]


@pytest.mark.django_db
def test_two_taps_on_add_make_one_person():
    said = {"name": "Mum", "key": Client().get("/mine/add/").context["form_key"]}
    first, second = Client(), Client()

    assert [one.post("/mine/add/", said).status_code for one in (first, first, second)] == [302, 302, 302]

    assert Person.objects.count() == 1
    assert first.cookies["device"].value == second.cookies["device"].value


@pytest.mark.django_db
def test_a_form_that_is_sent_again_reaches_nobody_who_moved_to_an_account(page):
    kept_by_a_tap(page)
    anna = account("anna")
    Person.objects.update(owner=anna, device="")

    kept_by_a_tap(page)

    assert anna.people.get().kept.count() == 1
    assert Person.objects.filter(owner=None).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "guessed", "guessed:signature"])
def test_a_form_key_that_is_not_ours_is_none(page, key):
    for _tap in range(2):
        Client().post("/keep/", {"report": page["report"], "key": key})

    assert Person.objects.count() == len({one.device for one in Person.objects.all()}) == 2


@pytest.mark.django_db
def test_the_key_of_a_form_opens_nothing(page):
    _, answer = kept_by_a_tap(page)
    thief = Client()
    thief.cookies["device"] = page["form_key"].partition(":")[0]

    assert thief.get(answer.headers["Location"]).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("planted", ["1", "the-key-that-a-stranger-knows", "A" * 32])
def test_a_key_that_was_not_made_here_is_replaced_before_it_opens_anything(planted):
    client, stranger = Client(), Client()
    client.cookies["device"] = stranger.cookies["device"] = planted

    client.post("/mine/add/", {"name": "Mum"})

    assert client.cookies["device"].value != planted
    assert len(client.cookies["device"].value) == 32
    assert "Mum" in client.get("/mine/").text
    assert "Mum" not in stranger.get("/mine/").text


@pytest.mark.django_db
def test_a_key_by_which_somebody_is_kept_stays():
    client = Client()
    client.post("/mine/add/", {"name": "Mum"})
    key = client.cookies["device"].value

    client.post("/mine/add/", {"name": "Dad"})

    assert client.cookies["device"].value == key


def title_of(page):
    return page.text.partition("<title>")[2].partition("</title>")[0]


@pytest.mark.parametrize("person", [STRAINED, NUMB], ids=["calm", "emergency"])
def test_the_list_of_visited_pages_tells_no_answer(person):
    client = Client()

    assert title_of(walk(client, person)) == "The answer · Lumbago"


def test_an_emergency_among_answers_that_were_not_taken_stays_out_of_the_title():
    page = Client().post("/interview/1/", {"saddle_numbness": "yes", "urinary_retention": "yes"})

    assert page.status_code == 409
    assert title_of(page) == "The answer · Lumbago"
