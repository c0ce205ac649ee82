"""Ways in that somebody may try, and that lead nowhere."""

import uuid

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import ResolverMatch
from following_cast import NUMB, somebody
from people_cast import account, device, kept_for, let_in, link_to, opened, person_of, signed_in
from web_cast import STRAINED, walk

from lumbago.web.models import KeptAssessment
from lumbago.web.people.device import digest_of
from lumbago.web.people.guard import GuardMiddleware
from lumbago.web.people.keeping import claim
from lumbago.web.people.models import AuditEntry, GrantRole, LinkKind, Person
from lumbago.web.people.rights import Role

pytestmark = pytest.mark.django_db

HER_DEVICE = "the-key-of-her-device"


@pytest.fixture
def anna():
    return person_of(account("anna"))


@pytest.fixture
def kept(anna):
    return kept_for(anna)


def is_open(client, kept, page="today"):
    return client.get(f"/kept/{kept.id}/{page}/").status_code == 200


def passed(client, **named):
    """Ask the guard alone, at an address that names what is given."""
    request = RequestFactory().get("/")
    request.user, request.session = client, {}
    request.resolver_match = ResolverMatch(None, (), named, url_name="archive")
    response = GuardMiddleware(None).process_view(request, None, (), named)
    return response is None


def test_a_person_and_a_report_of_another_never_combine(anna, kept):
    own = person_of(account("ben"), "Ben")
    kept_of_own = kept_for(own)
    ben = account("ben")

    assert passed(ben, person_id=own.pk, kept_id=kept_of_own.id)
    assert not passed(ben, person_id=own.pk, kept_id=kept.id)
    assert not passed(ben, person_id=anna.pk, kept_id=kept_of_own.id)
    assert not passed(ben, person_id=uuid.uuid4(), kept_id=kept_of_own.id)


def test_two_people_of_one_account_do_not_combine_either(anna, kept):
    mum = person_of(account("anna"), "Mum")

    assert passed(account("anna"), person_id=anna.pk, kept_id=kept.id)
    assert not passed(account("anna"), person_id=mum.pk, kept_id=kept.id)


@pytest.mark.parametrize(
    "guess",
    ["1", "%25", "%00", "..%2f", "' OR 1=1 --", "x" * 3000, "\u0661", "None"],
)
def test_guessed_ids_of_reports_lead_nowhere(kept, guess):
    assert signed_in("ben").get(f"/kept/{guess}/today/").status_code == 404
    assert signed_in("ben").post(f"/kept/{guess}/delete/").status_code == 404


def test_ids_are_not_read_without_regard_to_case(anna, kept):
    assert signed_in("anna").get(f"/kept/{kept.id.swapcase()}/today/").status_code == 404
    assert signed_in("anna").get(f"/person/{str(anna.pk).upper()}/share/").status_code == 404


def test_a_link_of_a_report_opens_nothing_without_the_key(kept):
    hers = kept_for(person_of(HER_DEVICE))

    assert not is_open(Client(), hers)
    assert not is_open(device(hers.id), hers)
    assert not is_open(Client(), kept)


def test_a_copy_of_the_database_opens_nothing(anna):
    hers = kept_for(person_of(HER_DEVICE))
    link, _code = link_to(anna)

    assert not is_open(device(digest_of(HER_DEVICE)), hers)
    assert opened(link.digest).session.get("opened") is None
    assert opened(str(link.pk)).session.get("opened") is None


def test_an_empty_key_is_no_key(anna, kept):
    client = Client()
    client.cookies["device"] = ""

    assert not is_open(client, kept)
    assert client.get("/mine/").context["people"].paginator.count == 0


def test_nobody_claims_whom_another_device_keeps():
    hers = person_of(HER_DEVICE)
    thief = signed_in("ben")
    thief.cookies["device"] = "another-key"

    response = thief.post("/mine/claim/", {"people": [str(hers.pk)]})

    hers.refresh_from_db()
    assert response.status_code == 400
    assert hers.owner is None
    assert hers.device == digest_of(HER_DEVICE)


