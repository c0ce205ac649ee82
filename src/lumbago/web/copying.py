"""One file that holds all of an instance, and an instance made from such a file.

    database, key -> backup.zip -> database, key

Rows are written as JSON, table by table: what was kept in SQLite can be restored to PostgreSQL, and the other
way round. The database is made anew by the migrations that the backup was written with, filled, and brought
up to date by the later ones; triggers, such as that of the audit log, come back with them. It is all done or
nothing: until the end the old database is there untouched.
"""

import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from lumbago.errors import LumbagoError
from lumbago.web import launch

Watch = Callable[[int, int], None]

MANIFEST, KEY = "manifest.json", "secret-key"
FORM = "lumbago-backup-1"
PASSING = frozenset({"sessions.session", "usersessions.usersession"})
"""Who is signed in is not carried over: a copied file should not hold open doors."""

BATCH = 500
"""Rows written with one statement."""


class CopyError(LumbagoError):
    """A backup that cannot be written, or not restored; the message says why, and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    Attributes:
        form: Of the file itself.
        lumbago: Version that wrote it.
        written_at: When, in UTC.
        migrations: What the database was made by, as "app.name".
        rows: Rows by table.
        checksums: SHA-256 of every other member of the file, in hex.
    """

    form: str
    lumbago: str
    written_at: str
    migrations: tuple[str, ...]
    rows: Mapping[str, int]
    checksums: Mapping[str, str]

    @property
    def row_count(self) -> int:
        """How many rows it holds."""
        return sum(self.rows.values())


def backup(path: Path, watch: Watch) -> Manifest:
    """Write everything to a new file that only its owner may read.

    Args:
        path: The file; it must not be there.
        watch: Told how many tables are done, and of how many.

    Raises:
        CopyError: When the file is there, cannot be written, or the database is not up to date.
    """
    _reach()
    if launch.waiting_migrations():
        raise CopyError(
            "The database is older than this version of Lumbago. Start 'lumbago serve' once, or restore with "
            "the version that wrote it"
        )
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as fault:
        raise CopyError(f"{path}: {fault.strerror}. Name a file that is not there yet") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            manifest = _write(file, watch)
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return manifest


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says of itself, once all of it was found whole.

    Raises:
        CopyError: When it is no backup, or was changed or cut off.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            fields = json.loads(archive.read(MANIFEST))
            if fields.get("form") != FORM:
                raise CopyError(f"{path}: written in the form {fields.get('form')!r}; this reads {FORM!r}")
            manifest = Manifest(**{**fields, "migrations": tuple(fields["migrations"])})
            for name, expected in manifest.checksums.items():
                if _checksum(archive, name) != expected:
                    raise CopyError(f"{path}: {name} in it was changed or is damaged. Take another backup")
    except FileNotFoundError:
        raise CopyError(f"{path}: there is no such file. Check its name and folder") from None
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError):
        raise CopyError(f"{path}: not a whole backup of Lumbago. Take another one") from None
    except OSError as fault:
        raise CopyError(f"{path}: {fault.strerror}. Check who may read it") from None
    return manifest


def restore(path: Path, watch: Watch) -> Manifest:
    """Make the instance what a backup says, in place of all that it held.

    Args:
        path: The backup.
        watch: Told how many rows are done, and of how many.

    Raises:
        CopyError: When the file is damaged, or of a later version; nothing is changed.
    """
    from lumbago.web.remaking import refuse_later, remade

    _reach()
    manifest = read_manifest(path)
    refuse_later(manifest.migrations)
    with zipfile.ZipFile(path) as archive:
        with remade(manifest.migrations) as tables:
            _check_tables(manifest, tables)
            done = 0
            for table in tables:
                done += _fill(archive, table, manifest)
                watch(done, manifest.row_count)
        _put_key(archive.read(KEY))
    return manifest


def beside(now: datetime) -> Path:
    """Return where to put a backup of what is there before something takes its place."""
    from lumbago.web.data_folder import data_folder

    return data_folder() / f"before-restore-{now:%Y%m%d-%H%M%S}.zip"


def holds_anything() -> bool:
    """Return whether somebody's accounts, people or traces are in the database.

    Raises:
        CopyError: When it cannot be reached.
    """
    _reach()
    from django.contrib.auth import get_user_model
    from django.db import OperationalError, ProgrammingError

    from lumbago.web.people.models import AuditEntry, Person

    try:
        return any(model.objects.exists() for model in (get_user_model(), Person, AuditEntry))
    except (OperationalError, ProgrammingError):  # not prepared yet: there are no tables
        return False


