"""Race the pooling of networks against pimeta, a port of the R packages netmeta and metafor.

On each network both first say what they find: effects and standard errors of every pair, heterogeneity, Q and
its parts, I2, P-scores. A ratio is printed only where they agree. Then they are asked in turn, never two at
once, on one core.

fit:           what pimeta.netmeta returns: common and random effects with intervals, direct and indirect
               evidence, Q within and between designs, P-scores
whole answer:  what `lumbago synthesise` gives but for drawn ranks, which pimeta does not draw: netmeta,
               netsplit and decomp_design; for combinations netmeta, netsplit and netcomb, since there
               decomp_design of pimeta 1.1.0 breaks down
fit REML:      from contrasts alone pimeta takes those of one study as independent, so its tau2 differs where
               a study has more than two arms; ours is metafor's (tests/evidence/test_reference_analyses.py)
"""

import argparse
import csv
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from enum import Enum
from importlib import metadata
from pathlib import Path

import numpy as np
import scipy

from lumbago.synthesis import Choices, Contrasts, EventArms, MeanArms, Measure, Synthesis, synthesise
from lumbago.synthesis.components import Additive
from lumbago.synthesis.heterogeneity import Method
from lumbago.synthesis.measures import from_events, from_means
from telling import LEAST_ROUNDS, cpu, spread

REFERENCES = Path(__file__).parents[1] / "tests" / "data" / "reference_analyses"
CLOSE = 1e-6
WANTED = 10.0
LEAST_SECONDS = 0.02
"""A round repeats a quick call until it takes about so long."""


class Task(Enum):
    """What is asked of both."""

    WHOLE = "whole answer"
    COMPONENTS = "whole answer with components"
    FIT = "fit"
    REML = "fit REML"


@dataclass
class Result:
    """How two contestants did on one task.

    Attributes:
        task: What was asked.
        apart: Largest difference of their answers, absolute or relative, whichever is smaller.
        ours: Our seconds, round by round.
        theirs: Their seconds.
        absent: Why they could not race, or nothing.
    """

    task: str
    apart: float = float("nan")
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    absent: str = ""

    @property
    def is_right(self) -> bool:
        """Whether both said the same."""
        return self.apart <= CLOSE

    @property
    def ratios(self) -> list[float]:
        """How many times as long they took, round by round."""
        return [b / a for a, b in zip(self.ours, self.theirs, strict=True)]