def test_nobody_claims_whom_another_account_keeps(anna):
    thief = signed_in("ben")
    thief.cookies["device"] = HER_DEVICE

    assert thief.post("/mine/claim/", {"people": [str(anna.pk)]}).status_code == 400
    assert Person.objects.get(pk=anna.pk).owner == account("anna")


def test_nobody_is_moved_past_the_form_either(anna):
    request = RequestFactory().post("/mine/claim/")
    request.user, request.COOKIES["device"] = account("ben"), "another-key"

    assert claim(request, [anna, person_of(HER_DEVICE)]) == []


def test_nobody_claims_without_an_account():
    hers = person_of(HER_DEVICE)

    device(HER_DEVICE).post("/mine/claim/", {"people": [str(hers.pk)]})

    assert Person.objects.get(pk=hers.pk).device == digest_of(HER_DEVICE)


def test_what_moved_into_an_account_opens_no_more_by_the_device_alone():
    hers = kept_for(person_of(HER_DEVICE))
    client = signed_in("anna")
    client.cookies["device"] = HER_DEVICE

    client.post("/mine/claim/", {"people": [str(hers.person_id)]})

    assert is_open(client, hers)
    assert not is_open(device(HER_DEVICE), hers)


def test_keeping_for_somebody_elses_person_keeps_nothing(client, anna):
    report = walk(client, STRAINED).context["report"]

    response = client.post("/keep/", {"report": report, "person": str(anna.pk)}, follow=True)

    assert not KeptAssessment.objects.filter(person=anna).exists()
    assert "/kept/" in response.request["PATH_INFO"]


def test_keeping_for_somebody_elses_person_is_refused_where_it_could_be_another(client, anna):
    mine = somebody()
    report = walk(client, STRAINED).context["report"]

    response = client.post("/keep/", {"report": report, "person": str(anna.pk)})

    assert response.status_code == 400
    assert not KeptAssessment.objects.filter(person__in=[anna, mine]).exists()


def test_opening_a_link_changes_the_session_so_that_who_knew_it_stays_out(anna, kept):
    planted = Client()
    planted.session.save()
    session = planted.session
    session["planted"] = True
    session.save()
    planted.cookies[settings.SESSION_COOKIE_NAME] = known = session.session_key
    victim = Client()
    victim.cookies[settings.SESSION_COOKIE_NAME] = known

    opened(link_to(anna)[1], victim)

    assert victim.cookies[settings.SESSION_COOKIE_NAME].value != known
    assert not Session.objects.filter(session_key=known).exists()
    attacker = Client()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = known
    assert attacker.session.get("opened") is None


def test_a_link_of_one_person_opens_no_other(anna, kept):
    guest = opened(link_to(person_of(account("ben"), "Ben"))[1])

    assert guest.get(f"/person/{anna.pk}/answers/").status_code == 404
    assert guest.get(f"/person/{anna.pk}/summary/").status_code == 404


def test_an_id_that_is_put_into_a_session_by_its_kind_alone_opens_nothing(anna):
    follower, _code = link_to(anna, LinkKind.FOLLOWER)
    client = Client()
    session = client.session
    session["opened"] = [str(follower.pk)]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    assert client.get(f"/person/{anna.pk}/summary/").status_code == 404


@pytest.mark.parametrize("role", [GrantRole.FOLLOWER, GrantRole.CLINICIAN])
def test_a_grant_that_ends_ends_at_the_next_request(anna, kept, role):
    grant = let_in(anna, "fay", role)
    follower, owner = signed_in("fay"), signed_in("anna")
    assert is_open(follower, kept)

    owner.post(f"/person/{anna.pk}/grants/{grant.pk}/end/")

    assert not is_open(follower, kept)
    assert anna.pk not in {one.pk for one, _grants in follower.get("/mine/").context["followed"]}


