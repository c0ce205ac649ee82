"""From day to day in a real browser: three taps, the keyboard alone, the timer, paper, no scripts."""

import re

import pytest
from following_cast import FIT, GOOD_DAY, NUMB, keep
from looking import DESK, NARROW, PHONE, faults_at, faults_of
from test_browser_journey import press_to, send, visit, wait_for_focus  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
"""In place of pictures where only the page around them counts: each takes a moment to draw."""

TO_TOUCH = ".tabs a, main .today-item, main .scale-point"
CUT_OFF = """() => [...document.querySelectorAll('.tabs a')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < 0)
    .map(e => e.textContent)"""
OPEN_ALL = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"
IN_VIEW = """id => { const at = document.getElementById(id).getBoundingClientRect();
    return at.top >= -2 && at.top < innerHeight / 2; }"""


@pytest.fixture
def open_page(visit):  # noqa: F811
    """Open a page in a browser of its own, with blank pictures."""

    def opened(**options):
        page = visit(**options)
        page.route("**/pictures/**", lambda route: route.fulfill(content_type="image/svg+xml", body=BLANK))
        return page

    return opened


@pytest.fixture
def address(client):
    """A kept report with a check-in of today and a week that fits."""
    kept = keep()
    client.post(f"{kept}check-in/", GOOD_DAY)
    client.post(f"{kept}week/", {**FIT, "minutes_per_day": "25", "equipment": ["band"]})
    return kept


@pytest.fixture
def alarmed(client):
    """A kept report whose check-in of today holds an emergency."""
    kept = keep()
    client.post(f"{kept}check-in/", NUMB)
    return kept


def tick(page, name, value):
    page.locator(f'main input[name="{name}"][value="{value}"]').first.check()


def press(page, name):
    send(page, lambda: page.get_by_role("button", name=name, exact=True).click())


def test_every_page_of_the_day_is_free_of_faults_in_light_and_dark(open_page, address, alarmed):
    page = open_page(viewport=DESK)
    due, incomplete = keep(), keep("incomplete", days_ago=0)
    pages = [
        *(f"{address}{tab}/" for tab in ("today", "exercises", "week", "week/print", "check-in", "progress")),
        f"{address}exercises/?show=short",
        *(f"{alarmed}{tab}/" for tab in ("today", "check-in")),
        f"{due}today/",
        f"{incomplete}today/",
        "/exercises/",
        "/exercises/glute-bridge/",
    ]
    seen = {}

    for one in pages:
        page.goto(one, wait_until="domcontentloaded")
        page.evaluate(OPEN_ALL)
        seen[one[-18:]] = faults_at(page, (DESK, PHONE), TO_TOUCH)

    assert {one: faults for one, faults in seen.items() if faults} == {}


@pytest.mark.parametrize("locale", ["en", "es", "de"])
@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["390", "320"])
def test_every_tab_is_on_the_screen_of_a_phone(open_page, address, size, locale):
    page = open_page(locale=locale, viewport=size)

    page.goto(f"{address}check-in/")

    named = {"en": "Check in", "es": "Hacer el registro diario", "de": "Tagesmeldung machen"}
    assert page.evaluate(CUT_OFF) == []
    assert page.locator(".tabs a[aria-current=page]").inner_text() == named[locale]


def test_a_good_day_is_three_taps(open_page):
    page = open_page(viewport=PHONE, has_touch=True)
    page.goto(f"{keep()}check-in/")

    page.locator("label.scale-point", has=page.locator('[value="4"]')).tap()
    page.locator("label.choice", has=page.locator('[value="8"]')).tap()
    send(page, lambda: page.get_by_role("button", name="None of these", exact=True).tap())

    assert page.url.endswith("/today/")
    assert "Pain 4 of 10 now" in page.locator("main").inner_text()
    assert page.get_by_role("heading", name="To do today").is_visible()


def test_the_check_in_can_be_done_with_the_keyboard_alone(open_page):
    page = open_page(viewport=DESK)
    page.goto(f"{keep()}today/")
    press_to(page, "main .due a")
    send(page, lambda: page.keyboard.press("Enter"))
    wait_for_focus(page, "h1")

    press_to(page, "input[name=nprs]")
    page.keyboard.press("Space")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    press_to(page, "input[name=activity]")
    page.keyboard.press("Space")
    press_to(page, "button[value=none]")
    send(page, lambda: page.keyboard.press("Enter"))

    assert "Pain 4 of 10 now" in page.locator("main").inner_text()


def test_a_forgotten_number_is_announced_reached_and_costs_nothing_else(open_page):
    page = open_page(viewport=PHONE)
    page.goto(f"{keep()}check-in/")
    tick(page, "activity", "8")

    press(page, "None of these")

    wait_for_focus(page, ".errors")
    assert faults_of(page, TO_TOUCH) == []
    page.locator(".errors a").first.click()
    assert page.evaluate("document.activeElement.id") == "q-nprs"
    assert page.locator('input[name=activity][value="8"]').is_checked()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_an_emergency_sign_is_the_first_thing_on_the_screen(open_page, size):
    page = open_page(viewport=size)
    page.goto(f"{keep()}check-in/")
    tick(page, "nprs", "2")
    press(page, "Something is there, or I am not sure")
    seen = faults_of(page, TO_TOUCH)
    for sign in NUMB["signs"]:
        tick(page, "signs", sign)

    press(page, "I have looked at all: only what I ticked")

    first = page.get_by_role("heading", level=1)
    assert seen == []
    assert first.inner_text().startswith("Emergency")
    assert first.bounding_box()["y"] < size["height"] / 2
    assert page.locator("main img, main .tabs").count() == 0
    assert faults_of(page, TO_TOUCH) == []


