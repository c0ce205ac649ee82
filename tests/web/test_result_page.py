"""The answer: how soon first, always with reasons, and never more comfort than was earned."""

import html
import re
from dataclasses import replace

import pytest
from web_cast import CHILD, HAD_CANCER, IN_STRONG_PAIN, NUMB, STRAINED, UNSURE_OF_FEVER, answer_until, walk

from lumbago.knowledge import current
from lumbago.record import Scope
from lumbago.web.views.interview import today


def text_of(response):
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return html.unescape(re.sub(r"\s+", " ", plain))


def outside_details(response):
    """The text that is on the page before anyone opens anything."""
    shown = re.sub(r"<details.*?</details>", "", response.content.decode(), flags=re.DOTALL)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown)))


def test_a_strain_is_named_first_with_words_and_a_range(client):
    response = walk(client, STRAINED)

    answer = response.context["answer"]

    assert answer.scope is Scope.WHOLE
    assert answer.causes[0].id == "mechanical-back-pain"
    assert len(answer.causes) == 3
    assert "in 100 people with answers like these" in text_of(response)
    assert "What speaks for and against it" in text_of(response)
    assert "How sure is this?" in text_of(response)
    assert "Watch for these" in text_of(response)


def test_an_emergency_is_shown_first_and_alone(client):
    response = walk(client, NUMB)

    shown = outside_details(response)

    assert response.context["answer"].scope is Scope.EMERGENCY
    assert "Emergency" in shown
    assert "You said yes to:" in shown
    assert "What it probably is" not in shown
    assert "What may ease it" not in shown
    assert "For the clinician" in text_of(response)


def test_the_level_is_told_in_words_and_by_a_shape_as_well_as_by_colour(client):
    text = walk(client, NUMB).content.decode()

    tag = re.search(r'<p class="level-tag">(.*?)</p>', text, flags=re.DOTALL).group(1)

    assert "<svg" in tag
    assert "Emergency" in tag


def test_an_urgent_answer_gives_comfort_and_a_safety_net_before_any_cause(client):
    response = walk(client, HAD_CANCER)

    shown = outside_details(response)

    assert response.context["answer"].scope in {Scope.CLEARANCE_FIRST, Scope.INCOMPLETE}
    assert shown.index("Watch for these") < shown.index("What it may be")
    assert "A clinician should look first" in shown


def test_beside_an_urgent_reason_no_later_time_is_named(client):
    response = walk(client, replace(HAD_CANCER, onset_days="100", yes=("history_of_cancer", "night_pain")))

    answer = response.context["answer"]

    assert answer.level_words == "Urgent"
    assert [reason for reason in answer.reasons if reason.level != answer.level_words]
    assert "within weeks" not in text_of(response).partition("Watch for these")[0]
    assert {reason.within for reason in answer.reasons} <= {answer.within, ""}


def test_every_reason_leads_to_what_it_rests_on(client):
    response = walk(client, HAD_CANCER)
    links = set(re.findall(r'href="(/cite/[^"]+)"', response.content.decode()))

    statuses = {link: client.get(link).status_code for link in links}

    assert links
    assert set(statuses.values()) == {200}


def test_our_own_judgement_is_marked_as_ours(client):
    assert "our judgement, awaiting clinical sign-off" in text_of(walk(client, STRAINED))


def test_an_open_question_about_danger_is_never_reassured_away(client):
    response = answer_until(client, STRAINED, lambda screen: "saddle_numbness" in screen.asks)
    assert response.context["screen"]

    early = client.get("/result/")

    shown = outside_details(early)
    assert early.context["answer"].scope is Scope.INCOMPLETE
    assert "We cannot tell you yet" in shown
    assert "look after this yourself" not in shown
    assert "Not urgent" not in shown
    assert "What it probably is" not in shown


def test_many_open_questions_are_not_counted_out_nor_said_twice(client):
    report = f'{{"on": "{today()}", "sex": "male"}}'

    response = client.post("/report/", {"text": report})

    asked = response.context["answer"].unasked
    shown = outside_details(response)
    assert len(asked) == len(set(asked)) > 10
    assert "Many questions about warning signs are still open" in shown
    assert str(len(asked)) not in shown.partition("Watch for these")[0]
    assert sum(question in shown for question in asked) == 8
    assert all(question in text_of(response) for question in asked)


def test_what_was_marked_and_what_was_not_sure_is_among_what_was_told(client):
    response = walk(client, replace(STRAINED, unsure=("fever",)))

    said = response.context["answer"].said

    assert any(line.startswith("Where it hurts: ") for line in said)
    assert f"Not sure: {current().findings['fever'].question}" in said


def test_a_clinician_s_name_that_is_nearly_the_plain_one_is_not_repeated(client):
    response = walk(client, replace(STRAINED, yes=()))

    first = next(c for c in response.context["answer"].causes if c.id == "mechanical-back-pain")

    assert first.plain.startswith("Muscle strain or spasm")
    assert not first.name
    assert all(cause.name for cause in response.context["answer"].causes if cause.id == "radiculopathy")


def test_not_sure_about_fever_leaves_the_answer_open_and_asks_again(client):
    response = walk(client, UNSURE_OF_FEVER)
    if response.context["answer"].scope is not Scope.INCOMPLETE:
        pytest.skip("with this knowledge another answer already settles what fever would")

    again = client.post("/interview/open/", {"report": response.context["report"]}, follow=True)

    assert "fever" in again.context["screen"].asks


def test_opening_a_report_keeps_what_it_says_beyond_the_questions(client):
    on = (
        client.get("/report/").headers
        and walk(client, STRAINED).context["answer"].assessment.history.report.on
    )
    report = (
        f'{{"on": "{on}", "age": 40, "diagnosed": ["osteoporosis"], "medicines": [{{"name": "ramipril"}}]}}'
    )

    client.post("/interview/open/", {"report": report})
    kept = client.get("/result/").context["answer"].assessment.history.report

    assert kept.diagnosed == ("osteoporosis",)
    assert kept.medicines[0].name == "ramipril"


def test_a_reason_that_follows_from_a_number_tells_the_number(client):
    response = walk(client, IN_STRONG_PAIN)

    assert "You gave your pain 9" in text_of(response)
    assert "Your other answers mean yes" not in text_of(response)


def test_strong_pain_alone_is_met_with_kindness_not_alarm(client):
    response = walk(client, IN_STRONG_PAIN)

    assert response.context["answer"].scope is not Scope.EMERGENCY
    assert re.search(r"Your pain is strong|[Ss]evere pain", text_of(response))


def test_a_child_is_told_how_soon_but_not_what(client):
    response = walk(client, CHILD)

    shown = text_of(response)

    assert response.context["answer"].scope is Scope.TRIAGE_ONLY
    assert "What it probably is" not in shown


def test_the_report_can_be_taken_away_and_brought_back(client):
    response = walk(client, STRAINED)

    taken = client.post("/report/download/", {"report": response.context["report"]})
    back = client.post("/report/", {"text": taken.content.decode()})

    assert taken.headers["Content-Disposition"] == 'attachment; filename="report.json"'
    assert back.context["answer"].assessment == response.context["answer"].assessment


def test_without_answers_there_is_no_result(client):
    assert client.get("/result/").headers["Location"] == "/"
