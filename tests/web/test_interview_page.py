"""One screen at a time: nothing is lost, and silence is never taken for "no"."""

import re
from datetime import date, timedelta

import pytest
from web_cast import NUMB, STRAINED, answer_until, answers_of, walk

from lumbago.web.forms import TITLES


def is_checklist(screen):
    return len(screen.asks) > 1 and not set(screen.asks) & set(TITLES)


def screen_with(client, key, person=STRAINED):
    response = answer_until(client, person, lambda screen: key in screen.asks)
    return response, response.request["PATH_INFO"]


def checklist(client):
    response = answer_until(client, STRAINED, is_checklist)
    return response, response.request["PATH_INFO"]


def shown_on(response):
    """Return the field that says which questions a page showed."""
    return {"shown": re.search(r'name="shown" value="([^"]+)"', response.content.decode())[1]}


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

    client.post(url, {"action": "none", **shown_on(response)})

    shown = client.get(url).context["form"].initial
    assert {shown[key] for key in asks} == {"no"}


@pytest.mark.parametrize("shown", [{}, {"shown": "foot_drop"}, {"shown": ""}])
def test_no_to_all_denies_no_question_that_the_page_did_not_show(client, shown):
    """An upgrade between a page and its answers may add one."""
    response, url = checklist(client)

    again = client.post(url, {"action": "none", **shown})

    assert again.status_code == 400
    assert "A question was added to this page" in text_of(again)
    assert shown_on(again) == shown_on(response)
    assert not client.get(url).context["form"].initial.keys() & set(response.context["screen"].asks)


def test_no_to_all_never_overrules_a_yes(client):
    response, url = checklist(client)
    key = response.context["screen"].asks[0]

    again = client.post(url, {"action": "none", key: "yes"})

    assert again.status_code == 400
    assert "one answer below is not" in text_of(again)
    assert f'name="{key}" value="yes" checked' in again.content.decode()


def test_no_to_all_with_a_yes_shows_that_one_conflict_and_nothing_else(client):
    response, url = checklist(client)
    key = response.context["screen"].asks[0]

    again = client.post(url, {"action": "none", key: "yes"})

    assert len(again.context["faults"]) == 1
    assert "is not answered" not in text_of(again)
    assert "item-error" not in again.content.decode()


@pytest.mark.parametrize("action", ["next", "none", "stop"])
@pytest.mark.parametrize("values", [["yes", "no"], ["no", "yes"], ["no", "unsure"]])
def test_two_answers_to_one_question_are_never_read_as_one(client, action, values):
    response, url = screen_with(client, "saddle_numbness")
    others = STRAINED.answers(response.context["screen"].asks)

    again = client.post(url, {**others, "saddle_numbness": values, "action": action})

    assert again.status_code == 400
    if action != "none":
        assert f"2 answers came where there can be one ('{values[0]}', '{values[1]}')" in text_of(again)


def test_two_buttons_at_once_are_refused(client):
    response, url = checklist(client)

    answers = STRAINED.answers(response.context["screen"].asks)
    again = client.post(url, {**answers, **shown_on(response), "action": ["next", "none"]})

    assert again.status_code == 400
    assert "Press one button" in text_of(again)


@pytest.mark.parametrize(("typed", "age"), [("45,5", 45.5), ("45.5", 45.5), (" 45 ", 45.0), ("0,125", 0.125)])
def test_a_comma_is_as_good_as_a_point(client, typed, age):
    client.post("/interview/1/", {"age": typed, "sex": "male", "action": "next"})

    report = client.get("/result/").context["answer"].assessment.history.report

    assert report.age == age


@pytest.mark.parametrize("typed", ["17.9995", "17.99999999", "45.1250"])
def test_a_page_sent_again_as_it_is_changes_nothing(client, typed):
    client.post("/interview/1/", {"age": typed, "sex": "male", "action": "next"})

    shown = client.get("/interview/1/").context["form"].initial
    client.post("/interview/1/", {**shown, "action": "next"})

    report = client.get("/result/").context["answer"].assessment.history.report
    assert report.age == float(typed)


