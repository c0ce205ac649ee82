"""Whatever breaks, a person gets a page in the house's style that says what to do."""

import pytest
from django.test import Client, override_settings
from django.urls import path

from lumbago.web import urls


def broken(request):
    raise RuntimeError("broken on purpose")


class BrokenUrls:
    urlpatterns = (*urls.urlpatterns, path("broken/", broken))
    handler500 = urls.handler500


def test_an_unknown_address_is_answered_in_style(client):
    response = client.get("/nothing/here")

    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/start/", "/keep/", "/report/download/", "/interview/open/", "/kept/x/delete/"]
)
def test_an_address_for_buttons_says_so(client, address):
    response = client.get(address)

    assert response.status_code == 405
    assert "To the first page" in response.content.decode()


def test_our_own_fault_is_called_ours():
    client = Client(raise_request_exception=False)

    with override_settings(ROOT_URLCONF=BrokenUrls):
        response = client.get("/broken/")

    assert response.status_code == 500
    assert "our fault" in response.content.decode()


def test_a_forged_form_is_refused_in_style():
    response = Client(enforce_csrf_checks=True).post("/start/")

    assert response.status_code == 403
    assert "This page is too old" in response.content.decode()


@pytest.mark.django_db
def test_health_tells_the_knowledge_in_use(client):
    response = client.get("/healthz")

    assert response.json()["status"] == "ok"
    assert response.json()["knowledge_version"]
