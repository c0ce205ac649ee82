"""What a person says is in no log and in no address; and the log that is kept tells what it should."""

import ast
import logging
import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client
from following_cast import GOOD_DAY, keep
from people_cast import PASSWORD, account, kept_for, let_in, person_of, signed_in
from web_cast import STRAINED, text_of, walk

from lumbago.web.people.models import AppendOnlyError, AuditEntry, GrantRole

WEB = Path(__file__).parents[2] / "src" / "lumbago" / "web"
WORD, NUMBER = "xylophonitis", "73.125"
"""Typed by a person and by nobody else."""
MAY_ASK_OTHERS = {"from_outside.py", "launch.py"}
"""`lumbago doctor --url`, which the keeper types, and the port that is listened at."""
ASKING = {"http", "urllib.request", "socket", "smtplib", "ftplib", "requests", "httpx", "subprocess"}
LINE = re.compile(r"^[a-z-]+( [a-z]+=[\w.:-]+)*$")

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(caplog):
    """Every line that any logger writes, at the most talkative level."""
    root = logging.getLogger("lumbago.security")
    root.addHandler(caplog.handler)
    names = [name for name in logging.root.manager.loggerDict if not name.startswith("faker")]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG):
        yield lambda: [(one.name, one.getMessage()) for one in caplog.records]
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)
    root.removeHandler(caplog.handler)


def lines(told):
    return [message for name, message in told() if name == "lumbago.security"]


def led_through(client, posts):
    """Send forms and follow where they lead; return every address that a browser then shows."""
    shown = []
    for address, fields in posts:
        response = client.post(address, fields, follow=True)
        shown += [response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"]]
        shown += [where for where, _ in response.redirect_chain]
    return shown


def journey(client):
    """Say a distinctive word and number wherever one can type; return the addresses."""
    days, anna = keep(), person_of(account("anna"))
    let_in(anna, "claire", GrantRole.CLINICIAN)
    kept_for(anna)
    shown = led_through(
        client,
        [
            ("/interview/0/", {"age": WORD, "action": "next"}),
            (
                "/interview/medicines/",
                {"medicines": WORD, "allergies": WORD, "weight_kg": NUMBER, "action": "next"},
            ),
            ("/report/", {"text": f"on = 2026-03-02\n{WORD} = {NUMBER}"}),
            ("/keep/", {"report": f'{{"on": "2026-03-02", "{WORD}": {NUMBER}}}'}),
            (f"{days}check-in/", {**GOOD_DAY, "nprs": NUMBER}),
            (f"{days}check-in/", GOOD_DAY),
            ("/mine/add/", {"name": WORD}),
            ("/shared/", {"code": WORD}),
            ("/account/login/", {"login": WORD, "password": NUMBER * 3}),
        ],
    )
    clinician = signed_in("claire")
    shown += led_through(
        clinician,
        [
            (f"/clinic/person/{anna.pk}/notes/", {"text": WORD}),
            (f"/clinic/person/{anna.pk}/messages/", {"text": f"{WORD} {NUMBER}"}),
        ],
    )
    walk(client, STRAINED)
    return shown


def test_nothing_that_a_person_says_is_in_any_log(client, told):
    journey(client)

    said = [
        line
        for line in told()
        if line[0] != "django.db.backends" and (WORD in str(line) or NUMBER in str(line))
    ]
    assert len(told()) > 10
    assert said == []


def test_nothing_that_a_person_says_is_in_an_address(client):
    shown = journey(client)

    assert len(shown) > 10
    assert [
        one
        for one in shown
        if WORD in one or NUMBER in one or "nprs" in one or "sign" in one.replace("signup", "")
    ] == []


def test_questions_to_the_database_are_written_to_no_log(settings):
    assert settings.DEBUG is False  # only then does Django tell them
    assert "django.db.backends" not in settings.LOGGING["loggers"]
    assert settings.LOGGING["loggers"]["django"]["level"] == "ERROR"


def test_a_fault_is_told_by_kind_and_place_without_its_words(settings):
    from lumbago.web.quiet import WithoutWords

    try:
        raise ValueError(WORD)
    except ValueError as fault:
        record = logging.LogRecord(
            "django", logging.ERROR, "x.py", 1, "at %s", (WORD,), (type(fault), fault, fault.__traceback__)
        )
    WithoutWords().filter(record)

    written = logging.Formatter("%(message)s").format(record)
    assert WORD not in written
    assert written.startswith("ValueError in test_a_fault")
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["no_words"]


def test_signing_in_failing_and_out_are_told_with_who_and_from_where(told):
    anna = User.objects.create_user("anna", password=PASSWORD)
    client = Client(REMOTE_ADDR="203.0.113.9")

    client.post("/account/login/", {"login": "anna", "password": "wrong and wrong"})
    client.post("/account/login/", {"login": "anna", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "a new long road", "password2": "a new long road"},
    )
    client.post("/account/logout/")

    who = f"account={anna.pk}"
    assert [line.split(" ")[0] for line in lines(told)] == [
        "sign-in-failed",
        "proved",
        "signed-in",
        "proved-again",
        "password-changed",
        "signed-out",
    ]
    assert all("from=203.0.113.9" in line for line in lines(told))
    assert all(who in line for line in lines(told)[1:])
    assert "method=password" in lines(told)[1]
    assert all(LINE.fullmatch(line) for line in lines(told)), lines(told)


def test_a_second_step_that_is_taken_away_is_told(told):
    anna = User.objects.create_user("anna", password=PASSWORD)
    Authenticator.objects.create(user=anna, type="totp", data={"secret": "A" * 32})
    client = signed_in("anna")
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    client.post("/account/2fa/totp/deactivate/")

    assert any(line.startswith("step-removed") and "kind=totp" in line for line in lines(told))


def test_a_door_that_stayed_shut_is_told_by_its_name_and_never_by_its_address(told):
    kept = kept_for(person_of(account("anna")))
    stranger = signed_in("ben")

    stranger.get(f"/kept/{kept.id}/today/")
    stranger.get("/nothing/here/")
    Client(enforce_csrf_checks=True).post("/start/")
    Client().post("/report/", {"text": f"{WORD} ="})

    refused = [line for line in lines(told) if line.startswith("refused")]
    assert [re.search(r"status=(\d+) act=(\S+)", line).groups() for line in refused] == [
        ("404", "today"),
        ("403", "start"),
        ("400", "written"),
    ]
    assert f"by=account:{account('ben').pk}" in refused[0]
    assert kept.id not in " ".join(lines(told))


def test_what_is_typed_cannot_write_a_line_of_its_own(told):
    Client().post(
        "/account/login/",
        {"login": "x\n2026 INFO lumbago.security signed-in by=account:1", "password": "y\r\nz"},
    )
    Client().get("/kept/x%0Asigned-in/today/", headers={"user-agent": "a\nb"})

    assert all(LINE.fullmatch(line) for line in lines(told)), lines(told)


def test_each_line_has_its_time_with_its_zone(settings):
    written = settings.LOGGING["formatters"]["short"]
    record = logging.makeLogRecord({"name": "lumbago.security", "levelname": "INFO", "msg": "signed-in"})

    line = logging.Formatter(written["format"], written["datefmt"]).format(record)

    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} INFO lumbago\.security ", line)


