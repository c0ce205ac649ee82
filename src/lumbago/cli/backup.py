"""`lumbago backup`: everything that an instance keeps, in one file.

database, key -> FILE
"""

from pathlib import Path
from typing import Annotated

import typer

from lumbago.cli.leaving import EXIT_CODES

EXAMPLES = f"""\b
Examples:
  lumbago backup lumbago.zip
  lumbago backup "/srv/backups/$(date +%F).zip"
  LUMBAGO_DATA=/srv/lumbago lumbago backup lumbago.zip

\b
{EXIT_CODES}"""


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it; it must not be there.")],
) -> None:
    """Write people, accounts, audit log and key to one file, also while it serves.

    Whoever has the file can read all of it: keep it as safe as the instance itself.
    """
    from lumbago.cli.watching import watching
    from lumbago.web import copying

    with watching("Tables") as watch:
        manifest = copying.backup(file, watch)
    size = file.stat().st_size / 1_000_000
    typer.echo(f"{file}: {manifest.row_count:,} rows, {size:.1f} MB. Only you may read it; keep it safe.")
