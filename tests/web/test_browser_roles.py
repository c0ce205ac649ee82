"""Each role's whole way in a real browser, by taps and clicks as a person makes them.

The day without a network has files of its own (`test_offline_day`, `test_offline_copies`), and so have parts
of these ways: the keyboard and pages without scripts (`test_browser_journey`, `test_clinic_browser`), a link
that is made, opened and ended (`test_people_in_a_browser`).
"""

import csv
import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from following_cast import of, said_earlier
from people_cast import account, expire, kept_for, link_to, person_of, signed_in
from test_browser_journey import DESK, PHONE, names_on, visit, walk  # noqa: F401
from web_cast import STRAINED

from lumbago.web.clinic.models import Note, Task
from lumbago.web.people.models import Grant, LinkKind, Person
from lumbago.web.views.interview import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TAPS = 3
COUNT_TAPS = (
    "addEventListener('pointerdown', () => { sessionStorage.taps = 1 + (+sessionStorage.taps || 0); }, true)"
)
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
"""In place of pictures, each of which takes a moment to draw."""


@pytest.fixture
def open_page(visit):  # noqa: F811
    """Open a page in a browser of its own that no device key is in, with blank pictures."""

    def opened(name="", **options):
        page = visit(**{"viewport": DESK, "storage_state": None, **options})
        page.set_default_timeout(30_000)  # the first forecast compiles the model
        page.route("**/pictures/**", lambda route: route.fulfill(content_type="image/svg+xml", body=BLANK))
        if name:
            key = signed_in(name).cookies["session"].value
            page.context.add_cookies([{"name": "session", "value": key, "domain": "localhost", "path": "/"}])
        return page

    return opened


@pytest.fixture
def anna():
    """Somebody whom an account keeps, with a report of yesterday."""
    return kept_for(person_of(account("anna"))).person


def act(page, target, how="click"):
    """Touch something, and wait for what comes: a whole page, or another content of this one."""
    page.evaluate("() => { document.querySelector('main').dataset.before = 'yes'; }")
    getattr(target, how)()
    page.locator("main:not([data-before]) h1").wait_for()


def follow(page, name, within="main"):
    act(page, page.locator(within).get_by_role("link", name=name, exact=True))


def press(page, name):
    act(page, page.locator("main").get_by_role("button", name=name, exact=True))


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def words(page):
    return page.locator("main").inner_text()


def tapped_drawing(page):
    """Say where it hurts on the drawing, which ticks the box."""
    if "pain_map" in names_on(page):
        page.locator(f'[data-region="{STRAINED.pain_map[0]}"]').tap()


def downloaded(page, name):
    """Follow a link to a file; return what is in it."""
    with page.expect_download() as taken:
        page.locator("main").get_by_role("link", name=name).click()
    return Path(taken.value.path()).read_bytes()


def paper_of(page):
    """Return the paper that a link leads to; a browser would show it instead of the page."""
    return page.request.get(page.locator("main").get_by_role("link", name="PDF").get_attribute("href")).body()


def go_on_to_tomorrow(page, monkeypatch):
    tomorrow = today() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *zone: tomorrow)
    page.clock.set_fixed_time(f"{tomorrow}T10:00:00Z")


def check_in(page):
    """Tell one day by taps; return how many it took."""
    page.evaluate("() => { sessionStorage.taps = 0; }")
    page.locator("label.scale-point", has=page.locator('[value="4"]')).tap()
    page.locator("label.choice", has=page.locator('[name=activity][value="8"]')).tap()
    act(page, page.get_by_role("button", name="None of these", exact=True), "tap")
    return int(page.evaluate("() => sessionStorage.taps"))


def test_nobody_comes_from_the_first_page_over_a_plan_and_a_check_in_to_deleting_for_good(
    open_page, monkeypatch
):
    page = open_page(viewport=PHONE, has_touch=True)
    page.add_init_script(COUNT_TAPS)
    walk(page, STRAINED, at_each=tapped_drawing)
    cause = page.locator(".cause").first.inner_text()
    press(page, "Keep this, and get my exercises")
    kept = of(re.search(r"/kept/[^/]+/", page.url)[0])
    go_on_to_tomorrow(page, monkeypatch)
    follow(page, "Exercises and check-ins, day by day")
    taps = check_in(page)
    told = words(page)
    follow(page, "Progress")
    charts = page.locator("main figure.chart").count()
    follow(page, "Back pain explained", within="header")
    page.get_by_role("searchbox").press_sequentially("pulled muscle")
    page.locator("#hits a", has_text=re.compile("muscle", re.IGNORECASE)).first.wait_for()
    found = page.locator("#hits a").first.inner_text()
    follow(page, "My people", within="header")
    follow(page, "Take away or delete (Me)")
    whole, tables, paper = downloaded(page, "(JSON)"), downloaded(page, "(CSV)"), paper_of(page)
    follow(page, "Delete all of it…")
    press(page, "Delete for good")

    assert "Muscle strain" in cause
    assert 0 < taps <= MOST_TAPS
    assert "Pain 4 of 10 now" in told
    assert "To do today" in told
    assert charts
    assert re.search("pulled muscle|muscle strain", found, re.IGNORECASE)
    assert json.loads(whole)["person"]["name"] == "Me"
    days = zipfile.ZipFile(io.BytesIO(tables)).read("check_ins.csv").decode("utf-8-sig")
    assert [day["nprs"] for day in csv.DictReader(io.StringIO(days))] == ["4"]
    assert paper.startswith(b"%PDF-")
    assert heading(page) == "It is deleted"
    assert not Person.objects.exists()
    assert page.request.get(f"/kept/{kept.id}/").status == 404


