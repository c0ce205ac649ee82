"""The list of a clinician: alarms first, nothing stale, no name in an address."""

from datetime import timedelta

import pytest
from clinic_cast import account, kept_for, signed_in, somebody
from following_cast import NUMB, of, said_earlier, seen_on

from lumbago.knowledge import current
from lumbago.record import Disposition
from lumbago.web import actions
from lumbago.web.clinic import listing, standing
from lumbago.web.clinic.models import Standing, Task
from lumbago.web.followed import history_of, reviewed
from lumbago.web.people.models import AuditEntry, Person
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db


def listed(clinician, query=""):
    return clinician.get(f"/clinic/{query}")


def names_on(response):
    return [row.name for row in response.context["page"]]


@pytest.fixture
def clinician():
    return signed_in("clinician")


@pytest.fixture
def people():
    """Seven people who let a clinician in, in no order."""
    calm, silent = somebody("Calm"), somebody("Silent")
    said_earlier(kept_for(calm), 6, days_ago=0)
    said_earlier(kept_for(silent, days_ago=12), 6, days_ago=9)
    stalled = kept_for(somebody("Stalled"), days_ago=20)
    for days_ago in (15, 11, 7, 3, 0):
        said_earlier(stalled, 8, days_ago=days_ago)
    flare = kept_for(somebody("Flare"), days_ago=8)
    said_earlier(flare, 3, days_ago=2)
    said_earlier(flare, 7, days_ago=0)
    kept_for(somebody("Open"), "incomplete", days_ago=0)
    kept_for(somebody("Urgent"), "sciatica-with-foot-drop", days_ago=0)
    numb = kept_for(somebody("Numb"), days_ago=3)
    said_earlier(numb, 7, days_ago=0, **dict.fromkeys(NUMB["signs"], True))
    somebody("New")
    return {person.name: person for person in Person.objects.filter(owner=account("owner"))}


def test_alarms_come_first_then_who_is_stalled_then_who_has_been_silent_longest(clinician, people):
    page = listed(clinician)

    assert names_on(page) == ["Numb", "Urgent", "Open", "Stalled", "Flare", "Silent", "Calm", "New"]


def test_each_line_tells_level_course_pain_and_day_in_words(clinician, people):
    Task.objects.create(
        person=people["Stalled"], text="Call", due=today() - timedelta(days=1), author=account("clinician")
    )

    seen = seen_on(listed(clinician))

    assert "Emergency" in seen.partition("Urgent")[0]
    assert "Not complete" in seen
    assert (
        "Not getting better as hoped Last pain: 8 of 10 Last check-in: today Open tasks: 1 (Stalled) 1 late"
        in (seen.replace("one late", "1 late"))
    )
    assert "9 days ago" in seen
    assert "Nothing kept yet" in seen


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("alert", ["Numb", "Urgent"]),
        ("stalled", ["Stalled", "Flare"]),
        ("quiet", ["Silent", "New"]),
        ("tasks", ["Calm"]),
        ("nonsense", ["Numb", "Urgent", "Open", "Stalled", "Flare", "Silent", "Calm", "New"]),
    ],
)
def test_a_filter_leaves_those_who_fit_in_the_same_order(clinician, people, show, expected):
    Task.objects.create(person=people["Calm"], text="Call", author=account("clinician"))
    Task.objects.create(
        person=people["Silent"], text="Done", author=account("clinician"), done_at="2026-01-01T00:00:00Z"
    )

    assert names_on(listed(clinician, f"?show={show}")) == expected


def test_a_name_is_looked_for_without_an_address_that_holds_it(clinician, people):
    found = clinician.post("/clinic/?show=stalled", {"name": " STALL "})

    assert names_on(found) == ["Stalled"]
    assert 'method="post"' in found.content.decode()
    assert "name=" not in found.request["QUERY_STRING"]


def test_nobody_sees_people_of_another_clinician(people):
    other = signed_in("other-clinician")
    somebody("Mine", clinicians=("other-clinician",))

    assert names_on(listed(other)) == ["Mine"]


def test_an_answer_of_another_day_is_dated_and_gets_no_tick(clinician):
    kept_for(somebody("Old"), "strain-after-lifting-with-twist", days_ago=9)

    (row,) = listed(clinician).context["page"]

    assert row.level == "self-care"
    assert row.shape == "open"
    assert "not asked since" in seen_on(listed(clinician))


def test_the_list_is_paged(clinician, monkeypatch):
    monkeypatch.setattr("lumbago.web.clinic.views.lists.ON_A_PAGE", 2)
    for name in "ABC":
        somebody(name)

    first, second = listed(clinician), listed(clinician, "?page=2")

    assert (names_on(first), names_on(second)) == (["A", "B"], ["C"])
    assert "Page 1 of 2" in seen_on(first)


def test_an_alarm_is_on_the_list_at_the_next_look(clinician):
    kept = kept_for(somebody("Ana"), days_ago=3)
    before = listed(clinician).context["page"][0].level

    said_earlier(kept, 5, days_ago=0, **dict.fromkeys(NUMB["signs"], True))
    alarmed = listed(clinician).context["page"][0].level
    actions.undo_check_in(of(kept), today())

    assert (before, alarmed) == ("routine", "emergency")
    assert listed(clinician).context["page"][0].level == "routine"


