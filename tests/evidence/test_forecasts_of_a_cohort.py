"""The forecast, model and statistics stacked, reaches its targets on people it has not seen.

The cohort has no licence. Neither its rows nor any figure of it stand here: it is read where it lies, and
without it these tests are skipped.
"""

from pathlib import Path

import pytest
from threadpoolctl import threadpool_limits

from lumbago.knowledge import current
from lumbago.validation.cohort import read_cohort
from lumbago.validation.forecast_page import targets
from lumbago.validation.forecasts import report
from lumbago.validation.recovery_forecast import recovery_forecast

COHORT = Path(__file__).resolve().parents[3] / "shared" / "data" / "cohort" / "danish_cohort_dev.csv"

pytestmark = pytest.mark.skipif(
    not COHORT.exists(),
    reason=f"the cohort is not here: put {COHORT.name} in ../shared/data/cohort to run this",
)


@pytest.fixture(scope="module")
def people():
    return read_cohort(COHORT.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scored(people):
    with threadpool_limits(1):
        return report(people, people, recovery=recovery_forecast(current().recovery, people))


def test_every_target_is_met_out_of_fold(scored):
    missed = [f"{one.name}: {one.given}, wanted {one.wanted}" for one in targets(scored) if not one.is_met]

    assert missed == []


def test_everybody_is_forecast_out_of_fold(people, scored):
    assert scored["out_of_fold"] == len(people.ids)


def test_the_column_that_the_dictionary_codes_otherwise_is_read_as_yes_and_no(people):
    told = people.answers["long_year"]

    assert set(told[told == told]) == {0, 1}
