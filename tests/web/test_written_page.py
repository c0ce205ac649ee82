"""A written report: read strictly, refused kindly, and never lost."""

import html
import json
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lumbago.knowledge import current, tabulate
from lumbago.knowledge.asking import is_askable
from lumbago.record import LARGEST_REPORT, History, Report, Sex
from lumbago.record.report import FRESH_DAYS
from lumbago.web.ageing import renewed
from lumbago.web.views.interview import today
from lumbago.wording import said

REPORT = """
on = 2026-03-02
age = 45
nprs = 6
onset = 2026-02-27
findings = { saddle_numbness = true }
"""


def send(client, text, name="report.toml"):
    raw = text if isinstance(text, bytes) else text.encode()
    return client.post("/report/", {"file": SimpleUploadedFile(name, raw)})


def shown_in(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def before_anything_is_opened(response):
    page = re.sub(r"<details.*?</details>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def all_no(on, **said):
    """A report of that day in which every question is answered, all but these with "no"."""
    known = current()
    person = {"age": 40, "sex": "male", "onset_days": 2, "nprs": 4, "pain_map": ["lumbar-left"]}
    row = tabulate([History(Report(on=on, age=40, sex=Sex.MALE, onset_days=2, nprs=4))], known)
    answers = {key: False for key in known.findings if is_askable(key, row, known)}
    return json.dumps({"on": on.isoformat(), **person, "findings": {**answers, **said}})


def days_ago(days):
    return today() - timedelta(days=days)


def test_a_file_is_answered(client):
    response = send(client, REPORT)

    assert response.status_code == 200
    assert "Emergency" in response.content.decode()


def test_a_pasted_report_may_begin_with_the_mark_that_editors_put_there(client):
    response = client.post("/report/", {"text": '\ufeff{"on": "2026-03-02", "age": 45}'})

    assert response.status_code == 200


@pytest.mark.parametrize("name", ["report.exe", "report.json.html", "report", "toml"])
def test_a_file_by_another_name_is_not_read_and_the_way_out_is_told(client, name):
    response = send(client, REPORT, name)

    assert response.status_code == 400
    assert "is no report by its name" in shown_in(response)
    assert "paste its text" in shown_in(response)


@pytest.mark.parametrize("name", ["report.json", "REPORT.JSON"])
def test_what_a_file_holds_must_be_what_its_name_says(client, name):
    response = send(client, REPORT, name)

    assert response.status_code == 400
    assert "this is not JSON" in shown_in(response)


def test_pasted_text_is_answered_the_same(client):
    response = client.post("/report/", {"text": REPORT.replace("\n", "\r\n")})

    assert response.context["answer"].assessment == send(client, REPORT).context["answer"].assessment


def test_words_that_change_nothing_are_listed(client):
    response = send(client, REPORT + 'diagnosed = ["green-fever"]\n')

    assert "green-fever" in response.content.decode()


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("on = 2026-03-02\nage = -3", "report.toml", "age"),
        ("on = 2026-03-02\nnprs = 11", "report.toml", "nprs"),
        ("on = 2999-01-01", "report.toml", "2999-01-01 lies after today"),
        ("on = 2026-03-02\nonset = 2026-03-09", "report.toml", "onset"),
        ("on = 2026-13-45", "report.toml", "this is not TOML"),
        ("on = ", "report.toml", "this is not TOML"),
        ("{", "report.json", "this is not JSON"),
        ("[" * 100_000, "report.json", "nested too deeply"),
        ("[]", "report.json", "it holds no fields"),
        ("on = 2026-03-02\nfindngs = {}", "report.toml", "findngs"),
        ("on = 2026-03-02\nfindings = { sadle_numbness = true }", "report.toml", "sadle_numbness"),
        ("age = 45", "report.toml", "on"),
        (b"\xff\xfe\x00", "report.toml", "it is not text"),
        ("", "report.toml", "report.toml is empty"),
        (" \n", "report.toml", "report.toml is empty"),
    ],
)
def test_a_report_that_cannot_be_read_names_the_field_and_a_remedy(client, text, name, words):
    response = send(client, text, name)

    shown = html.unescape(response.content.decode())
    assert response.status_code == 400
    assert words in shown
    assert response.context["fault"].remedy


def test_a_refused_report_comes_back_to_be_mended(client):
    response = send(client, "on = 2026-03-02\nage = -3")

    assert "age = -3</textarea>" in response.content.decode()


def test_ten_megabytes_are_refused_before_they_are_read(client):
    response = send(client, b"x" * 10_000_000)

    assert response.status_code == 413
    assert f"{LARGEST_REPORT:,}" in response.content.decode()


def test_a_report_that_is_merely_too_long_is_refused(client):
    response = send(client, "#" * (LARGEST_REPORT + 1))

    assert response.status_code == 400
    assert response.context["fault"].field == "file"


def test_without_a_file_or_text_nothing_is_read(client):
    response = client.post("/report/", {"text": "  "})

    assert "nothing was chosen or pasted" in shown_in(response)


def test_of_a_file_and_a_text_neither_wins_in_silence(client):
    file = SimpleUploadedFile("report.toml", REPORT.encode())

    response = client.post("/report/", {"file": file, "text": "on = 2026-03-02\nage = 40"})

    assert response.status_code == 400
    assert "Keep one of the two" in shown_in(response)
    assert "age = 40</textarea>" in response.content.decode()


def test_a_character_that_no_text_has_is_named_and_the_text_stays(client):
    response = client.post("/report/", {"text": "on = 2026-03-02\nage = 4\x000"})

    assert response.status_code == 400
    assert response.context["fault"].field == "text"
    assert "a character that no text has" in shown_in(response)
    assert "age = 4\ufffd0</textarea>" in response.content.decode()


