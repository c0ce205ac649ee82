"""A link lets somebody in once its code is known, until it ends; then nothing does."""

import html
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from people_cast import (
    account,
    device,
    expire,
    kept_for,
    let_in,
    link_to,
    opened,
    person_of,
    signed_in,
)

from lumbago.web.people.models import AuditEntry, Grant, GrantRole, LinkKind, Person, ShareLink
from lumbago.web.people.sharing import LETTERS, MOST_LINKS, accept, end_link, new_code, read_code

pytestmark = pytest.mark.django_db

FOR_A_LOOK = {"kind": "look", "label": "Dr Khan", "name": "Anna Roth", "lasts": "7"}
WRONG = "WRNG-" * 7
GRANTED = [LinkKind.FOLLOWER, LinkKind.CLINICIAN]


@pytest.fixture
def anna():
    person = person_of(account("anna"))
    kept_for(person)
    return person


@pytest.fixture
def owner(anna):
    return signed_in("anna")


def code_on(response):
    """Return the code that a page shows."""
    return re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", response.text).group()


def made(owner, anna, **said):
    return owner.post(f"/person/{anna.pk}/share/", {**FOR_A_LOOK, **said})


def test_a_link_is_shown_once_as_link_code_and_picture(owner, anna):
    page = made(owner, anna)

    code = code_on(page)
    assert f"/shared/#{code}" in page.text
    assert 'class="squares"' in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert code not in owner.get(f"/person/{anna.pk}/share/").text


def test_the_picture_says_the_link():
    from lumbago.web.people.codes import squares_of

    squares = squares_of("https://example.org/back/shared/#" + new_code())

    dark = {tuple(map(int, at)) for at in re.findall(r"M(\d+) (\d+)h1v1h-1z", squares.path)}
    corners = [(4, 4), (squares.side - 5, 4), (4, squares.side - 5)]
    assert all(corner in dark for corner in corners)
    assert not any(x < 4 or y < 4 for x, y in dark)


def test_nothing_that_is_stored_holds_the_code(owner, anna):
    code = read_code(code_on(made(owner, anna)))
    opened(code)

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                assert code not in str(row).upper().replace("-", "")


@pytest.mark.parametrize("days", [1, 7, 28])
def test_a_link_lasts_as_long_as_was_chosen(owner, anna, days):
    made(owner, anna, lasts=str(days))

    left = ShareLink.objects.get().expires_at - timezone.now()

    assert timedelta(days=days, minutes=-1) < left <= timedelta(days=days)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": ""}, "Choose one"),
        ({"kind": "owner"}, "Choose one of these"),
        ({"label": ""}, "Who is it for?"),
        ({"name": ""}, "the name that they should see"),
        ({"name": "n" * 61}, "at most 60 letters"),
        ({"lasts": "365"}, "Choose one of these"),
        ({"lasts": ""}, "Choose one"),
    ],
)
def test_a_form_that_does_not_hold_together_makes_no_link_and_says_why(owner, anna, said, words):
    response = made(owner, anna, **said)

    assert response.status_code == 400
    assert words in html.unescape(response.text)
    assert ShareLink.objects.count() == 0


def test_they_see_the_name_that_the_owner_gave_and_never_me(owner):
    me = person_of(account("anna"), "Me")
    form = owner.get(f"/person/{me.pk}/share/").context["form"]
    assert not form["name"].value()

    code = code_on(made(owner, me, kind="follower"))

    page = signed_in("fay").post("/shared/", {"code": code}, follow=True)
    assert "Anna Roth would let you in" in page.text


def test_there_can_be_only_so_many_links_at_a_time(owner, anna):
    for _ in range(MOST_LINKS):
        link_to(anna)

    response = made(owner, anna)

    assert response.status_code == 400
    assert ShareLink.objects.count() == MOST_LINKS


