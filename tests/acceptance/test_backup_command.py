"""`lumbago backup` and `lumbago restore`: all of an instance goes into one file and comes out of it whole."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
import time
import zipfile
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from command_line import EXAMPLES, lumbago

from lumbago.web.copying import CopyError, read_manifest

SQLITE = {"LUMBAGO_DATABASE": ""}
CHECK_INS = 1_000

FILL = f"""
from datetime import date, timedelta
from lumbago.web import launch
launch.prepare()
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from lumbago.web.models import KeptAssessment, KeptCheckIn
from lumbago.web.people.models import AuditEntry, Grant, Person
from allauth.mfa.models import Authenticator

owner, clinician = (get_user_model().objects.create_user(name, password="not a real one") for name in "ab")
Authenticator.objects.create(user=owner, type="totp", data={{"secret": "ä", "used": [1, None]}})
person = Person.objects.create(name="Ömer, \\u2028 and a \\"quote\\"", owner=owner)
Grant.objects.create(person=person, to=clinician, role="clinician")
kept = KeptAssessment.objects.create(person=person, report="{{}}", assessment="{{}}")
days = [date(2020, 1, 1) + timedelta(days=n) for n in range({CHECK_INS})]
KeptCheckIn.objects.bulk_create(KeptCheckIn(kept=kept, on=on, said='{{"nprs": 3}}') for on in days)
AuditEntry.objects.create(by="account:1", role="owner", act="today", method="GET", person=person.pk)
session = SessionStore()
session["_auth_user_id"] = str(owner.pk)
session.save()
"""


def run(code, **variables):
    env = {**os.environ, **variables}
    return subprocess.run(
        [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """An instance with a thousand check-ins, and a backup of it."""
    folder = tmp_path_factory.mktemp("kept")
    run(FILL, LUMBAGO_DATA=str(folder / "var"), **SQLITE)
    written = lumbago("backup", folder / "all.zip", LUMBAGO_DATA=str(folder / "var"), **SQLITE)
    assert written.returncode == 0, written.stderr
    return folder


@pytest.fixture(scope="module")
def restored(kept):
    """The data folder of an instance made from the backup, and how long that took."""
    begun = time.monotonic()
    came = lumbago("restore", kept / "all.zip", LUMBAGO_DATA=str(kept / "again"), **SQLITE)
    assert came.returncode == 0, came.stderr
    return kept / "again", time.monotonic() - begun


def rows_in(path):
    """Every row of a backup, by table, and the key."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}


def parsed(path):
    """The same as values: PostgreSQL puts the keys of a JSON column in an order of its own."""
    rows = {name: text for name, text in rows_in(path).items() if name.endswith(".jsonl")}
    return {name: [json.loads(line) for line in text.splitlines()] for name, text in rows.items()}


def asked(folder, question):
    connection = sqlite3.connect(folder / "lumbago.sqlite3")
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def rewritten(kept, name, change):
    """A copy of the backup after a change to its manifest and members."""
    with zipfile.ZipFile(kept / "all.zip") as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    change(manifest, members)
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(kept / name, "w") as archive:
        for each, text in members.items():
            archive.writestr(each, text)
    return kept / name


def test_only_its_owner_may_read_a_backup(kept):
    assert stat.S_IMODE((kept / "all.zip").stat().st_mode) == 0o600


def test_a_backup_is_never_written_over_a_file(kept):
    before = (kept / "all.zip").read_bytes()

    again = lumbago("backup", kept / "all.zip", LUMBAGO_DATA=str(kept / "var"), **SQLITE)

    assert again.returncode == 2
    assert "not there yet" in again.stderr
    assert (kept / "all.zip").read_bytes() == before


def test_what_comes_out_is_what_went_in(kept, restored):
    folder, _ = restored
    lumbago("backup", kept / "second.zip", LUMBAGO_DATA=str(folder), **SQLITE)

    first, second = rows_in(kept / "all.zip"), rows_in(kept / "second.zip")

    assert first == second
    assert first["rows/web_keptcheckin.jsonl"].count(b"\n") == CHECK_INS
    assert (folder / "secret-key").read_bytes() == first["secret-key"]
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600


def test_a_thousand_check_ins_are_restored_in_seconds(restored, record_property):
    record_property("seconds", round(restored[1], 1))

    assert restored[1] < 60


def test_the_audit_log_is_still_only_added_to(restored):
    folder, _ = restored

    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        asked(folder, "UPDATE people_auditentry SET act = 'nothing'")
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        asked(folder, "DELETE FROM people_auditentry")


def test_who_was_signed_in_has_to_sign_in_again(kept, restored):
    assert asked(kept / "var", "SELECT count(*) FROM django_session") == [(1,)]
    assert asked(restored[0], "SELECT count(*) FROM django_session") == [(0,)]


def test_nobody_is_replaced_unasked_and_who_is_was_backed_up_first(kept, restored):
    folder, _ = restored

    unasked = lumbago("restore", kept / "all.zip", LUMBAGO_DATA=str(folder), **SQLITE)
    replaced = lumbago("restore", kept / "all.zip", "--replace", LUMBAGO_DATA=str(folder), **SQLITE)

    assert unasked.returncode == 2
    assert "--replace" in unasked.stderr
    assert replaced.returncode == 0, replaced.stderr
    (before,) = folder.glob("before-restore-*.zip")
    assert rows_in(before) == rows_in(kept / "all.zip")
    assert asked(folder, "SELECT count(*) FROM web_keptcheckin") == [(CHECK_INS,)]
    assert not list(folder.glob("*.new*"))


