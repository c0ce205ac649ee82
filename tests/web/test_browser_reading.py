"""Reading about a name in a real browser: every link and button leads to a whole page."""

import pytest
from test_browser_journey import PHONE, visit  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def settled(page, address):
    """Wait for an address, and return the heading and what the page says."""
    page.wait_for_url(f"**{address}")
    page.wait_for_function("() => document.querySelectorAll('main h1').length === 1")
    return page.get_by_role("heading", level=1).inner_text(), page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("begin", "link"),
    [
        ("/", "Read about a name you were given"),
        ("/what-is/sciatica/", "Back pain explained"),
        ("/cite/nothing-here/", "Search in plain words"),
    ],
)
def test_a_link_to_the_explanations_shows_the_whole_page(visit, begin, link):  # noqa: F811
    page = visit(viewport=PHONE)
    page.goto(begin)

    page.locator("main").get_by_text(link).click()

    heading, text = settled(page, "/what-is/")
    assert heading == "Back pain explained"
    assert "All pages" in text


def test_the_search_button_shows_the_hits_and_the_whole_page(visit):  # noqa: F811
    page = visit(viewport=PHONE)
    page.goto("/what-is/")
    page.fill("#q", "slipped disc")

    page.get_by_role("button", name="Search").click()

    heading, text = settled(page, "/what-is/?q=slipped*disc")
    assert heading == "Back pain explained"
    assert "found for" in text
    assert "All pages" in text
    assert page.locator("#q").input_value() == "slipped disc"


def test_going_back_from_a_hit_found_while_typing_shows_the_whole_page(visit):  # noqa: F811
    page = visit(viewport=PHONE)
    page.goto("/what-is/")
    page.locator("#q").press_sequentially("sciatica")
    page.locator("#hits a").first.click()
    page.wait_for_url("**/what-is/*/")

    page.go_back()

    heading, text = settled(page, "/what-is/")
    assert heading == "Back pain explained"
    assert "All pages" in text


def test_a_word_found_while_typing_is_shown_at_its_place(visit):  # noqa: F811
    page = visit(viewport=PHONE)
    page.goto("/what-is/")
    page.locator("#q").press_sequentially("facet joint")

    page.locator("#hits a", has_text="Facet joint").first.click()

    page.wait_for_url("**/words/#facet-joint")
    page.wait_for_function("() => document.querySelector('.word:target')")
    assert page.locator("#facet-joint dt").inner_text() == "Facet joint"
    assert page.evaluate("() => document.querySelector('.word:target').getBoundingClientRect().top") < 200


def test_a_letter_leads_to_its_words(visit):  # noqa: F811
    page = visit(viewport=PHONE)
    page.goto("/words/")

    page.get_by_role("navigation", name="Letters").get_by_role("link", name="W", exact=True).click()

    heading = page.get_by_role("heading", level=2, name="W", exact=True)
    assert page.evaluate("top => top.getBoundingClientRect().bottom <= innerHeight", heading.element_handle())
