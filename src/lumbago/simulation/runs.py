"""When something first lasts: the first of so many days running.

    flags (days, n) -> first day of the first run, (n,)

A run is told from its first day, as papers do: pain 0-1 for seven days running begins on day 1.
"""

import numpy as np
from numpy.typing import NDArray

NEVER = -1

Flags = NDArray[np.bool_]
Whole = NDArray[np.int32]


def first_runs(flags: Flags, running: int) -> Whole:
    """Return the first day of the first run of true flags, shape (n,); `NEVER` where there is none.

    Args:
        flags: By day, shape (days, n).
        running: How many days a run needs, 1 or more.

    Examples:
        >>> first_runs(np.array([[True], [False], [True], [True]]), 2)
        array([2], dtype=int32)
    """
    n = flags.shape[1]
    length, first = np.zeros(n, np.int32), np.full(n, NEVER, np.int32)
    for day, now in enumerate(flags):
        length = (length + 1) * now
        begun = (first == NEVER) & (length == running)
        first[begun] = day - running + 1
    return first


def runs_after(flags: Flags, running: int, after: Whole) -> Whole:
    """Return the same for runs that begin on or after a day of each person's own.

    Args:
        flags: By day, shape (days, n).
        running: How many days a run needs.
        after: First day that counts, shape (n,); `NEVER` where none does.
    """
    days = np.arange(len(flags), dtype=np.int32)[:, None]
    found = first_runs(flags & (days >= after), running)
    return np.where(after == NEVER, NEVER, found).astype(np.int32)
