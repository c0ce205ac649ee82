"""Which medicines are safe is asked of those who want to know, page by page like everything else."""

import html
import json
import re
from dataclasses import replace

import pytest
from django.utils import timezone
from web_cast import CHILD, HAD_CANCER, NUMB, STRAINED, Person, answer_until, check_medicines, walk

from lumbago.interview import Stage
from lumbago.interview.medicine_lines import UNNAMED
from lumbago.record import Verdict

ON_PRESSURE_PILLS = replace(STRAINED, medicines="ramipril 5 mg once a day\nsertraline 50 mg daily")
TOO_MUCH = replace(STRAINED, medicines="paracetamol 1 g, 4 a day\nco-codamol 30/500, 2 tablets 3 times a day")
EXPECTING = Person(age="30", sex="female", yes=("lifted", "pregnant"), pregnancy_weeks="25")
NONE = {"medicines_none": "on", "allergies_none": "on", "action": "next"}


def text_of(response):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def report_of(client):
    return client.get("/result/").context["answer"].assessment.history.report


def safety_of(response):
    return response.context["answer"].assessment.plan.medicines


def test_the_answer_offers_the_check_and_names_no_amount_before_it(client):
    response = walk(client, STRAINED)

    assert 'href="/interview/medicines/"' in response.content.decode()
    assert safety_of(response).unasked
    assert all(check.amount is None for check in safety_of(response).checks)


def test_nobody_is_asked_who_did_not_ask(client):
    walk(client, STRAINED)

    assert client.get("/interview/").headers["Location"] == "/result/"


def test_it_is_one_more_page_with_its_place_in_the_progress(client):
    walk(client, STRAINED)

    page = client.get("/interview/medicines/")

    assert page.context["screen"].stage is Stage.MEDICINES
    assert page.context["number"] < page.context["expected"]
    assert f"Page {page.context['number']} of about {page.context['expected']}" in text_of(page)
    assert f'href="/interview/{page.context["number"] - 1}/">Back' in page.content.decode()


def test_checklists_follow_until_nothing_that_is_sold_freely_is_open(client):
    walk(client, STRAINED)
    client.post("/interview/medicines/", NONE)
    seen = []

    def look(screen):
        seen.append(screen)
        return False

    response = answer_until(client, STRAINED, look)

    assert seen
    assert all(screen.stage is Stage.MEDICINES and len(screen.asks) <= 8 for screen in seen)
    assert safety_of(response).unasked == ()
    assert any(check.amount for check in safety_of(response).checks)


def test_who_takes_nothing_is_not_asked_about_one_medicine_after_another(client):
    response = check_medicines(client, STRAINED)

    asked = report_of(client).findings
    assert asked["takes_medicine"] is False
    assert not [key for key in asked if key.startswith("takes_") and key != "takes_medicine"]
    assert "No: Do you take any medicines" in text_of(response)


def test_what_is_taken_is_read_shown_again_and_downloaded(client):
    response = check_medicines(client, ON_PRESSURE_PILLS)
    page = next(
        n for n in range(1, 40) if "medicines" in client.get(f"/interview/{n}/").context["screen"].asks
    )

    shown = client.get(f"/interview/{page}/").context["form"].initial
    taken = client.post("/report/download/", {"report": response.context["report"]})

    assert shown["medicines"] == "ramipril 5 mg, 1 a day\nsertraline 50 mg, 1 a day"
    assert shown["allergies_none"] == "on"
    assert json.loads(taken.content)["medicines"][0] == {"name": "ramipril", "dose_mg": 5.0, "per_day": 1.0}
    assert client.get("/interview/medicines/").headers["Location"] == f"/interview/{page}/"


def test_a_page_sent_again_as_it_is_shown_changes_nothing(client):
    check_medicines(client, replace(ON_PRESSURE_PILLS, allergies="penicillin"))
    before = report_of(client)
    page = client.get("/interview/medicines/").headers["Location"]

    shown = client.get(page).context["form"].initial
    sent = client.post(page, {k: v for k, v in shown.items() if k.startswith(("medicines", "allergies"))})

    assert sent.status_code == 302
    assert report_of(client) == before


