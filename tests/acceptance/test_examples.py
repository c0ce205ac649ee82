"""Each example report ends where its first lines say."""

from datetime import date

import pytest
from command_line import EXAMPLES

from lumbago.care import assess
from lumbago.knowledge import current
from lumbago.record import Certainty, Form, Scope, read_history

ON = date(2026, 3, 2)
ENDS = {
    "cauda-equina": ("emergency", Scope.EMERGENCY, "cord"),
    "facet-type": ("routine", Scope.WHOLE, "facet"),
    "fever-with-infection-risk": ("emergency", Scope.EMERGENCY, "infection"),
    "incomplete": ("routine", Scope.INCOMPLETE, None),
    "kidney-stone": ("urgent", Scope.CLEARANCE_FIRST, "stone"),
    "ruptured-aortic-aneurysm": ("emergency", Scope.EMERGENCY, "vascular"),
    "sciatica-with-foot-drop": ("urgent", Scope.CLEARANCE_FIRST, "root"),
    "severe-pain-alone": ("routine", Scope.WHOLE, "mechanical"),
    "strain-after-lifting-with-twist": ("self-care", Scope.WHOLE, "mechanical"),
    "strain-ready-for-a-plan": ("routine", Scope.WHOLE, "mechanical"),
    "strain-ready-for-exercise": ("self-care", Scope.WHOLE, "mechanical"),
    "strain-with-three-medicines": ("routine", Scope.WHOLE, "mechanical"),
}


def example(name):
    return read_history((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"), Form.TOML, today=ON)


def test_every_example_has_an_end():
    assert {path.stem for path in EXAMPLES.glob("*.toml")} == set(ENDS)


@pytest.mark.parametrize("name", ENDS)
def test_an_example_ends_as_its_name_says(name):
    disposition, scope, group = ENDS[name]

    assessment = assess(example(name), current())

    assert assessment.triage.disposition.value == disposition
    assert assessment.scope is scope
    assert group in {None, assessment.differential.candidates[0].group}
    assert assessment.not_understood == ()


def test_the_example_of_facet_pain_is_not_sure_of_it():
    """No question or bedside test can show it: it may come first, and never for certain."""
    differential = assess(example("facet-type"), current()).differential

    assert differential.certainty is Certainty.COULD_CHANGE
    assert differential.candidates[0].probability < 0.5
