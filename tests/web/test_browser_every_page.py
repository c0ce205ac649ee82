"""Every page of the web app, for whom it is for: free of faults on a phone and a desk, in light and dark."""

from urllib.parse import urlsplit

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse
from following_cast import FIT, GOOD_DAY, keep, of, said_earlier
from looking import DESK, PHONE, TOO_WIDE, axe_faults_of
from people_cast import PASSWORD, account, device, kept_for, let_in, link_to, opened, person_of, signed_in
from test_browser_journey import visit  # noqa: F401
from web_cast import DEVICE, STRAINED, walk

from lumbago.web.clinic.models import Message, MessageTemplate, Note, Task
from lumbago.web.models import KeptAssessment
from lumbago.web.people.models import GrantRole, LinkKind
from lumbago.web.views.interview import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANY = {"number": 1, "exercise": "bird-dog", "page_id": "sciatica", "fact_id": "cauda-equina-signs"}
ANY |= {"kind": "sources", "id_": "downie2013", "name": "medicines"}


def nobody():
    anna = account("anna")
    return Client(), {"uidb36": user_pk_to_url_str(anna), "key": default_token_generator.make_token(anna)}


def being_asked():
    client = device(DEVICE)
    shown = walk(client, STRAINED).context
    client.post("/keep/", {"report": shown["report"], "person": "new", "name": "Me"})
    return client, {"number": 3, "kept_id": KeptAssessment.objects.get().id}


def of_device():
    address, client = keep(), device(DEVICE)
    client.post(f"{address}check-in/", GOOD_DAY)
    client.post(f"{address}week/", {**FIT, "minutes_per_day": "25", "equipment": ["band"]})
    return client, {"kept_id": of(address).id}


def proved(name):
    client, said = signed_in(name), "account_authentication_methods"
    session = client.session
    session[said] = [{"method": "password", "reauthenticated": True, "at": 9e9}]
    session[f"{said}_user"] = str(account(name).pk)
    session.save()
    return client


def owner():
    person = kept_for(person_of(account("anna"))).person
    let_in(person, "dr-cox", GrantRole.CLINICIAN)
    link_to(person)
    Message.objects.create(person=person, author=account("dr-cox"), text="Please call.")
    signed_in("dr-cox").get(f"/clinic/{person.pk}/")
    return proved("anna"), {"person_id": person.pk}


def owner_with_two_steps():
    TOTP.activate(account("tess"), generate_totp_secret())
    RecoveryCodes.activate(account("tess"))
    passkey = Authenticator.objects.create(user=account("tess"), type="webauthn", data={"name": "My phone"})
    User.objects.update(password=make_password(None))  # so that there is one to set
    return proved("tess"), {"pk": passkey.pk}


def half_signed_in():
    TOTP.activate(account("tom"), generate_totp_secret())
    User.objects.update(password=make_password(PASSWORD))
    client = Client()
    client.post("/account/login/", {"login": "tom", "password": PASSWORD})
    return client, {}


def clinician():
    kept, author = kept_for(person_of(account("anna"))), account("dr-cox")
    theirs = {"person": kept.person, "author": author}
    let_in(kept.person, "dr-cox", GrantRole.CLINICIAN)
    note = Note.objects.create(**theirs, text="Seen today.")
    Task.objects.create(**theirs, text="Call", due=today())
    Message.objects.create(**theirs, text="Please call.")
    template = MessageTemplate.objects.create(author=author, title="Walk", text="Dear {name}, walk.")
    said_earlier(f"/kept/{kept.id}/", 6, days_ago=0)
    named = {"person_id": kept.person_id, "kept_id": kept.id, "on": today(), "note_id": note.pk}
    invited = opened(link_to(kept.person, LinkKind.FOLLOWER)[1], signed_in("dr-cox"))
    return invited, {**named, "template_id": template.pk}


def follower():
    kept = kept_for(person_of(account("anna")))
    let_in(kept.person, "fay")
    return signed_in("fay"), {"person_id": kept.person_id, "kept_id": kept.id}


