"""One screen at a time: nothing is lost, and silence is never taken for "no"."""

import re
from datetime import date, timedelta

import pytest
from web_cast import NUMB, STRAINED, answer_until, walk

from lumbago.web.forms import TITLES


def is_checklist(screen):
    return len(screen.asks) > 1 and not set(screen.asks) & set(TITLES)


def screen_with(client, key, person=STRAINED):
    response = answer_until(client, person, lambda screen: key in screen.asks)
    return response, response.request["PATH_INFO"]


def checklist(client):
    response = answer_until(client, STRAINED, is_checklist)
    return response, response.request["PATH_INFO"]


def text_of(response):
    return re.sub(r"<[^>]+>", " ", response.content.decode()).replace("&#x27;", "'").replace("&quot;", '"')


def test_a_checklist_holds_at_most_eight_questions_and_answers_none_of_them(client):
    response, _ = checklist(client)

    assert 2 <= len(response.context["screen"].asks) <= 8
    assert not re.search(r"<input[^>]*checked", response.content.decode())


def test_every_question_says_why_it_is_asked(client):
    response, _ = checklist(client)

    assert response.content.decode().count("Why do you ask") == len(response.context["screen"].asks)


def test_an_unanswered_question_is_named_and_what_was_answered_is_kept(client):
    response, url = checklist(client)
    first, second, *others = response.context["screen"].asks

    again = client.post(url, {"action": "next", first: "no", **dict.fromkeys(others, "unsure")})

    assert again.status_code == 400
    assert [key for key, _ in again.context["faults"]] == [second]
    assert f'name="{first}" value="no" checked' in again.content.decode()
    assert f'href="#q-{second}"' in again.content.decode()


def test_no_to_all_of_these_answers_every_question_no(client):
    response, url = checklist(client)
    asks = response.context["screen"].asks

    client.post(url, {"action": "none"})

    shown = client.get(url).context["form"].initial
    assert {shown[key] for key in asks} == {"no"}


def test_no_to_all_never_overrules_a_yes(client):
    response, url = checklist(client)
    key = response.context["screen"].asks[0]

    again = client.post(url, {"action": "none", key: "yes"})

    assert again.status_code == 400
    assert "one answer below is not" in text_of(again)
    assert f'name="{key}" value="yes" checked' in again.content.decode()


def test_going_back_shows_what_was_answered(client):
    _, url = screen_with(client, "pain_map")

    before = client.get(url.replace("/3/", "/2/")) if "/3/" in url else client.get("/interview/1/")

    assert re.search(r'checked|value="(40|2)"', before.content.decode())


def test_changing_an_early_answer_keeps_the_later_ones(client):
    response, url = checklist(client)

    client.post("/interview/1/", {**STRAINED.answers(("age", "sex")), "age": "41"})

    assert client.get("/interview/", follow=True).request["PATH_INFO"] == url
    assert client.get("/interview/1/").context["form"].initial["age"] == "41"
    assert response.context["number"] > 1


def test_stopping_keeps_what_the_page_already_holds(client):
    _, url = screen_with(client, "saddle_numbness")

    response = client.post(url, {"action": "stop", "saddle_numbness": "yes"}, follow=True)

    assert response.request["PATH_INFO"] == "/result/"
    assert "Emergency" in text_of(response)


def test_an_emergency_ends_the_questions(client):
    response = walk(client, NUMB)

    assert response.request["PATH_INFO"] == "/result/"


def test_progress_is_told_in_words_and_never_overshoots(client):
    response, _ = checklist(client)

    shown = response.context

    assert f"Page {shown['number']} of about {shown['expected']}" in text_of(response)
    assert shown["number"] <= shown["expected"]


