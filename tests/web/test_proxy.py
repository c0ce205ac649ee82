"""Behind a proxy with HTTPS at a sub-path all works, whether the proxy takes the sub-path off or not."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from proxy_cast import (
    HOST,
    ORIGIN,
    PREFIX,
    URL,
    Browser,
    addresses_in,
    free_port,
    nginx_before,
    proxy_before,
    wait_for,
)

from lumbago.record import Form, read_history
from lumbago.web.deployment import deployment
from lumbago.web.proxy import as_meant, behind_proxy
from lumbago.web.views.interview import today
from lumbago.web.written import report_json

EXAMPLE = Path(__file__).parents[2] / "examples" / "strain-ready-for-a-plan.toml"
BEHIND = deployment({"LUMBAGO_URL": URL})
WELL = {200, 302, 405}
"""A page, one that leads on, and one for a button."""

NEAR, FAR = "127.0.0.1", "1.2.3.4"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The port of the app as `lumbago serve` runs it for that address."""
    port = free_port()
    command = [sys.executable, "-m", "lumbago.cli", "serve", "--port", str(port)]
    own = {"LUMBAGO_DATA": str(tmp_path_factory.mktemp("served")), "LUMBAGO_URL": URL, "LUMBAGO_DATABASE": ""}
    with subprocess.Popen(command, env={**os.environ, **own}, stdout=subprocess.PIPE, text=True) as server:
        assert URL in server.stdout.readline()
        wait_for(port)
        yield port
        server.terminate()


@contextmanager
def before(kind, served, folder):
    program, _, how = kind.partition(" ")
    if program == "nginx":
        if shutil.which("nginx") is None:
            pytest.skip("no 'nginx' on PATH")
        with nginx_before(served, folder, strips=how == "strips") as port:
            yield port
    else:
        with proxy_before(served, strips=how == "strips", is_bare=how == "bare") as port:
            yield port


@pytest.fixture(params=["proxy strips", "proxy leaves", "proxy bare", "nginx strips", "nginx leaves"])
def visitor(request, served, tmp_path):
    with before(request.param, served, tmp_path) as port:
        yield Browser(port)


def report():
    text = EXAMPLE.read_text(encoding="utf-8").replace("2026-03-02", str(today()))
    text = text.replace("2026-03-01", str(today() - timedelta(days=1)))
    return report_json(read_history(text, Form.TOML, today=today()))


def test_every_address_of_a_page_lies_below_the_sub_path_and_answers(visitor):
    page = visitor.get(f"{PREFIX}/")

    named = addresses_in(page.text)
    assert page.status == 200
    assert any(address.endswith(".css") for address in named)
    assert [address for address in named if not address.startswith(f"{PREFIX}/")] == []
    answers = {address: visitor.get(address).status for address in named}
    assert {address: status for address, status in answers.items() if status not in WELL} == {}


def test_a_form_is_taken_a_report_is_kept_and_cookies_stay_below_the_sub_path(visitor):
    visitor.get(f"{PREFIX}/report/")

    kept = visitor.post(f"{PREFIX}/keep/", {"report": report()})
    shown = visitor.get(kept.header("Location"))

    assert kept.status == 302
    assert kept.header("Location").startswith(f"{PREFIX}/kept/")
    assert shown.status == 200
    cookies = [*kept.cookies.values(), *shown.cookies.values()]
    assert "__Secure-device" in kept.cookies
    assert {(cookie["path"], cookie["secure"]) for cookie in cookies} == {(f"{PREFIX}/", True)}


def test_a_form_of_another_site_is_refused(visitor):
    visitor.get(f"{PREFIX}/report/")

    forged = visitor.post(f"{PREFIX}/start/", {}, Origin="https://elsewhere.example")

    assert forged.status == 403


@pytest.fixture(params=["strips", "leaves"])
def behind(request, served, tmp_path):
    with before(f"proxy {request.param}", served, tmp_path) as port:
        yield Browser(port)


def test_the_app_knows_the_address_that_people_type(behind):
    health = behind.get(f"{PREFIX}/healthz")

    assert f'"address": "{URL}/"' in health.text
    assert health.header("Strict-Transport-Security")


