"""Race the recovery kernel against its twin in C and the same equations in other people's solvers.

Each contestant is a child process, pinned to one core, that lives through the whole race and first proves
its daily pain against SciPy at a tight tolerance. Then they are asked in turn, never two at once. A ratio
is printed only where both proved right; a peer that is not installed is said to be absent.
"""

import argparse
import json
import multiprocessing
import os
import platform
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from kernel_contestants import Contestant, contestants
from kernel_task import DAYS, TOLERANCE, error, reference, task
from telling import LEAST_ROUNDS, cpu, spread


@dataclass
class Result:
    """What one contestant showed.

    Attributes:
        absent: Why it could not race, or nothing.
        error: Largest error of daily pain, as a share of it.
        speeds: Days of people a second, round by round.
        ratios: Our speed divided by its own, round by round; empty when refused.
    """

    name: str
    people: int
    version: str = ""
    absent: str = ""
    error: float = float("nan")
    speeds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Whether it proved its accuracy."""
        return self.error <= TOLERANCE


def main() -> None:
    """Run the race and print it."""
    asked = _arguments()
    right = reference()
    racers = [(place, c) for place, c in enumerate(contestants()) if not asked.only or c.name in asked.only]
    children = [_start(place, right) for place, _ in racers]
    results = [pipe.recv() for pipe, _ in children]
    for _ in range(asked.rounds):
        for (pipe, _), result in zip(children, results, strict=True):
            if not result.absent:
                pipe.send("go")
                result.speeds.append(result.people * DAYS / pipe.recv())
    for pipe, child in children:
        pipe.send("stop")
        child.join()
    _compare(results)
    if asked.json:
        print(json.dumps({"cpu": cpu(), "results": [asdict(r) for r in results]}, indent=2))
    else:
        _print(results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--rounds", type=int, default=LEAST_ROUNDS, help="rounds, at least 7 (default %(default)s)"
    )
    parser.add_argument("--only", nargs="+", help="names of those who race; ours among them")
    parser.add_argument("--json", action="store_true", help="print every round as JSON")
    asked = parser.parse_args()
    if asked.rounds < LEAST_ROUNDS:
        parser.error(f"--rounds is {asked.rounds}: a median of fewer than {LEAST_ROUNDS} rounds says little")
    return asked


def _start(place: int, right: Any) -> tuple[Connection, Any]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    child = context.Process(target=_race, args=(there, place, right), daemon=True)
    child.start()
    there.close()
    return here, child


def _race(pipe: Connection, place: int, right: Any) -> None:
    """Be one contestant: prove, then answer whenever asked. Runs in the child."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    contestant: Contestant = contestants()[place]
    result, call = Result(contestant.name, contestant.people), None
    try:
        result.version = contestant.version()
        call = contestant.prepare(task(contestant.people))
        result.error = error(call(), right)
    except (ImportError, metadata.PackageNotFoundError, subprocess.CalledProcessError) as missing:
        result.absent = f"not installed ({missing})"
    pipe.send(result)
    while pipe.recv() == "go" and call is not None:
        started = time.perf_counter()
        call()
        pipe.send(time.perf_counter() - started)


def _compare(results: Sequence[Result]) -> None:
    """Divide our speed by each other's, round by round, where both proved right."""
    ours = next(result for result in results if result.name == "lumbago")
    for result in results:
        if result is not ours and result.is_right and ours.is_right:
            result.ratios = [a / b for a, b in zip(ours.speeds, result.speeds, strict=True)]


def _print(results: Sequence[Result]) -> None:
    print(f"CPU {cpu()}, one core each; Python {platform.python_version()}, NumPy {np.__version__}")
    print(f"{DAYS} days, inputs jump every morning; thousand days of people a second\n")
    for result in results:
        print(_line(result))
    print(
        "\nMedian of the rounds (lowest to highest). Timings on a shared machine are noisy: trust the ratios."
    )


def _line(result: Result) -> str:
    who = f"{result.name} {result.version}".strip()
    if result.absent:
        return f"{who:26} absent: {result.absent}"
    speed = f"{who:26} {spread([s / 1e3 for s in result.speeds], ',.1f')}; error {result.error:.1e}"
    if not result.is_right:
        return f"{speed}: TOO LARGE, no ratio"
    return speed + (f"; lumbago is {spread(result.ratios, ',.2f')} times as fast" if result.ratios else "")


if __name__ == "__main__":
    main()
