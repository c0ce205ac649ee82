"""A person's history: every day replayed, with its reasons, as it was then."""

import json
import re
from datetime import timedelta

import pytest
from clinic_cast import kept_for, let_in, signed_in, somebody
from following_cast import NUMB, main_of, of, said_earlier, seen_on
from web_cast import text_of

from lumbago.knowledge import current
from lumbago.web import actions
from lumbago.web.clinic.charts import charts_of
from lumbago.web.clinic.history import histories, said_in
from lumbago.web.followed import history_of, reviewed
from lumbago.web.models import KeptAssessment
from lumbago.web.people.models import GrantRole
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return signed_in("clinician")


@pytest.fixture
def person():
    """Somebody who got better, then was numb for a day, then got better again."""
    person = somebody()
    kept = kept_for(person, days_ago=12)
    said_earlier(kept, 6, days_ago=9)
    said_earlier(kept, 7, days_ago=5, **dict.fromkeys(NUMB["signs"], True))
    actions.check_in(of(kept), {"activity": 8, "rmdq_percent": 25.0, "done": ["glute-bridge"]}, on=ago(9))
    return person


def ago(days):
    return today() - timedelta(days=days)


def kept_of(person):
    return person.kept.get()


def day_of(clinician, person, days_ago, query=""):
    return clinician.get(f"/clinic/{person.pk}/{kept_of(person).pk}/{ago(days_ago)}/{query}")


def test_every_day_is_listed_the_latest_first_each_with_its_own_level(clinician, person):
    days = clinician.get(f"/clinic/{person.pk}/").context["days"]

    assert [(day.on, day.is_report, day.level) for day in days] == [
        (ago(5), False, "emergency"),
        (ago(9), False, "self-care"),
        (ago(12), True, "routine"),
    ]


def test_the_table_holds_every_number_that_was_said(clinician, person):
    row = re.findall(r"<tr role=\"row\">.*?</tr>", main_of(clinician.get(f"/clinic/{person.pk}/")), re.S)[2]

    told = " ".join(text_of(row).split())
    assert told.endswith("Self-care Pain: 6 Limits, of 100: 25 Activity: 8 Exercises: 1")


def test_each_instrument_has_a_picture_with_as_many_points_as_numbers(clinician, person):
    page = clinician.get(f"/clinic/{person.pk}/")

    charts = {chart.name.partition(" (")[0].partition(",")[0]: chart for chart in page.context["charts"]}

    assert {name: len(chart.points) for name, chart in charts.items()} == {
        "Pain": 3,
        "Limits in daily life": 1,
        "Activity": 1,
    }
    assert "3 numbers in all" in charts["Pain"].says
    assert 'role="img"' in main_of(page)


def test_points_lie_where_their_numbers_say(person):
    found, _unreadable = histories(person, today=today())
    ((kept, history),) = found.items()

    (pain, *_others) = charts_of(list(said_in(kept, history)))

    heights = [float(y) for _x, y in pain.points]
    assert [round(112 - y) for y in heights] == [80, 60, 70]
    assert [float(x) for x, _y in pain.points] == pytest.approx([34, 34 + 316 * 3 / 7, 350], abs=0.1)


def test_two_reports_are_two_lines(clinician):
    person = somebody()
    kept_for(person, days_ago=30)
    said_earlier(kept_for(person, days_ago=5), 4, days_ago=1)

    (pain,) = clinician.get(f"/clinic/{person.pk}/").context["charts"]

    assert len(pain.lines) == 2


def test_a_day_is_answered_from_what_was_said_up_to_it(clinician, person):
    answers = {days: day_of(clinician, person, days).context["answer"] for days in (12, 9, 5)}

    assert {days: answer.level.value for days, answer in answers.items()} == {
        12: "routine",
        9: "self-care",
        5: "emergency",
    }
    history = history_of(kept_of(person), today=today())
    for days, answer in answers.items():
        assert answer.assessment == reviewed(history.until(ago(days)), current())


def test_a_day_tells_its_rules_with_reasons_and_sources(clinician, person):
    seen, page = seen_on(day_of(clinician, person, 5)), main_of(day_of(clinician, person, 5))

    assert "Bladder, bowel or saddle nerves in trouble" in seen
    assert "You said yes to: Is there new numbness" in seen
    assert 'href="/cite/' in page


def test_a_day_tells_causes_with_reasons_for_and_against(clinician, person):
    page = day_of(clinician, person, 9)

    answer = page.context["answer"]
    assert answer.causes[0].plain in seen_on(page)
    assert answer.causes[0].arguments_for[0].said in seen_on(page)
    assert answer.causes[0].arguments_for[0].ratio in seen_on(page)


def test_a_day_tells_what_nobody_asked(clinician):
    person = somebody()
    kept_for(person, "incomplete", days_ago=3)

    page = day_of(clinician, person, 3)

    assert page.context["level"] == "open"
    assert len(page.context["answer"].unasked) > 10
    assert all(asked in seen_on(page) for asked in page.context["answer"].unasked)
    assert "could move each of the first causes" in seen_on(page)


