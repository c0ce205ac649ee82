"""Every page of the web app, for whom it is for: free of faults on a phone and a desk, in light and dark."""

from urllib.parse import urlsplit

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.urls.resolvers import RoutePattern, URLResolver
from django.utils import timezone
from following_cast import FIT, GOOD_DAY, keep, of, said_earlier
from people_cast import PASSWORD, account, device, kept_for, let_in, link_to, opened, person_of, signed_in
from test_browser_following import BLANK, OPEN_ALL
from test_browser_journey import DESK, PHONE, TOO_WIDE, visit  # noqa: F401
from web_cast import DEVICE, STRAINED, check_medicines, walk

from lumbago.web.clinic.models import Message, MessageTemplate, Note, Task
from lumbago.web.models import KeptAssessment
from lumbago.web.people.models import GrantRole, LinkKind
from lumbago.web.views.interview import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANY = {"number": 1, "exercise": "bird-dog", "page_id": "sciatica", "fact_id": "cauda-equina-signs"}
ANY |= {"kind": "sources", "id_": "downie2013", "name": "course"}
"""What an address names where it is the same for everybody."""


def nobody():
    anna = account("anna")
    return Client(), {"uidb36": user_pk_to_url_str(anna), "key": default_token_generator.make_token(anna)}


def being_asked():
    client = Client()
    walk(client, STRAINED)
    return client, {"number": 3}


def answered():
    client = device(DEVICE)
    shown = check_medicines(client, STRAINED)
    client.post("/keep/", {"report": shown.context["report"], "person": "new", "name": "Me"})
    return client, {"number": 5, "kept_id": KeptAssessment.objects.get().id}


def of_device():
    address, client = keep(), device(DEVICE)
    client.post(f"{address}check-in/", GOOD_DAY)
    client.post(f"{address}week/", {**FIT, "minutes_per_day": "25", "equipment": ["band"]})
    return client, {"kept_id": of(address).id}


def proved(name):
    """Return a browser whose account has just said its password."""
    client = signed_in(name)
    session = client.session
    session[METHODS] = [{"method": "password", "at": timezone.now().timestamp(), "reauthenticated": True}]
    session[f"{METHODS}_user"] = str(account(name).pk)
    session.save()
    return client


def owner():
    person = person_of(account("anna"))
    kept_for(person)
    let_in(person, "fay")
    let_in(person, "dr-cox", GrantRole.CLINICIAN)
    link_to(person)
    Message.objects.create(person=person, author=account("dr-cox"), text="Please call.")
    signed_in("dr-cox").get(f"/clinic/{person.pk}/")
    return proved("anna"), {"person_id": person.pk}


def owner_with_two_steps(name="tess"):
    TOTP.activate(account(name), generate_totp_secret())
    RecoveryCodes.activate(account(name))
    passkey = Authenticator.objects.create(user=account(name), type="webauthn", data={"name": "My phone"})
    User.objects.filter(username=name).update(password=make_password(None))  # so that it may set one
    return proved(name), {"pk": passkey.pk}


def half_signed_in():
    owner_with_two_steps("tom")
    User.objects.filter(username="tom").update(password=make_password(PASSWORD))
    client = Client()
    client.post("/account/login/", {"login": "tom", "password": PASSWORD})
    return client, {}


def clinician():
    person = person_of(account("anna"))
    kept, author = kept_for(person), account("dr-cox")
    let_in(person, "dr-cox", GrantRole.CLINICIAN)
    note = Note.objects.create(person=person, author=author, text="Seen today.")
    Task.objects.create(person=person, author=author, text="Call", due=today())
    Message.objects.create(person=person, author=author, text="Please call.")
    template = MessageTemplate.objects.create(author=author, title="Walk", text="Dear {name}, walk.")
    said_earlier(f"/kept/{kept.id}/", 6, days_ago=0)
    named = {"person_id": person.pk, "kept_id": kept.id, "on": today(), "note_id": note.pk}
    return signed_in("dr-cox"), {**named, "template_id": template.pk}


def follower():
    kept = kept_for(person_of(account("anna")))
    let_in(kept.person, "fay")
    return signed_in("fay"), {"person_id": kept.person_id, "kept_id": kept.id}


