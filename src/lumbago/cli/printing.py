"""What every command prints with: a console for people, JSON for programs.

Colour only on a terminal that wants it; never wider than a page that can be read.
"""

import json
import sys
from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
"""Columns; longer lines are hard to read."""


def console_of(*, stderr: bool = False) -> "Console":
    """Return a console no wider than a page; rich obeys NO_COLOR and leaves pipes plain."""
    from rich.console import Console  # noqa: PLC0415 - only commands that print pay for it

    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console


def heading(console: "Console", words: str) -> None:
    """Print a heading with room above it."""
    console.print()
    console.print(words, style="bold")


def bullets(console: "Console", sentences: Iterable[str], *, mark: str = "•", style: str = "") -> None:
    """Print sentences as a list whose lines hang under their words."""
    from rich.table import Table  # noqa: PLC0415

    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(style=style)
    for number, sentence in enumerate(sentences, start=1):
        grid.add_row(f"  {f'{number}.' if mark == '1' else mark}", sentence)
    console.print(grid)


def indented(console: "Console", sentence: str, *, by: int = 4, style: str = "") -> None:
    """Print a paragraph set in from the left."""
    from rich.padding import Padding  # noqa: PLC0415

    console.print(Padding(sentence, (0, 0, 0, by)), style=style)


def print_json(value: Any) -> None:  # noqa: ANN401 - anything that JSON can hold
    """Print one value as JSON on stdout; enums by value."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=_plain) + "\n")


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else str(value)