def guest():
    kept = kept_for(person_of(account("anna")))
    return opened(link_to(kept.person)[1]), {"person_id": kept.person_id}


PAGES = {
    nobody: """home screen written deleted catalogue exercise explanations explanation words grounds offline
        shared gone evidence evidence-changes evidence-validation evidence-report evidence-kind evidence-fact
        account_login account_signup account_inactive account_confirm_email account_email_verification_sent
        account_reset_password account_reset_password_done account_reset_password_from_key
        account_reset_password_from_key_done""",
    being_asked: "screen medicines result plan kept-plan",
    of_device: "mine person-add kept today check-in exercises week print-week progress",
    owner: """mine archive rename share data person-delete summary messages who-looked account-delete
        account_logout account_change_password account_email account_reauthenticate usersessions_list
        mfa_index mfa_activate_totp mfa_list_webauthn mfa_add_webauthn""",
    owner_with_two_steps: """mfa_index mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes
        mfa_list_webauthn mfa_edit_webauthn mfa_remove_webauthn mfa_reauthenticate account_set_password""",
    half_signed_in: "mfa_authenticate",
    clinician: """clinic clinic-history clinic-day clinic-notes clinic-note-strike clinic-tasks
        clinic-messages clinic-templates clinic-template clinic-template-delete summary accept""",
    follower: "mine today progress summary",
    guest: "summary",
}

ELSEWHERE = {
    "changes something": """start open-again download keep delete undo feel claim leave medicines-today
        link-end grant-end message-read clinic-task-done clinic-task-undo sync-check-in set_language""",
    "hands out a file, a picture or a record": """calendar calendar-feed picture everything tables report-json
        summary-pdf evidence-figure evidence-record evidence-records manifest service-worker openapi health
        sync-day favicon.ico mfa_download_recovery_codes mfa_login_webauthn mfa_reauthenticate_webauthn""",
    "leads on to a page of the table": "interview review",
    "is of signing in by a code in an e-mail, which nobody can here": """account_confirm_login_code
        account_request_reauthentication_code account_confirm_reauthentication_code""",
    "shows nothing": "api-root",
}


def addresses(patterns, space="", named=()):
    for one in patterns:
        within = {*named, *one.pattern.regex.groupindex}
        if isinstance(one, URLResolver):
            deeper = f"{space}{one.namespace}:" if one.namespace else space
            yield from addresses(one.url_patterns, deeper, within)
        else:
            yield f"{space}{one.name or one.pattern}", within


NAMED = dict(addresses(get_resolver().url_patterns))


def address_of(name, named):
    return reverse(name, kwargs={key: {**ANY, **named}[key] for key in NAMED[name]})


OPEN = """() => { const kinds = new Set();  // the answer has a hundred folded parts alike: one of each kind
    document.querySelectorAll('main details').forEach(one => { const kind = one.parentElement.className;
        one.open ||= !kinds.has(kind + one.className); kinds.add(kind + one.className); }); }"""
WHOLE, ONLY_COLOURS = {"preload": False}, {"at": "main", "runOnly": ["color-contrast"]}
COLOURS = """() => JSON.stringify([...document.querySelectorAll('main, main *')].map(one => {
    const {color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight} = getComputedStyle(one);
    const isLarge = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.6 : 24);
    return [color, backgroundColor, backgroundImage, opacity, isLarge, one.checkVisibility()].join(); }))"""
