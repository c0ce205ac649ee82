"""What makes the app installable and what its answers carry, without a browser."""

import json
import re
import struct
from pathlib import Path

import pytest
from django.urls import clear_script_prefix, set_script_prefix
from following_cast import NUMB, keep, main_of, of, somebody
from people_cast import account, device, kept_for, let_in, person_of, signed_in

from lumbago.web.models import KeptAssessment
from lumbago.web.offline import worker
from lumbago.web.offline.marking import KEPT_PAGES
from lumbago.web.views.interview import today

pytestmark = pytest.mark.django_db

STATIC = Path(worker.__file__).parents[1] / "static"
OF_A_DAY = ("today", "exercises", "week", "check-in", "progress")


def known(client):
    """Return what the worker knows of the instance."""
    script = client.get("/service-worker.js").text
    return json.loads(re.search(r"const KNOWN = (\{.*?\});\n", script)[1])


def test_the_manifest_says_how_the_app_is_installed(client):
    answer = client.get("/manifest.webmanifest")

    told = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["start_url"], told["scope"], told["id"], told["display"]) == ("/", "/", "/", "standalone")
    assert {(one["sizes"], one["purpose"]) for one in told["icons"]} >= {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def test_every_icon_is_there_and_as_large_as_it_says(client):
    icons = [one for one in client.get("/manifest.webmanifest").json()["icons"] if one["type"] == "image/png"]

    for one in icons:
        drawn = (STATIC / one["src"].removeprefix("/static/")).read_bytes()
        width, height = struct.unpack(">II", drawn[16:24])
        assert one["sizes"] == f"{width}x{height}"


@pytest.mark.parametrize("address", ["/", "/what-is/", "/account/login/", "/offline/"])
def test_every_page_leads_to_the_manifest_and_names_the_worker(client, address):
    page = client.get(address).content.decode()

    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert 'data-worker="/service-worker.js"' in page


@pytest.fixture
def below():
    set_script_prefix("/back/")
    yield
    clear_script_prefix()


def test_below_a_sub_path_every_address_lies_below_it(client, below):
    told = client.get("/manifest.webmanifest").json()
    found = known(client)
    page = client.get("/").content.decode()
    described = client.get("/api/openapi.json").json()

    assert (told["start_url"], told["scope"]) == ("/back/", "/back/")
    assert (found["root"], found["offline"]) == ("/back/", "/back/offline/")
    assert 'data-root="/back/" data-worker="/back/service-worker.js"' in page
    assert all(path.startswith("/back/api/") for path in described["paths"])


def test_the_worker_is_asked_for_anew_each_time_and_lies_at_the_top(client):
    answer = client.get("/service-worker.js")

    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Type"].startswith("text/javascript")
    assert {"today/", "exercises/", "week/", "check-in/", "progress/", "plan/"} < set(known(client)["pages"])


def test_every_file_that_the_worker_keeps_for_everybody_is_there(client):
    for one in known(client)["static"]:
        assert client.get(one).status_code == 200


@pytest.fixture
def anew():
    worker.version.cache_clear()
    yield worker.version
    worker.version.cache_clear()


def test_the_worker_is_a_new_one_when_a_file_or_what_we_know_changes(anew, tmp_path, monkeypatch, settings):
    first = anew()
    settings.STATICFILES_DIRS = [STATIC, tmp_path]
    (tmp_path / "more.css").write_text("p { color: red }")
    anew.cache_clear()
    second = anew()
    monkeypatch.setattr(worker, "current", lambda: type("Known", (), {"version": "another"}))
    anew.cache_clear()
    third = anew()

    assert len({first, second, third}) == 3


@pytest.mark.parametrize("page", OF_A_DAY)
def test_an_owner_may_keep_their_own_pages_with_their_day(client, page):
    address = keep(days_ago=0)

    answer = client.get(f"{address}{page}/")

    assert answer["Offline-Day"] == today().isoformat()
    assert "no-store" in answer["Cache-Control"]


def test_nobody_may_keep_what_is_no_page_of_theirs(client):
    person = person_of(account("anna"))
    kept = kept_for(person)
    let_in(person, "fay")
    pages = [
        signed_in("fay").get(f"/kept/{kept.id}/today/"),
        signed_in("anna").get(f"/kept/{kept.id}/"),
        signed_in("anna").get("/people/"),
        signed_in("ben").get(f"/kept/{kept.id}/today/"),
        signed_in("fay").get("/"),  # it names whom she follows
        client.get("/what-is/"),
        client.post("/start/", follow=True),
        client.post(f"{keep()}check-in/", {"nprs": "bad"}),
    ]

    assert [page.get("Offline-Day") for page in pages] == [None] * len(pages)


def test_who_follows_nobody_may_keep_the_first_page(client):
    assert client.get("/")["Offline-Day"] == signed_in("anna").get("/")["Offline-Day"] == today().isoformat()


def whose(client, **headers):
    return client.get("/", headers=headers)["Offline-Whose"]


def test_each_reader_of_a_browser_is_told_from_the_next_and_not_named():
    seen = [whose(client) for client in (device(""), device("one"), device("two"), signed_in("anna"))]

    assert len({*seen, whose(signed_in("ben"))}) == 5
    assert whose(device("one")) == whose(device("one"))
    assert whose(device("one"), accept_language="de") != whose(device("one"))
    assert not any("one" in letters or "anna" in letters for letters in seen)


def test_signing_out_clears_what_the_browser_holds():
    anna = signed_in("anna")

    answer = anna.post("/account/logout/")

    assert answer["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in anna.get("/")


def test_the_page_of_what_is_kept_says_nothing_of_its_reader():
    kept_for(person_of(account("anna-the-reader"), "Anna"))

    page = signed_in("anna-the-reader").get("/offline/").content.decode()

    assert "anna-the-reader" not in page
    assert "Sign in" in page


def marks_of(response, kind):
    form = re.search(rf'<form[^>]*data-offline="{kind}"[^>]*>', main_of(response))[0]
    return dict(re.findall(r'data-([\w-]+)="([^"]*)"', form))


@pytest.mark.parametrize(("page", "kind"), [("today", "check-in"), ("check-in", "check-in")])
def test_a_form_tells_what_a_device_may_not_judge(client, page, kind):
    address = keep()

    marks = marks_of(client.get(f"{address}{page}/"), kind)

    assert (marks["kept"], marks["on"]) == (address.split("/")[2], today().isoformat())
    assert (marks["based-on"], marks["there"], marks["before"], marks["worse"]) == ("", "", "8", "2")
    assert "saddle_numbness" in marks["signs"].split()


def test_a_sign_that_is_there_is_told_as_well(client):
    address = keep()
    client.post(f"{address}check-in/", {"nprs": "5", "new": "looked", "signs": ["fever"]})

    marks = marks_of(client.get(f"{address}check-in/?again"), "check-in")

    assert marks["there"] == "fever"
    assert marks["based-on"]


def test_the_pages_that_work_without_a_network_are_those_of_the_day():
    assert set(OF_A_DAY) < set(KEPT_PAGES)


def test_an_alarm_and_whose_it_is_are_told_on_every_page_of_its_report(client):
    address, sibling, calm = keep(days_ago=0), keep(days_ago=0), keep(days_ago=0)
    KeptAssessment.objects.filter(id=of(calm).id).update(person=somebody("Somebody else"))
    client.post(f"{address}check-in/", NUMB)

    alarms = [client.get(f"{address}{page}/") for page in OF_A_DAY]
    beside, others = client.get(f"{sibling}today/"), client.get(f"{calm}today/")

    assert all("Offline-Alarm" in one for one in alarms)
    assert "Offline-Alarm" not in others
    assert {one["Offline-Person"] for one in (*alarms, beside)} == {alarms[0]["Offline-Person"]}
    assert others["Offline-Person"] != alarms[0]["Offline-Person"]
    assert str(of(address).person_id) not in alarms[0]["Offline-Person"]
