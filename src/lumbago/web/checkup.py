"""What an instance needs to be reached and to keep what it is told: each looked at, and told in words.

environment, data folder, database -> (is well, what was found, what to do)
"""

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from lumbago.errors import LumbagoError
from lumbago.web import launch
from lumbago.web.data_folder import SECRET_KEY, VARIABLE, data_folder
from lumbago.web.deployment import HERE_ONLY, VARIABLES

LEAST_FREE = 500_000_000
"""Bytes: below, a database soon cannot write, and a backup has no room."""

MOST_CLOCK_SECONDS = 60
SHORTEST_KEY = 50


class Found(NamedTuple):
    """What was found of one thing.

    Attributes:
        is_well: Whether nothing needs doing.
        found: What was found.
        to_do: What to do; empty when all is well.
    """

    is_well: bool
    found: str
    to_do: str = ""


def looked_at() -> Iterator[tuple[str, Found]]:
    """Yield each thing with what was found; what rests on something that is broken is left out."""
    well: set[str] = set()
    for name, look, needed, to_do in LOOKS:
        if well.issuperset(needed):
            found = _told(look, to_do)
            well |= {name} if found.is_well else set()
            yield name, found


def _told(look: Callable[[], Found], to_do: str) -> Found:
    try:
        return look()
    except LumbagoError as fault:
        return Found(False, str(fault), to_do)
    except Exception as fault:
        return Found(False, f"{type(fault).__name__}: {fault}", to_do)


def folder() -> Found:
    """Look whether the data folder can be written, by nobody else, and has room."""
    import tempfile

    place = data_folder()
    with tempfile.TemporaryFile(dir=place):
        pass
    free = shutil.disk_usage(place).free
    if free < LEAST_FREE:
        return Found(False, f"{place}: only {free / 1e6:.0f} MB are free", "Make room on that disk")
    if _is_open_to_others(place):
        return Found(False, f"{place}: others on this machine may look into it", f"chmod 700 {place}")
    return Found(True, f"{place} can be written; {free / 1e9:.0f} GB free")


def given() -> Found:
    """Look whether every variable of the environment can be used."""
    unknown = sorted(name for name in os.environ if name.startswith("LUMBAGO_") and name not in VARIABLES)
    if unknown:
        known = ", ".join(VARIABLES)
        return Found(False, f"there is no setting {', '.join(unknown)}", f"Unset it; settings are {known}")
    launch.set_up()
    named = [name for name in VARIABLES if name in os.environ]
    return Found(True, f"given: {', '.join(named)}" if named else "none given: as for one computer")


def address() -> Found:
    """Look whether people can reach it at the address that they type, safely."""
    from django.conf import settings

    launch.check_prefix()
    deployment, url = settings.DEPLOYMENT, os.environ.get("LUMBAGO_URL", "").strip()
    odd = [
        host for host in deployment.hosts if re.search(r"[/\s]|(?<!\]):\d+$", host) and host not in HERE_ONLY
    ]
    if odd:
        return Found(
            False,
            f"LUMBAGO_HOSTS: {odd[0]!r} is no host name, and never fits",
            "Write names alone, without port",
        )
    if not url:
        return _without_url(deployment)
    if not deployment.is_https and deployment.hosts[0] not in HERE_ONLY:
        return Found(
            False,
            f"{url}: passwords and answers would travel unencrypted; passkeys and offline use need HTTPS too",
            "Put a proxy with HTTPS in front, and set LUMBAGO_URL to its address (docs/how-to/run-it.md)",
        )
    where = f"; cookies and pages live below {deployment.prefix}/" if deployment.prefix else ""
    safe = "; cookies travel by HTTPS only" if deployment.is_https else ""
    return Found(True, f"{url}: forms from {deployment.origins[0]} are taken{safe}{where}")


def _without_url(deployment: Any) -> Found:
    others = [host for host in deployment.hosts if host not in HERE_ONLY]
    to_do = "Set LUMBAGO_URL=https://... to the address that people type; it says all of this at once"
    if deployment.is_https:
        return Found(
            False, "LUMBAGO_HTTPS is set without an address: behind a proxy forms may be refused", to_do
        )
    if others:
        return Found(False, f"{', '.join(others)}: answers would travel unencrypted", to_do)
    return Found(True, "this computer only; other names are refused (400) until LUMBAGO_URL names one")


def signing_key() -> Found:
    """Look whether only its owner may read the key."""
    path = data_folder() / SECRET_KEY
    if _is_open_to_others(path):
        return Found(False, f"{path}: others on this machine may read it", f"chmod 600 {path}")
    if len(path.read_text(encoding="ascii").strip()) < SHORTEST_KEY:
        return Found(
            False, f"{path}: too short to be safe", "Delete it; a new one is made, and people sign in anew"
        )
    return Found(True, f"{path}: only its owner may read it")


def database() -> Found:
    """Look whether the database can be reached, is sound and up to date."""
    from django.db import connection

    from lumbago.web.reaching import unreachable

    fault = unreachable()
    if fault:
        return Found(False, fault, "Mend that, then run this again")
    kind = _kind(connection)
    waiting = launch.waiting_migrations()
    if waiting:
        return Found(True, f"{kind}; {waiting} migrations wait: 'lumbago serve' runs them")
    return _of_sqlite(connection, kind) if connection.vendor == "sqlite" else Found(True, f"{kind}; ready")