"""What contrast depends on: where the width changes none of it, axe need not look again."""
WATCH = """() => {
    const radios = one => [...document.querySelectorAll('input[type=radio]:enabled')]
        .filter(other => other.name === one.name && other.form === one.form);
    const isStop = one => one.tabIndex >= 0 && !one.matches(':disabled, [inert] *')
        && one.checkVisibility({visibilityProperty: true})
        && (one.type !== 'radio' || one === (radios(one).find(other => other.checked) || radios(one)[0]));
    const isShown = one => one.offsetWidth > 2 && getComputedStyle(one).opacity > 0;
    const marks = one => (isShown(one) ? [one] : [one.nextElementSibling, one.closest('label')])
        .filter(Boolean).map(mark => getComputedStyle(mark)).flatMap(style => [style.boxShadow,
            style.outlineStyle !== 'none' && style.outlineWidth !== '0px' ? style.outline : 'none']);
    const may = 'a[href], button, input, select, textarea, summary, iframe, audio[controls], [tabindex]';
    const stops = [...document.querySelectorAll(may)].filter(isStop);
    const before = stops.map(one => marks(one).join()), reached = [];
    document.addEventListener('focusin', ({target}) => {
        const now = marks(target), place = stops.indexOf(target);
        reached.push([place, now.some(mark => mark !== 'none') && now.join() !== before[place]]); });
    const top = document.createElement('span');
    top.tabIndex = -1; document.body.prepend(top); top.focus(); top.remove();
    window.watched = () => reached.filter(([place]) => place >= 0);
    return stops.map(one => one.outerHTML.slice(0, 120)); }"""


def keyboard_faults_of(page):
    """What Tab from the top does not reach in the order of the page, or reaches unseen."""
    stops = page.evaluate(WATCH)
    page.keyboard.press("+".join(["Tab"] * (len(stops) + 8)))  # a part that only scrolls is a stop too
    reached = page.evaluate("() => window.watched()")[: len(stops)]
    astray = [f"not in turn: {stop}" for place, stop in enumerate(stops) if place not in dict(reached)]
    astray += [] if reached == sorted(reached) else ["not in the order of the page"]
    return astray + [f"focus unseen: {stops[place]}" for place, is_seen in reached if not is_seen]


def faults_of(page):
    """Everything that is wrong with a page: at two widths, in light and dark, and for the keyboard."""
    page.evaluate(OPEN)
    found = [] if page.locator("h1").count() == 1 else ["not one main heading"]
    colours = {}
    for size, scheme in ((DESK, "light"), (PHONE, "light"), (PHONE, "dark"), (DESK, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        asked, now = ONLY_COLOURS if scheme in colours else WHOLE, page.evaluate(COLOURS)
        if colours.get(scheme) != now:
            found += [f"{size['width']} {scheme} {fault}" for fault in axe_faults_of(page, **asked)]
        found += [f"{size['width']} wider than the window"] if page.evaluate(TOO_WIDE) else []
        colours[scheme] = now
    return found + keyboard_faults_of(page)


def test_every_address_is_a_page_of_the_table_or_an_exception_with_a_reason():
    pages = {name for names in PAGES.values() for name in names.split()}
    others = [name for names in ELSEWHERE.values() for name in names.split()]

    assert sorted([*pages, *others]) == sorted(NAMED)


@pytest.mark.parametrize("visitor", [of_device, owner, clinician], ids=lambda one: one.__name__)
def test_an_exception_is_no_page_to_look_at(visitor):
    client, named = visitor()
    names = [name for name in " ".join(ELSEWHERE.values()).split() if NAMED[name] <= {*ANY, *named}]
    answers = [(name, client.get(address_of(name, named))) for name in names if "." not in name]

    seen = [(name, one.headers.get("Content-Type", "")) for name, one in answers if one.status_code == 200]
    assert [name for name, kind in seen if "html" in kind] == []


@pytest.mark.parametrize("visitor", PAGES, ids=lambda one: one.__name__)
def test_every_page_is_free_of_faults_for_whom_it_is_for(visit, live_server, visitor):  # noqa: F811
    client, named = visitor()
    page, found = visit(viewport=DESK, storage_state=None), {}
    page.set_default_timeout(60_000)  # the first forecast compiles the model
    for key, one in client.cookies.items():
        page.context.add_cookies([{"name": key, "value": one.value, "url": live_server.url}])

    for name in PAGES[visitor].split():
        answer = page.goto(address_of(name, named), wait_until="domcontentloaded")
        came_to = answer.status, resolve(urlsplit(page.url).path).url_name
        found[name] = faults_of(page) if came_to == (200, name) else [f"leads to {came_to}"]

    assert {name: faults for name, faults in found.items() if faults} == {}
