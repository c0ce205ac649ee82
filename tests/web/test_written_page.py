"""A written report: read strictly, refused kindly, and never lost."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lumbago.record import LARGEST_REPORT

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


def test_a_file_is_answered(client):
    response = send(client, REPORT)

    assert response.status_code == 200
    assert "Emergency" in response.content.decode()


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
        ("[" * 100_000, "report.json", "this is not JSON"),
        ("[]", "report.json", "it holds no fields"),
        ("on = 2026-03-02\nfindngs = {}", "report.toml", "findngs"),
        ("on = 2026-03-02\nfindings = { sadle_numbness = true }", "report.toml", "sadle_numbness"),
        ("age = 45", "report.toml", "on"),
        (b"\xff\xfe\x00", "report.toml", "it is not text"),
        ("", "report.toml", "nothing was chosen"),
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
