"""Learn from a cohort which answers bear on recovery, and forecast people who gave such answers.

    bank, answers, what happened -> coefficients -> chances on the grid

Two forecasts come of it: the recovery model, bent to the answers and then to a check-in, and the plain
statistical one. How they are stacked is for whoever compares them.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lumbago.knowledge.recovery import Personal
from lumbago.prognosis import plain
from lumbago.prognosis.bank import GRIDS, Bank, foretold, happened, normalised, stated, weights
from lumbago.prognosis.bearing import LATENTS, fit_coefficients
from lumbago.prognosis.facts import CHECK_IN_DAY

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Key = tuple[str, int]

ANCHORS = (14, 91, 365)
"""Days after the report on which the cohort was asked."""

DECIMALS = 5
BASELINE, WITH_CHECK_IN = "baseline", "baseline+14"


class Coefficients(NamedTuple):
    """What answers shift.

    Attributes:
        scaling: Of the answers.
        values: Shape (1 + columns, latents), standard deviations between people.
    """

    scaling: plain.Scaling
    values: Floats


class Taught(NamedTuple):
    """What a cohort taught.

    Attributes:
        coefficients: What answers shift in the recovery model.
        plains: The statistical forecast by outcome and by what was given.
    """

    coefficients: Coefficients
    plains: Mapping[tuple[str, str], plain.Plain]


def coefficients_of(answers: Mapping[str, Floats], places: Mapping[Key, Places], made: Bank) -> Coefficients:
    """Fit what answers shift to people who were followed.

    Args:
        answers: As `plain.columns_of` takes them, shape (people,) each.
        places: By outcome and day: step of the grid that was stated, -1 where nothing was, shape (people,).
        made: The bank of the same people.
    """
    columns = plain.columns_of(answers)
    scaling = plain.scaling_of(columns)
    facts = plain.filled_in(columns, scaling).columns
    return Coefficients(scaling, fit_coefficients(happened(made, places), facts))


def plains_of(
    answers: Mapping[str, Floats], places: Mapping[Key, Places]
) -> dict[tuple[str, str], plain.Plain]:
    """Fit the statistical forecast of each outcome, from the report alone and with a check-in on day 14."""
    columns = plain.columns_of(answers)
    later = plain.columns_with_check_in(answers)
    has_check_in = ~np.isnan(answers["pain_14"]) | ~np.isnan(answers["disability_14"])
    found = {}
    for outcome, grid in GRIDS.items():
        by_day = {day: places[outcome, day] for day in ANCHORS}
        found[outcome, BASELINE] = plain.fit(columns, by_day, len(grid))
        after = {day: at[has_check_in] for day, at in by_day.items() if day > CHECK_IN_DAY}
        found[outcome, WITH_CHECK_IN] = plain.fit(later[has_check_in], after, len(grid))
    return found


def kept(taught: Taught) -> dict[str, Any]:
    """Return what a cohort taught as a file keeps it (see `knowledge.recovery.Personal`)."""
    plains: dict[str, dict[str, Any]] = {outcome: {} for outcome in GRIDS}
    for (outcome, given), one in taught.plains.items():
        plains[outcome][given] = plain.as_numbers(one)
    return {
        **{
            name: np.round(values, DECIMALS).tolist()
            for name, values in taught.coefficients.scaling._asdict().items()
        },
        "latents": list(LATENTS),
        "coefficients": np.round(taught.coefficients.values, DECIMALS).tolist(),
        "plain": plains,
    }


def taught_of(personal: Personal) -> Taught:
    """Return what a cohort taught from what a file kept."""
    scaling = plain.Scaling(*(np.array(getattr(personal, name)) for name in plain.Scaling._fields))
    plains = {
        (outcome, given): plain.from_numbers(numbers)
        for outcome, by_given in personal.plain.items()
        for given, numbers in by_given.items()
    }
    return Taught(Coefficients(scaling, np.array(personal.coefficients)), plains)


def model_chances(
    coefficients: Coefficients,
    answers: Mapping[str, Floats],
    made: Bank,
    places: Mapping[Key, Places] | None = None,
) -> dict[Key, Floats]:
    """Return the recovery model's chance of each value of the grid, by outcome and day, shape (people, grid).

    Args:
        coefficients: Learnt from other people.
        answers: Of these people.
        made: Their bank.
        places: What they stated on day 14, by outcome and day; None forecasts from the report alone.
    """
    facts = plain.filled_in(plain.columns_of(answers), coefficients.scaling).columns
    counts = weights(made, coefficients.values, facts)
    days: tuple[int, ...] = ANCHORS
    if places is not None:
        days = tuple(day for day in ANCHORS if day > CHECK_IN_DAY)
        for outcome in GRIDS:
            counts = counts * stated(made, (outcome, CHECK_IN_DAY), places[outcome, CHECK_IN_DAY])
        counts = normalised(counts)
    return {(outcome, day): foretold(made, counts, (outcome, day)) for outcome in GRIDS for day in days}


def places_on(grid: Floats, values: Floats) -> Places:
    """Return the step of a grid that is nearest to each value; -1 where it is not known."""
    nearest = np.abs(np.nan_to_num(values)[:, None] - grid).argmin(axis=1)
    return np.where(np.isnan(values), -1, nearest)
