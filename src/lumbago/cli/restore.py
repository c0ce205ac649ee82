"""`lumbago restore`: an instance made from a backup, in SQLite or PostgreSQL, whichever wrote it.

FILE -> database, key
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lumbago.cli.leaving import EXIT_CODES, refuse

EXAMPLES = f"""\b
Examples:
  lumbago restore lumbago.zip
  lumbago restore lumbago.zip --replace
  LUMBAGO_DATABASE=postgresql://me@localhost/lumbago lumbago restore lumbago.zip

\b
{EXIT_CODES}"""


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file written by 'lumbago backup'.")],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in place of what is there; that is backed up first.")
    ] = False,
) -> None:
    """Restore a backup: all of it, or nothing. Everybody has to sign in again."""
    from lumbago.cli.watching import watching
    from lumbago.web import copying

    copying.read_manifest(file)
    if copying.holds_anything():
        if not replace:
            refuse(
                "There are accounts or people here already, and a restore would delete them. "
                "To do that: lumbago restore FILE --replace; what is there is backed up first"
            )
        before = copying.beside(datetime.now(tz=UTC))
        with watching("Tables of what is there") as watch:
            copying.backup(before, watch)
        typer.echo(f"What was there is in {before}")
    with watching("Rows") as watch:
        manifest = copying.restore(file, watch)
    typer.echo(
        f"Restored {manifest.row_count:,} rows of {manifest.written_at}, by Lumbago {manifest.lumbago}. "
        "If 'lumbago serve' is running, stop and start it: it still signs with the old key."
    )
