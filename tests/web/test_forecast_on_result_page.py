"""The forecast on the page of the answer: words, a picture and a table, only where it may be shown."""

import re
from datetime import timedelta

import pytest
from looking import DESK, PHONE, faults_at
from test_browser_journey import visit  # noqa: F401 - a fixture
from web_cast import CHILD, HAD_CANCER, NUMB, STRAINED, UNSURE_OF_FEVER, text_of, walk

from lumbago.record import Scope
from lumbago.web.views.interview import today

TITLE = "How long it may take"


def section(response):
    found = re.search(
        r'<section[^>]* aria-labelledby="forecast">.*?</section>', response.content.decode(), re.DOTALL
    )
    return found.group() if found else ""


@pytest.fixture(scope="module")
def strained():
    """The page of one person, asked for once."""
    from django.test import Client

    return walk(Client(), STRAINED)


def test_each_time_ahead_is_told_with_its_band(strained):
    seen = text_of(section(strained)).partition("Daily life")[0]

    for when in ("In two weeks", "In six weeks", "In twelve weeks"):
        assert when in seen
    assert text_of(section(strained)).count("For 8 in 10 people like you") >= 6
    assert "claims no efficacy" in text_of(section(strained))


def test_it_comes_after_the_causes(strained):
    page = strained.content.decode()

    assert page.index("What it probably is") < page.index("How sure is this?") < page.index(TITLE)


def test_the_picture_says_in_words_what_it_shows(strained):
    svg = re.search(r"<figure.*?</svg>", section(strained), re.DOTALL).group()

    assert 'role="img" aria-labelledby="fan-title fan-desc"' in svg
    assert re.search(r'<title id="fan-title">Pain from today on', svg)
    assert "In two weeks" in re.search(r"<desc.*?</desc>", svg, re.DOTALL).group()
    for name in ("fan-nearly_all", "fan-most", "fan-half", "fan-middle", "fan-point", "fan-now"):
        assert f'class="{name}"' in svg


def test_the_same_numbers_stand_in_a_table(strained):
    table = re.search(r"<details.*?</details>", section(strained), re.DOTALL).group()

    assert table.count('<th scope="col">') == 6
    assert table.count('<th scope="row">') == 7
    assert "Recovered by then" in table


def test_each_way_to_spend_the_days_has_a_row(strained):
    table = re.search(r'<table class="what-ifs".*?</table>', section(strained), re.DOTALL).group()

    rows = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', table)
    assert len(rows) == 6
    assert "Resting 4 days in bed instead of none" in rows


def test_nothing_in_it_needs_a_script_or_a_style_of_its_own(strained):
    assert not re.search(r"<script|<style| style=| on\w+=", section(strained))


@pytest.mark.parametrize("person", [NUMB, HAD_CANCER, CHILD], ids=["emergency", "urgent", "child"])
def test_where_someone_must_look_first_there_is_none(client, person):
    response = walk(client, person)

    assert response.context["answer"].scope is not Scope.WHOLE
    assert TITLE not in response.content.decode()


def test_while_a_warning_sign_is_open_there_is_none(client):
    response = walk(client, UNSURE_OF_FEVER)
    if response.context["answer"].scope is not Scope.INCOMPLETE:
        pytest.skip("with this knowledge another answer already settles what fever would")

    assert TITLE not in response.content.decode()


def test_an_old_answer_shows_it_only_among_what_was_said_that_day(client):
    report = walk(client, STRAINED).context["answer"].assessment.history.report
    day = today() - timedelta(days=9)
    text = client.get("/result/").context["report"].replace(report.on.isoformat(), day.isoformat())

    page = client.post("/report/", {"text": text}).content.decode()

    assert 'class="panel that-day"' in page
    assert page.index('class="panel that-day"') < page.index(TITLE)
    assert 'aria-labelledby="forecast"' not in page
    assert f"Pain from {day.day} {day:%b} on" in page


@pytest.mark.django_db
def test_what_is_kept_holds_the_forecast_that_was_shown(client):
    response = walk(client, STRAINED)

    kept = client.post("/keep/", {"report": response.context["report"]}, follow=True)

    assert section(kept) == section(response)
    assert kept.context["answer"].assessment.forecast == response.context["answer"].assessment.forecast


def test_two_check_ins_of_one_day_are_refused_by_the_page_too(client):
    text = f"on = {today()}\n" + f"[[check_ins]]\non = {today()}\n" * 2

    response = client.post("/report/", {"text": text})

    assert response.status_code == 400
    assert "stands there already" in text_of(response.content.decode())


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_forecast_has_no_fault_and_fits_the_window(visit, strained):  # noqa: F811
    page = visit(viewport=DESK)
    page.goto("/report/")
    page.locator("textarea").fill(strained.context["report"])
    page.get_by_role("button", name="Show what it says").click()
    page.locator("section[aria-labelledby=forecast] summary").first.click()

    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert page.get_by_role("img", name="Pain from today on").is_visible()
        assert page.get_by_role("columnheader", name="Recovered by then").is_visible()
    assert faults_at(page, (DESK, PHONE)) == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_scripts_the_forecast_is_all_there(visit, strained):  # noqa: F811
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto("/report/")
    page.locator("textarea").fill(strained.context["report"])
    page.get_by_role("button", name="Show what it says").click()

    assert page.get_by_role("img", name="Pain from today on").is_visible()
    page.get_by_text("The same in numbers").click()
    assert page.get_by_role("columnheader", name="Recovered by then").is_visible()
