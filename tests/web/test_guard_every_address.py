"""Every address that names a person, asked by everybody who might, and judged by the table."""

import re
import uuid
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import timezone
from people_cast import account, device, expire, kept_for, let_in, link_to, opened, person_of, signed_in

from lumbago.web.people.models import Grant, GrantRole
from lumbago.web.people.rights import ALLOWED, TO_CHANGE, TO_LOOK, Right, Role, needed
from lumbago.web.people.sharing import end_link

pytestmark = pytest.mark.django_db

HER_DEVICE = "the-key-of-her-device"
ANOTHER = ("999999", "00000000-0000-0000-0000-000000000007", "2026-03-02", "x", "json")
"""What an address may get for whatever it names besides a person; the first that fits."""


class Address(NamedTuple):
    """An address that names a person, its space of names, and the converters of what it names."""

    name: str
    space: str
    named: dict


def guarded(patterns, space="", converters=()):
    """Yield each address that names a person."""
    for one in patterns:
        named = {**dict(converters), **one.pattern.converters}
        if isinstance(one, URLResolver):
            within = f"{one.namespace}:" if one.namespace else ""
            yield from guarded(one.url_patterns, space + within, named)
        elif {"kept_id", "person_id"} & set(named):
            yield Address(one.name, space, named)


NAMES = [one.name for one in guarded(get_resolver().url_patterns)]
ADDRESSES = {one.name: one for one in guarded(get_resolver().url_patterns)}
METHODS = ("get", "post")
OWNERS = {
    "share",
    "link-end",
    "grant-end",
    "data",
    "everything",
    "tables",
    "report-json",
    "rename",
    "delete",
    "person-delete",
}
"""What no change of the table may ever give to anybody else."""


def at(name, kept):
    """Return an address of somebody."""
    known = {"kept_id": kept.id, "person_id": kept.person_id}
    address = ADDRESSES[name]
    given = {key: known.get(key) or fitting(converter) for key, converter in address.named.items()}
    return reverse(address.space + name, kwargs=given)


def fitting(converter):
    """Return what a converter of an address takes."""
    text = next(text for text in ANOTHER if re.fullmatch(converter.regex, text))
    return converter.to_python(text)


def ended(grant):
    Grant.objects.filter(pk=grant.pk).update(ended_at=timezone.now())


def as_owner(person):
    return signed_in("anna")


def as_device(person):
    return device(HER_DEVICE)


def as_follower(person):
    let_in(person, "fay")
    return signed_in("fay")


def as_clinician(person):
    let_in(person, "dr-cox", GrantRole.CLINICIAN)
    return signed_in("dr-cox")


def as_guest(person):
    return opened(link_to(person)[1])


def as_signed_in_guest(person):
    return opened(link_to(person)[1], signed_in("gus"))


def as_other_account(person):
    kept_for(person_of(account("ben"), "Ben"))
    return signed_in("ben")


def as_other_device(person):
    kept_for(person_of("another-key", "Ben"))
    return device("another-key")


def as_former_follower(person):
    ended(let_in(person, "fay"))
    return signed_in("fay")


def as_former_clinician(person):
    ended(let_in(person, "dr-cox", GrantRole.CLINICIAN))
    return signed_in("dr-cox")


def as_guest_too_late(person):
    link, code = link_to(person)
    client = opened(code)
    expire(link)
    return client


def as_guest_of_an_ended_link(person):
    link, code = link_to(person)
    client = opened(code)
    end_link(person, link.pk)
    return client


def as_guest_of_another(person):
    another = person_of(account("ben"), "Ben")
    return opened(link_to(another)[1])


def as_nobody(person):
    return Client()


def as_owner_signed_out(person):
    client = signed_in("anna")
    client.logout()
    return client


INSIDERS = {
    as_owner: Role.OWNER,
    as_device: Role.OWNER,
    as_follower: Role.FOLLOWER,
    as_clinician: Role.CLINICIAN,
    as_guest: Role.GUEST,
    as_signed_in_guest: Role.GUEST,
}
STRANGERS = (
    as_other_account,
    as_other_device,
    as_former_follower,
    as_former_clinician,
    as_guest_too_late,
    as_guest_of_an_ended_link,
    as_guest_of_another,
    as_nobody,
    as_owner_signed_out,
)


def is_allowed(role, name, method):
    return needed(name, method.upper()) in ALLOWED[role]


class NoSuch:
    """Ids of nobody."""

    id = "nothing-was-ever-kept-here-0000"
    person_id = uuid.UUID(int=0)


def ask(client, name, method, kept):
    """Return as what somebody came to an address, and what they were shown but for what names the address."""
    response = getattr(client, method)(at(name, kept))
    page = response.content.decode(errors="replace")
    main = page.partition("<main")[2].partition("</main>")[0]
    assert response.status_code < 500
    return getattr(response.wsgi_request, "role", None), (
        response.status_code,
        re.sub(r"\?next=[^\"]+|value=\"\w+", "", main),
    )


def test_no_two_addresses_share_a_name():
    assert sorted(NAMES) == sorted(set(NAMES))


def test_every_address_that_names_a_person_has_a_row_and_every_row_an_address():
    assert set(NAMES) == {*TO_LOOK, *TO_CHANGE}


def test_a_guest_only_ever_looks_and_nobody_changes_by_a_right_to_look():
    assert ALLOWED[Role.GUEST] == {Right.SUMMARY}
    assert {Right.SUMMARY, Right.READ}.isdisjoint(TO_CHANGE.values())


@pytest.mark.parametrize("role", [Role.FOLLOWER, Role.CLINICIAN, Role.GUEST])
def test_nobody_but_the_owner_writes_or_owns(role):
    assert {Right.WRITE, Right.OWN}.isdisjoint(ALLOWED[role])


@pytest.mark.parametrize("table", [TO_LOOK, TO_CHANGE], ids=["look", "change"])
def test_sharing_taking_away_and_deleting_are_the_owners(table):
    assert {table[name] for name in OWNERS & set(table)} == {Right.OWN}
    assert set(NAMES) >= OWNERS


@pytest.mark.parametrize("visitor", INSIDERS, ids=lambda one: one.__name__.removeprefix("as_"))
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", NAMES)
def test_an_address_lets_in_whom_the_table_names(name, method, visitor):
    person = person_of(HER_DEVICE if visitor is as_device else account("anna"))
    kept, client, role = kept_for(person), visitor(person), INSIDERS[visitor]

    came_as, seen = ask(client, name, method, kept)

    if is_allowed(role, name, method):
        assert came_as is role
        if method == "get" and set(ADDRESSES[name].named) <= {"kept_id", "person_id"}:
            assert seen[0] < 400
    else:
        assert came_as is None
        assert seen == ask(client, name, method, NoSuch)[1]
        assert seen[0] in {404, 405}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", NAMES)
def test_an_address_is_to_a_stranger_as_if_the_person_did_not_exist(name, method):
    person = person_of(account("anna"))
    kept = kept_for(person)
    nowhere = {ask(client, name, method, NoSuch)[1] for client in (Client(), signed_in("zoe"))}

    seen = {stranger.__name__: ask(stranger(person), name, method, kept) for stranger in STRANGERS}

    assert {who: role for who, (role, _page) in seen.items() if role is not None} == {}
    assert {who: page[0] for who, (_role, page) in seen.items() if page not in nowhere} == {}
    assert {status for status, _text in nowhere} <= {404, 405}
    assert person.kept.count() == 1
