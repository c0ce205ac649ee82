"""Where the web app keeps its two files: the database and the secret key.

`LUMBAGO_DATA`, or `var/` below the current folder. Nobody but its owner may read it, whoever made it.
"""

import os
import secrets
import stat
from pathlib import Path

VARIABLE = "LUMBAGO_DATA"
DATABASE = "lumbago.sqlite3"
SECRET_KEY = "secret-key"  # noqa: S105 - the name of a file


def data_folder() -> Path:
    """Return the folder, made if it is not there, readable by its owner only."""
    folder = Path(os.environ.get(VARIABLE) or Path.cwd() / "var")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_shared_by_all = folder.stat().st_mode & stat.S_ISVTX  # such as /tmp: closing it would harm others
    if not is_shared_by_all:
        _close_to_others(folder, 0o700)
    return folder


def database(folder: Path) -> Path:
    """Return the database file, made empty if it is not there, readable by its owner only.

    SQLite gives the journals beside it the permissions of the file itself.
    """
    path = folder / DATABASE
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    for file in folder.glob(f"{DATABASE}*"):
        _close_to_others(file, 0o600)
    return path


def new_database(old: Path) -> Path:
    """Return an empty file beside a database, readable by its owner only."""
    path = old.with_name(f"{old.name}.new")
    for file in path.parent.glob(f"{path.name}*"):  # of a restore that was ended half-way
        file.unlink()
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return path


def secret_key(folder: Path) -> str:
    """Return the key that signs cookies; written once, readable by its owner only."""
    path = folder / SECRET_KEY
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    key = secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key


def _close_to_others(path: Path, mode: int) -> None:
    """Take rights from group and others; what another user owns is theirs to set."""
    found = path.stat()
    if found.st_uid == os.geteuid() and found.st_mode & 0o077:
        path.chmod(mode)
