"""Static files as they are sent: packed, where that makes them smaller and the browser can unpack them.

static files -> the same, a quarter of the size

They are packed once, when a worker starts, and held in memory. Nothing secret is in them.
"""

import gzip
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Response, StaticFile

TEXTS = {".css", ".js", ".svg"}
"""Endings of what becomes smaller; pictures made of dots are packed already."""


WHOLE = 200
"""Status of a file that is sent whole; of others there is nothing to pack."""


class PackedFile:
    """A static file that is also held packed."""

    def __init__(self, plain: StaticFile, path: str) -> None:
        self._plain, self._packed = plain, gzip.compress(Path(path).read_bytes(), mtime=0)

    def get_response(self, method: str, request_headers: Mapping[str, Any]) -> Response:
        """Return it packed to a browser that takes that; a part is cut from the unpacked file."""
        answer = self._plain.get_response(method, request_headers)
        headers = [*answer.headers, ("vary", "Accept-Encoding")]
        takes_packed = "gzip" in request_headers.get("HTTP_ACCEPT_ENCODING", "")
        if answer.status != WHOLE or not takes_packed:
            return Response(answer.status, headers, answer.file)
        if answer.file is not None:
            answer.file.close()
        told = {**dict(headers), "Content-Encoding": "gzip", "Content-Length": str(len(self._packed))}
        return Response(answer.status, list(told.items()), answer.file and BytesIO(self._packed))


class PackedFilesMiddleware(WhiteNoiseMiddleware):
    """Serve static files, texts packed."""

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile | PackedFile:
        """Return one file, ready to be sent."""
        plain = super().get_static_file(path, url, stat_cache=stat_cache)
        return PackedFile(plain, path) if Path(path).suffix in TEXTS else plain
