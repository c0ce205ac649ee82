"""Where the web app keeps its two files: the database and the secret key.

`LUMBAGO_DATA`, or `var/` below the current folder.
"""

import os
import secrets
from pathlib import Path

VARIABLE = "LUMBAGO_DATA"


def data_folder() -> Path:
    """Return the folder, made if it is not there, readable by its owner only."""
    folder = Path(os.environ.get(VARIABLE) or Path.cwd() / "var")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """Return the key that signs cookies; written once, readable by its owner only."""
    path = folder / "secret-key"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    key = secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key