@pytest.mark.parametrize("key", ["age", "onset_days"])
def test_no_number_field_lets_the_browser_change_what_was_typed(client, key):
    response, url = screen_with(client, key)

    again = client.post(url, {**STRAINED.answers(response.context["screen"].asks), key: "4e"})

    assert 'type="number"' not in again.content.decode()
    field = re.search(rf'<input[^>]*id="{key}"[^>]*>', again.content.decode()).group()
    assert 'value="4e"' in field
    assert 'inputmode="decimal"' in field
    assert 'aria-invalid="true"' in field


def test_an_age_that_would_put_the_beginning_before_birth_is_refused(client):
    client.post("/interview/1/", {"age": "60", "sex": "male", "action": "next"})
    client.post("/interview/2/", {"onset_days": "18000", "nprs": "5", "action": "next"})

    again = client.post("/interview/1/", {"age": "20", "sex": "male", "action": "next"})

    assert again.status_code == 400
    assert "before birth, at an age of 20" in text_of(again)
    assert "You said on page 2 when it began." in text_of(again)


def test_pain_for_as_long_as_one_lives_is_possible(client):
    client.post("/interview/1/", {"age": "20", "sex": "male", "action": "next"})

    taken = client.post("/interview/2/", {"onset_days": "7600", "nprs": "5", "action": "next"})

    assert taken.status_code == 302


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
        ("age", {"age": "-3"}, "How old are you? '-3' is not possible here. What fits: Years"),
        ("age", {"age": "old"}, "'old' is not a number"),
        ("age", {"age": "nan"}, "'nan' is not a number"),
        ("age", {"age": "4_5"}, "'4_5' is not a number"),
        ("age", {"age": "4e"}, "'4e' is not a number"),
        ("age", {"age": "1,200"}, "'1,200' could mean 1200 or 1.2. Write one of these."),
        ("age", {"age": "9" * 500}, "How old are you? You typed 500 characters. Write at most 120."),
        ("age", {"age": "4\0"}, "How old are you? What you typed holds a character that nobody can read."),
        ("age", {"age": "40", "age_unsaid": "on"}, "Keep one of the two"),
        ("age", {"age": ["17", "40"]}, "How old are you? 2 answers came where there can be one"),
        ("age", {}, "Write your age in years"),
        ("sex", {"sex": "robot"}, "What is your sex? 'robot' is no answer here. Choose one of the answers"),
        ("sex", {"sex": ["male", "female"]}, "('male', 'female'). Choose one and send the page again."),
        ("nprs", {"nprs": "11"}, "'11' is not possible here. What fits: Numeric Pain Rating Scale"),
        ("nprs", {"nprs": "6.5"}, "'6.5' is not possible here"),
        ("nprs", {}, "Choose a number from 0 to 10"),
        ("onset_days", {"onset_days": "-1"}, "'-1' is not possible here. What fits: Days, 0 to 36500"),
        ("onset_days", {"onset_days": "2", "onset": "2026-01-01"}, "Keep one of the two"),
        ("onset_days", {"onset_days": "2", "onset_days_unsaid": "on"}, "Keep one of the two"),
        ("onset_days", {"onset": "2026-01-01", "onset_days_unsaid": "on"}, "Keep one of the two"),
        ("onset_days", {"onset": "2026-13-01"}, "'2026-13-01' is not a date"),
        ("onset_days", {"onset": "2026-01-01\0"}, "What you typed holds a character that nobody can read."),
        ("onset_days", {"onset": "1900-01-01"}, "1900-01-01 is over a hundred years ago. Check the year."),
        (
            "onset_days",
            {"onset_days": "18000"},
            "before birth, at an age of 40. Check it, or the age.",
        ),
        ("pain_map", {"pain_map": ["left-wing"]}, "Where does it hurt? 'left-wing' is no place"),
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
    assert f"When did this pain begin? {later} lies after" in text_of(again)


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
    session = answers_of(client)
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