def test_what_was_added_on_going_back_counts(client):
    before = check_medicines(client, STRAINED)
    page = client.get("/interview/medicines/").headers["Location"]

    client.post(page, {"medicines": "ibuprofen 400 mg, 3 a day", "allergies_none": "on", "action": "next"})
    after = walk(client, STRAINED)

    verdict = {
        name: {c.medicine: c.verdict for c in safety_of(r).checks}["ibuprofen"]
        for name, r in (("before", before), ("after", after))
    }
    assert verdict["before"].severity < Verdict.CONTRAINDICATED.severity
    assert verdict["after"] is Verdict.CONTRAINDICATED
    assert report_of(client).findings["takes_medicine"] is True


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_lost(client):
    walk(client, STRAINED)
    typed = "ramipril 5 mg once a day\nibuprofen 400"

    again = client.post(
        "/interview/medicines/", {"medicines": typed, "allergies_none": "on", "action": "next"}
    )

    assert again.status_code == 400
    assert [key for key, _ in again.context["faults"]] == ["medicines"]
    assert "Line 2, “ibuprofen 400”: we cannot tell what 400 stands for" in text_of(again)
    assert 'action="/interview/medicines/"' in again.content.decode()
    assert "ramipril 5 mg once a day" in again.content.decode()


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"allergies_none": "on"}, "Write one a line, or tick one of the two boxes below"),
        ({**NONE, "medicines": "ibuprofen"}, "You wrote a list and also ticked that there is none"),
        ({**NONE, "medicines_unnamed": "on"}, "You ticked both boxes below the list"),
        ({**NONE, "medicines_none": "", "medicines": "x" * 3001}, "You typed 3001 characters"),
    ],
)
def test_an_impossible_answer_is_refused_with_a_remedy(client, posted, words):
    walk(client, STRAINED)

    again = client.post("/interview/medicines/", {**posted, "action": "next"})

    assert again.status_code == 400
    assert words in text_of(again)


def test_what_a_person_cannot_name_is_never_read_as_nothing(client):
    walk(client, STRAINED)
    client.post(
        "/interview/medicines/", {"medicines_unnamed": "on", "allergies_none": "on", "action": "next"}
    )

    response = walk(client, STRAINED)

    assert [m.name for m in report_of(client).medicines] == [UNNAMED]
    assert report_of(client).findings["takes_medicine"] is True
    assert all(c.verdict.severity >= Verdict.ASK_FIRST.severity for c in safety_of(response).checks)
    assert "Words we did not understand" not in text_of(response)


def test_the_weeks_are_asked_of_who_is_pregnant_and_of_nobody_else(client):
    check_medicines(client, EXPECTING)
    expecting = report_of(client)
    client.post("/start/")
    check_medicines(client, replace(EXPECTING, yes=("lifted",)))

    assert expecting.pregnancy_weeks == 25
    assert "pregnant_20_weeks" not in expecting.findings
    assert report_of(client).pregnancy_weeks is None


def test_too_much_paracetamol_from_two_products_is_an_emergency_at_once(client):
    response = check_medicines(client, TOO_MUCH)

    assert response.context["answer"].level.value == "emergency"
    assert response.context["plan"] is None
    assert "What to do</h2>" not in response.content.decode()


@pytest.mark.parametrize("person", [NUMB, HAD_CANCER, CHILD], ids=["emergency", "urgent", "child"])
def test_where_someone_must_look_first_no_medicine_is_asked_about(client, person):
    walk(client, person)

    page = client.get("/interview/medicines/", follow=True)
    posted = client.post("/interview/medicines/", NONE)

    assert page.request["PATH_INFO"] == "/result/"
    assert posted.status_code == 409
    assert report_of(client).findings.get("takes_medicine") is None


def test_while_a_warning_sign_is_open_that_is_asked_first(client):
    answer_until(client, STRAINED, lambda screen: "saddle_numbness" in screen.asks)

    page = client.get("/interview/medicines/", follow=True)

    assert "saddle_numbness" in page.context["screen"].asks


def test_a_report_that_was_brought_can_be_checked_too(client):
    report = walk(client, STRAINED).context["report"]
    client.post("/start/")
    shown = client.post("/report/", {"text": report})

    opened = client.post("/interview/open/", {"report": report, "then": "medicines"}, follow=True)

    assert 'name="then" value="medicines"' in shown.content.decode()
    assert opened.request["PATH_INFO"] == "/interview/medicines/"
    assert "medicines" in opened.context["screen"].asks


def test_a_report_that_names_medicines_is_asked_what_it_leaves_open(client):
    fields = json.loads(walk(client, STRAINED).context["report"])
    report = {**fields, "medicines": [{"name": "ramipril"}], "on": timezone.localdate().isoformat()}

    opened = client.post("/interview/open/", {"report": json.dumps(report)}, follow=True)

    assert opened.context["screen"].asks == ("medicines", "allergies")
    assert opened.context["form"].initial["medicines"] == "ramipril"


def test_a_check_of_medicines_fits_into_one_cookie(client):
    taken = "\n".join(f"ramipril {number} mg once a day" for number in range(1, 13))

    check_medicines(client, replace(STRAINED, medicines=taken))

    assert len(client.cookies["answers"].value) < 3900