def test_the_worker_for_times_without_a_network_knows_the_sub_path(behind):
    place = re.search(r'data-worker="([^"]+)"', behind.get(f"{PREFIX}/").text).group(1)

    worker = behind.get(place)

    assert place.count("/") == f"{PREFIX}/".count("/")  # it may serve what lies beside it and below
    assert f'"root": "{PREFIX}/"' in worker.text


def test_a_name_that_nobody_named_is_refused(behind):
    assert behind.get(f"{PREFIX}/", Host="elsewhere.example").status == 400


def test_plain_http_is_led_to_https(behind):
    led = behind.get(f"{PREFIX}/what-is/?q=disc", **{"X-Test-Scheme": "http"})

    assert (led.status, led.header("Location")) == (302, f"{URL}/what-is/?q=disc")


def sign_in(visitor, name, **headers):
    visitor.get(f"{PREFIX}/account/login/")
    wrong = {"login": name, "password": "a wrong password"}
    return visitor.post(f"{PREFIX}/account/login/", wrong, **headers).status


def test_who_guesses_passwords_is_locked_out_whatever_address_they_invent_and_nobody_else(served):
    with proxy_before(served) as port:
        guesser, other = Browser(port, "203.0.113.66"), Browser(port, "203.0.113.67")

        guessed = [
            sign_in(guesser, f"somebody-{number}", **{"X-Forwarded-For": f"192.0.2.{number}"})
            for number in range(6)
        ]

        assert guessed[-1] == 429
        assert sign_in(other, "somebody-else") == 200


def asked(path="/", peer=NEAR, host=HOST, **headers):
    named = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return {"REQUEST_METHOD": "GET", "PATH_INFO": path, "REMOTE_ADDR": peer, "HTTP_HOST": host, **named}


@pytest.mark.parametrize(
    ("path", "meant"),
    [("/back/what-is/", "/what-is/"), ("/what-is/", "/what-is/"), ("/back", ""), ("/backs/", "/backs/")],
)
def test_the_sub_path_is_taken_off_where_it_is_there(path, meant):
    assert as_meant(asked(path), BEHIND)["PATH_INFO"] == meant


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("192.0.2.1, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:5123", "203.0.113.9"),
        ("[2001:db8::1]:5123", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("nonsense", NEAR),
        ("", NEAR),
    ],
)
def test_the_last_address_that_a_proxy_names_counts(said, believed):
    assert as_meant(asked(x_forwarded_for=said), BEHIND)["REMOTE_ADDR"] == believed


def test_nobody_far_away_is_believed_to_be_the_proxy():
    meant = as_meant(asked(peer=FAR, x_forwarded_for="127.0.0.1", x_forwarded_proto="https"), BEHIND)

    assert meant["REMOTE_ADDR"] == FAR
    assert not [name for name in meant if "FORWARDED" in name]


def test_a_proxy_that_names_itself_as_the_host_is_put_right():
    meant = as_meant(asked(host="127.0.0.1:8000", x_forwarded_for="203.0.113.9"), BEHIND)

    assert meant["HTTP_HOST"] == HOST
    assert meant["HTTP_X_FORWARDED_PROTO"] == "https"


def test_who_comes_from_this_machine_past_the_proxy_is_left_alone():
    meant = as_meant(asked(host="localhost:8000"), BEHIND)

    assert meant["HTTP_HOST"] == "localhost:8000"
    assert "HTTP_X_FORWARDED_PROTO" not in meant


def test_the_sub_path_without_its_slash_leads_to_it():
    led = []
    app = behind_proxy(lambda environ, start: [b"the app"], BEHIND)

    app(asked("/back"), lambda status, headers: led.append((status, dict(headers)["Location"])))

    assert led == [("302 Found", "/back/")]


def test_without_a_proxy_nothing_is_believed():
    def app(environ, start):
        return environ

    assert behind_proxy(app, deployment({"LUMBAGO_URL": "http://intranet"})) is app
    assert behind_proxy(app, deployment({})) is app


def test_the_origin_is_that_of_the_address():
    assert (BEHIND.origins, BEHIND.prefix, BEHIND.is_https) == ((ORIGIN,), PREFIX, True)
