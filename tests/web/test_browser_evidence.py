"""The evidence browser in a real browser: readable, reachable by keyboard, and nothing leaves this host."""

import pytest
from looking import DESK, NARROW, PHONE, faults_at
from test_browser_journey import press_to, send, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLE = (
    "/evidence/",
    "/evidence/?q=back",
    "/evidence/red_flags/?status=judgement",
    "/evidence/red_flags/sudden-pain-with-artery-risk/",
    "/evidence/conditions/vertebral-fracture/",
    "/evidence/treatments/nsaid-oral/",
    "/evidence/exercises/abdominal-brace/",
    "/evidence/medicine_rules/baclofen-kidney/",
    "/evidence/medicines/ibuprofen/",
    "/evidence/guidelines/nice/",
    "/evidence/explanations/sciatica/",
    "/evidence/findings/saddle_numbness/",
    "/evidence/sources/downie2013/",
    "/evidence/trials/friedman2015/",
    "/evidence/methods/arrows/",
    "/evidence/methods/programme/",
    "/evidence/validation/",
    "/evidence/validation/follow_up/",
    "/evidence/validation/speed/",
    "/evidence/changes/",
    "/cite/vertebral-fracture/minor_trauma/",
)
TO_TOUCH = "main .crumbs a, main .sort-row a, main .link-list a, main select, .footer-link"
NATURAL_WIDTH = "async image => { image.loading = 'eager'; await image.decode(); return image.naturalWidth; }"


def test_no_page_has_faults_in_light_or_dark(visit):  # noqa: F811
    page = visit(viewport=DESK)
    page.set_default_navigation_timeout(60_000)  # the first page reads all of knowledge
    seen = {}

    for address in SAMPLE:
        page.goto(address, wait_until="domcontentloaded")
        seen[address] = faults_at(page, (DESK, PHONE, NARROW), TO_TOUCH)

    assert {address: faults for address, faults in seen.items() if faults} == {}


def test_a_missed_target_is_seen_on_a_phone_without_scrolling_sideways(visit):  # noqa: F811
    page = visit(viewport=PHONE)
    page.goto("/evidence/validation/follow_up/")

    cell = page.locator("tr.has-missed > td").first
    mark = cell.evaluate("e => getComputedStyle(e, '::before').content")

    assert "✗" in mark
    assert cell.bounding_box()["x"] < PHONE["width"] / 4


def test_a_figure_is_drawn_in_its_own_colours(visit):  # noqa: F811
    page = visit(viewport=DESK)
    page.goto("/evidence/validation/follow_up/")
    figure = page.locator("article img").first

    assert figure.evaluate(NATURAL_WIDTH) > 100
    page.goto("/evidence/validation/follow-up-curve.svg")
    drawn = page.evaluate(
        "() => new Set([...document.querySelectorAll('path')].map(e => getComputedStyle(e).stroke)).size"
    )
    assert drawn > 3


def test_a_fact_is_found_filtered_and_opened_with_the_keyboard_alone(visit):  # noqa: F811
    page = visit(viewport=DESK)
    page.goto("/evidence/")
    press_to(page, "#q")
    page.keyboard.type("R02b")
    send(page, lambda: page.keyboard.press("Enter"))
    press_to(page, ".hit-list a")
    send(page, lambda: page.keyboard.press("Enter"))

    assert page.get_by_role("heading", level=1).inner_text().startswith("R02b")
    press_to(page, ".crumbs a[href$='red_flags/']")
    send(page, lambda: page.keyboard.press("Enter"))
    assert page.get_by_role("heading", level=1).inner_text() == "Red flags"


def test_everything_works_without_scripts(visit):  # noqa: F811
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto("/evidence/products/")
    page.select_option("#status", "judgement")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("link", name="Next page").click()

    assert "status=judgement" in page.url
    assert page.locator("tbody tr").count() > 0