def main() -> None:
    """Run the race and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS, help="at least 7 (default %(default)s)")
    parser.add_argument("--studies", type=int, default=500, help="of the simulated network")
    parser.add_argument("--treatments", type=int, default=40, help="of the simulated network")
    parser.add_argument("--json", action="store_true", help="print every round as JSON")
    asked = parser.parse_args()
    if asked.rounds < LEAST_ROUNDS:
        parser.error(f"--rounds is {asked.rounds}: a median of fewer than {LEAST_ROUNDS} rounds says little")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    results = []
    for task, ours, theirs in tasks(asked.studies, asked.treatments):
        results.append(race(task, ours, theirs, asked.rounds))
        if not asked.json:
            print(line(results[-1]), flush=True)
    if asked.json:
        print(json.dumps({"cpu": cpu(), "results": [asdict(r) for r in results]}, indent=2))
    else:
        print(f"\n{about()}")


def about() -> str:
    """Return what ran where."""
    try:
        version = metadata.version("pimeta")
    except metadata.PackageNotFoundError:
        version = "absent"
    return (
        f"CPU {cpu()}, one core; Python {platform.python_version()}, NumPy {np.__version__}, SciPy "
        f"{scipy.__version__}, pimeta {version}.\nMedian of the rounds (lowest to highest). "
        "Timings on a shared machine are noisy: trust the ratios."
    )


def race(task: str, ours: Callable[[], Synthesis], theirs: Callable[[], object], rounds: int) -> Result:
    """Hold both answers side by side, then time them in turn."""
    result = Result(task)
    try:
        result.apart = apart(ours(), theirs())
    except ImportError as missing:
        result.absent = f"not installed ({missing})"
        return result
    except ValueError as broken:
        result.absent = f"it broke down ({broken})"
        return result
    times = [max(1, round(LEAST_SECONDS / seconds(call, 1))) for call in (ours, theirs)]
    for _ in range(rounds):
        result.ours.append(seconds(ours, times[0]))
        result.theirs.append(seconds(theirs, times[1]))
    return result


def seconds(call: Callable[[], object], times: int) -> float:
    """Return how long one call takes."""
    started = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - started) / times


def apart(found: Synthesis, other: object) -> float:
    """Return the largest difference of two answers."""
    pooled = other[0] if isinstance(other, tuple) else other
    parts = found.decomposition
    pairs = [
        (found.random.league.estimates, pooled.TE_random),
        (found.random.league.errors, pooled.seTE_random),
        (found.common.league.estimates, pooled.TE_common),
        (found.common.league.errors, pooled.seTE_common),
        (found.random.p_scores, pooled.pscore_random),
        (found.tau2, pooled.tau2),
        (parts.total.q, pooled.Q),
        (parts.within.q, pooled.Q_heterogeneity),
        (parts.between.q, pooled.Q_inconsistency),
        (found.i2.value, pooled.I2),
    ]
    return max(_apart(np.asarray(a, float), np.asarray(b, float)) for a, b in pairs)


def _apart(one: np.ndarray, other: np.ndarray) -> float:
    off = np.abs(one - other)
    return float(np.minimum(off, off / np.maximum(np.abs(other), 1e-300)).max())


def tasks(studies: int, treatments: int) -> Iterator[tuple[str, Callable, Callable]]:
    """Yield each task: its name, our call and theirs."""
    networks = {
        "Stowe 2010": (stowe(), Measure.MD),
        "Baker 2009": (baker(), Measure.OR),
        "Senn 2013": (senn(), Measure.MD),
        "parkinson": (parkinson(), Measure.MD),
        "smoking cessation": (smoking(), Measure.OR),
    }
    for name, (held, measure) in networks.items():
        whole = Task.COMPONENTS if name == "Baker 2009" else Task.WHOLE
        for task in (whole, Task.FIT, Task.REML):
            yield f"{name}, {task.value}", ours(held, measure, task), theirs(held, measure, task)
    held = simulated(studies, treatments)
    name = f"simulated {studies} studies x {treatments} treatments"
    yield f"{name}, fit", ours(held, Measure.MD, Task.FIT), theirs(held, Measure.MD, Task.FIT)


def ours(held: Contrasts, measure: Measure, task: Task) -> Callable[[], Synthesis]:
    """Return our call, from contrasts."""
    method = Method.REML if task is Task.REML else Method.DL
    additive = Additive("Placebo") if task is Task.COMPONENTS else None
    choices = Choices(method=method, additive=additive, draws=0)

    def call() -> Synthesis:
        found = synthesise(held, measure, held.second[0], choices=choices)
        if task in {Task.WHOLE, Task.COMPONENTS}:
            _ = found.interaction
        return found

    return call


def theirs(held: Contrasts, measure: Measure, task: Task) -> Callable[[], object]:
    """Return pimeta's call, from the same contrasts as lists."""
    columns = [list(held.effects), list(held.errors), list(held.first), list(held.second), list(held.studies)]
    named = {"sm": measure.value, "reference_group": held.second[0]}
    method = "REML" if task is Task.REML else "DL"

    def call() -> object:
        import pimeta

        found = pimeta.netmeta(*columns, **named, method_tau=method)
        if task is Task.WHOLE:
            return found, pimeta.netsplit(found), pimeta.decomp_design(found)
        if task is Task.COMPONENTS:
            return found, pimeta.netsplit(found), pimeta.netcomb(found, inactive="Placebo")
        return found

    return call


