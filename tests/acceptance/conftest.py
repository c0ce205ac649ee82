"""What acceptance tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def written(tmp_path) -> Callable[..., Path]:
    """Write a file to bring to a command."""

    def write(text: str | bytes, name: str = "report.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write
