"""Several people on one device or in one account: each is somebody, and none is mixed with another."""

import html

import pytest
from django.test import Client
from following_cast import EXAMPLES, READY, keep, of, somebody
from people_cast import PASSWORD, account, device, kept_for, let_in, person_of, signed_in
from web_cast import DEVICE

from lumbago.record import Form, read_history
from lumbago.web.models import KeptAssessment
from lumbago.web.people.device import digest_of
from lumbago.web.people.keeping import free_name
from lumbago.web.people.models import GrantRole, Person
from lumbago.web.views.interview import today
from lumbago.web.written import report_json

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def report():
    text = (EXAMPLES / f"{READY}.toml").read_text(encoding="utf-8")
    return report_json(read_history(text, Form.TOML, today=today()))


def names(client):
    return [one.name for one in client.get("/mine/").context["people"]]


def test_a_stranger_sees_nobody_and_what_to_do():
    person_of(account("anna"))

    page = Client().get("/mine/")

    assert list(page.context["people"]) == []
    assert "Nobody yet." in page.text


def test_an_account_sees_whom_it_keeps_and_who_let_it_in_and_nobody_else():
    kept_for(person_of(account("anna")))
    let_in(person_of(account("ben"), "Ben"), "anna", GrantRole.CLINICIAN)
    person_of(account("cleo"), "Cleo")

    page = signed_in("anna").get("/mine/")

    assert [one.name for one in page.context["people"]] == ["Anna"]
    assert [one.name for one, _grants in page.context["followed"]] == ["Ben"]
    assert "Cleo" not in page.text
    assert "As a clinician" in page.text


def test_the_way_to_my_people_is_there_when_there_are_any(client):
    assert "/mine/" not in client.get("/what-is/").text.partition("<main")[0]

    somebody()

    assert "/mine/" in client.get("/what-is/").text.partition("<main")[0]


def test_the_first_page_carries_on_with_each_person(client):
    kept = of(keep())
    somebody("Mum")

    page = client.get("/").text

    assert f"/kept/{kept.id}/today/" in page
    assert "Mum" not in page


def test_whoever_follows_only_finds_the_way_too():
    let_in(person_of(account("ben"), "Ben"), "fay")

    assert "/mine/" in signed_in("fay").get("/what-is/").text.partition("<main")[0]


def test_a_stranger_costs_no_question_to_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        Client().get("/what-is/")


def test_lists_carry_no_words_that_they_do_not_show(client, django_assert_max_num_queries):
    for _ in range(3):
        keep()

    with django_assert_max_num_queries(4) as asked:
        client.get("/mine/")

    assert not any('"report"' in one["sql"] for one in asked.captured_queries)


def test_a_name_is_changed(client):
    person = somebody()

    client.post(f"/person/{person.pk}/name/", {"name": "  Anna  "})

    assert names(client) == ["Anna"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "it is empty"), ("MUM", "somebody here is called so"), ("n" * 61, "at most 60"), ("a\0b", "Null")],
)
def test_a_name_that_cannot_be_is_refused_with_the_reason(client, name, words):
    person = somebody()
    somebody("Mum")

    response = client.post(f"/person/{person.pk}/name/", {"name": name})

    assert response.status_code == 400
    assert words in html.unescape(response.text)
    assert sorted(names(client)) == ["Me", "Mum"]


def test_a_name_may_change_its_letters_size(client):
    person = somebody()

    client.post(f"/person/{person.pk}/name/", {"name": "ME"})

    assert names(client) == ["ME"]


def test_a_name_is_shown_as_text_and_never_as_a_page(client):
    somebody("<script>alert(1)</script>")

    assert "<script>alert" not in client.get("/mine/").text


def test_somebody_is_added_for_this_device(client):
    somebody()

    client.post("/mine/add/", {"name": "Mum"})

    assert {one.device for one in Person.objects.all()} == {digest_of(DEVICE)}
    assert names(client) == ["Me", "Mum"]


