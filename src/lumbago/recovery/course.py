"""The verb of the room: follow people through their days.

    Cloud, inputs (days, inputs), Luck -> Paths

The kernel is compiled at the first call of a process, in a few tenths of a second; nothing is kept on disk.
"""

import os
from collections import deque
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lumbago.recovery.equations import Inputs
from lumbago.recovery.luck import Luck
from lumbago.recovery.readings import READ_OFF

if TYPE_CHECKING:
    from lumbago.recovery.kernel import Kernel

Floats = NDArray[np.float32]

INPUTS = Inputs._fields
"""What a day may bring, in the order of the columns of `inputs`."""

FEW_DAYS = 10_000
"""Days of people that one thread lives through (in about a millisecond) before another would be of help."""

PARTS = 4
"""Parts for each thread: when a core is busy elsewhere, the others take over what it has not begun."""


class Cloud(NamedTuple):
    """People, or guesses at one person; people last.

    Attributes:
        parameters: Rows in the order of `Parameters`, shape (parameters, n).
        states: Rows in the order of `State`, shape (states, n).
        shakes: Fluctuation of pain and of disability now, in standard deviations, shape (2, n).
    """

    parameters: Floats
    states: Floats
    shakes: Floats

    def of(self, places: NDArray[np.integer[Any]]) -> "Cloud":
        """Return the people at some places, over and over where a place comes more than once."""
        return Cloud(*(rows.take(places, axis=1) for rows in self))


class Paths(NamedTuple):
    """What happened to each person.

    Attributes:
        of: By name, shape (days + 1, n): row 0 at the start, row d after d days. Pain 0-10, disability
            0-100, `injured` and `absent` 0 or 1 of the day that ended, all else as in `State`.
        final: The same people after the last day.
    """

    of: dict[str, Floats]
    final: Cloud


def usual_days(days: int) -> Floats:
    """Return inputs of ordinary days, shape (days, inputs): nothing done, the person's own usual load."""
    inputs = np.zeros((days, len(INPUTS)), np.float32)
    inputs[:, INPUTS.index("load")] = np.nan
    return inputs


class Asked(NamedTuple):
    """What people are to live through, and what is kept of it: the arguments of `follow`, checked."""

    inputs: NDArray[Any]
    luck: Luck | None
    record: tuple[str, ...]
    threads: int


def follow(
    cloud: Cloud,
    inputs: ArrayLike,
    *,
    luck: Luck | None,
    record: Sequence[str] = ("pain", "disability"),
    threads: int | None = None,
) -> Paths:
    """Follow people for as many days as there are rows of inputs.

    Args:
        cloud: People as they are at the start; it is not changed.
        inputs: What each day brings, the same for all, shape (days, inputs), columns as in `INPUTS`.
        luck: What fixes the draws; None means no fluctuation and no new strain.
        record: What to keep of each day, out of `READ_OFF`.
        threads: How many may work on it, which changes no number; None takes every core of this process.

    Raises:
        ValueError: When a name is unknown or the inputs have another number of columns.
    """
    given = np.asarray(inputs)
    if given.ndim != 2 or given.shape[1] != len(INPUTS):
        raise ValueError(f"inputs have shape {given.shape}; expected (days, {len(INPUTS)})")
    unknown = [name for name in record if name not in READ_OFF]
    if unknown:
        raise ValueError(f"cannot record {unknown}; choose from {', '.join(READ_OFF)}")
    return run(_kernel(), cloud, Asked(given, luck, tuple(record), threads or _cores()))


def run(kernel: "Kernel", cloud: Cloud, asked: Asked) -> Paths:
    """Follow people with a given kernel."""
    days, people = len(asked.inputs), cloud.states.shape[1]
    parameters = _whole_groups(cloud.parameters, kernel)
    states, shakes = _whole_groups(cloud.states, kernel).copy(), _whole_groups(cloud.shakes, kernel).copy()
    inputs = np.ascontiguousarray(asked.inputs, kernel.width)
    n = states.shape[1]
    of = {name: np.empty((days + 1, n), kernel.width) for name in asked.record}
    records = np.array([of[name].ctypes.data if name in of else 0 for name in READ_OFF], np.uint64)
    arrays = [array.ctypes.data for array in (parameters, states, shakes, inputs, records)]
    luck = asked.luck or Luck(0)

    def part(start: int, end: int) -> None:
        kernel.run(*arrays, n, start, end, days, *map(int, luck), asked.luck is not None)

    _share(part, n, kernel.abreast, asked.threads if n * days > FEW_DAYS else 1)
    kept = {name: rows[:, :people] for name, rows in of.items()}
    return Paths(kept, Cloud(cloud.parameters, states[:, :people], shakes[:, :people]))


def _whole_groups(rows: Floats, kernel: "Kernel") -> NDArray[Any]:
    """Repeat the last person until the last group of people side by side is full."""
    n = rows.shape[1]
    missing = -n % kernel.abreast
    full = rows[:, np.minimum(np.arange(n + missing), n - 1)] if missing else rows
    return np.ascontiguousarray(full, kernel.width)


def _share(part: Callable[[int, int], None], n: int, abreast: int, threads: int) -> None:
    """Do a whole in parts, each begun by whoever is free; the caller's thread works too."""
    edges = (np.linspace(0, n // abreast, threads * PARTS + 1).astype(int) * abreast).tolist()
    waiting = deque(pairwise(edges))

    def work() -> None:
        while True:
            try:
                start, end = waiting.popleft()
            except IndexError:
                return
            part(start, end)

    others = [Thread(target=work, daemon=True) for _ in range(threads - 1)]
    for other in others:
        other.start()
    work()
    for other in others:
        other.join()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=1)
def _kernel() -> "Kernel":
    from lumbago.recovery.kernel import build

    return build("float32")
