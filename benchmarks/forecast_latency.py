"""Time one personal forecast: many particles, a check-in on each of thirty days, to day 60.

    python benchmarks/forecast_latency.py [rounds]

Prints the median and the 99th percentile, warm, and the same to day 365.
"""

import sys
import time
from datetime import date, timedelta

import numpy as np

from lumbago.knowledge import current
from lumbago.prognosis import predict
from lumbago.record import CheckIn, History, Report
from telling import cpu

PARTICLES = 10_000
CHECK_INS = 30
ROUNDS = 100
TARGET_MS = 60
ON = date(2026, 3, 2)


def history():
    """Return a person who recovers slowly and says so every day."""
    report = Report(on=ON, nprs=7, onset_days=3.0, age=45.0, rmdq_percent=60.0)
    said = (CheckIn(on=ON + timedelta(day), nprs=max(0, 7 - day // 4)) for day in range(1, CHECK_INS + 1))
    return History(report, tuple(said))


def main(rounds):
    """Time both horizons and print them."""
    recovery, told = current().recovery, history()
    print(f"{cpu()}; {PARTICLES:,} particles, {CHECK_INS} check-ins, {rounds} rounds")
    for last in (60, 365):
        predict(told, recovery, particles=PARTICLES, horizon=last - CHECK_INS)
        taken = []
        for _ in range(rounds):
            start = time.perf_counter()
            predict(told, recovery, particles=PARTICLES, horizon=last - CHECK_INS)
            taken.append(1e3 * (time.perf_counter() - start))
        p50, p99 = np.percentile(taken, [50, 99])
        wanted = f" (wanted: p99 at most {TARGET_MS} ms)" if last == 60 else ""
        print(f"to day {last}: median {p50:.0f} ms, p99 {p99:.0f} ms{wanted}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
