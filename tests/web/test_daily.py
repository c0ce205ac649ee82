"""What the plan says for one day: what it allows, for whom, for how long; nothing that no longer holds."""

import re
from datetime import timedelta

import pytest
from following_cast import GOOD_DAY, NUMB, keep, main_of, of, said_earlier, seen_on
from people_cast import account, kept_for, let_in, person_of, signed_in

from lumbago.knowledge import current
from lumbago.web.daily import daily_of
from lumbago.web.followed import today_of, with_plan
from lumbago.web.models import KeptAssessment
from lumbago.web.views.interview import today
from lumbago.wording.medicines import amount_in_words

pytestmark = pytest.mark.django_db

AN_AMOUNT = re.compile(r"\d\s?mg\b")
LONGEST = 5
"""Days for which the plan of the example allows its medicine."""

AGED = {"takes_medicine", "dehydrated"}
"""Answers of the example that decide about medicines, and hold for a day only."""

REST = "ease off for one or two days at most"


def daily(address):
    standing = today_of(of(address), current(), today=today())
    return daily_of(standing, of(address))


def day_page(client, address):
    return seen_on(client.get(f"{address}today/"))


def test_a_medicine_is_shown_with_the_amount_and_the_cautions_of_the_plan(client):
    address = keep(days_ago=0)
    plan = with_plan(today_of(of(address), current(), today=today()), of(address)).plan
    (chosen,) = plan.chosen
    amount = next(check.amount for check in plan.medicines.checks if check.medicine == chosen)

    seen = day_page(client, address)

    assert amount.longest_days == LONGEST
    assert amount_in_words(amount) in seen
    assert all(line in seen for line in current().medicines[chosen].how)
    assert "Only if you want one" in seen


@pytest.mark.parametrize(("days_ago", "is_allowed"), [(LONGEST - 1, True), (LONGEST, False)])
def test_no_medicine_is_shown_for_longer_than_the_plan_allows(client, days_ago, is_allowed):
    address = keep(days_ago=days_ago)
    client.post(f"{address}check-in/", {**GOOD_DAY, "nprs": "7"})
    client.post(f"{address}medicines/", dict.fromkeys(AGED, "no"))

    seen = day_page(client, address)

    assert bool(AN_AMOUNT.search(seen)) == is_allowed
    assert ("Ask a pharmacist or doctor before you go on with it" in seen) != is_allowed


def test_answers_about_medicines_hold_for_a_day_and_are_asked_again_before_one_is_named(client):
    address = keep(days_ago=2)
    due = client.get(f"{address}today/")
    client.post(f"{address}check-in/", {**GOOD_DAY, "nprs": "7"})
    before = client.get(f"{address}today/")

    after = client.post(f"{address}medicines/", dict.fromkeys(AGED, "no"), follow=True)

    assert "/medicines/" not in main_of(due)
    assert set(re.findall(r'name="(\w+)" value="yes"', main_of(before))) == AGED
    assert not AN_AMOUNT.search(seen_on(before))
    assert AN_AMOUNT.search(seen_on(after))
    assert "Pain 7 of 10 now" in seen_on(after)


@pytest.mark.parametrize("answer", ["yes", "unsure", ""])
@pytest.mark.parametrize("key", ["takes_medicine", "dehydrated"])
def test_any_answer_but_no_names_no_medicine(client, key, answer):
    address = keep(days_ago=2)
    client.post(f"{address}check-in/", {**GOOD_DAY, "nprs": "7"})

    seen = client.post(f"{address}medicines/", {**dict.fromkeys(AGED, "no"), key: answer}, follow=True)

    assert not re.search(r"\bibuprofen\b.*\d\s?mg", seen_on(seen), re.IGNORECASE)


@pytest.mark.parametrize("days_ago", [1, 2])
def test_answers_about_medicines_alone_never_stand_for_a_check_in(client, days_ago):
    address = keep(days_ago=days_ago)

    client.post(f"{address}medicines/", dict.fromkeys(AGED, "no"))
    client.post(f"{address}medicines/", {"saddle_numbness": "no"})

    assert of(address).check_ins.count() == 0


