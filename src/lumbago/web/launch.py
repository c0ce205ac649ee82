"""Start the web app: the one entry that the command line uses.

Migrations run on the embedded database; granian serves WSGI.
"""

import os
import socket

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

EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - compared with, never chosen


def prepare() -> None:
    """Load knowledge, make the data folder, and bring the database up to date.

    Raises:
        KnowledgeError: When a knowledge file is wrong.
    """
    _set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve until interrupted, and print the address once the port is ours.

    Args:
        host: Address to listen on.
        port: Port to listen on.

    Raises:
        OSError: When the port is taken or not allowed; the message says so.
    """
    if host in EVERY_ADDRESS:
        os.environ.setdefault("LUMBAGO_HOSTS", "*")
    else:
        os.environ.setdefault("LUMBAGO_HOSTS", f"localhost,127.0.0.1,[::1],{host}")
    _check_port(host, port)
    prepare()
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    connections.close_all()
    server = Granian(
        "lumbago.web.warmed:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(2, os.cpu_count() or 1),
        blocking_threads=THREADS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        log_enabled=False,
    )
    shown = f"[{host}]" if ":" in host else "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104
    server.on_startup(
        lambda: print(f"Lumbago is ready: http://{shown}:{port}/  (stop with Ctrl+C)", flush=True)
    )
    server.serve()


def check_database() -> str:
    """Return in one sentence whether the database can be used."""
    _set_up()
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    name = connection.settings_dict["NAME"]
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as fault:
        return f"cannot be used: {name}: {fault}"
    if waiting:
        return f"not prepared yet: {name}: {len(waiting)} migrations wait; 'lumbago serve' runs them"
    return f"ready: {name}"


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


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
