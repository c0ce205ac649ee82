"""What was heard on one day is not what was heard on another."""

from datetime import date, timedelta

import pytest

from lumbago.errors import ReportError
from lumbago.interview import Step, next_screen, progress
from lumbago.knowledge import current

ONSET = date(2026, 3, 2)
HEARD = (
    Step(("age", "sex"), {"age": 40.0, "sex": "male"}),
    Step(("onset_days", "nprs"), {"onset": ONSET, "nprs": 5}),
    Step(("pain_map",), {"pain_map": ["lumbar-left"]}),
)


@pytest.mark.parametrize("ask", [next_screen, progress])
def test_the_same_answers_on_another_day_are_looked_at_anew(ask):
    assert ask(HEARD, current(), on=ONSET + timedelta(days=2))

    with pytest.raises(ReportError, match="onset"):
        ask(HEARD, current(), on=ONSET - timedelta(days=1))