@pytest.mark.parametrize("name", ["strain-after-lifting-with-twist", "strain-with-three-medicines"])
def test_while_a_question_is_open_that_could_forbid_one_no_medicine_is_named(client, name):
    address = keep(name, days_ago=0)

    page = client.get(f"{address}today/")

    assert daily(address).medicines.asks
    assert not AN_AMOUNT.search(seen_on(page))
    assert "No painkiller and no amount is named here yet" in seen_on(page)
    assert f'href="{address}#medicines"' in main_of(page)


def test_what_is_not_for_a_person_is_said(client):
    seen = day_page(client, keep("strain-with-three-medicines", days_ago=0))

    assert re.search(r"Not for you:[^.]*\bibuprofen\b", seen)


def test_answers_of_an_earlier_day_show_neither_medicine_nor_plan(client):
    address = keep(days_ago=3)

    seen = day_page(client, address)

    assert daily(address) is None
    assert not AN_AMOUNT.search(seen)
    assert "as your plan says" not in seen


@pytest.mark.parametrize("name", ["incomplete", "kidney-stone", "cauda-equina"])
def test_where_something_comes_first_the_day_has_no_plan(client, name):
    address = keep(name, days_ago=0)

    assert daily(address) is None
    assert "as your plan says" not in day_page(client, address)


def test_an_alarm_at_a_check_in_takes_the_plan_away(client):
    address = keep(days_ago=0)
    client.post(f"{address}check-in/", NUMB)

    assert daily(address) is None
    assert "Medicines, as your plan says" not in day_page(client, address)


def test_who_has_recovered_is_told_of_no_medicine_and_how_to_stay_well(client):
    address = keep(days_ago=20)
    for days_ago in (10, 6, 3, 0):
        said_earlier(address, 0, days_ago=days_ago)

    found = daily(address)

    assert found.medicines is None
    assert "Once you are well" in " ".join(card.text for card in found.do)
    assert not AN_AMOUNT.search(day_page(client, address))


@pytest.mark.parametrize(("days_ago", "is_told"), [(0, True), (1, True), (2, False), (6, False)])
def test_easing_off_is_said_on_the_first_two_days_of_the_pain_only(client, days_ago, is_told):
    """The example began the day before its report."""
    address = keep(days_ago=days_ago)
    if days_ago:
        said_earlier(address, 8, days_ago=min(days_ago, 1))

    assert (REST in day_page(client, address)) == is_told


def test_the_day_holds_what_to_do_what_not_to_do_and_when_to_get_help(client):
    found = daily(keep(days_ago=0))

    said = {card.cite for card in (*found.do, *found.avoid, *found.help)}
    assert {"stay-active/today", "heat/heat", "bed-rest/no-bed", "seek-help/now"} <= said
    assert not any(cite.startswith("education/") for cite in said)


def test_the_plan_of_the_day_keeps_to_the_guideline_that_was_chosen(client):
    report = (of(keep(days_ago=0))).report
    client.post("/keep/", {"report": report, "guideline": "nice"})
    kept = KeptAssessment.objects.last()

    plan = with_plan(today_of(kept, current(), today=today()), kept).plan

    assert plan.guideline == "nice"


def test_what_was_kept_in_a_form_long_gone_costs_only_its_guideline(client):
    address = keep(days_ago=0)
    KeptAssessment.objects.update(assessment='{"plan": 7}')

    assert "as your plan says" in day_page(client, address)


def test_the_plan_stands_for_those_who_may_only_look_as_well():
    kept = kept_for(person_of(account("anna")))
    let_in(kept.person, "ben")
    signed_in("anna").post(f"/kept/{kept.id}/check-in/", GOOD_DAY)

    seen = seen_on(signed_in("ben").get(f"/kept/{kept.id}/today/"))

    assert "Medicines, as your plan says" in seen


def test_the_day_of_the_plan_counts_from_the_report():
    address = keep(days_ago=3)
    said_earlier(address, 6, days_ago=0)

    assert daily(address).day == 4
    assert of(address).check_ins.get().on - timedelta(days=3) == today() - timedelta(days=3)
