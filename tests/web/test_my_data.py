"""Everything that is kept of a person can be taken away and read back, or deleted so that nothing is left."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from following_cast import GOOD_DAY, keep, of, said_earlier, somebody
from people_cast import account, kept_for, let_in, link_to, opened, person_of, signed_in

from lumbago.care import assess
from lumbago.knowledge import current
from lumbago.record import LARGEST_REPORT, Form, read_history
from lumbago.web import actions
from lumbago.web.clinic.models import Message, Note, Task
from lumbago.web.data_folder import VARIABLE
from lumbago.web.followed import history_of
from lumbago.web.models import KeptAddition, KeptAssessment, KeptCheckIn
from lumbago.web.people.exporting import safe
from lumbago.web.people.models import AuditEntry, Grant, Person, ShareLink
from lumbago.web.views.interview import today
from lumbago.web.written import assessment_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(client):
    """A kept report with an addition and two check-ins."""
    address = keep(days_ago=5)
    said_earlier(address, 6, days_ago=3, fever=False)
    client.post(f"{address}check-in/", GOOD_DAY)
    actions.add(
        of(address), {"findings": {"falls": False}, "preferences": {"minutes_per_day": 20}}, on=today()
    )
    return of(address)


def everything(client, person):
    response = client.get(f"/person/{person.pk}/data/lumbago.json")
    assert response.headers["Content-Disposition"] == 'attachment; filename="lumbago.json"'
    assert "no-store" in response.headers["Cache-Control"]
    return json.loads(response.content)


def tables(client, person):
    response = client.get(f"/person/{person.pk}/data/lumbago.zip")
    with zipfile.ZipFile(io.BytesIO(response.content)) as folder:
        read = {name: folder.read(name).decode("utf-8-sig") for name in folder.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in read.items()}


def test_one_file_holds_all_that_is_kept(client, kept):
    person = kept.person
    dr_cox = account("dr-cox")
    let_in(person, "dr-cox", "clinician")
    link_to(person)
    Message.objects.create(person=person, author=dr_cox, text="Keep walking")
    Note.objects.create(person=person, author=dr_cox, text="xyzzy for myself")
    signed_in("dr-cox").get(f"/kept/{kept.id}/today/")

    file = everything(client, person)

    (one,) = file["kept"]
    assert file["person"]["name"] == "Me"
    assert one["report"] == json.loads(kept.report)
    assert one["addition"]["preferences"] == {"minutes_per_day": 20}
    assert [check_in["nprs"] for check_in in one["check_ins"]] == [6, 5]
    assert [message["text"] for message in file["messages"]] == ["Keep walking"]
    assert [link["label"] for link in file["links"]] == ["Dr Khan"]
    assert [grant["name"] for grant in file["let_in"]] == ["dr-cox"]
    assert (f"account:{dr_cox.pk}", "today") in {(entry["by"], entry["act"]) for entry in file["who_came"]}
    assert "xyzzy" not in json.dumps(file)


def test_every_assessment_is_in_it_as_it_was_given(client, kept):
    (one,) = everything(client, kept.person)["kept"]

    assert assessment_from(json.dumps(one["assessment"])) == assessment_from(kept.assessment)


def test_no_code_of_a_link_is_in_it(client, kept):
    link, code = link_to(kept.person)

    text = json.dumps(everything(client, kept.person))

    assert code not in text
    assert link.digest not in text


def test_nothing_of_another_person_is_in_it(client, kept):
    other = person_of(account("ben"), "Ben")
    kept_for(other)
    kept_for(somebody("Mum"))

    file = everything(client, kept.person)

    assert [one["id"] for one in file["kept"]] == [kept.id]


def test_each_report_is_read_back_by_the_library_with_all_that_was_said_after_it(client, kept):
    text = client.get(f"/kept/{kept.id}/report.json").text

    history = read_history(text, Form.JSON, today=today())

    assert history == history_of(kept, today=today())
    assert len(history.check_ins) == 2
    assert history.report.preferences.minutes_per_day == 20
    assert assess(history, current()).triage == assess(history_of(kept, today=today()), current()).triage


def test_each_history_in_the_one_file_is_read_back_as_well(client, kept):
    (one,) = everything(client, kept.person)["kept"]

    history = read_history(json.dumps(one["history"]), Form.JSON, today=today())

    assert history == history_of(kept, today=today())


def test_each_report_is_read_back_by_the_page_for_saved_reports(client, kept):
    text = client.get(f"/kept/{kept.id}/report.json").text

    page = Client().post("/report/", {"text": text})

    assert page.status_code == 200
    assert page.context["answer"].assessment.history == history_of(kept, today=today())


def test_each_report_is_read_back_by_the_command_line(client, kept, tmp_path):
    file = tmp_path / "report.json"
    file.write_bytes(client.get(f"/kept/{kept.id}/report.json").content)

    run = "from lumbago.cli import main; main()"
    ran = subprocess.run([sys.executable, "-c", run, "assess", str(file)], capture_output=True, text=True)

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip()


def test_a_year_of_days_and_exercises_can_still_be_read_back(client):
    kept = of(keep(days_ago=366))
    felt = [{"exercise": f"exercise-{n}", "hurt": 3, "effort": "right", "settled": True} for n in range(5)]
    KeptCheckIn.objects.bulk_create(
        KeptCheckIn(
            kept=kept, on=on, said=json.dumps({"on": on.isoformat(), "nprs": 3, "activity": 5, "felt": felt})
        )
        for on in (today() - timedelta(days=days) for days in range(365))
    )

    text = client.get(f"/kept/{kept.id}/report.json").text

    assert len(text) <= LARGEST_REPORT
    assert len(read_history(text, Form.JSON, today=today()).check_ins) == 365


def test_what_can_no_longer_be_read_is_handed_out_as_it_was_stored(client, kept):
    report = {**json.loads(kept.report), "a_field_of_old": 1}
    KeptAssessment.objects.filter(pk=kept.pk).update(report=json.dumps(report))

    (one,) = everything(client, kept.person)["kept"]

    assert one["report"] == report
    assert one["history"] is None
    assert client.get(f"/kept/{kept.id}/report.json").status_code == 400
    assert tables(client, kept.person)["reports.csv"][0]["report"] == kept.id[:8]


def test_tables_have_one_row_a_report_and_one_a_day(client, kept):
    read = tables(client, kept.person)

    (report,) = read["reports.csv"]
    assert report["on"] == str(today() - timedelta(days=5))
    assert "lifted" in report["yes"].split("; ")
    assert [row["on"] for row in read["check_ins.csv"]] == [str(today() - timedelta(days=3)), str(today())]
    assert [row["nprs"] for row in read["check_ins.csv"]] == ["6", "5"]
    assert {row["report"] for row in read["check_ins.csv"]} == {kept.id[:8]}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_cell_is_a_formula(client, kept, start):
    attack = f"{start}HYPERLINK(1)"
    report = {
        **json.loads(kept.report),
        "allergies": [attack, "nuts"],
        "medicines": [{"name": attack}],
        "diagnosed": [attack],
    }
    KeptAssessment.objects.filter(pk=kept.pk).update(report=json.dumps(report))

    cells = [cell for rows in tables(client, kept.person).values() for row in rows for cell in row.values()]
    assert not any(cell.startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")) for cell in cells)
    assert any("HYPERLINK" in cell for cell in cells)


def test_a_number_stays_a_number_and_a_word_a_word():
    assert safe(5) == 5
    assert safe("lifted") == "lifted"
    assert safe(None) is None


def test_the_page_says_what_is_kept_and_leads_to_each_form(client, kept):
    page = client.get(f"/person/{kept.person_id}/data/").text

    for name in ("everything", "tables", "archive", "summary-pdf", "person-delete"):
        assert reverse(name, kwargs={"person_id": kept.person_id}) in page
    assert "Check-ins of 2 days" in page


class TestDeletingForGood:
    """What goes is told first, then all of it goes."""

    @pytest.fixture
    def whole(self, kept):
        """Somebody of whom there is a little of everything."""
        person = kept.person
        let_in(person, "dr-cox", "clinician")
        link_to(person)
        for kind in (Note, Task, Message):
            kind.objects.create(person=person, author=account("dr-cox"), text="xyzzy")
        return person

    def test_it_asks_first_and_says_what_goes(self, client, whole):
        page = client.get(f"/person/{whole.pk}/data/delete/").text

        assert "Check-ins of 2 days" in page
        assert "One kept answer" in page
        assert Person.objects.filter(pk=whole.pk).exists()

    def test_everything_of_the_person_goes(self, client, whole):
        kept = kept_for(person_of(account("ben"), "Ben"))

        gone = client.post(f"/person/{whole.pk}/data/delete/", follow=True)

        assert "It is deleted" in gone.text
        for kind in (KeptCheckIn, KeptAddition, Grant, ShareLink, Note, Task, Message):
            assert kind.objects.count() == 0
        assert [one.id for one in KeptAssessment.objects.all()] == [kept.id]
        assert [one.name for one in Person.objects.all()] == ["Ben"]

    def test_no_row_of_any_table_names_the_person_but_the_audit_log(self, client, whole):
        client.post(f"/person/{whole.pk}/data/delete/")

        with connection.cursor() as cursor:
            tables = set(connection.introspection.table_names(cursor)) - {"people_auditentry"}
            for table in tables:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
                rows = str(cursor.fetchall())
                assert whole.pk.hex not in rows.replace("-", "")
                assert "xyzzy" not in rows

    def test_the_audit_log_keeps_ids_and_no_name(self, client, whole):
        client.post(f"/person/{whole.pk}/name/", {"name": "Philippa"})
        client.post(f"/person/{whole.pk}/data/delete/")

        entries = list(AuditEntry.objects.filter(person=whole.pk).values())

        assert {entry["act"] for entry in entries} >= {"rename", "person-delete"}
        assert "Philippa" not in str(entries)

    def test_a_guest_is_out(self, client, whole):
        guest = opened(link_to(whole)[1])

        client.post(f"/person/{whole.pk}/data/delete/")

        assert guest.get(f"/person/{whole.pk}/summary/").status_code == 404


DELETE = """
from datetime import date
from lumbago.web import launch
launch.prepare()
from lumbago.care import assess
from lumbago.knowledge import current
from lumbago.record import History, Report
from lumbago.web import actions
from lumbago.web.clinic.models import Message
from lumbago.web.people.deleting import delete_account, delete_person
from lumbago.web.people.models import Person
from django.contrib.auth.models import User
report = Report(on=date(2026, 3, 2), allergies=("xyzzyqwv",), nprs=5)
account = User.objects.create(username="xyzzyqwv-anna")
for owner in ({"device": "here"}, {"owner": account}):
    person = Person.objects.create(name="xyzzyqwv-name", **owner)
    kept = actions.keep(assess(History(report), current()), person)
    actions.check_in(kept, {"nprs": 4, "done": ["xyzzyqwv-done"]}, on=date(2026, 3, 3))
    Message.objects.create(person=person, text="xyzzyqwv" * 400)
delete_person(Person.objects.get(owner=None))
delete_account(account)
from django.conf import settings
files = [f for f in settings.DATA.rglob("*") if f.is_file()]
print([f.name for f in files if b"xyzzyqwv" in f.read_bytes()], len(files) > 1)
"""


def test_after_deleting_the_words_are_in_no_file(tmp_path):
    own = {VARIABLE: str(tmp_path), "DJANGO_SETTINGS_MODULE": "lumbago.web.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", DELETE],
        env={**os.environ, **own, "LUMBAGO_DATABASE": ""},  # SQLite, whatever the other tests run on
        capture_output=True,
        encoding="utf-8",
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "[] True"


def test_the_models_and_their_migrations_agree():
    call_command("makemigrations", "people", check=True, dry_run=True, verbosity=0)