def _reach() -> None:
    from lumbago.web.reaching import unreachable

    launch.set_up()
    if fault := unreachable():
        raise CopyError(fault)


def _write(file: BinaryIO, watch: Watch) -> Manifest:
    from django.apps import apps
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    tables = [model for model in apps.get_models(include_auto_created=True) if not _is_passing(model)]
    rows, checksums = {}, {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, _snapshot():
        applied = MigrationRecorder(connection).applied_migrations()
        for number, model in enumerate(tables, start=1):
            name = _member(model._meta.db_table)
            rows[model._meta.db_table], checksums[name] = _write_rows(archive, name, model)
            watch(number, len(tables))
        archive.writestr(KEY, settings.SECRET_KEY)
        checksums[KEY] = sha256(settings.SECRET_KEY.encode()).hexdigest()
        manifest = Manifest(
            form=FORM,
            lumbago=version("lumbago"),
            written_at=datetime.now(tz=UTC).isoformat(timespec="seconds"),
            migrations=tuple(sorted(f"{app}.{name}" for app, name in applied)),
            rows=rows,
            checksums=checksums,
        )
        archive.writestr(MANIFEST, json.dumps(vars(manifest), indent=2))
    return manifest


def _is_passing(model: Any) -> bool:
    return model._meta.label_lower in PASSING or model._meta.proxy or not model._meta.managed


def _member(table: str) -> str:
    return f"rows/{table}.jsonl"


@contextmanager
def _snapshot() -> Iterator[None]:
    """See the database as it is now, whatever is written meanwhile, and hold nobody up."""
    from django.db import connection, transaction

    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:  # Django's own transactions would keep others from writing
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write_rows(archive: zipfile.ZipFile, name: str, model: Any) -> tuple[int, str]:
    """Write a table, a row a line; return how many, and the checksum."""
    columns = [field.attname for field in model._meta.concrete_fields]
    digest, count = sha256(), 0
    with archive.open(name, "w") as member:
        for row in model._base_manager.order_by("pk").values_list(*columns).iterator(chunk_size=2_000):
            line = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=_plain)
            written = f"{line}\n".encode()
            member.write(written)
            digest.update(written)
            count += 1
    return count, digest.hexdigest()


def _plain(value: object) -> str:
    """Return dates with all their digits, and ids, as text that the field itself reads back."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal | timedelta):
        return str(value)
    raise TypeError(f"a column holds {type(value).__name__}, which no backup can hold yet")


def _checksum(archive: zipfile.ZipFile, name: str) -> str:
    digest = sha256()
    with archive.open(name) as member:
        while chunk := member.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _check_tables(manifest: Manifest, tables: Sequence[Any]) -> None:
    """Refuse to leave anything out."""
    homeless = set(manifest.rows) - {model._meta.db_table for model in tables}
    if homeless:
        raise CopyError(
            f"The backup holds tables that its migrations do not make: {', '.join(sorted(homeless))}"
        )


def _fill(archive: zipfile.ZipFile, model: Any, manifest: Manifest) -> int:
    """Write the rows of one table into the database."""
    from django.db import DataError, IntegrityError, connection

    if model._meta.db_table not in manifest.rows:
        return 0
    fields = {field.attname: field for field in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields.values())
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    try:
        with archive.open(_member(model._meta.db_table)) as member, connection.cursor() as cursor:
            for lines in _batches(member):
                rows = [json.loads(line) for line in lines]
                cursor.executemany(statement, [_adapted(row, fields) for row in rows])
    except (DataError, IntegrityError, KeyError) as fault:
        raise CopyError(f"{model._meta.db_table}: a row cannot be restored ({fault})") from fault
    return manifest.rows[model._meta.db_table]


def _batches(member: Any) -> Iterator[list[bytes]]:
    batch = []
    for line in member:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _adapted(row: Mapping[str, Any], fields: Mapping[str, Any]) -> list[Any]:
    from django.db import connection

    return [field.get_db_prep_save(field.to_python(row[name]), connection) for name, field in fields.items()]


def _put_key(key: bytes) -> None:
    """Put the restored key in place of this folder's, in one step."""
    from lumbago.web.data_folder import SECRET_KEY, data_folder

    place = data_folder() / SECRET_KEY
    beside = place.with_name(f"{SECRET_KEY}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(key)
    beside.replace(place)