@pytest.mark.parametrize(
    ("key", "posted", "words"),
    [
        ("age", {"age": "-3"}, "age: '-3.0' is not possible here"),
        ("age", {"age": "old"}, "is not a number"),
        ("age", {"age": "nan"}, "age: 'nan' is not possible here"),
        ("age", {}, "Write your age in years"),
        ("sex", {"sex": "robot"}, "sex: 'robot' is not possible here"),
        ("nprs", {"nprs": "11"}, "nprs: '11' is not possible here"),
        ("nprs", {"nprs": "6.5"}, "nprs: '6.5' is not possible here"),
        ("nprs", {}, "Choose a number from 0 to 10"),
        ("onset_days", {"onset_days": "-1"}, "onset_days: '-1.0' is not possible here"),
        ("onset_days", {"onset_days": "2", "onset": "2026-01-01"}, "Keep one of the two"),
        ("onset_days", {"onset": "2026-13-01"}, "'2026-13-01' is not a date"),
        ("pain_map", {"pain_map": ["left-wing"]}, "left-wing"),
        ("pain_map", {"pain_map": ["sacrum"], "pain_map_none": "on"}, "Keep one of the two"),
        ("pain_map", {}, "Mark at least one place"),
    ],
)
def test_an_impossible_answer_is_refused_with_a_remedy(client, key, posted, words):
    response, url = screen_with(client, key)
    others = {k: v for k, v in STRAINED.answers(response.context["screen"].asks).items() if k != key}

    again = client.post(url, {**others, **posted})

    assert again.status_code == 400
    assert words in text_of(again)


def test_a_beginning_in_the_future_is_refused(client):
    response, url = screen_with(client, "onset_days")
    others = {k: v for k, v in STRAINED.answers(response.context["screen"].asks).items() if k != "onset_days"}
    later = (date.today() + timedelta(days=3)).isoformat()  # noqa: DTZ011 - any day after today will do

    again = client.post(url, {**others, "onset": later})

    assert again.status_code == 400
    assert f"onset: {later} lies after" in text_of(again)


def test_a_field_that_does_not_exist_is_refused_by_name(client):
    response, url = checklist(client)

    again = client.post(url, {**STRAINED.answers(response.context["screen"].asks), "sadle_numbness": "yes"})

    assert again.status_code == 400
    assert "sadle_numbness: there is no such question" in text_of(again)


@pytest.mark.parametrize(
    ("key", "posted"),
    [
        ("age", {"age_unsaid": "on"}),
        ("sex", {"sex": "unsaid"}),
        ("onset_days", {"onset_days_unsaid": "on"}),
        ("nprs", {"nprs": "unsaid"}),
        ("pain_map", {"pain_map_unsaid": "on"}),
        ("pain_map", {"pain_map_none": "on"}),
    ],
)
def test_nobody_has_to_say_more_than_they_want(client, key, posted):
    response, url = screen_with(client, key)
    others = {k: v for k, v in STRAINED.answers(response.context["screen"].asks).items() if k != key}

    taken = client.post(url, {**others, **posted})

    assert taken.status_code == 302


def test_answers_of_an_earlier_day_are_asked_again(client):
    walk(client, STRAINED)
    session = client.session
    session["on"] = (date.fromisoformat(session["on"]) - timedelta(days=3)).isoformat()
    session.save()
    client.cookies["answers"] = session.session_key

    assert "another day" in text_of(client.get("/result/"))
    assert "another day" in text_of(client.get("/interview/"))


def test_a_page_further_on_than_anyone_has_come_leads_to_the_first_open_one(client):
    response = client.get("/interview/9/", follow=True)

    assert response.context["number"] == 1


def test_a_whole_interview_fits_into_one_cookie(client):
    walk(client, STRAINED)

    assert len(client.cookies["answers"].value) < 3900


def test_the_browser_is_told_to_keep_no_copy(client):
    response, _ = checklist(client)

    assert "no-store" in response.headers["Cache-Control"]
    assert client.cookies["answers"]["httponly"]
    assert client.cookies["answers"]["samesite"] == "Lax"
    assert not client.cookies["answers"]["max-age"]
