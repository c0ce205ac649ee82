"""Who does the work: the cores of this machine, or a Dask cluster.

    task, pieces -> results in the order of the pieces

Threads serve, for array kernels let go of the interpreter while they run. On a cluster the nanny of
Dask slows NumPy down unless it starts workers with `MALLOC_TRIM_THRESHOLD_` and
`MALLOC_MMAP_THRESHOLD_` set to 268435456 (`distributed.nanny.pre-spawn-environ`).
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeAlias

from lumbago.errors import ClusterError

Task: TypeAlias = Callable[[Any], Any]
Crew: TypeAlias = Callable[[Task, Sequence[Any]], Iterator[Any]]
"""Takes a task and its pieces, yields the results in the order of the pieces."""

AHEAD = 4
"""Pieces a worker may be ahead of whoever reads the results: memory stays bounded."""

PATIENCE_SECONDS = 15
"""How long a scheduler may take to answer."""


def cores(count: int | None = None) -> Crew:
    """Return a crew of this machine's cores.

    Args:
        count: How many threads; None takes every core that this process may use.
    """
    return partial(_on_cores, count=count or usable_cores())


def cluster(address: str) -> Crew:
    """Return a crew of the workers behind a Dask scheduler.

    Args:
        address: Of the scheduler, such as `tcp://10.0.0.5:8786`.

    Raises:
        ClusterError: When Dask is not installed, or (later, at work) nobody answers at the address.
    """
    try:
        import distributed  # noqa: F401 - only whether it is there
    except ImportError:
        raise ClusterError(
            "--scheduler: Dask is not installed here. Install it with: pip install lumbago[cluster]"
        ) from None
    return partial(_on_cluster, address=address)


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _on_cores(task: Task, pieces: Sequence[Any], *, count: int) -> Iterator[Any]:
    if count == 1 or len(pieces) <= 1:
        yield from map(task, pieces)
        return
    pool = ThreadPoolExecutor(max_workers=min(count, len(pieces)))
    try:
        yield from _in_order(lambda piece: pool.submit(task, piece), pieces, ahead=AHEAD * count)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(submit: Callable[[Any], Future[Any]], pieces: Sequence[Any], *, ahead: int) -> Iterator[Any]:
    """Keep a few pieces in the works, and yield results in order."""
    waiting: deque[Future[Any]] = deque()
    for piece in pieces:
        waiting.append(submit(piece))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _on_cluster(task: Task, pieces: Sequence[Any], *, address: str) -> Iterator[Any]:
    client = _client(address)
    try:
        shared = client.scatter(task, broadcast=True, hash=False)
        ahead = AHEAD * max(1, sum(client.nthreads().values()))
        yield from _in_order(partial(client.submit, _do, shared, pure=False), pieces, ahead=ahead)
    finally:
        client.close()


def _client(address: str) -> Any:  # noqa: ANN401 - Dask is an optional guest
    import distributed

    client: Any = distributed.Client
    try:
        _knock(address)
        return client(address, timeout=PATIENCE_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as fault:
        raise ClusterError(
            f"--scheduler: nobody answers at '{address}' ({type(fault).__name__}). "
            "Start one with `dask scheduler`, and give the address that it prints"
        ) from None


def _knock(address: str) -> None:
    """See that somebody listens: Dask would try for long, and leave noise behind when nobody does."""
    import socket

    from distributed.comm.addressing import get_address_host_port

    if not address.startswith("inproc://"):
        socket.create_connection(get_address_host_port(address), timeout=PATIENCE_SECONDS).close()


def _do(task: Task, piece: Any) -> Any:  # noqa: ANN401 - knows no medicine
    return task(piece)