def _of_sqlite(connection: Any, kind: str) -> Found:
    path = Path(connection.settings_dict["NAME"])
    if _is_open_to_others(path):
        return Found(False, f"{path}: others on this machine may read it", f"chmod 600 {path}*")
    journal, soundness = _asked("PRAGMA journal_mode"), _asked("PRAGMA quick_check(1)")
    if soundness != "ok":
        return Found(
            False,
            f"{path} is damaged: {soundness}",
            "Stop the server, move the file away, and restore a backup",
        )
    if journal != "wal":
        return Found(
            False,
            f"{path}: there can be no write-ahead log here ({journal}), so readers wait for writers",
            f"Move {VARIABLE} to a disk of this machine; a network folder will not do",
        )
    return Found(True, f"{kind}, write-ahead log, sound; ready")


def _kind(connection: Any) -> str:
    if connection.vendor == "postgresql":
        return f"PostgreSQL {_asked('SHOW server_version').split()[0]}, {connection.settings_dict['NAME']}"
    return f"SQLite {_asked('SELECT sqlite_version()')}, {connection.settings_dict['NAME']}"


def _asked(question: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def static_files() -> Found:
    """Look whether every file that a page names is there."""
    from django.conf import settings
    from django.contrib.staticfiles import finders

    templates = Path(settings.TEMPLATES[0]["DIRS"][0]).rglob("*.html")
    wanted = {
        name for page in templates for name in re.findall(r"{% static '([^']+)'", page.read_text("utf-8"))
    }
    missing = sorted(name for name in wanted if finders.find(name) is None)
    if missing:
        return Found(False, f"missing: {', '.join(missing)}", "Install Lumbago again")
    return Found(True, f"all {len(wanted)} are there, served by Lumbago itself below {settings.STATIC_URL}")


def clock() -> Found:
    """Look whether the clock can be right."""
    from django.conf import settings
    from django.db import connection

    from lumbago.knowledge import current

    now, recovery = datetime.now(tz=UTC), current().recovery
    newest = recovery.calibration.on if recovery and recovery.calibration else date.min
    if now.date() < newest:
        return Found(
            False,
            f"it says {now:%Y-%m-%d}, but this installation holds knowledge of {newest}",
            "Set the clock; today decides which answers still hold, and sign-in codes depend on it",
        )
    if connection.vendor == "postgresql":
        theirs = datetime.fromtimestamp(float(_asked("SELECT extract(epoch FROM now())")), tz=UTC)
        apart = abs((theirs - now).total_seconds())
        if apart > MOST_CLOCK_SECONDS:
            return Found(False, f"the database's clock is {apart:.0f} seconds off", "Set both by NTP")
    zone = settings.TIME_ZONE
    chosen = "" if os.environ.get("TZ") else "; set TZ, such as Europe/Berlin, if days should begin elsewhere"
    return Found(True, f"{now:%Y-%m-%d %H:%M} UTC; days begin at midnight in {zone}{chosen}")


def forms() -> Found:
    """Send a form through the app itself, as a browser at the address that people type would."""
    from django.conf import settings
    from django.test import Client

    deployment = settings.DEPLOYMENT
    origin = deployment.origins[0] if deployment.origins else "http://localhost"
    scheme, _, host = origin.partition("://")
    asked = {"host": host, "x-forwarded-proto": scheme, "origin": origin, "referer": f"{origin}/"}
    browser = Client(enforce_csrf_checks=True, headers=asked, raise_request_exception=False)
    page = browser.get("/report/")
    token = browser.cookies.get(settings.CSRF_COOKIE_NAME)
    if page.status_code != 200 or token is None:
        return Found(
            False, f"{origin}: a page is refused with {page.status_code}", "Name the host in LUMBAGO_HOSTS"
        )
    sent = browser.post("/start/", {"csrfmiddlewaretoken": token.value})
    if sent.status_code == 403:
        return Found(
            False,
            f"{origin}: forms are refused ('This page is too old'): the browser names another origin",
            "Set LUMBAGO_URL to exactly what people type, with https:// or http://",
        )
    return Found(True, f"a form sent from {origin} is taken")


def _is_open_to_others(path: Path) -> bool:
    """Whether group or others have rights; a folder that all share, such as /tmp, is its owner's affair."""
    mode = path.stat().st_mode
    return bool(mode & 0o077) and not mode & stat.S_ISVTX


LOOKS: tuple[tuple[str, Callable[[], Found], frozenset[str], str], ...] = (
    ("Data folder", folder, frozenset(), f"Set {VARIABLE} to a folder that you may write"),
    ("Settings", given, frozenset({"Data folder"}), "Set or unset that variable, then run this again"),
    ("Address", address, frozenset({"Settings"}), "Mend LUMBAGO_URL"),
    ("Signing key", signing_key, frozenset({"Settings"}), "Only its owner should read it"),
    ("Database", database, frozenset({"Settings"}), "Mend the database first"),
    ("Static files", static_files, frozenset({"Settings"}), "Install Lumbago again"),
    ("Clock", clock, frozenset({"Database"}), "Set the clock of this machine"),
    ("Forms", forms, frozenset({"Database", "Address"}), "Set LUMBAGO_URL to the address that people type"),
)
"""What is looked at in order: what it is called, what looks, what must be well before, and a remedy of last
resort."""
