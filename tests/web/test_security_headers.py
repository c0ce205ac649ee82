"""What a browser is told of every kind of page: run nothing of others, tell nobody, keep no copy."""

import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from following_cast import keep
from people_cast import PASSWORD, account, kept_for, let_in, person_of, signed_in
from web_cast import STRAINED, walk

from lumbago.web.deployment import deployment
from lumbago.web.people.models import GrantRole
from lumbago.web.proxy import behind_proxy

WEB = Path(__file__).parents[2] / "src" / "lumbago" / "web"
STRICT = {
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}
OPEN = [
    "/", "/interview/", "/report/", "/what-is/", "/what-is/?q=disc", "/exercises/", "/evidence/", "/deleted/",
    "/gone/", "/shared/", "/offline/", "/account/login/", "/account/signup/", "/account/password/reset/",
    "/mine/", "/mine/add/",
    "/nothing/here", "/start/", "/healthz", "/manifest.webmanifest", "/static/lumbago.css", "/static/page.js",
]  # fmt: skip
OF_A_DAY = ["", "plan/", "today/", "check-in/", "progress/", "exercises/", "week/", "week/print/"]
OF_A_PERSON = ["answers/", "share/", "data/", "name/", "data/delete/", "summary/"]
OF_AN_ACCOUNT = ["/account/2fa/", "/account/password/change/", "/account/logout/", "/clinic/"]
PLAIN_KINDS = ("text/", "application/json", "application/manifest+json", "image/svg+xml")

pytestmark = pytest.mark.django_db


class _Looker(HTMLParser):
    """Collects what a content policy forbids, and what a browser fetches without being asked."""

    def __init__(self):
        super().__init__()
        self.inline, self.fetched = [], []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.inline += [f"{tag} {name}" for name in named if name == "style" or name.startswith("on")]
        is_code = tag == "script" and not named.get("src") and named.get("type") != "application/json"
        if tag == "style" or is_code:
            self.inline.append(tag)
        self.fetched += [
            value for name, value in attrs if name in {"src", "srcset", "poster", "action"} and value
        ]
        if tag in {"link", "use", "image"}:
            self.fetched.append(named.get("href") or "")
        if (named.get("href") or "").strip().lower().startswith(("javascript:", "data:")):
            self.inline.append(named["href"])


def looked_at(response):
    looker = _Looker()
    looker.feed(response.content.decode())
    return looker


@pytest.fixture(scope="module")
def styled():
    return re.compile(r"url\(\s*['\"]?(?!data:|#)([^)'\"]+)|@import\s+['\"]([^'\"]+)")


@pytest.fixture
def seen(client):
    """Every kind of page: open to all, of a day, of a person, of an account, and of a clinician."""
    clinician, anna = signed_in("claire"), person_of(account("anna"))
    let_in(anna, "claire", GrantRole.CLINICIAN)
    days = keep()
    kept, owner = kept_for(anna), signed_in("anna")
    account("anna").set_password(PASSWORD)
    asked = [(client, address) for address in OPEN]
    asked += [(client, days + part) for part in OF_A_DAY]
    asked += [(owner, f"/person/{anna.pk}/{part}") for part in OF_A_PERSON]
    asked += [(owner, address) for address in OF_AN_ACCOUNT]
    asked += [(clinician, "/clinic/"), (clinician, f"/kept/{kept.id}/today/")]
    return {address: browser.get(address) for browser, address in asked}


def test_every_kind_of_page_forbids_what_is_inline_and_what_others_serve(seen):
    policies = {
        address: set(one.get("Content-Security-Policy", "").split("; ")) for address, one in seen.items()
    }

    assert {address: policy for address, policy in policies.items() if policy != STRICT} == {}


def test_no_page_has_anything_inline_that_the_policy_would_stop(seen):
    pages = {a: one for a, one in seen.items() if one["Content-Type"].startswith("text/html")}

    assert len(pages) > 30
    assert {address: looked_at(one).inline for address, one in pages.items() if looked_at(one).inline} == {}


def test_no_page_makes_a_browser_ask_another_site(seen):
    pages = {a: one for a, one in seen.items() if one["Content-Type"].startswith("text/html")}
    elsewhere = {
        a: [f for f in looked_at(one).fetched if re.match(r"(?:[a-z]+:)?//", f)] for a, one in pages.items()
    }

    assert {address: fetched for address, fetched in elsewhere.items() if fetched} == {}


def test_no_file_of_ours_names_another_site_to_fetch_from(styled):
    files = [
        f
        for f in (WEB / "static").rglob("*")
        if f.suffix in {".css", ".js", ".svg"} and "vendor" not in f.parts
    ]
    files += [*(WEB / "templates").rglob("*.html"), WEB / "offline" / "worker.js"]
    named = {
        path.name: [
            found
            for found in re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+\S*", path.read_text("utf-8"))
            if not re.search(r"www\.w3\.org/|example\.org", found)
        ]
        for path in files
    }
    fetched = [
        one for path in files if path.suffix == ".css" for one in styled.findall(path.read_text("utf-8"))
    ]

    assert {name: found for name, found in named.items() if found} == {}
    assert [one for pair in fetched for one in pair if one.startswith(("http", "//"))] == []


