"""The command line: one file for each family of commands, `main` for all of them.

    files and answers -> text for people, or JSON
"""

from lumbago.cli.app import main

__all__ = ["main"]
