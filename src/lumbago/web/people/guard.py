"""Every address of a person passes here: who comes, as what, and may they?

request -> request.person, request.role, request.kept, or a page that tells nothing

An address names a person by `person_id`, or one of their kept reports by `kept_id`; where it names both,
they must belong together. Whoever may not come sees what they would see if the person did not exist.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from lumbago.web.models import KeptAssessment
from lumbago.web.people.device import device_of, digest_of
from lumbago.web.people.models import AuditEntry, GrantRole, LinkKind, Person, ShareLink
from lumbago.web.people.rights import ALLOWED, TO_CHANGE, TO_LOOK, Role, needed
from lumbago.web.views import faults

ROLES = {GrantRole.CLINICIAN: Role.CLINICIAN, GrantRole.FOLLOWER: Role.FOLLOWER}
"""As what a grant lets come, the most powerful first."""
OPENED = "opened"
"""Where a session keeps the ids of the links that were opened in it."""


class GuardMiddleware:
    """Let a request to a person's pages through, or answer as if the person did not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Stop a request that nobody allowed; note who came."""
        if "kept_id" not in named and "person_id" not in named:
            return None
        address = request.resolver_match.url_name or "" if request.resolver_match else ""
        if request.method in {"GET", "HEAD"} and address in TO_CHANGE and address not in TO_LOOK:
            return faults.not_by_link(request)
        kept = _kept_of(named)
        person = _person_of(named, kept)
        roles = roles_of(request, person, named.get("kept_id", "")) if person else ()
        right = needed(address, request.method or "")
        role = next((role for role in roles if right in ALLOWED[role]), None)
        if person is None or role is None:
            return faults.not_found(request)  # the same, whether there is no such person or not for them
        request.person, request.role, request.kept = person, role, kept
        if role is not Role.OWNER or request.method not in {"GET", "HEAD"}:
            note(request, address, role, person)
        return None


def roles_of(request: HttpRequest, person: Person, kept_id: str = "") -> tuple[Role, ...]:
    """Return as what somebody may come to a person's pages, the most powerful first; empty for a stranger."""
    roles: list[Role] = []
    user = request.user
    if user.is_authenticated and person.owner_id == user.pk:
        roles.append(Role.OWNER)
    # What was kept before devices had keys is opened by its own link.
    if person.device and person.device in {device_of(request), digest_of(kept_id)}:
        roles.append(Role.OWNER)
    if user.is_authenticated:
        given = set(person.grants.open().filter(to=user).values_list("role", flat=True))
        roles.extend(role for name, role in ROLES.items() if name in given)
    if link_of(request, person) is not None:
        roles.append(Role.GUEST)
    return tuple(roles)


def link_of(request: HttpRequest, person: Person) -> ShareLink | None:
    """Return the link to look at a person that this session opened and that still holds."""
    opened = request.session.get(OPENED, ())
    links = person.links.filter(id__in=opened, kind=LinkKind.LOOK) if opened else ()
    return next((link for link in links if link.holds()), None)


def note(
    request: HttpRequest, act: str, role: Role, person: Person | None, link: ShareLink | None = None
) -> None:
    """Add a line to the audit log; where a link let somebody in that no session opened, it is named."""
    AuditEntry.objects.create(
        by=f"link:{link.pk}" if link else _name_of(request, role, person),
        role=role.value,
        act=act,
        method=request.method or "",
        person=person.pk if person else None,
    )


def _name_of(request: HttpRequest, role: Role, person: Person | None) -> str:
    if role is Role.GUEST and person is not None:
        link = link_of(request, person)
        return f"link:{link.pk}" if link else "link"
    return f"account:{request.user.pk}" if request.user.is_authenticated else "device"


def _kept_of(named: dict[str, Any]) -> KeptAssessment | None:
    """Return the kept report of an address, with its person."""
    kept_id = named.get("kept_id")
    if kept_id is None or "\0" in kept_id:  # PostgreSQL would refuse the question
        return None
    return KeptAssessment.objects.select_related("person").defer("assessment").filter(id=kept_id).first()


def _person_of(named: dict[str, Any], kept: KeptAssessment | None) -> Person | None:
    """Return the person of an address; None where there is none, or where its ids are of two people."""
    person_id = named.get("person_id")
    if "kept_id" not in named:
        return Person.objects.filter(id=person_id).first()
    return kept.person if kept and person_id in {None, kept.person_id} else None
