"""Time what a person waits for: whole commands from a cold process, and one answer in a warm one."""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from lumbago.care import assess
from lumbago.cli.files import history_in
from lumbago.knowledge import current

EXAMPLES = Path(__file__).parent.parent / "examples"

TARGETS = {"--help": 0.5, "assess": 1.0, "warm p99": 0.010}
"""Seconds, from the plan of the house."""


def main() -> None:
    """Time everything and print it beside its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="cold runs of each command (default %(default)s)")
    parser.add_argument("--calls", type=int, default=500, help="warm calls of assess (default %(default)s)")
    parser.add_argument("--json", action="store_true", help="print the numbers as JSON")
    asked = parser.parse_args()
    help_, cold = _cold(["--help"], asked.runs), _cold(["assess", str(_example())], asked.runs)
    warm = sorted(_warm(asked.calls))
    seconds = {
        "--help": statistics.median(help_),
        "assess": statistics.median(cold),
        "warm p50": statistics.median(warm),
        "warm p99": warm[min(len(warm) - 1, int(0.99 * len(warm)))],
    }
    print(json.dumps(seconds) if asked.json else _in_words(seconds))


def _example() -> Path:
    """Return the example whose whole answer is shown: the longest path."""
    return EXAMPLES / "strain-after-lifting-with-twist.toml"


def _cold(arguments: Sequence[str], runs: int) -> list[float]:
    command = [sys.executable, "-m", "lumbago.cli", *arguments]
    return [_seconds(command) for _ in range(runs)]


def _seconds(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _warm(calls: int) -> list[float]:
    """Return the time of each call, over all examples in turn."""
    knowledge = current()
    histories = [history_in(path) for path in sorted(EXAMPLES.glob("*.toml"))]
    for history in histories:
        assess(history, knowledge)
    seconds = []
    for call in range(calls):
        started = time.perf_counter()
        assess(histories[call % len(histories)], knowledge)
        seconds.append(time.perf_counter() - started)
    return seconds


def _in_words(seconds: dict[str, float]) -> str:
    return "\n".join(
        f"{name:10} {value * 1000:8.1f} ms"
        + (f"   target {TARGETS[name] * 1000:.0f} ms" if name in TARGETS else "")
        for name, value in seconds.items()
    )


if __name__ == "__main__":
    main()
