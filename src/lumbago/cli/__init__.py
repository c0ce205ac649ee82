"""The command line: files and answers in, text for people or JSON out.

One file for each family of commands; `main` runs them all and sets the exit code.
"""

from lumbago.cli.app import main

__all__ = ["main"]
