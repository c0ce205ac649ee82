"""A browser with its worker, with and without a network."""

import pytest
from following_cast import FIT, GOOD_DAY, keep
from playwright.sync_api import Error
from test_browser_journey import PHONE, visit  # noqa: F401

BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
"""In place of pictures, each of which takes a moment to draw."""

HAS_COPY = "async path => Boolean(await caches.match(path, { ignoreVary: true }))"
HAS_NO_PAGES = """async () => {
    for (const name of await caches.keys()) {
        if (name.includes(' pages ') && (await (await caches.open(name)).keys()).length) { return false; }
    }
    return true; }"""
PAGES = ("today/", "exercises/", "exercises/?show=short", "week/", "check-in/", "progress/")


@pytest.fixture
def open_app(visit, monkeypatch):  # noqa: F811
    """Open a page in a browser of its own, whose worker may work."""
    monkeypatch.setattr("lumbago.web.views.training.picture", lambda *named: BLANK)

    def opened(**options):
        return visit(**{"viewport": PHONE, "service_workers": "allow", **options})

    return opened


@pytest.fixture
def address(client):
    """A kept report with a check-in of today and a week that fits."""
    kept = keep()
    client.post(f"{kept}check-in/", GOOD_DAY)
    client.post(f"{kept}week/", {**FIT, "minutes_per_day": "25", "equipment": ["band"]})
    return kept


@pytest.fixture
def due():
    """A kept report without a check-in of today."""
    return keep()


def until(page, claim, arg=None):
    """Ask a page again and again, over its reloads, until a claim that takes a while to look at holds."""
    for _ in range(300):
        try:
            if page.evaluate(claim, arg):
                return
        except Error as gone:  # the page was just left for another
            if "context" not in str(gone):
                raise
        page.wait_for_timeout(100)
    raise AssertionError(f"{page.url}: never {claim} {arg or ''}")


def wait_for_copies(page, address, pages=PAGES):
    """Wait until the browser keeps a copy of these pages."""
    for one in pages:
        until(page, HAS_COPY, f"{address}{one}")


def at_home_then_away(page, address, pages=PAGES):
    """Visit once with a network, and lose it."""
    page.goto(f"{address}today/")
    wait_for_copies(page, address, pages)
    page.context.set_offline(True)


def answer(page, nprs, activity="5", *, name="None of these"):
    """Check in with three taps."""
    page.locator(f'main input[name="nprs"][value="{nprs}"]').first.check()
    page.locator(f'main input[name="activity"][value="{activity}"]').first.check()
    page.get_by_role("button", name=name, exact=True).click()


def seen(page):
    """Return what a person reads between masthead and foot."""
    return page.locator("main").inner_text()


def wait_for_words(page, words):
    """Wait until a page says something."""
    try:
        page.locator("main", has_text=words).wait_for()
    except Exception:
        raise AssertionError(f"{page.url} says: {seen(page)[:2000]}") from None


def nothing_waits(page):
    """Wait until everything has been sent."""
    until(page, "async () => window.offline && !(await window.offline.outbox.all()).length")
