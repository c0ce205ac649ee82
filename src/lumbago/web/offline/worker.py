"""The worker that a browser runs for us: what it must know, and its version.

static files, templates, knowledge -> one script
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from lumbago.knowledge import current
from lumbago.web.offline.marking import page_paths
from lumbago.web.offline.syncing import DAYS_BACK

WEB = Path(__file__).parents[1]
SCRIPT = Path(__file__).with_name("worker.js")
OUTBOX = WEB / "static" / "outbox.js"
UNUSED = {".LICENSE", ".md", ".txt", ".png"}
"""Endings of what no page shows; icons are kept by the browser that installs the app."""


def static_files() -> list[Path]:
    """Return every static file that a page may need."""
    found = (path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*"))
    return sorted(path for path in found if path.is_file() and path.suffix not in UNUSED)


@cache
def version() -> str:
    """Return letters that change when anything does that the worker keeps for everybody."""
    digest = sha256(current().version.encode())
    for path in (*static_files(), *sorted((WEB / "templates").rglob("*.html")), SCRIPT):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def known() -> dict[str, Any]:
    """Return what the worker must know of this instance: its addresses, sub-path included."""
    folder = Path(settings.STATICFILES_DIRS[0])
    return {
        "version": version(),
        "root": reverse("home"),
        "offline": reverse("offline"),
        "static": [static(path.relative_to(folder).as_posix()) for path in static_files()],
        "pages": page_paths(),
        "days": DAYS_BACK,
    }


def script() -> str:
    """Return the worker's whole script."""
    parts = (OUTBOX, SCRIPT)
    return "\n".join(
        (f"const KNOWN = {json.dumps(known())};", *(path.read_text(encoding="utf-8") for path in parts))
    )
