"""Whatever is sent to a form or asked of a page, by whomever: nothing breaks, and a refusal has words."""

import copy
import json
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from clinic_cast import account, guest_of, kept_for, somebody
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.urls.resolvers import URLResolver
from following_cast import GOOD_DAY, of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people_cast import PASSWORD, link_to, person_of
from web_cast import DEVICE, STRAINED, answer_until, text_of

from lumbago.web.clinic import writing
from lumbago.web.clinic.models import MessageTemplate
from lumbago.web.people.models import LinkKind
from lumbago.web.people.rights import ALLOWED, TO_CHANGE, TO_LOOK, Role
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db

ROLES = {"owner": Role.OWNER, "clinician": Role.CLINICIAN, "guest": Role.GUEST}
SEES = {
    "owner": ("/kept", "/person", "/mine", "/account"),
    "clinician": ("/kept", "/person", "/clinic", "/mine", "/shared", "/account/2fa"),
    "guest": ("/person",),
    "nobody": ("/",),
    "answering": ("/interview", "/result"),
    "answered": ("/interview", "/result", "/plan"),
    "halfway": ("/account/2fa/authenticate",),
}
"""Where each browser may see what others do not."""
FORMLESS = (
    "plan clinic-task-undo usersessions_list account_confirm_email account_reset_password_from_key "
    "account_request_reauthentication_code account_confirm_login_code account_confirm_reauthentication_code "
    "account_set_password mfa_edit_webauthn mfa_remove_webauthn mfa_reauthenticate_webauthn "
    "mfa_download_recovery_codes sync-check-in api-root /favicon.ico"
)
"""What takes a POST with no form on these pages: it stands in an answer, comes by mail, or needs a key."""
ALL_OF_IT = "guideline password1 password2 code action name credential next key on said session"
ODD = (
    "", " ", "\0", "a\0b", "\x1b[2J\x85\u2028", "\ud800", "\u202e\ufffe", "NaN", "-Infinity", "1e999", "-1",
    "2.5", "9" * 40, "9" * 5000, "x" * 20_000, "0001-01-01", "9999-12-31", "2026-02-30", "12026-01-01", "[]",
    '{"on": 1}', "\u0661", "\u00b2", "../x", "%00", "{name} %(x)s", "<b>&amp;", "//x.example/", "true", "{}",
)  # fmt: skip
TEXTS = st.sampled_from(ODD) | st.text(st.characters(), max_size=20) | st.floats().map(str)
TEXTS |= st.dates().map(str)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda within: st.lists(within, max_size=2) | st.dictionaries(TEXTS, within, max_size=2),
    max_leaves=4,
)
FORM, PARTS, PLAIN = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "application/json",
)
KINDS = (
    FORM,
    f"{FORM}; charset=utf-16",
    f"{FORM}; charset=none",
    PLAIN,
    "",
    PARTS,
    "multipart/form-data",
    "é",
)


