"""Time one programme of exercise: a person in each phase, with up to a year of check-ins behind them.

    python benchmarks/programme_latency.py [rounds]

Prints how many a second on one core, and the median and 99th percentile of one; in brackets the same of
processor time, which other work on the machine disturbs less. The peer is the same week
written for CBC, another solver of integer programmes, through PuLP: both answers are worth the same before
anything is timed.
"""

import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from lumbago.care import assess
from lumbago.knowledge import current
from lumbago.programme import choosing, prescribe
from lumbago.record import CheckIn, Felt, Form, read_history
from telling import cpu

ROUNDS = 100
TARGET_MS = 50
EXAMPLE = Path(__file__).parent.parent / "examples" / "strain-ready-for-exercise.toml"
LATEST = date(2027, 12, 31)
WEEKS = (0, 1, 4, 12, 52)


def person(weeks):
    """Return someone who has checked in every day for some weeks, and said how each exercise went."""
    history = read_history(EXAMPLE.read_text(), Form.TOML, today=LATEST)
    felt = tuple(
        Felt(id_, could_do=True, hurt=3) for id_ in ("short-walks", "glute-bridge", "single-knee-hug")
    )
    days = range(1, 7 * weeks + 1)
    said = (
        CheckIn(on=history.report.on + timedelta(day), nprs=max(0, 5 - day // 10), felt=felt) for day in days
    )
    return replace(history, check_ins=tuple(said))


def now():
    """Return the time by the clock and that of the processor, ms."""
    return 1e3 * np.array([time.perf_counter(), time.process_time()])


def main(rounds):
    """Time programmes after each span of weeks, and print them."""
    knowledge = current()
    print(f"{cpu()}; {rounds} rounds, wanted: 1,000 a second, or p99 at most {TARGET_MS} ms")
    for weeks in WEEKS:
        history = person(weeks)
        differential = assess(history, knowledge).differential
        prescribe(history, differential, knowledge)
        taken = []
        for _ in range(rounds):
            start = now()
            prescribe(history, differential, knowledge)
            taken.append(now() - start)
        (p50, cpu50), (p99, cpu99) = np.percentile(taken, [50, 99], axis=0)
        print(
            f"after {weeks} weeks: {1e3 / p50:.0f} a second, median {p50:.0f} ({cpu50:.0f}) ms,"
            f" p99 {p99:.0f} ({cpu99:.0f}) ms"
        )
    race(rounds)


def race(rounds):
    """Solve the same week with HiGHS and with CBC."""
    try:
        import pulp
    except ImportError:
        print("the peer is not installed: python -m pip install pulp")
        return
    seen = {}
    solve, choosing.milp = (
        choosing.milp,
        lambda cost, **rules: seen.update(cost=cost, **rules) or solve(cost, **rules),
    )
    history = person(4)
    prescribe(history, assess(history, current()).differential, current())
    choosing.milp = solve
    cost, matrix = seen["cost"], seen["constraints"].A.tocsr()
    tops, whole, bounds = seen["constraints"].ub, seen["integrality"], seen["bounds"]

    def cbc():
        model = pulp.LpProblem()
        kinds = ("Continuous", "Integer")
        x = [pulp.LpVariable(f"x{i}", bounds.lb[i], bounds.ub[i], kinds[whole[i]]) for i in range(len(cost))]
        model += pulp.lpDot(cost.tolist(), x)
        for row in range(matrix.shape[0]):
            part = slice(matrix.indptr[row], matrix.indptr[row + 1])
            model += pulp.lpDot(matrix.data[part].tolist(), [x[i] for i in matrix.indices[part]]) <= tops[row]
        model.solve(pulp.PULP_CBC_CMD(msg=False))
        return pulp.value(model.objective)

    def highs():
        return solve(cost, constraints=seen["constraints"], integrality=whole, bounds=bounds).fun

    assert abs(cbc() - highs()) < 1e-3
    times = {name: [] for name in ("highs", "cbc")}
    for _ in range(max(3, rounds // 10)):
        for name, one in (("highs", highs), ("cbc", cbc)):
            start = time.perf_counter()
            one()
            times[name].append(1e3 * (time.perf_counter() - start))
    ours, theirs = (float(np.median(times[name])) for name in ("highs", "cbc"))
    print(f"one week: HiGHS {ours:.1f} ms, CBC {theirs:.1f} ms; HiGHS is {theirs / ours:.1f} times as fast")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
