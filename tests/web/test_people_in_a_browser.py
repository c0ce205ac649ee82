"""Sharing, my people and my data in a real browser: what only a browser shows."""

import pytest
from django.test import Client
from following_cast import keep, of, somebody
from looking import DESK, NARROW, PHONE, faults_at
from offline_cast import HAS_COPY, HAS_NO_PAGES, open_app  # noqa: F401
from people_cast import account, kept_for, link_to, person_of, signed_in
from test_browser_journey import press_to, send, visit  # noqa: F401

from lumbago.web.people.models import Grant, LinkKind, ShareLink

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = (DESK, PHONE, NARROW)
TO_TOUCH = "main .links a, main input.text-line"


@pytest.fixture
def anna(live_server):
    """Somebody in an account, with a kept report, a follower and a link."""
    person = person_of(account("anna"))
    kept_for(person)
    Grant.objects.create(person=person, to=account("fay"), role="follower")
    link_to(person)
    Client().get("/shared/")  # the first page of all takes its time
    return person


def until(page, asks, said=None):
    """Wait until what a page answers later is so; `wait_for_function` takes the promise itself for a yes."""
    again = """async said => { const asks = %s, latest = Date.now() + 30000;
        while (!(await asks(said))) {
            if (Date.now() > latest) { throw new Error('it never came'); }
            await new Promise(next => setTimeout(next, 50)); } }"""
    page.evaluate(again % asks, said)


def sign_in(page, live_server, name):
    key = signed_in(name).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": key, "url": live_server.url}])


def test_no_page_has_faults(visit, live_server, anna):  # noqa: F811
    page = visit(viewport=DESK)
    kept_for(somebody())
    sign_in(page, live_server, "anna")
    person, found = f"/person/{anna.pk}/", {}

    for address in (
        "/mine/",
        "/mine/add/",
        "/shared/",
        "/gone/",
        *(f"{person}{part}/" for part in ("answers", "name", "share", "data", "data/delete")),
    ):
        page.goto(address)
        found[address] = faults_at(page, SIZES, TO_TOUCH)
    page.goto(f"{person}share/")
    send(page, lambda: page.get_by_role("button", name="Make the link").click())
    found["refused"] = faults_at(page, SIZES)
    page.get_by_label("Who is it for?").fill("Dr Khan")
    send(page, lambda: page.get_by_role("button", name="Make the link").click())
    found["made"] = faults_at(page, SIZES)

    assert {address: faults for address, faults in found.items() if faults} == {}


def test_the_code_goes_from_the_address_into_the_form_and_to_no_server(visit, anna):  # noqa: F811
    page, asked = visit(viewport=PHONE), []
    page.on("request", lambda request: asked.append((request.url, request.post_data or "")))
    _link, code = link_to(anna)

    page.goto(f"/shared/#{code}")

    page.wait_for_function("() => window.location.hash === ''")
    assert page.get_by_label("The code").input_value() == code
    assert not any(code in url or code in body for url, body in asked)
    send(page, lambda: page.get_by_role("button", name="Open").click())
    assert page.url.endswith(f"/person/{anna.pk}/summary/")
    assert not any(code in url for url, _body in asked)


def test_without_scripts_the_code_is_typed(visit, anna):  # noqa: F811
    page = visit(viewport=PHONE, java_script_enabled=False)
    _link, code = link_to(anna)
    page.goto("/shared/")
    page.get_by_label("The code").fill(code.lower())

    with page.expect_navigation():
        page.get_by_role("button", name="Open").click()

    assert page.url.endswith(f"/person/{anna.pk}/summary/")


def test_a_clinician_is_let_in_by_the_keyboard_alone(visit, live_server, anna):  # noqa: F811
    _link, code = link_to(anna, LinkKind.CLINICIAN)
    page = visit(viewport=DESK)
    sign_in(page, live_server, "dr-cox")
    page.goto("/shared/")
    press_to(page, "#q-code")
    page.keyboard.type(code)

    send(page, lambda: page.keyboard.press("Enter"))
    press_to(page, "main form .button")
    send(page, lambda: page.keyboard.press("Enter"))

    assert page.url.endswith("/mine/")
    assert "Anna" in page.locator("main").inner_text()
    assert Grant.objects.get(to=account("dr-cox")).role == "clinician"


def test_a_link_is_made_copied_and_printed(visit, live_server, anna):  # noqa: F811
    page = visit(viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, live_server, "anna")
    page.goto(f"/person/{anna.pk}/share/")
    page.get_by_label("Who is it for?").fill("Dr Khan")
    send(page, lambda: page.get_by_role("button", name="Make the link").click())
    whole = page.locator("#the-link").inner_text()

    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied").wait_for()

    assert page.evaluate("() => navigator.clipboard.readText()") == whole
    page.emulate_media(media="print")
    assert page.locator(".squares").is_visible()
    assert page.locator(".masthead").is_hidden()
    assert page.get_by_role("button").count() == 0
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Done").click()
    page.get_by_role("heading", name="Who may come now").wait_for()
    assert whole not in page.content()


def test_keeping_for_someone_new_works_without_scripts(visit, client):  # noqa: F811
    mine = of(keep())
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto("/report/")
    page.fill("#text", mine.report)
    with page.expect_navigation():
        page.get_by_role("button", name="Show what it says").click()
    assert page.get_by_label("Name of someone new").is_hidden()

    page.get_by_label("Someone new").first.check()
    page.get_by_label("Name of someone new").fill("Mum")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this").click()

    assert "for Mum" in page.locator("main").inner_text()
    assert of(page.url.partition(page.url.split("/kept/")[0])[2]).person.name == "Mum"


def test_the_way_to_my_people_appears_when_the_first_answer_is_kept(visit):  # noqa: F811
    report = of(keep()).report
    of_no_one = Client()
    assert of_no_one.get("/mine/").status_code == 200
    page = visit(viewport=DESK, storage_state=None)
    page.goto("/report/")
    page.fill("#text", report)
    page.get_by_role("button", name="Show what it says").click()
    page.get_by_role("button", name="Keep this").wait_for()
    assert page.locator("header").get_by_text("My people").count() == 0

    send(page, lambda: page.get_by_role("button", name="Keep this").click())

    page.locator("header").get_by_text("My people").wait_for()


def test_ending_a_link_is_felt_at_once_in_another_browser(visit, live_server, anna):  # noqa: F811
    ShareLink.objects.all().delete()
    _link, code = link_to(anna)
    guest, owner = visit(viewport=PHONE), visit(viewport=DESK)
    guest.goto(f"/shared/#{code}")
    guest.wait_for_function("() => window.location.hash === ''")
    send(guest, lambda: guest.get_by_role("button", name="Open").click())
    sign_in(owner, live_server, "anna")
    owner.goto(f"/person/{anna.pk}/share/")

    send(owner, lambda: owner.get_by_role("button", name="End it (Dr Khan)").click())
    guest.reload()

    assert guest.get_by_role("heading", level=1).inner_text() == "There is no such page"


def test_deleting_takes_the_copies_of_this_browser_along(open_app, live_server, anna):  # noqa: F811
    page = open_app()
    sign_in(page, live_server, "anna")
    address = f"/kept/{anna.kept.get().id}/"
    page.goto(f"{address}today/")
    until(page, HAS_COPY, f"{address}today/")
    until(page, HAS_COPY, "/")  # the last of the copies: none is on its way any more

    page.goto(f"/person/{anna.pk}/data/delete/")
    send(page, lambda: page.get_by_role("button", name="Delete for good").click())

    page.get_by_role("heading", name="It is deleted").wait_for()
    until(page, HAS_NO_PAGES)
