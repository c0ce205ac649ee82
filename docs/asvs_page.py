"""Writes the page of OWASP ASVS from its table: counts, what is not met first, then every requirement.

asvs.toml -> docs/safety/asvs.md
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "safety" / "asvs.toml"
VERDICTS = ("met", "not met", "not applicable")
CHAPTERS = (
    "Encoding", "Validation and logic", "In the browser", "HTTP", "Files", "Signing in", "Sessions",
    "Who may do what", "Tokens", "OAuth", "Cryptography", "Transport", "Configuration", "What is kept",
    "Architecture", "Logs and faults", "WebRTC",
)  # fmt: skip
"""What each chapter is about, in our words, the first being chapter 1."""

NOTE = "<!-- Written by docs/generate.py from docs/safety/asvs.toml. Change that, then: make docs -->"


def page() -> str:
    """Return the whole page."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"]
    return "\n".join(_page(rows)).rstrip() + "\n"


def _page(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield from ("# OWASP ASVS 5.0.0, levels 1 and 2", "", NOTE, "")
    yield (
        "What the web app does about each requirement of the OWASP Application Security Verification "
        "Standard, and what shows it. Ids are the standard's (CC BY-SA 4.0, OWASP Foundation); the words are "
        "ours and short, so read the standard beside them. We judged ourselves; nobody outside did. Met says "
        "that a test or a setting shows it, on an instance set up as [Security](security.md) says."
    )
    yield from ("", f"| level | {' | '.join(VERDICTS)} | all |", "|---|---|---|---|---|")
    for name, levels in (("1", {1}), ("2", {2}), ("both", {1, 2})):
        found = Counter(row["verdict"] for row in rows if row["level"] in levels)
        numbers = " | ".join(str(found[verdict]) for verdict in VERDICTS)
        yield f"| {name} | {numbers} | {found.total()} |"
    yield from ("", "## Not met", "", "| id | level | about | why |", "|---|---|---|---|")
    for row in rows:
        if row["verdict"] == "not met":
            yield f"| {row['id']} | {row['level']} | {row['about']} | {row['note']} |"
    for number, chapter in enumerate(CHAPTERS, start=1):
        yield from ("", f"## {number}. {chapter}", "")
        yield from ("| id | level | about | verdict | shown by |", "|---|---|---|---|---|")
        yield from (_line(row) for row in rows if row["id"].split(".")[0] == str(number))


def _line(row: dict[str, Any]) -> str:
    shown = [_place(one) for one in row["evidence"]]
    cells = (
        row["id"],
        str(row["level"]),
        row["about"],
        row["verdict"],
        "<br>".join((*shown, row.get("note", ""))),
    )
    return f"| {' | '.join(cells)} |".replace("<br> |", " |")


def _place(evidence: str) -> str:
    path, _, name = evidence.partition("::")
    return f"[`{name or path.rpartition('/')[2]}`](../../{path})"
