"""On paper: an emergency has its page to itself, and ink is dark on white whatever the screen is."""

import pytest
from test_browser_journey import DESK, NUMB, STRAINED, visit, walk  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BRIGHTNESS = """selector => [...document.querySelectorAll(selector)].flatMap(e => {
    const style = getComputedStyle(e);
    return [style.color, style.fill].map(c => c.match(/[\\d.]+/g)).filter(Boolean)
        .map(rgb => (+rgb[0] + +rgb[1] + +rgb[2]) / 765);
})"""
BEFORE_THE_BREAK = """() => {
    const parts = [...document.querySelector('main').children];
    const broken = parts.findIndex(e => getComputedStyle(e).breakBefore === 'page');
    return broken < 0 ? null : parts.slice(0, broken).map(e => e.innerText).join(' ');
}"""


def test_an_emergency_has_its_first_page_to_itself(visit):  # noqa: F811
    page = visit(viewport=DESK)
    walk(page, NUMB)

    page.emulate_media(media="print")

    first = page.evaluate(BEFORE_THE_BREAK)
    assert first.strip().startswith("Emergency")
    assert "Call an ambulance" in first
    assert "in 100" not in first
    assert "For the clinician" not in first
    assert "What you told us" not in first


def test_the_clinician_s_page_has_its_heading_and_the_causes(visit):  # noqa: F811
    page = visit(viewport=DESK)
    walk(page, NUMB)

    page.emulate_media(media="print")

    part = page.locator(".clinician")
    assert part.evaluate("e => getComputedStyle(e).breakBefore") == "page"
    assert part.locator("summary").first.inner_text().strip() == "For the clinician"
    assert part.locator(".cause").first.bounding_box()["height"] > 0


@pytest.mark.parametrize("person", [NUMB, STRAINED], ids=["emergency", "strain"])
def test_ink_is_dark_on_white_even_if_the_screen_is_dark(visit, person):  # noqa: F811
    page = visit(viewport=DESK, color_scheme="dark")
    walk(page, person)

    page.emulate_media(media="print", color_scheme="dark")

    ink = page.evaluate(BRIGHTNESS, "main h1, main h2, main h3, main p, main li, main a, .level-tag, .tag")
    paper = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert ink
    assert max(ink) < 0.5
    assert paper == "rgb(255, 255, 255)"