ONCE = settings(
    max_examples=1, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


class Markup(HTMLParser):
    """A page's forms as action, method, and the honest values of each field; and its links."""

    def __init__(self, address, text):
        super().__init__()
        self.address, self.forms, self.links, self.fields, self.name = address, [], [], {}, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        its = {key: value or "" for key, value in attrs}
        if tag == "a":
            self.links.append(its.get("href", ""))
        if tag == "form":
            self.fields = {}
            self.forms.append((urljoin(self.address, its.get("action", "")), its.get("method"), self.fields))
        self.name = self.name if tag == "option" else its.get("name", "")
        if tag in {"input", "option", "textarea", "button"} and self.name:
            self.fields.setdefault(self.name, set()).add(its.get("value", ""))


class Site:
    """Browsers, addresses, who may look at a page, the forms that lead to an address, what queries ask."""

    def __init__(self, browsers, ids, report):
        self.browsers, self.addresses, self.pages = browsers, {}, {}
        self.forms, self.asked = {}, {"next", "page", "followed", "again"}
        for name, its in named(get_resolver().url_patterns):
            ids_of_it = {key: ids[key] for key in its}
            self.addresses[name] = name if "/" in name else reverse(name, kwargs=ids_of_it)
        for name, address in self.addresses.items():
            for who in (who for who in browsers if sees(who, name, address)):
                self.look(who, address)
        honest = {"report": {report}} | {field: {"x"} for field in ALL_OF_IT.split()}
        for name in FORMLESS.split():
            self.forms[name] = {(who, self.addresses[name]): honest for who in ROLES}

    def look(self, who, address):
        answer = let_through(self.browsers[who], "get", address, follow=True)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            return
        if not answer.redirect_chain:
            self.pages.setdefault(address, who)
        seen = Markup(answer.request["PATH_INFO"], answer.content.decode())
        self.asked.update(key for link in seen.links for key in parse_qs(urlsplit(link).query))
        for action, method, fields in seen.forms:
            if method == "post":
                forms = self.forms.setdefault(resolve(urlsplit(action).path).view_name, {})
                forms.setdefault((who, action), {}).update(fields)
            else:
                self.asked.update(fields)


def named(patterns, route="", names=frozenset()):
    """Yield the name of each address, its route where it has none, and what it names."""
    for one in patterns:
        here, its = route + str(one.pattern), {*names, *one.pattern.converters, *one.pattern.regex.groupindex}
        if isinstance(one, URLResolver):
            yield from named(one.url_patterns, here, its)
        else:
            yield one.name or f"/{here}", its


def sees(who, name, address):
    if name in {*TO_LOOK, *TO_CHANGE}:
        return who in ROLES and TO_LOOK.get(name) in ALLOWED[ROLES[who]]
    return address.startswith(SEES[who])


def let_through(browser, method, *sent, **beside):
    """Return the answer to a request that leaves no trace."""
    cookies = copy.deepcopy(browser.cookies)
    with transaction.atomic():
        answer = getattr(browser, method)(*sent, **beside)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return answer


def signed_in(name):
    browser, one = Client(), account(name)
    one.set_password(PASSWORD)
    one.save()
    for way in ("login", "reauthenticate"):
        browser.post(f"/account/{way}/", {"login": name, "password": PASSWORD})
    return browser


def peopled():
    person, doctor, kinds = somebody(), account("clinician"), ("owner", "clinician")
    kept = kept_for(person, days_ago=1)
    person_of(DEVICE, "Cleo")
    browsers = {name: signed_in(name) if name in kinds else Client() for name in SEES}
    browsers["guest"] = guest_of(person)
    browsers["owner"].cookies["device"] = DEVICE
    browsers["owner"].post(f"{kept}check-in/", GOOD_DAY)
    browsers["clinician"].post(
        "/shared/", {"code": link_to(somebody("Ben", owner="b"), LinkKind.FOLLOWER)[1]}
    )
    TOTP.activate(doctor, "A" * 32)
    browsers["halfway"].post("/account/login/", {"login": "clinician", "password": PASSWORD})
    answer_until(browsers["answering"], STRAINED, lambda screen: len(screen.asks) > 3)
    browsers["answered"].post("/interview/open/", {"report": of(kept).report})
    writing.keep_template(doctor, "Hello", "Dear {name}", None)
    rest = {"page_id", "fact_id", "id_", "name", "code", "uidb36", "key"}
    ids = dict.fromkeys(rest, "x-x") | {
        "uidb36": "1",
        "number": 1,
        "pk": 1,
        "on": today(),
        "kind": "conditions",
    }
    ids |= {"exercise": "glute-bridge", "form": "moving", "kept_id": of(kept).pk, "person_id": person.pk}
    ids |= {"link_id": link_to(person)[0].pk, "grant_id": person.grants.get().pk}
    ids |= {
        "template_id": MessageTemplate.objects.get().pk,
        "note_id": writing.write_note(person, doctor, "Hm").pk,
    }
    ids |= {"task_id": writing.add_task(person, doctor, "Call", today()).pk}
    return browsers, ids | {"message_id": writing.send(person, doctor, "Hello").pk}, of(kept).report


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Site(*peopled())
        transaction.set_rollback(True)


def check(answer):
    """Refuse a fault of ours, and a refusal that says nothing."""
    text = answer.content.decode() if answer.status_code >= 400 else "<main>It went well, or on"
    assert answer.status_code < 500
    assert len(text_of(text.partition("<main")[2] or text).split()) >= 4, text


def spoiled(report):
    """A report in which a field or two holds what it should not."""
    keys = st.sampled_from([*json.loads(report), "check_ins", "medicines"]) | TEXTS
    wrong = st.dictionaries(keys, VALUES, min_size=1, max_size=2)
    return wrong.map(lambda fields: json.dumps(json.loads(report) | fields))


@st.composite
def sent(draw, fields):
    """The body of a POST, and what it says it is: honest fields, some spoiled, dropped or said twice."""
    if draw(st.integers(0, 5)) == 0:
        return draw(st.binary(max_size=40)), draw(st.sampled_from(KINDS))
    said = [(name, draw(st.sampled_from(sorted(honest)))) for name, honest in fields.items()]
    for _ in range(draw(st.integers(0, 3))):
        name = draw(st.sampled_from([*fields, "action"]) | TEXTS)
        report = next((value for value in fields.get(name, ()) if value.startswith("{")), None)
        if draw(st.booleans()):
            said = [(key, value) for key, value in said if key != name]
        if draw(st.integers(0, 3)):
            said.append((name, draw(spoiled(report) if report else TEXTS)))
    kind = draw(st.sampled_from((FORM, FORM, PARTS, PLAIN, *KINDS[1:3])))
    if kind == PLAIN:
        return json.dumps(dict(said)).encode(), kind
    if kind == PARTS:
        return parts(said, draw(st.sets(st.sampled_from([*fields, "file"])))), kind
    return urlencode(said, errors="surrogatepass").encode(), kind


def parts(said, files):
    """A body of many parts; some of them claim to be files."""
    names = [f'name="{name}"' + '; filename="a\0b.json"' * (name in files) for name, _ in said]
    pieces = [f"--b\r\nContent-Disposition: form-data; {name}\r\n\r\n" for name in names]
    whole = "".join(f"{piece}{value}\r\n" for piece, (_, value) in zip(pieces, said, strict=True))
    return f"{whole}--b--\r\n".encode(errors="surrogatepass")


def test_every_address_that_takes_a_post_has_a_form_that_is_tried_here(site):
    owner, guarded = site.browsers["owner"], {*TO_LOOK, *TO_CHANGE}
    others = {name: address for name, address in site.addresses.items() if name not in guarded}
    taking = {name for name, at in others.items() if let_through(owner, "post", at).status_code != 405}

    assert taking | set(TO_CHANGE) == set(site.forms)


def test_nothing_that_is_posted_breaks_an_address(site):
    @settings(ONCE, max_examples=7)
    @given(data=st.data())
    def run(forms, data):
        (who, action), fields = data.draw(st.sampled_from(list(forms.items())))
        body, kind = data.draw(sent(fields))
        check(let_through(site.browsers[who], "generic", "POST", action, body, kind))

    for forms in site.forms.values():
        run(forms)


def test_nothing_that_a_query_asks_breaks_a_page(site):
    known = st.fixed_dictionaries({}, optional=dict.fromkeys(sorted(site.asked), TEXTS))
    odd = st.lists(st.tuples(st.sampled_from(sorted(site.asked)) | TEXTS, TEXTS), max_size=2)

    @settings(ONCE, max_examples=3)
    @given(known=known, odd=odd, target=st.sampled_from(("", "main", "what-if-shown")))
    def run(address, who, known, odd, target):
        query = urlencode([*known.items(), *odd], errors="surrogatepass")
        headers = {"HX-Request": "true", "HX-Target": target} if target else {}
        check(let_through(site.browsers[who], "get", address, QUERY_STRING=query, headers=headers))

    for address, who in site.pages.items():
        run(address, who)
