"""What every command prints with: a console for people, JSON for programs.

Colour only on a terminal that wants it; never wider than a page that can be read.
"""

import json
import sys
import textwrap
from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
"""Columns; longer lines are hard to read."""

NARROWEST = 30
"""Columns; a terminal that claims fewer gets lines that it must break itself."""


def console_of(*, stderr: bool = False) -> "Console":
    """Return a console no wider than a page; rich obeys NO_COLOR and leaves pipes plain."""
    from rich.console import Console

    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    console.width = max(NARROWEST, min(console.width, WIDEST))
    return console


def heading(console: "Console", words: str) -> None:
    """Print a heading with room above it."""
    console.print()
    console.print(words, style="bold")


def bullets(console: "Console", sentences: Iterable[str], *, mark: str = "•", style: str = "") -> None:
    """Print sentences as a list whose lines hang under their words; the mark `1` numbers them."""
    for number, sentence in enumerate(sentences, start=1):
        first = f"  {f'{number}.' if mark == '1' else mark} "
        paragraph(console, sentence, first=first, by=len(first), style=style)


def paragraph(
    console: "Console", sentence: str, *, by: int = 0, first: str | None = None, style: str = ""
) -> None:
    """Print a paragraph set in from the left.

    Args:
        console: Where to print.
        sentence: What to print.
        by: Columns it is set in.
        first: What stands in those columns on the first line; blank by default.
        style: Style of the words.
    """
    lines = textwrap.wrap(
        sentence,
        console.width - 1,
        initial_indent=" " * by if first is None else first,
        subsequent_indent=" " * by,
        break_on_hyphens=False,
    )
    console.print("\n".join(lines), style=style, no_wrap=True, overflow="ignore", crop=False)


def print_json(value: Any) -> None:  # noqa: ANN401 - anything that JSON can hold
    """Print one value as JSON on stdout; enums by value."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=_plain) + "\n")


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else str(value)
