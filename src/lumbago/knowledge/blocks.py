"""Share the rows of a large table among threads, block by block.

    rows, work -> every block done

Work must write only to the rows it is given, and must treat every row by itself: then
nothing depends on how many threads there are or where a block ends.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

ROWS_A_BLOCK = 65_536
"""Measured: with fewer, threads wait for the interpreter between short calls; with more, the cache spills."""


def in_blocks(rows: int, work: Callable[[int, int], None], *, threads: int | None = None) -> None:
    """Call `work(start, stop)` for every block of rows.

    Args:
        rows: Number of rows.
        work: Fills rows start to stop.
        threads: Threads that share the blocks; as many as there are cores if not given.
    """
    starts = range(0, rows, ROWS_A_BLOCK)
    stops = [min(start + ROWS_A_BLOCK, rows) for start in starts]
    workers = min(threads or os.cpu_count() or 1, len(starts))
    if workers <= 1:
        for start, stop in zip(starts, stops, strict=True):
            work(start, stop)
        return
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, starts, stops))
