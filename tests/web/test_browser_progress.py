"""Today and progress in a real browser: three taps, the keyboard, sliders, charts, no scripts, paper."""

import re
import time

import pytest
from charts_cast import followed_for_three_weeks
from following_cast import GOOD_DAY, keep, of
from looking import DESK, NARROW, PHONE, faults_at
from test_browser_journey import press_to, send, visit, wait_for_focus  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
HALF_A_MINUTE = 30
CHARTS = ["pain", "what-if-pain", "disability", "activity", "exercise"]
OPEN_ALL = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"
LOOK = """() => { const still = [...document.querySelectorAll('figure[data-chart]')].find(one => !one.live);
    if (still) { still.scrollIntoView(); }
    return document.querySelectorAll('.chart-live canvas').length; }"""
ARE_LIVE = f"count => ({LOOK})() === count"
"""A chart comes alive where somebody looks at it."""
INK = """canvas => { const drawn = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return drawn.data.filter((value, place) => place % 4 === 3 && value).length; }"""
TO_TOUCH = ".stand-alone, main .scale-point, main input[type=range]"


@pytest.fixture
def open_page(visit):  # noqa: F811
    """Open a page in a browser of its own, with blank pictures."""

    def opened(**options):
        page = visit(**options)
        page.route("**/pictures/**", lambda route: route.fulfill(content_type="image/svg+xml", body=BLANK))
        return page

    return opened


@pytest.fixture
def followed():
    return followed_for_three_weeks()


def shown(page):
    return page.locator("#what-if-shown").inner_text()


def wait_for_what_if(page, words):
    page.wait_for_function(
        "words => document.getElementById('what-if-shown').innerText.includes(words)", arg=words
    )


def test_a_good_day_is_three_taps_on_the_page_of_today_in_half_a_minute(open_page, client):
    page = open_page(viewport=PHONE, has_touch=True)
    address = keep()
    client.get(f"{address}today/")
    began = time.monotonic()
    page.goto(f"{address}today/")

    page.locator("label.scale-point", has=page.locator('[value="4"]')).tap()
    page.locator("label.choice", has=page.locator('[name=activity][value="8"]')).tap()
    send(page, lambda: page.get_by_role("button", name="None of these", exact=True).tap())

    assert time.monotonic() - began < HALF_A_MINUTE
    assert page.url.endswith("/today/")
    assert "Pain 4 of 10 now" in page.locator("main").inner_text()
    assert page.get_by_role("heading", name="To do today").is_visible()
    assert '"nprs": 4' in of(address).check_ins.get().said


def test_today_can_be_told_with_the_keyboard_alone(open_page):
    page = open_page(viewport=DESK)
    page.goto(f"{keep()}today/")

    press_to(page, "main input[name=nprs]")
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    press_to(page, "main input[name=activity]")
    page.keyboard.press("Space")
    press_to(page, "main button[value=none]")
    send(page, lambda: page.keyboard.press("Enter"))
    wait_for_focus(page, "h1")

    assert "Pain 3 of 10 now" in page.locator("main").inner_text()


def test_what_was_forgotten_on_today_is_asked_for_and_costs_nothing_else(open_page):
    page = open_page(viewport=PHONE)
    page.goto(f"{keep()}today/")
    page.locator('main input[name=activity][value="8"]').check()

    send(page, lambda: page.get_by_role("button", name="None of these", exact=True).click())

    wait_for_focus(page, ".errors")
    assert page.url.endswith("/check-in/")
    assert page.locator('input[name=activity][value="8"]').is_checked()


def test_answers_about_medicines_stay_on_the_page_of_today(open_page):
    page = open_page(viewport=PHONE)
    address = keep(days_ago=2)
    page.goto(f"{address}today/")
    page.locator('main input[name=nprs][value="7"]').check()
    send(page, lambda: page.get_by_role("button", name="None of these", exact=True).click())
    for no in page.locator('.medicine-check input[value="no"]').all():
        no.check()

    send(page, lambda: page.get_by_role("button", name="Show what my plan allows").click())

    assert "/today/" in page.url
    assert re.search(r"\d mg", page.locator(".dose").inner_text())


def test_today_and_progress_are_free_of_faults_in_light_and_dark(open_page, followed):
    page = open_page(viewport=DESK)
    due, first = keep(days_ago=3), keep(days_ago=0)
    addresses = [f"{one}today/" for one in (due, first, followed)]
    addresses += [f"{followed}progress/?rest=5&move=3", f"{due}progress/"]
    seen = {}

    for one in addresses:
        page.goto(one, wait_until="load")
        if "progress" in one:
            page.wait_for_function(LOOK)
        page.evaluate(OPEN_ALL)
        seen[one[-24:]] = faults_at(page, (DESK, PHONE, NARROW), TO_TOUCH)

    assert {one: faults for one, faults in seen.items() if faults} == {}


def test_a_slider_moved_by_the_keyboard_changes_the_what_if_and_nothing_else(open_page, followed):
    page = open_page(viewport=DESK)
    page.goto(f"{followed}progress/")
    page.wait_for_function(ARE_LIVE, arg=len(CHARTS))
    address = page.url

    press_to(page, "#rest")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    wait_for_what_if(page, "3 days in bed")
    spoken = page.locator("#rest").get_attribute("aria-valuetext")
    said = page.locator("#what-if-says").text_content()
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    wait_for_what_if(page, "exercises on half of the days")

    assert (spoken, page.locator("output[for=rest]").inner_text()) == ("3", "3")
    assert "3 days in bed" in said
    assert "exercises on half of the days" in page.locator("#move").get_attribute("aria-valuetext")
    assert "not a promise" in shown(page)
    assert page.url == address
    assert page.evaluate("document.activeElement.id") == "move"
    page.wait_for_function(ARE_LIVE, arg=len(CHARTS))


