"""Write down what a cohort teaches: fitted numbers and counts, nothing of a person.

People, Recovery -> the fields of personal.toml
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from lumbago.knowledge.recovery import Recovery
from lumbago.prognosis.bank import bank
from lumbago.prognosis.personal import ANCHORS, Taught, coefficients_of, kept, plains_of
from lumbago.prognosis.plain import COLUMNS
from lumbago.validation.cohort import People
from lumbago.validation.forecasts import report
from lumbago.validation.recovery_forecast import PARTICLES, SEED, recovery_forecast

COHORT = (
    "Danish patients of 18 to 65 years with low back pain, asked again after two weeks, three and "
    "twelve months"
)

HEADER = """# What a cohort of patients taught about which answers bear on recovery.
# Written by `lumbago calibrate --cohort`; edit nothing here.
# Fitted numbers and counts only; nothing of a person.
#
# `coefficients` shift what differs between people in the recovery model (standard deviations); `plain` is a
# plain statistical forecast; `weight` is its share in the stack, as the cohort favours out of fold.

"""


def teach(
    people: People,
    recovery: Recovery,
    *,
    on: date,
    watch: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Fit both forecasts to a cohort, and how they are stacked.

    Args:
        people: Patients who were followed.
        recovery: The calibrated model.
        on: Day of the fit.
        watch: Told of progress.
    """
    made = bank(people.answers, recovery, PARTICLES, ANCHORS, seed=SEED)
    coefficients = coefficients_of(people.answers, people.places, made)
    taught = Taught(coefficients, plains_of(people.answers, people.places))
    compared = report(people, people, recovery=recovery_forecast(recovery, people), watch=watch)
    return {
        "on": on,
        "people": len(people.ids),
        "cohort": COHORT,
        "columns": list(COLUMNS),
        "weight": {
            f"{row['outcome']} {row['given']}": round(1 - row["recovery"], 3) for row in compared["weights"]
        },
        **kept(taught),
    }