def test_a_device_without_a_key_gets_one_with_its_first_person():
    client = Client()

    client.post("/mine/add/", {"name": "Mum"})

    assert client.cookies["device"]["httponly"]
    assert names(client) == ["Mum"]
    assert names(Client()) == []


def test_somebody_is_added_to_the_account_that_is_signed_in():
    client = signed_in("anna")
    client.cookies["device"] = DEVICE

    client.post("/mine/add/", {"name": "Mum"})

    assert Person.objects.get().owner == account("anna")


def test_earlier_answers_are_listed_by_day_the_latest_first(client):
    first, last = of(keep(days_ago=5)), of(keep(days_ago=3))

    page = client.get(f"/person/{somebody().pk}/answers/")

    assert [one.id for one in page.context["kept"]] == [last.id, first.id]
    assert page.text.index(last.id) < page.text.index(first.id)


def test_long_lists_are_paged(client):
    person = somebody()
    for _ in range(21):
        kept_for(person)

    first = client.get(f"/person/{person.pk}/answers/")
    second = client.get(f"/person/{person.pk}/answers/?page=2")

    assert len(first.context["kept"]) == 20
    assert len(second.context["kept"]) == 1
    assert "?page=2" in first.text
    assert client.get(f"/person/{person.pk}/answers/?page=x").status_code == 200


class TestForWhom:
    """Keeping asks for whom wherever it could be two people."""

    def test_the_first_time_it_is_me(self, client, report):
        client.post("/keep/", {"report": report})

        assert KeptAssessment.objects.get().person.name == "Me"

    def test_the_first_time_it_may_be_someone_else(self, client, report):
        client.post("/keep/", {"report": report, "name": "Mum"})

        assert KeptAssessment.objects.get().person.name == "Mum"

    def test_the_only_person_is_taken(self, client, report):
        mum = somebody("Mum")

        client.post("/keep/", {"report": report})

        assert KeptAssessment.objects.get().person == mum

    def test_of_two_people_the_chosen_one_is_taken(self, client, report):
        somebody()
        mum = somebody("Mum")

        client.post("/keep/", {"report": report, "person": str(mum.pk), "name": ""})

        assert KeptAssessment.objects.get().person == mum

    def test_of_two_people_none_is_guessed(self, client, report):
        somebody()
        somebody("Mum")

        response = client.post("/keep/", {"report": report})

        assert response.status_code == 400
        assert "Nothing was kept" in response.text
        assert KeptAssessment.objects.count() == 0

    def test_someone_new_is_someone_new(self, client, report):
        me = somebody()

        client.post("/keep/", {"report": report, "person": "new", "name": "Mum"})

        assert KeptAssessment.objects.get().person.name == "Mum"
        assert me.kept.count() == 0

    def test_someone_new_needs_no_name(self, client, report):
        somebody()

        client.post("/keep/", {"report": report, "person": "new", "name": ""})

        assert KeptAssessment.objects.get().person.name == "Person 2"

    @pytest.mark.parametrize("name", ["Me", "me "])
    def test_someone_new_is_not_a_second_of_a_name(self, client, report, name):
        somebody()

        response = client.post("/keep/", {"report": report, "person": "new", "name": name})

        assert response.status_code == 400
        assert KeptAssessment.objects.count() == 0

    def test_a_choice_and_another_name_together_are_asked_about(self, client, report):
        me = somebody()

        response = client.post("/keep/", {"report": report, "person": str(me.pk), "name": "Mum"})

        assert response.status_code == 400
        assert KeptAssessment.objects.count() == 0

    def test_a_person_who_is_not_here_any_more_is_not_replaced_by_another(self, client, report):
        me = somebody()
        gone = person_of(account("anna"))

        response = client.post("/keep/", {"report": report, "person": str(gone.pk)})

        assert response.status_code == 400
        assert me.kept.count() == 0

    def test_the_page_says_where_it_is_kept_and_what_losing_the_cookie_means(self, client, report):
        page = html.unescape(client.post("/report/", {"text": report}).text)

        assert "for this browser only" in page
        assert "if you delete the cookies or lose the device, nobody can open it again" in page

    def test_signed_in_the_page_says_that_it_is_kept_in_the_account(self, report):
        page = html.unescape(signed_in("anna").post("/report/", {"text": report}).text)

        assert "kept in your account" in page
        assert "for this browser only" not in page

    def test_each_person_is_shown_with_where_they_are_kept(self, report):
        person_of(account("anna"))
        person_of("a-shared-device", "Mum")
        client = signed_in("anna")
        client.cookies["device"] = "a-shared-device"

        page = client.post("/report/", {"text": report}).text.partition('class="for-whom"')[2]

        assert page.index("Anna") < page.index("In my account") < page.index("Mum")
        assert "checked" not in page.partition("</fieldset>")[0]


