"""The model's course beside every published study, and beside what it says without that study's family.

studies, Recovery -> rows -> the public page
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lumbago.knowledge.recovery import Calibration, Recovery
from lumbago.shards import Crew
from lumbago.simulation import Trial, run
from lumbago.simulation.known import calibrated

FAMILIES = {
    "A": "natural course",
    "B": "prognosis",
    "C": "rest and activity",
    "D": "disuse and training",
    "E": "injury of muscle",
    "F": "prevention",
}
FAR = 0.5
"""Share of the published value from which a prediction is called far from it."""

WANTED = 0.8
"""Share of the results that the calibration saw which must lie in the predicted 90 % interval."""


def course(
    trials: Mapping[str, Trial],
    recovery: Recovery,
    crew: Crew,
    *,
    people: int | None = None,
    watch: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Run studies and put each result beside what was published.

    Args:
        trials: By name.
        recovery: The calibrated model.
        crew: Who works.
        people: Virtual people in each arm; None as each study states.
        watch: Told the studies that are done.

    Returns:
        `{"results": [...], "inside": share, "families": {...}}`; rows as a trial prints
        them, with the name of the trial and its family.
    """
    rows: list[dict[str, Any]] = []
    for done, (name, trial) in enumerate(trials.items(), start=1):
        rows += _rows(name, replace(trial, n=people or trial.n), recovery, crew)
        if watch is not None:
            watch(done)
    return {
        "results": rows,
        "inside": _share_inside(rows),
        "families": {
            family: {"n": len(some), "inside": _share_inside(some)}
            for family, some in _by_family(rows).items()
        },
    }


def page(report: Mapping[str, Any], recovery: Recovery, picture: str) -> str:
    """Return the public page as Markdown; the picture lies beside it."""
    parts = (
        _head(report, recovery.calibration),
        _far(report),
        _families(report),
        _table(report, recovery, picture),
    )
    return "\n".join([line for part in parts for line in part] + [""])


def _far(report: Mapping[str, Any]) -> Iterator[str]:
    """Say where the model's middle is far from what was found, inside its interval or not."""
    far = [
        f"{row['trial']} {row['outcome']} ({_short(row['published'])} published, "
        f"{_short(row['predicted'])} predicted)"
        for row in report["results"]
        if row["predicted"] is not None
        and abs(row["predicted"] - row["published"]) > FAR * abs(row["published"])
    ]
    yield ""
    yield (
        f"Inside is not close: an interval can be wide. In {len(far)} results the predicted middle is more "
        f"than half of the published value away from it: {'; '.join(far) or 'none'}."
    )


def _rows(name: str, trial: Trial, recovery: Recovery, crew: Crew) -> Iterator[dict[str, Any]]:
    for one in run(trial, calibrated(recovery, trial.population.preset), crew).outcomes:
        if one.outcome.published is not None:
            yield {
                "trial": name,
                "outcome": one.outcome.id,
                "family": trial.family,
                "status": one.outcome.status or "published",
                "published": one.outcome.published.value,
                "predicted": one.predicted,
                "low": one.low,
                "high": one.high,
                "inside": one.is_inside,
                "z": one.z,
            }


def _by_family(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    names = sorted({row["family"] for row in rows})
    return {name: [row for row in rows if row["family"] == name] for name in names}


def _share_inside(rows: Sequence[Mapping[str, Any]]) -> float | None:
    return sum(bool(row["inside"]) for row in rows) / len(rows) if rows else None


def _head(report: Mapping[str, Any], calibration: Calibration | None) -> Iterator[str]:
    met = "met" if (report["inside"] or 0) >= WANTED else "**not met**"
    yield "# The recovery model beside published studies"
    yield ""
    yield "<!-- Written by `lumbago validate course --out docs/validation`. -->"
    yield ""
    yield (
        f"{len(report['results'])} published results of "
        f"{len({row['trial'] for row in report['results']})} studies. "
        f"{100 * (report['inside'] or 0):.0f} % lie inside the predicted 90 % interval; "
        f"we asked for {100 * WANTED:.0f} %: {met}. The model was fitted to these results, so this "
        "says that it *can* be like them, not that it foretells."
    )
    yield ""
    if calibration is not None:
        yield (
            f"Foretelling is the harder test: with a study's whole family left out of the fit, "
            f"{100 * calibration.coverage_left_out:.0f} % of its results lie inside "
            f"(fit of {calibration.on}, seed {calibration.seed}, {calibration.people} virtual people an arm)."
        )
        yield ""
    yield (
        "An interval holds what is not known about the arrows, the chance of a study of that size, and how "
        "much studies of one question differ. Results marked unverified were not seen at their source; they "
        "count a quarter."
    )


def _families(report: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield "| family | results | inside |"
    yield "|---|---:|---:|"
    for family, found in report["families"].items():
        yield f"| {family} {FAMILIES.get(family, '')} | {found['n']} | {100 * (found['inside'] or 0):.0f} % |"


def _table(report: Mapping[str, Any], recovery: Recovery, picture: str) -> Iterator[str]:
    yield ""
    yield f"![Each published result in its predicted interval]({picture})"
    yield ""
    yield "| study | result | published | predicted (90 %) | inside | family left out (90 %) |"
    yield "|---|---|---:|---:|:-:|---:|"
    without = _left_out(recovery.calibration)
    for row in report["results"]:
        mark = "" if row["status"] == "published" else f" ({row['status']})"
        yield (
            f"| {row['trial']} | {row['outcome']}{mark} | {_short(row['published'])} | {_interval(row)} | "
            f"{'yes' if row['inside'] else '**no**'} | {without.get((row['trial'], row['outcome']), '-')} |"
        )


def _left_out(calibration: Calibration | None) -> dict[tuple[str, str], str]:
    if calibration is None:
        return {}
    return {
        (one.trial, one.outcome): (
            f"{_short(one.left_out_predicted)} ({_short(one.left_out_low)} to {_short(one.left_out_high)})"
        )
        for one in calibration.reached
    }


def _interval(row: Mapping[str, Any]) -> str:
    if row["predicted"] is None:
        return "not reached"
    return f"{_short(row['predicted'])} ({_short(row['low'])} to {_short(row['high'])})"


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"