def simulated(studies: int, treatments: int, seed: int = 1) -> Contrasts:
    """Return invented studies: nine in ten of two arms, one of three; each differs from the others."""
    luck = np.random.default_rng(seed)
    truth, rows = luck.normal(size=treatments), []
    for number in range(studies):
        size = 3 if luck.random() < 0.1 else 2
        arms = luck.choice(treatments, size, replace=False)
        if number < treatments - 1:
            arms[:2] = number, number + 1
            arms = np.unique(arms)
        values = truth[arms] + luck.normal(0, 0.2, arms.size)
        variances = luck.uniform(0.01, 0.2, arms.size)
        values += luck.normal(0, np.sqrt(variances))
        for i in range(arms.size):
            for j in range(i + 1, arms.size):
                pair = f"t{arms[i]:02}", f"t{arms[j]:02}"
                rows.append(
                    (f"s{number}", *pair, values[i] - values[j], np.sqrt(variances[i] + variances[j]))
                )
    return _contrasts(rows)


def _contrasts(rows: list[tuple]) -> Contrasts:
    columns = list(zip(*rows, strict=True))
    return Contrasts(*columns[:3], np.array(columns[3], float), np.array(columns[4], float))


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCES / f"{name}_data.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _wide(name: str, study: str, columns: tuple[str, ...]) -> list[tuple]:
    rows = []
    for number, row in enumerate(_rows(name)):
        for arm in (1, 2, 3):
            cells = [row[column.format(arm)] for column in columns]
            if cells[1] not in {"", "NA"}:
                rows.append((row.get(study, str(number)), cells[0], *map(float, cells[1:])))
    return rows


def stowe() -> Contrasts:
    """Return Stowe 2010, Parkinson's disease."""
    return _means(_wide("Stowe2010", "study", ("t{}", "n{}", "y{}", "sd{}")))


def parkinson() -> Contrasts:
    """Return Franchini 2012, Parkinson's disease."""
    return _means(_wide("parkinson", "Study", ("Treatment{}", "n{}", "y{}", "sd{}")))


def _means(rows: list[tuple]) -> Contrasts:
    columns = list(zip(*rows, strict=True))
    return from_means(MeanArms(*columns[:2], *(np.array(c) for c in columns[2:])), Measure.MD)


def baker() -> Contrasts:
    """Return Baker 2009, chronic obstructive pulmonary disease."""
    rows = [(r["study"], r["treatment"], float(r["exac"]), float(r["total"])) for r in _rows("Baker2009")]
    return _events(rows)


def smoking() -> Contrasts:
    """Return Hasselblad 1998, smoking cessation."""
    return _events(_wide("smokingcessation", "", ("treat{}", "event{}", "n{}")))


def _events(rows: list[tuple]) -> Contrasts:
    columns = list(zip(*rows, strict=True))
    return from_events(EventArms(*columns[:2], *(np.array(c) for c in columns[2:])), Measure.OR)


def senn() -> Contrasts:
    """Return Senn 2013, diabetes."""
    return _contrasts(
        [tuple(r[c] for c in ("studlab", "treat1", "treat2", "TE", "seTE")) for r in _rows("Senn2013")]
    )


def line(result: Result) -> str:
    """Return a result on one line."""
    who = f"{result.task:52}"
    if result.absent:
        return f"{who} pimeta could not race: {result.absent}"
    if not result.is_right:
        return f"{who} answers differ by {result.apart:.1e}: no ratio"
    met = "met" if statistics.median(result.ratios) >= WANTED else "NOT MET"
    milliseconds = 1e3 * statistics.median(result.ours)
    return (
        f"{who} {spread(result.ratios, ',.1f')} times as fast; ours {milliseconds:,.2f} ms, "
        f"apart {result.apart:.0e}; {met}"
    )


if __name__ == "__main__":
    main()