def test_logs_go_to_the_terminal_alone(settings):
    kinds = {handler["class"] for handler in settings.LOGGING["handlers"].values()}

    assert kinds == {"logging.StreamHandler"}


def test_a_line_of_the_audit_log_is_neither_changed_nor_deleted():
    entry = AuditEntry.objects.create(by="device", role="owner", act="today", method="GET")

    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        entry.delete()


def imported(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_app_asks_nobody_on_a_network():
    asking = {
        path.name: found
        for path in WEB.rglob("*.py")
        if path.name not in MAY_ASK_OTHERS
        and (
            found := {
                one for one in imported(path) if one in ASKING or one.split(".")[0] in {"requests", "httpx"}
            }
        )
    }

    assert asking == {}


def test_nothing_that_was_typed_is_run_or_unpickled():
    dangerous = re.compile(r"\beval\(|\bexec\(|os\.system|pickle|marshal|yaml\.load|xml\.|Template\(")
    found = {p.name: dangerous.findall(p.read_text("utf-8")) for p in WEB.rglob("*.py")}
    scripts = {
        p.name: re.findall(
            r"innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", p.read_text("utf-8")
        )
        for p in [*(WEB / "static").glob("*.js"), WEB / "offline" / "worker.js"]
    }

    assert {name: one for name, one in found.items() if one} == {}
    assert {name: one for name, one in scripts.items() if one} == {}


def test_a_question_to_the_database_is_never_put_together_from_what_was_typed():
    """Whole statements stand in the commands that copy and mend a database; pages ask through Django."""
    whole = re.compile(r"cursor\.execute|\.raw\(|\.extra\(")
    asking = {p.name for p in WEB.rglob("*.py") if whole.search(p.read_text("utf-8"))}

    assert asking <= {"remaking.py", "copying.py", "checkup.py", "reaching.py", "models.py"} | {
        p.name for p in WEB.rglob("migrations/*.py")
    }


def test_what_is_typed_is_shown_as_text(client):
    shown = client.get("/what-is/", {"q": '<script>alert(1)</script>"onload="x'}).content.decode()

    assert "<script>alert" not in shown
    assert '"onload="' not in shown
    assert "<script>alert(1)" in text_of(shown.replace("&lt;", "‹")).replace("‹", "<")


def test_no_script_writes_to_a_name_that_it_was_given():
    given = re.compile(r"\w\[[a-z_.]+\]\s*=[^=]|__proto__")
    scripts = [*(WEB / "static").glob("*.js"), WEB / "offline" / "worker.js"]

    assert {
        p.name: given.findall(p.read_text("utf-8")) for p in scripts if given.search(p.read_text("utf-8"))
    } == {}
