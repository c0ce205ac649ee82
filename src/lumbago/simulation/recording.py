"""Write a fit down as knowledge.

Fit -> the text of recovery.toml
"""

import re
from datetime import date
from typing import Any

import numpy as np
import tomli_w
from numpy.typing import NDArray

from lumbago.simulation.calibrating import NINETY, Fit, Number
from lumbago.simulation.comparing import shown
from lumbago.simulation.targets import Target

Floats = NDArray[np.float64]

HEADER = """# What published results made of the arrows of the recovery model.
# Written by `lumbago calibrate`; edit nothing here.
#
# `fitted` is in the unit of the arrow (a spread between people: of its logarithm; a shift: change
# of the logarithm), with the range that holds it nine times in ten. `informed` is the share of the prior's
# width that the results took away: near 0 they say nothing, and the prior stays as wide as it was.
"""

DIGITS = 5

ROW_OF_NUMBERS = re.compile(r"\[\s+(?:[-+.\de]+,\s+)+\]")


def as_fields(fit: Fit, *, on: date, seed: int, people: int) -> dict[str, Any]:
    """Return a fit as `knowledge.recovery.Calibration` reads it.

    Args:
        fit: From `calibrate`.
        on: Day of the fit.
        seed: What fixed its luck, and that of the draws.
        people: Virtual people in each arm.
    """
    spread = np.sqrt(np.diag(fit.covariance))
    fitted = zip(fit.numbers, fit.found, spread, strict=True)
    return {
        "on": on,
        "seed": seed,
        "people": people,
        "coverage": _coverage(fit, fit.predicted, fit.errors),
        "coverage_left_out": _coverage(fit, *fit.left_out),
        "numbers": [number.name for number in fit.numbers],
        "spread": {kind: _short(value) for kind, value in fit.spread.items()},
        "fitted": {number.name: _fitted(number, middle, sd) for number, middle, sd in fitted},
        "draws": [[_short(v) for v in row] for row in fit.draws],
        "reached": [_reached(fit, number, one) for number, one in enumerate(fit.targets)],
    }


def as_text(fields: dict[str, Any]) -> str:
    """Return the text of recovery.toml."""
    return HEADER + "\n" + toml_of(fields)


def toml_of(fields: dict[str, Any]) -> str:
    """Return fields as TOML, each row of numbers on one line."""
    return ROW_OF_NUMBERS.sub(lambda row: " ".join(row[0].split()), tomli_w.dumps(fields))


def _coverage(fit: Fit, predicted: Floats, errors: Floats) -> float:
    values = np.array([one.value for one in fit.targets])
    return round(float(np.mean(np.abs(values - predicted) <= NINETY * errors)), 4)


def _fitted(number: Number, middle: float, sd: float) -> dict[str, float]:
    ends = [middle, middle - NINETY * sd, middle + NINETY * sd]
    median, low, high = ends if number.is_change else (float(np.exp(end)) for end in ends)
    informed = min(1.0, max(0.0, 1 - sd / number.sd))
    found = {"median": median, "low": low, "high": high, "informed": informed}
    return {name: _short(value) for name, value in found.items()}


def _reached(fit: Fit, number: int, one: Target) -> dict[str, Any]:
    def told(value: float) -> float:
        return _short(shown(one.outcome, value))

    within = _ends(fit.predicted[number], fit.errors[number])
    without = _ends(fit.left_out[0][number], fit.left_out[1][number])
    names = ("predicted", "low", "high", "left_out_predicted", "left_out_low", "left_out_high")
    return {
        "trial": one.trial,
        "outcome": one.outcome.id,
        "family": one.family,
        "status": one.outcome.status or "published",
        "published": told(one.value),
        **dict(zip(names, map(told, (*within, *without)), strict=True)),
    }


def _ends(middle: float, error: float) -> tuple[float, float, float]:
    return middle, middle - NINETY * error, middle + NINETY * error


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