def changed(manifest, members):
    members["rows/people_person.jsonl"] = members["rows/people_person.jsonl"].replace(b"quote", b"other")


def later(manifest, members):
    manifest["migrations"].append("people.9999_from_the_future")


def cut(kept):
    path = kept / "cut.zip"
    path.write_bytes((kept / "all.zip").read_bytes()[:-2_000])
    return path


def dangling(manifest, members):
    members["rows/people_person.jsonl"] = b""
    manifest["checksums"]["rows/people_person.jsonl"] = sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda kept: rewritten(kept, "changed.zip", changed), "was changed or is damaged"),
        (cut, "not a whole backup"),
        (lambda kept: EXAMPLES / "cauda-equina.toml", "not a whole backup"),
        (lambda kept: kept / "nothing.zip", "no such file"),
    ],
    ids=["changed", "cut", "another file", "no file"],
)
def test_a_file_that_is_not_whole_is_refused_before_anything_is_done(kept, make, said):
    with pytest.raises(CopyError, match=said):
        read_manifest(make(kept))


@pytest.mark.parametrize(
    ("change", "said"),
    [(later, "later version"), (dangling, "does not hold together")],
    ids=["later", "dangling"],
)
def test_a_backup_that_does_not_fit_changes_nothing(kept, restored, change, said):
    folder, _ = restored
    before = (folder / "secret-key").read_bytes()

    path = rewritten(kept, f"{change.__name__}.zip", change)
    refused = lumbago("restore", path, "--replace", LUMBAGO_DATA=str(folder), **SQLITE)

    assert refused.returncode == 2
    assert said in refused.stderr
    assert asked(folder, "SELECT count(*) FROM web_keptcheckin") == [(CHECK_INS,)]
    assert asked(folder, "SELECT count(*) FROM people_person") == [(1,)]
    assert (folder / "secret-key").read_bytes() == before


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(kept, tmp_path):
    def earlier(manifest, members):
        """As it was before clinics had a list: without that migration, and without its table."""
        manifest["migrations"].remove("clinic.0002_standing")
        del manifest["rows"]["clinic_standing"], manifest["checksums"]["rows/clinic_standing.jsonl"]
        del members["rows/clinic_standing.jsonl"]

    path = rewritten(kept, "earlier.zip", earlier)

    came = lumbago("restore", path, LUMBAGO_DATA=str(tmp_path), **SQLITE)

    assert came.returncode == 0, came.stderr
    assert asked(tmp_path, "SELECT count(*) FROM clinic_standing") == [(0,)]
    assert asked(tmp_path, "SELECT count(*) FROM web_keptcheckin") == [(CHECK_INS,)]


def test_nothing_is_written_of_a_database_that_is_not_ready(tmp_path):
    refused = lumbago("backup", tmp_path / "none.zip", LUMBAGO_DATA=str(tmp_path / "var"), **SQLITE)

    assert refused.returncode == 2
    assert "lumbago serve" in refused.stderr
    assert not (tmp_path / "none.zip").exists()


@pytest.fixture
def postgresql():
    """An empty database of its own on the PostgreSQL that `tests/postgresql.sh` started."""
    import psycopg

    url, name = os.environ.get("LUMBAGO_DATABASE", ""), f"copied_{os.getpid()}"
    if not url:
        pytest.skip("no LUMBAGO_DATABASE: run it with tests/postgresql.sh")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgresql
def test_what_sqlite_kept_is_restored_to_postgresql_and_back(kept, tmp_path, postgresql):
    there = {"LUMBAGO_DATABASE": postgresql, "LUMBAGO_DATA": str(tmp_path / "there")}

    for arguments in (("restore", kept / "all.zip"), ("restore", kept / "all.zip", "--replace")):
        came = lumbago(*arguments, **there)
        assert came.returncode == 0, came.stderr
    lumbago("backup", tmp_path / "there.zip", **there)
    back = lumbago("restore", tmp_path / "there.zip", LUMBAGO_DATA=str(tmp_path / "back"), **SQLITE)

    assert back.returncode == 0, back.stderr
    assert parsed(tmp_path / "there.zip") == parsed(kept / "all.zip")
    assert asked(tmp_path / "back", "SELECT count(*) FROM web_keptcheckin") == [(CHECK_INS,)]


@pytest.mark.postgresql
def test_on_postgresql_too_the_audit_log_is_only_added_to_and_numbers_go_on(kept, tmp_path, postgresql):
    import psycopg

    there = {"LUMBAGO_DATABASE": postgresql, "LUMBAGO_DATA": str(tmp_path)}
    lumbago("restore", kept / "all.zip", **there)

    with psycopg.connect(postgresql, autocommit=True) as connection:
        for statement in ("UPDATE people_auditentry SET act = 'x'", "DELETE FROM people_auditentry"):
            with pytest.raises(psycopg.errors.RaiseException, match="only added to"):
                connection.execute(statement)
        numbers = connection.execute("SELECT max(id) FROM web_keptcheckin").fetchone()
        added = connection.execute(
            'INSERT INTO web_keptcheckin (kept_id, "on", said) '
            "SELECT id, '2030-01-01', '{}' FROM web_keptassessment RETURNING id"
        ).fetchone()
    assert added[0] == numbers[0] + 1
