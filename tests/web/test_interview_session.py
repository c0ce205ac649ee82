"""What a person last said is what is assessed, however often they go back and change an answer."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_cast import NUMB, STRAINED, Person, answer_until, answers_of, walk

from lumbago.interview import Step, history_of, next_screen
from lumbago.knowledge import current
from lumbago.record import history_from
from lumbago.web import actions
from lumbago.web.forms import TITLES
from lumbago.web.heard import screen_of

SIGNS = ["motor_deficit", "anal_tone_reduced", "hypotension", "midline_tenderness", "pelvic_tenderness"]
BEGAN_WEEKS_AGO = replace(STRAINED, onset_days="20", yes=())
WEAK = Person(age="17", yes=("cannot_walk",))


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def told(client):
    """The report as it stands."""
    return client.get("/result/").context["answer"].assessment.history.report


def level(client):
    return client.get("/result/").context["answer"].level.value


def open_report(client, **said):
    report = json.dumps({"on": timezone.localdate().isoformat(), **said})
    return client.post("/interview/open/", {"report": report})


def number_of_pages(client):
    """How many pages were answered so far."""
    for number in range(1, 60):
        response = client.get(f"/interview/{number}/")
        if response.status_code == 302 or not response.context["is_answered"]:
            return number - 1
    raise AssertionError("the pages do not end")


def prefilled(client, number):
    """What a browser would send if the page were sent again as it is shown."""
    return dict(client.get(f"/interview/{number}/").context["form"].initial)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_that_a_clinician_found_survives_a_change_of_an_answer(client, sign):
    open_report(client, findings={sign: True})
    walk(client, STRAINED)
    before = level(client)

    client.post("/interview/1/", {"age": "40", "sex": "male", "action": "next"})
    walk(client, STRAINED)

    assert told(client).findings[sign] is True
    assert level(client) == before


def test_what_a_report_says_beyond_the_questions_survives_a_change_of_an_answer(client):
    open_report(client, age=40, diagnosed=["osteoporosis"], medicines=[{"name": "ramipril"}], weight_kg=70)

    client.post("/interview/1/", {"age": "41", "sex": "male", "action": "next"})

    report = told(client)
    assert (report.age, report.weight_kg) == (41, 70)
    assert report.diagnosed == ("osteoporosis",)
    assert report.medicines[0].name == "ramipril"


def test_every_answer_of_an_opened_report_that_a_person_can_give_can_be_changed(client):
    said = {"saddle_numbness": True, "lifted": True, "fever": False, "motor_deficit": True}
    open_report(client, age=40, sex="male", onset_days=2, nprs=5, pain_map=[], findings=said)

    pages = [client.get(f"/interview/{n}/").context for n in range(1, number_of_pages(client) + 1)]

    asked = {key: page["form"].initial.get(key) for page in pages for key in page["screen"].asks}
    assert {key: asked.get(key) for key in said} == {
        "saddle_numbness": "yes",
        "lifted": "yes",
        "fever": "no",
        "motor_deficit": None,
    }


def test_a_report_that_names_an_unknown_finding_is_refused_rather_than_cut_short(client):
    response = open_report(client, findings={"sadle_numbness": True})

    assert response.status_code == 400
    assert "sadle_numbness" in text_of(response)


def test_a_report_with_check_ins_is_refused_rather_than_broken(client):
    today = timezone.localdate()
    check_in = {"on": today.isoformat(), "nprs": 3}

    response = open_report(client, on=(today - timedelta(days=1)).isoformat(), check_ins=[check_in])

    assert response.status_code == 400
    assert "check_ins" in text_of(response)


def test_editing_a_page_changes_only_the_answers_that_it_asks(client):
    open_report(client, findings={"motor_deficit": True, "lymph_nodes": False})
    walk(client, STRAINED)

    for number in range(1, number_of_pages(client) + 1):
        asks = client.get(f"/interview/{number}/").context["screen"].asks
        before = told(client)
        flipped = {key: "no" if before.findings.get(key) else "yes" for key in asks}
        measures = {"age": "41", "sex": "female", "onset_days": "3", "nprs": "4", "pain_map": "sacrum"}
        client.post(f"/interview/{number}/", {key: measures.get(key, flipped[key]) for key in asks})
        after = told(client)

        changed = {k for k in TITLES if getattr(before, k) != getattr(after, k)}
        changed |= {k for k in after.findings if before.findings.get(k) != after.findings[k]}
        changed |= set(before.findings) - set(after.findings)
        assert changed == set(asks)


@pytest.mark.parametrize(
    ("first", "corrected"),
    [
        (replace(WEAK, age="17"), {"age": "40", "sex": "male"}),
        (replace(WEAK, age="40", sex="female"), {"age": "40", "sex": "male"}),
        (replace(WEAK, age="60"), {"age": "40", "sex": "male"}),
        (replace(WEAK, age="40", sex="unsaid"), {"age": "40", "sex": "female"}),
    ],
)
def test_an_emergency_stays_when_an_earlier_answer_is_corrected(client, first, corrected):
    walk(client, first)
    assert level(client) == "emergency"

    response = client.post("/interview/1/", {**corrected, "action": "next"}, follow=True)

    assert response.request["PATH_INFO"] == "/result/"
    assert response.context["answer"].level.value == "emergency"
    assert told(client).findings["cannot_walk"] is True


def test_a_yes_counts_after_a_correction_that_asks_other_questions(client):
    walk(client, replace(STRAINED, yes=("bilateral_leg_numbness",)))

    client.post("/interview/2/", {"onset_days": "50", "nprs": "5", "action": "next"})
    walk(client, STRAINED)

    assert told(client).duration_days == 50
    assert told(client).findings["bilateral_leg_numbness"] is True


def test_a_correction_asks_only_what_is_new(client):
    walk(client, STRAINED)
    answered = set(told(client).findings)

    response = client.post("/interview/1/", {"age": "30", "sex": "female", "action": "next"}, follow=True)

    assert response.context["number"] == number_of_pages(client) + 1
    assert not answered & set(response.context["screen"].asks)
    assert set(told(client).findings) == answered


def test_a_yes_whose_question_no_longer_fits_still_counts_and_can_be_unsaid(client):
    walk(client, Person(age="30", sex="female", yes=("pregnant", "vaginal_bleeding")))
    before = level(client)

    client.post("/interview/1/", {"age": "30", "sex": "male", "action": "next"})

    assert told(client).findings["pregnant"] is True
    assert level(client) == before
    pages = range(1, number_of_pages(client) + 1)
    assert any("pregnant" in client.get(f"/interview/{n}/").context["screen"].asks for n in pages)


def test_a_yes_is_withdrawn_where_it_was_given(client):
    walk(client, NUMB)
    number = number_of_pages(client)

    client.post(f"/interview/{number}/", {**prefilled(client, number), "action": "next"})
    kept = level(client)
    no = dict.fromkeys(client.get(f"/interview/{number}/").context["screen"].asks, "no")
    client.post(f"/interview/{number}/", {**no, "action": "next"})

    assert kept == "emergency"
    assert level(client) != "emergency"


def test_stopping_early_on_a_page_and_coming_back_asks_that_page_again(client):
    client.post("/interview/1/", {"age": "40", "action": "stop"})

    response = client.get("/interview/", follow=True)

    assert response.request["PATH_INFO"] == "/interview/1/"
    assert response.context["form"].initial["age"] == "40"


def test_an_answered_page_leads_on_to_the_next_one_as_it_is(client):
    walk(client, STRAINED)

    response = client.get("/interview/1/")

    assert 'href="/interview/2/"' in response.content.decode()


ANSWERS = {
    "age": st.sampled_from([None, 12.0, 17.0, 30.0, 45.0, 66.0]),
    "sex": st.sampled_from([None, "male", "female", "other"]),
    "onset_days": st.sampled_from([None, 2.0, 50.0, 200.0]),
    "nprs": st.sampled_from([None, 3, 8]),
    "pain_map": st.sampled_from([None, [], ["lumbar-left"], ["calf-left", "calf-right"]]),
}
FINDING = st.sampled_from([False] * 12 + [True, None])


def step_of(asks, answers):
    fields = {key: answers[key] for key in asks if key in TITLES and answers[key] is not None}
    findings = {key: answers[key] for key in asks if key not in TITLES and answers[key] is not None}
    return Step(tuple(asks), {**fields, "findings": findings} if findings else fields)


def last_said(report):
    """A report as answers by key."""
    basics = {key: getattr(report, key) for key in ("age", "onset_days", "nprs")}
    basics["sex"] = report.sex and report.sex.value
    basics["pain_map"] = None if report.pain_map is None else [region.value for region in report.pain_map]
    return {key: value for key, value in {**basics, **report.findings}.items() if value is not None}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_was_last_said_is_what_is_assessed(data):
    knowledge, today, session = current(), timezone.localdate(), {}
    said = {"motor_deficit": True}
    report = history_from({"on": today, "findings": {"motor_deficit": True}}, today=today)
    actions.open_again(session, report, knowledge)

    for _ in range(data.draw(st.integers(3, 14), label="pages sent")):
        interview = actions.recall(session, knowledge, today=today)
        place = data.draw(st.integers(0, len(interview.pages)), label="place")
        if place == len(interview.pages):
            screen = next_screen(interview.steps, knowledge, on=today)
        else:
            screen = screen_of(interview.pages[place], knowledge)
        if screen is not None:
            answers = {key: data.draw(ANSWERS.get(key, FINDING), label=key) for key in screen.asks}
            actions.answer(session, interview, place, step_of(screen.asks, answers))
            said.update(answers)

    heard = actions.recall(session, knowledge, today=today)
    assert last_said(history_of(heard.steps, on=today).report) == {
        key: value for key, value in said.items() if value is not None
    }


def checklist_with_a_yes(client, key="saddle_numbness", answer="yes"):
    response = answer_until(client, STRAINED, lambda screen: key in screen.asks)
    posted = {**STRAINED.answers(response.context["screen"].asks), key: answer}
    return response.request["PATH_INFO"], posted


def test_answers_to_questions_that_were_started_again_are_refused_aloud(client):
    url, posted = checklist_with_a_yes(client, answer="no")
    client.post("/start/")

    response = client.post(url, posted)

    assert response.status_code == 409
    assert "were not taken" in text_of(response)
    assert "started again" in text_of(response)
    assert 'href="/interview/"' in response.content.decode()
    assert "Emergency" not in text_of(response)


def test_an_emergency_is_shown_even_when_its_answers_cannot_be_taken(client):
    url, posted = checklist_with_a_yes(client)
    del client.cookies["answers"]

    response = client.post(url, posted)

    shown = text_of(response)
    assert response.status_code == 409
    assert shown.index("Emergency") < shown.index("were not taken")
    assert "What this rule rests on" in shown


def test_answers_to_a_page_that_has_changed_are_refused_aloud(client):
    url, posted = checklist_with_a_yes(client)
    client.post("/start/")
    number = int(url.split("/")[2])
    client.post("/interview/1/", {"age": "40", "sex": "male", "action": "next"})

    response = client.post("/interview/2/", posted)

    assert number > 2
    assert response.status_code == 409
    assert "Emergency" in text_of(response)


def test_answers_for_an_interview_of_another_day_are_refused_aloud(client):
    url, posted = checklist_with_a_yes(client)
    session = answers_of(client)
    session["on"] = (timezone.localdate() - timedelta(days=3)).isoformat()
    session.save()
    client.cookies["answers"] = session.session_key

    response = client.post(url, posted)

    assert response.status_code == 409
    assert "another day" in text_of(response)
    assert "Emergency" in text_of(response)


def test_a_page_after_the_last_question_takes_nothing_silently(client):
    walk(client, NUMB)
    number = number_of_pages(client) + 1

    response = client.post(f"/interview/{number}/", {"fever": "yes", "action": "next"})

    assert response.status_code == 409
    assert "were not taken" in text_of(response)