def test_a_second_answer_of_the_same_day_counts(clinician):
    kept = kept_for(somebody("Ana"), days_ago=3)
    said_earlier(kept, 5, days_ago=0)
    listed(clinician)

    actions.check_in(of(kept), {"nprs": 2}, on=today())

    assert listed(clinician).context["page"][0].nprs == 2


def test_what_is_worked_out_is_what_the_page_of_the_day_says(people):
    rows, left = listing.rows_of(account("clinician"), current(), today=today())

    for row in rows:
        if row.kept:
            assessment = reviewed(history_of(of(f"/kept/{row.kept}"), today=today()), current())
            level = assessment.triage.disposition
            is_open = not level.is_soon and not assessment.triage.is_complete
            assert row.level == ("open" if is_open else level.value)
            assert row.going == (assessment.review.going.value if assessment.review else "none")
    assert left == 0


def test_knowledge_that_changed_makes_all_of_it_void(people):
    listing.rows_of(account("clinician"), current(), today=today())
    Standing.objects.update(knowledge="earlier", level="self-care", going="recovered")

    rows, _left = listing.rows_of(account("clinician"), current(), today=today())

    assert rows[0].level == "emergency"
    assert {row.going for row in rows if row.kept} != {"recovered"}


def test_every_alarm_is_there_while_reviews_are_still_worked_out(clinician, people, monkeypatch):
    monkeypatch.setattr(standing, "AT_ONCE", 1)

    first = listed(clinician)
    lefts = [first.context["left"], *(listed(clinician).context["left"] for _ in range(3))]

    assert names_on(first)[:3] == ["Numb", "Urgent", "Open"]
    assert lefts == [3, 2, 1, 0]
    assert "still being worked out" in seen_on(first)
    assert "hx-get" in first.content.decode()
    assert "still being worked out" not in seen_on(listed(clinician))


def test_what_was_said_meanwhile_is_never_overwritten(monkeypatch):
    kept = of(kept_for(somebody("Ana"), days_ago=3))
    level = standing._level

    def slow(*given):
        worked_out = level(*given)
        actions.check_in(kept, {"nprs": 9, "findings": {"saddle_numbness": True}}, on=today())
        return worked_out

    monkeypatch.setattr(standing, "_level", slow)
    standing.bring_up_to_date([kept.pk], current(), today=today())
    monkeypatch.setattr(standing, "_level", level)
    meanwhile = Standing.objects.get(kept=kept).level
    standing.bring_up_to_date([kept.pk], current(), today=today())

    assert meanwhile == ""
    assert Disposition(Standing.objects.get(kept=kept).level).is_soon


def test_the_report_that_somebody_spoke_in_last_counts_and_of_one_day_the_more_urgent(clinician):
    person = somebody("Ana")
    earlier = kept_for(person, days_ago=8)
    kept_for(person, "strain-after-lifting-with-twist", days_ago=2)
    said_earlier(earlier, 5, days_ago=1)
    spoken_in = listed(clinician).context["page"][0].kept
    kept_for(person, "sciatica-with-foot-drop", days_ago=0)
    kept_for(person, "strain-ready-for-a-plan", days_ago=0)

    assert spoken_in == of(earlier).pk
    assert listed(clinician).context["page"][0].level == "urgent"


def test_a_report_that_can_no_longer_be_read_is_told_and_breaks_nothing(clinician):
    person = somebody("Ana")
    kept = of(kept_for(person))
    type(kept).objects.filter(pk=kept.pk).update(report='{"on": "2026-03-02", "findings": {"gone": true}}')

    assert "Cannot be read" in seen_on(listed(clinician))
    assert clinician.get(f"/clinic/{person.pk}/").status_code == 200


def test_deleting_what_was_kept_deletes_how_it_stood(clinician):
    kept = of(kept_for(somebody("Ana")))
    listed(clinician)

    actions.delete(kept)

    assert not Standing.objects.exists()
    assert "Nothing kept yet" in seen_on(listed(clinician))


def test_being_seen_in_the_list_is_noted_once_a_day(clinician, people):
    listed(clinician)
    listed(clinician)

    lines = AuditEntry.objects.filter(act="clinic")

    assert set(lines.values_list("person", flat=True)) == {person.pk for person in people.values()}
    assert lines.count() == len(people)


def test_a_filter_notes_only_those_who_were_shown(clinician, people):
    listed(clinician, "?show=alert")

    seen = AuditEntry.objects.filter(act="clinic").values_list("person", flat=True)

    assert set(seen) == {people["Numb"].pk, people["Urgent"].pk}


def test_a_list_asks_the_database_as_often_for_many_as_for_few(
    clinician, people, django_assert_max_num_queries
):
    listed(clinician)

    with django_assert_max_num_queries(20):
        listed(clinician)


def test_a_page_of_one_person_reviews_one_report_and_a_summary_none(clinician, monkeypatch):
    person = somebody("Ana")
    for days_ago in (20, 12, 4):
        said_earlier(kept_for(person, days_ago=days_ago), 5, days_ago=days_ago - 2)
    reviewed_ids = []
    review = standing._review
    monkeypatch.setattr(
        standing, "_review", lambda one, *given: reviewed_ids.append(one.kept_id) or review(one, *given)
    )

    clinician.get(f"/person/{person.pk}/summary/")
    after_summary = len(reviewed_ids)
    page = clinician.get(f"/clinic/{person.pk}/")

    assert after_summary == 0
    assert reviewed_ids == [page.context["standing"].kept]
    assert page.context["standing"].going
