"""The week: seven days, why each exercise is in it, what suits the person, and a sheet to print."""

import json
import re

import pytest
from following_cast import FIT, GOOD_DAY, keep, main_of, of, seen_on

from lumbago.knowledge import current
from lumbago.web.models import KeptAddition

pytestmark = pytest.mark.django_db

UNSURE = dict.fromkeys(FIT, "unsure")


@pytest.fixture
def address(client):
    """A kept report whose day has its check-in and its week."""
    kept = keep()
    client.post(f"{kept}check-in/", GOOD_DAY)
    return kept


def chosen(page):
    return {row["one"].id for row in page.context["rows"]}


def said():
    return json.loads(KeptAddition.objects.get().said)


def test_the_week_has_seven_days_and_today_stands_out(client, address):
    page = client.get(f"{address}week/")

    head = main_of(page).partition("<thead>")[2].partition("</thead>")[0]
    assert head.count('scope="col"') == 8
    assert head.count("is-today") == 1
    assert all(len(row["days"]) == 7 for row in page.context["rows"])


def test_no_day_is_longer_than_what_is_promised(client, address):
    client.post(f"{address}week/", {**FIT, "minutes_per_day": "12"})

    programme = client.get(f"{address}week/").context["programme"]

    assert programme.limit_seconds == 12 * 60
    assert max(programme.seconds_on(day) for day in programme.week_days) <= 12 * 60


def test_each_exercise_says_why_and_what_its_amount_rests_on(client, address):
    page = client.get(f"{address}week/")

    for one in page.context["told"].exercises:
        card = re.search(rf'<li id="w-{one.id}".*?</li>', main_of(page), re.DOTALL).group()
        assert one.whys
        assert all(why in card for why in one.whys)
        assert "How much:" in card
        assert f'href="/exercises/{one.id}/"' in card


def test_all_that_is_left_out_has_its_reason_and_nothing_is_missing(client, address):
    page = client.get(f"{address}week/")

    programme, told = page.context["programme"], page.context["told"]
    shown = {one.exercise for one in programme.prescribed} | {out.exercise for out in programme.left_out}
    assert shown == set(current().exercises)
    assert all(f"{group.why} ({len(group.items)})" in seen_on(page) for group in told.left_out)


def test_answers_free_exercises_that_were_left_out_for_want_of_them(client, address):
    before = client.get(f"{address}week/")
    client.post(f"{address}week/", FIT)

    after = client.get(f"{address}week/")

    assert set(before.context["programme"].unasked) <= set(FIT)
    assert after.context["programme"].unasked == ()
    assert not any(one.kind.value == "stretching" for one in after.context["programme"].missing)


def test_not_sure_answers_nothing(client, address):
    before = client.get(f"{address}week/")
    client.post(f"{address}week/", UNSURE)

    after = client.get(f"{address}week/")

    assert said()["findings"] == {}
    assert after.context["programme"].unasked == before.context["programme"].unasked
    assert chosen(after) == chosen(before)


def test_what_one_does_not_want_is_left_out_from_then_on(client, address):
    unwanted = next(iter(chosen(client.get(f"{address}week/"))))
    client.post(f"{address}week/", {**FIT, "disliked": [unwanted]})

    page = client.get(f"{address}week/")

    assert unwanted not in chosen(page)
    assert re.search(rf'name="disliked" value="{unwanted}" checked', main_of(page))


def test_what_one_does_not_want_is_called_by_its_name(client, address):
    client.post(f"{address}week/", {**FIT, "disliked": ["short-walks"]})

    form = main_of(client.get(f"{address}week/")).partition("I do not want")[2].partition("</fieldset>")[0]

    assert "Short walks" in form


def test_what_was_chosen_is_shown_again(client, address):
    client.post(f"{address}week/", {**FIT, "minutes_per_day": "25", "equipment": ["band"], "fitness": "some"})

    page = main_of(client.get(f"{address}week/"))

    assert 'name="equipment" value="band" checked' in page
    assert 'name="fitness" value="some" checked' in page
    assert 'value="25"' in page


@pytest.mark.parametrize("minutes", ["0", "-5", "241", "many"])
def test_impossible_minutes_are_refused_in_plain_words_and_nothing_chosen_is_lost(client, address, minutes):
    page = client.post(
        f"{address}week/",
        {
            "minutes_per_day": minutes,
            "equipment": ["band"],
            "fitness": "some",
            "disliked": ["short-walks"],
            "hip_replacement": "no",
        },
    )

    assert page.status_code == 400
    assert "write a whole number from 1 to 240" in seen_on(page)
    for kept in (
        'name="equipment" value="band" checked',
        'name="fitness" value="some" checked',
        'name="disliked" value="short-walks" checked',
        'name="hip_replacement" value="no" checked',
    ):
        assert kept in main_of(page)
    assert KeptAddition.objects.count() == 0


@pytest.mark.parametrize(
    "wrong", [{"equipment": ["rocket"]}, {"fitness": "olympic"}, {"hip_replacement": "2"}]
)
def test_a_choice_that_is_none_is_refused(client, address, wrong):
    assert client.post(f"{address}week/", wrong).status_code == 400
    assert KeptAddition.objects.count() == 0


def test_what_was_added_goes_into_no_one_elses_week(client, address):
    other = keep()
    client.post(f"{address}week/", {**FIT, "minutes_per_day": "25"})

    assert not hasattr(of(other), "addition")


def test_a_yes_forbids_at_once(client, address):
    client.post(f"{address}week/", FIT)
    before = chosen(client.get(f"{address}week/"))
    client.post(f"{keep()}week/", FIT)

    heart = keep()
    client.post(f"{heart}check-in/", GOOD_DAY)
    client.post(f"{heart}week/", {**FIT, "recent_heart_attack": "yes", "recent_back_surgery": "yes"})
    after = client.get(f"{heart}week/", follow=True)

    assert not after.context.get("rows") or chosen(after) != before


def test_the_sheet_to_print_has_the_week_to_tick_still_pictures_and_when_to_stop(client, address):
    page = client.get(f"{address}week/print/")

    told = page.context["told"]
    ticks = sum(len(day.items) for day in told.days)
    assert main_of(page).count("☐") == ticks
    assert len(re.findall(r"/pictures/[\w-]+/frames\.svg", main_of(page))) == len(told.exercises)
    assert "moving.svg" not in main_of(page)
    assert "Stop and get help now" in seen_on(page)
    assert all(step in seen_on(page) for one in told.exercises for step in one.steps)
    assert "Not a medical device" in seen_on(page)