def test_nobody_ends_a_grant_or_link_of_another_through_their_own_person(anna):
    grant, (link, _code) = let_in(anna, "fay"), link_to(anna)
    own = person_of(account("ben"), "Ben")
    thief = signed_in("ben")

    thief.post(f"/person/{own.pk}/grants/{grant.pk}/end/")
    thief.post(f"/person/{own.pk}/links/{link.pk}/end/")
    thief.post(f"/person/{anna.pk}/grants/{grant.pk}/end/")

    grant.refresh_from_db()
    link.refresh_from_db()
    assert grant.ended_at is None
    assert link.ended_at is None


def test_a_number_too_large_for_the_database_ends_nothing(anna):
    grant = let_in(anna, "fay")

    response = signed_in("anna").post(f"/person/{anna.pk}/grants/{10**30}/end/")

    grant.refresh_from_db()
    assert response.status_code == 302
    assert grant.ended_at is None


def test_a_closed_account_is_out_at_once(anna, kept):
    let_in(anna, "fay")
    follower = signed_in("fay")
    type(account("fay")).objects.filter(username="fay").update(is_active=False)

    assert not is_open(follower, kept)


def test_an_alarm_comes_before_everything_for_a_follower_too_and_offers_them_nothing_to_change(anna, kept):
    owner = signed_in("anna")
    owner.post(f"/kept/{kept.id}/check-in/", NUMB)
    let_in(anna, "fay")
    follower = signed_in("fay")

    for page in ("today", "exercises", "week", "progress"):
        seen = follower.get(f"/kept/{kept.id}/{page}/").text
        assert "Emergency" in seen.partition("<h2")[0]
        assert f"/kept/{kept.id}/undo/" not in seen
        assert f"/kept/{kept.id}/check-in/" not in seen


def test_an_alarm_comes_first_for_whoever_was_handed_a_link(anna, kept):
    signed_in("anna").post(f"/kept/{kept.id}/check-in/", NUMB)

    seen = opened(link_to(anna)[1]).get(f"/person/{anna.pk}/summary/").text

    assert "Emergency" in seen.partition("<main")[2].partition("<h2")[0]


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["share", "data/delete", "name", "leave"])
def test_nothing_but_a_post_changes_anything(anna, kept, address, method):
    grant = let_in(anna, "anna")  # an owner who is let in as well

    response = getattr(signed_in("anna"), method)(f"/person/{anna.pk}/{address}/")

    grant.refresh_from_db()
    assert response.status_code in {200, 404, 405}
    assert grant.ended_at is None
    assert Person.objects.get(pk=anna.pk).name == "Anna"
    assert anna.links.count() == 0


def test_a_post_without_its_token_changes_nothing(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(account("anna"), backend="allauth.account.auth_backends.AuthenticationBackend")

    for address in (f"/person/{anna.pk}/share/", f"/person/{anna.pk}/data/delete/", "/mine/add/", "/shared/"):
        assert client.post(address, {"kind": "calendar", "name": "x", "code": "x"}).status_code == 403
    assert Person.objects.filter(pk=anna.pk).exists()
    assert anna.links.count() == 0


def test_who_came_as_what_is_noted_but_not_the_owners_own_looking(anna, kept):
    let_in(anna, "fay")

    signed_in("anna").get(f"/kept/{kept.id}/today/")
    signed_in("fay").get(f"/kept/{kept.id}/today/")

    (entry,) = AuditEntry.objects.filter(person=anna.pk)
    assert (entry.by, entry.role, entry.act) == (f"account:{account('fay').pk}", "follower", "today")


def test_whoever_is_both_comes_as_the_clinician(anna, kept):
    let_in(anna, "fay", GrantRole.FOLLOWER)
    let_in(anna, "fay", GrantRole.CLINICIAN)

    response = signed_in("fay").get(f"/kept/{kept.id}/today/")

    assert response.wsgi_request.role is Role.CLINICIAN


def test_the_guard_lets_pages_of_nobody_through():
    assert passed(AnonymousUser())
