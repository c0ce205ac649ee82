"""How a command leaves: exit codes, and a fault as one line that is safe to print.

    exception -> one line, exit code

A message that repeats what a file held must not be able to command the terminal.
"""

from typing import NoReturn

import typer

RAN = 0
NEEDS_DOING = 1
BAD_INPUT = 2
BAD_KNOWLEDGE = 3
STOPPED = 130

EXIT_CODES = """Exit codes:
  0  it ran
  2  bad input: stderr says which field, and what to write instead
  3  the knowledge of this installation is wrong: stderr names the file
  130  stopped with Ctrl+C"""

LONGEST_LINE = 600


def one_line(sentence: str) -> str:
    r"""Return a sentence on one line, without characters that could command a terminal.

    Examples:
        >>> one_line("two\nlines" + chr(27) + "[2J")
        'two lines [2J'
    """
    safe = "".join(letter if letter.isprintable() else " " for letter in sentence)
    return safe if len(safe) <= LONGEST_LINE else f"{safe[:LONGEST_LINE]} ..."


def refuse(sentence: str) -> NoReturn:
    """Leave because of bad input."""
    typer.echo(one_line(sentence), err=True)
    raise typer.Exit(BAD_INPUT)