@pytest.mark.parametrize(
    "written", [str, str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\n"]
)
def test_a_code_opens_however_it_is_typed(anna, written):
    _link, code = link_to(anna)

    response = Client().post("/shared/", {"code": written(code)})

    assert response.headers["Location"] == f"/person/{anna.pk}/summary/"


def test_the_whole_link_may_be_pasted(anna):
    _link, code = link_to(anna)

    response = Client().post("/shared/", {"code": f"http://testserver/shared/#{code}"})

    assert response.status_code == 302


@given(st.text())
def test_whatever_is_typed_is_read_as_letters_of_a_code(typed):
    assert set(read_code(typed)) <= set(LETTERS)


def test_a_code_is_read_back_as_it_was_made():
    codes = {read_code(new_code()) for _ in range(200)}

    assert len(codes) == 200
    assert {len(code) for code in codes} == {28}
    assert {read_code(code) for code in codes} == codes


def test_a_look_shows_the_summary_and_nothing_else(anna):
    guest = opened(link_to(anna)[1])
    kept = anna.kept.get()

    assert guest.get(f"/person/{anna.pk}/summary/").status_code == 200
    for address in (f"/kept/{kept.id}/", f"/kept/{kept.id}/today/", f"/person/{anna.pk}/data/"):
        assert guest.get(address).status_code == 404


def test_a_link_that_ends_shuts_out_whoever_opened_it_at_the_next_request(owner, anna):
    link, code = link_to(anna)
    guest = opened(code)
    assert guest.get(f"/person/{anna.pk}/summary/").status_code == 200

    owner.post(f"/person/{anna.pk}/links/{link.pk}/end/")

    assert guest.get(f"/person/{anna.pk}/summary/").status_code == 404


def test_a_link_whose_day_is_over_shuts_out_whoever_opened_it(anna):
    link, code = link_to(anna)
    guest = opened(code)

    expire(link)

    assert guest.get(f"/person/{anna.pk}/summary/").status_code == 404


def answers_to(*codes):
    """Return what each code is answered with, without the code itself."""
    pages = [Client().post("/shared/", {"code": code}) for code in codes]
    texts = [re.sub(r"value=\"[^\"]*\"", "", page.text) for page in pages]
    return {(page.status_code, text) for page, text in zip(pages, texts, strict=True)}


def test_a_wrong_an_ended_an_expired_and_a_used_code_look_the_same(anna):
    ended, expired, used = link_to(anna), link_to(anna), link_to(anna, LinkKind.FOLLOWER)
    end_link(anna, ended[0].pk)
    expire(expired[0])
    accept(used[0].pk, account("fay"))
    calendar = link_to(anna, LinkKind.CALENDAR)

    assert len(answers_to(WRONG, ended[1], expired[1], used[1], calendar[1])) == 1


def test_after_ten_wrong_codes_no_code_is_tried_any_more(anna):
    _link, code = link_to(anna)
    for _ in range(10):
        assert Client().post("/shared/", {"code": WRONG}).status_code == 404

    response = Client().post("/shared/", {"code": code})

    assert response.status_code == 429
    assert "Wait ten minutes" in response.text


def test_right_codes_are_not_counted(anna):
    _link, code = link_to(anna)

    assert {Client().post("/shared/", {"code": code}).status_code for _ in range(12)} == {302}


def test_the_count_is_kept_where_every_worker_sees_it(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    assert cache.__class__


def test_opening_is_counted_and_noted_by_the_link(anna):
    link, code = link_to(anna)

    guest = opened(code)
    guest.get(f"/person/{anna.pk}/summary/")

    link.refresh_from_db()
    entries = AuditEntry.objects.filter(person=anna.pk)
    assert link.opened == 1
    assert {entry.by for entry in entries} == {f"link:{link.pk}"}
    assert {entry.act for entry in entries} == {"shared", "summary"}


@pytest.mark.parametrize("kind", GRANTED)
def test_an_account_is_let_in_when_it_accepts_and_not_before(anna, kind):
    _link, code = link_to(anna, kind)
    client = signed_in("fay")

    asked = client.post("/shared/", {"code": code}, follow=True)
    assert "Anna would let you in" in asked.text
    assert client.get(f"/kept/{anna.kept.get().id}/today/").status_code == 404
    client.get("/shared/accept/")
    assert Grant.objects.count() == 0

    client.post("/shared/accept/")

    grant = Grant.objects.get()
    assert (grant.to, grant.role) == (account("fay"), kind)
    assert client.get(f"/kept/{anna.kept.get().id}/today/").status_code == 200


def test_a_link_lets_one_account_in_and_no_second(anna):
    link, code = link_to(anna, LinkKind.FOLLOWER)
    first, second = opened(code, signed_in("fay")), opened(code, signed_in("gus"))

    first.post("/shared/accept/")
    late = second.post("/shared/accept/")

    assert late.status_code == 404
    assert [grant.to for grant in Grant.objects.all()] == [account("fay")]
    assert accept(str(link.pk), account("gus")) is None


def test_whoever_has_no_account_signs_in_first_and_the_link_waits(anna):
    _link, code = link_to(anna, LinkKind.FOLLOWER)
    client = Client()

    asked = client.post("/shared/", {"code": code}, follow=True)
    refused = client.post("/shared/accept/")

    assert "?next=/shared/accept/" in asked.text
    assert refused.status_code == 200
    assert Grant.objects.count() == 0
    client.force_login(account("fay"), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/shared/accept/")
    assert Grant.objects.get().to == account("fay")


def test_nobody_accepts_what_they_were_not_offered(anna):
    link_to(anna, LinkKind.FOLLOWER)

    assert signed_in("fay").post("/shared/accept/").status_code == 404
    assert Grant.objects.count() == 0


def test_a_link_that_ends_while_somebody_reads_the_question_lets_nobody_in(owner, anna):
    link, code = link_to(anna, LinkKind.CLINICIAN)
    client = opened(code, signed_in("fay"))

    owner.post(f"/person/{anna.pk}/links/{link.pk}/end/")

    assert client.post("/shared/accept/").status_code == 404
    assert Grant.objects.count() == 0


def test_ones_own_link_is_not_accepted_and_still_holds(owner, anna):
    link, code = link_to(anna, LinkKind.FOLLOWER)

    response = owner.post("/shared/", {"code": code}, follow=True)

    assert response.status_code == 400
    assert "your own link" in response.text
    assert accept(str(link.pk), account("anna")) is None
    link.refresh_from_db()
    assert link.holds()


def test_who_was_let_in_may_leave_and_is_out_at_once(anna):
    let_in(anna, "fay")
    client = signed_in("fay")

    client.post(f"/person/{anna.pk}/leave/")

    assert client.get(f"/kept/{anna.kept.get().id}/today/").status_code == 404
    assert client.get("/mine/").context["followed"] == []


def test_leaving_ends_ones_own_grants_only(anna):
    let_in(anna, "fay")
    other = let_in(anna, "gus", GrantRole.CLINICIAN)

    signed_in("fay").post(f"/person/{anna.pk}/leave/")

    other.refresh_from_db()
    assert other.ended_at is None


def test_the_owner_sees_who_may_come(owner, anna):
    let_in(anna, "fay")
    link_to(anna)
    expired, _code = link_to(anna)
    expire(expired)

    page = owner.get(f"/person/{anna.pk}/share/")

    assert [grant.to for grant in page.context["grants"]] == [account("fay")]
    assert len(page.context["links"]) == 1
    assert "Dr Khan" in page.text


def test_a_device_shares_too_and_is_told_what_losing_it_means():
    hers = person_of("her-device-key", "Me")

    page = device("her-device-key").get(f"/person/{hers.pk}/share/")
    response = made(device("her-device-key"), hers)

    assert "kept only on this device" in page.text
    assert response.status_code == 200
    assert Person.objects.get(pk=hers.pk).name == "Anna Roth"
