"""How the recovery kernel scales: threads, people, and the largest run that a laptop must bear.

Two threads against one; cost of a day of a person from 10^3 to 10^6 people; 10^5 people in four arms for a
year, with new strains, in shards, and the most memory that this took; luck, beside our twin in C.
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from kernel_contestants import twin_call
from kernel_task import TOLERANCE, Task, task
from lumbago.recovery import INPUTS, Cloud, Luck, follow
from lumbago.recovery.course import usual_days
from telling import LEAST_ROUNDS, cpu, spread

SHARD, FEW_DAYS = 8_192, 60
ARMS = ("rest", "nsaid", "strengthening", None)
"""What each arm has in its first week; the last has nothing."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS, help="rounds (default %(default)s)")
    parser.add_argument(
        "--people", type=int, default=100_000, help="people in each arm (default %(default)s)"
    )
    asked = parser.parse_args()
    print(f"CPU {cpu()}, {len(os.sched_getaffinity(0))} cores")
    four_arms(asked.people)
    two_threads(asked.rounds)
    luck_and_the_twin(asked.rounds)
    ever_more_people(asked.rounds)


def four_arms(people: int) -> None:
    """Follow four arms for a year, the same luck in each, and keep mean pain, disability and new strains."""
    started, days = time.perf_counter(), 365
    kept = ("pain", "disability", "injured")
    means = np.zeros((len(ARMS), len(kept), days + 1))
    for start in range(0, people, SHARD):
        size = min(SHARD, people - start)
        shard = task(size, days, first=start).people
        for arm, treatment in enumerate(ARMS):
            of = follow(shard, _arm(treatment, days), luck=Luck(1, first_person=start), record=kept).of
            means[arm] += np.array([of[name].sum(axis=1, dtype=float) for name in kept])
    took, peak = time.perf_counter() - started, _peak_memory()
    total = people * len(ARMS) * days
    print(
        f"{people:,} people x {len(ARMS)} arms x {days} days with new strains in shards: {took:.1f} s,",
        end=" ",
    )
    print(f"{total / took / 1e6:.1f} million days a second; the process took {peak:.2f} GB at most")


def two_threads(rounds: int) -> None:
    """Compare two threads with one, in turn."""
    given, ratios = task(2 * SHARD), []
    for _ in range(rounds):
        one, two = (_seconds(partial(_follow, given, threads)) for threads in (1, 2))
        ratios.append(one / two)
    print(f"two threads are {spread(ratios, '.2f')} times as fast as one")


def ever_more_people(rounds: int) -> None:
    """Say what a day of a person costs, the more of them there are; one thread, in shards."""
    for n in (1_000, 10_000, 100_000, 1_000_000):
        given = task(n, FEW_DAYS)
        repeats = max(1, 100_000 // n)
        costs = []
        for _ in range(rounds):
            seconds = sum(_seconds(partial(_follow_shards, given)) for _ in range(repeats))
            costs.append(1e9 * seconds / (repeats * n * FEW_DAYS))
        print(f"{n:>9,} people: {spread(costs, '.0f')} ns for each of their days")


def luck_and_the_twin(rounds: int) -> None:
    """Race our kernel with its twin in C where luck strikes; both draw the same."""
    given, ratios = task(SHARD), []
    twin = twin_call(given, seed=1, is_lucky=True)
    apart = np.abs(twin() - _follow(given, 1)) > TOLERANCE
    for _ in range(rounds):
        ratios.append(_seconds(twin) / _seconds(partial(_follow, given, 1)))
    print(f"with luck, lumbago is {spread(ratios, '.2f')} times as fast as its twin in C;", end=" ")
    print(f"daily pain differs by more than {TOLERANCE} in {apart.mean():.1e} of all days")


def _follow(given: Task, threads: int) -> np.ndarray:
    return follow(given.people, given.inputs, luck=Luck(1), threads=threads).of["pain"][1:]


def _follow_shards(given: Task) -> None:
    for start in range(0, given.people.states.shape[1], SHARD):
        shard = Cloud(*(rows[:, start : start + SHARD] for rows in given.people))
        follow(shard, given.inputs, luck=Luck(1, first_person=start), threads=1)


def _arm(treatment: str | None, days: int) -> np.ndarray:
    inputs = usual_days(days)
    if treatment:
        inputs[:7, INPUTS.index(treatment)] = 1
    return inputs


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _peak_memory() -> float:
    scale = 1 if sys.platform == "darwin" else 1_024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e9


if __name__ == "__main__":
    main()
