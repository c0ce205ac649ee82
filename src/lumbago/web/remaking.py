"""A database made anew beside the old one, by the migrations that a backup was written with.

    migrations -> empty tables, to be filled -> a database that is up to date

SQLite: a new file, whose pages then replace those of the old one in one transaction, also under a running
server.
PostgreSQL: our tables are dropped and made again inside one transaction.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from lumbago.web.copying import CopyError
from lumbago.web.data_folder import new_database

PATIENCE = 30.0
"""Seconds to wait for whoever writes to the old database."""


def refuse_later(migrations: Collection[str]) -> None:
    """Refuse a backup whose database was made by migrations that this version does not have.

    Raises:
        CopyError: Naming one of them.
    """
    known = {f"{app}.{name}" for app, name in MigrationExecutor(connection).loader.graph.nodes}
    unknown = sorted(set(migrations) - known)
    if unknown:
        raise CopyError(
            f"This backup was written by a later version of Lumbago: {unknown[0]} is not known here. "
            "Install that version, then restore"
        )


@contextmanager
def remade(migrations: Sequence[str]) -> Iterator[list[Any]]:
    """Give the empty tables of a database made by these migrations; at the end it takes the old one's place.

    Args:
        migrations: As "app.name".

    Raises:
        CopyError: When rows refer to rows that are not there.
    """
    with _in_a_new_file() if connection.vendor == "sqlite" else _in_one_transaction():
        executor = MigrationExecutor(connection)
        wanted = {tuple(name.split(".", 1)) for name in migrations}
        executor.migrate(_last_of(wanted, executor.loader.graph))
        tables = _tables(wanted, executor)
        with connection.constraint_checks_disabled(), transaction.atomic():
            _empty(tables)
            yield tables
            for statement in connection.ops.sequence_reset_sql(no_style(), tables):
                _run(statement)
        _check()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        _check()


def _last_of(wanted: Collection[tuple[str, ...]], graph: Any) -> list[tuple[str, str]]:
    """Return the last migrations of each app: a target before them would take the later ones back."""
    return [
        (app, name)
        for app, name in sorted(wanted)
        if not any(
            child.key in wanted and child.key[0] == app for child in graph.node_map[app, name].children
        )
    ]


def _tables(wanted: Collection[tuple[str, ...]], executor: MigrationExecutor) -> list[Any]:
    state = executor.loader.project_state(_last_of(wanted, executor.loader.graph))
    return [model for model in state.apps.get_models(include_auto_created=True) if model._meta.managed]


def _empty(tables: Sequence[Any]) -> None:
    """Delete what migrations wrote themselves, such as the names of permissions."""
    for model in tables:
        _run(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _check() -> None:
    from django.db import IntegrityError

    try:
        connection.check_constraints()
    except IntegrityError as fault:
        raise CopyError(f"The backup does not hold together: {fault}") from None


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _in_a_new_file() -> Iterator[None]:
    old = Path(connection.settings_dict["NAME"])
    new = new_database(old)
    connection.close()
    connection.settings_dict["NAME"] = new
    try:
        yield
        connection.close()
        with closing(sqlite3.connect(new)) as made, closing(sqlite3.connect(old, timeout=PATIENCE)) as kept:
            made.backup(kept)
            kept.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as fault:
        raise CopyError(f"{old}: {fault}. Stop 'lumbago serve' and try again; nothing was changed") from None
    finally:
        connection.close()
        connection.settings_dict["NAME"] = old
        for file in new.parent.glob(f"{new.name}*"):
            file.unlink()


@contextmanager
def _in_one_transaction() -> Iterator[None]:
    with transaction.atomic():
        _drop()
        yield


def _drop() -> None:
    """Drop our own tables, with the functions that their triggers call; what others keep there stays."""
    models = apps.get_models(include_auto_created=True)
    ours = {"django_migrations", "cached", *(model._meta.db_table for model in models)}
    there = sorted(ours & set(connection.introspection.table_names()))
    if not there:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgfoid::regprocedure::text FROM pg_trigger "
            "JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND relname = ANY(%s)",
            [there],
        )
        called = [name for (name,) in cursor.fetchall()]
        cursor.execute(f"DROP TABLE {', '.join(map(connection.ops.quote_name, there))} CASCADE")
        for name in called:
            cursor.execute(f"DROP FUNCTION {name}")