def test_the_timer_counts_holds_and_repetitions_and_ends(open_page, address):
    page = open_page(viewport=PHONE)
    page.clock.install()
    page.goto(f"{address}exercises/")
    timer = page.locator('.timer[data-hold="5"]').first
    reps = int(timer.get_attribute("data-reps")) * int(timer.get_attribute("data-sets"))
    seen, heard = timer.locator(".timer-words"), timer.locator(".timer-said")

    timer.get_by_role("button", name="Start the timer").click()
    told = []
    for _ in range(4):
        told.append(seen.inner_text())
        page.clock.run_for(1_000)
    spoken = heard.text_content()
    page.clock.run_for(1_000 * (reps * 8 + 120))

    assert told[0] == "3 s · Ready"
    assert told[1] == "2 s · Ready"
    assert told[3].startswith("5 s · 1 of ")
    assert spoken.startswith("1 of ")
    assert seen.inner_text() == "Done. Well done."
    assert timer.get_by_role("button", name="Start the timer").is_visible()


def test_a_timer_stops_at_once_and_two_never_run_together(open_page, address):
    page = open_page(viewport=PHONE)
    page.goto(f"{address}exercises/")
    first, second = (page.locator(".timer").nth(place) for place in (0, 1))

    first.get_by_role("button").click()
    second.get_by_role("button").click()

    assert first.get_by_role("button").inner_text() == "Start the timer"
    assert first.locator(".timer-words").inner_text() == ""
    second.get_by_role("button", name="Stop the timer").click()
    assert second.locator(".timer-words").inner_text() == ""


def test_a_tap_on_an_exercise_of_the_day_leads_to_it(open_page, address):
    page = open_page(viewport=PHONE)
    page.goto(f"{address}today/")
    last = page.locator(".today-item").last
    wanted = last.get_attribute("href").partition("#")[2]

    last.click()
    page.wait_for_url(f"**/exercises/#{wanted}")

    page.wait_for_function(IN_VIEW, arg=wanted)


def test_who_says_how_it_went_stays_at_the_exercise(open_page, address):
    page = open_page(viewport=PHONE)
    page.goto(f"{address}exercises/")
    last = page.locator("article.exercise").last
    wanted = last.get_attribute("id")
    last.locator("summary", has_text="How did it go?").click()
    last.locator("label.choice", has=page.locator('[name=could_do][value="yes"]')).click()
    last.locator("label.choice", has=page.locator('[name=effort][value="right"]')).click()
    last.locator("label.scale-point", has=page.locator('[name=hurt][value="2"]')).click()

    with page.expect_navigation():
        last.get_by_role("button", name="Keep how it went").click()

    page.wait_for_function(IN_VIEW, arg=wanted)
    assert "Kept for today" in page.locator(f"#{wanted}").inner_text()
    assert faults_of(page, TO_TOUCH) == []


def test_without_scripts_the_whole_day_still_works(open_page):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    kept = keep()
    page.goto(f"{kept}check-in/")
    tick(page, "nprs", "5")
    tick(page, "activity", "5")
    with page.expect_navigation():
        page.get_by_role("button", name="None of these", exact=True).click()
    today = page.locator("main").inner_text()
    with page.expect_navigation():  # with its styles, which hide what needs a script
        page.get_by_role("link", name="Start", exact=True).click()
    timers = page.get_by_role("button", name="Start the timer").count()
    first = page.locator("article.exercise").first
    first.locator("summary", has_text="How did it go?").click()
    first.locator('input[name=could_do][value="yes"]').check()
    with page.expect_navigation():
        first.get_by_role("button", name="Keep how it went").click()
    told = page.locator("main").inner_text()
    page.get_by_role("link", name="Week", exact=True).click()
    page.fill("#minutes", "20")
    with page.expect_navigation():
        page.get_by_role("button", name="Make it fit").click()

    assert "To do today" in today
    assert timers == 0
    assert "Kept for today" in told
    assert page.input_value("#minutes") == "20"


def test_the_week_on_paper_is_the_sheet_alone(visit, address):  # noqa: F811
    page = visit(viewport={"width": 720, "height": 1000})
    page.goto(f"{address}week/print/", wait_until="networkidle")
    paper = page.pdf(format="A4")

    page.emulate_media(media="print")

    assert [page.locator(one).first.is_visible() for one in (".masthead", ".footer", ".no-print")] == [
        False
    ] * 3
    assert page.get_by_role("heading", name="My exercises").is_visible()
    assert page.locator("img").evaluate_all("all => all.every(one => one.complete && one.naturalWidth > 0)")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2
