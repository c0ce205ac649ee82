"""`lumbago doctor` says in words what keeps an instance from working, and what to do."""

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from command_line import lumbago

from lumbago.web import checkup
from lumbago.web.checkup import Found
from lumbago.web.data_folder import secret_key
from lumbago.web.deployment import DeploymentError, deployment
from lumbago.web.from_outside import seen_from_outside


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder whose database is ready."""
    return tmp_path_factory.mktemp("data")


def checks(data, *arguments, **variables):
    """What it finds, by name."""
    run = lumbago("doctor", "--port", "1", "--json", *arguments, LUMBAGO_DATA=str(data), **variables)
    return {check["name"]: check for check in json.loads(run.stdout)}


SQLITE = {"LUMBAGO_DATABASE": ""}


def test_a_plain_installation_is_well_and_says_who_can_reach_it(data):
    found = checks(data, **SQLITE)

    web = ("Data folder", "Settings", "Address", "Signing key", "Database", "Static files", "Clock", "Forms")
    assert [name for name in web if not found[name]["is_well"]] == []
    assert "this computer only" in found["Address"]["found"]


def test_behind_a_proxy_it_says_where_forms_come_from(data):
    found = checks(data, LUMBAGO_URL="https://example.org/back", **SQLITE)

    assert "https://example.org" in found["Forms"]["found"]
    assert found["Forms"]["is_well"]
    assert "/back/" in found["Address"]["found"]
    assert "/back/static/" in found["Static files"]["found"]


def test_a_database_that_does_not_answer_is_named_with_a_remedy(data):
    found = checks(data, LUMBAGO_DATABASE="postgresql://me@127.0.0.1:1/backs")

    assert not found["Database"]["is_well"]
    assert "Is PostgreSQL running" in found["Database"]["found"]
    assert "Clock" not in found  # what rests on it is left out


@pytest.mark.postgresql
@pytest.mark.skipif(not os.environ.get("LUMBAGO_DATABASE"), reason="run it with tests/postgresql.sh")
def test_a_database_of_postgresql_is_named_with_its_version(data):
    found = checks(data)

    assert found["Database"]["found"].startswith("PostgreSQL ")
    assert found["Database"]["is_well"]
    assert found["Clock"]["is_well"]


def test_a_slip_in_the_name_of_a_setting_is_named(monkeypatch):
    monkeypatch.setenv("LUMBAGO_DATABSE", "postgresql://a/b")

    found = checkup.given()

    assert not found.is_well
    assert "LUMBAGO_DATABSE" in found.found
    assert "LUMBAGO_DATABASE" in found.to_do


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"LUMBAGO_URL": "http://example.org"}, "unencrypted"),
        ({"LUMBAGO_HOSTS": "https://example.org"}, "no host name"),
        ({"LUMBAGO_HOSTS": "example.org:8000"}, "no host name"),
        ({"LUMBAGO_HOSTS": "example.org"}, "unencrypted"),
        ({"LUMBAGO_HTTPS": "yes"}, "forms may be refused"),
    ],
    ids=["no HTTPS", "an address for a host", "a port", "a host without HTTPS", "HTTPS without an address"],
)
def test_an_address_at_which_people_would_be_stuck_is_named(settings, monkeypatch, variables, said):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings.DEPLOYMENT = deployment(variables)

    found = checkup.address()

    assert not found.is_well
    assert said in found.found
    assert found.to_do


def test_a_sub_path_that_pages_begin_with_is_refused(settings):
    settings.DEPLOYMENT = deployment({"LUMBAGO_URL": "https://example.org/kept"})

    with pytest.raises(DeploymentError, match="/kept"):
        checkup.address()


@pytest.mark.parametrize(("mode", "is_well"), [(0o600, True), (0o640, False), (0o604, False)])
def test_only_its_owner_may_read_the_key(tmp_path, monkeypatch, mode, is_well):
    monkeypatch.setenv("LUMBAGO_DATA", str(tmp_path))
    secret_key(tmp_path)
    (tmp_path / "secret-key").chmod(mode)

    found = checkup.signing_key()

    assert found.is_well is is_well
    assert is_well or "chmod 600" in found.to_do


def test_a_database_that_is_damaged_is_not_called_ready(tmp_path):
    (tmp_path / "lumbago.sqlite3").write_bytes(b"not a database" * 100)

    found = checks(tmp_path, **SQLITE)["Database"]

    assert not found["is_well"]
    assert "Restore a backup" in found["found"]


@pytest.mark.django_db
def test_a_clock_before_the_newest_knowledge_is_wrong(monkeypatch):
    class Early(checkup.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2001, 1, 1, tzinfo=tz)

    assert checkup.clock().is_well

    monkeypatch.setattr(checkup, "datetime", Early)

    assert not checkup.clock().is_well
    assert "2001-01-01" in checkup.clock().found


class Site(BaseHTTPRequestHandler):
    """Answers as a proxy would, in the way that a test wants."""

    answers: ClassVar = {}

    def do_GET(self):
        status, headers, text = self.answers.get(self.path, (404, {}, "nothing"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    """The address of a site, and what it answers by path."""
    answers = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Site,), {"answers": answers}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/back", answers
    server.shutdown()
    server.server_close()


def well(address, seen=None):
    health = json.dumps({"status": "ok", "address": f"{seen or address}/"})
    return {
        "/back/healthz": (200, {"Content-Type": "application/json"}, health),
        "/back/static/lumbago.css": (200, {"Content-Type": "text/css"}, "body {}"),
    }


def test_an_instance_that_is_well_is_called_well(site):
    address, answers = site
    answers.update(well(address))

    assert seen_from_outside(address) == Found(
        True, f"{address} is well: pages, static files and database answer"
    )


@pytest.mark.parametrize(
    ("health", "said", "to_do"),
    [
        ((400, {}, ""), "refuses the host name", "LUMBAGO_URL="),
        ((404, {}, ""), "not below /back", "LUMBAGO_URL="),
        ((502, {}, ""), "cannot reach Lumbago", "lumbago serve"),
        ((503, {}, '{"status": "broken"}'), "database does not answer", "doctor"),
        ((301, {"Location": "SELF/healthz"}, ""), "leads to itself", "X-Forwarded-Proto"),
        ((301, {"Location": "https://127.0.0.1/healthz"}, ""), "leads on to HTTPS", "https://"),
        ((200, {}, "<html>Welcome to nginx"), "not Lumbago", "proxy"),
    ],
    ids=["400", "404", "502", "503", "a loop", "to HTTPS", "another"],
)
def test_what_comes_back_is_explained(site, health, said, to_do):
    address, answers = site
    status, headers, text = health
    answers.update(well(address))
    answers["/back/healthz"] = (status, {k: v.replace("SELF", address) for k, v in headers.items()}, text)

    found = seen_from_outside(address)

    assert not found.is_well
    assert said in found.found
    assert to_do in found.to_do


@pytest.mark.parametrize(
    ("seen", "said", "to_do"),
    [
        ("http://127.0.0.1:1/back", "thinks it is at 127.0.0.1:1", "Host $host"),
        ("https://HERE/back", "come by https", "X-Forwarded-Proto"),
        ("http://HERE", "thinks it is below /", "LUMBAGO_URL="),
    ],
    ids=["host", "scheme", "sub-path"],
)
def test_what_the_proxy_does_not_pass_on_is_named(site, seen, said, to_do):
    address, answers = site
    answers.update(well(address, seen.replace("HERE", address.split("/")[2])))

    found = seen_from_outside(address)

    assert not found.is_well
    assert said in found.found
    assert to_do in found.to_do


def test_a_style_sheet_that_is_not_there_is_noticed(site):
    address, answers = site
    answers.update(well(address))
    del answers["/back/static/lumbago.css"]

    assert "404 instead of a style sheet" in seen_from_outside(address).found


def test_nobody_listening_an_unknown_name_and_no_https_are_told_apart(site):
    address, _ = site

    assert "nobody listens" in seen_from_outside("http://127.0.0.1:1").found
    assert "nobody knows the name" in seen_from_outside("http://nowhere.invalid").found
    assert "does not speak HTTPS" in seen_from_outside(address.replace("http://", "https://")).found
