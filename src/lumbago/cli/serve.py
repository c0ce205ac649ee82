"""`lumbago serve`: the same answers in a browser.

    host, port -> a web server, until Ctrl-C

It listens on this computer only unless told otherwise.
"""

from typing import Annotated

import typer

from lumbago.cli.leaving import EXIT_CODES, refuse

EXAMPLES = f"""\b
Examples:
  lumbago serve                               on this computer only
  lumbago serve --port 8001                   when port 8000 is taken
  lumbago serve --demo                        invented people, to look around
  LUMBAGO_DATA=/srv/lumbago lumbago serve     where the database is kept
  LUMBAGO_URL=https://example.org/back lumbago serve
                                              behind a proxy

\b
{EXIT_CODES}"""


def serve(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port to listen on.")] = 8000,
    demo: Annotated[
        bool, typer.Option("--demo", help="Show invented people instead, kept until you stop.")
    ] = False,
) -> None:
    """Serve Lumbago to browsers until you press Ctrl-C."""
    from lumbago.cli.watching import watching
    from lumbago.web import launch

    try:
        if demo:
            launch.demonstrate(host, port, watching("Making invented people"))
        else:
            launch.serve(host, port)
    except OSError as fault:
        another = port + 1 if port < 65_535 else 8000
        refuse(f"--host {host} --port {port}: {fault}. For example: lumbago serve --port {another}")
