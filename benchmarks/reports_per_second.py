"""Race our array kernels against rule-engine, pyAgrum and pgmpy on the same rules and the same network.

Each contestant is a child process that lives through the whole race and first proves its
answers against a reference. Then they are asked in turn, never two at once. A ratio is
printed only where both proved right; a peer that is not installed is said to be absent.
"""

import argparse
import json
import multiprocessing
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from contestants import Contestant, contestants, reference, without_cap
from lumbago.knowledge import current
from random_reports import random_table
from telling import LEAST_ROUNDS, cpu, spread

SEED = 20_260_302
PROVED_ROWS = 2_000


@dataclass
class Result:
    """What one contestant showed.

    Attributes:
        absent: Why it could not race, or nothing.
        error: Largest difference from the reference.
        speeds: Reports a second, round by round.
        ratios: Our speed on one core divided by its own, round by round; empty when refused.
    """

    name: str
    task: str
    cores: int
    rows: int
    version: str = ""
    absent: str = ""
    error: float = float("nan")
    is_right: bool = False
    speeds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)


def main() -> None:
    """Run the race and print it."""
    asked = _arguments()
    cores = os.cpu_count() or 1
    racers = contestants(cores)
    children = [_start(place, contestant, asked.rows) for place, contestant in enumerate(racers)]
    results = [pipe.recv() for pipe, _ in children]
    for _ in range(asked.rounds):
        for (pipe, _), result in zip(children, results, strict=True):
            if not result.absent:
                pipe.send("go")
                result.speeds.append(result.rows / pipe.recv())
    for pipe, child in children:
        pipe.send("stop")
        child.join()
    _compare(results)
    if asked.json:
        print(json.dumps({"cpu": cpu(), "cores": cores, "results": [asdict(r) for r in results]}, indent=2))
    else:
        _print(results, cores)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--rows",
        type=int,
        default=1_000_000,
        help="rows of the table our kernels answer (default %(default)s)",
    )
    parser.add_argument(
        "--rounds", type=int, default=LEAST_ROUNDS, help="rounds, at least 7 (default %(default)s)"
    )
    parser.add_argument("--json", action="store_true", help="print every round as JSON")
    asked = parser.parse_args()
    if asked.rounds < LEAST_ROUNDS:
        parser.error(f"--rounds is {asked.rounds}: a median of fewer than {LEAST_ROUNDS} rounds says little")
    if asked.rows < 1:
        parser.error(f"--rows is {asked.rows}: give at least 1")
    return asked


def _start(place: int, contestant: Contestant, rows: int) -> tuple[Connection, Any]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    child = context.Process(target=_race, args=(there, place, contestant.rows or rows), daemon=True)
    child.start()
    there.close()
    return here, child


def _race(pipe: Connection, place: int, rows: int) -> None:
    """Be one contestant: prove, then answer whenever asked. Runs in the child."""
    contestant = contestants(os.cpu_count() or 1)[place]
    if contestant.cores == 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    result = Result(contestant.name, contestant.task, contestant.cores, rows)
    try:
        result.version = metadata.version(contestant.package)
        result.error = _error(contestant, min(rows, PROVED_ROWS))
    except (ImportError, metadata.PackageNotFoundError) as missing:
        result.absent = f"not installed ({missing})"
    result.is_right = result.error <= contestant.tolerance
    call = None if result.absent else contestant.prepare(_rows(rows), current(), contestant.cores)
    pipe.send(result)
    while pipe.recv() == "go" and call is not None:
        started = time.perf_counter()
        call()
        pipe.send(time.perf_counter() - started)


def _rows(rows: int) -> Any:
    return random_table(rows, current(), seed=SEED)


def _error(contestant: Contestant, rows: int) -> float:
    """Return the largest difference from the reference; peers skip rows that the cap touches."""
    table = _rows(rows)
    given = np.asarray(contestant.prepare(table, current(), contestant.cores)(), dtype=np.float64)
    difference = np.abs(given - reference(contestant.task, table, current())).max(axis=1)
    is_ours = contestant.package == "lumbago"
    return float(difference.max() if is_ours else difference[without_cap(table, current())].max())


def _compare(results: Sequence[Result]) -> None:
    """Divide our speed on one core by each peer's, round by round, where both proved right."""
    for result in results:
        ours = next(r for r in results if r.task == result.task and r.name == "lumbago")
        if result is not ours and result.is_right and ours.is_right:
            result.ratios = [a / b for a, b in zip(ours.speeds, result.speeds, strict=True)]


def _print(results: Sequence[Result], cores: int) -> None:
    print(f"CPU {cpu()}, {cores} cores; Python {platform.python_version()}, NumPy {np.__version__}")
    print(f"knowledge {current().version}: {len(current().red_flags)} rules,", end=" ")
    print(f"{len(current().findings)} findings, {len(current().conditions)} conditions")
    for task in dict.fromkeys(result.task for result in results):
        print(f"\n{task if task != 'both' else 'triage and differential together'}")
        for result in results:
            if result.task == task:
                print(f"  {_line(result)}")
    print(
        "\nMedian of the rounds (lowest to highest). Timings on a shared machine are noisy: trust the ratios."
    )


def _line(result: Result) -> str:
    who = f"{result.name} {result.version}".strip()
    if result.absent:
        return f"{who:26} absent: {result.absent}"
    speed = (
        f"{who:26} {result.cores} core{'s' * (result.cores > 1)} {spread(result.speeds, ',.0f')} reports/s"
    )
    proof = f"largest error {result.error:.1e} on {min(result.rows, PROVED_ROWS)} rows"
    if not result.is_right:
        return f"{speed}; {proof}: WRONG, no ratio"
    ratio = f"; lumbago on 1 core is {spread(result.ratios, ',.2f')} times as fast" if result.ratios else ""
    return f"{speed}; {proof}{ratio}"


if __name__ == "__main__":
    main()
