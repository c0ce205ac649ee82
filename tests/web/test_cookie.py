"""An interview written small enough for a cookie says exactly what it said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.errors import KnowledgeError
from lumbago.interview import Step
from lumbago.knowledge import current
from lumbago.record import Region
from lumbago.web import actions, answers

KEYS = sorted(current().findings)
STEPS = st.builds(
    lambda findings, unsure, pain_map, age, onset: Step(
        asked=("age", "pain_map", "onset_days", *findings, *(k for k in unsure if k not in findings)),
        fields={
            "age": age,
            "pain_map": pain_map,
            "onset": onset,
            **({"findings": findings} if findings else {}),
        },
    ),
    st.dictionaries(st.sampled_from(KEYS), st.booleans(), max_size=8),
    st.sets(st.sampled_from(KEYS), max_size=3),
    st.lists(st.sampled_from([region.value for region in Region]), unique=True),
    st.floats(0, 120),
    st.dates(date(2000, 1, 1), date(2026, 1, 1)),
)


@given(st.lists(STEPS, max_size=4))
def test_what_is_packed_is_unpacked(steps):
    assert answers.unpack(answers.pack(steps), current()) == steps


def test_every_finding_answered_still_fits():
    steps = [
        Step(asked=tuple(KEYS[i : i + 8]), fields={"findings": dict.fromkeys(KEYS[i : i + 8], False)})
        for i in range(0, len(KEYS), 8)
    ]

    assert answers.size({"on": "2026-03-02", "s": answers.pack(steps)}) < answers.LARGEST_COOKIE


def test_what_would_not_fit_is_refused_and_nothing_is_lost():
    session = {"on": "2026-03-02", "s": answers.pack([Step(("age",), {"age": 40.0})])}
    before = dict(session)
    interview = actions.recall(session, current(), today=date(2026, 3, 2))
    names = [f"medicine-{number * 7919 % 100_003:05d}" for number in range(1500)]
    long = Step(("sex",), {"medicines": [{"name": name} for name in names]})

    with pytest.raises(actions.TooLongToRememberError, match="download"):
        actions.answer(session, interview, 1, long)

    assert session == before


def test_two_findings_that_would_share_a_code_stop_the_program(monkeypatch):
    monkeypatch.setattr(answers, "code", lambda key: "same")

    with pytest.raises(KnowledgeError, match="rename one"):
        answers.check_codes(current())