def test_one_account_keeps_a_family_and_tells_them_apart(open_page):
    report = kept_for(person_of("a device of somebody else")).report
    page = open_page("dora")
    for name in ("", "Mum"):
        page.goto("/report/")
        page.fill("#text", report)
        press(page, "Show what it says")
        if name:
            page.get_by_label("Someone new").first.check()
            page.get_by_label("Name of someone new").fill(name)
        press(page, "Keep this, and get my exercises")
    follow(page, "My people", within="header")
    follow(page, "Change the name (Me)")
    page.get_by_label("Name").fill("Dora")
    press(page, "Change the name")

    follow(page, "Today: Mum")
    page.locator('main input[name="nprs"][value="7"]').check()
    page.locator('main input[name="activity"][value="5"]').check()
    press(page, "None of these")
    of_mum = page.url
    page.goto("/")

    cards = page.locator("section.mine .card").all_inner_texts()
    assert [card.partition("\n")[0] for card in cards] == ["Dora: today", "Mum: today"]
    mum, dora = (account("dora").people.get(name=name).kept.get() for name in ("Mum", "Dora"))
    assert mum.id in of_mum
    assert [one.check_ins.count() for one in (mum, dora)] == [1, 0]


def test_what_a_device_kept_moves_into_a_new_account(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/report/")
    page.fill("#text", kept_for(person_of("a device of somebody else")).report)
    press(page, "Show what it says")
    press(page, "Keep this, and get my exercises")
    address = page.url
    follow(page, "make an account")
    page.get_by_label("Username").fill("gus")
    for place in (0, 1):
        page.locator("input[type=password]").nth(place).fill("a long and winding road")
    press(page, "Sign Up")

    press(page, "Move them into my account")

    assert "In my account" in words(page)
    assert account("gus").people.get().name == "Me"
    page.context.clear_cookies(name="session")
    assert page.request.get(address).status == 404


def test_a_follower_sees_writes_nothing_and_is_out_when_it_is_ended(open_page, anna):
    _link, code = link_to(anna, LinkKind.FOLLOWER)
    said_earlier(f"/kept/{anna.kept.get().id}/", 5, days_ago=0)
    fay, owner = open_page("fay", viewport=PHONE), open_page("anna")
    fay.goto(f"/shared/#{code}")
    fay.wait_for_function("() => window.location.hash === ''")
    press(fay, "Open")
    asked = heading(fay)
    press(fay, "Accept, as fay")
    follow(fay, "Today: Anna")
    seen, forms = words(fay), fay.locator("main form").count()
    tabs = fay.locator(".tabs a").all_inner_texts()
    for tab in ("Exercises", "Week", "Progress"):
        follow(fay, tab)
        forms += fay.locator('main form[method="post"]').count()
    kept = re.search(r"/kept/[^/]+/", fay.url)[0]
    refused = fay.goto(f"{kept}check-in/").status

    owner.goto("/mine/")
    follow(owner, "Share (Anna)")
    press(owner, "End it (fay)")
    fay.goto(f"{kept}today/")

    assert asked == "Anna would let you in"
    assert "Pain 5 of 10" in seen
    assert "Check in" not in tabs
    assert (forms, refused) == (0, 404)
    assert heading(fay) == "There is no such page"
    fay.goto("/mine/")
    assert "Anna" not in words(fay)


def test_a_clinician_reads_a_history_and_a_day_writes_and_takes_the_paper_along(open_page, anna):
    said_earlier(f"/kept/{anna.kept.get().id}/", 6, days_ago=0)
    Grant.objects.create(person=anna, to=account("dr-cox"), role="clinician")
    page = open_page("dr-cox")
    page.goto("/")
    follow(page, "Clinic", within="header")
    follow(page, "Anna")
    history = words(page)
    act(page, page.locator(".clinic-list tbody th a").first)
    day = words(page)
    follow(page, "Notes")
    page.locator("textarea[name=text]").fill("Seen today.")
    press(page, "Keep the note")
    follow(page, "Tasks")
    page.locator("[name=text]").fill("Call on Friday")
    page.locator("[name=due]").fill(str(today() + timedelta(days=2)))
    press(page, "Add the task")
    act(page, page.get_by_role("button", name=re.compile("^Done")))
    follow(page, "Summary")
    paper = paper_of(page)

    assert "Every day" in history
    assert "check-in" in history
    assert "6" in day
    assert Note.objects.get().text == "Seen today."
    assert Task.objects.get().done_at is not None
    assert paper.startswith(b"%PDF-")


def test_a_link_to_look_shows_one_page_until_its_day_and_then_nothing(open_page, anna):
    link, code = link_to(anna)
    page = open_page(viewport=PHONE)
    page.goto(f"/shared/#{code}")
    page.wait_for_function("() => window.location.hash === ''")
    press(page, "Open")
    summary, paper = words(page), paper_of(page)
    beyond = page.request.get(f"/kept/{anna.kept.get().id}/today/").status

    expire(link)
    page.reload()
    after = heading(page)
    page.goto("/shared/")
    page.get_by_label("The code").fill(code)
    press(page, "Open")

    assert "Anna" in summary
    assert paper.startswith(b"%PDF-")
    assert beyond == 404
    assert after == "There is no such page"
    assert "This opens nothing" in words(page)
