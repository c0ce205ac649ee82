"""`python -m lumbago.cli` is `lumbago`."""

from lumbago.cli import main

main()
