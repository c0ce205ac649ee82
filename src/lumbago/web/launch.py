"""Start the web app: the one entry that the command line uses.

Migrations run on the database; granian serves WSGI. It writes no access log: addresses tell of people.
"""

import os
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from threading import Thread
from time import sleep
from typing import Any

SETTINGS = "lumbago.web.settings"

THREADS = 64
"""Requests that one worker answers at a time: a slow upload holds one, and the database is seldom used.

Measured with two workers on two cores: with 1 thread, 2 slow uploads left 7 of 10 pages unanswered,
and 20 all of them; with 64, 120 slow uploads left none unanswered, at 8 MB more memory a worker.
Answers a second were no fewer (16 with 1 thread, 23 to 25 with 16 or 128). granian has no limit of time
for a body; `sizes.in_time` has.
"""

HEADER_MILLISECONDS = 10_000
"""Time to send the headers; granian's own is 30 seconds."""

WORKERS_A_CORE = 2
"""While one worker has several pages to make, another need not leave its core idle. Measured on two cores: at
35 requests a second, 95 of 100 were answered within 290 ms with four workers, within 580 with two."""

MOST_WORKERS = 4
"""Up to here: each holds about 200 MB once a forecast was made."""

LONGEST_START = 120
"""Seconds in which workers must have started for the address to be printed."""

LAST_SECONDS = 20
"""Time for requests to end after a stop is asked for; then their worker is ended."""

EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - compared with, never chosen


def prepare() -> None:
    """Load knowledge, make the data folder, and bring the database up to date.

    Raises:
        KnowledgeError: When a knowledge file is wrong.
        DeploymentError: When a variable of the environment cannot be used.
    """
    set_up()
    check_prefix()
    from django.core.management import call_command

    from lumbago.web.deployment import DeploymentError
    from lumbago.web.reaching import unreachable

    if fault := unreachable():
        raise DeploymentError(fault)

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve until interrupted, and print the address once somebody answers there.

    A stop (Ctrl+C, SIGTERM) lets requests that have begun end; a worker that dies is replaced.

    Args:
        host: Address to listen on.
        port: Port to listen on.

    Raises:
        OSError: When the port is taken or not allowed; the message says so.
        DeploymentError: When a variable of the environment cannot be used.
    """
    _allow(host)
    _check_port(host, port)
    prepare()
    _let_go()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    server = Granian(
        "lumbago.web.warmed:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(MOST_WORKERS, WORKERS_A_CORE * _cores()),
        blocking_threads=THREADS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_SECONDS,
        log_enabled=False,
        log_access=False,
    )
    server.on_startup(Thread(target=_greet, args=(host, port), daemon=True).start)
    server.serve()


def demonstrate(host: str, port: int, watching: AbstractContextManager[Callable[[int, int], None]]) -> None:
    """Serve invented people from a temporary folder, which is deleted at the end.

    Args:
        host: Address to listen on.
        port: Port to listen on.
        watching: Gives what is told how many people are made, and of how many.

    Raises:
        OSError: When the port is taken or not allowed; the message says so.
    """
    import signal
    import tempfile

    _allow(host)
    _check_port(host, port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the folder goes even before it serves
    os.environ.pop("LUMBAGO_DATABASE", None)  # nothing invented goes among real people
    with tempfile.TemporaryDirectory(prefix="lumbago-demo-") as folder:
        os.environ.update(LUMBAGO_DATA=folder, LUMBAGO_DEMO="yes")
        prepare()
        from lumbago.web.demo.making import demonstration

        with watching as watch:
            told = demonstration(watch)
        print(told, flush=True)
        serve(host, port)


def waiting_migrations() -> int:
    """Return how many migrations the database still waits for."""
    set_up()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def set_up() -> None:
    """Set Django up, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def _allow(host: str) -> None:
    """Answer to the names that people can type when nobody named any."""
    if os.environ.get("LUMBAGO_URL") and host in EVERY_ADDRESS:
        return  # that address says which name people type
    is_open = host in EVERY_ADDRESS
    os.environ.setdefault("LUMBAGO_HOSTS", "*" if is_open else f"localhost,127.0.0.1,[::1],{host}")


def _greet(host: str, port: int) -> None:
    """Print the address as soon as somebody answers there."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    for _ in range(LONGEST_START * 10):
        try:
            socket.create_connection((here, port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            print(_greeting(host, port), flush=True)
            return


def _greeting(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104
    here, public = f"http://{shown}:{port}/", os.environ.get("LUMBAGO_URL", "").strip()
    ready = f"{public} (from the proxy to {here})" if public else here
    return f"Lumbago is ready: {ready}  (stop with Ctrl+C)"


def _let_go() -> None:
    """Close connections and pools: workers are forked, and must not share or wait for them."""
    from django.db import connection, connections

    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()


def check_prefix() -> None:
    """Refuse a sub-path with which addresses of pages begin as well."""
    from django.conf import settings
    from django.urls import get_resolver

    from lumbago.web.deployment import DeploymentError

    prefix = settings.DEPLOYMENT.prefix
    if not prefix:
        return  # every page would be loaded only to learn that nothing can collide
    addresses = ("static/", *_addresses(get_resolver().url_patterns))
    if any(f"/{address}/".startswith(f"{prefix}/") for address in addresses):
        raise DeploymentError(
            f"LUMBAGO_URL: pages here begin with {prefix} too, so nobody could tell whether the proxy took "
            "the sub-path off. Choose another, such as /back"
        )


def _addresses(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    """Yield every address that leads to a page, with its gaps."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _addresses(pattern.url_patterns, address)
        else:
            yield address


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise OSError(
                f"cannot listen on {host} port {port}: {taken.strerror}. Choose another port"
            ) from None
