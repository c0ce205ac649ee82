"""What a person is known to have decides which exercises are theirs, however it became known."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lumbago.care import assess
from lumbago.knowledge import current
from lumbago.programme import prescribe
from lumbago.record import Form, Sex, WhyNot, read_history

READY = Path(__file__).parents[2] / "examples" / "strain-ready-for-exercise.toml"


def programme_of(**changes):
    history = read_history(READY.read_text(encoding="utf-8"), Form.TOML, today=date(2026, 3, 2))
    history = replace(history, report=replace(history.report, **changes))
    return prescribe(history, assess(history, current()).differential, current())


def forbidden_by(programme, circumstance):
    found = {out.exercise for out in programme.left_out if circumstance in out.circumstances}
    assert not found & {one.exercise for one in (*programme.prescribed, *programme.short)}
    return found


def left_out_with(circumstance):
    return {
        exercise.id
        for exercise in current().exercises.values()
        if any(c.circumstance == circumstance and c.verdict == "leave-out" for c in exercise.cautions)
    }


@pytest.mark.parametrize(
    ("named", "circumstance"),
    [
        ("radiculopathy", "nerve-root-pain"),
        ("Facet-type pain", "facet-type-pain"),
        ("discogenic pain", "flexion-sensitive"),
        ("spinal-stenosis", "spinal-stenosis"),
    ],
)
def test_a_diagnosis_forbids_what_its_circumstance_forbids(named, circumstance):
    programme = programme_of(diagnosed=(named,))

    assert left_out_with(circumstance) <= forbidden_by(programme, circumstance)
    assert forbidden_by(programme_of(), circumstance) != forbidden_by(programme, circumstance)


def test_who_is_pregnant_of_no_weeks_is_taken_to_be_in_every_trimester():
    found = {"pregnant": True, **programme_findings()}

    programme = programme_of(sex=Sex.FEMALE, age=30.0, pregnancy_weeks=0.0, findings=found)

    late = forbidden_by(programme, "pregnancy-third-trimester")
    assert late == left_out_with("pregnancy-third-trimester")
    assert {out.why for out in programme.left_out if out.exercise in late} == {WhyNot.NOT_ASKED}


def programme_findings():
    history = read_history(READY.read_text(encoding="utf-8"), Form.TOML, today=date(2026, 3, 2))
    return {key: yes for key, yes in history.report.findings.items() if key != "pregnant"}
