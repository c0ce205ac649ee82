"""Write a file whole or not at all.

path, content -> file
"""

import os
import tempfile
from pathlib import Path

from lumbago.cli.leaving import refuse


def write_whole(path: Path, content: str | bytes, *, option: str = "--out") -> None:
    """Write beside the place and move it in: a reader never sees half of it, and a fault leaves the old one.

    Args:
        path: Where it goes; its folder must exist.
        content: Text (written as UTF-8) or bytes.
        option: What a refusal calls the place.
    """
    path = path.resolve()
    octets = content.encode() if isinstance(content, str) else content
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.absolute().parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(octets)
            os.chmod(beside, path.stat().st_mode & 0o777 if path.exists() else 0o644)
            os.replace(beside, path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as fault:
        refuse(f"{option}: {path} cannot be written ({fault.strerror}). Name a place that you may write")
