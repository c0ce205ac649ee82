"""Where and how an instance is reached, from its environment: one address says most of it.

environment -> the settings that depend on it

    LUMBAGO_URL         the address people type, such as https://example.org/back: host, sub-path and HTTPS
    LUMBAGO_HOSTS       more host names, by commas
    LUMBAGO_DATABASE    postgresql://user:password@host/name; else SQLite in the data folder
    LUMBAGO_EMAIL       smtp://user:password@host:587; else no e-mail is sent
    LUMBAGO_SIGN_UP     "closed": only the keeper of the instance makes accounts
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lumbago.errors import LumbagoError
from lumbago.web.data_folder import database

HERE_ONLY = ("localhost", "127.0.0.1", "[::1]")
POSTGRESQL = ("postgres", "postgresql")
SMTP = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


class DeploymentError(LumbagoError):
    """A variable of the environment that cannot be used; the message names it and the remedy."""


@dataclass(frozen=True)
class Deployment:
    """How this instance is reached.

    Attributes:
        hosts: Host names it answers to.
        prefix: Sub-path, such as "/back"; empty at the root.
        is_https: Whether people reach it by HTTPS.
        origins: Addresses that forms may come from.
    """

    hosts: tuple[str, ...]
    prefix: str
    is_https: bool
    origins: tuple[str, ...]


def deployment(environment: Mapping[str, str]) -> Deployment:
    """Return how this instance is reached.

    Raises:
        DeploymentError: When LUMBAGO_URL is not an address.

    Examples:
        >>> deployment({"LUMBAGO_URL": "https://example.org/back/"}).prefix
        '/back'
    """
    named = tuple(host for host in environment.get("LUMBAGO_HOSTS", "").split(",") if host)
    url = environment.get("LUMBAGO_URL", "").strip()
    if not url:
        is_https = environment.get("LUMBAGO_HTTPS") == "yes"
        return Deployment(named or HERE_ONLY, "", is_https, ())
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise DeploymentError(
            f"LUMBAGO_URL: {url!r} is not an address. Write all of it, such as https://example.org/back"
        )
    hosts = dict.fromkeys((parts.hostname, *named, *HERE_ONLY))
    origin = f"{parts.scheme}://{parts.netloc}"
    return Deployment(tuple(hosts), parts.path.rstrip("/"), parts.scheme == "https", (origin,))


def databases(environment: Mapping[str, str], data: Path) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: PostgreSQL where it is named, else SQLite in the data folder.

    Raises:
        DeploymentError: When LUMBAGO_DATABASE names anything else.
    """
    url = environment.get("LUMBAGO_DATABASE", "").strip()
    if not url:
        return {"default": _sqlite(database(data))}
    if urlsplit(url).scheme not in POSTGRESQL:
        raise DeploymentError(
            "LUMBAGO_DATABASE: only PostgreSQL can be named here. Write "
            "postgresql://user:password@host/name, or leave it out for SQLite"
        )
    import dj_database_url

    named: dict[str, Any] = dict(dj_database_url.parse(url))
    # A connection a thread: kept open, they would soon be more than the server allows.
    named["OPTIONS"] = {**named.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
    return {"default": named}


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            # secure_delete: what a person deletes is overwritten, not only unlinked.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        },
    }


def email(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return Django's settings for e-mail; without LUMBAGO_EMAIL none is sent.

    Raises:
        DeploymentError: When LUMBAGO_EMAIL is not the address of a mail server.
    """
    url = environment.get("LUMBAGO_EMAIL", "").strip()
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in SMTP or not parts.hostname:
        raise DeploymentError(
            "LUMBAGO_EMAIL: not the address of a mail server. Write smtp+tls://user:password@host:587"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or SMTP[parts.scheme],
        "EMAIL_HOST_USER": parts.username or "",
        "EMAIL_HOST_PASSWORD": parts.password or "",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "DEFAULT_FROM_EMAIL": environment.get("LUMBAGO_EMAIL_FROM", f"lumbago@{parts.hostname}"),
    }