def guest():
    kept = kept_for(person_of(account("anna")))
    return opened(link_to(kept.person)[1]), {"person_id": kept.person_id}


def invited():
    return opened(link_to(person_of(account("anna")), LinkKind.FOLLOWER)[1], signed_in("fay")), {}


PAGES = {
    nobody: """home screen written deleted catalogue exercise explanations explanation grounds offline
        shared gone evidence evidence-changes evidence-validation evidence-report evidence-kind evidence-fact
        account_login account_signup account_inactive account_confirm_email account_email_verification_sent
        account_reset_password account_reset_password_done account_reset_password_from_key
        account_reset_password_from_key_done""",
    being_asked: "screen medicines result",
    answered: "screen plan kept-plan",
    of_device: "mine person-add kept today check-in exercises week print-week progress",
    owner: """home mine archive rename share data person-delete summary messages who-looked account-delete
        account_logout account_change_password account_email account_reauthenticate usersessions_list
        mfa_index mfa_activate_totp mfa_list_webauthn mfa_add_webauthn""",
    owner_with_two_steps: """mfa_index mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes
        mfa_list_webauthn mfa_edit_webauthn mfa_remove_webauthn mfa_reauthenticate account_set_password""",
    half_signed_in: "mfa_authenticate",
    clinician: """mine clinic clinic-history clinic-day clinic-notes clinic-note-strike clinic-tasks
        clinic-messages clinic-templates clinic-template clinic-template-delete summary""",
    follower: "mine today progress archive summary",
    guest: "summary",
    invited: "accept",
}
"""By whom a page is seen."""

ELSEWHERE = {
    "changes something, and is no page to open": """start open-again download keep delete undo feel claim
        leave medicines-today link-end grant-end message-read clinic-task-done clinic-task-undo sync-check-in
        set_language""",
    "hands out a file, a picture or a record": """calendar calendar-feed picture everything tables report-json
        summary-pdf evidence-figure evidence-record evidence-records manifest service-worker openapi health
        sync-day favicon.ico mfa_download_recovery_codes mfa_login_webauthn mfa_reauthenticate_webauthn""",
    "leads on to another page of the table": "interview review",
    "is of signing in by a code in an e-mail, which nobody can here": """account_confirm_login_code
        account_request_reauthentication_code account_confirm_reauthentication_code""",
    "shows nothing": "api-root",
}
"""Addresses that are no page, and why."""


