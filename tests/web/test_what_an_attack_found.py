"""Ways in which a page said more than was known: found by trying to, each held from then on."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from following_cast import GOOD_DAY, keep, of, said_earlier, seen_on
from people_cast import PASSWORD
from web_cast import STRAINED, walk

from lumbago.knowledge import current
from lumbago.record import Form, read_history
from lumbago.web import actions
from lumbago.web.ageing import renewed
from lumbago.web.course import told_days
from lumbago.web.daily import daily_of
from lumbago.web.followed import said_of, today_of, with_forecast
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db


def test_of_two_who_check_in_at_the_same_moment_the_worse_news_stays(client):
    """Each saw an empty day; the second "none of these" does not take the fever of the first away."""
    address = keep()
    kept, before = of(address), said_of(of(address))

    actions.check_in(kept, {"nprs": 5, "findings": {"fever": True}}, on=today(), seen=before)
    actions.check_in(kept, {"nprs": 4, "findings": {"fever": False}}, on=today(), seen=before)

    assert json.loads(kept.check_ins.get().said) | {"on": ""} == {
        "on": "",
        "nprs": 4,
        "findings": {"fever": True},
    }


def test_whoever_saw_a_yes_may_take_it_back(client):
    address = keep()
    kept = of(address)
    actions.check_in(kept, {"nprs": 5, "findings": {"fever": True}}, on=today())

    actions.check_in(kept, {"findings": {"fever": False}}, on=today(), seen=said_of(kept))

    assert json.loads(kept.check_ins.get().said)["findings"] == {"fever": False}


@pytest.mark.parametrize("sign", ["fever", "saddle_numbness"])
def test_a_no_of_tomorrow_outranks_no_yes_of_today(client, sign):
    """A clock that ran ahead is put right: what was said of a day to come holds only where it alarms."""
    address = keep()
    said_earlier(address, 4, days_ago=-1)
    said_earlier(address, 6, days_ago=0, **{sign: True})

    assessment = today_of(of(address), current(), today=today()).assessment

    assert assessment.triage.disposition.is_soon


def test_weeks_of_a_pregnancy_are_asked_again_with_an_old_report():
    history = read_history(
        json.dumps({"on": "2026-03-02", "age": 30, "sex": "female", "pregnancy_weeks": 18, "nprs": 4}),
        Form.JSON,
        today=today(),
    )

    assert renewed(history, current(), today=history.on + timedelta(days=21)).report.pregnancy_weeks is None
    assert renewed(history, current(), today=history.on).report.pregnancy_weeks == 18


def test_no_medicine_is_named_on_the_answers_of_yesterday(client):
    kept = of(keep(days_ago=0))
    now, tomorrow = (today_of(kept, current(), today=today() + timedelta(days=ahead)) for ahead in (0, 1))

    assert daily_of(now, kept).medicines.chosen
    assert tomorrow.is_due
    assert daily_of(tomorrow, kept).medicines.asks
    assert not daily_of(tomorrow, kept).medicines.chosen


def test_what_is_too_early_to_tell_is_told_nowhere(client):
    address = keep(days_ago=0)
    standing = today_of(of(address), current(), today=today())
    forecast = with_forecast(standing, current()).forecast
    early = [forecast.from_day + ahead for ahead in forecast.too_early]
    page = client.get(f"{address}progress/")

    assert early
    assert not set(early) & set(told_days(forecast))
    assert "Twelve weeks on most likely" not in page.content.decode()
    assert "Pain twelve weeks on" not in page.content.decode()
    assert not page.context["what_if"].chart.says


def test_progress_shows_no_forecast_when_what_was_said_has_aged(client):
    address = keep(days_ago=30)
    said_earlier(address, 5, days_ago=21)
    aged = client.get(f"{address}progress/")
    client.post(f"{address}check-in/", GOOD_DAY)
    fresh = client.get(f"{address}progress/")

    assert not aged.context.get("words")
    assert aged.context["what_if"] is None
    assert "Your pain, as you told us" in seen_on(aged)
    assert fresh.context.get("words")


def test_an_urgent_answer_leads_even_while_more_is_open(client):
    address = keep()
    said_earlier(address, 5, days_ago=0, fever=True)
    page = client.get(f"{address}today/")
    seen = seen_on(page)

    assert page.context["is_incomplete"]
    assert "We cannot tell you yet" not in seen
    assert seen.index("Urgent") < seen.index("open")
    assert "<title>The answer" in page.content.decode()


def test_nobody_who_signs_in_on_a_shared_device_is_taken_for_whom_it_keeps():
    mother = Client()
    shown = walk(mother, STRAINED).context
    mother.post("/keep/", {"report": shown["report"]})
    User.objects.create_user("father", password=PASSWORD)
    mother.post("/account/login/", {"login": "father", "password": PASSWORD})

    page = mother.get("/result/")
    answer = mother.post("/keep/", {"report": shown["report"]})

    assert "checked" not in page.content.decode().partition('class="for-whom"')[2].partition("</fieldset>")[0]
    assert answer.status_code == 400
    assert "none was chosen" in seen_on(answer)