def test_every_answer_says_what_a_browser_may_not_do_with_it(seen):
    for address, one in seen.items():
        told = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        assert {name: one.get(name) for name in told} == told, address
        assert "camera=()" in one["Permissions-Policy"]
        assert not one.has_header("Access-Control-Allow-Origin")


def test_every_answer_says_what_it_is_and_how_it_is_written(seen):
    for address, one in seen.items():
        kind = one["Content-Type"]
        assert kind.startswith(PLAIN_KINDS), (address, kind)
        assert not kind.startswith("text/") or "charset=utf-8" in kind.lower().replace('"', ""), (
            address,
            kind,
        )


def test_no_copy_of_a_page_of_somebody_is_kept(seen):
    private = {
        a: one for a, one in seen.items() if a.startswith(("/kept/", "/person/", "/account/2fa", "/clinic"))
    }

    assert len(private) > 15
    assert {
        a: one.get("Cache-Control") for a, one in private.items() if "no-store" not in one["Cache-Control"]
    } == {}


def test_no_copy_of_an_answer_that_nobody_kept_is_kept_by_the_browser(client):
    walk(client, STRAINED)

    for address in ("/result/", "/plan/", "/what-is/", "/"):
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_what_a_stranger_reads_may_be_kept():
    assert "no-store" not in Client().get("/what-is/").get("Cache-Control", "")


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH"])
def test_a_method_that_nothing_here_has_is_refused(method):
    assert Client().generic(method, "/").status_code == 405


@pytest.mark.parametrize(
    "address",
    ["/static/", "/static/vendor/", "/.git/config", "/static/../settings.py", "/static/%2e%2e/settings.py"],
)
def test_no_folder_is_listed_and_nothing_but_static_files_is_a_file(address):
    assert Client().get(address).status_code == 404


def test_whoever_may_embed_nothing_is_told_so_in_old_browsers_too(seen):
    pages = [one for one in seen.values() if one["Content-Type"].startswith("text/html")]

    assert {one.get("X-Frame-Options") for one in pages} == {"DENY"}


BEHIND = """
import json
from lumbago.web.launch import prepare
prepare()
from django.conf import settings
from django.test import Client
browser = Client(headers={"host": settings.DEPLOYMENT.hosts[0], "x-forwarded-proto": "https"})
page = browser.get("/report/")
browser.post("/mine/add/", {"name": "Anna"})
browser.post("/language/", {"language": "de", "next": "/"})
words = {"password1": "a winding road", "password2": "a winding road"}
browser.post("/account/signup/", {"username": "anna", **words})
told = ("secure", "httponly", "samesite", "path")
cookies = {name: [cookie[one] for one in told] for name, cookie in browser.cookies.items()}
print(json.dumps([page["Strict-Transport-Security"], cookies]))
"""


@pytest.fixture(scope="module")
def told_behind(tmp_path_factory):
    """What an instance sends behind HTTPS, by its address."""

    def ask(url):
        own = {
            "LUMBAGO_URL": url,
            "LUMBAGO_DATA": str(tmp_path_factory.mktemp("behind")),
            "LUMBAGO_DATABASE": "",
        }
        ran = subprocess.run(
            [sys.executable, "-c", BEHIND],
            env={**os.environ, **own},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return json.loads(ran.stdout.splitlines()[-1])

    return ask


def test_on_a_host_of_its_own_behind_https_cookies_are_of_that_host_alone(told_behind):
    transport, cookies = told_behind("https://back.example.org")

    assert transport == "max-age=31536000; includeSubDomains"
    assert set(cookies) == {f"__Host-{name}" for name in ("csrftoken", "device", "language", "session")}
    assert {tuple(one) for one in cookies.values()} == {(True, True, "Lax", "/")}


def test_below_a_sub_path_cookies_stay_below_it_and_other_hosts_are_left_alone(told_behind):
    transport, cookies = told_behind("https://example.org/back")

    assert transport == "max-age=31536000"
    assert set(cookies) == {f"__Secure-{name}" for name in ("csrftoken", "device", "language", "session")}
    assert {tuple(one) for one in cookies.values()} == {(True, True, "Lax", "/back/")}


@pytest.mark.parametrize(
    ("path", "status"), [("/back/", "302 Found"), ("/back/api/kept/x/day/2026-03-02", "403 Forbidden")]
)
def test_people_are_led_on_to_https_and_programs_are_refused(path, status):
    answered = []
    app = behind_proxy(
        lambda environ, start: [b"the app"], deployment({"LUMBAGO_URL": "https://example.org/back"})
    )

    app(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "example.org",
            "HTTP_X_FORWARDED_PROTO": "http",
            "wsgi.input": io.BytesIO(),
        },
        lambda status, headers: answered.append(status),
    )

    assert answered == [status]