class TestMovingIntoAnAccount:
    """After signing in, what the device keeps can move into the account."""

    @pytest.fixture
    def both(self):
        """A browser that is signed in, on a device that keeps two people."""
        person_of(DEVICE, "Me")
        person_of(DEVICE, "Mum")
        client = signed_in("anna")
        client.cookies["device"] = DEVICE
        return client

    def test_it_is_offered(self, both):
        page = both.get("/mine/")

        assert [one.name for one in page.context["to_claim"]] == ["Me", "Mum"]
        assert "Move them into my account" in page.text

    def test_it_is_not_offered_to_whoever_is_signed_out(self, client):
        somebody()

        assert "Move them into my account" not in client.get("/mine/").text

    def test_only_who_was_chosen_moves(self, both):
        mum = Person.objects.get(name="Mum")

        both.post("/mine/claim/", {"people": [str(mum.pk)]})

        mum.refresh_from_db()
        assert (mum.owner, mum.device) == (account("anna"), "")
        assert Person.objects.get(name="Me").device == digest_of(DEVICE)

    def test_whoever_shares_the_device_must_choose(self, both):
        assert "checked" not in both.get("/mine/").text

        response = both.post("/mine/claim/", {})

        assert response.status_code == 400
        assert "Nobody was chosen" in response.text
        assert Person.objects.filter(owner=None).count() == 2

    def test_two_people_of_one_name_stay_two(self, both):
        mine = person_of(account("anna"), "Me")

        both.post("/mine/claim/", {"people": [str(one.pk) for one in Person.objects.filter(owner=None)]})

        assert sorted(one.name for one in account("anna").people.all()) == ["Me", "Me (2)", "Mum"]
        assert Person.objects.get(pk=mine.pk).name == "Me"

    def test_what_was_kept_moves_with_them(self, both):
        kept = kept_for(Person.objects.get(name="Mum"))

        both.post("/mine/claim/", {"people": [str(kept.person_id)]})

        assert signed_in("anna").get(f"/kept/{kept.id}/today/").status_code == 200
        assert device(DEVICE).get(f"/kept/{kept.id}/today/").status_code == 404

    def test_signing_in_leads_to_the_offer(self):
        account("anna").set_password(PASSWORD)
        anna = account("anna")
        anna.set_password(PASSWORD)
        anna.save()
        person_of(DEVICE, "Me")

        response = device(DEVICE).post("/account/login/", {"login": "anna", "password": PASSWORD})

        assert response.headers["Location"] == "/mine/"

    def test_signing_in_elsewhere_leads_to_the_first_page(self):
        anna = account("anna")
        anna.set_password(PASSWORD)
        anna.save()

        response = Client().post("/account/login/", {"login": "anna", "password": PASSWORD})

        assert response.headers["Location"] == "/"


def test_a_long_name_stays_short_enough_with_a_number():
    assert len(free_name("n" * 60, ["n" * 60])) <= 60
