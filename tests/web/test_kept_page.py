"""Keeping is asked for, readable by link, and undone by one button; nothing else is stored."""

import json

import pytest
from web_cast import STRAINED, walk

from lumbago.web.models import KeptAssessment

pytestmark = pytest.mark.django_db


def test_a_whole_interview_stores_nothing(client):
    walk(client, STRAINED)

    assert KeptAssessment.objects.count() == 0


def test_keeping_gives_a_link_that_shows_the_same_answer(client):
    response = walk(client, STRAINED)

    kept = client.post("/keep/", {"report": response.context["report"]}, follow=True)

    assert kept.request["PATH_INFO"].startswith("/kept/")
    assert kept.context["answer"].assessment == response.context["answer"].assessment
    assert "Delete it" in kept.content.decode()


def test_a_kept_answer_names_the_knowledge_it_came_from(client):
    client.post("/keep/", {"report": walk(client, STRAINED).context["report"]})

    stored = KeptAssessment.objects.get()

    assert json.loads(stored.assessment)["knowledge_version"]
    assert len(stored.id) >= 32


def test_an_answer_from_earlier_knowledge_still_shows_and_says_so(client):
    client.post("/keep/", {"report": walk(client, STRAINED).context["report"]})
    stored = KeptAssessment.objects.get()
    earlier = json.loads(stored.assessment)
    earlier["knowledge_version"] = "earlier"
    earlier["differential"]["candidates"][0]["condition"] = "a-name-we-dropped"
    KeptAssessment.objects.update(assessment=json.dumps(earlier))

    response = client.get(f"/kept/{stored.id}/")

    assert response.status_code == 200
    assert "earlier state of our knowledge" in response.content.decode()
    assert "a-name-we-dropped" in response.content.decode()


def test_deleting_removes_it_for_good(client):
    kept = client.post("/keep/", {"report": walk(client, STRAINED).context["report"]})

    gone = client.post(kept.headers["Location"] + "delete/", follow=True)

    assert "It is deleted" in gone.content.decode()
    assert KeptAssessment.objects.count() == 0
    assert client.get(kept.headers["Location"]).status_code == 404


def test_a_link_alone_never_deletes(client):
    kept = client.post("/keep/", {"report": walk(client, STRAINED).context["report"]})

    response = client.get(kept.headers["Location"] + "delete/")

    assert response.status_code == 405
    assert KeptAssessment.objects.count() == 1


def test_a_broken_report_is_not_kept(client):
    response = client.post("/keep/", {"report": "{"})

    assert response.status_code == 400
    assert KeptAssessment.objects.count() == 0
