"""A bar that shows how far a command is: on a terminal only, and gone when it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lumbago.cli.printing import console_of

Watch = Callable[[int, int], None]
"""Told what is done, and of how much."""


@contextmanager
def watching(words: str) -> Iterator[Watch]:
    """Show how far something is.

    Args:
        words: What is being done.
    """
    from rich.progress import Progress

    console = console_of(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task(words, total=None)
        yield lambda done, of: progress.update(bar, completed=done, total=of)
