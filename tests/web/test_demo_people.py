"""The people of the demonstration are varied, live days of our own model, and are the same every time."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model

from lumbago.knowledge import current
from lumbago.record import Disposition, Sex
from lumbago.web.demo.cast import Course, cast
from lumbago.web.demo.courses import SHAPES, live
from lumbago.web.demo.making import SEED, first_report, make
from lumbago.web.followed import today_of
from lumbago.web.models import KeptCheckIn
from lumbago.web.views.interview import today

STORIES = {story.name: story for story in cast().story}
FOLLOWED = [story for story in cast().story if story.days]


def test_there_are_a_dozen_people_and_every_course_is_among_them():
    assert len(STORIES) >= 12
    assert {story.course for story in cast().story} == set(Course)
    assert {Sex(story.sex) for story in cast().story} >= {Sex.FEMALE, Sex.MALE}
    assert min(story.age for story in cast().story) < 18 < 75 < max(story.age for story in cast().story)


def test_what_they_say_can_be_asked():
    known = current().findings
    said = {
        key for story in cast().story for key in (*story.yes, *story.unsure, *sum(story.signs.values(), ()))
    }

    assert said - set(known) == set()


@pytest.mark.parametrize("story", FOLLOWED, ids=lambda story: story.name)
def test_how_it_goes_is_lived_by_a_virtual_person_and_has_the_wanted_shape(story):
    lived = live(story, current().recovery, seed=SEED)

    assert lived == live(story, current().recovery, seed=SEED)
    assert len(lived.nprs) == story.since + 1
    assert SHAPES[story.course]([lived.nprs[day] for day in (0, *story.days)])


def test_another_seed_gives_other_days():
    ben = STORIES["Ben"]

    assert live(ben, current().recovery, seed=1) != live(ben, current().recovery, seed=2)


def test_whoever_left_questions_open_is_told_that_it_is_not_complete():
    findings = first_report(STORIES["Nora"], current(), on=date(2026, 3, 2)).report.findings

    assert set(STORIES["Nora"].unsure).isdisjoint(findings)
    assert findings["saddle_numbness"] is False


@pytest.mark.django_db
def test_the_days_end_today_and_a_sign_that_is_new_today_is_an_alarm():
    person = make(STORIES["Ines"], get_user_model().objects.create_user("demo"), on=today(), seed=SEED)

    kept = person.kept.get()
    standing = today_of(kept, current(), today=today())
    assert standing.assessment.triage.disposition is Disposition.EMERGENCY
    assert standing.history.on == today()
    assert standing.history.report.on == today() - timedelta(days=STORIES["Ines"].since)
    assert kept.kept_at.date() == standing.history.report.on


@pytest.mark.django_db
def test_who_fell_silent_has_said_nothing_since():
    person = make(STORIES["Malik"], get_user_model().objects.create_user("demo"), on=today(), seed=SEED)

    last = KeptCheckIn.objects.filter(kept__person=person).last()
    assert last.on == today() - timedelta(days=STORIES["Malik"].silent)