def test_a_pasted_text_that_is_too_long_is_called_text_and_stays_in_its_box(client):
    response = client.post("/report/", {"text": "#" * (LARGEST_REPORT + 1)})

    assert response.status_code == 400
    assert response.context["fault"].field == "text"
    assert "#" * LARGEST_REPORT in response.content.decode()


def test_ten_pasted_megabytes_lead_back_to_the_box(client):
    response = client.post("/report/", {"text": "#" * 10_000_000})

    assert response.status_code == 413
    assert "file or text" in shown_in(response)
    assert 'href="/report/">Use a saved report' in response.content.decode()


@pytest.mark.parametrize(
    ("line", "never"),
    [
        ("pain_map = 3", "tuple"),
        ("findings = 3", "dictionary"),
        ('findings = { fever = "yes" }', "boolean"),
        ("findings = { xyzzyqwv = true }", "lumbago cite"),
        ("findings = { fevr = true }", "?."),
    ],
)
def test_a_fault_is_told_in_words_for_people(client, line, never):
    response = send(client, f"on = 2026-03-02\n{line}\n")

    assert response.status_code == 400
    assert never not in shown_in(response)
    assert response.context["fault"].remedy.endswith((".", "?"))


def test_a_report_of_today_may_reassure(client):
    response = send(client, all_no(today()), "report.json")

    assert "You can look after this yourself" in before_anything_is_opened(response)


@pytest.mark.parametrize("days", [FRESH_DAYS + 1, 400])
def test_an_old_report_is_called_old_first_and_reassures_nobody(client, days):
    on = days_ago(days)

    response = send(client, all_no(on), "report.json")

    shown = before_anything_is_opened(response)
    main = shown[shown.index("Back pain explained") :]
    assert f"These are answers of {on.day} {on:%B %Y}" in main[:200]
    assert f"Answers of {on.day} {on:%B %Y}" in shown
    for soothing in ("yourself for now", "None of the signs", "What it probably is", "may ease it"):
        assert soothing not in shown
    assert "Watch for these" in shown


def test_an_old_emergency_is_still_shown_and_called_old(client):
    response = send(client, all_no(days_ago(30), saddle_numbness=True), "report.json")

    shown = before_anything_is_opened(response)

    assert shown.index("These are answers of") < shown.index("Emergency: get help now")


def test_going_on_with_an_old_report_asks_today_what_may_have_changed(client):
    report = all_no(days_ago(400), lifted=True)

    response = client.post("/interview/open/", {"report": report}, follow=True)

    answered = client.get("/result/").context["answer"].assessment.history.report
    assert response.context["screen"].asks
    assert answered.on == today()
    assert answered.findings["lifted"] is True
    assert "fever" not in answered.findings
    assert answered.onset_days == 402


def test_of_an_old_report_only_each_no_that_holds_and_each_yes_are_left():
    known = current()
    report = Report(**{**json.loads(all_no(date(2026, 1, 5), fever=True)), "on": date(2026, 1, 5)})

    left = renewed(History(report), known, today=date(2026, 3, 2)).report

    assert left.findings["fever"] is True
    assert {key for key, yes in left.findings.items() if not yes} == {
        key for key, yes in report.findings.items() if not yes and not known.findings[key].no_ages
    }
    assert (left.nprs, left.pain_map) == (None, None)


def test_a_report_that_can_no_longer_be_true_is_refused_and_not_remembered(client):
    report = json.dumps({"on": days_ago(200).isoformat(), "onset_days": 36_500})

    response = client.post("/interview/open/", {"report": report})

    assert response.status_code == 400
    assert "onset_days" in shown_in(response)
    assert client.get("/").status_code == 200


def test_opening_a_report_refuses_a_finding_that_does_not_exist(client):
    report = json.dumps({"on": today().isoformat(), "findings": {"bogus": True}})

    response = client.post("/interview/open/", {"report": report})

    assert response.status_code == 400
    assert "findings.bogus" in shown_in(response)
    assert "lumbago cite" not in shown_in(response)


def test_what_was_told_is_all_there(client):
    report = """
on = 2026-03-02
age = 45
pain_map = ["lumbar-left", "calf-left"]
medicines = [{ name = "prednisolone", dose_mg = 20, per_day = 1 }]
diagnosed = ["osteoporosis"]
allergies = ["penicillin"]
weight_kg = 80
[[check_ins]]
on = 2026-03-03
nprs = 3
findings = { fever = true }
"""

    lines = send(client, report).context["answer"].said

    assert "Where it hurts: Low back, left of the spine; Calf, left" in lines
    assert "Medicines: prednisolone 20 mg, 1 a day" in lines
    assert "Diagnosed: osteoporosis" in lines
    assert "Allergies: penicillin" in lines
    assert "On 3 March 2026: pain, 0 to 10: 3" in lines
    assert any(line.startswith("On 3 March 2026: Yes: ") for line in lines)


@pytest.mark.parametrize(
    ("fields", "key", "words"),
    [
        ({"nprs": 8}, "severe_pain", "You gave your pain 8"),
        ({"onset_days": 100}, "duration_over_6_weeks", "Your pain has lasted 100 days"),
        ({"medicines": [{"name": "prednisolone"}]}, "steroid_use", "You take: prednisolone"),
        ({"medicines": [{"name": "Warfarin sodium"}]}, "anticoagulant", "You take: Warfarin sodium"),
    ],
)
def test_what_follows_from_a_number_is_told_by_that_number(fields, key, words):
    history = History(Report(on=date(2026, 3, 2), **fields))

    assert said(key, answer="yes", history=history, knowledge=current()) == words