def addresses(patterns=None, space="", named=()):
    """Yield the name of each address, and what it names."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            within = f"{one.namespace}:" if one.namespace else ""
            yield from addresses(one.url_patterns, space + within, {*named, *one.pattern.converters})
        else:
            is_route = isinstance(one.pattern, RoutePattern)
            more = one.pattern.converters if is_route else one.pattern.regex.groupindex
            yield f"{space}{one.name or one.pattern}", {*named, *more}


NAMED = dict(addresses())


def address_of(name, known):
    return reverse(name, kwargs={key: known[key] for key in NAMED[name]})


AXE = """async rules => (await axe.run({resultTypes: ['violations'], preload: false, ...rules}))
    .violations.map(found => found.id + ': ' + found.nodes[0].html.slice(0, 160))"""
WHOLE, COLOURS = {}, {"runOnly": ["color-contrast"]}
LOOKS = ((DESK, "light", WHOLE), (DESK, "dark", COLOURS), (PHONE, "dark", WHOLE), (PHONE, "light", COLOURS))
"""Colours at each width in each scheme; the rest, which no scheme changes, once at each width."""
WATCH = """() => {
    const may = 'a[href], button, input, select, textarea, summary, iframe, audio[controls], [tabindex]';
    const group = one => [...document.querySelectorAll('input[type=radio]')]
        .filter(other => other.name === one.name && other.form === one.form && !other.disabled);
    const isStop = one => one.tabIndex >= 0 && !one.matches(':disabled, [inert] *')
        && one.checkVisibility({visibilityProperty: true})
        && (one.type !== 'radio' || one === (group(one).find(other => other.checked) || group(one)[0]));
    const isShown = one => one.offsetWidth > 2 && getComputedStyle(one).opacity > 0;
    const marks = one => (isShown(one) ? [one] : [one.nextElementSibling, one.closest('label')])
        .filter(Boolean).map(mark => getComputedStyle(mark)).flatMap(style => [style.boxShadow,
            style.outlineStyle !== 'none' && style.outlineWidth !== '0px' ? style.outline : 'none']);
    const stops = [...document.querySelectorAll(may)].filter(isStop);
    const before = stops.map(one => marks(one).join());
    window.stops = stops.map(one => one.outerHTML.slice(0, 120));
    window.reached = [];
    document.addEventListener('focusin', event => {
        const place = stops.indexOf(event.target), now = marks(event.target);
        if (place >= 0) { window.reached.push({place,
            isSeen: now.some(mark => mark !== 'none') && now.join() !== before[place]}); } });
    const top = document.createElement('span');
    top.tabIndex = -1; document.body.prepend(top); top.focus(); top.remove();
    return stops.length; }"""
"""Note where the focus goes from the top, and whether it is seen there."""
SCROLLED = 8
"""Parts that only scroll are stops of the keyboard too; at most as many are on one page."""


def keyboard_faults_of(page):
    """What Tab from the top does not reach in the order of the page, or reaches unseen."""
    count = page.evaluate(WATCH)
    page.keyboard.press("+".join(["Tab"] * (count + SCROLLED)))
    reached, stops = page.evaluate("() => [window.reached, window.stops]")
    came = [one["place"] for one in reached[:count]]
    astray = [f"not in turn: {stops[place]}" for place in range(count) if came[place : place + 1] != [place]]
    unseen = [f"focus unseen: {stops[one['place']]}" for one in reached if not one["isSeen"]]
    return astray[:1] + unseen


def faults_of(page):
    """Everything that is wrong with a page: at two widths, in light and dark, and for the keyboard."""
    page.evaluate(OPEN_ALL)
    page.evaluate(AXE_SCRIPT)
    found = [] if page.locator("h1").count() == 1 else ["not one main heading"]
    for size, scheme, rules in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        found += [f"{size['width']} {scheme} {fault}" for fault in page.evaluate(AXE, rules)]
        found += [f"{size['width']} wider than the window"] if page.evaluate(TOO_WIDE) else []
    return found + keyboard_faults_of(page)


def test_every_address_is_a_page_of_the_table_or_an_exception_with_a_reason():
    pages = {name for names in PAGES.values() for name in names.split()}
    others = [name for names in ELSEWHERE.values() for name in names.split()]

    assert pages | set(others) == set(NAMED)
    assert pages.isdisjoint(others)


@pytest.mark.parametrize("visitor", [of_device, owner, clinician], ids=lambda one: one.__name__)
def test_an_exception_is_no_page_to_look_at(visitor):
    client, named = visitor()
    known = {**ANY, **named}
    names = [name for name in " ".join(ELSEWHERE.values()).split() if NAMED[name] <= set(known)]

    answers = {name: client.get(address_of(name, known)) for name in names if "." not in name}

    kinds = {
        name: one.headers.get("Content-Type", "") for name, one in answers.items() if one.status_code == 200
    }
    assert [name for name, kind in kinds.items() if "html" in kind] == []
    assert len(names) > 20


@pytest.mark.parametrize("visitor", PAGES, ids=lambda one: one.__name__)
def test_every_page_is_free_of_faults_for_whom_it_is_for(visit, live_server, visitor):  # noqa: F811
    client, named = visitor()
    page, found = visit(viewport=DESK, storage_state=None), {}
    page.route("**/pictures/**", lambda route: route.fulfill(content_type="image/svg+xml", body=BLANK))
    page.set_default_timeout(60_000)  # the first forecast compiles the model
    page.context.add_cookies(
        [{"name": key, "value": one.value, "url": live_server.url} for key, one in client.cookies.items()]
    )

    for name in PAGES[visitor].split():
        answer = page.goto(address_of(name, {**ANY, **named}))
        came_to = resolve(urlsplit(page.url).path).url_name
        is_it = answer.status == 200 and came_to == name
        found[name] = faults_of(page) if is_it else [f"leads to {came_to}, {answer.status}"]

    assert {name: faults for name, faults in found.items() if faults} == {}