def test_only_the_last_of_many_moves_is_shown(open_page, followed):
    page = open_page(viewport=DESK)
    page.goto(f"{followed}progress/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "rest=" in request.url else None)
    press_to(page, "#rest")

    for _ in range(9):
        page.keyboard.press("ArrowRight")
    wait_for_what_if(page, "9 days in bed")

    assert len(asked) <= 3


def test_charts_are_drawn_over_the_pictures_and_read_off_where_one_points(open_page, followed):
    page = open_page(viewport=DESK)
    page.goto(f"{followed}today/")
    send(page, lambda: page.get_by_role("link", name="Progress", exact=True).click())
    page.wait_for_function(ARE_LIVE, arg=len(CHARTS))

    live = page.locator(".chart-live").first
    live.scroll_into_view_if_needed()
    box = live.bounding_box()
    page.mouse.move(box["x"] + 36, box["y"] + box["height"] / 2)
    read = page.locator(".chart-read").first

    assert all(one.evaluate(INK) > 500 for one in page.locator(".chart-live canvas").all())
    read.filter(has_text=re.compile(r"What you told us 8\b")).wait_for()
    assert page.locator("figure svg[role=img]").count() == len(CHARTS)
    assert page.locator(".chart-live").first.get_attribute("aria-hidden") == "true"


def test_on_a_phone_a_chart_comes_alive_under_the_finger_that_asks_it(open_page, followed):
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{followed}progress/", wait_until="networkidle")
    picture, read = page.locator("figure[data-chart] svg").first, page.locator(".chart-read").first
    loaded_before = page.locator("script[src*=uPlot]").count()
    asked_how = read.inner_text()
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()

    page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    page.locator(".chart-live canvas").first.wait_for()

    assert loaded_before == 0
    assert page.locator(".chart-live").count() == 1
    assert page.locator(".chart-read").count() == len(CHARTS)
    page.wait_for_function("how => document.querySelector('.chart-read').innerText !== how", arg=asked_how)


def test_going_back_and_forth_leaves_one_chart_each(open_page, followed):
    page = open_page(viewport=DESK)
    page.goto(f"{followed}progress/")
    page.wait_for_function(ARE_LIVE, arg=len(CHARTS))

    for _ in range(2):
        send(page, lambda: page.get_by_role("link", name="Today", exact=True).click())
        send(page, lambda: page.get_by_role("link", name="Progress", exact=True).click())
        page.wait_for_function(ARE_LIVE, arg=len(CHARTS))

    assert page.locator("script[src*=uPlot]").count() == 1


def test_without_scripts_there_are_pictures_tables_and_a_button(open_page, followed):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{followed}progress/")

    pictures = page.locator("figure svg[role=img]")
    tables = page.locator("figure table")
    page.locator("figure summary").first.click()
    first = tables.first.is_visible()
    page.fill("#rest", "4")
    with page.expect_navigation():
        page.get_by_role("button", name="Show it").click()

    assert pictures.count() == len(CHARTS)
    assert all(one.bounding_box()["height"] > 150 for one in pictures.all())
    assert first
    assert "4 days in bed" in shown(page)
    assert page.input_value("#rest") == "4"
    assert page.locator("canvas").count() == 0


def test_in_colours_that_the_reader_forced_the_picture_stays_and_shapes_tell_series_apart(
    open_page, followed
):
    page = open_page(viewport=PHONE, forced_colors="active")
    page.goto(f"{followed}progress/?rest=7", wait_until="networkidle")

    fills = page.locator("figure .look-most").evaluate_all(
        "all => all.map(one => getComputedStyle(one).fill)"
    )
    dashes = page.locator("#what-if-shown svg[role=img] path[class^=look]").evaluate_all(
        "all => all.map(one => getComputedStyle(one).strokeDasharray + getComputedStyle(one).strokeWidth)"
    )

    assert page.locator("canvas").count() == 0
    assert set(fills) == {"none"}
    assert len(set(dashes)) == len(dashes) >= 4


def test_on_paper_there_are_the_pictures(open_page, followed):
    page = open_page(viewport=DESK)
    page.goto(f"{followed}progress/")
    page.wait_for_function(ARE_LIVE, arg=len(CHARTS))

    page.emulate_media(media="print")

    assert page.locator(".chart-live").first.is_hidden()
    assert page.locator("figure svg[role=img]").first.bounding_box()["height"] > 150
    assert page.locator("form.what-if").is_hidden()


def test_a_day_that_was_told_shows_its_number_in_the_chart_at_once(open_page):
    page = open_page(viewport=PHONE)
    address = keep(days_ago=4)
    page.goto(f"{address}progress/")
    page.goto(f"{address}today/")
    page.locator(f'main input[name=nprs][value="{GOOD_DAY["nprs"]}"]').check()
    send(page, lambda: page.get_by_role("button", name="None of these", exact=True).click())

    send(page, lambda: page.get_by_role("link", name="See it against your forecast").click())

    assert page.locator('figure table tr[data-x="4"] td').first.text_content() == GOOD_DAY["nprs"]
