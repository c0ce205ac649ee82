"""A report that cannot be meant is refused, with the field and a remedy, and never guessed at."""

from datetime import date

import pytest

from lumbago.errors import ReportError
from lumbago.record import Form, read_history

TODAY = date(2026, 3, 2)

IMPOSSIBLE = {
    "a bare number for a date": ('{"on": 0}', "on"),
    "a moment for a date": ("on = 2026-03-02T10:00:00", "on"),
    "a day that does not exist": ('{"on": "2026-02-30"}', "on"),
    "a date in the future": ("on = 2026-03-03", "on"),
    "true for an age": ("on = 2026-03-02\nage = true", "age"),
    "a text for an age": ('on = 2026-03-02\nage = "45"', "age"),
    "an age below nothing": ("on = 2026-03-02\nage = -3", "age"),
    "an age that is no number": ('{"on": "2026-03-02", "age": NaN}', "age"),
    "an endless age": ('{"on": "2026-03-02", "age": 1e400}', "age"),
    "a number of 5000 digits": (f"on = 2026-03-02\nage = 0x{'f' * 5000}", "age"),
    "a pain of 11": ("on = 2026-03-02\nnprs = 11", "nprs"),
    "half a point of pain": ("on = 2026-03-02\nnprs = 5.5", "nprs"),
    "an unknown field": ("on = 2026-03-02\nagee = 45", "agee"),
    "a list of findings": ('{"on": "2026-03-02", "findings": []}', "findings"),
    "a text for a drawing": ('on = 2026-03-02\npain_map = "back"', "pain_map"),
    "a text for an answer": ('on = 2026-03-02\nfindings = { fever = "no" }', "findings.fever"),
    "an onset after the report": ("on = 2026-03-01\nonset = 2026-03-02", "onset"),
    "an onset in another century": ("on = 2026-03-02\nonset = 1900-01-01", "onset"),
    "an onset before birth": ("on = 2026-03-02\nage = 12\nonset_days = 30000", "onset_days"),
    "an onset told twice": ("on = 2026-03-02\nonset = 2026-03-01\nonset_days = 1", "onset_days"),
    "a check-in before the report": ("on = 2026-03-02\n[[check_ins]]\non = 2026-03-01", "check_ins.0.on"),
    "a broken character": ('{"on": "2026-03-02", "diagnosed": ["\\ud800"]}', "diagnosed.0"),
    "a broken name": ('{"on": "2026-03-02", "findings": {"\\ud800": true}}', "findings"),
    "a character no text has": ('{"on": "2026-03-02", "diagnosed": ["a\\u0000"]}', "diagnosed.0"),
    "a nest of twenty fields": (f"on = 2026-03-02\n{'a.' * 20}b = 1", "a.a.a.a.a.a.a"),
    "a nest of 100000 lists": ("[" * 100_000, "file"),
    "a name of 2000 parts": (f"on = 2026-03-02\n{'a.' * 2000}b = 1", "file"),
    "an item ticked twice": ("on = 2026-03-02\nrmdq = [3, 3]", "rmdq"),
    "eight items of nine": ("on = 2026-03-02\nstart_back = [0, 0, 0, 0, 0, 0, 0, 0]", "start_back"),
    "a medicine without a name": ("on = 2026-03-02\nmedicines = [{ dose_mg = 1 }]", "medicines.0.name"),
    "a list": ("[]", "file"),
    "a broken file": ("{", "file"),
}


@pytest.mark.parametrize(("text", "field"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_meant_is_refused_with_its_field_and_a_remedy(text, field):
    form = Form.JSON if text.startswith(("{", "[")) else Form.TOML

    with pytest.raises(ReportError) as refused:
        read_history(text, form, today=TODAY)

    assert refused.value.field == field
    assert refused.value.remedy
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize(
    "text",
    [
        '{"on": "2026-03-02", "findings": {"saddle_numbness": true, "saddle_numbness": false}}',
        '{"on": "2026-03-02", "findings": {"saddle_numbness": true}, "findings": {}}',
    ],
)
def test_an_answer_given_twice_is_never_settled_in_silence(text):
    with pytest.raises(ReportError, match="given twice"):
        read_history(text, Form.JSON, today=TODAY)


def test_a_mark_that_some_editors_write_first_is_no_fault():
    history = read_history('\ufeff{"on": "2026-03-02", "age": 45}', Form.JSON, today=TODAY)

    assert history.report.age == 45


def test_an_infant_may_have_been_in_pain_since_birth():
    history = read_history("on = 2026-03-02\nage = 0\nonset_days = 200", Form.TOML, today=TODAY)

    assert history.report.duration_days == 200