def test_a_day_has_the_review_of_that_day_and_not_of_a_later_one(clinician, person):
    assert "You are getting better. Pain 6 of 10 now, 8 at the start." in seen_on(
        day_of(clinician, person, 9)
    )
    assert "There is no review of that day" in seen_on(day_of(clinician, person, 12))


def test_the_forecast_of_a_day_is_worked_out_when_it_is_asked_for(clinician, person):
    plain, foretold = day_of(clinician, person, 9), day_of(clinician, person, 9, "?show=forecast")

    assert "words" not in plain.context
    assert f"Counted from {ago(9).day} " in seen_on(foretold)
    assert "No forecast was shown on that day" in seen_on(day_of(clinician, person, 5, "?show=forecast"))


def test_days_lead_to_the_days_beside_them(clinician, person):
    replay = day_of(clinician, person, 9).context["replay"]

    assert (replay.earlier, replay.later) == (ago(12), ago(5))
    assert day_of(clinician, person, 12).context["replay"].earlier is None
    assert day_of(clinician, person, 5).context["replay"].later is None


@pytest.mark.parametrize("written", ["2026-02-30", "1900-01-01", "yesterday", "2026-1-1"])
def test_a_day_on_which_nothing_was_said_is_not_found(clinician, person, written):
    assert clinician.get(f"/clinic/{person.pk}/{kept_of(person).pk}/{written}/").status_code == 404


def test_the_first_day_shows_what_was_given_then_and_that_it_is_the_same_now(clinician, person):
    seen = seen_on(day_of(clinician, person, 12))

    assert f"given with knowledge {current().version}" in seen
    assert "Run again, it gives the same level" in seen
    assert f"/kept/{kept_of(person).pk}/" in main_of(day_of(clinician, person, 12))


def test_an_answer_that_would_be_another_today_says_so(clinician, person):
    kept = kept_of(person)
    earlier = json.loads(kept.assessment)
    earlier["knowledge_version"] = "earlier"
    earlier["triage"]["disposition"] = "urgent"
    KeptAssessment.objects.filter(pk=kept.pk).update(assessment=json.dumps(earlier))

    seen = seen_on(day_of(clinician, person, 12))

    assert "the answer was “Urgent”, given with knowledge earlier" in seen
    assert "Run again, it differs: knowledge has changed since." in seen


def test_what_was_given_is_not_shown_of_a_later_day(clinician, person):
    assert "Only reports are kept as they were given" in seen_on(day_of(clinician, person, 9))


def test_a_day_of_exercises_alone_takes_nothing_from_the_day_before(clinician):
    person = somebody()
    kept = kept_for(person, days_ago=4)
    actions.check_in(of(kept), {"done": ["glute-bridge"]}, on=ago(1))

    assert day_of(clinician, person, 1).context["level"] == day_of(clinician, person, 4).context["level"]


def test_answers_that_were_added_later_are_told(clinician, person):
    actions.add(kept_of(person), {"findings": {"heart_disease": False}}, on=today())

    assert "Answers about exercise that were added later" in seen_on(day_of(clinician, person, 12))


def test_the_days_are_paged(clinician, person, monkeypatch):
    monkeypatch.setattr("lumbago.web.clinic.views.histories.ON_A_PAGE", 2)

    first, second = clinician.get(f"/clinic/{person.pk}/"), clinician.get(f"/clinic/{person.pk}/?page=2")

    assert (len(first.context["days"]), len(second.context["days"])) == (2, 1)
    assert len(second.context["charts"][0].points) == 3


def test_without_anything_kept_the_page_says_what_to_do(clinician):
    assert "Once an answer is kept" in seen_on(clinician.get(f"/clinic/{somebody().pk}/"))


def test_the_person_and_their_family_see_an_alarm_before_any_history(person):
    let_in(person, "family", GrantRole.FOLLOWER)

    for name in ("owner", "family"):
        clinician = signed_in(name)
        for address in (f"/clinic/{person.pk}/", f"/clinic/{person.pk}/{kept_of(person).pk}/{ago(9)}/"):
            page = clinician.get(address)
            assert "Emergency: get help now" in seen_on(page)[:400]
            assert "Every day" not in seen_on(page)


def test_beside_an_emergency_of_a_past_day_causes_are_for_the_clinician(person):
    emergency = kept_of(person)
    kept_for(person, "strain-after-lifting-with-twist", days_ago=0)
    address = f"/clinic/{person.pk}/{emergency.pk}/{ago(5)}/"

    own, clinicians = signed_in("owner").get(address), signed_in("clinician").get(address)

    assert "For the clinician" in seen_on(own)
    assert "For the clinician" not in seen_on(clinicians)
    assert own.context["answer"].causes[0].plain in seen_on(clinicians)


def test_the_pages_of_a_history_hold_no_health_words_in_their_addresses(clinician, person):
    page = main_of(clinician.get(f"/clinic/{person.pk}/")) + main_of(day_of(clinician, person, 5))

    links = re.findall(r'href="([^"]*)"', page)
    own = [link for link in links if link.startswith(("/clinic", "/person", "?"))]

    assert own
    assert [link for link in own if re.search(r"pain|numb|stall|emerg|Ana", link)] == []
