"""Pages that are written outside the package and come with it: validation reports, and the change log.

name -> text

In a wheel they lie in `shipped/` beside this file, put there by the build (see `force-include` in
pyproject.toml).
In a repository they are read where they are written, so that nobody ever sees a stale copy.
"""

from importlib import resources
from pathlib import Path

IN_WHEEL = Path(str(resources.files("lumbago.web.evidence"))) / "shipped"
REPOSITORY = Path(__file__).resolve().parents[4]


def report_names() -> list[str]:
    """Return the names of the validation reports; empty where none came with this installation."""
    return sorted(path.stem for path in _reports().glob("*.md"))


def report(name: str) -> str | None:
    """Return the text of a validation report; None where there is none of that name."""
    return _text(_reports() / f"{name}.md") if name in report_names() else None


def figure(name: str) -> bytes | None:
    """Return a figure of a report as SVG; None where there is none of that name."""
    drawn = {path.stem: path for path in _reports().glob("*.svg")}
    return drawn[name].read_bytes() if name in drawn else None


def change_log() -> str | None:
    """Return the change log of the program; None where it did not come with this installation."""
    return _text((IN_WHEEL if IN_WHEEL.is_dir() else REPOSITORY) / "CHANGELOG.md")


def _reports() -> Path:
    return IN_WHEEL / "validation" if IN_WHEEL.is_dir() else REPOSITORY / "docs" / "validation"


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
