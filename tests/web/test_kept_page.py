"""Keeping is asked for, readable by link, and undone by one button; nothing else is stored."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from web_cast import STRAINED, walk

from lumbago import care
from lumbago.web.data_folder import VARIABLE, data_folder, database
from lumbago.web.models import KeptAssessment, unguessable_id
from lumbago.web.people.once import secret_from
from lumbago.web.views import results
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db


def test_a_whole_interview_stores_nothing(client):
    walk(client, STRAINED)

    assert KeptAssessment.objects.count() == 0


def test_keeping_gives_a_link_that_shows_the_same_answer(client):
    response = walk(client, STRAINED)

    kept = client.post("/keep/", {"report": response.context["report"]}, follow=True)

    assert kept.request["PATH_INFO"].startswith("/kept/")
    assert kept.context["answer"].assessment == response.context["answer"].assessment
    assert "Delete it" in kept.content.decode()


def test_what_was_shown_is_kept_without_working_it_out_again_and_another_guideline_is_another_answer(
    client, monkeypatch
):
    report, worked_out = walk(client, STRAINED).context["report"], []
    monkeypatch.setattr(results, "foretell", lambda *given: worked_out.append(1) or care.foretell(*given))

    client.get("/result/")
    client.post("/keep/", {"report": report})
    as_shown = list(worked_out)
    client.get("/result/?guideline=nice")

    assert as_shown == []
    assert worked_out == [1]


def test_a_kept_answer_names_the_knowledge_it_came_from(client):
    client.post("/keep/", {"report": walk(client, STRAINED).context["report"]})

    stored = KeptAssessment.objects.get()

    assert json.loads(stored.assessment)["knowledge_version"]
    assert len(stored.id) >= 32


def test_an_answer_from_earlier_knowledge_still_shows_and_says_so(client):
    client.post("/keep/", {"report": walk(client, STRAINED).context["report"]})
    stored = KeptAssessment.objects.get()
    earlier = json.loads(stored.assessment)
    earlier["knowledge_version"] = "earlier"
    earlier["differential"]["candidates"][0]["condition"] = "a-name-we-dropped"
    KeptAssessment.objects.update(assessment=json.dumps(earlier))

    response = client.get(f"/kept/{stored.id}/")

    assert response.status_code == 200
    assert "earlier state of our knowledge" in response.content.decode()
    assert "a-name-we-dropped" in response.content.decode()


@pytest.mark.parametrize(
    "made", [lambda _: unguessable_id(), lambda number: secret_from(f"key {number}", "kept")]
)
def test_no_id_begins_like_a_formula_and_all_differ(made):
    ids = {made(number) for number in range(500)}

    assert len(ids) == 500
    assert {len(one) for one in ids} == {32}
    assert all(one[0].isalnum() for one in ids)


def test_deleting_removes_it_for_good(client):
    kept = client.post("/keep/", {"report": walk(client, STRAINED).context["report"]})

    gone = client.post(kept.headers["Location"] + "delete/", follow=True)

    assert "It is deleted" in gone.content.decode()
    assert KeptAssessment.objects.count() == 0
    assert client.get(kept.headers["Location"]).status_code == 404


def test_a_link_alone_never_deletes(client):
    kept = client.post("/keep/", {"report": walk(client, STRAINED).context["report"]})

    response = client.get(kept.headers["Location"] + "delete/")

    assert response.status_code == 405
    assert KeptAssessment.objects.count() == 1


def test_a_broken_report_is_not_kept(client):
    response = client.post("/keep/", {"report": "{"})

    assert response.status_code == 400
    assert KeptAssessment.objects.count() == 0


def test_a_kept_answer_tells_its_day_at_the_top(client):
    kept = client.post("/keep/", {"report": walk(client, STRAINED).context["report"]}, follow=True)

    main = kept.content.decode().partition("<main")[2]

    assert f"This is the answer of {today().day} {today():%B %Y}" in main[:600]


def test_a_kept_answer_of_another_day_reassures_nobody(client):
    report = json.loads(walk(client, STRAINED).context["report"])
    earlier = json.dumps({**report, "on": str(today() - timedelta(days=90))})

    kept = client.post("/keep/", {"report": earlier}, follow=True)

    page = kept.content.decode()
    assert page.index("These are answers of") < page.index("yourself for now")
    assert "yourself for now" not in page.partition("<details")[0]


KEEP_AND_DELETE = """
from datetime import date
from lumbago.web import launch
launch.prepare()
from lumbago.care import assess
from lumbago.knowledge import current
from lumbago.record import History, Report
from lumbago.web import actions
from lumbago.web.people.models import Person
somebody = Person.objects.create(name="Me", device="here")
report = Report(on=date(2026, 3, 2), allergies=("xyzzyqwv",))
kept = actions.keep(assess(History(report), current()), somebody)
from lumbago.web.models import KeptAssessment
actions.delete(KeptAssessment.objects.get(id=kept.id))
from django.conf import settings
words = [f.name for f in settings.DATA.iterdir() if b"xyzzyqwv" in f.read_bytes()]
modes = [oct(f.stat().st_mode & 0o777) for f in (settings.DATA, *settings.DATA.iterdir())]
print(words, sorted(set(modes)))
"""


def test_after_deleting_the_words_are_in_no_file_and_no_file_is_open_to_others(tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir(mode=0o755)

    ran = subprocess.run(
        [sys.executable, "-c", KEEP_AND_DELETE],
        env={**os.environ, VARIABLE: str(folder), "DJANGO_SETTINGS_MODULE": "lumbago.web.settings"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )

    assert ran.stdout.strip() == "[] ['0o600', '0o700']"


def test_what_others_could_read_is_closed_to_them(tmp_path, monkeypatch):
    (tmp_path / "lumbago.sqlite3").touch(mode=0o644)
    (tmp_path / "lumbago.sqlite3-wal").touch(mode=0o644)
    tmp_path.chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(tmp_path))

    database(data_folder())

    assert {path.stat().st_mode & 0o077 for path in (tmp_path, *tmp_path.iterdir())} == {0}


def test_a_folder_that_everyone_shares_is_left_open(tmp_path, monkeypatch):
    tmp_path.chmod(0o1777)
    monkeypatch.setenv(VARIABLE, str(tmp_path))

    data_folder()

    assert tmp_path.stat().st_mode & 0o777 == 0o777
