"""Where and how an instance is reached, from its environment: one address says most of it.

environment -> the settings that depend on it

    LUMBAGO_URL         the address people type, such as https://example.org/back: host, sub-path and HTTPS
    LUMBAGO_HOSTS       more host names, by commas
    LUMBAGO_DATABASE    postgresql://user:password@host/name; else SQLite in the data folder
    LUMBAGO_EMAIL       smtp://user:password@host:587; else no e-mail is sent
    LUMBAGO_SIGN_UP     "closed": only the keeper of the instance makes accounts
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import SplitResult, urlsplit

from lumbago.errors import LumbagoError
from lumbago.web.data_folder import database

VARIABLES = (
    "LUMBAGO_DATA",
    "LUMBAGO_URL",
    "LUMBAGO_HOSTS",
    "LUMBAGO_HTTPS",
    "LUMBAGO_DATABASE",
    "LUMBAGO_EMAIL",
    "LUMBAGO_EMAIL_FROM",
    "LUMBAGO_SIGN_UP",
    "LUMBAGO_DEMO",
)
"""Every variable that is read, here or elsewhere; `lumbago doctor` calls any other a slip."""

POOL = MappingProxyType({"min_size": 1, "max_size": 8, "timeout": 10})
"""Connections of one worker, shared by its threads: one a thread would soon be more than the server allows.

A request that finds none free waits; the worker's threads take turns at computing all the same."""

HERE_ONLY = ("localhost", "127.0.0.1", "[::1]")
POSTGRESQL = ("postgres", "postgresql")
HOST_NAME = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
PLAIN_PATH = re.compile(r"(/[\w.~-]+)*", re.ASCII)
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

    @property
    def has_proxy(self) -> bool:
        """Whether a proxy stands in front: the app itself speaks neither HTTPS nor sub-paths."""
        return self.is_https or bool(self.prefix)

    def cookie(self, name: str) -> str:
        """Return what a cookie is called: by HTTPS, no other host can put one in its place.

        Examples:
            >>> deployment({"LUMBAGO_URL": "https://back.example.org"}).cookie("session")
            '__Host-session'
        """
        if not self.is_https:
            return name
        return f"__Secure-{name}" if self.prefix else f"__Host-{name}"


def deployment(environment: Mapping[str, str]) -> Deployment:
    """Return how this instance is reached.

    Raises:
        DeploymentError: When LUMBAGO_URL is not an address.

    Examples:
        >>> deployment({"LUMBAGO_URL": "https://example.org/back/"}).prefix
        '/back'
    """
    named = tuple(host.strip() for host in environment.get("LUMBAGO_HOSTS", "").split(",") if host.strip())
    url = environment.get("LUMBAGO_URL", "").strip()
    if not url:
        is_https = environment.get("LUMBAGO_HTTPS") == "yes"
        return Deployment(named or HERE_ONLY, "", is_https, ())
    parts = _parts("LUMBAGO_URL", url)
    if parts.scheme not in {"http", "https"} or not HOST_NAME.fullmatch(parts.hostname or ""):
        raise DeploymentError(
            f"LUMBAGO_URL: {url!r} is not an address. Write all of it, such as https://example.org/back"
        )
    prefix = parts.path.rstrip("/")
    if not PLAIN_PATH.fullmatch(prefix):
        raise DeploymentError(
            f"LUMBAGO_URL: the sub-path {prefix!r} may hold letters without accents, digits, - _ and . only. "
            "Choose one such as /back"
        )
    hosts = dict.fromkeys((parts.hostname, *named, *HERE_ONLY))
    origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    return Deployment(tuple(hosts), prefix, parts.scheme == "https", (origin,))


def _parts(variable: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # read here, where a port that is no number can be named
    except ValueError as fault:
        raise DeploymentError(f"{variable}: {fault}. Write a whole address") from None
    return parts


def databases(environment: Mapping[str, str], data: Path) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: PostgreSQL where it is named, else SQLite in the data folder.

    Raises:
        DeploymentError: When LUMBAGO_DATABASE names anything else.
    """
    url = environment.get("LUMBAGO_DATABASE", "").strip()
    if not url:
        return {"default": _sqlite(database(data))}
    if _parts("LUMBAGO_DATABASE", url).scheme not in POSTGRESQL:
        raise DeploymentError(
            "LUMBAGO_DATABASE: only PostgreSQL can be named here. Write "
            "postgresql://user:password@host/name, or leave it out for SQLite"
        )
    import dj_database_url

    try:
        named: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError as fault:
        raise DeploymentError(
            f"LUMBAGO_DATABASE: {fault}. Write postgresql://user:password@host/name"
        ) from None
    options = named.get("OPTIONS", {})
    if not named["NAME"] and "service" not in options:
        raise DeploymentError(
            "LUMBAGO_DATABASE: the address names no database. Write postgresql://user:password@host/name"
        )
    return {"default": {**named, "CONN_HEALTH_CHECKS": True, "OPTIONS": {**options, "pool": dict(POOL)}}}


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
